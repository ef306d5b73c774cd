#include "templates/trade_plan/sheets.hpp"

#include "templates/sheets.hpp"

#include <algorithm>
#include <stdexcept>

namespace headroom::workbook::plan {

namespace {

std::string of_assumption(char column, int row) {
    return "[$Assumptions." + std::string(1, column) + std::to_string(row) + "]";
}

/// Variants as they are written down: each begins as another, or as the assumptions are.
class VariantsSheet : public RowSheet {
public:
    VariantsSheet(const Source& source, const std::vector<Assumption>& drivers)
        : RowSheet(source, {.name = "Variants", .columns = {36, 32}, .landscape = true}),
          drivers_(drivers) {
        kind("variant", [this](const Entry& entry) { variant(entry); });
        kind("change", [this](const Entry& entry) { change(entry); });
        place("variants", [this](Sheet& sheet) { add_overview(sheet); });
    }

    Sheet read() { return RowSheet::read("variants.txt"); }
    const std::vector<Variant>& variants() const { return variants_; }

private:
    void variant(const Entry& entry) {
        entry.expect({"title"}, {"like", "but"});
        Variant variant{.name = entry.text, .title = entry.at("title")};
        if (entry.has("like")) {
            variant.changes = named(entry.at("like")).changes;
        }
        if (entry.has("but")) {
            for (const std::string& driver : texts_of(entry.at("but"))) {
                if (variant.changes.erase(driver) == 0) {
                    throw std::runtime_error(entry.at("like") + " does not change " + driver);
                }
            }
        }
        variants_.push_back(std::move(variant));
        sheet().columns.push_back(28);
    }

    void change(const Entry& entry) {
        entry.expect({"value", "why"}, {"low", "high"});
        std::vector<std::string_view> known;
        for (const Assumption& assumption : drivers_) {
            known.push_back(assumption.driver);
        }
        if (std::ranges::find(known, entry.text) == known.end()) {
            refuse("there is no assumption", entry.text, known);
        }
        Change change{
            .value = entry.formula("value"), .why = entry.at("why"), .where = entry.where};
        if (entry.has("low") || entry.has("high")) {
            change.low = entry.formula("low");
            change.high = entry.formula("high");
        }
        if (variants_.empty()) {
            throw std::runtime_error("a change stands below its variant");
        }
        variants_.back().changes[entry.text] = std::move(change);
    }

    const Variant& named(const std::string& name) const {
        std::vector<std::string_view> known;
        for (const Variant& variant : variants_) {
            known.push_back(variant.name);
            if (variant.name == name) {
                return variant;
            }
        }
        refuse("there is no variant above named", name, known);
    }

    /// Which assumptions differ, and how.
    void add_overview(Sheet& sheet) const {
        std::vector<Cell> titles{column_heading("Driver"), number_heading("The plan")};
        for (const Variant& variant : variants_) {
            titles.push_back(number_heading(variant.title));
        }
        sheet.add(std::move(titles));
        int number = 1; // of the row in a variant's table, where the heading is the first
        for (const Assumption& assumption : drivers_) {
            ++number;
            const auto changes = [&](const Variant& variant) {
                return variant.changes.contains(assumption.driver);
            };
            if (std::ranges::none_of(variants_, changes)) {
                continue;
            }
            const std::string value = of_assumption('B', assumption.row);
            std::vector<Cell> cells{
                label(assumption.driver),
                formula("=IF(ISBLANK(" + value + ");\"blank\";" + value + ")", assumption.format)};
            for (const Variant& variant : variants_) {
                cells.push_back(formula(changes(variant) ? "=INDEX(" + variant.name + ";" +
                                                               std::to_string(number) + ";2)"
                                                         : "=\"–\"",
                                        assumption.format));
            }
            sheet.add(std::move(cells));
        }
    }

    const std::vector<Assumption>& drivers_;
    std::vector<Variant> variants_;
};

void add_row(Sheet& sheet, const Assumption& assumption, const Change* change) {
    const std::string here = std::to_string(sheet.rows.size() + 1);
    const std::string value = of_assumption('B', assumption.row);
    const auto end = [&](char column, const std::string& changed) {
        const std::string cell = of_assumption(column, assumption.row);
        const std::string content =
            change == nullptr ? "=IF(ISNUMBER(" + cell + ");" + cell + ";[.B" + here + "])"
            : changed.empty() ? "=[.B" + here + "]"
                              : changed;
        return formula(content, assumption.format);
    };
    std::vector<Cell> cells{formula_text("=" + of_assumption('A', assumption.row)),
                            formula(change != nullptr
                                        ? change->value
                                        : "=IF(ISBLANK(" + value + ");\"\";" + value + ")",
                                    assumption.format)};
    if (assumption.driver == "Quarters") { // They cannot be uncertain.
        cells.insert(cells.end(), {label(""), label(""), label("")});
    } else {
        const std::string distribution = of_assumption('E', assumption.row);
        cells.push_back(end('C', change == nullptr ? "" : change->low));
        cells.push_back(end('D', change == nullptr ? "" : change->high));
        cells.push_back(formula_text(change != nullptr ? "=\"pert\""
                                                       : "=IF(" + distribution + "=\"\";\"pert\";" +
                                                             distribution + ")"));
    }
    cells.push_back(note(assumption.unit));
    cells.push_back(note(change == nullptr ? "As in Assumptions." : "Here: " + change->why));
    for (Cell& cell : cells) {
        cell.where = change == nullptr ? "" : change->where;
    }
    sheet.add(std::move(cells));
}

Sheet tables_of(const std::vector<Variant>& variants, const std::vector<Assumption>& drivers) {
    Sheet sheet{
        .name = "Variant tables", .columns = {40, 36, 32, 34, 26, 44, 70}, .printed = false};
    const int width = static_cast<int>(sheet.columns.size());
    add_title(sheet, "Variant tables",
              "Whole tables of assumptions for the functions to read; what differs is on the sheet "
              "Variants. Every figure follows the sheet Assumptions but for those that say "
              "\"Here\". Low and high equal to the value: certain. Nothing is typed here, and it "
              "is not printed.",
              width);
    for (const Variant& variant : variants) {
        add_section(sheet, variant.name + ": " + variant.title, width);
        std::vector<Cell> headings;
        for (char column = 'A'; column <= 'E'; ++column) {
            headings.push_back(
                formula_text("=" + of_assumption(column, heading_row),
                             column > 'A' ? Look::number_heading : Look::column_heading));
        }
        headings.push_back(column_heading("unit"));
        headings.push_back(column_heading("difference"));
        const int heading = sheet.add(std::move(headings));
        for (const Assumption& assumption : drivers) {
            const auto change = variant.changes.find(assumption.driver);
            add_row(sheet, assumption, change == variant.changes.end() ? nullptr : &change->second);
        }
        const int last = static_cast<int>(sheet.rows.size());
        sheet.named_columns.push_back({variant.name, 0, heading, last, 5});
    }
    return sheet;
}

} // namespace

Variants read_variants(const Source& source, const std::vector<Assumption>& drivers) {
    VariantsSheet overview(source, drivers);
    Sheet sheet = overview.read();
    return {.overview = std::move(sheet), .tables = tables_of(overview.variants(), drivers)};
}

} // namespace headroom::workbook::plan
