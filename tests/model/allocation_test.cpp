#include "people/allocation.hpp"

#include "core/sum.hpp"
#include "draw.hpp"
#include "outcome.hpp"
#include "people/whole_cuts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>
#include <map>
#include <numeric>

namespace headroom::test {

namespace {

constexpr Method methods[] = {Method::least_pain, Method::pro_rata, Method::cheapest};
constexpr double infinity = std::numeric_limits<double>::infinity();

/// What is saved beyond the target, without the rounding of large sums.
Sum surplus_of(std::span<const Division> divisions, std::span<const double> cuts, double target) {
    Sum surplus;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        surplus.add_product(divisions[i].saving, cuts[i]);
    }
    surplus += -target;
    return surplus;
}

double most_saved(std::span<const Division> divisions) {
    return surplus_of(divisions, whole_caps(divisions), 0).value();
}

/// The pain of one position more, where it is largest.
double one_position(std::span<const Division> divisions, std::span<const double> cuts) {
    double most = 0;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        if (divisions[i].most() >= 1 && divisions[i].saving > 0) {
            most = std::max(most, divisions[i].pain * (cuts[i] + 0.5) / divisions[i].headcount);
        }
    }
    return most;
}

/// Whole positions within the caps that reach the target, none of which can be taken back.
void expect_sound(std::span<const Division> divisions, double target,
                  std::span<const double> cuts) {
    const std::vector<double> most = whole_caps(divisions);
    const Sum surplus = surplus_of(divisions, cuts, target);
    ASSERT_EQ(cuts.size(), divisions.size());
    EXPECT_GE(surplus.value(), -1e-12 * target);
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        EXPECT_EQ(cuts[i], std::floor(cuts[i]));
        EXPECT_GE(cuts[i], 0);
        EXPECT_LE(cuts[i], most[i]);
        if (cuts[i] > 0) {
            // Beyond 2^53 the next lower number is several positions away.
            const double fewer = std::min(cuts[i] - 1, std::nextafter(cuts[i], 0));
            Sum less = surplus;
            less.add_product(divisions[i].saving, fewer - cuts[i]);
            EXPECT_LT(less.value(), 1e-28 * target) << "a position could be taken back";
        }
    }
}

/// The least pain of all whole numbers within the caps that save the target. All cuts are tried in
/// all divisions but the last, where the fewest are the best.
double least_of_all(std::span<const Division> divisions, double target) {
    const std::vector<double> most = whole_caps(divisions);
    const double noise = 1e-12 * target;
    const std::size_t last = divisions.size() - 1;
    std::vector<double> cuts(divisions.size());
    double least = infinity;
    for (;;) {
        double missing = target;
        for (std::size_t i = 0; i < last; ++i) {
            missing -= divisions[i].saving * cuts[i];
        }
        cuts[last] = missing > noise ? std::ceil((missing - noise) / divisions[last].saving) : 0;
        if (cuts[last] <= most[last]) {
            double pain = 0;
            for (std::size_t i = 0; i < divisions.size(); ++i) {
                if (cuts[i] > 0) {
                    pain += divisions[i].pain * cuts[i] * cuts[i] / (2 * divisions[i].headcount);
                }
            }
            least = std::min(least, pain);
        }
        std::size_t i = 0;
        while (i < last && cuts[i] == most[i]) {
            cuts[i++] = 0;
        }
        if (i == last) {
            return least;
        }
        ++cuts[i];
    }
}

/// Divisions of one kind each: money in whole thousands, in millions, of very different size,
/// nearly equal, with parts of positions.
Division draw_division(Draw& draw, std::size_t kind, double most_heads) {
    Division division{std::floor(draw.even(1, most_heads + 1)), 1, 1, draw.even(0.3, 1)};
    switch (kind) {
    case 0:
        division.saving = 5000 * std::floor(draw.even(9, 31));
        division.pain = std::floor(draw.even(2, 9)) / 2;
        break;
    case 1:
        division.saving = std::round(draw.even(5, 40)) / 100;
        division.pain = draw.even(0.5, 4);
        division.cap_share = std::round(draw.even(6, 20)) / 20;
        break;
    case 2:
        division.saving = draw.magnitude(0.01, 100);
        division.pain = draw.magnitude(0.001, 1000);
        break;
    case 3:
        division.saving = 1 + draw.even(0, 1e-3);
        division.cap_share = 1;
        break;
    default:
        division.headcount = draw.even(0.5, most_heads);
        division.saving = draw.even(1, 3);
        division.pain = draw.even(1, 3);
        break;
    }
    return division;
}

