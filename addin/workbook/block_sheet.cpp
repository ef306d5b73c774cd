#include "workbook/block_sheet.hpp"

#include "workbook/areas.hpp"
#include "workbook/block_styles.hpp"
#include "workbook/words.hpp"

#include "core/phrase.hpp"
#include "core/quantity.hpp"

#include "uno/sequence.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;
using Look = BlockCell::Look;
using Variant = BlockStyle::Variant;

/// Widths of the first columns, in 1/100 mm.
constexpr std::array<std::int32_t, 5> widths{5600, 4400, 4400, 5200, 9400};
constexpr std::int32_t letter_width = 190; ///< of most letters, at most
constexpr std::int32_t line_height = 480;
/// Of more rows it takes long to look at each, and nobody reads them all.
constexpr std::size_t most_read = 20000;

/// As setFormulaArray takes it: a text is never taken for a number or a formula.
uno::Text typed(const BlockCell& cell) {
    if (const double* number = std::get_if<double>(&cell.content)) {
        return uno::Text(plain(*number));
    }
    if (const std::string* text = std::get_if<std::string>(&cell.content)) {
        return uno::Text(text->empty() ? std::string() : '\'' + *text);
    }
    const BlockFormula* formula = std::get_if<BlockFormula>(&cell.content);
    return formula == nullptr ? uno::Text() : uno::Text(formula->text);
}

bool is_blank(const BlockCell& cell) {
    return std::holds_alternative<std::monostate>(cell.content);
}

bool holds_a_number(const BlockCell& cell) {
    const bool words = cell.look == Look::text || cell.look == Look::note;
    const bool typed_in = cell.look == Look::given && is_blank(cell);
    return std::holds_alternative<double>(cell.content) || typed_in ||
           (std::holds_alternative<BlockFormula>(cell.content) && !words);
}

/// What a row of a block says of its unit.
std::string_view unit_of(const std::vector<BlockCell>& row) {
    if (row.size() < 4) {
        return {};
    }
    const std::string* text = std::get_if<std::string>(&row[3].content);
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

Variant variant_for_unit(const Unit& unit) {
    return unit.fraction                                       ? Variant::percent
           : unit.name.english().starts_with("money")          ? Variant::money
           : &unit == &unit::positions || &unit == &unit::gpus ? Variant::count
                                                               : Variant::usual;
}

/// Of the units that a row may name.
Variant variant_for_unit(std::string_view said) {
    static constexpr std::array units{&unit::share,
                                      &unit::margin,
                                      &unit::rate,
                                      &unit::probability,
                                      &unit::money,
                                      &unit::money_per_quarter,
                                      &unit::money_per_year,
                                      &unit::money_per_gpu,
                                      &unit::money_per_gpu_year,
                                      &unit::money_per_gpu_hour,
                                      &unit::money_per_kilowatt_hour,
                                      &unit::money_per_kilowatt_month,
                                      &unit::money_per_kilowatt,
                                      &unit::money_per_position,
                                      &unit::money_per_position_year,
                                      &unit::money_per_week};
    const auto* const found =
        std::ranges::find_if(units, [&](const Unit* unit) { return words(unit->name) == said; });
    return found == units.end() ? Variant::usual : variant_for_unit(**found);
}

bool is_title(const std::vector<BlockCell>& row) {
    return row.size() == 1 && (row.front().look == Look::title || row.front().look == Look::note);
}

/// Whether a cell is the heading of a column of numbers.
bool heads_numbers(const Page& page, std::size_t row, std::size_t column) {
    if (row + 1 == page.rows.size()) {
        return false;
    }
    const std::vector<BlockCell>& below = page.rows[row + 1];
    const bool blank =
        column >= below.size() || (is_blank(below[column]) && below[column].look != Look::given);
    return blank ? column == 1 || column == 2 : holds_a_number(below[column]);
}

BlockStyle style_of(const Page& page, std::size_t row, std::size_t column) {
    const std::vector<BlockCell>& cells = page.rows[row];
    const Look look = cells[column].look;
    switch (look) {
    case Look::title:
        return {look, Variant::in_a_line};
    case Look::heading:
        if (heads_numbers(page, row, column)) {
            return {look, Variant::over_numbers};
        }
        [[fallthrough]];
    case Look::text:
    case Look::note:
        if (column == 0) {
            return {look, is_title(cells) ? Variant::in_a_line : Variant::usual};
        }
        return {look, Variant::beside};
    case Look::given:
    case Look::value:
    case Look::result:
        if (cells[column].unit != nullptr) {
            return {look, variant_for_unit(*cells[column].unit)};
        }
        return {look, column < 3 ? variant_for_unit(unit_of(cells)) : Variant::usual};
    }
    return {};
}

bool is_coloured(Look look) {
    return look == Look::heading || look == Look::title || look == Look::result;
}

/// What most cells of each column look like, so that only the others have to be named.
std::vector<BlockStyle> usual_styles(const Page& page) {
    std::vector<std::map<BlockStyle, std::size_t>> counts;
    for (std::size_t row = 0; row < page.rows.size(); ++row) {
        const std::vector<BlockCell>& cells = page.rows[row];
        counts.resize(std::max(counts.size(), cells.size()));
        for (std::size_t column = 0; column < cells.size(); ++column) {
            if (!is_blank(cells[column]) && !is_coloured(cells[column].look)) {
                ++counts[column][style_of(page, row, column)];
            }
        }
    }
    std::vector<BlockStyle> usual;
    for (const auto& column : counts) {
        const auto most =
            std::max_element(column.begin(), column.end(), [](const auto& one, const auto& other) {
                return one.second < other.second;
            });
        usual.push_back(most == column.end() ? BlockStyle() : most->first);
    }
    return usual;
}

} // namespace

