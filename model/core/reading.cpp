// How arguments are read and refused: counts, types and limits, with a sentence for each.

#include "core/reading.hpp"

#include "core/label.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>

namespace headroom {

namespace {

std::string choices_of(const Argument& argument) {
    std::vector<std::string> words;
    for (const std::string_view word : argument.choices) {
        words.push_back(in_quotes(word));
    }
    return boost::join(words, ", ");
}

/// What a sentence is about: an argument, or one cell of it.
struct Subject {
    std::string argument;
    Phrase words;

    Subject(std::string_view whole, Phrase part) : argument(whole), words(std::move(part)) {}
    explicit Subject(const Argument& whole) : argument(whole.id), words(whole.id) {}
    Subject(const Argument& whole, std::size_t position, bool in_a_row)
        : argument(whole.id),
          words(in_a_row ? column_of(whole.id, position + 1) : row_of(whole.id, position + 1)) {}

    [[noreturn]] void refuse(Text sentence, std::vector<Phrase> values = {}) const {
        values.insert(values.begin(), words);
        refuse(Phrase(sentence, std::move(values)));
    }
    [[noreturn]] void refuse(Phrase sentence) const {
        throw Error(Failure::invalid, argument, std::move(sentence));
    }
};

/// A range of one cell stands for that cell.
const Value& single(const Argument& argument, const Value& value, Value& storage) {
    const Table* table = std::get_if<Table>(&value);
    if (table == nullptr) {
        return value;
    }
    if (table->rows() != 1 || table->columns() != 1) {
        static constexpr Text sentence =
            tr("%1% is a range of %2% × %3% cells; it must be one cell or one value.");
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
        static constexpr Text sentence = tr("%1% is not a finite number.");
        subject.refuse(sentence);
    }
    return number + 0.0; // -0 becomes 0
}

/// An argument that is the bound of another, and its value in this call.
struct Bound {
    std::string_view argument;
    double value;
};

Bound bound_of(const Function& function, std::string_view argument,
               std::span<const double> earlier) {
    const auto found =
        std::find_if(function.arguments.begin(), function.arguments.end(),
                     [&](const Argument& candidate) { return candidate.id == argument; });
    return {argument, earlier[static_cast<std::size_t>(found - function.arguments.begin())]};
}

/// The value, which is the bound itself where it is beyond an argument's by mere rounding.
double kept_within(const Function& function, std::size_t index, const Subject& subject,
                   double value, std::span<const double> earlier) {
    const Argument& argument = function.arguments[index];
    const Limits& limits = argument.limits;
    std::optional<Bound> broken;
    const auto keep = [&](std::string_view other, auto beyond) {
        if (other.empty()) {
            return;
        }
        if (const Bound bound = bound_of(function, other, earlier); beyond(value, bound.value)) {
            if (is_nearly(value, bound.value)) {
                value = bound.value;
            } else {
                broken = bound;
            }
        }
    };
    keep(limits.low_argument(), std::less<>());
    keep(limits.high_argument(), std::greater<>());
    if (limits.admit(value) && !broken) {
        return value;
    }
    Phrase allowed = limits.words();
    if (broken) {
        static constexpr Text with_bound = tr("%1% (%2% is %3%)");
        allowed = {with_bound, {std::move(allowed), broken->argument, exact(broken->value)}};
    }
    Phrase sentence =
        out_of_limits(subject.words, value, *argument.unit, limits, std::move(allowed));
    if (value == 0 && argument.shape == Shape::number) {
        static constexpr Text zero = tr("%1% A blank cell counts as 0.");
        sentence = {zero, {std::move(sentence)}};
    }
    subject.refuse(std::move(sentence));
}

bool blank(const Cell& cell) {
    return std::holds_alternative<std::monostate>(cell);
}

double cell_number(const Subject& subject, const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return checked_finite(subject, *number);
    }
    if (const std::string* text = std::get_if<std::string>(&cell)) {
        subject.refuse(not_a_number(subject.words, *text));
    }
    if (const std::optional<Error> error = error_in(cell, subject.argument, subject.words)) {
        throw *error;
    }
    static constexpr Text sentence =
        tr("%1% is blank; a blank in a range is missing, not 0. Type 0 if that is meant.");
    subject.refuse(sentence);
}

} // namespace

Phrase row_of(std::string_view argument, std::size_t number) {
    // TRANSLATORS: stands for the cell in sentences such as "%1% is blank" or "%1% names %2%".
    return {tr("row %1% of %2%"), {std::to_string(number), argument}};
}

Phrase column_of(std::string_view argument, std::size_t number) {
    // TRANSLATORS: stands for the cell in sentences such as "%1% is blank".
    return {tr("column %1% of %2%"), {std::to_string(number), argument}};
}

Phrase not_a_number(Phrase subject, std::string_view text) {
    static constexpr Text sentence = tr("%1% is the text %2%; it must be a number.");
    static constexpr Text stored =
        tr("%1% is the text %2%; it must be a number. It looks like one but is stored as text: "
           "format the cell as a number and type the value again.");
    return {looks_like_number(text) ? stored : sentence, {std::move(subject), in_quotes(text)}};
}

