#include "calc_test.hpp"
#include "charts.hpp"
#include "paths.hpp"
#include "snapshot.hpp"
#include "strings.hpp"

#include "csv.hpp"
#include "outcome.hpp"

#include "driver.hpp"
#include "memory.hpp"

#include <boost/lexical_cast.hpp>
#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/sheet/ValidationType.hpp>
#include <com/sun/star/sheet/XSheetCondition.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <stdexcept>

namespace headroom::test {

namespace {

namespace uno = com::sun::star::uno;

const std::string required = "required cuts";

/// What may be typed into a cell.
struct Validation {
    com::sun::star::sheet::ValidationType type;
    std::string first, second; ///< its formulas
    std::string error, hint;
    bool blank;

    /// Whether what is in the cell may be.
    std::string formula(At at) const {
        namespace sheet = com::sun::star::sheet;
        if (type == sheet::ValidationType_CUSTOM) {
            return "=" + first;
        }
        const std::string cell = at.name();
        const std::string whole =
            type == sheet::ValidationType_WHOLE ? ";INT(" + cell + ")=" + cell : "";
        return "=AND(ISNUMBER(" + cell + ");" + cell + ">=" + first + ";" + cell + "<=" + second +
               whole + ")";
    }
};

Validation validation(const Sheet& sheet, At at) {
    const uno::Reference<com::sun::star::beans::XPropertySet> cell(sheet.cell(at),
                                                                   uno::UNO_QUERY_THROW);
    const auto rule = cell->getPropertyValue("Validation")
                          .get<uno::Reference<com::sun::star::beans::XPropertySet>>();
    const uno::Reference<com::sun::star::sheet::XSheetCondition> condition(rule,
                                                                           uno::UNO_QUERY_THROW);
    const auto text = [&](const char* property) {
        return narrow(
            rule->getPropertyValue(rtl::OUString::createFromAscii(property)).get<rtl::OUString>());
    };
    return {.type = rule->getPropertyValue("Type").get<com::sun::star::sheet::ValidationType>(),
            .first = narrow(condition->getFormula1()),
            .second = narrow(condition->getFormula2()),
            .error = text("ErrorMessage"),
            .hint = text("InputMessage"),
            .blank = rule->getPropertyValue("IgnoreBlankCells").get<bool>()};
}

/// A new document from the template, its cells by their names.
class TradePlan : public CalcTest {
protected:
    Sheet sheet(const std::string& name) const { return document_.sheet(name); }
    Place place(const std::string& name) const { return named_.at(name); }

    double value(const std::string& name) const {
        return document_.sheet(place(name)).value(place(name).at);
    }
    std::string text(const std::string& name) const {
        return document_.sheet(place(name)).text(place(name).at);
    }
    Cell content(const std::string& name) const {
        return document_.sheet(place(name)).content(place(name).at);
    }

    void type(const Place& where, const Cell& input) {
        Sheet changed = document_.sheet(where);
        if (const double* number = std::get_if<double>(&input)) {
            changed.set_number(where.at, *number);
        } else if (const std::string* text = std::get_if<std::string>(&input)) {
            changed.set_text(where.at, *text);
        } else {
            changed.clear(where.at);
        }
    }

    /// An input by its name, or the value of a driver by its label.
    Place input(const std::string& name) const {
        return named_.contains(name) ? named_.at(name) : Place{"Assumptions", {row(name), 1}};
    }

    /// Where a sheet has this in its first column.
    int row(const std::string& first, const std::string& on = "Assumptions", int from = 0) const {
        const Sheet searched = sheet(on);
        for (int row = from; row < searched.used().rows; ++row) {
            if (searched.text({row, 0}) == first) {
                return row;
            }
        }
        throw std::runtime_error(on + " has no row " + first);
    }

    /// The table of assumptions below a row, as the functions get it.
    Table table(const std::string& on = "Assumptions", int heading = 4) const {
        const Sheet read = sheet(on);
        int last = heading;
        while (!read.text({last + 1, 0}).empty()) {
            ++last;
        }
        return read.read({.first = {heading, 0}, .rows = last - heading + 1, .columns = 5});
    }