void Page::add_block(Block block) {
    for (std::vector<BlockCell>& row : block.rows) {
        rows.push_back(std::move(row));
    }
}

std::size_t width_of(const std::vector<BlockCell>& row) {
    return row.empty() ? 0 : std::max(row.size(), widths.size());
}

BlockCell text_of(std::string text, Look look) {
    return {look, std::move(text)};
}

BlockCell formula_of(std::string formula, Look look) {
    return {look, BlockFormula{std::move(formula)}};
}

BlockCell number_of(double number, Look look) {
    return {look, number};
}

BlockSheet::BlockSheet(const Spreadsheet& spreadsheet, std::int32_t sheet)
    : spreadsheet_(spreadsheet), sheet_(sheet) {}

void BlockSheet::prepare() const {
    make_page_style(spreadsheet_, std::string(workings_sheet), 1);
    const Object sheet = spreadsheet_.sheet(sheet_);
    sheet.set("PageStyle", workings_sheet);
    const Object columns = sheet.get("Columns").object();
    for (std::size_t i = 0; i < widths.size(); ++i) {
        columns.call("getByIndex", whole(i)).object().set("Width", widths[i]);
    }
}

void BlockSheet::write_cells(const Place& first, std::span<const std::vector<BlockCell>> rows,
                             const Report& report) const {
    constexpr std::size_t chunk = 1000;
    std::size_t across = 0;
    for (const std::vector<BlockCell>& row : rows) {
        across = std::max(across, row.size());
    }
    for (std::size_t begin = 0; begin < rows.size() && across > 0; begin += chunk) {
        if (report) {
            report(static_cast<double>(begin) / static_cast<double>(rows.size()));
        }
        const std::size_t count = std::min(chunk, rows.size() - begin);
        uno::Sequence<uno::Sequence<uno::Text>> texts(count);
        for (std::size_t i = 0; i < count; ++i) {
            uno::Sequence<uno::Text> line(across);
            const std::vector<BlockCell>& row = rows[begin + i];
            for (std::size_t column = 0; column < row.size(); ++column) {
                line[column] = typed(row[column]);
            }
            texts[i] = std::move(line);
        }
        spreadsheet_.range(sheet_, {{first.row + begin, first.column}, count, across})
            .call("setFormulaArray", texts);
    }
}

void BlockSheet::write(const Page& page, const Report& report) const {
    const std::span<const std::vector<BlockCell>> rows(page.rows);
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < rows.size(); begin = end) {
        while (end < rows.size() &&
               (rows.size() > most_read || width_of(rows[end]) == width_of(rows[begin]))) {
            ++end;
        }
        report(0.7 * static_cast<double>(begin) / static_cast<double>(rows.size()));
        write_cells({page.first.row + begin, page.first.column}, rows.subspan(begin, end - begin));
    }
    finish(page, [&](double share) { report(0.7 + 0.3 * share); });
}

