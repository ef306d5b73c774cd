#include "templates/row_sheet.hpp"

#include "ods/cells.hpp"
#include "templates/sheets.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <stdexcept>

namespace headroom::workbook {

namespace {

template <class Value>
std::vector<std::string_view> names_of(const std::map<std::string, Value>& values) {
    std::vector<std::string_view> names;
    for (const auto& [name, value] : values) {
        names.push_back(name);
    }
    return names;
}

/// Whether a cell still needs a format.
bool is_open(const Cell& cell) {
    return cell.format == Format::general &&
           (cell.look == Look::input || std::holds_alternative<Formula>(cell.content));
}

Look look_of(const std::string& name) {
    static const std::map<std::string, Look> looks{
        {"result", Look::result}, {"finding", Look::finding}, {"amount", Look::signed_amount}};
    const auto found = looks.find(name);
    if (found == looks.end()) {
        refuse("there is no look", name, names_of(looks));
    }
    return found->second;
}

double height_of(const Entry& entry) {
    return entry.has("height") ? entry.number("height") : 0;
}

} // namespace

RowSheet::RowSheet(const Source& source, Sheet layout)
    : source_(source), sheet_(std::move(layout)) {
    kinds_ = {{"title", [this](const Entry& entry) { title(entry); }},
              {"all_headings", [this](const Entry& entry) { all_headings(entry); }},
              {"section", [this](const Entry& entry) { section(entry); }},
              {"column", [this](const Entry& entry) { table_.push_back(column_of(entry)); }},
              {"headings", [this](const Entry& entry) { add_headings(entry); }},
              {"line",
               [this](const Entry& entry) {
                   entry.expect({"name", "formula", "format", "unit", "note"}, {"else"});
                   add_row(entry);
               }},
              {"figure", [this](const Entry& entry) { figure(entry, Look::formula); }},
              {"result", [this](const Entry& entry) { figure(entry, Look::result); }},
              {"row", [this](const Entry& entry) { add_row(entry); }},
              {"rows", [this](const Entry& entry) { rows(entry); }},
              {"fact", [this](const Entry& entry) { fact(entry); }},
              {"verdict", [this](const Entry& entry) { words(entry, Look::result_text); }},
              {"sentence", [this](const Entry& entry) { words(entry, Look::formula_text); }},
              {"remark",
               [this](const Entry& entry) {
                   entry.expect({}, {"height"});
                   sheet_.add({note(entry.text, width())}, height_of(entry));
               }},
              {"gap",
               [this](const Entry& entry) {
                   entry.expect({}, {"height"});
                   sheet_.add({}, height_of(entry));
               }},
              {"place", [this](const Entry& entry) { fill(entry); }}};
}

void RowSheet::place(const std::string& name, std::function<void(Sheet&)> fill) {
    places_[name] = std::move(fill);
}

Sheet RowSheet::read(const std::string& file) {
    for (const Entry& entry : read_entries(source_.folder / file)) {
        at_row(entry.where, [&] { write(entry); });
    }
    const std::string name = (source_.folder.filename() / file).string();
    if (!places_.empty()) {
        throw RowError(name + ": there is no place " + places_.begin()->first);
    }
    if (!table_.empty()) {
        throw RowError(name + ": there is no place for " + table_.front().heading);
    }
    return std::move(sheet_);
}

double RowSheet::number_or_fact(const std::string& text) const {
    return is_number(text) ? number_of(text) : facts().at(text).value;
}

int RowSheet::row_named(const std::string& name) const {
    const auto row = named_rows_.find(name);
    if (row == named_rows_.end()) {
        refuse("there is no row", name, names_of(named_rows_));
    }
    return row->second;
}

Series RowSheet::column(char letter, Drawn drawn) const {
    const std::string name(1, letter);
    return {.label = name + std::to_string(headings()),
            .values = name + std::to_string(headings() + 1) + ":" + name + std::to_string(last_),
            .drawn = drawn};
}

void RowSheet::write(const Entry& entry) {
    const auto kind = kinds_.find(entry.kind);
    if (kind == kinds_.end()) {
        refuse("there is no kind of row", entry.kind, names_of(kinds_));
    }
    static constexpr std::string_view alone[] = {"gap", "checks", "reasons"};
    static constexpr std::string_view either[] = {"row", "headings"};
    const bool is_alone = std::ranges::find(alone, entry.kind) != std::end(alone);
    const bool is_either = std::ranges::find(either, entry.kind) != std::end(either);
    if (!is_either && entry.text.empty() != is_alone) {
        throw std::runtime_error(entry.kind + (is_alone ? " stands alone" : " needs a text"));
    }
    const std::size_t before = sheet_.rows.size();
    kind->second(entry);
    for (Row& row : std::span(sheet_.rows).subspan(before)) {
        for (Cell& cell : row.cells) {
            cell.where = cell.where.empty() ? entry.where : cell.where;
        }
    }
}

void RowSheet::title(const Entry& entry) {
    entry.expect({"subtitle"}, {"wrong_when"});
    add_title(sheet_, entry.text, entry.at("subtitle"), width());
    wrong_when_ = entry.get("wrong_when");
}

void RowSheet::all_headings(const Entry& entry) {
    all_headings_ = {entry};
}

void RowSheet::section(const Entry& entry) {
    entry.expect({}, {"page"});
    add_section(sheet_, entry.text, width(), new_page(entry));
    for (const Entry& headings : all_headings_) {
        add_headings(headings);
    }
}

void RowSheet::add_headings(const Entry& entry) {
    std::vector<Cell> cells;
    if (!entry.text.empty()) {
        cells.push_back(column_heading(entry.text));
    }
    for (const Part& part : entry.parts) {
        if (part.key == "value") {
            cells.push_back(cell_of(part, Look::formula));
        } else if (part.key == "format") {
            change(cells, 0, part);
        } else if (part.key == "number") {
            cells.push_back(number_heading(part.text));
        } else if (part.key == "text") {
            cells.push_back(column_heading(part.text));
        } else {
            refuse(entry.kind + " has no", part.key, {"number", "text", "value", "format"});
        }
    }
    stretch(cells);
    named_rows_["headings"] = sheet_.add(std::move(cells));
}

void RowSheet::figure(const Entry& entry, Look look) {
    entry.expect({"formula", "format", "unit", "note"}, {"name", "else"});
    add_row(entry, look);
}

void RowSheet::add_row(const Entry& entry, Look look) {
    std::vector<Cell> cells;
    if (!entry.text.empty()) {
        cells.push_back(label(entry.text));
    }
    add_parts(std::move(cells), entry, look);
}

void RowSheet::rows(const Entry& entry) {
    for (const std::string& value : texts_of(entry.text)) {
        add_parts({input(number_or_fact(value), Format::general)}, entry, Look::formula);
    }
}

void RowSheet::fact(const Entry& entry) {
    const std::string& name = entry.at("value");
    Entry row = entry;
    if (facts().is_series(name)) {
        const ChosenFact fact = chosen(name);
        *std::ranges::find(row.parts, "value", &Part::key) = {"formula", fact.value};
        row.parts.push_back({"note", "=\"Fact: \"&" + fact.source.substr(1) + "&\". \"&" +
                                         fact.as_of.substr(1) + "&\".\""});
    } else {
        const Fact& fact = facts().at(name);
        row.parts.push_back({"note", "Fact: " + fact.source + ". " + fact.as_of + "."});
    }
    add_row(row);
}

void RowSheet::words(const Entry& entry, Look look) {
    entry.expect({}, {"height"});
    sheet_.add({formula_text(formula_of(entry.text), look, width())}, height_of(entry));
}

void RowSheet::fill(const Entry& entry) {
    entry.expect({});
    const auto place = places_.find(entry.text);
    if (place == places_.end()) {
        refuse("there is nothing for the place", entry.text, names_of(places_));
    }
    place->second(sheet_);
    places_.erase(place);
}

Cell RowSheet::cell_of(const Part& part, Look look) const {
    const auto here = [&] {
        return in_row(formula_of(part.text), static_cast<int>(sheet_.rows.size()) + 1, named_rows_);
    };
    const bool calculated = part.text.starts_with('=');
    if (part.key == "formula") {
        return formula(here(), Format::general, {}, look);
    }
    if (part.key == "value") {
        return input(number_or_fact(part.text), Format::general);
    }
    if (part.key == "typed") {
        return text(Look::input_name, part.text);
    }
    if (part.key == "text") {
        return calculated ? formula_text(here()) : text(Look::formula, part.text);
    }
    if (part.key == "unit" || part.key == "note") {
        return calculated ? formula_text(here(), Look::formula_note) : note(part.text);
    }
    refuse("a row has no", part.key,
           {"formula", "value", "typed", "text", "unit", "note", "name", "format", "look", "else",
            "wide", "whole", "limits", "height"});
}

void RowSheet::change(std::vector<Cell>& cells, std::size_t ready, const Part& part) const {
    bool changed = false;
    for (Cell& cell : std::span(cells).subspan(ready)) {
        const bool calculated = std::holds_alternative<Formula>(cell.content);
        if (part.key == "else" && calculated) {
            wrap(cell, part.text);
        } else if (part.key == "look" && is_open(cell)) {
            cell.look = look_of(part.text);
        } else if (part.key == "format" && is_open(cell)) {
            cell.format = format_of(part.text);
        } else {
            continue;
        }
        changed = true;
    }
    if (!changed) {
        throw std::runtime_error(part.key + " stands below the formula or value that it is for");
    }
}

void RowSheet::change_last(std::vector<Cell>& cells, const Part& part) {
    if (cells.empty()) {
        throw std::runtime_error(part.key + " stands below the cell that it is for");
    }
    if (part.key == "wide") {
        cells.back().columns = static_cast<int>(number_of(part.text));
    } else {
        cells.back().allowed = {.limits = limits_of(part.text), .whole = part.key == "whole"};
    }
}

void RowSheet::wrap(Cell& cell, const std::string& otherwise) const {
    if (wrong_when_.empty()) {
        throw std::runtime_error("else needs a wrong_when below the title");
    }
    std::string& content = std::get<Formula>(cell.content).text;
    const std::string result = content.substr(1);
    content =
        "=IF(" + wrong_when_ + ";" + result + ";IFERROR(" + result + ";\"" + otherwise + "\"))";
}

void RowSheet::add_parts(std::vector<Cell> cells, const Entry& entry, Look look) {
    std::size_t ready = 0; // so many have what stands below them
    std::string name;
    for (const Part& part : entry.parts) {
        if (part.key == "name") {
            name = part.text;
        } else if (part.key == "else" || part.key == "look" || part.key == "format") {
            change(cells, ready, part);
            ready = part.key == "format" ? cells.size() : ready;
        } else if (part.key == "wide" || part.key == "whole" || part.key == "limits") {
            change_last(cells, part);
        } else if (part.key != "height") {
            cells.push_back(cell_of(part, look));
            cells.back().name = std::exchange(name, {});
        }
    }
    if (!name.empty()) {
        throw std::runtime_error("name stands above the formula or value that it is for");
    }
    if (std::ranges::any_of(cells, is_open)) {
        throw std::runtime_error(entry.kind + " needs a format below each formula and value");
    }
    stretch(cells);
    last_ = sheet_.add(std::move(cells), height_of(entry));
}

void RowSheet::stretch(std::vector<Cell>& cells) const {
    if (cells.empty()) {
        throw std::runtime_error("there is nothing in this row");
    }
    const int used = std::accumulate(cells.begin(), cells.end(), 0,
                                     [](int sum, const Cell& cell) { return sum + cell.columns; });
    if (used > width()) {
        throw std::runtime_error("there is room for " + std::to_string(width()) + " cells, not " +
                                 std::to_string(used));
    }
    static constexpr Look texts[] = {Look::note, Look::formula_note, Look::formula_text,
                                     Look::column_heading};
    if (std::ranges::find(texts, cells.back().look) != std::end(texts)) {
        cells.back().columns += width() - used;
    }
}

} // namespace headroom::workbook
