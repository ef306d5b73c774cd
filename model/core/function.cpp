#include "core/function.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <cmath>
#include <locale>

namespace headroom {

double finite(double result) {
    if (!std::isfinite(result)) {
        static constexpr Text sentence{"The result is too large for a number."};
        throw Error(Failure::no_answer, {}, sentence);
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
    static constexpr Text required{"Required"};
    static constexpr Text otherwise{"Default "};
    static constexpr Text optional{"Optional"};
    std::string words;
    if (!argument.optional) {
        words = required.in(language);
    } else if (const double* number = std::get_if<double>(&argument.otherwise)) {
        words = std::string(otherwise.in(language)) + plain(*number);
    } else if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
        words = std::string(otherwise.in(language)) + "\"" + std::string(*word) + "\"";
    } else {
        words = optional.in(language);
    }
    if (!(argument.limits == Limits())) {
        words += ", " + argument.limits.describe(language);
    }
    return words + ". " + std::string(argument.help.in(language));
}

} // namespace headroom
