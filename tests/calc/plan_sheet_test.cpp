// Plans in native formulas give what Headroom gives, in Calc without Headroom and in Gnumeric,
// whatever becomes of their assumptions after they were written.

#include "calls.hpp"
#include "plain_workbook.hpp"
#include "two_offices_test.hpp"

#include "assumption_draw.hpp"
#include "outcome.hpp"

#include "plan/line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace headroom::test {

namespace {

constexpr int certain = 6; ///< ranges of two columns
constexpr int layouts = 8; ///< and two with low and high
constexpr int changes = 20;
constexpr int scenarios = 4; ///< ranges of changes

class PlanSheets : public WithBareOffice<testing::Test> {};

std::optional<Driver> driver_in(const Table& assumptions, std::size_t row) {
    const std::string* name = std::get_if<std::string>(&assumptions.at(row, 0));
    return name == nullptr ? std::nullopt : driver_named(*name);
}

/// The rows of one table with what the drivers are in another.
Table revalued(Table layout, const Table& other) {
    for (std::size_t row = 0; row < layout.rows(); ++row) {
        const auto driver = driver_in(layout, row);
        for (std::size_t column = 1; driver && column < layout.columns(); ++column) {
            Cell& cell = layout.at(row, column);
            const bool filled = cell != Cell();
            cell = {};
            for (std::size_t i = 0; filled && i < other.rows(); ++i) {
                if (driver_in(other, i) == driver) {
                    cell = other.at(i, column);
                }
            }
        }
    }
    return layout;
}

/// A driver at, near or beyond a limit, blank, or no number.
void disturb(Draw& draw, Table& assumptions) {
    const std::size_t row = draw.index(assumptions.rows());
    const auto driver = driver_in(assumptions, row);
    if (!driver) {
        return;
    }
    const Limits& limits = record_of(*driver).limits;
    std::vector<Cell> odd{
        Cell(),    Cell(0.0), Cell(-1.0), Cell(std::string("x")), Cell(std::string()),
        Cell(0.3), Cell(2.0), Cell(7.0)};
    for (const double bound : {limits.low(), limits.high()}) {
        if (std::isfinite(bound)) {
            for (const double at : {bound, bound - 0.01, bound + 0.01, bound + 1e-12}) {
                odd.emplace_back(at);
            }
        }
    }
    assumptions.at(row, 1) = odd[draw.index(odd.size())];
}

/// The plan with drivers at the ends of what they may be.
Table at_an_edge(Draw& draw, Table assumptions, int number) {
    const auto set = [&](std::string_view driver, double value) {
        for (std::size_t row = 0; row < assumptions.rows(); ++row) {
            if (driver_in(assumptions, row) == driver_named(driver)) {
                assumptions.at(row, 1) = value;
            }
        }
    };
    switch (number % 6) {
    case 0:
        set("life", 0.25);
        set("quarters", 80);
        set("hold_from", 80);
        break;
    case 1:
        set("life", 1);
        set("quarters", 40);
        break;
    case 2:
        set("life", 50);
        set("quarters", 80);
        set("hold_from", 7);
        break;
    case 3:
        set("attrition_backfill", 1);
        set("price_erosion", 1);
        set("churn", 1);
        break;
    case 4:
        set("quarters", 1);
        set("hold_from", 1);
        set("residual_share", 1);
        break;
    default:
        disturb(draw, assumptions);
        disturb(draw, assumptions);
        break;
    }
    return assumptions;
}

/// A call over cells of the workbook.
struct PlanCall {
    const Function* function;
    std::size_t number;       ///< in the workbook
    std::vector<int> layouts; ///< of the first arguments
    std::vector<Value> others;
    int scenario = -1; ///< of the last argument; below 0: it is left out
};

bool is_error(const Value& result) {
    const auto* table = std::get_if<Table>(&result);
    return table != nullptr && table->rows() == 1 && table->columns() == 1;
}

/// Which ranges, and the other arguments.
std::string said(const PlanCall& call) {
    std::string text = call.function->name;
    for (const int range : call.layouts) {
        text += " of range " + std::to_string(range);
    }
    for (const Value& other : call.others) {
        text += "; " + literal(other);
    }
    return text + (call.scenario < 0 ? "" : " changed by " + std::to_string(call.scenario));
}

/// Some drivers of a plan exchanged by those of another, in one of the layouts; one may be one that
/// the assumptions lack.
Table random_changes(Draw& draw, int layout) {
    const Table other = random_assumptions(draw, 5000);
    const Assumptions read = read_assumptions(other, "other", Read::values);
    Table changes;
    if (layout == 0) {
        changes.append({std::string("driver"), std::string("value")});
    }
    std::vector<Cell> row;
    for (const Driver driver : {Driver::price, Driver::tax_rate, Driver::demand_growth}) {
        const double value = read.values[driver];
        const Cell cell = std::isnan(value) || draw.chance(0.2) ? Cell() : Cell(value);
        row.insert(row.end(), {std::string(record_of(driver).label.english()), cell});
        if (layout < 2) {
            changes.append(std::exchange(row, {}));
        }
    }
    if (layout == 2) {
        changes.append(std::move(row));
    }
    for (std::size_t i = 0; layout == 3 && i < row.size(); ++i) {
        changes.append({row[i]});
    }
    return changes;
}

std::string line_as_typed(Draw& draw) {
    if (draw.chance(0.05)) {
        return draw.chance(0.5) ? "no such line" : "*";
    }
    const LineRecord& record = lines()[draw.index(shown_lines)];
    const std::string typed[] = {std::string(record.id), std::string(record.name.english()),
                                 " " + std::string(record.name.english()) + " "};
    return typed[draw.index(std::size(typed))];
}

TEST_F(PlanSheets, GiveWhatHeadroomGives) {
    Draw draw(83);
    PlainWorkbook workbook(office_without_headroom());
    std::vector<Table> tables;
    std::vector<InputCells::Placed> placed;
    for (int i = 0; i < layouts; ++i) {
        tables.push_back(i < certain ? random_assumptions(draw, 5000)
                                     : random_uncertain_assumptions(draw));
        // Without quarters there are 12, and both of an attribution end with the same.
        if (i % 3 == 2 || i >= certain) {
            for (std::size_t row = 0; row < tables.back().rows(); ++row) {
                if (driver_in(tables.back(), row) == Driver::quarters) {
                    tables.back().at(row, 0) = std::string("# quarters");
                }
            }
        }
        placed.push_back(workbook.inputs.place(tables.back()));
    }
    Draw other(84);
    std::vector<Table> changed;
    std::vector<InputCells::Placed> changed_at;
    for (int i = 0; i < scenarios; ++i) {
        changed.push_back(random_changes(other, i));
        changed_at.push_back(workbook.inputs.place(changed.back()));
    }
    std::vector<PlanCall> calls;
    const auto add = [&](const char* name, const std::vector<int>& ranges,
                         const std::vector<Value>& others, int scenario = -1) {
        std::vector<PlacedArgument> arguments;
        for (const int range : ranges) {
            arguments.push_back(placed[static_cast<std::size_t>(range)].argument);
        }
        for (const Value& other : others) {
            arguments.push_back(workbook.inputs.place(other).argument);
        }
        if (scenario >= 0) {
            arguments.resize(function(name).arguments.size());
            arguments.back() = changed_at[static_cast<std::size_t>(scenario)].argument;
        }
        calls.push_back(
            {&function(name), workbook.add(function(name), arguments), ranges, others, scenario});
    };
    for (int i = 0; i < layouts; ++i) {
        for (int k = 0; k < 30; ++k) {
            const Value quarter = draw.chance(0.3)
                                      ? Value()
                                      : Value(1 + std::floor(draw.even(0, k % 2 == 0 ? 12 : 30)));
            add("PLANVALUE", {i}, {line_as_typed(draw), quarter});
        }
        add("TRADEPLAN", {i}, {});
    }
    for (int k = 0; k < 12; ++k) {
        const Value quarter = draw.chance(0.3) ? Value() : Value(1 + std::floor(draw.even(0, 13)));
        add("PLANTORNADO", {certain + k % 2}, {line_as_typed(draw), quarter});
        add("PLANATTRIBUTION", {certain + k % 2, certain + (k + 1) % 2},
            {line_as_typed(draw), quarter});
    }
    add("PLANATTRIBUTION", {0, 1}, {std::string("revenue")});
    for (int i = 0; i < scenarios; ++i) {
        for (int k = 0; k < 4; ++k) {
            add("PLANVALUE", {i % 2}, {line_as_typed(other), Value(2.0 + k)}, i);
        }
        add("TRADEPLAN", {i % 2}, {}, i);
    }
    // Each takes many plans.
    add("PLANATTRIBUTION", {0, 0}, {line_as_typed(other), Value()}, 1);
    add("PLANTORNADO", {certain}, {line_as_typed(other), Value()}, 0);
    std::map<std::string, int> answers;
    for (int change = 0; change < changes; ++change) {
        SCOPED_TRACE("change " + std::to_string(change));
        if (change > 0) {
            for (std::size_t i = 0; i < layouts; ++i) {
                Table table = revalued(tables[i], i < certain ? random_assumptions(draw, 5000)
                                                              : random_uncertain_assumptions(draw));
                // What stands in the column of values may also move beyond low and high.
                if (i < certain || change % 2 == 0) {
                    table = at_an_edge(draw, table, change + static_cast<int>(i));
                }
                for (std::size_t row = 0; row < table.rows(); ++row) {
                    for (std::size_t column = 0; column < table.columns(); ++column) {
                        workbook.inputs.at({placed[i].first.row + static_cast<int>(row),
                                            static_cast<int>(column)}) = table.at(row, column);
                    }
                }
                tables[i] = table;
            }
            for (std::size_t i = 0; i < scenarios; ++i) {
                Table table = random_changes(other, static_cast<int>(i));
                for (std::size_t row = 0; row < table.rows(); ++row) {
                    for (std::size_t column = 0; column < table.columns(); ++column) {
                        workbook.inputs.at({changed_at[i].first.row + static_cast<int>(row),
                                            static_cast<int>(column)}) = table.at(row, column);
                    }
                }
                changed[i] = table;
            }
        }
        for (const PlanCall& call : calls) {
            std::vector<Value> values;
            for (const int range : call.layouts) {
                values.emplace_back(tables[static_cast<std::size_t>(range)]);
            }
            values.insert(values.end(), call.others.begin(), call.others.end());
            if (call.scenario >= 0) {
                values.resize(call.function->arguments.size());
                values.back() = changed[static_cast<std::size_t>(call.scenario)];
            }
            values = as_typed(values);
            const Value wanted = result_of(*call.function, values);
            answers[call.function->name] += is_error(wanted) ? 0 : 1;
            workbook.want(call.number, wanted, noise(values, wanted), said(call));
        }
        if (change == 0) {
            workbook.write();
        } else {
            workbook.write_inputs();
        }
        workbook.expect_same_in_calc();
        if (change == 0 || change == 7) {
            workbook.expect_same_in_gnumeric();
        }
        if (HasFailure()) {
            break;
        }
    }
    for (const auto& [name, count] : answers) {
        EXPECT_GT(count, 20) << "too few calls of " << name << " were valid to prove anything";
    }
}

} // namespace

} // namespace headroom::test
