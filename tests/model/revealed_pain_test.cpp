// REVEALEDPAIN undoes the least painful allocation, also where caps and whole divisions that are
// left alone only bound what it can tell.

#include "people/allocation.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace headroom::test {

namespace {

struct Company {
    std::vector<Division> divisions;

    explicit Company(Draw& draw) {
        for (std::size_t i = 0; i < 1 + draw.index(7); ++i) {
            divisions.push_back({.headcount = std::floor(draw.magnitude(40, 1e6)),
                                 .saving = draw.magnitude(0.01, 1e6),
                                 .pain = draw.magnitude(0.1, 10),
                                 .cap_share = draw.even(0.05, 1)});
        }
    }

    double most_saved() const {
        double saved = 0;
        for (const Division& division : divisions) {
            saved += division.saving * division.most();
        }
        return saved;
    }

    Table range(auto number_of) const {
        Table cells;
        for (const Division& division : divisions) {
            cells.append({number_of(division)});
        }
        return cells;
    }

    std::vector<Value> arguments(const std::vector<double>& cuts) const {
        Table made;
        for (const double cut : cuts) {
            made.append({cut});
        }
        return {range([](const Division& division) { return division.headcount; }),
                range([](const Division& division) { return division.saving; }), made,
                range([](const Division& division) { return division.cap_share; })};
    }
};

Table revealed(const Company& company, const std::vector<double>& cuts) {
    Call call;
    return std::get<Table>(function("REVEALEDPAIN").call(company.arguments(cuts), call));
}

/// The rows of WORKINGS by their ids.
std::map<std::string, double> workings(const Company& company, const std::vector<double>& cuts) {
    Call call;
    const Table shown = std::get<Table>(
        function("WORKINGS")
            .call(joined(std::string("REVEALEDPAIN"), company.arguments(cuts)), call));
    std::map<std::string, double> steps;
    for (std::size_t row = 0; row < shown.rows(); ++row) {
        if (const double* value = std::get_if<double>(&shown.at(row, 2))) {
            steps[std::get<std::string>(shown.at(row, 0))] = *value;
        }
    }
    return steps;
}

TEST(RevealedPain, GivesBackThePainThatMadeTheCuts) {
    Draw draw(321);
    int several = 0;
    for (int round = 0; round < 2000; ++round) {
        const Company company(draw);
        const LeastPain made =
            least_pain(company.divisions, company.most_saved() * draw.even(0.01, 0.7));
        const Table pain = revealed(company, made.cuts);
        double heads = 0;
        double weighted_true = 0;
        double weighted = 0;
        for (std::size_t i = 0; i < made.cuts.size(); ++i) {
            if (const double* found = std::get_if<double>(&pain.at(i, 0))) {
                heads += company.divisions[i].headcount;
                weighted_true += company.divisions[i].headcount * company.divisions[i].pain;
                weighted += company.divisions[i].headcount * *found;
            }
        }
        several += heads > 0 ? 1 : 0;
        EXPECT_NEAR(weighted, heads, 1e-12 * heads) << "the mean is 1";
        for (std::size_t i = 0; i < made.cuts.size(); ++i) {
            const double* found = std::get_if<double>(&pain.at(i, 0));
            const double true_pain = company.divisions[i].pain * heads / weighted_true;
            if (found != nullptr) {
                EXPECT_NEAR(*found, true_pain, 1e-12 * true_pain);
            } else {
                EXPECT_EQ(pain.at(i, 0), Cell(Failure::not_available));
                EXPECT_TRUE(is_nearly(made.cuts[i], company.divisions[i].most()));
            }
        }
    }
    EXPECT_GT(several, 1000);
}

/// The same cuts come of the pain that they reveal, with the bounds where it reveals no more.
TEST(RevealedPain, LeadsBackToTheCuts) {
    Draw draw(322);
    int at_caps = 0;
    int left_alone = 0;
    int tried = 0;
    for (int round = 0; round < 3000; ++round) {
        Company company(draw);
        std::vector<double> cuts;
        for (const Division& division : company.divisions) {
            const double share = draw.chance(0.2)   ? 0
                                 : draw.chance(0.2) ? 1
                                                    : draw.even(0.01, 0.99);
            cuts.push_back(share == 0 ? 0 : std::max(1.0, std::floor(share * division.most())));
            if (share == 1) {
                cuts.back() = division.most();
            }
            cuts.back() = std::min(cuts.back(), division.most());
        }
        const std::map<std::string, double> steps = workings(company, cuts);
        const Table pain = revealed(company, cuts);
        if (steps.at("identified") == 0) {
            continue; // no scale for the bounds either
        }
        ++tried;
        // At its bound a division that was left alone is worth half a position.
        double target = 0;
        for (std::size_t i = 0; i < cuts.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            Division& division = company.divisions[i];
            if (const double* found = std::get_if<double>(&pain.at(i, 0))) {
                division.pain = *found;
            } else if (cuts[i] == 0) {
                ++left_alone;
                division.pain = steps.at("least_pain_of_" + number);
                cuts[i] = std::min(0.5, division.most());
            } else {
                ++at_caps;
                // With less pain than at its bound the rest of its cap goes too.
                const double less = draw.chance(0.5) ? 1 : draw.even(0.01, 1);
                division.pain = steps.at("most_pain_of_" + number) * less;
                cuts[i] = std::min(cuts[i] / less, division.most());
            }
            target += division.saving * cuts[i];
        }
        const LeastPain again = least_pain(company.divisions, target);
        for (std::size_t i = 0; i < cuts.size(); ++i) {
            // The target is known to its last digit only, which a small division has to make up.
            const double noise = 1e-14 * target / company.divisions[i].saving;
            EXPECT_NEAR(again.cuts[i], cuts[i], 1e-12 * cuts[i] + noise) << i;
        }
    }
    EXPECT_GT(tried, 1500);
    EXPECT_GT(at_caps, 500);
    EXPECT_GT(left_alone, 500);
}

TEST(RevealedPain, TellsABoundOnceNoWholePositionIsLeft) {
    Draw draw(323);
    for (int round = 0; round < 1000; ++round) {
        const double headcount = std::floor(draw.magnitude(20, 1e5));
        const double cap = draw.even(0.15, 0.9);
        const double most = std::floor(headcount * cap);
        const auto pain = [&](double cuts) {
            return outcome(function("REVEALEDPAIN"),
                           std::vector<Value>{column({headcount, 100}), column({2, 3}),
                                              column({cuts, 5}), column({cap, 0.5})});
        };
        EXPECT_EQ(pain(most), Cell(Failure::not_available)) << headcount << ' ' << plain(cap);
        EXPECT_TRUE(std::holds_alternative<double>(pain(most - 1)));
        EXPECT_TRUE(std::holds_alternative<double>(pain(most - 0.5))) << "not in whole positions";
        EXPECT_EQ(pain(0), Cell(Failure::not_available));
        EXPECT_TRUE(std::holds_alternative<double>(pain(1)));
    }
}

TEST(RevealedPain, SaysWhatItCannotTell) {
    const std::vector<Value> given{column({100, 50, 200, 80}), column({2, 3, 1, 4}),
                                   column({10, 0, 20, 8}), column({0.1, 0.2, 0.5, 0})};
    EXPECT_EQ(error("REVEALEDPAIN", given).message(Language::english),
              "row 4 of cuts is 8; cap_share × headcounts is 0, and no more may go.");
    std::vector<Value> right = given;
    right[2] = column({10, 0, 20, 0});
    Call call;
    const Table pain = std::get<Table>(function("REVEALEDPAIN").call(right, call));
    EXPECT_EQ(pain.at(0, 0), Cell(Failure::not_available));
    EXPECT_EQ(pain.at(1, 0), Cell(Failure::not_available));
    EXPECT_EQ(pain.at(2, 0), Cell(1.0));
    EXPECT_EQ(pain.at(3, 0), Cell(Failure::not_available));
    const Table shown = std::get<Table>(
        function("WORKINGS").call(joined(std::string("REVEALEDPAIN"), right), call));
    const std::size_t rows = shown.rows();
    EXPECT_EQ(shown.at(rows - 2, 0), Cell("most_pain_of_1"));
    EXPECT_EQ(shown.at(rows - 2, 2), Cell(2.0));
    EXPECT_EQ(shown.at(rows - 1, 0), Cell("least_pain_of_2"));
    EXPECT_EQ(shown.at(rows - 1, 2), Cell(30.0));
    const Value said = function("REASON").call(joined(std::string("REVEALEDPAIN"), right), call);
    EXPECT_TRUE(std::get<std::string>(said).starts_with(
        "The call is right, but cells of the table are errors: 3"))
        << std::get<std::string>(said);
}

TEST(RevealedPain, SaysOfOneDivisionWhichBoundHolds) {
    const std::vector<Value> given{column({100, 50, 200, 80}), column({2, 3, 1, 4}),
                                   column({10, 0, 20, 0}), column({0.1, 0.2, 0.5, 0})};
    const std::pair<double, const char*> cases[] = {
        {1, "All that may go were cut in division 1: its pain is at most 2, and no more is known."},
        {2, "Nothing was cut in division 2: its pain is at least 30, and no more is known."},
        {4, "Nothing was cut in division 4, where nothing may be: that tells nothing about its "
            "pain."},
    };
    for (const auto& [division, sentence] : cases) {
        std::vector<Value> asked = given;
        asked.emplace_back(division);
        EXPECT_EQ(error("REVEALEDPAIN", asked).kind(), Failure::not_available);
        Call call;
        EXPECT_EQ(function("REASON").call(joined(std::string("REVEALEDPAIN"), asked), call),
                  Value(std::string(sentence)));
        const Table shown = std::get<Table>(
            function("WORKINGS").call(joined(std::string("REVEALEDPAIN"), asked), call));
        EXPECT_EQ(shown.at(shown.rows() - 2, 0), Cell("least_pain_of_2")) << "the bounds are there";
    }
    std::vector<Value> closed{column({100, 50}), column({2, 3}), column({10, 0}),
                              column({0.1, 0.2}), 1.0};
    EXPECT_EQ(error("REVEALEDPAIN", closed).message(Language::english),
              "The pain of division 1 is not known: no division was cut in part, and only such "
              "divisions tell the scale.");
}

} // namespace

} // namespace headroom::test
