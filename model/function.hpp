#pragma once

#include "limits.hpp"
#include "quantity.hpp"
#include "value.hpp"

#include <array>
#include <concepts>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace headroom {

/// A name that must be written: a record that leaves one out does not compile.
class Name {
public:
    template <std::size_t size> consteval Name(const char (&name)[size]) : name_(name, size - 1) {}
    constexpr operator std::string_view() const { return name_; }
    constexpr std::string_view view() const { return name_; }

private:
    std::string_view name_;
};

/// What an argument takes.
enum class Shape {
    number,    ///< one number
    series,    ///< a range of one row or one column of numbers
    choice,    ///< one of a few words
    text,      ///< one text
    cells,     ///< a range that the function reads itself
    any_number ///< any count of any values: the arguments of another function
};

/// What an argument has when it is left out.
using Default = std::variant<std::monostate, double, std::string_view>;

/// What is said about an argument beside its equation. The rest of it follows from the type.
struct ArgumentText {
    Name id;
    Text help;
    Limits limits = {};
    Default otherwise = {};
};

struct Argument {
    std::string_view id;
    Text help;
    Limits limits;
    Default otherwise;
    bool optional = false;
    Shape shape = Shape::number;
    const Unit* unit = nullptr;
    std::vector<std::string_view> choices;
    std::size_t columns = 0; ///< how many columns of a range are looked at; 0: all
};

/// One line of the workings: a Calc formula over the ids of the arguments and of earlier steps.
/// The last step of a function is its result.
/// A formula that depends on the call, such as a column of a published table, is left empty here
/// and handed over with the value. In a function that returns a table the steps explain the method
/// and the totals: their formulas may be words.
struct Step {
    Name id;
    std::string formula;
    const Unit& unit;
};

/// One use of the function, and what it shows. Its result is computed, never written down.
struct Example {
    std::vector<Value> arguments;
    Text says;
};

/// `result` itself; throws Error when it is too large for a number, which is no answer.
double finite(double result);

/// A table with only finite numbers in it; throws Error otherwise.
Table finite(Table result);
Value finite(Value result);

class Memory;

/// Who is told of a call in progress, in which language and notation. Steps are kept only when
/// somebody asked for the workings.
class Call {
public:
    struct Record {
        std::string step;
        double value;
        std::string formula;        ///< empty where the definition's holds
        const Unit* unit = nullptr; ///< none where the definition's holds
    };

    explicit Call(Language language = Language::english, std::vector<Record>* records = nullptr,
                  Memory* memory = nullptr, Notation notation = {})
        : language_(language), notation_(std::move(notation)), records_(records), memory_(memory) {}

    /// Notes the value of an intermediate step and hands it on unchanged. A step that is too large
    /// ends the call: divided by, it would give a 0 that looks like an answer.
    template <class Number> Number step(std::string_view id, Number value) {
        finite(static_cast<double>(value));
        if (records_ != nullptr) {
            records_->push_back({std::string(id), static_cast<double>(value), {}});
        }
        return value;
    }

    /// The same with a formula of this very call, made only when it is wanted.
    template <class Number, class Formula>
    Number step(std::string_view id, Number value, Formula formula) {
        finite(static_cast<double>(value));
        if (records_ != nullptr) {
            records_->push_back({std::string(id), static_cast<double>(value), formula()});
        }
        return value;
    }

    /// The formula of the result, where it depends on the call.
    template <class Formula> void result(Formula formula) {
        if (records_ != nullptr) {
            records_->push_back({{}, 0, formula()});
        }
    }

    /// Notes a step that only this call has, shown before the result.
    void note(Record record) {
        if (records_ != nullptr) {
            records_->push_back(std::move(record));
        }
    }

    /// Whether steps are wanted: some take longer to explain than to do.
    bool explains() const { return records_ != nullptr; }

    Language language() const { return language_; }
    const Notation& notation() const { return notation_; }
    /// As the caller reads it.
    std::string words(const Phrase& phrase) const { return phrase.in(language_, notation_); }
    /// Work that other calls may have done already; null when every call does its own.
    Memory* memory() const { return memory_; }

private:
    Language language_;
    Notation notation_;
    std::vector<Record>* records_;
    Memory* memory_;
};

/// The numbers of a range of one row or one column, all of one unit.
template <const Unit& unit_> struct Series {
    static constexpr const Unit& unit = unit_;
    std::vector<double> values;
    bool in_a_row = false;
};

/// A range as it stands in the cells, of which the first `columns` are looked at (0: all).
template <std::size_t columns_> struct Cells {
    static constexpr std::size_t columns = columns_;
    const Table& table;
};

/// The arguments of the call that an audit function looks into, and how many there may be.
using Arguments = std::span<const Value>;
inline constexpr int looked_into = 20;

namespace detail {

template <class Result, class... Parameters>
std::tuple<std::remove_cvref_t<Parameters>...> parameters_of(Result (*)(Call&, Parameters...));

template <auto function> using Parameters = decltype(parameters_of(function));

} // namespace detail

