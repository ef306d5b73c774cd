#include "workbook/plan_range.hpp"

#include "workbook/refusal.hpp"

#include "core/label.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace headroom {

namespace {

/// Finds runs of drivers' names below each other.
class Search {
public:
    explicit Search(const Table& cells) : cells_(cells) {}

    std::vector<Area> ranges() const {
        std::vector<Area> found;
        for (std::size_t column = 0; column + 1 < cells_.columns(); ++column) {
            for (std::size_t row = 0; row < cells_.rows();) {
                const Run run = run_from({row, column});
                if (run.has(Driver::revenue) && run.has(Driver::operating_profit)) {
                    found.push_back(with_headings({row, column}, run.rows));
                }
                row += std::max<std::size_t>(run.rows, 1);
            }
        }
        return found;
    }

private:
    struct Run {
        std::size_t rows = 0; ///< up to the last driver
        std::set<Driver> drivers = {};

        bool has(Driver driver) const { return drivers.contains(driver); }
    };

    std::string_view text(std::size_t row, std::size_t column) const {
        const std::string* found = std::get_if<std::string>(&cells_.at(row, column));
        return found == nullptr ? std::string_view() : std::string_view(*found);
    }

    bool blank(std::size_t row, std::size_t column) const {
        return std::holds_alternative<std::monostate>(cells_.at(row, column));
    }

    Run run_from(const Place& first) const {
        Run run;
        for (std::size_t row = first.row; row < cells_.rows(); ++row) {
            const std::string_view name = text(row, first.column);
            const std::optional<Driver> driver = driver_named(name);
            if (driver && run.drivers.insert(*driver).second) {
                run.rows = row - first.row + 1;
            } else if (driver || run.rows == 0 || !(blank(row, first.column) || is_remark(name))) {
                break;
            }
        }
        return run;
    }

    bool heads(std::size_t row, std::size_t column) const {
        return !text(row, column).empty() && !is_remark(text(row, column)) &&
               !text(row, column + 1).empty();
    }

    Area with_headings(Place first, std::size_t rows) const {
        if (first.row > 0 && heads(first.row - 1, first.column)) {
            --first.row;
            ++rows;
        }
        std::size_t columns = 2;
        while (first.column + columns < cells_.columns() &&
               !blank(first.column + columns, first.row, rows)) {
            ++columns;
        }
        return {first, rows, columns};
    }

    /// The same of so many cells of a column.
    bool blank(std::size_t column, std::size_t first, std::size_t rows) const {
        std::size_t row = first;
        while (row < first + rows && blank(row, column)) {
            ++row;
        }
        return row == first + rows;
    }

    const Table& cells_;
};

std::vector<PlanRange> ranges_on(const Spreadsheet& spreadsheet, std::int32_t sheet) {
    const Table cells = values_of(spreadsheet.range(sheet, spreadsheet.used(sheet)));
    std::vector<PlanRange> ranges;
    for (const Area& area : Search(cells).ranges()) {
        ranges.push_back({{sheet, area}, values_of(spreadsheet.range(sheet, area))});
    }
    return ranges;
}

bool has_uncertain_columns(const PlanRange& range) {
    const AssumptionColumns columns = check_assumptions(range.values, "assumptions").columns;
    return columns.low && columns.high;
}

/// The only one; of several the only one with columns for what is uncertain.
std::optional<PlanRange> only_one(std::vector<PlanRange> ranges) {
    if (ranges.size() > 1) {
        std::erase_if(ranges, [](const PlanRange& one) { return !has_uncertain_columns(one); });
    }
    return ranges.size() == 1 ? std::optional(std::move(ranges.front())) : std::nullopt;
}

} // namespace

std::string PlanRange::reference(const Spreadsheet& spreadsheet, std::int32_t sheet) const {
    return sheet == cells.sheet ? cells.area.fixed()
                                : spreadsheet.reference(cells.sheet, cells.area);
}

Assumptions PlanRange::read() const {
    try {
        return read_assumptions(values, "assumptions", Read::spreads);
    } catch (const Error& error) {
        throw Refusal(error.sentence());
    }
}

PlanRange chosen_plan_range(const Spreadsheet& spreadsheet, const SheetArea& selected) {
    static constexpr Text none =
        tr("There is no table of assumptions in this document. Headroom > Insert > Assumptions "
           "makes one.");
    static constexpr Text several =
        tr("There are several tables of assumptions. Select a cell of the one that you mean, and "
           "try again.");
    std::vector<PlanRange> here = ranges_on(spreadsheet, selected.sheet);
    for (PlanRange& range : here) {
        if (range.cells.touches(selected)) {
            return std::move(range);
        }
    }
    std::vector<PlanRange> elsewhere;
    if (here.empty()) {
        for (std::int32_t sheet = 0; sheet < spreadsheet.sheets(); ++sheet) {
            std::ranges::move(ranges_on(spreadsheet, sheet), std::back_inserter(elsewhere));
        }
    }
    std::vector<PlanRange>& all = here.empty() ? elsewhere : here;
    if (all.empty()) {
        throw Refusal(none);
    }
    if (std::optional<PlanRange> found = only_one(std::move(all))) {
        return std::move(*found);
    }
    throw Refusal(several);
}

std::vector<PlanRange> plan_ranges_in(const Spreadsheet& spreadsheet,
                                      const std::vector<SheetArea>& selected) {
    std::vector<PlanRange> found;
    for (const SheetArea& area : selected) {
        for (PlanRange& range : ranges_on(spreadsheet, area.sheet)) {
            const bool known = std::ranges::any_of(
                found, [&](const PlanRange& one) { return one.cells.touches(range.cells); });
            if (range.cells.touches(area) && !known) {
                found.push_back(std::move(range));
            }
        }
    }
    return found;
}

} // namespace headroom
