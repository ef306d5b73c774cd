#include "trade_plan_test.hpp"

#include "charts.hpp"
#include "strings.hpp"

#include "plan/driver.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/sheet/ValidationType.hpp>
#include <com/sun/star/sheet/XSheetCondition.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

namespace headroom::test {

namespace uno = com::sun::star::uno;

namespace {

/// What the workbook says to whoever reads it and types into it, beside the numbers themselves.
class TradePlanForReaders : public TradePlan {
protected:
    /// The numbers here do not depend on how often the plan is tried.
    void SetUp() override { type(place("trials"), 200.0); }

    /// What Talent for GPUs would say of these assumptions: in the first year, in later ones, and
    /// with the plan's own number of GPUs.
    std::vector<double> one_year_cuts(const Table& assumptions) {
        const auto in = [&](Driver driver) {
            const DriverRecord& record = record_of(driver);
            for (std::size_t row = 0; row < assumptions.rows(); ++row) {
                if (assumptions.at(row, 0) ==
                    Cell(std::string(record.label.in(Language::english)))) {
                    const auto* value = std::get_if<double>(&assumptions.at(row, 1));
                    return value != nullptr ? *value : record.otherwise.value();
                }
            }
            throw std::runtime_error("no driver " + std::string(record.id));
        };
        const double price = in(Driver::price);
        const double utilisation = in(Driver::utilisation);
        const double capex = in(Driver::capex_per_gpu);
        const double gap = number("GROWTHGAP", {value("year_ago_revenue") * 1e6,
                                                in(Driver::revenue), value("rival_growth")});
        const double gpus = number("GPUSFORREVENUE", {std::max(0.0, 4 * gap), price, utilisation});
        const double margin =
            number("GPUMARGIN", {price, utilisation, capex, in(Driver::life), in(Driver::gpu_opex),
                                 0.0, in(Driver::residual_share)*capex});
        const auto cuts = [&](double bought, double severance, double months) {
            const double revenue = bought * 8760 * utilisation * price;
            return number("REQUIREDCUTS",
                          {4 * in(Driver::revenue) + revenue,
                           4 * in(Driver::operating_profit) + revenue * margin,
                           in(Driver::operating_profit) / in(Driver::revenue),
                           in(Driver::loaded_cost), severance, months, in(Driver::cut_backfill)});
        };
        const double felt = number("SAVINGMONTHS", {0.0, in(Driver::notice_months)});
        return {cuts(gpus, in(Driver::severance), felt), cuts(gpus, 0, 12),
                cuts(in(Driver::gpus_ordered), 0, 12)};
    }