/// So many divisions of one kind, some of them empty, free of pain, without saving or without room
/// for cuts.
std::vector<Division> draw_divisions(Draw& draw, std::size_t kind, std::size_t count,
                                     double most_heads) {
    std::vector<Division> divisions;
    for (std::size_t i = 0; i < count; ++i) {
        Division division = draw_division(draw, kind, most_heads);
        for (double* some :
             {&division.headcount, &division.saving, &division.pain, &division.cap_share}) {
            if (draw.chance(0.03)) {
                *some = 0;
            }
        }
        divisions.push_back(division);
    }
    return divisions;
}

constexpr std::size_t kinds = 5;

std::vector<Value> ranges_of(std::span<const Division> divisions) {
    std::array<Table, 4> ranges;
    for (const Division& division : divisions) {
        ranges[0].append({division.headcount});
        ranges[1].append({division.saving});
        ranges[2].append({division.pain});
        ranges[3].append({division.cap_share});
    }
    return {ranges.begin(), ranges.end()};
}

std::map<std::string, double> steps_of(std::span<const Division> divisions, double target,
                                       std::string_view method = "least pain") {
    std::vector<Value> arguments = ranges_of(divisions);
    arguments.emplace_back(target);
    arguments.emplace_back(std::string(method));
    std::vector<Call::Record> records;
    Call call(Language::english, &records);
    function("ALLOCATECUTS").call(arguments, call);
    std::map<std::string, double> steps;
    for (const Call::Record& record : records) {
        steps[record.step] = record.value;
    }
    return steps;
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

// Where one position more in the dearest division saves two elsewhere. The only cuts with so little
// pain among the 2.8 million within the caps.
TEST(Allocation, ExchangesPositionsForLessPain) {
    const std::vector<Division> divisions{
        {500, 80e3, 1, 0.2}, {300, 60e3, 2, 0.1}, {1200, 45e3, 1.5, 0.15}, {80, 150e3, 3, 0.05}};
    const std::vector<double> cuts = allocate(divisions, 8e6, Method::least_pain);
    EXPECT_EQ(cuts, (std::vector<double>{56, 12, 49, 4}));
    const std::map<std::string, double> steps = steps_of(divisions, 8e6);
    EXPECT_EQ(steps.at("total_cuts"), 121);
    EXPECT_NEAR(steps.at("total_pain"), 5.416625, 1e-12);
    EXPECT_EQ(steps.at("least_pain_possible"), steps.at("total_pain"));
}

TEST(Allocation, HasTheLeastPainOfAllWholeNumbers) {
    Draw draw(41);
    int compared = 0;
    for (int round = 0; round < 600; ++round) {
        const std::size_t count = 2 + draw.index(3);
        const std::vector<Division> divisions =
            draw_divisions(draw, draw.index(kinds), count, draw.chance(0.5) ? 60 : 30);
        const double target = most_saved(divisions) * draw.even(0.01, 1);
        const double least = target > 0 ? least_of_all(divisions, target) : infinity;
        if (!std::isfinite(least)) {
            continue;
        }
        const LeastPainfulCuts found = least_painful_cuts(divisions, target);
        expect_sound(divisions, target, found.cuts);
        EXPECT_NEAR(total_pain(divisions, found.cuts), least, 1e-12 * least);
        EXPECT_NEAR(found.bound, least, 1e-12 * least) << "not all were tried";
        ++compared;
    }
    EXPECT_GT(compared, 500);
}

TEST(Allocation, IsWithinOnePositionOfWhatIsPossible) {
    Draw draw(42);
    for (const std::size_t count : {5, 8, 12, 30, 100, 1000, 10000}) {
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            const std::vector<Division> divisions = draw_divisions(draw, kind, count, 5000);
            const double target = most_saved(divisions) * draw.even(0.01, 1);
            const LeastPainfulCuts found = least_painful_cuts(divisions, target);
            expect_sound(divisions, target, found.cuts);
            const double pain = total_pain(divisions, found.cuts);
            EXPECT_LE(found.bound, pain);
            EXPECT_LE(pain, found.bound + one_position(divisions, found.cuts));
            // Parts of positions can only hurt less, and have a multiplier of about the same size.
            std::vector<Division> whole(divisions);
            const std::vector<double> caps = whole_caps(divisions);
            for (std::size_t i = 0; i < count; ++i) {
                whole[i].cap_share = caps[i] > 0 ? caps[i] / whole[i].headcount : 0;
            }
            const LeastPain parts = least_pain(whole, target);
            EXPECT_GE(found.bound, total_pain(whole, parts.cuts) * (1 - 1e-12));
            if (count >= 1000) {
                EXPECT_NEAR(found.multiplier, parts.multiplier, 0.01 * parts.multiplier);
            }
        }
    }
}

