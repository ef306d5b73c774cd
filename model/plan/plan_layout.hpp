#pragma once

#include "core/function.hpp"
#include "core/shared_blocks.hpp"
#include "plan/line.hpp"
#include "plan/plan_origin.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom {

/// In which column of a plan's sheet something stands, behind label and unit.
namespace plan_column {
inline constexpr std::size_t value = 2;    ///< of an assumption; of a line quarter 0
inline constexpr std::size_t given = 3;    ///< of an assumption; of a line quarter 1
inline constexpr std::size_t compared = 4; ///< of a name in a range: as it is held against others
inline constexpr std::size_t in_use = 5;   ///< and whether its row is no remark and not blank
} // namespace plan_column

BlockCell formula_cell(const std::string& formula, const Unit& unit = unit::number,
                       BlockCell::Look look = BlockCell::Look::value);
/// A blank cell is no 0 here.
std::string as_it_stands(const std::string& cell);

/// What an assumption is made of.
struct DriverCells {
    BlockCell given;
    BlockCell value;
    std::string where;
};

/// Something that has to hold: a formula that is 1 then.
struct Condition {
    Text says;
    std::string formula;
};

/// Lays out the sheet of one trade plan, row by row.
class PlanLayout {
public:
    PlanLayout(Place place, Language language, std::size_t room)
        : place_(place), language_(language), room_(room) {
        if (place.row > 0) {
            page_starts_.push_back(place.row);
        }
    }

    Place value(Driver driver) const {
        return {driver_row(driver), place_.column + plan_column::value};
    }
    Place given(Driver driver) const {
        return {driver_row(driver), place_.column + plan_column::given};
    }
    std::string cell(Driver driver) const { return value(driver).fixed(); }
    std::string words(const Phrase& phrase) const { return phrase.in(language_, {}); }

    /// How many rows the plan is read from, as a formula; none: it is read from other plans.
    void write_lines(std::string title, std::string remark, const std::string& rows = {});

    void write_assumptions(const std::function<DriverCells(const DriverRecord&)>& cells);

    /// What is wrong with the values together, and what else must hold.
    void write_conditions(std::vector<Condition> more);

    /// Where nothing would make it a plan.
    void write_no_plan();

    void write_driver_names();

    /// Rows that were read when this was written. Returns what must hold for them to be the same.
    std::vector<Condition> write_kept_rows(const KeptRows& kept);

    void write_line_names();

    SharedBlock finish(std::size_t quarters) &&;

private:
    /// Rows of the whole plan, below the assumptions.
    enum Total : std::size_t {
        other_cost,
        exact_cuts,
        most_cuts,
        required_cuts,
        cuts_made,
        totals
    };

    static double number_of(Driver driver) { return static_cast<double>(driver) + 1; }

    void write_kept_row(const KeptRow& kept);

    static std::string sum(const Place& first, std::size_t rows);

    /// Looks at each row of a range, wherever rows have come between. Returns how many are in use;
    /// an error when more rows have come than there is room for.
    std::string write_rows_in_use(const KeptRows& kept);

    /// 1 for a row with that name and value; 0 for a remark or a blank one.
    static std::string in_use(const std::string& name, const std::string& value);

    std::size_t next_row() const { return place_.row + rows_.size(); }
    void add(std::vector<BlockCell> row) { rows_.push_back(std::move(row)); }
    void heading(std::initializer_list<Text> texts);

    // Formulas point at rows that come later, so their places are fixed.
    std::size_t quarter_row() const { return place_.row + 3; }
    std::size_t line_row(Line line) const;
    std::size_t driver_row(Driver driver) const;
    std::string total(Total which) const;
    Place quarter(std::size_t number, std::size_t row) const;
    Area values() const { return {value(Driver::quarters), driver_count, 1}; }
    /// A line from quarter 1 to that one.
    std::string so_far(Line line, std::size_t number) const;
    std::string in_so_far(std::size_t row, std::size_t number) const;

    /// Each is empty after the last one; all are errors where there is no plan.
    void write_quarters();

    void write_line(const LineRecord& record);

    std::string formula(std::string_view of_line, std::size_t number) const;

    std::string term(Line line, When when, std::size_t number) const;

    void write_totals();

    void holds(const std::string& formula);

    Place place_;
    Language language_;
    std::size_t room_;
    Place source_ = {};
    Area names_; ///< all that drivers are called, folded
    Area numbers_;
    std::vector<std::vector<BlockCell>> rows_;
    std::vector<std::size_t> page_starts_;
    std::map<std::string, Area, std::less<>> areas_;
};

} // namespace headroom
