#include "plan/plan_sheet.hpp"

#include "core/function.hpp"
#include "plan/plan_layout.hpp"
#include "plan/plan_origin.hpp"

#include <algorithm>
#include <iterator>

namespace headroom {

namespace {

using Look = BlockCell::Look;

const std::vector<double> widths{66, 56, 29};
const SharedPaper plan_paper{"Headroom plan", true, widths, 2};
const SharedPaper variants_paper{"Headroom plan variants", false, widths, 2};

constexpr Text as_required = tr("as required");

/// What a driver is that nobody gave.
std::string otherwise(const PlanLayout& sheet, const DriverRecord& record) {
    if (record.driver == Driver::cuts) {
        return '"' + sheet.words(as_required) + '"';
    }
    if (record.follows) {
        return sheet.cell(*record.follows);
    }
    return record.otherwise ? plain(*record.otherwise) : "NA()";
}

constexpr Text how = tr("Each assumption is read from the cell that is named beside it; each line "
                        "is calculated from them, quarter by quarter.");

SharedBlock plan_of_range(const PlacedCall& call, const std::string& said, const std::string& rows,
                          const PlanOrigin& origin, Place place) {
    const auto fewest = static_cast<std::size_t>(*record_of(Driver::quarters).otherwise);
    PlanLayout sheet(place, call.language,
                     origin.cell(Driver::quarters).empty() ? fewest : most_quarters);
    sheet.write_lines(sheet.words({tr("Trade plan of %1%"), {said}}), sheet.words(how), rows);
    sheet.write_assumptions([&](const DriverRecord& record) -> DriverCells {
        const std::string left_out = otherwise(sheet, record);
        const std::string cell = origin.cell(record.driver);
        if (cell.empty()) {
            const Phrase is = headroom::left_out(record);
            return {{}, formula_cell(left_out), sheet.words({tr("left out: %1%"), {is}})};
        }
        const std::string given = sheet.given(record.driver).name();
        return {formula_cell(as_it_counts(cell, "\"\""), unit::number, Look::given),
                formula_cell("IF(" + given + "=\"\";" + left_out + ';' +
                             checked_number(record.limits, given, record.step) + ')'),
                cell};
    });
    sheet.write_line_names();
    if (origin.readable()) {
        sheet.write_driver_names();
        std::vector<Condition> conditions;
        for (const KeptRows& kept : origin.kept_rows()) {
            std::ranges::move(sheet.write_kept_rows(kept), std::back_inserter(conditions));
        }
        sheet.write_conditions(std::move(conditions));
    } else {
        sheet.write_no_plan();
    }
    const double quarters = origin.quarters();
    return std::move(sheet).finish(quarters >= 1 ? static_cast<std::size_t>(quarters) : fewest);
}

/// The cell of a driver on another sheet.
std::string cell_of(const SharedBlock& plan, std::string_view area, Driver driver) {
    const Place& first = plan.areas.find(area)->second.first;
    return plan.sheet + Place{first.row + static_cast<std::size_t>(driver), first.column}.fixed();
}

SharedBlock plan_of_others(const PlacedCall& call, const VariedPlan& varied, Place place) {
    const std::size_t room = varied.plan.areas.find("lines")->second.columns;
    PlanLayout sheet(place, call.language, room);
    sheet.write_lines(varied.title, sheet.words(how));
    sheet.write_assumptions([&](const DriverRecord& record) -> DriverCells {
        const auto exchanged =
            std::ranges::find(varied.cells, record.driver, &VariedPlan::Exchange::driver);
        if (exchanged != varied.cells.end()) {
            const std::string given = sheet.given(record.driver).name();
            return {formula_cell(as_it_stands(exchanged->cell), unit::number, Look::given),
                    formula_cell("IF(" + given + "=\"\";NA();" +
                                 checked_number(record.limits, given, record.step) + ')'),
                    exchanged->cell};
        }
        const bool others = std::ranges::count(varied.others, record.driver) > 0;
        const SharedBlock& plan = others ? *varied.other : varied.plan;
        const std::string value = cell_of(plan, "values", record.driver);
        if (!record.follows) {
            return {{}, formula_cell(value), value};
        }
        const std::string given = cell_of(plan, "given", record.driver);
        return {{},
                formula_cell("IF(" + given + "=\"\";" + sheet.cell(*record.follows) + ';' + value +
                             ')'),
                value};
    });
    std::vector<Condition> conditions{
        {tr("There is the plan that this one varies"), varied.plan.reference("plan_holds")}};
    if (varied.other != nullptr) {
        conditions.push_back({tr("There is the plan that it takes the rest from"),
                              varied.other->reference("plan_holds")});
    }
    sheet.write_conditions(std::move(conditions));
    return std::move(sheet).finish(varied.plan.columns_in_use - plan_column::given);
}

const SharedBlock& plan_sheet(BlockWriter& block, const PlacedArgument& assumptions,
                              const PlacedArgument& changes, const std::string& said) {
    return block.shared().block("plan of " + said, plan_paper, [&](const Place& place) {
        std::string rows = "ROWS(" + assumptions.formula + ')';
        rows += changes.given() ? "+ROWS(" + changes.formula + ')' : "";
        return plan_of_range(block.call(), said, rows, PlanOrigin(assumptions, changes), place);
    });
}

} // namespace

std::string plan_origin(const BlockWriter& block) {
    const PlacedArgument& changes = block.placed("changes");
    const std::string& assumptions = block.placed("assumptions").formula;
    static constexpr Text both = tr("%1% with %2%");
    return changes.given() ? block.words({both, {assumptions, changes.formula}}) : assumptions;
}

const SharedBlock& plan_sheet(BlockWriter& block) {
    return plan_sheet(block, block.placed("assumptions"), block.placed("changes"),
                      plan_origin(block));
}

const SharedBlock& plan_sheet(BlockWriter& block, std::string_view argument) {
    const PlacedArgument& range = block.placed(argument);
    return plan_sheet(block, range, {}, range.formula);
}

const SharedBlock& varied_plan_sheet(BlockWriter& block, const std::string& key,
                                     const VariedPlan& varied) {
    return block.shared().block(key, variants_paper, [&](const Place& place) {
        return plan_of_others(block.call(), varied, place);
    });
}

void find_in_plan(BlockWriter& block, const SharedBlock& plan) {
    for (const std::string_view id :
         {"line_names", "line_rows", "lines", "last_quarter", "plan_holds"}) {
        block.know(id, plan);
    }
    block.step("line_asked", '=' + folded_in_cells("line"), unit::text);
    // Some programs take * in what is sought for any letters.
    block.step("line_found", "=MATCH(line_asked;line_names.all;0)", unit::number);
    block.step("line_row",
               "=IF(INDEX(line_names.all;line_found)=line_asked;INDEX(line_rows.all;line_found);"
               "NA())",
               unit::number);
    block.step("quarter_asked", "=IF(ISNUMBER(quarter);quarter;last_quarter)",
               unit::quarter_number);
}

std::string found_in(std::string_view plan) {
    const std::string number = "INDEX(" + std::string(plan) + ".all;line_row;quarter_asked)";
    return "IF(ISNUMBER(" + number + ");" + number + ";NA())";
}

} // namespace headroom
