// How arguments are read and refused: counts, types and limits, with a sentence for each.

#include "function.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <cmath>

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

std::string choices_of(const Argument& argument) {
    std::vector<std::string> words;
    for (const std::string_view word : argument.choices) {
        words.push_back(quoted(word));
    }
    return boost::join(words, ", ");
}

/// What a sentence is about: an argument, or one cell of it.
struct Subject {
    std::string argument;
    std::string words;

    explicit Subject(const Argument& whole) : argument(whole.id), words(whole.id) {}
    Subject(const Argument& whole, std::size_t position, bool in_a_row)
        : argument(whole.id), words((in_a_row ? "column " : "row ") + std::to_string(position + 1) +
                                    " of " + argument) {}

    [[noreturn]] void refuse(const Text& sentence, std::vector<std::string> values = {}) const {
        values.insert(values.begin(), words);
        throw Error(Failure::invalid, argument, sentence, std::move(values));
    }
};

[[noreturn]] void refuse_text(const Subject& subject, const std::string& text) {
    static constexpr Text sentence{"%1% is the text %2%; it must be a number."};
    static constexpr Text stored{"%1% is the text %2%; it must be a number. It looks like one but "
                                 "is stored as text: format the cell as a number and type the "
                                 "value again."};
    subject.refuse(looks_like_number(text) ? stored : sentence, {quoted(text)});
}

/// A range of one cell stands for that cell.
const Value& single(const Argument& argument, const Value& value, Value& storage) {
    const Table* table = std::get_if<Table>(&value);
    if (table == nullptr) {
        return value;
    }
    if (table->rows() != 1 || table->columns() != 1) {
        static constexpr Text sentence{
            "%1% is a range of %2% × %3% cells; it must be one cell or one value."};
        Subject(argument).refuse(sentence,
                                 {std::to_string(table->rows()), std::to_string(table->columns())});
    }
    const Cell& cell = table->at(0, 0);
    const std::string id(argument.id);
    if (const std::optional<Error> error = error_in(cell, id, id)) {
        throw *error;
    }
    if (const double* number = std::get_if<double>(&cell)) {
        storage = *number;
    } else if (const std::string* text = std::get_if<std::string>(&cell)) {
        storage = *text;
    } else {
        storage = 0.0; // blank
    }
    return storage;
}

double checked_finite(const Subject& subject, double number) {
    if (!std::isfinite(number)) {
        static constexpr Text sentence{"%1% is not a finite number."};
        subject.refuse(sentence);
    }
    return number + 0.0; // -0 becomes 0
}

/// The value an argument has that is named as a bound, and its words for a sentence.
struct Bound {
    double value;
    std::string words;
};

Bound bound_of(const Function& function, std::string_view argument,
               std::span<const double> earlier) {
    const auto found =
        std::find_if(function.arguments.begin(), function.arguments.end(),
                     [&](const Argument& candidate) { return candidate.id == argument; });
    const double value = earlier[static_cast<std::size_t>(found - function.arguments.begin())];
    return {value, " (" + std::string(argument) + " is " + plain(value) + ")"};
}

void check_limits(const Function& function, std::size_t index, const Subject& subject, double value,
                  std::span<const double> earlier) {
    const Argument& argument = function.arguments[index];
    const Limits& limits = argument.limits;
    std::string broken;
    if (!limits.low_argument().empty()) {
        const Bound low = bound_of(function, limits.low_argument(), earlier);
        broken = value < low.value ? low.words : broken;
    }
    if (!limits.high_argument().empty()) {
        const Bound high = bound_of(function, limits.high_argument(), earlier);
        broken = value > high.value ? high.words : broken;
    }
    if (limits.admit(value) && broken.empty()) {
        return;
    }
    const std::string allowed = limits.describe(Language::english);
    // Below 1.5 it is more likely a share a little too large than a percentage without its sign.
    if (argument.unit->fraction && value >= 1.5 && value <= 100 && limits.high() <= 1) {
        static constexpr Text sentence{"%1% is %2%; it must be %3%. For %2% %% type %2%%% or %4%."};
        subject.refuse(sentence, {rounded(value), allowed, rounded(value / 100)});
    }
    static constexpr Text plainly{"%1% is %2%; it must be %3%%4%."};
    static constexpr Text zero{"%1% is %2%; it must be %3%%4%. A blank cell counts as 0."};
    subject.refuse(value == 0 && argument.shape == Shape::number ? zero : plainly,
                   {plain(value), allowed, broken});
}

