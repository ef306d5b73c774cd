#include "demand/backlog.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headroom::test {

namespace {

TEST(UnservedToServed, ReadsTheSameBacklogOnEitherBasis) {
    // Demand 400, served 300: a quarter of demand, a third of what is served.
    EXPECT_DOUBLE_EQ(unserved_to_served(Share::of(0.25), Basis::demand), 1.0 / 3);
    EXPECT_DOUBLE_EQ(unserved_to_served(Share::of(1.0 / 3), Basis::served), 1.0 / 3);
    EXPECT_EQ(unserved_to_served(Share::of(0), Basis::demand), 0);
    EXPECT_EQ(unserved_to_served(Share::of(3), Basis::served), 3);
    EXPECT_THROW(unserved_to_served(Share::of(1), Basis::demand), Error);

    Draw draw(6);
    for (int i = 0; i < 1000; ++i) {
        const double demand = draw.magnitude(1, 1e10);
        const double served = demand * draw.even(0.01, 1);
        const double unserved = demand - served;
        EXPECT_NEAR(unserved_to_served(Share::of(unserved / demand), Basis::demand) * served,
                    unserved, 1e-12 * demand);
    }
}

TEST(BacklogRevenue, IsWhatWasUnservedTimesWhatCouldBeRealised) {
    const double all = number("BACKLOGREVENUE", {30873.0, 0.25});
    EXPECT_DOUBLE_EQ(all, 10291);
    EXPECT_DOUBLE_EQ(number("BACKLOGREVENUE", {30873.0, 0.25, {}, 0.5}), all / 2);
    EXPECT_EQ(number("BACKLOGREVENUE", {30873.0, 0.0}), 0);
    EXPECT_EQ(number("BACKLOGREVENUE", {0.0, 0.25}), 0);
    EXPECT_EQ(number("BACKLOGREVENUE", {30873.0, 0.25, {}, 0.0}), 0);
    for (const char* word : {"demand", "Demand", " DEMAND ", "demand\t"}) {
        EXPECT_EQ(number("BACKLOGREVENUE", {30873.0, 0.25, std::string(word)}), all) << word;
    }
}

TEST(GrowthGap, ClosesAtTheTarget) {
    Draw draw(7);
    for (int i = 0; i < 1000; ++i) {
        const double prior = draw.magnitude(1, 1e10);
        const double growth = draw.even(-1, 2);
        const double revenue = draw.magnitude(1, 1e10);
        const double gap = number("GROWTHGAP", {prior, revenue, growth});
        EXPECT_NEAR(revenue + gap, prior * (1 + growth), 1e-12 * (prior + revenue));
        EXPECT_EQ(number("GROWTHGAP", {prior, std::max(0.0, prior * (1 + growth)), growth}), 0);
    }
}

TEST(GpusForRevenue, IsTheFewestThatEarnIt) {
    Draw draw(8);
    for (int i = 0; i < 2000; ++i) {
        const double price = draw.magnitude(0.1, 100);
        const double utilisation = draw.even(0.05, 1);
        const double in_service = draw.even(0.05, 1);
        const double each = 8760 * price * utilisation * in_service;
        const double revenue = each * draw.magnitude(0.01, 1e6);
        const double gpus = number("GPUSFORREVENUE", {revenue, price, utilisation, in_service});
        EXPECT_EQ(gpus, std::round(gpus));
        EXPECT_GE(gpus * each, revenue * (1 - 2e-9));
        EXPECT_LT((gpus - 1) * each, revenue);
        // A number of GPUs earns what takes just as many, whatever the rounding on the way.
        EXPECT_EQ(number("GPUSFORREVENUE", {gpus * each, price, utilisation, in_service}), gpus);
    }
}

} // namespace

} // namespace headroom::test
