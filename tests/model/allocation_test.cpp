#include "allocation.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

namespace headroom::test {

namespace {

double pain_of(std::span<const Division> divisions, std::span<const double> cuts) {
    double pain = 0;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        if (cuts[i] > 0) {
            pain += divisions[i].pain * cuts[i] * cuts[i] / (2 * divisions[i].headcount);
        }
    }
    return pain;
}

double saving_of(std::span<const Division> divisions, std::span<const double> cuts) {
    double saving = 0;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        saving += divisions[i].saving * cuts[i];
    }
    return saving;
}

/// Small divisions, some of them empty, free of pain, without saving or without room for cuts.
std::vector<Division> draw_divisions(Draw& draw, std::size_t count, double most_heads) {
    std::vector<Division> divisions;
    for (std::size_t i = 0; i < count; ++i) {
        const double heads = std::floor(draw.even(0, most_heads + 1));
        divisions.push_back({.headcount = draw.chance(0.1) ? 0 : heads,
                             .saving = draw.chance(0.1) ? 0 : std::round(draw.even(1, 20)) / 4,
                             .pain = draw.chance(0.1) ? 0 : std::round(draw.even(1, 9)),
                             .cap_share = draw.chance(0.1) ? 0 : draw.even(0, 1)});
    }
    return divisions;
}

/// Visits every whole-number point within the caps.
template <class Visit>
void every_point(std::span<const Division> divisions, std::vector<double>& cuts, std::size_t i,
                 const Visit& visit) {
    if (i == divisions.size()) {
        visit(cuts);
        return;
    }
    for (cuts[i] = 0; cuts[i] <= std::floor(divisions[i].most() + 1e-9); ++cuts[i]) {
        every_point(divisions, cuts, i + 1, visit);
    }
}

/// The largest pain that one position more can bring anywhere.
double one_position(std::span<const Division> divisions, std::span<const double> cuts) {
    double most = 0;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        if (divisions[i].headcount > 0 && divisions[i].saving > 0) {
            most = std::max(most, divisions[i].pain * (cuts[i] + 0.5) / divisions[i].headcount);
        }
    }
    return most;
}

void expect_sound(std::span<const Division> divisions, double target,
                  std::span<const double> cuts) {
    const double saved = saving_of(divisions, cuts);
    ASSERT_GE(saved, target * (1 - 1e-12));
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        EXPECT_EQ(cuts[i], std::floor(cuts[i]));
        EXPECT_GE(cuts[i], 0);
        EXPECT_LE(cuts[i], divisions[i].most() + 1e-9 * std::max(1.0, divisions[i].most()));
        if (cuts[i] > 0) {
            EXPECT_LT(saved - divisions[i].saving, target) << "a position could be taken back";
        }
    }
}

// The published case: continuous optimum and multiplier from an independent calculation.
TEST(LeastPain, IsTheContinuousOptimum) {
    const std::vector<Division> divisions{{40000, 0.18, 1, 0.25},
                                          {60000, 0.22, 1.5, 0.25},
                                          {120000, 0.24, 4, 0.1},
                                          {80000, 0.16, 2, 0.2},
                                          {50000, 0.3, 3, 0.15}};
    const double expected[] = {5772.314270443614, 7055.050774986638, 5772.314270443613,
                               5130.9460181721015, 4008.5515766969534};
    const LeastPain optimum = least_pain(divisions, 6000);
    EXPECT_NEAR(optimum.multiplier, 0.8017103153393907, 1e-12);
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        EXPECT_NEAR(optimum.cuts[i], expected[i], 1e-8);
    }
}

TEST(Allocation, HoldsAgainstEveryWholeNumberPoint) {
    Draw draw(41);
    int solved = 0;
    for (int round = 0; round < 400; ++round) {
        const std::size_t count = 3 + draw.index(3);
        const std::vector<Division> divisions = draw_divisions(draw, count,
                                                               count == 3   ? 24
                                                               : count == 4 ? 12
                                                                            : 7);
        std::vector<double> caps;
        for (const Division& division : divisions) {
            caps.push_back(std::floor(division.most() + 1e-9));
        }
        const double most = saving_of(divisions, caps);
        const double target = std::max(0.25, most * draw.even(0, 1.1));
        if (target > most) {
            EXPECT_THROW(allocate(divisions, target, Method::least_pain), Error);
            continue;
        }
        double best = std::numeric_limits<double>::infinity();
        std::vector<double> point(count);
        every_point(divisions, point, 0, [&](const std::vector<double>& cuts) {
            if (saving_of(divisions, cuts) >= target) {
                best = std::min(best, pain_of(divisions, cuts));
            }
        });
        const std::vector<double> cuts = allocate(divisions, target, Method::least_pain);
        expect_sound(divisions, target, cuts);
        const LeastPain continuous = least_pain(with_whole_caps(divisions), target);
        const double allowed = one_position(divisions, cuts);
        EXPECT_GE(best, pain_of(divisions, continuous.cuts) * (1 - 1e-12));
        EXPECT_LE(pain_of(divisions, cuts), pain_of(divisions, continuous.cuts) + allowed + 1e-9);
        EXPECT_LE(pain_of(divisions, cuts), best + allowed + 1e-9);
        ++solved;
    }
    EXPECT_GT(solved, 200);
}