void BlockSheet::finish(const Page& page, const Report& report) const {
    for (const ArrayFormula& array : page.arrays) {
        spreadsheet_.range(sheet_, array.cells).call("setArrayFormula", array.text);
    }
    dress_cells(page, report);
    for (const Link& one : page.links) {
        link(one);
    }
    fit_rows(page);
    fit_titles(page);
}

void BlockSheet::dress_cells(const Page& page, const Report& report) const {
    const std::vector<BlockStyle> usual = usual_styles(page);
    for (std::size_t column = 0; column < usual.size(); ++column) {
        dress({{sheet_, {{page.first.row, page.first.column + column}, page.rows.size(), 1}}},
              usual[column], spreadsheet_);
    }
    std::map<BlockStyle, Areas> styles;
    for (std::size_t row = 0; row < page.rows.size(); ++row) {
        const std::vector<BlockCell>& cells = page.rows[row];
        for (std::size_t column = 0; column < cells.size();) {
            const BlockStyle style = style_of(page, row, column);
            std::size_t end = column + 1;
            while (end < cells.size() && style_of(page, row, end) == style) {
                ++end;
            }
            const bool nothing = is_blank(cells[column]) && cells[column].look == Look::text;
            if (!nothing && (end > column + 1 || style != usual[column])) {
                styles.try_emplace(style, sheet_)
                    .first->second.add({page.first.row + row, page.first.column + column},
                                       end - column);
            }
            column = end;
        }
    }
    double done = 0;
    for (const auto& [style, cells] : styles) {
        report(done++ / static_cast<double>(styles.size()));
        dress(cells.all(), style, spreadsheet_);
    }
    std::vector<SheetArea> frozen;
    for (const Area& area : page.frozen) {
        frozen.push_back({sheet_, area});
    }
    if (!frozen.empty()) {
        dress(frozen, {Look::value, Variant::frozen}, spreadsheet_);
    }
}

void BlockSheet::link(const Link& link) const {
    const Object field =
        spreadsheet_.document().call("createInstance", "com.sun.star.text.TextField.URL").object();
    field.set("URL", link.url);
    field.set("Representation", link.text);
    const Object cell = spreadsheet_.cell({sheet_, link.at});
    cell.as("com.sun.star.text.XTextRange").call("setString", "");
    const Object text = cell.as("com.sun.star.text.XText");
    text.call("insertTextContent", text.call("createTextCursor").object(), field, false);
}

void BlockSheet::fit_rows(const Page& page) const {
    constexpr std::string_view by_itself = "IsAdjustHeightEnabled";
    const Object& document = spreadsheet_.document();
    if (document.get(by_itself).truth() || page.rows.empty() || page.rows.size() > most_read) {
        return;
    }
    document.set(by_itself, true);
    spreadsheet_.range(sheet_, {page.first, page.rows.size(), 1})
        .get("Rows")
        .object()
        .set("OptimalHeight", true);
    document.set(by_itself, false);
}

void BlockSheet::fit_titles(const Page& page) const {
    const Object rows = spreadsheet_.sheet(sheet_).get("Rows").object();
    const Object columns = spreadsheet_.sheet(sheet_).get("Columns").object();
    std::int64_t across = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        across +=
            columns.call("getByIndex", whole(page.first.column + i)).object().get("Width").whole();
    }
    const auto letters_across = static_cast<std::size_t>(across / letter_width);
    for (std::size_t row = 0; row < page.rows.size(); ++row) {
        if (!is_title(page.rows[row])) {
            continue;
        }
        const std::string* text = std::get_if<std::string>(&page.rows[row].front().content);
        const std::size_t lines = text == nullptr ? 1 : text->size() / letters_across + 1;
        // What fits runs over the empty cells beside it; merging takes long.
        if (lines > 1) {
            const std::size_t at = page.first.row + row;
            const Area line{{at, page.first.column}, 1, widths.size()};
            dress({{sheet_, line}}, {page.rows[row].front().look}, spreadsheet_);
            spreadsheet_.range(sheet_, line).call("merge", true);
            // Rows do not grow with merged cells.
            rows.call("getByIndex", whole(at))
                .object()
                .set("Height", static_cast<std::int32_t>(lines) * line_height);
        }
    }
}

} // namespace headroom