bool blank(const Cell& cell) {
    return std::holds_alternative<std::monostate>(cell);
}

double cell_number(const Subject& subject, const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return checked_finite(subject, *number);
    }
    if (const std::string* text = std::get_if<std::string>(&cell)) {
        refuse_text(subject, *text);
    }
    if (const std::optional<Error> error = error_in(cell, subject.argument, subject.words)) {
        throw *error;
    }
    static constexpr Text sentence{
        "%1% is blank; a blank in a range is missing, not 0. Type 0 if that is meant."};
    subject.refuse(sentence);
}

} // namespace

double number_from(const Argument& argument, const Value& value) {
    Value storage;
    const Value& one = single(argument, value, storage);
    const Subject subject(argument);
    if (const double* number = std::get_if<double>(&one)) {
        return argument.limits.settled(checked_finite(subject, *number));
    }
    if (const std::string* text = std::get_if<std::string>(&one)) {
        refuse_text(subject, *text);
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
        Subject(argument).refuse(sentence, {plain(*number)});
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
        Subject(argument).refuse(sentence, {got, choices_of(argument)});
    }
    return static_cast<std::size_t>(found - argument.choices.begin());
}

std::vector<double> series_from(const Function& function, std::size_t index, const Value& value,
                                std::span<const double> earlier, bool& in_a_row) {
    const Argument& argument = function.arguments[index];
    Table cells;
    if (const Table* table = std::get_if<Table>(&value)) {
        cells = *table;
    } else if (const double* number = std::get_if<double>(&value)) {
        cells.append({*number});
    } else {
        cells.append({std::get<std::string>(value)});
    }
    in_a_row = cells.rows() == 1 && cells.columns() > 1;
    if (!in_a_row && cells.columns() > 1) {
        static constexpr Text sentence{
            "%1% is a range of %2% × %3% cells; it must be one row or one "
            "column."};
        Subject(argument).refuse(sentence,
                                 {std::to_string(cells.rows()), std::to_string(cells.columns())});
    }
    const auto cell = [&](std::size_t i) -> const Cell& {
        return in_a_row ? cells.at(0, i) : cells.at(i, 0);
    };
    std::size_t count = in_a_row ? cells.columns() : cells.rows();
    while (count > 0 && blank(cell(count - 1))) {
        --count; // what is selected beyond the data
    }
    if (count == 0) {
        static constexpr Text sentence{"%1% is blank; it must hold at least one number."};
        Subject(argument).refuse(sentence);
    }
    std::vector<double> numbers(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Subject subject(argument, i, in_a_row);
        numbers[i] = argument.limits.settled(cell_number(subject, cell(i)));
        check_limits(function, index, subject, numbers[i], earlier);
    }
    return numbers;
}

const Table& cells_from(const Argument& argument, const Value& value) {
    const Table* table = std::get_if<Table>(&value);
    if (table == nullptr) {
        // Typed, or the only cell that was given: Calc itself gives Err:504 for the former.
        static constexpr Text sentence{"%1% is one value; it must be a range of cells."};
        const std::string id(argument.id);
        throw Error(Failure::count, id, sentence, {id});
    }
    return *table;
}

void check_number(const Function& function, std::size_t index, double value,
                  std::span<const double> earlier) {
    const Argument& argument = function.arguments[index];
    if (argument.limits.plain() && argument.limits.admit(value)) {
        return; // without a sentence to prepare
    }
    check_limits(function, index, Subject(argument), value, earlier);
}

void check_length(std::string_view argument, std::size_t length, std::string_view model,
                  std::size_t expected) {
    if (length != expected) {
        static constexpr Text sentence{
            "%1% and %3% must go together one by one, but hold %2% and %4% "
            "numbers."};
        throw Error(Failure::invalid, std::string(argument), sentence,
                    {std::string(argument), std::to_string(length), std::string(model),
                     std::to_string(expected)});
    }
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

} // namespace headroom
