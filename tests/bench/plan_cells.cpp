#include "plan_cells.hpp"

#include "plan/plan.hpp"
#include "simulated_plan.hpp"

#include <stdexcept>

namespace headroom::bench {

namespace {

using test::At;
using test::Block;

/// The assumptions of a plan, each one at another price.
Table assumptions(std::size_t number) {
    const Table all = test::simulated_plan();
    Table plan(all.rows(), 2);
    for (std::size_t row = 0; row < plan.rows(); ++row) {
        plan.at(row, 0) = all.at(row, 0);
        plan.at(row, 1) = all.at(row, 1);
        if (plan.at(row, 0) == Cell(std::string("price"))) {
            plan.at(row, 1) = 2.2 + static_cast<double>(number) * 1e-5;
        }
    }
    return plan;
}

Plan plan_from(const Table& assumptions) {
    return Plan(read_assumptions(assumptions, "assumptions", Read::values));
}

/// The range of the two columns from that row (from 1) on.
std::string range(std::size_t row, std::size_t rows) {
    return "$A$" + std::to_string(row) + ":$B$" + std::to_string(row + rows - 1);
}

/// Otherwise something else would be timed.
void expect_value(const Cell& cell, const Plan& plan, Line line, int quarter) {
    const bool none = line == Line::growth && quarter < 4;
    if (cell != (none ? Cell(Failure::not_available) : Cell(plan.value(line, quarter)))) {
        throw std::runtime_error("PLANVALUE is not the plan's value");
    }
}

} // namespace

Recalculated cells_of_one_plan(test::Office& office) {
    constexpr int times = 10;
    const Table cells = assumptions(0);
    const Plan plan = plan_from(cells);
    const int rows = times * plan.quarters();
    Recalculated recalculated(office, static_cast<std::size_t>(rows) * shown_lines);
    test::Sheet sheet = recalculated.document().sheet();
    sheet.write({0, 0}, cells);

    // Titles above, quarters at the left of the values.
    const Block values{.first = {1, 3}, .rows = rows, .columns = static_cast<int>(shown_lines)};
    std::vector<std::string> formulas;
    for (std::size_t line = 0; line < shown_lines; ++line) {
        const At title{0, values.first.column + static_cast<int>(line)};
        sheet.set_text(title, lines()[line].name.english());
        std::string fixed = title.name();
        fixed.insert(fixed.size() - 1, "$");
        formulas.push_back("=PLANVALUE(" + range(1, cells.rows()) + ";" + fixed + ";$C2)");
    }
    Table quarters;
    for (int row = 0; row < rows; ++row) {
        quarters.append({static_cast<double>(row % plan.quarters() + 1)});
    }
    sheet.write({1, 2}, quarters);
    sheet.write_formulas(values.first, {formulas});
    fill_down(sheet, values);

    const Table found = sheet.read(values);
    for (std::size_t row = 0; row < found.rows(); ++row) {
        for (std::size_t line = 0; line < shown_lines; ++line) {
            expect_value(found.at(row, line), plan, lines()[line].line,
                         static_cast<int>(row) % plan.quarters() + 1);
        }
    }
    return recalculated;
}

namespace {

constexpr std::size_t plans = 2000;
constexpr At first_result{0, 3};

/// The assumptions of many plans below each other, and a formula for each: `function`, the range,
/// and the rest.
Recalculated other_plans(test::Office& office, const std::string& function,
                         const std::string& rest) {
    Recalculated recalculated(office, plans);
    test::Sheet sheet = recalculated.document().sheet();
    Table all;
    std::vector<std::vector<std::string>> formulas;
    for (std::size_t number = 0; number < plans; ++number) {
        const Table cells = assumptions(number);
        formulas.push_back({"=" + function + "(" + range(all.rows() + 1, cells.rows()) + rest});
        for (std::size_t row = 0; row < cells.rows(); ++row) {
            all.append({cells.at(row, 0), cells.at(row, 1)});
        }
    }
    sheet.write({0, 0}, all);
    sheet.write_formulas(first_result, formulas);
    return recalculated;
}

Table results(Recalculated& recalculated) {
    return recalculated.document().sheet().read(
        {.first = first_result, .rows = static_cast<int>(plans)});
}

} // namespace

Recalculated cells_of_other_plans(test::Office& office) {
    Recalculated recalculated = other_plans(office, "PLANVALUE", ";\"operating profit\")");
    const Table found = results(recalculated);
    for (std::size_t number = 0; number < plans; ++number) {
        const Plan plan = plan_from(assumptions(number));
        expect_value(found.at(number, 0), plan, Line::operating_profit, plan.quarters());
    }
    return recalculated;
}

Recalculated cells_that_read_other_plans(test::Office& office) {
    Recalculated recalculated = other_plans(office, "RANGE3", ";\"operating profit\";20)");
    const auto rows = static_cast<double>(assumptions(0).rows());
    const Table found = results(recalculated);
    for (std::size_t number = 0; number < plans; ++number) {
        if (found.at(number, 0) != Cell(rows)) {
            throw std::runtime_error("RANGE3 has not read its range");
        }
    }
    return recalculated;
}

} // namespace headroom::bench
