#include "templates/trade_plan/sheets.hpp"

#include "templates/sheets.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace headroom::workbook::plan {

namespace {

/// What a block has instead of an assumption.
struct Change {
    std::string driver;
    std::string value; ///< a number, or a formula
    std::string why = {};
    std::string where = {}; ///< file and line
};

/// A few drivers and values with a name: what a formula hands over as changes. One with drivers
/// that are the same as in Assumptions is a plan of its own.
struct Block {
    std::string name;
    std::string title;
    std::vector<std::string> same = {};
    std::vector<Change> changes = {};
    bool new_page = false;
};

/// Scenarios to type into, held against the plan and each other, and the blocks of the other
/// sheets, which are calculated.
class ScenariosSheet : public RowSheet {
public:
    ScenariosSheet(const Source& source, const std::vector<Assumption>& drivers)
        : RowSheet(source, {.name = "Scenarios",
                            .columns = std::vector<double>(2 * scenarios_beside, 39),
                            .landscape = true}),
          drivers_(drivers) {
        kind("scenario", [this](const Entry& entry) { begin(scenarios_, entry, {}); });
        kind("variant", [this](const Entry& entry) {
            begin(variants_, entry, {"like", "but", "page"});
        });
        kind("plan", [this](const Entry& entry) { begin(variants_, entry, {"like", "same"}); });
        kind("change", [this](const Entry& entry) { change(entry); });
        kind("compared", [this](const Entry& entry) { compare(entry); });
        place("scenarios", [this](Sheet&) { add_scenarios(); });
        place("titles", [this](Sheet&) { add_titles(); });
        place("chart", [this](Sheet&) { add_chart(); });
        place("refusals", [this](Sheet&) { add_refusals(); });
        place("variants", [this](Sheet&) { add_variants(); });
    }

private:
    static constexpr std::size_t scenarios_beside = 4; ///< of two columns
    static constexpr std::size_t variants_beside = 2;  ///< of four
    static constexpr std::size_t changes_below = 5;    ///< that a scenario has room for

    void begin(std::vector<Block>& blocks, const Entry& entry,
               std::initializer_list<std::string_view> more) {
        entry.expect({"title"}, more);
        Block block{.name = entry.text, .title = entry.at("title")};
        if (entry.has("like")) {
            block.changes = named(entry.at("like")).changes;
        }
        if (entry.has("but")) {
            for (const std::string& driver : texts_of(entry.at("but"))) {
                const auto is = [&](const Change& change) { return change.driver == driver; };
                if (std::erase_if(block.changes, is) == 0) {
                    throw std::runtime_error(entry.at("like") + " does not change " + driver);
                }
            }
        }
        if (entry.has("same")) {
            block.same = texts_of(entry.at("same"));
            for (const std::string& driver : block.same) {
                assumption(driver);
            }
        }
        block.new_page = new_page(entry);
        blocks.push_back(std::move(block));
        open_ = &blocks;
    }

    void change(const Entry& entry) {
        const bool calculated = open_ == &variants_;
        if (calculated) {
            entry.expect({"value", "why"}, {});
        } else {
            entry.expect({"value"}, {});
        }
        assumption(entry.text);
        if (open_ == nullptr) {
            throw std::runtime_error("a change stands below its variant");
        }
        std::vector<Change>& changes = open_->back().changes;
        std::erase_if(changes, [&](const Change& one) { return one.driver == entry.text; });
        changes.push_back({.driver = entry.text,
                           .value = calculated ? entry.formula("value") : entry.at("value"),
                           .why = entry.get("why"),
                           .where = entry.where});
        if (!calculated && changes.size() > changes_below) {
            throw std::runtime_error("a scenario has room for " + std::to_string(changes_below));
        }
    }

    const Assumption& assumption(const std::string& driver) const {
        std::vector<std::string_view> known;
        for (const Assumption& each : drivers_) {
            known.push_back(each.driver);
            if (each.driver == driver) {
                return each;
            }
        }
        refuse("there is no assumption", driver, known);
    }