TEST(Allocation, EveryMethodReachesTheTargetAndWastesNothing) {
    Draw draw(43);
    for (int round = 0; round < 2000; ++round) {
        const std::vector<Division> divisions = draw_divisions(draw, 1 + draw.index(12), 5000);
        std::vector<double> caps;
        for (const Division& division : divisions) {
            caps.push_back(std::floor(division.most() + 1e-9));
        }
        const double target = saving_of(divisions, caps) * draw.even(0.01, 1);
        if (target > 0) {
            for (const Method method : {Method::least_pain, Method::pro_rata, Method::cheapest}) {
                expect_sound(divisions, target, allocate(divisions, target, method));
            }
        }
    }
}

TEST(Allocation, TakesWhatDoesNotHurtFirst) {
    const std::vector<Division> divisions{{100, 1, 0, 0.5}, {100, 1, 5, 0.5}};
    EXPECT_EQ(allocate(divisions, 50, Method::least_pain), (std::vector<double>{50, 0}));
    EXPECT_EQ(allocate(divisions, 60, Method::least_pain), (std::vector<double>{50, 10}));
    EXPECT_EQ(allocate(divisions, 50, Method::cheapest), (std::vector<double>{50, 0}));
    EXPECT_EQ(allocate(divisions, 50, Method::pro_rata), (std::vector<double>{25, 25}));
}

TEST(Allocation, ForgivesRoundingNoise) {
    // 3 x 0.7 is a little less than 2.1 in binary.
    EXPECT_EQ(allocate(std::vector<Division>{{10, 0.7, 1, 1}}, 2.1, Method::least_pain),
              (std::vector<double>{3}));
    EXPECT_EQ(allocate(std::vector<Division>{{10, 0.7, 1, 0.3}}, 2.1, Method::cheapest),
              (std::vector<double>{3}));
}

TEST(Allocation, DoublesItsMultiplierWithThePain) {
    std::vector<Division> divisions{{40, 0.18, 1, 0.25}, {60, 0.22, 1.5, 0.25}};
    const double before = least_pain(divisions, 4).multiplier;
    for (Division& division : divisions) {
        division.pain *= 2;
    }
    EXPECT_DOUBLE_EQ(least_pain(divisions, 4).multiplier, 2 * before);
}

TEST(Allocation, SaysWhichRangeIsTooShort) {
    const Error wrong = error("ALLOCATECUTS", {column({1, 2, 3}), column({1, 2}), column({1, 1, 1}),
                                               column({1, 1, 1}), 1.0});
    EXPECT_EQ(wrong.kind(), Failure::invalid);
    EXPECT_EQ(wrong.argument(), "saving_per_head");
    EXPECT_NE(wrong.message(Language::english).find("but hold 2 and 3"), std::string::npos);
}

TEST(Allocation, NamesTheRowOfWhatIsWrong) {
    Table heads = column({10, 20, 30});
    heads.at(1, 0) = std::string("many");
    const auto call = [&](const Table& cells) {
        return error("ALLOCATECUTS",
                     {cells, column({1, 1, 1}), column({1, 1, 1}), column({1, 1, 1}), 1.0});
    };
    EXPECT_NE(call(heads).message(Language::english).find("row 2 of headcounts is the text"),
              std::string::npos);
    heads.at(1, 0) = std::monostate();
    EXPECT_NE(call(heads).message(Language::english).find("row 2 of headcounts is blank"),
              std::string::npos);
    heads.at(1, 0) = -1.0;
    EXPECT_NE(call(heads).message(Language::english).find("row 2 of headcounts is -1"),
              std::string::npos);
    heads.at(1, 0) = CellError{532};
    EXPECT_EQ(call(heads).kind(), Failure::cell);
    EXPECT_EQ(call(heads).cell(), 532);
}

} // namespace

} // namespace headroom::test
