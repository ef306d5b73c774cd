#include "core/define.hpp"
#include "core/function.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace headroom::test {

namespace {

/// A function of more arguments than any of Headroom's: the sum of its numbers.
template <class Indices> struct Wide;
template <std::size_t... index> struct Wide<std::index_sequence<index...>> {
    template <std::size_t> using Argument = Number;

    static Number sum(Call&, Argument<index>... numbers) { return Number::of((... + numbers)); }

    static Function record() {
        const ArgumentText text{.id = "number", .help = tr("A number.")};
        Definition<sizeof...(index)> definition{
            .id = "wide",
            .summary = tr("The sum."),
            .arguments = {{(static_cast<void>(index), text)...}},
            .equation = tr("The sum."),
            .source = tr("None."),
            .plain_form = PlainForm::of_steps(),
            .examples = {},
        };
        definition.arguments.back().limits = from("number");
        return define<&Wide::sum>(std::move(definition));
    }
};

// Seen by the sanitizers of the preset dev.
TEST(Functions, KeepTheNumbersOfAsManyArgumentsAsTheyHave) {
    constexpr std::size_t count = 40;
    const Function wide = Wide<std::make_index_sequence<count>>::record();
    std::vector<Value> arguments(count);
    std::iota(arguments.begin(), arguments.end(), 1.0);
    Call call;
    EXPECT_EQ(std::get<double>(wide.call(arguments, call)), count * (count + 1) / 2);
    arguments.back() = 0.5;
    EXPECT_THROW(wide.call(arguments, call), Error);
}

} // namespace

} // namespace headroom::test
