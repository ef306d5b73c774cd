#include "core/function.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <cmath>
#include <locale>
#include <stdexcept>
#include <utility>

namespace headroom {

double finite(double result) {
    if (!std::isfinite(result)) {
        throw Error(Failure::no_answer, {}, tr("The result is too large for a number."));
    }
    return result + 0.0; // -0 becomes 0
}

Table finite(Table result) {
    for (std::size_t row = 0; row < result.rows(); ++row) {
        for (std::size_t column = 0; column < result.columns(); ++column) {
            if (double* number = std::get_if<double>(&result.at(row, column))) {
                *number = finite(*number);
            }
        }
    }
    return result;
}

Value finite(Value result) {
    if (const double* number = std::get_if<double>(&result)) {
        return finite(*number);
    }
    if (Table* table = std::get_if<Table>(&result)) {
        return finite(std::move(*table));
    }
    return result;
}

Formula::Formula(std::string formula) : formula_(std::move(formula)) {
    if (!formula_.empty() && !formula_.starts_with('=')) {
        throw std::logic_error("no formula, and words are marked with tr: " + formula_);
    }
}

std::string Formula::in(Language language) const {
    return in_words() ? std::string(words_.in(language)) : formula_;
}

namespace {

/// Inline array: columns are separated by semicolons, rows by bars.
std::string rows_of(const Table& table) {
    std::string rows;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t column = 0; column < table.columns(); ++column) {
            rows += column > 0 ? ";" : row > 0 ? "|" : "";
            if (const double* number = std::get_if<double>(&table.at(row, column))) {
                rows += literal(*number);
            } else if (const std::string* text = std::get_if<std::string>(&table.at(row, column))) {
                rows += literal(*text);
            } else {
                rows += "\"\"";
            }
        }
    }
    return rows;
}

} // namespace

std::string literal(const Value& value) {
    if (const double* number = std::get_if<double>(&value)) {
        return rounded(*number).in({});
    }
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return '"' + boost::replace_all_copy(*text, "\"", "\"\"") + '"';
    }
    if (const Table* table = std::get_if<Table>(&value)) {
        return "{" + rows_of(*table) + "}";
    }
    return {};
}

std::string typed(const Function& function, Arguments values) {
    std::vector<std::string> literals;
    for (const Value& value : values) {
        literals.push_back(literal(value));
    }
    return function.name + "(" + boost::join(literals, "; ") + ")";
}

std::string idl_name(std::string_view id) {
    std::string name;
    for (const char letter : id) {
        const bool joins = !name.empty() && name.back() == '_';
        if (joins) {
            name.back() = std::toupper(letter, std::locale::classic());
        } else {
            name += letter;
        }
    }
    return name;
}

std::string signature(const Function& function) {
    std::vector<std::string> shown;
    for (const Argument& argument : function.arguments) {
        std::string text(argument.id);
        if (const double* number = std::get_if<double>(&argument.otherwise)) {
            text += "=" + plain(*number);
        } else if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
            text += "=\"" + std::string(*word) + "\"";
        }
        if (argument.shape == Shape::any_number) {
            text += "…";
        } else if (argument.optional) {
            text.insert(text.begin(), '[');
            text += ']';
        }
        shown.push_back(std::move(text));
    }
    return function.name + "(" + boost::join(shown, "; ") + ")";
}

std::string summary(const Argument& argument, Language language) {
    const bool limited = !(argument.limits == Limits());
    std::vector<Phrase> values;
    Text sentence;
    if (const double* number = std::get_if<double>(&argument.otherwise)) {
        sentence = limited ? tr("Default %1%, %2%. %3%") : tr("Default %1%. %2%");
        values.emplace_back(plain(*number));
    } else if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
        sentence = limited ? tr("Default %1%, %2%. %3%") : tr("Default %1%. %2%");
        values.emplace_back('"' + std::string(*word) + '"');
    } else if (argument.optional) {
        sentence = limited ? tr("Optional, %1%. %2%") : tr("Optional. %1%");
    } else {
        sentence = limited ? tr("Required, %1%. %2%") : tr("Required. %1%");
    }
    if (limited) {
        values.push_back(argument.limits.words());
    }
    values.emplace_back(argument.help);
    return Phrase(sentence, std::move(values)).in(language, {});
}

} // namespace headroom
