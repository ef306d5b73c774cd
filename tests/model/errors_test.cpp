#include "assumption_draw.hpp"
#include "core/reading.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace headroom::test {

using namespace std::string_literals;

namespace {

Value range(std::size_t rows, std::size_t columns, Cell first = {}) {
    Table table(rows, columns);
    table.at(0, 0) = std::move(first);
    return table;
}

struct Row {
    std::string_view function;
    std::vector<Value> arguments;
    Failure kind;
    std::string_view argument;
    std::string_view message;
};

void check(const Row& row) {
    const Error thrown = error(row.function, row.arguments);
    EXPECT_EQ(thrown.kind(), row.kind) << row.message;
    EXPECT_EQ(thrown.argument(), row.argument) << row.message;
    EXPECT_EQ(thrown.message(Language::english), row.message);
    Call call;
    const Value reason =
        function("REASON").call(joined(std::string(row.function), row.arguments), call);
    EXPECT_EQ(std::get<std::string>(reason), row.message);
}

TEST(Errors, SayWhichNumberIsOutsideItsLimits) {
    const Row rows[] = {
        {"REQUIREDCUTS",
         {12e9, 0.0, 24.0, 2e5},
         Failure::invalid,
         "target_margin",
         "target_margin is 24; it must be below 1. For 24 % type 24% or 0.24."},
        {"REQUIREDCUTS",
         {12e9, 0.0, 100.0, 2e5},
         Failure::invalid,
         "target_margin",
         "target_margin is 100; it must be below 1."},
        {"REQUIREDCUTS",
         {12e9, 0.0, 101.0, 2e5},
         Failure::invalid,
         "target_margin",
         "target_margin is 101; it must be below 1."},
        {"REQUIREDCUTS",
         {12e9, 0.0, 1.0, 2e5},
         Failure::invalid,
         "target_margin",
         "target_margin is 1; it must be below 1."},
        {"GPUOPEX",
         {1.0, 0.5, 0.8, 0.08},
         Failure::invalid,
         "pue",
         "pue is 0.5; it must be at least 1."},
        {"GPUMARGIN",
         {2.5, 75.0, 50000.0, 5.0, 1.0},
         Failure::invalid,
         "utilisation",
         "utilisation is 75; it must be above 0 and at most 1. For 75 % type 75% or 0.75."},
        {"GPUMARGIN",
         {2.5, -0.1, 50000.0, 5.0, 1.0},
         Failure::invalid,
         "utilisation",
         "utilisation is -0.1; it must be above 0 and at most 1."},
        {"GPUMARGIN",
         {0.0, 0.75, 50000.0, 5.0, 1.0},
         Failure::invalid,
         "price",
         "price is 0; it must be above 0. A blank cell counts as 0."},
        {"GPUMARGIN",
         {2.5, 0.75, 50000.0, 5.0, 1.0, {}, 50001.0},
         Failure::invalid,
         "residual",
         "residual is 50001; it must be at least 0 and at most capex (capex is 50000)."},
        {"GPUMARGIN",
         {2.5, 0.75, 50000.0, 5.0, 1.0, {}, -1.0},
         Failure::invalid,
         "residual",
         "residual is -1; it must be at least 0 and at most capex."},
        {"CUTSAVINGS",
         {1.0, 2e5, {}, 13.0},
         Failure::invalid,
         "months",
         "months is 13; it must be at least 0 and at most 12."},
        {"BACKLOGREVENUE",
         {100.0, 25.0},
         Failure::invalid,
         "backlog_share",
         "backlog_share is 25; as a share of demand it must be at least 0 and below 1. For 25 % "
         "type 25% or 0.25. If it is a share of what is served, set basis to \"served\"."},
    };
    for (const Row& row : rows) {
        check(row);
    }
}

/// How a percentage is typed is said where that would be taken, and likely is what was meant.
TEST(Errors, SayHowAPercentageIsTyped) {
    struct Case {
        const Unit& unit;
        Limits limits;
        double value;
        const char* said;
        const char* why;
    };
    const Case cases[] = {
        {unit::rate, above(-1).to(2), 8, "For 8 % type 8% or 0.08.", "growth of a base"},
        {unit::rate, above(-1).to(2), 2.5, "For 2.5 % type 2.5% or 0.025.", "the same, small"},
        {unit::rate, above(-1).to(2), 150, "For 150 % type 150% or 1.5.", "the same, large"},
        {unit::rate, above(-1).to(2), 300, "", "300 % is not allowed either"},
        {unit::rate, above(-1).to(2), 1.5, "", "allowed as it is"},
        {unit::rate, above(-1).to(2), -5, "For -5 % type -5% or -0.05.", "it shrinks"},
        {unit::rate, above(-1).to(2), -1, "For -1 % type -1% or -0.01.", "just at the bound"},
        {unit::rate, above(-1).to(2), -100, "", "-100 % is not allowed either"},
        {unit::rate, above(-1).to(1), 3, "For 3 % type 3% or 0.03.", "growth of wages"},
        {unit::rate, above(-1).to(1), 1.2, "For 1.2 % type 1.2% or 0.012.", "wages, a little"},
        {unit::rate, from(-1).to(1), -8, "For -8 % type -8% or -0.08.", "a price that rises"},
        {unit::rate, from(0).to(2), 12, "For 12 % type 12% or 0.12.", "attrition"},
        {unit::rate, from(0).to(2), -12, "", "it cannot be negative"},
        {unit::margin, below(1), 24, "For 24 % type 24% or 0.24.", "a margin"},
        {unit::margin, below(1), 100, "", "100 % is not allowed either"},
        {unit::margin, below(1), 1, "", "the bound itself, 100 %"},
        {unit::share, from(0).to(1), 1.5, "For 1.5 % type 1.5% or 0.015.", "a share of 1.5"},
        {unit::share, from(0).to(1), 1.2, "", "a share a little too large"},
        {unit::share, from(0).to(1), 100, "For 100 % type 100% or 1.", "all of it"},
        {unit::share, from(0).to(1), 101, "", "more than all of it"},
        {unit::share, from(0).to(1), -5, "", "no share is negative"},
        {unit::share, above(0).to(1), 0, "", "nothing"},
        {unit::probability, from(0).to(1), 90, "For 90 % type 90% or 0.9.", "P90"},
        {unit::years, from(0.25).to(50), 80, "", "no percentage"},
        {unit::share, from(0).to("other"), 5, "", "its bound is another argument"},
    };
    const Notation point;
    for (const Case& one : cases) {
        const auto said = meant_as_percentage(one.value, one.unit, one.limits);
        EXPECT_EQ(said ? said->in(Language::english, point) : "", one.said) << one.why;
    }
    EXPECT_EQ(out_of_limits("base_growth"s, 8, unit::rate, above(-1).to(2), above(-1).to(2).words())
                  .in(Language::english, Notation{","}),
              "base_growth is 8; it must be above -1 and at most 2. For 8 % type 8% or 0,08.");
    EXPECT_EQ(
        out_of_limits("cost_growth"s, 1.25, unit::rate, above(-1).to(1), above(-1).to(1).words())
            .in(Language::english, Notation{","}),
        "cost_growth is 1,25; it must be above -1 and at most 1. For 1,25 % type 1,25% or "
        "0,0125.");
}

/// Whatever is wrong, no number in a message has a point where the reader types a comma.
TEST(Errors, AreWrittenInTheNotationOfTheirReader) {
    const Notation comma{","};
    const auto has_point = [](const std::string& message) {
        for (std::size_t at = message.find('.'); at != message.npos;
             at = message.find('.', at + 1)) {
            if (at + 1 < message.size() && message[at + 1] >= '0' && message[at + 1] <= '9') {
                return true;
            }
        }
        return false;
    };
    int failed = 0;
    int with_comma = 0;
    const auto ask = [&](const Function& function, const std::vector<Value>& arguments) {
        Call call(Language::english, nullptr, nullptr, comma);
        const std::string message = std::get<std::string>(
            headroom::test::function("REASON").call(joined(function.name, arguments), call));
        EXPECT_FALSE(has_point(message)) << message;
        failed += message.empty() ? 0 : 1;
        with_comma += message.find(',') == message.npos ? 0 : 1;
    };
    for (const Function* function : calculating_functions()) {
        const std::vector<Value> example = complete_example(*function);
        for (std::size_t i = 0; i < example.size(); ++i) {
            for (const double value : {-1.5, 0.0, 0.5, 1.25, 2.75, 44.4, 1e5 + 0.5, 1e300}) {
                ask(*function, exchanged(example, i, value));
            }
        }
    }
    for (const Function* function : plan_functions()) {
        for (const DriverRecord& record : drivers()) {
            for (const double value : {-1.5, 0.05, 0.3, 1.25, 2.75, 44.4, 1e5 + 0.5, 1e300}) {
                std::vector<Value> arguments = function->examples.front().arguments;
                arguments[0] = with_driver(std::get<Table>(arguments[0]), record.id, value);
                if (function->name != "PLANRISK" && function->name != "PLANPERCENTILE" &&
                    function->name != "PLANPROBABILITY") {
                    ask(*function, arguments);
                }
                Call call(Language::english, nullptr, nullptr, comma);
                const Value shown = headroom::test::function("PLANCHECK")
                                        .call(std::vector<Value>{arguments[0]}, call);
                const Table& problems = std::get<Table>(shown);
                for (std::size_t row = 0; row < problems.rows(); ++row) {
                    const Cell& message = problems.at(row, problems.columns() - 1);
                    EXPECT_FALSE(has_point(std::get<std::string>(message)))
                        << std::get<std::string>(message);
                }
            }
        }
    }
    EXPECT_GT(failed, 1000);
    EXPECT_GT(with_comma, 500);
}

TEST(Errors, SayWhichCellOfARangeIsWrong) {
    const auto with = [](Cell cell) {
        Table range = column({1, 2, 3});
        range.at(1, 0) = std::move(cell);
        return range;
    };
    Table row(1, 3);
    row.at(0, 2) = 1.0;
    const Row rows[] = {
        {"VINTAGEDEPRECIATION",
         {with({}), 4.0},
         Failure::invalid,
         "capex",
         "row 2 of capex is blank; a blank in a range is missing, not 0. Type 0 if that is meant."},
        {"VINTAGEDEPRECIATION",
         {row, 4.0},
         Failure::invalid,
         "capex",
         "column 1 of capex is blank; a blank in a range is missing, not 0. Type 0 if that is "
         "meant."},
        {"VINTAGEDEPRECIATION",
         {with("soon"), 4.0},
         Failure::invalid,
         "capex",
         "row 2 of capex is the text \"soon\"; it must be a number."},
        {"VINTAGEDEPRECIATION",
         {with(-1.0), 4.0},
         Failure::invalid,
         "capex",
         "row 2 of capex is -1; it must be at least 0."},
        {"VINTAGEDEPRECIATION",
         {with(CellError{532}), 4.0},
         Failure::cell,
         "capex",
         "row 2 of capex is itself an error; mend that cell first."},
        {"VINTAGEDEPRECIATION",
         {range(2, 3), 4.0},
         Failure::invalid,
         "capex",
         "capex is a range of 2 × 3 cells; it must be one row or one column."},
        {"VINTAGEDEPRECIATION",
         {range(3, 1), 4.0},
         Failure::invalid,
         "capex",
         "capex is blank; it must hold at least one number."},
        {"BACKLOGROLL",
         {0.0, column({1, 2, 3}), column({1, 2})},
         Failure::invalid,
         "deliveries",
         "deliveries and orders must go together one by one, but hold 2 and 3 numbers."},
        {"ALLOCATIONPRICE",
         {column({10}), column({1}), column({1}), column({25}), 1.0},
         Failure::invalid,
         "cap_share",
         "row 1 of cap_share is 25; it must be at least 0 and at most 1. For 25 % type 25% or "
         "0.25."},
    };
    for (const Row& one : rows) {
        check(one);
    }
}

TEST(Errors, SayWhatArgumentsDemandOfEachOther) {
    const Row rows[] = {
        {"TRIANGULARINV",
         {0.5, 2.0, 1.0, 3.0},
         Failure::invalid,
         "mode",
         "mode is 1; it must be at least low (low is 2)."},
        {"MACRS",
         {100.0, 4.0, 1.0},
         Failure::invalid,
         "property_class",
         "property_class is 4; it must be 3, 5, 7, 10, 15 or 20."},
        {"MACRS",
         {100.0, 5.0, 1.5},
         Failure::invalid,
         "year",
         "year is 1.5; it must be a whole number, at least 1."},
        {"SEVERANCECOST",
         {1.0, 1.0, 1.0, 1.0, 8.0, 6.0},
         Failure::invalid,
         "max_weeks",
         "max_weeks is 6; it must be at least min_weeks (8)."},
        {"ALLOCATECUTS",
         {column({10}), column({1}), column({1}), column({1}), 1.0, {}, 2.0},
         Failure::invalid,
         "division",
         "division is 2, but the last division is 1."},
    };
    for (const Row& row : rows) {
        check(row);
    }
}

TEST(Errors, SayWhatCannotBeRead) {
    const double infinity = std::numeric_limits<double>::infinity();
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const Row rows[] = {
        {"SAVINGMONTHS",
         {std::string("soon")},
         Failure::invalid,
         "start_month",
         "start_month is the text \"soon\"; it must be a number."},
        {"SAVINGMONTHS",
         {std::string("")},
         Failure::invalid,
         "start_month",
         "start_month is the text \"\"; it must be a number."},
        {"SAVINGMONTHS",
         {std::string(" 2.5 ")},
         Failure::invalid,
         "start_month",
         "start_month is the text \" 2.5 \"; it must be a number. It looks like one but is stored "
         "as text: format the cell as a number and type the value again."},
        {"SAVINGMONTHS",
         {range(3, 2)},
         Failure::invalid,
         "start_month",
         "start_month is a range of 3 × 2 cells; it must be one cell or one value."},
        {"SAVINGMONTHS",
         {range(1, 1, std::string("soon"))},
         Failure::invalid,
         "start_month",
         "start_month is the text \"soon\"; it must be a number."},
        {"SAVINGMONTHS",
         {infinity},
         Failure::invalid,
         "start_month",
         "start_month is not a finite number."},
        {"SAVINGMONTHS",
         {0.0, nan},
         Failure::invalid,
         "notice_months",
         "notice_months is not a finite number."},
        {"BACKLOGREVENUE",
         {100.0, 0.25, std::string("supply")},
         Failure::invalid,
         "basis",
         "basis is \"supply\"; it must be one of \"demand\", \"served\"."},
        {"BACKLOGREVENUE",
         {100.0, 0.25, 1.0},
         Failure::invalid,
         "basis",
         "basis is 1; it must be one of \"demand\", \"served\"."},
    };
    for (const Row& row : rows) {
        check(row);
    }
}

TEST(Errors, SayWhatIsMissingOrTooMuch) {
    const Row rows[] = {
        {"CAPEXPERJOB",
         {2e5},
         Failure::count,
         "life",
         "life is missing; CAPEXPERJOB cannot do without it: "
         "CAPEXPERJOB(loaded_cost; life; [wacc=0])."},
        {"CAPEXPERJOB",
         {{}, 5.0},
         Failure::count,
         "loaded_cost",
         "loaded_cost is missing; CAPEXPERJOB cannot do without it: "
         "CAPEXPERJOB(loaded_cost; life; [wacc=0])."},
        {"CAPEXPERJOB",
         {2e5, 5.0, 0.0, 1.0},
         Failure::count,
         "",
         "CAPEXPERJOB takes fewer arguments: 3 at most; it got 4."},
    };
    for (const Row& row : rows) {
        check(row);
    }
}

TEST(Errors, SayWhyThereIsNoAnswer) {
    const Row rows[] = {
        {"REQUIREDCUTS",
         {12e9, 0.0, 0.5, 2e5, 84000.0, 3.0},
         Failure::no_answer,
         "",
         "No number of cuts reaches the margin: within 3 months one cut saves 50000 and costs "
         "84000 "
         "in severance, so it brings -34000."},
        {"GPUSFORREVENUE",
         {1e6, 2.5, 0.75, 0.0},
         Failure::division,
         "in_service",
         "in_service is 0, so no GPU earns anything: revenue is divided by zero."},
        {"GPUMARGIN",
         {1e-300, 1e-10, 1e300, 5.0, 1.0},
         Failure::no_answer,
         "",
         "The result is too large for a number."},
    };
    for (const Row& row : rows) {
        check(row);
    }
}

/// A number that only overflows on the way must not come out as a plausible one.
TEST(Errors, DoNotHideAnOverflowOnTheWay) {
    struct Huge {
        std::string_view function;
        std::vector<Value> arguments;
        const char* why;
    };
    const Huge rows[] = {
        {"REQUIREDCUTS", {12e9, 0.0, 0.5, 1e308}, "a saving too large to divide by is not 0 cuts"},
        {"GPUSFORREVENUE", {1e6, 1e308, 0.75}, "revenue per GPU too large is not 0 GPUs"},
        {"GPUSFORREVENUE", {1e6, 5e-324, 1e-300}, "revenue per GPU too small is not in_service 0"},
        {"CUTSAVINGS", {0.0, 1e308}, "nothing times too much"},
        {"GPUHOURCOST", {0.75, 1e308, 1.0, 1e308}, "a cost too large"},
        {"CAPEXPERJOB", {1e300, 1e300, -0.999999999}, "a capex too large"},
    };
    for (const Huge& row : rows) {
        EXPECT_EQ(outcome(function(row.function), row.arguments), Cell(Failure::no_answer))
            << row.why;
    }
}

TEST(Errors, QuoteTextsNoLongerThanALine) {
    struct Quote {
        std::string text;
        std::string shown;
    };
    const std::string forty(40, 'x');
    const std::string umlaut = "\xC3\xA4";
    const std::string face = "\xF0\x9F\x98\x80";
    const Quote rows[] = {
        {forty, forty},
        {forty + "y", forty + "…"},
        {forty.substr(1) + umlaut, forty.substr(1) + "…"},
        {forty.substr(2) + umlaut, forty.substr(2) + umlaut},
        {forty.substr(2) + umlaut + "y", forty.substr(2) + umlaut + "…"},
        {forty.substr(3) + face, forty.substr(3) + "…"},
        {forty.substr(4) + face + face, forty.substr(4) + face + "…"},
        {"100 %1% %", "100 %1% %"},
    };
    for (const Quote& row : rows) {
        const std::string message =
            error("BACKLOGREVENUE", {100.0, 0.25, row.text}).message(Language::english);
        EXPECT_EQ(message, "basis is \"" + row.shown +
                               "\"; it must be one of \"demand\", "
                               "\"served\".");
    }
}

TEST(Errors, CountARangeOfOneCellAsTheCell) {
    EXPECT_EQ(number("SAVINGMONTHS", {range(1, 1, 2.0)}), 10);
    EXPECT_EQ(number("SAVINGMONTHS", {range(1, 1)}), 12) << "a blank cell counts as 0";
    EXPECT_EQ(number("SAVINGMONTHS", {-0.0}), 12);
}

} // namespace

} // namespace headroom::test
