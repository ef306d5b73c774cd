#include "risk/tornado_form.hpp"

#include "core/label.hpp"
#include "plan/changes.hpp"
#include "plan/line.hpp"
#include "plan/plan_sheet.hpp"

#include <string>
#include <variant>
#include <vector>

namespace headroom {

namespace {

bool is_blank(const Cell& cell) {
    const std::string* text = std::get_if<std::string>(&cell);
    return std::holds_alternative<std::monostate>(cell) || (text != nullptr && text->empty());
}

/// The columns of the table with a row for each driver.
namespace column {
enum Column : std::size_t {
    id,
    low_given,
    high_given,
    low,
    high,
    word,
    spread,
    at_low,
    at_high,
    swing,
    rank
};
} // namespace column

/// Whether there is a distribution of that kind through low (l), value (v) and high (h).
std::string shape_fits(const std::string& word, const std::string& l, const std::string& v,
                       const std::string& h) {
    const auto is = [&](const char* name) { return word + "=\"" + name + '"'; };
    return "IF(" + is("normal") + ";ABS(" + l + '+' + h + "-2*" + v + ")<=0.01*(" + h + '-' + l +
           ");IF(" + is("lognormal") + ";IF(" + l + ">0;ABS(LN(" + l + '/' + v + ")+LN(" + h + '/' +
           v + "))<=0.01*LN(" + h + '/' + l + ");FALSE());IF(" + is("metalog") + ";ABS(1-2*(" + v +
           '-' + l + ")/(" + h + '-' + l + "))/0.4<1.66711;OR(" + is("pert") + ';' +
           is("triangular") + ';' + is("uniform") + "))))";
}

class Tornado {
public:
    explicit Tornado(BlockWriter& block)
        : block_(block), range_(block.placed("assumptions")),
          checked_(check_assumptions(range_.values, "assumptions")),
          changes_(block.placed("changes").values), plan_(plan_sheet(block)) {}

    void write() {
        find_in_plan(block_, plan_);
        block_.know("values", plan_);
        block_.know("given", plan_);
        find_drivers();
        if (uncertain_.empty()) {
            block_.step("drivers_with_low_and_high", "=NA()", unit::number);
            return;
        }
        write_names();
        write_bars();
        const std::string growth = std::to_string(static_cast<int>(Line::growth) + 1);
        block_.step("bars_count", "=SUM(" + all(column::spread) + ")", unit::number);
        block_.only_if("AND(plan_holds=1;names_hold=1;bars_count>0;quarter_asked<=last_quarter;"
                       "OR(line_row<>" +
                       growth + ";quarter_asked>=4))");
        write_result();
    }

private:
    std::string all(std::size_t column) const { return "bars.column_" + std::to_string(column); }

    /// Those that have low or high now. That the others have none must stay so.
    void find_drivers() {
        for (const DriverRecord& record : drivers()) {
            const std::size_t row =
                checked_.assumptions.rows[static_cast<std::size_t>(record.driver)];
            if (!checked_.named || row == 0 || changes_.row(record.driver) > 0) {
                continue;
            }
            bool has = false;
            for (const auto& at : {checked_.columns.low, checked_.columns.high}) {
                has = has || (at && !is_blank(range_.values.at(row - 1, *at)));
            }
            if (has) {
                uncertain_.push_back(&record);
                continue;
            }
            for (const auto& at : {checked_.columns.low, checked_.columns.high}) {
                if (at) {
                    keep(range_.cells[row - 1][*at], {});
                }
            }
        }
        for (std::size_t at = 2; at < range_.values.columns(); ++at) {
            const Cell& heading = range_.values.at(0, at);
            const std::string* text = std::get_if<std::string>(&heading);
            keep(range_.cells[0][at], text == nullptr ? std::string() : *text);
        }
    }

    void keep(const std::string& cell, const std::string& text) {
        const std::string id = "kept_" + std::to_string(kept_.size());
        block_.know_cell(id, cell);
        kept_.push_back("IF(ISBLANK(" + id + ");\"\";" + id + ")=\"" + doubled(text) + '"');
    }

    static std::string doubled(const std::string& text) {
        std::string result;
        for (const char letter : text) {
            result += letter == '"' ? "\"\"" : std::string(1, letter);
        }
        return result;
    }

    void write_names() {
        std::string same;
        for (const std::string& each : kept_) {
            same += (same.empty() ? "" : ";") + each;
        }
        block_.step("names_hold", kept_.empty() ? "=1" : "=IF(AND(" + same + ");1;NA())",
                    unit::number);
    }

    /// The plan with that driver at an end; makes its areas known.
    void vary(const DriverRecord& record, std::size_t bar, std::string_view end,
              const std::optional<std::size_t>& at) {
        const std::size_t row = checked_.assumptions.rows[static_cast<std::size_t>(record.driver)];
        const std::string cell = at ? range_.cells[row - 1][*at] : std::string("\"\"");
        const std::string key =
            std::string(record.id) + " at " + std::string(end) + " of " + plan_origin(block_);
        static constexpr Text title = tr("Trade plan of %1% with %2% at its %3%");
        const SharedBlock& varied = varied_plan_sheet(
            block_, key,
            {.title = block_.words({title, {plan_origin(block_), record.id, end}}),
             .plan = plan_,
             .cells = {{record.driver, cell}}});
        for (const std::string_view area : {"lines", "values", "given"}) {
            block_.know(id_of(end, area, bar), varied, area);
        }
    }