    Table variant(const std::string& name) const {
        const Sheet read = sheet("Variant tables");
        for (int row = 0; row < read.used().rows; ++row) {
            if (read.text({row, 0}).starts_with(name + ":")) {
                return table("Variant tables", row + 1);
            }
        }
        throw std::runtime_error("no variant " + name);
    }

    Table correlations() const {
        return sheet("Risk").read({.first = {row("Price", "Risk"), 0}, .rows = 3, .columns = 3});
    }

    /// What the model itself says.
    Value call(std::string_view name, const std::vector<Value>& arguments) {
        Call call(Language::english, nullptr, &memory_);
        return find(name)->call(arguments, call);
    }
    double number(std::string_view name, const std::vector<Value>& arguments) {
        return std::get<double>(call(name, arguments));
    }

    /// What the sheet Checks says about a function.
    std::string reason(const std::string& function) const {
        return sheet("Checks").text({row(function, "Checks"), 1});
    }

    const Document& document() const { return document_; }
    Document& document() { return document_; }

private:
    Document document_ = office().load(std::filesystem::path(path::templates) / "Trade plan.ots");
    const std::map<std::string, Place> named_ = document_.named_cells();
    Memory memory_;
};

TEST_F(TradePlan, ShowsWhatTheFunctionsGive) {
    const Table plan = table();
    EXPECT_EQ(value("required_cuts"), number("PLANVALUE", {plan, required}));
    EXPECT_GT(value("required_cuts"), 0);
    const std::vector<Value> rest{Value(), 10000.0, 1.0, correlations()};
    for (const auto& [name, probability] :
         {std::pair("cuts_p10", 0.1), {"cuts_p50", 0.5}, {"cuts_p90", 0.9}}) {
        std::vector<Value> arguments{plan, required, probability};
        arguments.insert(arguments.end(), rest.begin(), rest.end());
        EXPECT_NEAR(value(name), number("PLANPERCENTILE", arguments), 1e-6) << name;
    }
    for (const auto& [name, threshold] :
         {std::pair("chance_held", 0.0), {"chance_enough", value("announced_cuts")}}) {
        std::vector<Value> arguments{plan, required, threshold};
        arguments.insert(arguments.end(), rest.begin(), rest.end());
        EXPECT_NEAR(value(name), number("PLANPROBABILITY", arguments), 1e-12) << name;
    }
    const Sheet quarters = sheet("Quarters");
    const int margin = row("Margin", "Quarters");
    const int nobody_cut = row("Margin, nobody cut", "Quarters");
    for (int quarter = 1; quarter <= 12; ++quarter) {
        const std::vector<Value> arguments{plan, std::string("margin"), double(quarter)};
        EXPECT_NEAR(quarters.value({margin, quarter + 1}), number("PLANVALUE", arguments), 1e-12);
        EXPECT_NEAR(quarters.value({nobody_cut, quarter + 1}),
                    number("PLANVALUE", {variant("without_cuts"), arguments[1], arguments[2]}),
                    1e-12);
    }
}

TEST_F(TradePlan, ShowsWholeTablesAsTheFunctionsGiveThem) {
    const auto expect = [&](const Table& table, const std::string& on, int first, int rows) {
        const Sheet shown = sheet(on);
        for (int row = 0; row < rows; ++row) {
            for (std::size_t column = 0; column < table.columns(); ++column) {
                const Cell& cell = table.at(static_cast<std::size_t>(row), column);
                const At at{first + row, static_cast<int>(column)};
                SCOPED_TRACE(on + at.name());
                if (const double* expected = std::get_if<double>(&cell)) {
                    EXPECT_NEAR(shown.value(at), *expected, 1e-9 * std::max(1.0, *expected));
                } else if (std::holds_alternative<Failure>(cell)) {
                    EXPECT_EQ(shown.text(at), "–");
                } else if (column > 0) { // labels are the sheet's own
                    EXPECT_EQ(shown.text(at), std::get<std::string>(cell));
                }
            }
        }
    };
    const auto result = [&](std::string_view name, const std::vector<Value>& arguments) {
        return std::get<Table>(call(name, arguments));
    };
    expect(result("PLANTORNADO", {table(), required}), "Risk", row("Driver", "Risk") + 1, 10);
    const Table levers = result("PLANALTERNATIVES", {table()});
    const int first_lever = row("Lever", "Alternatives") + 1;
    expect(levers, "Alternatives", first_lever, 10);
    for (int lever = 0; lever < 10; ++lever) {
        EXPECT_EQ(sheet("Alternatives").text({first_lever + lever, 0}),
                  std::get<std::string>(levers.at(static_cast<std::size_t>(lever), 0)));
    }
    expect(result("PLANATTRIBUTION",
                  {variant("without_cuts"), variant("last_quarter"), std::string("margin")}),
           "Attribution", row("Last quarter repeated", "Attribution"), 6);

    // No lever but the margin itself brings 60 %.
    type(place("plan_target"), 0.6);
    const Table hard = result("PLANALTERNATIVES", {table()});
    EXPECT_EQ(hard.at(3, 2), Cell(Failure::no_answer));
    expect(hard, "Alternatives", first_lever, 10);
}

TEST_F(TradePlan, CutsAsManyAsTheMarginTakes) {
    EXPECT_GE(value("tight_margin_with_cuts"), value("plan_target"));
    EXPECT_LT(value("tight_margin"), value("plan_target"));
    const double enough = value("required_cuts");
    type(place("plan_cuts"), enough - 1);
    EXPECT_EQ(value("required_cuts"), enough);
    EXPECT_LT(value("tight_margin_with_cuts"), value("plan_target"));
    EXPECT_EQ(text("checks"), "OK");
}

TEST_F(TradePlan, FollowsTheAssumptions) {
    const Sheet answer = document().sheet(0);
    const At finding = answer.in_style("Verdict").at(0);
    struct Change {
        std::map<std::string, Cell> inputs;
        bool more_cuts;
        std::string sentence;
    };
    const double before = value("required_cuts");
    for (const Change& change : std::initializer_list<Change>{
             {{{"Price", 2.0}}, true, "With these assumptions the margin would fall to "},
             {{{"Price", 3.0}}, false, "No cuts are needed: "},
             {{{"GPUs ordered", 0.0}}, false, "No cuts are needed: "}}) {
        std::map<std::string, Cell> earlier;
        for (const auto& [name, cell] : change.inputs) {
            earlier[name] = sheet(input(name).sheet).content(input(name).at);
            type(input(name), cell);
        }
        EXPECT_EQ(value("required_cuts") > before, change.more_cuts);
        EXPECT_EQ(text("checks"), "OK") << change.sentence;
        EXPECT_TRUE(answer.text(finding).starts_with(change.sentence)) << answer.text(finding);
        for (const auto& [name, cell] : earlier) {
            type(input(name), cell);
        }
    }
    EXPECT_EQ(value("required_cuts"), before);

    type(place("plan_target"), 0.6);
    EXPECT_EQ(content("required_cuts"), Cell(Failure::no_answer));
    EXPECT_TRUE(answer.text(finding).starts_with("No number of cuts holds the margin"));
    EXPECT_TRUE(reason("PLANVALUE").starts_with("No number of cuts holds the target margin"));
    // To accept a lower margin is always possible.
    EXPECT_NE(answer.text(answer.in_style("Verdict").at(2)).find("other lever"), std::string::npos);
}

TEST_F(TradePlan, NamesTheAssumptionThatIsWrong) {
    EXPECT_EQ(text("plan_check"), "No problem found.");
    type(input("Utilisation"), 75.0);
    EXPECT_NE(text("plan_check").find("utilisation"), std::string::npos) << text("plan_check");
    EXPECT_EQ(content("required_cuts"), Cell(Failure::invalid));
    EXPECT_EQ(text("story"), "no answer");
    EXPECT_EQ(text("checks"), "Look") << "an assumption that is refused makes the checks fail";
    EXPECT_NE(reason("PLANVALUE").find("utilisation is 75"), std::string::npos)
        << reason("PLANVALUE");
    const Sheet answer = sheet("Answer");
    EXPECT_TRUE(answer.text(answer.in_style("Verdict").at(0))
                    .starts_with("An assumption cannot be right: see Check of the table"))
        << "a typing error is no finding about the business";
}

/// What PLANCHECK finds stands in Checks, where on the sheet it is and why.
TEST_F(TradePlan, ListsWhatPlancheckFinds) {
    const Sheet checks = sheet("Checks");
    const int first = row("What PLANCHECK says of the assumptions", "Checks") + 1;
    EXPECT_EQ(checks.text({first, 1}), "No problem found.");
    EXPECT_EQ(checks.text({first + 1, 1}), "–");
    type(input("Utilisation"), 75.0);
    type(input("Churn"), std::string("a tenth"));
    const auto place = [&](const std::string& driver) {
        return "Row " + std::to_string(input(driver).at.row + 1) + " of Assumptions";
    };
    EXPECT_EQ(checks.text({first, 0}), place("Churn"));
    EXPECT_NE(checks.text({first, 1}).find("churn"), std::string::npos) << checks.text({first, 1});
    EXPECT_EQ(checks.text({first + 1, 0}), place("Utilisation"));
    EXPECT_NE(checks.text({first + 1, 1}).find("utilisation is 75"), std::string::npos)
        << checks.text({first + 1, 1});
    EXPECT_EQ(checks.text({first + 2, 1}), "–");
    for (const char* driver : {"Base growth", "Cost growth", "Price", "Life", "Severance"}) {
        type(input(driver), std::string("?"));
    }
    EXPECT_TRUE(checks.text({first + 5, 1}).starts_with("2 more")) << checks.text({first + 5, 1});
}

/// The way from the answer of Talent for GPUs to that of the plan, for other inputs too.
TEST_F(TradePlan, ReconcilesThreeAnswers) {
    const Sheet walk = sheet("Reconciliation");
    const std::pair<const char*, const char*> steps[] = {
        {"Talent for GPUs, first year", nullptr},
        {"Talent for GPUs, later years", nullptr},
        {"The GPUs of this plan", nullptr},
        {"Quarter by quarter", "chips_steady"},
        {"Prices move: chips alone", "chips_alone"},
        {"The business grows", "chips_growing"},
        {"Pay rises", "chips_and_pay"},
        {"People leave", "chips_and_leavers"},
        {"All else as in Assumptions: this plan", "assumptions"}};
    const int first = row(steps[0].first, "Reconciliation");
    const int after = first + static_cast<int>(std::size(steps));
    const auto expect_walk = [&] {
        double total = 0;
        for (int step = 0; step < static_cast<int>(std::size(steps)); ++step) {
            const auto& [title, name] = steps[step];
            SCOPED_TRACE(title);
            EXPECT_EQ(walk.text({first + step, 0}), title);
            const double cuts = walk.value({first + step, 1});
            if (name != nullptr) {
                const Table plan = std::string(name) == "assumptions" ? table() : variant(name);
                EXPECT_EQ(cuts, number("PLANVALUE", {plan, required}));
            }
            if (step > 0) {
                const double change = walk.value({first + step, 2});
                EXPECT_EQ(change, cuts - walk.value({first + step - 1, 1}));
                total += change;
            }
        }
        EXPECT_EQ(walk.value({after, 1}), total);
        EXPECT_EQ(walk.value({after, 2}), total);
        EXPECT_EQ(value("one_year_cuts") + total, value("required_cuts"));
        EXPECT_EQ(text("checks"), "OK");
    };
    expect_walk();
    // One year and the quarters of a business at rest agree while all GPUs find buyers.
    EXPECT_EQ(walk.value({first + 2, 1}), walk.value({first + 3, 1}));

    // Page one has all three numbers.
    const Sheet answer = sheet("Answer");
    const std::string sentence = answer.text(answer.in_style("Question").at(1));
    for (const char* name : {"one_year_cuts", "chips_cuts"}) {
        EXPECT_NE(sentence.find(text(name)), std::string::npos) << name << ": " << sentence;
    }
    EXPECT_EQ(answer.value(answer.in_style("Result").at(0)), value("required_cuts"));

    for (const auto& [name, cell] :
         std::initializer_list<std::pair<const char*, double>>{{"Price", 2.3},
                                                               {"Wage growth", 0.05},
                                                               {"Severance", 50000.0},
                                                               {"Price erosion", 0.1},
                                                               {"plan_target", 0.34},
                                                               {"Replacement cost", 20000.0},
                                                               {"Cut backfill", 0.1},
                                                               {"rival_growth", 0.32},
                                                               {"Notice months", 1.0}}) {
        SCOPED_TRACE(name);
        const std::vector<double> before{value("one_year_cuts"), value("chips_cuts"),
                                         value("required_cuts")};
        type(input(name), cell);
        EXPECT_NE(before, (std::vector<double>{value("one_year_cuts"), value("chips_cuts"),
                                               value("required_cuts")}));
        expect_walk();
    }
    // A blank is the driver's own default.
    type(input("Utilisation"), Cell());
    type(input("Attrition backfill"), Cell());
    expect_walk();
}

/// With the inputs of the templates the first of them is the very number that the other shows.
TEST_F(TradePlan, BeginsWhereTalentForGpusEnds) {
    const Document talent =
        office().load(std::filesystem::path(path::templates) / "Talent for GPUs.ots");
    const std::map<std::string, Place> names = talent.named_cells();
    const auto there = [&](const std::string& name) {
        return talent.sheet(names.at(name)).value(names.at(name).at);
    };
    EXPECT_EQ(value("one_year_cuts"), there("required_cuts"));
    EXPECT_EQ(
        sheet("Reconciliation").value({row("Talent for GPUs, later years", "Reconciliation"), 1}),
        there("required_cuts_later"));
}

/// Where a step has no answer the others still show theirs.
TEST_F(TradePlan, ReconcilesWithoutAnAnswerToo) {
    type(input("Price"), 1.7);
    const Sheet walk = sheet("Reconciliation");
    const int chips = row("Prices move: chips alone", "Reconciliation");
    EXPECT_EQ(content("chips_cuts"), Cell(Failure::no_answer));
    EXPECT_EQ(walk.text({chips, 1}), "–");
    EXPECT_EQ(walk.text({chips, 2}), "–");
    EXPECT_GT(value("one_year_cuts"), 0);
    const Sheet answer = sheet("Answer");
    EXPECT_NE(answer.text(answer.in_style("Question").at(1)).find("Narrative check, none"),
              std::string::npos);
}

/// As many positions as are cut, in the quarter in which they are.
TEST_F(TradePlan, CutsPositionsOnce) {
    const Sheet quarters = sheet("Quarters");
    const int cuts = row("Positions cut in the quarter, announced", "Quarters");
    for (const double quarter : {1.0, 3.0}) {
        type(input("Cut quarter"), quarter);
        ASSERT_GT(value("required_cuts"), 0);
        for (int column = 1; column <= 12; ++column) {
            EXPECT_EQ(quarters.value({cuts, column + 1}),
                      column == quarter ? value("required_cuts") : 0)
                << "Q" << column;
        }
        EXPECT_EQ(text("checks"), "OK");
    }
    type(input("Cut quarter"), Cell());
    EXPECT_EQ(quarters.value({cuts, 2}), value("required_cuts")) << "blank is quarter 1";
    for (int line = 0; line < quarters.used().rows; ++line) {
        EXPECT_NE(quarters.text({line, 0}), "Positions cut") << "the same in every quarter";
    }
}

/// The tornado has the names that the assumptions have, in the table and in its picture.
TEST_F(TradePlan, NamesDriversByTheirLabels) {
    type(Place{"Assumptions", {row("Price erosion"), 0}}, std::string("price_erosion"));
    const Table drivers = table();
    std::set<std::string> labels;
    for (std::size_t at = 1; at < drivers.rows(); ++at) {
        labels.insert(std::get<std::string>(drivers.at(at, 0)));
    }
    labels.erase("price_erosion");
    labels.insert("Price erosion");
    std::vector<std::string> shown;
    for (int rank = 1; rank <= 10; ++rank) {
        shown.push_back(sheet("Risk").text({row("Driver", "Risk") + rank, 0}));
        EXPECT_TRUE(labels.contains(shown.back())) << shown.back();
    }
    EXPECT_EQ(chart_titled(document(),
                           "Required cuts against the plan, each driver at its low and at "
                           "its high")
                  .categories,
              shown);
}

/// A quarter's money and a year's stand in one table: each says which it is.
TEST_F(TradePlan, SaysWhatIsOfAQuarterAndWhatOfAYear) {
    const Sheet assumptions = sheet("Assumptions");
    for (const DriverRecord& driver : drivers()) {
        const std::string label(driver.label.in(Language::english));
        const std::string shown = assumptions.text({row(label), 5});
        const bool quarter = &driver.unit == &unit::money_per_quarter;
        const bool year = &driver.unit == &unit::money_per_position_year ||
                          &driver.unit == &unit::money_per_gpu_year;
        EXPECT_EQ(shown.find("QUARTER") != std::string::npos, quarter) << label << ": " << shown;
        EXPECT_EQ(shown.find("YEAR") != std::string::npos, year) << label << ": " << shown;
    }
}

/// The cells take what the drivers take, and say what they are when they are selected.
TEST_F(TradePlan, TakesInItsCellsWhatTheDriversTake) {
    Sheet assumptions = sheet("Assumptions");
    const At scratch{assumptions.used().rows + 1, 0};
    for (const DriverRecord& driver : drivers()) {
        const std::string label(driver.label.in(Language::english));
        SCOPED_TRACE(label);
        for (int column = 1; column <= 3; ++column) {
            const At at{row(label), column};
            const Validation rule = validation(assumptions, at);
            const std::string bounds = driver.limits.describe(Language::english);
            EXPECT_NE(rule.error.find(bounds), std::string::npos) << rule.error;
            EXPECT_EQ(rule.error.find("8 %") != std::string::npos, driver.unit.fraction);
            EXPECT_EQ(rule.hint, driver.help.in(Language::english));
            EXPECT_TRUE(rule.blank);
            const Cell earlier = assumptions.content(at);
            for (const double number :
                 {-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 8.0, 30.0, 81.0}) {
                assumptions.set_number(at, number);
                assumptions.set_formula(scratch, rule.formula(at));
                EXPECT_EQ(assumptions.value(scratch) == 1, driver.limits.admit(number))
                    << number << " by " << rule.formula(at);
            }
            type({"Assumptions", at}, earlier);
        }
    }
}

TEST_F(TradePlan, CountsTrialsThatNoCutsCanHold) {
    // Cuts from quarter 6 on cannot help quarters 4 and 5.
    type(input("Cut quarter"), 6.0);
    const Sheet answer = sheet("Answer");
    EXPECT_GT(value("share_unanswered"), 0.5);
    EXPECT_EQ(content("cuts_p90"), Cell(Failure::no_answer)) << "more than any number";
    EXPECT_EQ(answer.text({row("Required cuts, P90", "Answer"), 1}), "–");
    EXPECT_LT(value("chance_enough"), 0.5);
    EXPECT_NE(answer.text(answer.in_style("Verdict").at(1)).find("no number of cuts holds it"),
              std::string::npos)
        << answer.text(answer.in_style("Verdict").at(1));
}

/// Fewer quarters than the tables have room for leave dashes, not errors.
TEST_F(TradePlan, CanBeShorter) {
    type(place("plan_quarters"), 8.0);
    EXPECT_EQ(cells_in_error(snapshot(document())), "");
    EXPECT_EQ(sheet("Quarters").text({row("Margin", "Quarters"), 10}), "–");
    EXPECT_EQ(text("checks"), "OK");
}

TEST_F(TradePlan, SaysWhichStoryFitsByItsRule) {
    EXPECT_EQ(text("story"), "not identified");
    struct Case {
        std::map<std::string, double> inputs;
        std::string story;
    };
    const std::map<std::string, double> much_automation{
        {"automated_share", 0.2}, {"automated_share_low", 0.15}, {"automated_share_high", 0.25}};
    const auto announced = [](double cuts, std::map<std::string, double> inputs = {}) {
        inputs["announced_cuts"] = cuts;
        return inputs;
    };
    for (const Case& one :
         std::initializer_list<Case>{{announced(38000), "chips"},
                                     {announced(70000, much_automation), "automation"},
                                     {announced(60000), "both"},
                                     {announced(200000), "neither"},
                                     {announced(1000), "neither"},
                                     // AI that costs more than the people do replaces nobody.
                                     {{{"ai_cost", 400000}, {"ai_cost_high", 500000}}, "chips"},
                                     {{{"corporate_positions", 3000000}}, "no answer"}}) {
        std::string trace;
        std::map<std::string, double> earlier;
        for (const auto& [name, number] : one.inputs) {
            earlier[name] = value(name);
            type(place(name), number);
            trace += name + " " + text(name) + " ";
        }
        SCOPED_TRACE(trace);
        EXPECT_EQ(text("story"), one.story)
            << text("chips_p10") << " to " << text("chips_p90") << ", " << text("automation_p10")
            << " to " << text("automation_p90");
        for (const auto& [name, number] : earlier) {
            type(place(name), number);
        }
    }
    EXPECT_EQ(text("story"), "not identified");
}

TEST_F(TradePlan, ShowsFactsAsTheirSourcesHaveThem) {
    struct Sourced {
        const char* driver;
        const char* item;
        const char* as_of;
        double scale = 1;
    };
    constexpr Sourced sourced[] = {{"Revenue", "AWS net sales", "Q2 2025", 1e6},
                                   {"Operating profit", "AWS operating income", "Q2 2025", 1e6},
                                   {"Life", "Amazon server useful life", "2025"},
                                   {"Notice months", "Paid notice given", "October 2025"}};
    const auto facts = read_csv(path::facts);
    const Sheet assumptions = sheet("Assumptions");
    std::set<std::string> names;
    for (const Sourced& one : sourced) {
        SCOPED_TRACE(one.driver);
        names.insert(one.driver);
        const auto fact = std::find_if(facts.begin(), facts.end(), [&](const auto& candidate) {
            return candidate.at("item") == one.item && candidate.at("as of") == one.as_of;
        });
        ASSERT_NE(fact, facts.end());
        const int at = row(one.driver);
        EXPECT_EQ(assumptions.value({at, 1}),
                  one.scale * boost::lexical_cast<double>(fact->at("value")));
        EXPECT_TRUE(assumptions.text({at, 7}).starts_with(fact->at("source")));
        EXPECT_EQ(assumptions.text({at, 8}), fact->at("as of"));
    }
    for (int at = 5; at < assumptions.used().rows; ++at) {
        const std::string kind = assumptions.text({at, 6});
        const std::string driver = assumptions.text({at, 0});
        EXPECT_TRUE(kind.empty() ? driver.starts_with("#")
                                 : kind == (names.contains(driver) ? "Fact" : "Judgement"))
            << driver << ": " << kind;
    }
}

/// Every simulation with new random numbers, then every cell again. The quickest of a few, for a
/// machine that does other things too.
TEST_F(TradePlan, CalculatesQuickly) {
    using Seconds = std::chrono::duration<double>;
    Seconds quickest(1e9);
    for (double seed = 2; seed <= 4; ++seed) {
        const auto start = std::chrono::steady_clock::now();
        type(place("seed"), seed);
        document().calculate_all();
        quickest = std::min(quickest, Seconds(std::chrono::steady_clock::now() - start));
    }
    RecordProperty("seconds", std::to_string(quickest.count()));
    EXPECT_LT(quickest.count(), 3);
}

} // namespace

} // namespace headroom::test
