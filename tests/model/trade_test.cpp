#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::test {

namespace {

TEST(CapexPerJob, CostsAsMuchInAYearAsThePosition) {
    const Function& capex = function("CAPEXPERJOB");
    Draw draw(12);
    for (int i = 0; i < 2000; ++i) {
        std::vector<Value> given = draw.arguments(capex);
        given.resize(capex.arguments.size());
        const double loaded_cost = std::get<double>(given[0]);
        const double carried = number("CAPEXPERJOB", given);
        // A GPU of that capex, billed every hour of the year and without running cost.
        const double hour = number("GPUHOURCOST", {1.0, carried, given[1], 0.0, given[2]});
        EXPECT_NEAR(hour * 8760, loaded_cost, 1e-12 * loaded_cost) << typed(capex, given);
    }
}

TEST(CapexPerJob, IsLessTheMoreCapitalCosts) {
    double before = INFINITY;
    for (const double wacc : {-0.5, -0.01, -1e-12, 0.0, 1e-6, 0.01, 0.09, 1.0, 10.0}) {
        const double carried = number("CAPEXPERJOB", {200000.0, 5.0, wacc});
        EXPECT_LT(carried, before) << "wacc " << wacc;
        before = carried;
    }
}

} // namespace

} // namespace headroom::test