    /// What a check comes to.
    std::string state(const std::string& check) const {
        return sheet("Checks").text({row(check, "Checks"), 4});
    }
};

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

/// What PLANCHECK finds stands in Checks, where on the sheet it is and why.
TEST_F(TradePlanForReaders, ListsWhatPlancheckFinds) {
    const Sheet checks = sheet("Checks");
    const int first = row("What PLANCHECK says of the assumptions", "Checks") + 1;
    EXPECT_EQ(checks.text({first, 1}), "No problem found.");
    EXPECT_EQ(checks.text({first + 1, 1}), "–");
    type(input("Utilisation"), 75.0);
    type(input("Churn"), std::string("a tenth"));
    const auto place = [&](const std::string& driver) {
        return "Row " + std::to_string(input(driver).at.row + 1) + " of Assumptions";
    };
    EXPECT_EQ(checks.text({first, 0}), place("Churn") + ": error");
    EXPECT_NE(checks.text({first, 1}).find("churn"), std::string::npos) << checks.text({first, 1});
    EXPECT_EQ(checks.text({first + 1, 0}), place("Utilisation") + ": error");
    EXPECT_NE(checks.text({first + 1, 1}).find("utilisation is 75"), std::string::npos)
        << checks.text({first + 1, 1});
    EXPECT_EQ(checks.text({first + 2, 1}), "–");
    for (const char* driver : {"Tax rate", "Cost growth", "Wage growth", "Life", "Severance"}) {
        type(input(driver), std::string("?"));
    }
    EXPECT_TRUE(checks.text({first + 5, 1}).starts_with("2 more")) << checks.text({first + 5, 1});
}

/// What is allowed but seldom meant is a warning: in Checks, in the answer and in its sentence.
TEST_F(TradePlanForReaders, WarnsOfWhatIsSeldomMeant) {
    const Sheet answer = sheet("Answer");
    const At finding = answer.in_style("Verdict").at(0);
    const At shown{row("Checks", "Answer"), 1};
    EXPECT_EQ(answer.text(finding).find("warning"), std::string::npos) << answer.text(finding);
    // 1 typed for 1 %.
    type(input("Tax rate"), 1.0);
    EXPECT_EQ(answer.text(shown), "Warning");
    // The figures of a year, as an annual report has them.
    type(place("plan_revenue"), 4 * value("plan_revenue"));
    type(place("plan_profit"), 4 * value("plan_profit"));
    const Sheet checks = sheet("Checks");
    const int first = row("What PLANCHECK says of the assumptions", "Checks") + 1;
    EXPECT_EQ(checks.text({first, 0}),
              "Row " + std::to_string(input("Revenue").at.row + 1) + " of Assumptions: warning");
    EXPECT_NE(checks.text({first, 1}).find("quarter"), std::string::npos)
        << checks.text({first, 1});
    EXPECT_EQ(state("Warnings of PLANCHECK: allowed, but seldom meant"), "Warning");
    EXPECT_EQ(state("No assumption is refused: errors that PLANCHECK finds"), "OK");
    EXPECT_NE(answer.text(finding).find("There is a warning about the assumptions"),
              std::string::npos)
        << answer.text(finding);
    EXPECT_EQ(answer.text(shown), "No answer");
    // An error outweighs it.
    type(input("Utilisation"), 75.0);
    EXPECT_EQ(answer.text(shown), "Look");
}

/// Trials that are no plan are counted apart.
TEST_F(TradePlanForReaders, CountsTrialsThatAreNoPlan) {
    EXPECT_EQ(value("share_no_plan"), 0);
    EXPECT_EQ(value("share_cut_off"), 0);
    // A payroll of 450,000 positions is more than all cost of the quarter.
    const Place headcount = input("Headcount");
    type({headcount.sheet, {headcount.at.row, 3}}, 450000.0);
    const Table risk =
        std::get<Table>(call("PLANRISK", {table(), required, Value(), value("trials"), 1.0,
                                          correlations(), std::string("sobol")}));
    ASSERT_EQ(risk.at(risk.rows() - 2, 0), Cell(std::string("not a plan")));
    const double apart = std::get<double>(risk.at(risk.rows() - 2, 1));
    ASSERT_GT(apart, 0);
    EXPECT_EQ(value("share_no_plan"), apart / value("trials"));
    // A normal utilisation reaches above 1.
    const Place utilisation = input("Utilisation");
    type({utilisation.sheet, {utilisation.at.row, 3}}, 0.95);
    type({utilisation.sheet, {utilisation.at.row, 4}}, std::string("normal"));
    EXPECT_GT(value("share_cut_off"), 0);
}

/// The way from the answer of Talent for GPUs to that of the plan, for other inputs too.
TEST_F(TradePlanForReaders, ReconcilesThreeAnswers) {
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
    std::vector<double> cuts;
    const auto expect_walk = [&] {
        const Table shown = walk.read(
            {.first = {first, 0}, .rows = static_cast<int>(std::size(steps)) + 1, .columns = 3});
        const auto figure = [&](std::size_t step, std::size_t column) {
            return std::get<double>(shown.at(step, column));
        };
        const auto plan = [&](const std::string& name) {
            return name == "assumptions" ? table() : variant(name);
        };
        const std::vector<double> one_year = one_year_cuts(table());
        cuts.clear();
        for (std::size_t step = 0; step < std::size(steps); ++step) {
            const auto& [title, name] = steps[step];
            SCOPED_TRACE(title);
            EXPECT_EQ(shown.at(step, 0), Cell(std::string(title)));
            cuts.push_back(figure(step, 1));
            EXPECT_EQ(cuts.back(), name == nullptr ? one_year.at(step)
                                                   : number("PLANVALUE", {plan(name), required}));
            if (step > 0) {
                EXPECT_EQ(figure(step, 2), cuts[step] - cuts[step - 1]);
            }
        }
        EXPECT_EQ(figure(std::size(steps), 1), cuts.back() - cuts.front());
        EXPECT_EQ(figure(std::size(steps), 2), cuts.back() - cuts.front());
        EXPECT_EQ(state("Reconciliation: the first number and the changes make the last"), "OK");
    };
    expect_walk();
    // One year and the quarters of a business at rest agree while all GPUs find buyers.
    EXPECT_EQ(cuts[2], cuts[3]);

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
        // NOLINTNEXTLINE(performance-unnecessary-copy-initialization): `cuts` changes below
        const std::vector<double> before = cuts;
        type(input(name), cell);
        expect_walk();
        EXPECT_NE(cuts, before);
    }
    // A blank is the driver's own default.
    type(input("Utilisation"), Cell());
    type(input("Attrition backfill"), Cell());
    expect_walk();
}

/// With the inputs of the templates the first of them is the very number that the other shows.
TEST_F(TradePlanForReaders, BeginsWhereTalentForGpusEnds) {
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
TEST_F(TradePlanForReaders, ReconcilesWithoutAnAnswerToo) {
    // Cuts from quarter 6 on cannot help quarters 4 and 5.
    type(input("Cut quarter"), 6.0);
    const Sheet walk = sheet("Reconciliation");
    const int chips = row("Prices move: chips alone", "Reconciliation");
    EXPECT_EQ(content("chips_cuts"), Cell(Failure::no_answer));
    EXPECT_EQ(walk.text({chips, 1}), "–");
    EXPECT_EQ(walk.text({chips, 2}), "–");
    EXPECT_GT(value("one_year_cuts"), 0);
    EXPECT_EQ(text("walk_total"), "–");
    EXPECT_EQ(walk.text({row("From the first to the last", "Reconciliation"), 1}), "–");
    const Sheet answer = sheet("Answer");
    EXPECT_NE(answer.text(answer.in_style("Question").at(1)).find("Narrative check, none"),
              std::string::npos);
}

/// As many positions as are cut, in the quarter in which they are.
TEST_F(TradePlanForReaders, CutsPositionsOnce) {
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
        EXPECT_EQ(state("Positions cut in all quarters are the cuts of the plan"), "OK");
    }
    type(input("Cut quarter"), Cell());
    EXPECT_EQ(quarters.value({cuts, 2}), value("required_cuts")) << "blank is quarter 1";
    for (int line = 0; line < quarters.used().rows; ++line) {
        EXPECT_NE(quarters.text({line, 0}), "Positions cut") << "the same in every quarter";
    }
}

/// The tornado has the names that the assumptions have, in the table and in its picture.
TEST_F(TradePlanForReaders, NamesDriversByTheirLabels) {
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
TEST_F(TradePlanForReaders, SaysWhatIsOfAQuarterAndWhatOfAYear) {
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
TEST_F(TradePlanForReaders, TakesInItsCellsWhatTheDriversTake) {
    const Sheet assumptions = sheet("Assumptions");
    // The rules look at their own cell only.
    const Document elsewhere = office().create();
    Sheet cells = elsewhere.sheet();
    const At result{assumptions.used().rows + 1, 0};
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
            for (const double number :
                 {-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 8.0, 30.0, 81.0}) {
                cells.set_number(at, number);
                cells.set_formula(result, rule.formula(at));
                EXPECT_EQ(cells.value(result) == 1, driver.limits.admit(number))
                    << number << " by " << rule.formula(at);
            }
        }
    }
}

} // namespace

} // namespace headroom::test