TEST(Allocation, SaysWhatPainIsPossibleWithEveryMethod) {
    const std::vector<Division> divisions{{50, 80, 1, 0.5}, {30, 60, 2, 0.5}, {120, 45, 1.5, 0.5}};
    const double least = steps_of(divisions, 3000).at("total_pain");
    for (const char* method : {"least pain", "pro rata", "cheapest"}) {
        const std::map<std::string, double> steps = steps_of(divisions, 3000, method);
        EXPECT_EQ(steps.at("least_pain_possible"), least) << method;
        EXPECT_GE(steps.at("total_pain"), least) << method;
    }
    EXPECT_EQ(steps_of(divisions, -1).at("least_pain_possible"), 0);
}

TEST(Allocation, EveryMethodReachesTheTargetAndWastesNothing) {
    Draw draw(43);
    for (int round = 0; round < 300; ++round) {
        const std::vector<Division> divisions =
            draw_divisions(draw, draw.index(kinds), 1 + draw.index(8), 5000);
        const double most = most_saved(divisions);
        const double target = most * (draw.chance(0.1) ? 1 : draw.even(0.01, 1));
        if (target > 0) {
            for (const Method method : methods) {
                expect_sound(divisions, target, allocate(divisions, target, method));
                EXPECT_THROW(allocate(divisions, most * (1 + 1e-9), method), Error);
            }
        }
    }
}

struct Edge {
    std::vector<Division> divisions;
    double target;
    Method method;
    std::vector<double> cuts;
};