    const Block& named(const std::string& name) const {
        std::vector<std::string_view> known;
        for (const Block& block : variants_) {
            known.push_back(block.name);
            if (block.name == name) {
                return block;
            }
        }
        refuse("there is no variant above named", name, known);
    }

    // The scenarios -------------------------------------------------------------------------

    void add_scenarios() {
        if (scenarios_.size() != scenarios_beside) {
            throw std::runtime_error("there is room for four scenarios, no more and no fewer");
        }
        std::vector<Cell> titles;
        std::vector<Cell> headings;
        for (const Block& block : scenarios_) {
            titles.push_back({.look = Look::input_name,
                              .content = block.title,
                              .columns = 2,
                              .name = block.name + "_title"});
            headings.push_back(column_heading("Driver"));
            headings.push_back(number_heading("Value"));
        }
        sheet().add(std::move(titles));
        sheet().add(std::move(headings));
        const int first = static_cast<int>(sheet().rows.size()) + 1;
        for (std::size_t row = 0; row < changes_below; ++row) {
            std::vector<Cell> cells;
            for (const Block& block : scenarios_) {
                const Change* change = row < block.changes.size() ? &block.changes[row] : nullptr;
                cells.push_back(driver_to_choose(change));
                cells.push_back(input(
                    change == nullptr ? std::nullopt : std::optional(number_or_fact(change->value)),
                    Format::many));
                cells.back().hint = {"Value", "As in Assumptions: 30 % is 0.3. Blank: what the "
                                              "driver is when it is left out."};
            }
            sheet().add(std::move(cells));
        }
        name_blocks(scenarios_, 2, first, first + static_cast<int>(changes_below) - 1);
    }

    Cell driver_to_choose(const Change* change) const {
        Cell cell{.look = Look::input_text};
        for (const Assumption& each : drivers_) {
            cell.choices.push_back(each.driver);
        }
        if (change != nullptr) {
            cell.content = change->driver;
        }
        return cell;
    }

    void name_blocks(const std::vector<Block>& blocks, int apart, int first, int last) {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            sheet().named_columns.push_back(
                {blocks[i].name, apart * static_cast<int>(i), first, last, 2});
        }
    }

    void add_titles() {
        std::vector<Cell> cells{text(Look::column_heading, "Line", 2), number_heading("The plan")};
        for (const Block& block : scenarios_) {
            cells.push_back(formula_text("=" + block.name + "_title", Look::number_heading));
        }
        cells.push_back(column_heading("Unit"));
        name_row("headings", sheet().add(std::move(cells)));
    }

    /// A line of the plan and of each scenario: in its formula #changes stands for theirs.
    void compare(const Entry& entry) {
        entry.expect({"formula", "format", "unit"}, {"id"});
        static constexpr std::string_view mark = "#changes";
        std::vector<Cell> cells{label(entry.text, 2)};
        const auto add = [&](const std::string& changes) {
            std::string content = entry.formula("formula");
            const std::size_t at = content.find(mark);
            if (at == content.npos) {
                throw std::runtime_error("the formula has no " + std::string(mark));
            }
            content.replace(at, mark.size(), changes);
            const std::string result = content.substr(1);
            content = "=IF(ISERROR(PLANVALUE(assumptions;\"revenue\";;" + changes + "));" + result +
                      ";IFERROR(" + result + ";\"–\"))";
            cells.push_back(formula(content, format_of(entry.at("format"))));
        };
        add({});
        for (const Block& block : scenarios_) {
            add(block.name);
        }
        cells.push_back(note(entry.at("unit")));
        const int row = sheet().add(std::move(cells));
        if (entry.has("id")) {
            name_row(entry.at("id"), row);
        }
    }

