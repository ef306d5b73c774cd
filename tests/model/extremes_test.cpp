#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::test {

namespace {

constexpr double extremes[] = {1e308, 1e300, -1e300, 1e-300, 5e-324, -5e-324, 0, -0.999999999, 1};

/// Every pair of extreme values in every pair of arguments: a number is finite, a value inside its
/// limits is never called invalid, one outside always.
TEST(Extremes, GiveAFiniteNumberOrTheRightError) {
    for (const Function* function : calculating_functions()) {
        const auto numeric = [&](std::size_t i) {
            const Shape shape = function->arguments[i].shape;
            return shape == Shape::number || shape == Shape::series;
        };
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t first = 0; first < example.size(); ++first) {
            for (std::size_t second = first + 1; second < example.size(); ++second) {
                if (!numeric(first) || !numeric(second)) {
                    continue;
                }
                for (const double one : extremes) {
                    for (const double other : extremes) {
                        const std::vector<Value> arguments =
                            exchanged(exchanged(example, first, one), second, other);
                        const Cell result = outcome(*function, arguments);
                        EXPECT_EQ(result == Cell(Failure::invalid), !fits(*function, arguments))
                            << typed(*function, arguments);
                        const double* number = std::get_if<double>(&result);
                        EXPECT_TRUE(number == nullptr || std::isfinite(*number))
                            << typed(*function, arguments);
                    }
                }
            }
        }
    }
}

/// A result of 0 is a statement: it must be what the same call with smaller numbers would say.
TEST(Extremes, DoNotLookLikeNothing) {
    struct Row {
        std::string_view function;
        std::vector<Value> arguments;
        bool nothing;
        const char* why;
    };
    const Row rows[] = {
        {"REQUIREDCUTS", {1e300, 0.0, 0.5, 1e300}, false, "a gap needs a cut"},
        {"GPUSFORREVENUE", {1e-3, 1e300, 1.0}, true, "less than 1e-9 of a GPU"},
        {"GPUOPEX", {1e308, 1.0, 0.0, 1e308}, true, "nothing drawn costs nothing"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(number(row.function, row.arguments) == 0, row.nothing) << row.why;
    }
}

} // namespace

} // namespace headroom::test
