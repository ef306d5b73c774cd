#include "one_workbook_test.hpp"
#include "snapshot.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace headroom::test {

namespace {

using Inputs = std::vector<std::pair<std::string, Cell>>;

/// The verdicts of the sheet Claims, and what they turn on.
class Claims : public OneWorkbook {
protected:
    Claims() : OneWorkbook("Talent for GPUs") {}

    static constexpr int claims = 12;

    std::string verdict(int claim) const { return text("verdict_" + std::to_string(claim)); }

    std::string why(int claim) const { return text("why_" + std::to_string(claim)); }

    /// Looks while these inputs are others, and puts back what was there, be it a formula.
    void with(const Inputs& inputs, const std::function<void()>& look) {
        std::vector<std::pair<Place, std::string>> earlier;
        for (const auto& [name, input] : inputs) {
            earlier.emplace_back(place(name),
                                 document().sheet(place(name)).formula(place(name).at));
            type(name, input);
        }
        look();
        for (const auto& [place, formula] : earlier) {
            Sheet changed = document().sheet(place);
            changed.set_formula(place.at, formula);
        }
    }

    /// Where a fact of that date is typed in.
    Place fact(const std::string& item, const std::string& as_of) const {
        const Sheet facts = sheet("Facts");
        for (int row = 0; row < facts.used().rows; ++row) {
            if (facts.text({row, 0}) == item && facts.text({row, 3}) == as_of) {
                return {"Facts", {row, 1}};
            }
        }
        throw std::runtime_error("no fact " + item + ", " + as_of);
    }
};

constexpr const char* supported = "supported";
constexpr const char* contradicted = "contradicted";
constexpr const char* unknown = "cannot be told";
constexpr const char* not_tested = "not tested here";

/// What a claim comes to with other inputs.
struct Turn {
    int claim;
    Inputs inputs;
    const char* verdict;
};

const Turn turns[] = {
    {1, {}, contradicted}, // 30,000 of 350,000 are 8.6 %
    {1, {{"corporate_positions", 300000.0}}, supported},
    {1, {{"tolerance", 0.15}}, supported},
    {1, {{"corporate_positions", 0.0}}, unknown},
    {1, {{"tolerance", std::string("a tenth")}}, unknown},
    {2, {}, unknown},
    {2, {{"measured_share", 0.1}}, supported},
    {2, {{"measured_share", 0.05}}, contradicted},
    // Text, a blank that is none, and 8 where 8 % was meant.
    {2, {{"measured_share", std::string("unknown")}}, unknown},
    {2, {{"measured_share", std::string(" ")}}, unknown},
    {2, {{"measured_share", 8.0}}, unknown},
    {3, {}, unknown},
    {3, {{"backlog_basis", std::string("demand")}}, supported}, // 25 % where 15.5 % would do
    {3, {{"backlog_basis", std::string("served")}}, supported},
    {3, {{"backlog_basis", std::string("contracted orders")}}, contradicted},
    {3, {{"backlog_basis", std::string("demand")}, {"backlog_share", 0.1}}, contradicted},
    {3, {{"azure_growth", 0.1}}, not_tested},
    {4, {}, unknown},
    {4, {{"rivals_backlog", 0.0}}, supported},
    {4, {{"rivals_backlog", 0.25}}, contradicted}, // short alike explains nothing
    {4, {{"azure_growth", 0.1}}, not_tested},
    {5, {}, supported},
    {5, {{"group_profit", 25000.0}}, contradicted},
    {5, {{"as_of", std::string("Q4 2025")}}, unknown}, // Amazon's profit of that quarter is missing
    // All the rest loses money: no share, but no other profit either. And AWS itself may lose it.
    {5, {{"group_profit", -30000.0}}, supported},
    {5, {{"group_profit", -30000.0}, {"segment_profit", -10000.0}}, contradicted},
    {6, {}, supported},
    {6, {{"as_of", std::string("Q1 2026")}}, contradicted},
    {6, {{"stated_growth", std::string("?")}}, unknown},
    {7, {}, unknown}, // up 13 % and down 11 % while growth rose twice
    {7, {{"as_of", std::string("Q1 2026")}}, unknown},
    {8, {}, contradicted},
    {8, {{"price_from", std::string("contract price")}}, unknown}, // of AWS's margin only
    {8, {{"list_price", 1.5}}, supported},
    {8, {{"azure_growth", 0.1}}, not_tested},
    {8, {{"tolerance", -0.1}}, unknown},
    {8, {{"group_profit", -30000.0}}, contradicted}, // a margin that rises is not destroyed
    {9, {}, contradicted},
    {9,
     {{"list_price", 2.0}, {"highest_price", 2.0}, {"attrition", 0.01}, {"pay_rise", 0.01}},
     supported},
    {9, {{"azure_growth", 0.1}}, not_tested},
    {9, {{"azure_growth", 0.1}, {"target_change", 0.02}}, not_tested}, // no chips, but a new aim
    {9, {{"pay_rise", std::string("3 per cent")}}, unknown},
    {10, {}, contradicted},
    {10, {{"guided_capex", 4500.0}}, supported},
    {10, {{"guided_capex", 6000.0}}, unknown},
    {11, {}, unknown}, // of one division only something is public
    {11, {{"hr_share", 0.0}}, not_tested},
    {12, {}, supported}, // 1,800 between 1,176 and 2,520 under ASC 712
    {12, {{"severance", 42000.0}}, contradicted},
    {12, {{"tolerance", -0.1}}, unknown},
    {12, {{"probable_1", 0.0}, {"probable_2", 0.0}}, contradicted},
    {12, {{"probable_1", 0.0}, {"probable_2", 0.0}, {"provision_month", -1.0}}, supported},
};

TEST_F(Claims, HaveVerdictsThatFollowTheInputs) {
    const Snapshot before = snapshot(document());
    std::map<int, std::set<std::string>> verdicts;
    for (const Turn& turn : turns) {
        std::string trace = std::to_string(turn.claim);
        for (const auto& [name, input] : turn.inputs) {
            trace += ", " + name;
        }
        SCOPED_TRACE(trace);
        with(turn.inputs, [&] {
            EXPECT_EQ(verdict(turn.claim), turn.verdict);
            verdicts[turn.claim].insert(verdict(turn.claim));
        });
    }
    EXPECT_EQ(differences(before, snapshot(document()), same_result), "");
    // The seventh turns on facts, below.
    for (int claim = 1; claim <= claims; ++claim) {
        EXPECT_GE(verdicts[claim].size(), claim == 7 ? 1U : 2U) << claim;
    }
}

/// Both results since with a share price have to speak for it, or both against it.
TEST_F(Claims, TakeWhatTheSharePriceDidSince) {
    const std::string moved = "Share price on results";
    EXPECT_EQ(verdict(7), unknown);
    type(fact(moved, "Q4 2025"), 0.05);
    EXPECT_EQ(verdict(7), supported);
    type(fact(moved, "Q3 2025"), -0.13);
    type(fact(moved, "Q4 2025"), -0.11);
    EXPECT_EQ(verdict(7), contradicted);
    // Growth that fell, as the share price did.
    type(fact("AWS growth", "Q3 2025"), 0.15);
    type(fact("AWS growth", "Q4 2025"), 0.14);
    EXPECT_EQ(verdict(7), supported);
}

/// Cuts announced in October with three months' paid notice save nothing before January.
TEST_F(Claims, SayWhatTheCutsCannotHaveCaused) {
    EXPECT_EQ(value("saving_quarter"), 2026.1);
    EXPECT_NEAR(value("regained"), 0.28 - 0.175, 1e-12);
    EXPECT_NEAR(value("regained_before"), 0.236 - 0.175, 1e-12);
    type("notice_months", 1.0);
    EXPECT_EQ(value("saving_quarter"), 2025.4);
    EXPECT_NEAR(value("regained_before"), 0.2023 - 0.175, 1e-12);
}

/// More was regained than is left: the rest was lost again.
TEST_F(Claims, SayWhatWasLostAgain) {
    type(fact("AWS growth", "Q1 2026"), 0.18);
    EXPECT_NE(why(7).find("it had regained 6.1 points; since then it lost 5.6."), std::string::npos)
        << why(7);
    type(fact("AWS growth", "Q1 2026"), 0.16);
    EXPECT_NE(why(7).find("it had regained 6.1 points; since then it lost 7.6."), std::string::npos)
        << why(7);
}

/// More cuts than positions: the table says nothing of any division, and Checks says why.
TEST_F(Claims, RefuseDivisionsThatCannotBe) {
    const Place positions = place("named_positions");
    const Place cuts = place("named_cuts");
    const int row = positions.at.row;
    type(positions, 5000.0);
    type({cuts.sheet, cuts.at}, 6000.0);
    EXPECT_TRUE(
        sheet("Divisions").text({row, cuts.at.column + 3}).starts_with("More cuts than may go"));
    EXPECT_EQ(verdict(11), unknown);
    EXPECT_EQ(why(11), text("no_answer"));
    EXPECT_EQ(text("checks"), "No answer");
    EXPECT_TRUE(reason("REVEALEDPAIN").find("no more may go") != std::string::npos)
        << reason("REVEALEDPAIN");
    type({cuts.sheet, cuts.at}, std::string("many"));
    EXPECT_TRUE(sheet("Divisions").text({row, cuts.at.column + 3}).starts_with("Four figures"));
    EXPECT_EQ(verdict(11), unknown);
}

/// Each input says beside it what belongs there; page one and Checks that one is wrong.
TEST_F(Claims, NameTheInputThatIsWrong) {
    EXPECT_EQ(value("wrong_inputs"), 0);
    const auto expect_wrong = [&](const char* name, const Cell& input, const char* said) {
        SCOPED_TRACE(name);
        with({{name, input}}, [&] {
            EXPECT_EQ(text(std::string(name) + "_state"), said);
            EXPECT_EQ(value("wrong_inputs"), 1);
            EXPECT_EQ(text("checks"), "Look");
            EXPECT_TRUE(text("no_answer").find("not each is what belongs there") !=
                        std::string::npos);
        });
    };
    expect_wrong("measured_share", 8.0, "A number belongs here: at least 0 and at most 1.");
    expect_wrong("measured_share", std::string(" "),
                 "A number belongs here: at least 0 and at most 1.");
    expect_wrong("tolerance", 1.0, "A number belongs here: at least 0 and below 1.");
    expect_wrong("tolerance", Cell(), "A number belongs here: at least 0 and below 1.");
    expect_wrong("announced_year", std::string("last year"),
                 "A whole number belongs here: at least 2020 and at most 2040.");
    expect_wrong("announced_month", 1.5, "A whole number belongs here: at least 1 and at most 12.");
    expect_wrong("base", std::string("division"), "Choose segment or group.");
    type(fact("AWS growth", "Q1 2026"), std::string("28 per cent"));
    EXPECT_EQ(value("wrong_inputs"), 1);
    EXPECT_EQ(value("wrong_7"), 1);
    EXPECT_EQ(value("wrong_1"), 0);
    EXPECT_EQ(verdict(7), unknown);
}

/// Two divisions of which one was cut three times as readily, or just as readily.
TEST_F(Claims, ReadDivisionsThatTheUserEnters) {
    const Place positions = place("named_positions");
    const Place cuts = place("named_cuts");
    const auto second = [](Place place) {
        return Place{place.sheet, {place.at.row + 1, place.at.column}};
    };
    type(second(positions), 20000.0);
    type(second(cuts), 1000.0);
    EXPECT_EQ(value("identified"), 2);
    // Three times the positions for a cut, three times the pain.
    EXPECT_NEAR(value("greatest_pain"), 3 * value("least_pain"), 1e-9);
    EXPECT_EQ(verdict(11), supported);
    type(second(cuts), 3000.0);
    EXPECT_NEAR(value("greatest_pain"), value("least_pain"), 1e-9);
    EXPECT_EQ(verdict(11), contradicted);
    // All that may go says no more than that it did not hurt too much.
    type({cuts.sheet, {cuts.at.row, cuts.at.column + 1}}, 0.15);
    EXPECT_EQ(value("identified"), 1);
    EXPECT_TRUE(sheet("Divisions")
                    .text({cuts.at.row, cuts.at.column + 3})
                    .starts_with("Not identified: cut as far as allowed"));
    EXPECT_EQ(verdict(11), unknown);
}

/// A charge that no standard would have booked by then, and none at all.
TEST_F(Claims, HoldChargesAgainstTheStandards) {
    EXPECT_EQ(text("asc420_fits"), "no");
    EXPECT_EQ(text("asc712_fits"), "yes");
    EXPECT_EQ(text("ias19_fits"), "no");
    type(fact("Severance charge", "Q3 2025"), 0.0);
    type(fact("Severance charge", "Q4 2025"), 1680.0);
    EXPECT_EQ(text("asc420_fits"), "yes"); // two thirds of 2,520: two of three months' notice
    EXPECT_EQ(text("asc712_fits"), "no");
    EXPECT_EQ(verdict(12), supported);
    EXPECT_NE(why(12).find("before the announcement"), std::string::npos) << why(12);
    type("announced_month", 9.0);
    EXPECT_EQ(value("announced_1"), 0);
    EXPECT_NE(why(12).find("after the announcement"), std::string::npos) << why(12);
    type(fact("Severance charge", "Q4 2025"), 0.0);
    EXPECT_EQ(verdict(12), not_tested);
}

TEST_F(Claims, AreSummedUpOnPageOne) {
    const Sheet sheet = this->sheet("Claims");
    const auto in_words = [&] {
        std::map<std::string, int> counted;
        for (int claim = 1; claim <= claims; ++claim) {
            ++counted[verdict(claim)];
            const int row = place("verdicts").at.row + claim - 1;
            EXPECT_EQ(sheet.text({row, 1}), verdict(claim));
            EXPECT_TRUE(sheet.text({row, 0}).starts_with(std::to_string(claim) + "  \""));
        }
        return ": " + std::to_string(counted[supported]) + " supported, " +
               std::to_string(counted[contradicted]) + " contradicted, " +
               std::to_string(counted[unknown]) + " that cannot be told, " +
               std::to_string(counted[not_tested]) + " not tested here.";
    };
    const auto sentence = [&] { return sheet.text({2, 0}); };
    EXPECT_TRUE(sentence().ends_with(in_words())) << sentence();
    EXPECT_NE(sentence().find("Q2 2025"), std::string::npos);
    type("as_of", std::string("Q1 2026"));
    EXPECT_TRUE(sentence().ends_with(in_words())) << sentence();
    EXPECT_NE(sentence().find("Q1 2026"), std::string::npos);
}

/// Text in any cell that is typed in: no sentence becomes an error, none tells what it cannot, and
/// Checks does not say that all is well.
TEST_F(Claims, HaveNoErrorWhereTextIsTyped) {
    const At sentence = sheet("Answer").in_style("Verdict").at(0);
    for (const char* style : {"Input", "Input choice"}) {
        for (const Place& input : document().in_style(style)) {
            if (input.sheet == "Prices") {
                continue; // Of which no claim speaks.
            }
            SCOPED_TRACE(input.sheet + "." + input.at.name());
            const std::string earlier = sheet(input.sheet).formula(input.at);
            type(input, std::string("?"));
            EXPECT_NE(text("checks"), "OK");
            EXPECT_EQ(sheet("Answer").error(sentence), 0);
            for (int claim = 1; claim <= claims; ++claim) {
                for (const char* part : {"verdict_", "why_", "wrong_"}) {
                    const Place cell = place(part + std::to_string(claim));
                    EXPECT_EQ(sheet(cell.sheet).error(cell.at), 0) << part << claim;
                }
                EXPECT_TRUE(why(claim) != text("no_answer") || verdict(claim) == unknown) << claim;
            }
            Sheet changed = sheet(input.sheet);
            changed.set_formula(input.at, earlier);
        }
    }
    EXPECT_EQ(text("checks"), "OK");
}

/// Whatever is missing, a claim has one of the four verdicts and a sentence.
TEST_F(Claims, AlwaysSaySomething) {
    const std::set<std::string> words{supported, contradicted, unknown, not_tested};
    for (const char* name : {"segment_revenue", "azure_growth", "price", "corporate_positions",
                             "loaded_cost", "announced_cuts", "group_profit", "guided_capex"}) {
        SCOPED_TRACE(name);
        with({{name, std::string("?")}}, [&] {
            for (int claim = 1; claim <= claims; ++claim) {
                EXPECT_TRUE(words.contains(verdict(claim))) << claim << ": " << verdict(claim);
                EXPECT_TRUE(why(claim) != text("no_answer") || verdict(claim) == unknown) << claim;
                for (int column = 2; column <= 3; ++column) {
                    const At why{place("verdicts").at.row + claim - 1, column};
                    EXPECT_EQ(sheet("Claims").error(why), 0) << why.name();
                }
            }
        });
    }
}

} // namespace

} // namespace headroom::test
