#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace headroom::test {

namespace {

bool is_money(const Unit& unit) {
    return unit.name.english().starts_with("money");
}

void scale(Value& value, double factor) {
    if (double* number = std::get_if<double>(&value)) {
        *number *= factor;
    } else if (Table* range = std::get_if<Table>(&value)) {
        for (std::size_t row = 0; row < range->rows(); ++row) {
            std::get<double>(range->at(row, 0)) *= factor;
        }
    }
}

/// Money has no size: in cents, every amount is a hundred times as large and every other number the
/// same. Factors are powers of two, so that scaling itself does not round.
TEST(Money, ScalesThrough) {
    Draw draw(13);
    for (const Function* function : number_functions()) {
        const Unit& unit = function->steps.back().unit;
        for (int i = 0; i < 300; ++i) {
            const std::vector<Value> given = draw.arguments(*function);
            for (const double factor : {0.25, 1024.0}) {
                std::vector<Value> scaled = given;
                for (std::size_t k = 0; k < scaled.size(); ++k) {
                    if (is_money(*function->arguments[k].unit)) {
                        scale(scaled[k], factor);
                    }
                }
                const Cell before = outcome(*function, given);
                const Cell after = outcome(*function, scaled);
                const double* number = std::get_if<double>(&before);
                const double by = is_money(unit)                   ? factor
                                  : &unit == &unit::pain_per_money ? 1 / factor
                                                                   : 1;
                EXPECT_EQ(after, number != nullptr ? Cell(*number * by) : before)
                    << typed(*function, given) << " times " << factor;
            }
        }
    }
}

/// Leaving an optional argument out is the same as giving its default, bit for bit.
TEST(Defaults, AreWhatLeavingOutMeans) {
    Draw draw(14);
    for (const Function* function : calculating_functions()) {
        for (int i = 0; i < 300; ++i) {
            std::vector<Value> given = draw.arguments(*function);
            const Cell before = outcome(*function, given);
            given.resize(function->arguments.size());
            for (std::size_t k = 0; k < given.size(); ++k) {
                if (std::holds_alternative<std::monostate>(given[k])) {
                    given[k] = default_of(function->arguments[k]);
                }
            }
            EXPECT_EQ(outcome(*function, given), before) << typed(*function, given);
        }
    }
}

} // namespace

} // namespace headroom::test
