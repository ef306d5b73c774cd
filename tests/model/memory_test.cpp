#include "core/memory.hpp"

#include "plan/examples.hpp"
#include "plan/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace headroom::test {

namespace {

/// Says that it takes so much, whatever it really does.
struct Sized {
    int number;
    std::size_t size;
    std::size_t bytes() const { return size; }
};

class RecentTest : public testing::Test {
protected:
    static constexpr std::size_t one = 1000;

    void add(int number, std::size_t key = one, std::size_t made = one) {
        recent_.add({number, key}, std::make_shared<const Sized>(Sized{number, made}));
    }
    bool has(int number) {
        const auto found = recent_.find([&](const Sized& key) { return key.number == number; });
        return found != nullptr && found->number == number;
    }

    /// Three of two thousand bytes, and what keeping them takes.
    Recent<Sized, Sized> recent_{7000, 4};
};

TEST_F(RecentTest, ForgetsTheLongestUnusedWhereThereIsNoRoom) {
    for (const int number : {1, 2, 3}) {
        add(number);
    }
    EXPECT_TRUE(has(1));
    add(4);
    EXPECT_FALSE(has(2));
    EXPECT_TRUE(has(1) && has(3) && has(4));
    EXPECT_LE(recent_.bytes(), 7000U);
    EXPECT_GT(recent_.bytes(), 6000U);
}

TEST_F(RecentTest, CountsTheKeyAndTheEntryItself) {
    add(1, 5000, 0);
    EXPECT_GT(recent_.bytes(), 5000U);
    add(2, 5000, 0);
    EXPECT_FALSE(has(1));
    recent_.make_room(7000);
    EXPECT_FALSE(has(2));
    EXPECT_EQ(recent_.bytes(), 0U);
    add(3, 1, 1);
    EXPECT_GT(recent_.bytes(), 2 * sizeof(Sized));
}

TEST_F(RecentTest, DoesNotKeepWhatIsLargerThanTheRoom) {
    add(1);
    add(2, 3500, 3500);
    EXPECT_TRUE(has(1));
    EXPECT_FALSE(has(2));
}

TEST_F(RecentTest, KeepsNoMoreThanItMay) {
    for (int number = 1; number <= 6; ++number) {
        add(number, 1, 1);
    }
    EXPECT_FALSE(has(1) || has(2));
    EXPECT_TRUE(has(3) && has(4) && has(5) && has(6));
}

SimulationInput input_of(std::uint64_t seed, std::uint32_t trials) {
    const Assumptions read =
        read_assumptions(example_uncertain_assumptions(), "assumptions", Read::spreads);
    return {.values = read.values,
            .uncertain = read.uncertain,
            .correlations = {},
            .line = Line::revenue,
            .quarter = 1,
            .trials = trials,
            .seed = seed};
}

TEST(SimulationMemory, CountsMoreThanTheAnswers) {
    Simulations simulations(1, 50'000);
    const std::weak_ptr<const Outcome> oldest = simulations.outcome(input_of(1, 2));
    EXPECT_FALSE(oldest.expired());
    for (std::uint64_t seed = 2; seed <= 200; ++seed) {
        simulations.outcome(input_of(seed, 2));
    }
    EXPECT_TRUE(oldest.expired()) << "two hundred simulations of two trials take far more";
}

// Ten million answers: 80 MB.
TEST(SimulationMemory, HasRoomForTheLargestThereCanBe) {
    Recent<SimulationInput, Outcome> recent(100'000'000);
    auto outcome = std::make_shared<Outcome>();
    outcome->answers.resize(10'000'000);
    recent.add(input_of(1, 10'000'000), outcome);
    EXPECT_GT(recent.bytes(), 80'000'000U);
}

TEST(PlanMemory, CountsTheCellsThatPlansWereMadeFrom) {
    Memory memory(2'000'000);
    std::vector<std::weak_ptr<const Plan>> plans;
    for (int i = 0; i < 8; ++i) {
        Table cells = example_assumptions();
        for (int row = 0; row < 10'000; ++row) {
            cells.append({"# " + std::to_string(i), Cell()}); // 800 kB in all
        }
        plans.push_back(memory.plan(cells, [&] {
            return std::make_shared<const Plan>(
                read_assumptions(cells, "assumptions", Read::values));
        }));
    }
    const auto kept =
        std::count_if(plans.begin(), plans.end(), [](const auto& plan) { return !plan.expired(); });
    EXPECT_GE(kept, 1);
    EXPECT_LE(kept, 2);
}

TEST(PlanMemory, CountsTheTextsOfCells) {
    Table cells(1, 2);
    const std::size_t blank = cells.bytes();
    EXPECT_GE(blank, sizeof(Table) + 2 * sizeof(Cell));
    cells.at(0, 0) = std::string("short");
    EXPECT_EQ(cells.bytes(), blank);
    cells.at(0, 1) = std::string(10'000, 'x');
    EXPECT_GT(cells.bytes(), blank + 10'000);
}

} // namespace

} // namespace headroom::test
