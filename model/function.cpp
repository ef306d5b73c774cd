#include "function.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <locale>

namespace headroom {

namespace {

constexpr std::size_t longest_quote = 40;

std::string quoted(std::string_view text) {
    std::string shown(text.substr(0, longest_quote));
    if (text.size() > longest_quote) {
        // Not to end within a UTF-8 sequence.
        while (!shown.empty() && (static_cast<unsigned char>(text[shown.size()]) & 0xC0) == 0x80) {
            shown.pop_back();
        }
        shown += "…";
    }
    return '"' + shown + '"';
}

bool looks_like_number(std::string_view text) {
    const std::string trimmed = folded(text);
    double number = 0;
    const auto [end, error] =
        std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
    return error == std::errc() && end != trimmed.data();
}

std::string choices_of(const Argument& argument) {
    std::vector<std::string> words;
    for (const std::string_view word : argument.choices) {
        words.push_back(quoted(word));
    }
    return boost::join(words, ", ");
}

[[noreturn]] void refuse_table(const Argument& argument, const Table& table) {
    static constexpr Text sentence{
        "%1% is a range of %2% rows and %3% columns; it must be one cell or one value."};
    throw Error(
        Failure::invalid, std::string(argument.id), sentence,
        {std::string(argument.id), std::to_string(table.rows()), std::to_string(table.columns())});
}

/// A range of one cell stands for that cell.
const Value& single(const Argument& argument, const Value& value, Value& storage) {
    const Table* table = std::get_if<Table>(&value);
    if (table == nullptr) {
        return value;
    }
    if (table->rows() != 1 || table->columns() != 1) {
        refuse_table(argument, *table);
    }
    if (const double* number = std::get_if<double>(&table->at(0, 0))) {
        storage = *number;
    } else if (const std::string* text = std::get_if<std::string>(&table->at(0, 0))) {
        storage = *text;
    } else {
        storage = 0.0;
    }
    return storage;
}

[[noreturn]] void refuse_number_text(const Argument& argument, const std::string& text) {
    static constexpr Text sentence{"%1% is the text %2%; it must be a number."};
    static constexpr Text stored{"%1% is the text %2%; it must be a number. It looks like one but "
                                 "is stored as text: format the cell as a number and type the "
                                 "value again."};
    throw Error(Failure::invalid, std::string(argument.id),
                looks_like_number(text) ? stored : sentence,
                {std::string(argument.id), quoted(text)});
}

} // namespace

double number_from(const Argument& argument, const Value& value) {
    Value storage;
    const Value& one = single(argument, value, storage);
    if (const double* number = std::get_if<double>(&one)) {
        if (!std::isfinite(*number)) {
            static constexpr Text sentence{"%1% is not a finite number."};
            throw Error(Failure::invalid, std::string(argument.id), sentence,
                        {std::string(argument.id)});
        }
        return *number + 0.0; // -0 becomes 0
    }
    if (const std::string* text = std::get_if<std::string>(&one)) {
        refuse_number_text(argument, *text);
    }
    return std::get<double>(argument.otherwise);
}

std::string text_from(const Argument& argument, const Value& value) {
    Value storage;
    const Value& one = single(argument, value, storage);
    if (const std::string* text = std::get_if<std::string>(&one)) {
        return *text;
    }
    if (const double* number = std::get_if<double>(&one)) {
        static constexpr Text sentence{"%1% is %2%; it must be a text in quotation marks."};
        throw Error(Failure::invalid, std::string(argument.id), sentence,
                    {std::string(argument.id), plain(*number)});
    }
    return std::string(std::get<std::string_view>(argument.otherwise));
}

std::size_t choice_from(const Argument& argument, const Value& value) {
    Value storage;
    const Value& one = single(argument, value, storage);
    std::string got;
    std::string typed;
    if (const std::string* text = std::get_if<std::string>(&one)) {
        got = quoted(*text);
        typed = folded(*text);
    } else if (const double* number = std::get_if<double>(&one)) {
        got = plain(*number);
    } else {
        typed = folded(std::get<std::string_view>(argument.otherwise));
    }
    const auto found = std::find(argument.choices.begin(), argument.choices.end(), typed);
    if (found == argument.choices.end()) {
        static constexpr Text sentence{"%1% is %2%; it must be one of %3%."};
        throw Error(Failure::invalid, std::string(argument.id), sentence,
                    {std::string(argument.id), got, choices_of(argument)});
    }
    return static_cast<std::size_t>(found - argument.choices.begin());
}

void check_number(const Function& function, std::size_t index, double value,
                  std::span<const double> earlier) {
    const Argument& argument = function.arguments[index];
    const Limits& limits = argument.limits;
    std::string bound;
    if (!limits.high_argument().empty()) {
        const auto other = std::find_if(
            function.arguments.begin(), function.arguments.end(),
            [&](const Argument& candidate) { return candidate.id == limits.high_argument(); });
        const double high = earlier[static_cast<std::size_t>(other - function.arguments.begin())];
        if (value > high) {
            bound = " (" + plain(high) + ")";
        }
    }
    if (limits.admit(value) && bound.empty()) {
        return;
    }
    const std::string id(argument.id);
    const bool percentage = argument.unit->fraction && value > 1 && value <= 100;
    if (percentage && limits.high() <= 1) {
        static constexpr Text sentence{"%1% is %2%; it must be %3%. For %2% %% type %2%%% or %4%."};
        throw Error(Failure::invalid, id, sentence,
                    {id, plain(value), limits.describe(Language::english), plain(value / 100)});
    }
    static constexpr Text plainly{"%1% is %2%; it must be %3%%4%."};
    static constexpr Text zero{"%1% is %2%; it must be %3%%4%. A blank cell counts as 0."};
    throw Error(Failure::invalid, id, value == 0 ? zero : plainly,
                {id, plain(value), limits.describe(Language::english), bound});
}

void check_count(const Function& function, Arguments values) {
    const std::vector<Argument>& arguments = function.arguments;
    const bool open_ended = !arguments.empty() && arguments.back().shape == Shape::any_number;
    if (values.size() > arguments.size() && !open_ended) {
        static constexpr Text sentence{"%1% takes at most %2% arguments; it got %3%."};
        throw Error(
            Failure::count, {}, sentence,
            {function.name, std::to_string(arguments.size()), std::to_string(values.size())});
    }
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool missing =
            i >= values.size() || std::holds_alternative<std::monostate>(values[i]);
        if (missing && !arguments[i].optional) {
            static constexpr Text sentence{"%1% is missing; %2% cannot do without it: %3%."};
            const std::string id(arguments[i].id);
            throw Error(Failure::count, id, sentence, {id, function.name, signature(function)});
        }
    }
}

double finite(double result) {
    if (!std::isfinite(result)) {
        static constexpr Text sentence{"The result is too large for a number."};
        throw Error(Failure::no_answer, {}, sentence);
    }
    return result + 0.0; // -0 becomes 0
}

std::string literal(const Value& value) {
    if (const double* number = std::get_if<double>(&value)) {
        return rounded(*number);
    }
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return '"' + boost::replace_all_copy(*text, "\"", "\"\"") + '"';
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
            text = "[" + text + "]";
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
        words = std::string(otherwise.in(language)) + quoted(*word);
    } else {
        words = optional.in(language);
    }
    if (!(argument.limits == Limits())) {
        words += ", " + argument.limits.describe(language);
    }
    return words + ". " + std::string(argument.help.in(language));
}

namespace detail {

Function complete(Function record) {
    record.name = boost::to_upper_copy(std::string(record.id), std::locale::classic());
    return record;
}

} // namespace detail

} // namespace headroom