TEST(Allocation, KeepsToItsEdges) {
    using enum Method;
    const std::vector<Division> uneven{{100, 1, 1, 1}, {100, 1.37, 1.1, 0.5}, {50, 2.11, 3, 0.9}};
    const Edge edges[] = {
        // What does not hurt goes first; some of it is taken back when it is not needed.
        {{{100, 1, 0, 0.5}, {100, 1, 5, 0.5}}, 50, least_pain, {50, 0}},
        {{{100, 1, 0, 0.5}, {100, 1, 5, 0.5}}, 60, least_pain, {50, 10}},
        {{{100, 1, 0, 0.5}, {100, 1, 5, 0.5}}, 50, cheapest, {50, 0}},
        {{{100, 1, 0, 0.5}, {100, 1, 5, 0.5}}, 50, pro_rata, {25, 25}},
        {{{100, 1, 0, 0.5}, {100, 20, 5, 0.5}}, 51, least_pain, {31, 1}},
        // Divisions alike are cut alike, and the cheapest goes first to its last position.
        {uneven, 84, pro_rata, {25, 25, 12}},
        {uneven, 70.5, pro_rata, {21, 21, 10}},
        {uneven, 84, cheapest, {16, 50, 0}},
        {{{4, 1.25, 8, 0.6}, {50, 4.75, 0, 0.6}, {30, 2.75, 4, 0.4}}, 31, least_pain, {0, 7, 0}},
        {{{10, 1, 0, 1}, {20, 1, 0, 1}}, 15, least_pain, {5, 10}},
        // Nothing to cut, nothing saved, no room, a part of a position.
        {{{0, 1, 1, 1}, {9, 0, 0, 1}, {9, 0, 1, 1}, {9, 1, 1, 0}, {0.9, 1, 1, 1}, {9, 1, 1, 1}},
         3,
         least_pain,
         {0, 0, 0, 0, 0, 3}},
        {{{0, 1, 0, 1}, {9, 0, 0, 1}, {9, 1, 0, 0}, {9, 1, 0, 1}}, 3, least_pain, {0, 0, 0, 3}},
        {{{0, 1, 1, 1}, {9, 0, 1, 1}, {9, 1, 1, 0}, {9, 1, 1, 1}}, 3, pro_rata, {0, 0, 0, 3}},
        {{{0, 1, 1, 1}, {9, 0, 1, 1}, {9, 1, 1, 0}, {9, 1, 1, 1}}, 3, cheapest, {0, 0, 0, 3}},
        {{{2.5, 1, 1, 1}, {3.7, 1, 1, 1}}, 5, least_pain, {2, 3}},
        // All there is.
        {{{10, 0.7, 1, 0.3}, {10, 0.1, 9, 0.7}}, 2.8, least_pain, {3, 7}},
        {{{10, 0.7, 1, 0.3}, {10, 0.1, 9, 0.7}}, 2.8, pro_rata, {3, 7}},
        {{{10, 0.7, 1, 0.3}, {10, 0.1, 9, 0.7}}, 2.8, cheapest, {3, 7}},
        // No target, and next to none.
        {{{10, 1, 1, 1}}, 0, least_pain, {0}},
        {{{10, 1, 1, 1}}, -5, pro_rata, {0}},
        {{{10, 1, 1, 1}, {30, 1, 1, 1}}, 1e-300, least_pain, {0, 1}},
        {{{10, 1, 1, 1}, {30, 1, 1, 1}}, 1e-300, pro_rata, {0, 1}},
        {{{10, 1, 3, 1}, {30, 1, 1, 1}}, 1e-300, cheapest, {0, 1}},
        // 3 x 0.7 is a little less than 2.1 in binary.
        {{{10, 0.7, 1, 1}}, 2.1, least_pain, {3}},
        {{{10, 0.7, 1, 0.3}}, 2.1, cheapest, {3}},
        // Many positions: no more and no fewer than are needed.
        {{{1e15, 1, 1, 1}}, 123456789012345, least_pain, {123456789012345}},
        {{{1e15, 1, 0, 1}}, 123456789012345, least_pain, {123456789012345}},
        {{{1e15, 1, 1, 1}}, 123456789012345, pro_rata, {123456789012345}},
        {{{1e15, 1, 1, 1}}, 123456789012345, cheapest, {123456789012345}},
    };
    for (const Edge& edge : edges) {
        EXPECT_EQ(allocate(edge.divisions, edge.target, edge.method), edge.cuts)
            << words_of<Method>[static_cast<std::size_t>(edge.method)] << ' ' << edge.target;
        if (edge.target > 0) {
            expect_sound(edge.divisions, edge.target, edge.cuts);
        }
    }
}

TEST(Allocation, DoublesItsMultiplierWithThePain) {
    std::vector<Division> divisions{{40, 0.18, 1, 0.25}, {60, 0.22, 1.5, 0.25}};
    const double before = least_pain(divisions, 4).multiplier;
    for (Division& division : divisions) {
        division.pain *= 2;
    }
    EXPECT_DOUBLE_EQ(least_pain(divisions, 4).multiplier, 2 * before);
}

/// Seconds of this thread's own work.
double seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

#ifdef NDEBUG
constexpr double longest = 0.2;
#else
constexpr double longest = 2;
#endif

// Heads, pains and savings that once were climbed position by position.
TEST(Allocation, TakesNoLongerForManyPositions) {
    std::vector<std::vector<Division>> cases;
    for (const double heads : {1e6, 1e9, 1e12, 1e15, 1e18, 1e300}) {
        cases.push_back({{heads, 1, 0, 0.5}, {heads, 1, 1, 0.5}});
        cases.push_back({{heads, 1e-3, 0, 1}, {10, 1, 1, 1}});
        cases.push_back({{heads, 1e-9, 1, 1}, {heads, 1, 1, 0.3}, {heads, 0.7, 1e-9, 0.3}});
        cases.push_back({{heads, 0.18, 1, 0.25}, {heads / 7, 0.22, 2, 0.2}, {50, 0.3, 3, 0.15}});
        cases.push_back({{heads, 0.18, 1, 0.25},
                         {heads, 0.22, 2, 0.2},
                         {heads / 3, 0.24, 3, 0.2},
                         {heads, 0.1803, 1, 0.15}});
        cases.push_back({{heads, 1, 1, 1}, {heads, 1, 1, 1}, {heads, 1, 1, 1}});
        cases.push_back({{heads, 1, 1e-300, 1}, {heads, 1, 1e300, 1}, {heads, 1e-300, 1, 1}});
    }
    Draw draw(44);
    for (const std::size_t count : {4, 5, 8, 16, 50, 300}) {
        cases.push_back(draw_divisions(draw, draw.index(kinds), count, 1e3));
        cases.push_back(draw_divisions(draw, draw.index(kinds), count, 1e6));
        cases.push_back(draw_divisions(draw, draw.index(kinds), count, 1e13));
    }
    for (const std::vector<Division>& divisions : cases) {
        for (const double share : {1e-9, 0.3, 1.0}) {
            const double target = most_saved(divisions) * share;
            for (const Method method : methods) {
                const double start = seconds();
                const std::vector<double> cuts = allocate(divisions, target, method);
                EXPECT_LT(seconds() - start, longest)
                    << divisions.size() << " divisions, " << divisions[0].headcount << " heads";
                expect_sound(divisions, target, cuts);
            }
        }
    }
}

