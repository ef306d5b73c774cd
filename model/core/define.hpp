#pragma once

#include "core/function.hpp"
#include "core/reading.hpp"

#include <array>
#include <concepts>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace headroom {

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

/// What a choice argument's words are; specialise for each enum, in the order of its values.
template <class Enum> inline constexpr std::array<std::string_view, 0> words_of{};

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
    PlainForm plain_form;
    std::vector<Example> examples;
    std::vector<std::string_view> see_also = {};
};

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
                    .plain_form = definition.plain_form,
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
                              .choices = {},
                              .named_rows = said.named_rows};
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