std::optional<Phrase> meant_as_percentage(double value, const Unit& unit, const Limits& limits) {
    // A rate of 1.2 a year is 1.2 % without its sign; a share of 1.2 is one a little too large.
    const double least = &unit == &unit::rate ? 0 : 1.5;
    if (!unit.fraction || !limits.plain() || limits.admit_size(value) ||
        !limits.admit_size(value / 100) || std::abs(value) < least) {
        return std::nullopt;
    }
    static constexpr Text sentence = tr("For %1% %% type %1%%% or %2%.");
    return Phrase(sentence, {rounded(value), rounded(value / 100)});
}

Phrase out_of_limits(Phrase subject, double value, const Unit& unit, const Limits& limits,
                     Phrase allowed) {
    static constexpr Text sentence = tr("%1% is %2%; it must be %3%.");
    static constexpr Text percentage = tr("%1% is %2%; it must be %3%. %4%");
    std::vector<Phrase> values{std::move(subject), exact(value), std::move(allowed)};
    if (std::optional<Phrase> hint = meant_as_percentage(value, unit, limits)) {
        values.push_back(*std::move(hint));
        return {percentage, std::move(values)};
    }
    return {sentence, std::move(values)};
}

double number_from(const Argument& argument, const Value& value) {
    Value storage;
    const Value& one = single(argument, value, storage);
    const Subject subject(argument);
    if (const double* number = std::get_if<double>(&one)) {
        return argument.limits.settled(checked_finite(subject, *number));
    }
    if (const std::string* text = std::get_if<std::string>(&one)) {
        subject.refuse(not_a_number(subject.words, *text));
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
        static constexpr Text sentence = tr("%1% is %2%; it must be a text in quotation marks.");
        Subject(argument).refuse(sentence, {exact(*number)});
    }
    return std::string(std::get<std::string_view>(argument.otherwise));
}

std::size_t choice_from(const Argument& argument, const Value& value) {
    Value storage;
    const Value& one = single(argument, value, storage);
    static constexpr Text sentence = tr("%1% is %2%; it must be one of %3%.");
    if (const double* number = std::get_if<double>(&one)) {
        Subject(argument).refuse(sentence, {exact(*number), choices_of(argument)});
    }
    const std::string* text = std::get_if<std::string>(&one);
    const std::string_view word =
        text == nullptr ? std::get<std::string_view>(argument.otherwise) : *text;
    const std::string typed = folded(word);
    const auto found = std::find_if(
        argument.choices.begin(), argument.choices.end(),
        [&](std::string_view choice) { return choice == typed || folded(choice) == typed; });
    if (found == argument.choices.end()) {
        Subject(argument).refuse(sentence, {in_quotes(word), choices_of(argument)});
    }
    return static_cast<std::size_t>(found - argument.choices.begin());
}

double number_in_cell(std::string_view argument, Phrase part, const Cell& cell, const Unit& unit,
                      const Limits& limits) {
    const Subject subject(argument, std::move(part));
    const double number = limits.settled(cell_number(subject, cell));
    if (!limits.admit(number)) {
        subject.refuse(out_of_limits(subject.words, number, unit, limits, limits.words()));
    }
    return number;
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
        static constexpr Text sentence =
            tr("%1% is a range of %2% × %3% cells; it must be one row or one column.");
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
        static constexpr Text sentence = tr("%1% is blank; it must hold at least one number.");
        Subject(argument).refuse(sentence);
    }
    std::vector<double> numbers(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Subject subject(argument, i, in_a_row);
        const double number = argument.limits.settled(cell_number(subject, cell(i)));
        numbers[i] = kept_within(function, index, subject, number, earlier);
    }
    return numbers;
}

const Table& cells_from(const Argument& argument, const Value& value) {
    const Table* table = std::get_if<Table>(&value);
    if (table == nullptr) {
        // Typed, or the only cell that was given: Calc itself gives Err:504 for the former.
        static constexpr Text sentence = tr("%1% is one value; it must be a range of cells.");
        const std::string id(argument.id);
        throw Error(Failure::count, id, sentence, {id});
    }
    return *table;
}

double kept_within_limits(const Function& function, std::size_t index, double value,
                          std::span<const double> earlier) {
    const Argument& argument = function.arguments[index];
    if (argument.limits.plain() && argument.limits.admit(value)) {
        return value; // without a sentence to prepare
    }
    return kept_within(function, index, Subject(argument), value, earlier);
}

void check_length(std::string_view argument, std::size_t length, std::string_view model,
                  std::size_t expected) {
    if (length != expected) {
        static constexpr Text sentence =
            tr("%1% and %3% must go together one by one, but hold %2% and %4% numbers.");
        throw Error(Failure::invalid, std::string(argument), sentence,
                    {std::string(argument), std::to_string(length), std::string(model),
                     std::to_string(expected)});
    }
}

void check_count(const Function& function, Arguments values) {
    const std::vector<Argument>& arguments = function.arguments;
    const bool open_ended = !arguments.empty() && arguments.back().shape == Shape::any_number;
    if (values.size() > arguments.size() && !open_ended) {
        static constexpr Text sentence = tr("%1% takes fewer arguments: %2% at most; it got %3%.");
        throw Error(
            Failure::count, {}, sentence,
            {function.name, std::to_string(arguments.size()), std::to_string(values.size())});
    }
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const bool missing =
            i >= values.size() || std::holds_alternative<std::monostate>(values[i]);
        if (missing && !arguments[i].optional) {
            static constexpr Text sentence = tr("%1% is missing; %2% cannot do without it: %3%.");
            const std::string id(arguments[i].id);
            throw Error(Failure::count, id, sentence, {id, function.name, signature(function)});
        }
    }
}

} // namespace headroom