/// How many arguments the users of `function` see.
template <auto function>
inline constexpr std::size_t arity = std::tuple_size_v<detail::Parameters<function>>;

/// The record that defines a function, written beside its equation.
template <std::size_t arity> struct Definition {
    Name id;      ///< camelCase; its upper case is the name in the cell
    Text summary; ///< what it answers, in two plain sentences
    std::array<ArgumentText, arity> arguments;
    Text equation;
    Text source;
    Text errors = {}; ///< what gives #NUM! or #DIV/0!
    std::vector<Step> steps = {};
    bool steps_vary = false; ///< each call notes its own
    std::vector<Example> examples;
    std::vector<std::string_view> see_also = {};
};

/// A function as everything outside its theme sees it.
struct Function {
    std::string_view id;
    std::string name; ///< upper case, as typed into a cell
    Text summary;
    std::vector<Argument> arguments;
    Text equation;
    Text source;
    Text errors;
    std::vector<Step> steps;
    bool steps_vary;
    std::vector<Example> examples;
    std::vector<std::string_view> see_also;
    /// `varies`: a table or, when asked for one part of it, a number.
    enum class Returns { number, text, table, varies } returns;

    Value (*evaluate)(const Function&, Arguments, Call&);

    /// Checks the arguments, fills in defaults and evaluates.
    /// Throws Error when a limit is broken or when there is no answer.
    Value call(Arguments values, Call& call) const { return evaluate(*this, values, call); }
};

/// What a choice argument's words are; specialise for each enum, in the order of its values.
template <class Enum> inline constexpr std::array<std::string_view, 0> words_of{};

/// Reads one argument; throws Error naming it when the value does not fit.
double number_from(const Argument& argument, const Value& value);
std::string text_from(const Argument& argument, const Value& value);
std::size_t choice_from(const Argument& argument, const Value& value);
const Table& cells_from(const Argument& argument, const Value& value);
/// The value, which is a bound itself where it is beyond it by mere rounding; throws Error when it
/// breaks a limit.
double kept_within_limits(const Function& function, std::size_t index, double value,
                          std::span<const double> earlier);
/// One row or column of numbers; what is blank at its end is left out.
std::vector<double> series_from(const Function& function, std::size_t index, const Value& value,
                                std::span<const double> earlier, bool& in_a_row);
/// Throws Error when two ranges that belong together differ in length.
void check_length(std::string_view argument, std::size_t length, std::string_view model,
                  std::size_t expected);
void check_count(const Function& function, Arguments values);

/// Why a text is refused where a number belongs.
Phrase not_a_number(Phrase subject, std::string_view text);
/// Why a number is refused that is outside its limits, which are `allowed` in words.
Phrase out_of_limits(Phrase subject, double value, const Unit& unit, const Limits& limits,
                     Phrase allowed);
/// "For 8 % type 8% or 0.08.", of a number outside its limits that is likely a percentage without
/// its sign; nothing otherwise.
std::optional<Phrase> meant_as_percentage(double value, const Unit& unit, const Limits& limits);

/// How the value of an argument stands in a formula: 0.25, "demand".
std::string literal(const Value& value);
/// The call as it is typed: GPUMARGIN(2.5; 0.75; 50000; 5; 2467.104).
std::string typed(const Function& function, Arguments values);
/// An argument's id as IDL allows it: targetMargin for target_margin.
std::string idl_name(std::string_view id);
/// What the Function Wizard says of an argument: the wizard itself takes every one for optional.
std::string summary(const Argument& argument, Language language);
/// How the help lists the function: GPUMARGIN(price; utilisation; …; [wacc=0]).
std::string signature(const Function& function);