    static std::string id_of(std::string_view end, std::string_view area, std::size_t bar) {
        return std::string(end) + '_' + std::string(area) + '_' + std::to_string(bar);
    }

    void write_bars() {
        std::vector<std::vector<std::string>> rows;
        for (std::size_t bar = 0; bar < uncertain_.size(); ++bar) {
            const DriverRecord& record = *uncertain_[bar];
            vary(record, bar, "low", checked_.columns.low);
            vary(record, bar, "high", checked_.columns.high);
            rows.push_back(row_of(record, bar));
        }
        block_.grid("bars", rows);
    }

    std::vector<std::string> row_of(const DriverRecord& record, std::size_t bar) {
        const auto cell = [&](std::size_t column) {
            return "bars." + std::to_string(bar) + '_' + std::to_string(column);
        };
        const std::string driver = '.' + std::to_string(static_cast<std::size_t>(record.driver));
        const std::size_t row = checked_.assumptions.rows[static_cast<std::size_t>(record.driver)];
        std::string word = "\"pert\"";
        if (checked_.columns.distribution) {
            const std::string id = "distribution_" + std::to_string(bar);
            block_.know_cell(id, range_.cells[row - 1][*checked_.columns.distribution]);
            word = "IF(ISBLANK(" + id + ");\"pert\";IF(TRIM(" + id + ")=\"\";\"pert\";LOWER(TRIM(" +
                   id + "))))";
        }
        const std::string value = "values" + driver;
        const std::string low = cell(column::low);
        const std::string high = cell(column::high);
        const std::string no_low = cell(column::low_given) + "=\"\"";
        const std::string no_high = cell(column::high_given) + "=\"\"";
        const std::string uncertain =
            record.driver == Driver::quarters
                ? "NA()"
                : "IF(" + shape_fits(cell(column::word), low, value, high) + ";1;NA())";
        const std::string known_word =
            "OR(" + cell(column::word) + "=\"normal\";" + cell(column::word) + "=\"lognormal\";" +
            cell(column::word) + "=\"metalog\";" + cell(column::word) + "=\"pert\";" +
            cell(column::word) + "=\"triangular\";" + cell(column::word) + "=\"uniform\")";
        const std::string spread = "IF(AND(" + no_low + ';' + no_high + ");0;IF(OR(" + no_low +
                                   ';' + no_high + ";given" + driver + "=\"\");NA();IF(AND(" + low +
                                   "<=" + value + ';' + value + "<=" + high + ';' + known_word +
                                   ");IF(" + low + '=' + high + ";0;" + uncertain + ");NA())))";
        const auto line_at = [&](std::string_view end) {
            return "=IF(" + cell(column::spread) + "=1;" + found_in(id_of(end, "lines", bar)) +
                   ";\"\")";
        };
        const std::string both =
            "AND(ISNUMBER(" + cell(column::at_low) + ");ISNUMBER(" + cell(column::at_high) + "))";
        return {std::string(record.id),
                "=low_given_" + std::to_string(bar) + driver,
                "=high_given_" + std::to_string(bar) + driver,
                "=low_values_" + std::to_string(bar) + driver,
                "=high_values_" + std::to_string(bar) + driver,
                '=' + word,
                '=' + spread,
                line_at("low"),
                line_at("high"),
                "=IF(" + cell(column::spread) + "=1;IF(" + both + ";ABS(" + cell(column::at_high) +
                    '-' + cell(column::at_low) + ");-1);-2)",
                rank_of(bar)};
    }

    /// Of equal swings the first is the larger.
    std::string rank_of(std::size_t bar) const {
        std::string larger;
        const std::string own = "bars." + std::to_string(bar) + '_' + std::to_string(column::swing);
        for (std::size_t i = 0; i < uncertain_.size(); ++i) {
            const std::string other =
                "bars." + std::to_string(i) + '_' + std::to_string(column::swing);
            if (i != bar) {
                larger += "+IF(" + other + (i < bar ? ">=" : ">") + own + ";1;0)";
            }
        }
        return "=1" + larger;
    }

    void write_result() {
        std::vector<std::vector<std::string>> rows;
        for (std::size_t bar = 0; bar < uncertain_.size(); ++bar) {
            const std::string number = std::to_string(bar + 1);
            const auto in_order = [&](std::size_t column) {
                return "INDEX(" + all(column) + ";MATCH(" + number + ';' + all(column::rank) +
                       ";0))";
            };
            const auto shown = [&](const std::string& formula) {
                return "=IF(" + number + "<=bars_count;" + formula + ";\"\")";
            };
            rows.push_back({shown(in_order(column::id)), shown(in_order(column::at_low)),
                            shown(in_order(column::at_high)),
                            shown("IF(" + in_order(column::swing) + "<0;NA();" +
                                  in_order(column::swing) + ')')});
        }
        block_.grid("largest_first", rows);
        block_.result("largest_first");
    }

    BlockWriter& block_;
    const PlacedArgument& range_;
    Checked checked_;
    Changes changes_; ///< what they change is certain
    const SharedBlock& plan_;
    std::vector<const DriverRecord*> uncertain_;
    std::vector<std::string> kept_;
};

} // namespace

void tornado_form(BlockWriter& block) {
    Tornado(block).write();
}

} // namespace headroom