    void add_chart() {
        constexpr double height = 50;
        const auto across = [](int row) {
            return "C" + std::to_string(row) + ":G" + std::to_string(row);
        };
        const auto series = [&](const std::string& id) {
            const int row = row_named(id);
            return Series{.label = "A" + std::to_string(row), .values = across(row)};
        };
        const int place = sheet().add({}, height);
        sheet().charts.push_back({.name = "Scenarios",
                                  .title = "Required cuts in the plan and in each scenario",
                                  .value_axis = "positions",
                                  .categories = across(headings()),
                                  .series = {series("cuts"), series("cuts_p90")},
                                  .format = Format::whole,
                                  .row = place,
                                  .left = 2,
                                  .width = 308,
                                  .height = height - 2});
    }

    /// What is wrong with a scenario; nothing is to be seen while none is.
    void add_refusals() {
        for (const Block& block : scenarios_) {
            const std::string why =
                "REASON(\"PLANVALUE\";assumptions;\"revenue\";;" + block.name + ")";
            sheet().add({formula_text("=IF(" + why + "=\"\";\"–\";" + block.name +
                                          "_title&\": \"&" + why + ")",
                                      Look::formula_text, width())});
        }
        const int last = static_cast<int>(sheet().rows.size());
        sheet().spare_rows.push_back(
            {last - static_cast<int>(scenarios_.size()) + 1, last, width()});
    }

    // What the other sheets change ----------------------------------------------------------

    struct Line {
        const Assumption& assumption;
        std::string content;
        std::string why;
        std::string where;
    };

    std::vector<Line> lines_of(const Block& block) const {
        std::vector<Line> lines;
        for (const std::string& driver : block.same) {
            const Assumption& each = assumption(driver);
            const std::string cell = "[$Assumptions.B" + std::to_string(each.row) + "]";
            lines.push_back(
                {each, "=IF(ISBLANK(" + cell + ");\"\";" + cell + ")", "As in Assumptions.", {}});
        }
        for (const Change& change : block.changes) {
            lines.push_back({assumption(change.driver), change.value, change.why, change.where});
        }
        return lines;
    }

    void add_variants() {
        for (std::size_t i = 0; i < variants_.size(); i += variants_beside) {
            add_beside({variants_.begin() + static_cast<std::ptrdiff_t>(i),
                        variants_.begin() + static_cast<std::ptrdiff_t>(
                                                std::min(i + variants_beside, variants_.size()))});
        }
    }

    void add_beside(const std::vector<Block>& blocks) {
        std::vector<Cell> titles;
        std::vector<std::vector<Line>> lines;
        std::size_t most = 0;
        for (const Block& block : blocks) {
            titles.push_back(text(Look::column_heading, block.name + ": " + block.title, 4));
            lines.push_back(lines_of(block));
            most = std::max(most, lines.back().size());
        }
        sheet().add({}, 3);
        const int first = sheet().add(std::move(titles)) + 1;
        sheet().rows.back().page_break_before = blocks.front().new_page;
        for (std::size_t row = 0; row < most; ++row) {
            std::vector<Cell> cells;
            for (const std::vector<Line>& each : lines) {
                if (row >= each.size()) {
                    cells.insert(cells.end(), {label(""), label(""), label("", 2)});
                    continue;
                }
                const Line& line = each[row];
                cells.push_back(label(line.assumption.driver));
                cells.push_back(formula(line.content, line.assumption.format));
                cells.push_back(note(line.why, 2));
                cells[cells.size() - 2].where = line.where;
            }
            sheet().add(std::move(cells));
        }
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            sheet().named_columns.push_back({blocks[i].name, 4 * static_cast<int>(i), first,
                                             first + static_cast<int>(lines[i].size()) - 1, 2});
        }
    }

    const std::vector<Assumption>& drivers_;
    std::vector<Block> scenarios_;
    std::vector<Block> variants_;
    std::vector<Block>* open_ = nullptr; ///< those that a change belongs to the last of
};

} // namespace

Sheet scenarios_sheet(const Source& source, const std::vector<Assumption>& drivers) {
    return ScenariosSheet(source, drivers).read("scenarios.txt");
}

} // namespace headroom::workbook::plan