namespace detail {

template <class Type> inline constexpr bool is_optional = false;
template <class Type> inline constexpr bool is_optional<std::optional<Type>> = true;

template <class Type> inline constexpr bool is_series = false;
template <const Unit& unit_> inline constexpr bool is_series<Series<unit_>> = true;

template <class Type> inline constexpr bool is_cells = false;
template <std::size_t columns> inline constexpr bool is_cells<Cells<columns>> = true;

template <class Type>
concept NumberLike = requires {
    requires std::same_as<decltype(Type::unit), const Unit&>;
};

template <class Type> void shape_argument(Argument& argument) {
    if constexpr (is_optional<Type>) {
        shape_argument<typename Type::value_type>(argument);
        argument.optional = true;
    } else if constexpr (is_series<Type>) {
        argument.shape = Shape::series;
        argument.unit = &Type::unit;
    } else if constexpr (is_cells<Type>) {
        argument.shape = Shape::cells;
        argument.unit = &unit::cells;
        argument.columns = Type::columns;
    } else if constexpr (NumberLike<Type>) {
        argument.shape = Shape::number;
        argument.unit = &Type::unit;
    } else if constexpr (std::is_enum_v<Type>) {
        argument.shape = Shape::choice;
        argument.unit = &unit::text;
        argument.choices.assign(words_of<Type>.begin(), words_of<Type>.end());
    } else if constexpr (std::same_as<Type, std::string>) {
        argument.shape = Shape::text;
        argument.unit = &unit::text;
    } else {
        static_assert(std::same_as<Type, Arguments>, "no cell value converts to this type");
        argument.shape = Shape::any_number;
        argument.optional = true;
        argument.unit = &unit::text;
    }
}

/// Converts one argument after another; numbers already read are kept for limits such as "at most
/// capex".
template <std::size_t arity> class Reader {
public:
    Reader(const Function& function, Arguments values) : function_(function), values_(values) {}

    template <class Type> Type read(std::size_t index) {
        if constexpr (is_optional<Type>) {
            if (blank(index)) {
                return std::nullopt;
            }
            return read<typename Type::value_type>(index);
        } else if constexpr (is_series<Type>) {
            Type series;
            series.values = series_from(function_, index, value(index), numbers_, series.in_a_row);
            return series;
        } else if constexpr (is_cells<Type>) {
            return {cells_from(function_.arguments[index], value(index))};
        } else if constexpr (NumberLike<Type>) {
            const double number = kept_within_limits(
                function_, index, number_from(function_.arguments[index], value(index)), numbers_);
            numbers_[index] = number;
            return Type::of(number);
        } else if constexpr (std::is_enum_v<Type>) {
            return static_cast<Type>(choice_from(function_.arguments[index], value(index)));
        } else if constexpr (std::same_as<Type, std::string>) {
            return text_from(function_.arguments[index], value(index));
        } else {
            return values_.subspan(std::min(index, values_.size()));
        }
    }

private:
    bool blank(std::size_t index) const {
        return index >= values_.size() || std::holds_alternative<std::monostate>(values_[index]);
    }
    const Value& value(std::size_t index) const {
        static const Value left_out;
        return index < values_.size() ? values_[index] : left_out;
    }

    const Function& function_;
    Arguments values_;
    std::array<double, arity> numbers_{};
};

template <auto function> Value evaluate(const Function& record, Arguments values, Call& call) {
    using Types = Parameters<function>;
    check_count(record, values);
    Reader<arity<function>> reader(record, values);
    return [&]<std::size_t... index>(std::index_sequence<index...>)->Value {
        // Braces: arguments are read, and so blamed, from left to right.
        const Types arguments{reader.template read<std::tuple_element_t<index, Types>>(index)...};
        auto result = function(call, std::get<index>(arguments)...);
        if constexpr (std::convertible_to<decltype(result), double>) {
            return finite(static_cast<double>(result));
        } else if constexpr (std::same_as<decltype(result), std::string>) {
            return result;
        } else {
            return finite(std::move(result));
        }
    }
    (std::make_index_sequence<arity<function>>());
}

template <auto function> constexpr Function::Returns returns() {
    using Result = decltype([]<class Type, class... P>(Type (*)(Call&, P...)) -> Type {}(function));
    if constexpr (std::convertible_to<Result, double>) {
        return Function::Returns::number;
    } else if constexpr (std::same_as<Result, std::string>) {
        return Function::Returns::text;
    } else if constexpr (std::same_as<Result, Value>) {
        return Function::Returns::varies;
    } else {
        static_assert(std::same_as<Result, Table>);
        return Function::Returns::table;
    }
}

Function complete(Function record);

} // namespace detail

/// Joins an equation with its record. The count of arguments is checked by the compiler; shapes and
/// units are taken from the equation's parameter types.
template <auto function> Function define(Definition<arity<function>> definition) {
    Function record{.id = definition.id,
                    .name = {},
                    .summary = definition.summary,
                    .arguments = {},
                    .equation = definition.equation,
                    .source = definition.source,
                    .errors = definition.errors,
                    .steps = std::move(definition.steps),
                    .steps_vary = definition.steps_vary,
                    .examples = std::move(definition.examples),
                    .see_also = std::move(definition.see_also),
                    .returns = detail::returns<function>(),
                    .evaluate = detail::evaluate<function>};
    [&]<std::size_t... index>(std::index_sequence<index...>) {
        [[maybe_unused]] const auto add = [&]<class Type>(std::type_identity<Type>,
                                                          const ArgumentText& said) {
            Argument argument{.id = said.id,
                              .help = said.help,
                              .limits = said.limits,
                              .otherwise = said.otherwise,
                              .choices = {}};
            argument.optional = !std::holds_alternative<std::monostate>(said.otherwise);
            detail::shape_argument<Type>(argument);
            record.arguments.push_back(std::move(argument));
        };
        (add(std::type_identity<std::tuple_element_t<index, detail::Parameters<function>>>(),
             definition.arguments[index]),
         ...);
    }
    (std::make_index_sequence<arity<function>>());
    return detail::complete(std::move(record));
}

} // namespace headroom