/// Any number an argument may be: 0, tiny, of ordinary size, whole, huge.
double any_number(Draw& draw) {
    switch (draw.index(7)) {
    case 0:
        return 0;
    case 1:
        return draw.magnitude(1e-300, 1);
    case 2:
        return draw.magnitude(1, 1e300);
    case 3:
        return draw.magnitude(1e9, 1e18);
    case 4:
        return std::floor(draw.even(0, 1000));
    case 5:
        return std::floor(draw.magnitude(1, 1e6)) * 1000;
    default:
        return draw.even(0, 100);
    }
}

/// Divisions as nobody has them.
std::vector<Division> draw_any(Draw& draw) {
    const std::size_t most = draw.chance(0.01) ? 400 : draw.chance(0.1) ? 12 : 4;
    const std::size_t count = draw.index(most) + 1;
    const Division model{any_number(draw), any_number(draw), any_number(draw), draw.even(0, 1)};
    std::vector<Division> divisions;
    for (std::size_t i = 0; i < count; ++i) {
        Division division = model;
        for (double* some : {&division.headcount, &division.saving, &division.pain}) {
            if (draw.chance(0.5)) {
                *some = draw.chance(0.8) ? *some * draw.magnitude(0.1, 10) : any_number(draw);
            }
        }
        if (draw.chance(0.5)) {
            division.cap_share = draw.chance(0.2) ? std::floor(draw.even(0, 2)) : draw.even(0, 1);
        }
        divisions.push_back(division);
    }
    return divisions;
}

TEST(Allocation, HoldsForAnyDivisions) {
    Draw draw(45);
    const Function& cuts = function("ALLOCATECUTS");
    const Function& price = function("ALLOCATIONPRICE");
    int answers = 0;
    for (int round = 0; round < 20'000; ++round) {
        const std::vector<Division> divisions = draw_any(draw);
        const double most = most_saved(divisions);
        const double target = draw.chance(0.1)       ? any_number(draw) - any_number(draw)
                              : !std::isfinite(most) ? any_number(draw)
                              : draw.chance(0.1)     ? most
                                                     : most * draw.even(0, 1.05);
        if (!std::isfinite(target)) {
            continue;
        }
        std::vector<Value> arguments = ranges_of(divisions);
        arguments.emplace_back(target);
        const double start = seconds();
        const Cell one = outcome(price, arguments);
        if (const double* number = std::get_if<double>(&one)) {
            EXPECT_GE(*number, 0);
        }
        for (const Method method : methods) {
            arguments.resize(5);
            arguments.emplace_back(std::string(words_of<Method>[static_cast<std::size_t>(method)]));
            Call call;
            try {
                const Value result = cuts.call(arguments, call);
                std::vector<double> column;
                for (std::size_t i = 0; i < divisions.size(); ++i) {
                    column.push_back(std::get<double>(std::get<Table>(result).at(i, 0)));
                }
                if (target > 0) {
                    expect_sound(divisions, target, column);
                }
                ++answers;
            } catch (const Error& error) {
                EXPECT_EQ(error.kind(), Failure::no_answer);
            }
            if (HasFailure()) {
                FAIL() << typed(cuts, arguments);
            }
        }
        EXPECT_LT(seconds() - start, 3 * longest) << typed(cuts, arguments);
    }
    EXPECT_GT(answers, 30'000);
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
