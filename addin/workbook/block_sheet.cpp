#include "workbook/block_sheet.hpp"

#include "core/phrase.hpp"
#include "core/quantity.hpp"

#include "uno/sequence.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// Colours, 0xRRGGBB.
namespace colour {
constexpr std::int32_t title = 0x1F3864;
constexpr std::int32_t band = 0xDDE5F0;
constexpr std::int32_t note = 0x595959;
constexpr std::int32_t given = 0x1F4E9E; // as accountants mark inputs
constexpr std::int32_t result = 0xE5F1E0;
} // namespace colour

/// Widths of the first columns, in 1/100 mm.
constexpr std::array<std::int32_t, 5> widths{5600, 4400, 4400, 5200, 9400};
constexpr std::int32_t letter_width = 190; ///< of most letters, at most
constexpr std::int32_t line_height = 480;
constexpr std::int16_t gap_behind_numbers = 250;

constexpr std::string_view style_of(BlockCell::Look look) {
    switch (look) {
    case BlockCell::Look::text:
        return "Headroom text";
    case BlockCell::Look::title:
        return "Headroom title";
    case BlockCell::Look::heading:
        return "Headroom heading";
    case BlockCell::Look::note:
        return "Headroom note";
    case BlockCell::Look::given:
        return "Headroom given";
    case BlockCell::Look::value:
        return "Headroom value";
    case BlockCell::Look::result:
        return "Headroom result";
    }
    return "Headroom text";
}

constexpr std::string_view frozen_style = "Headroom frozen";

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
    return std::holds_alternative<double>(cell.content) ||
           std::holds_alternative<BlockFormula>(cell.content);
}

/// What a row of a block says of its unit.
std::string_view unit_of(const std::vector<BlockCell>& row) {
    if (row.size() < 4) {
        return {};
    }
    const std::string* text = std::get_if<std::string>(&row[3].content);
    return text == nullptr ? std::string_view() : std::string_view(*text);
}

/// CellHoriJustify
Any aligned(std::int32_t side) {
    static const uno::Type type("com.sun.star.table.CellHoriJustify");
    return Any::of_type(type, &side);
}

constexpr std::int32_t left = 1;
constexpr std::int32_t right = 3;

bool is_title(const std::vector<BlockCell>& row) {
    return row.size() == 1 && (row.front().look == BlockCell::Look::title ||
                               row.front().look == BlockCell::Look::note);
}

/// Cells, gathered row after row into as few areas as there are runs in their columns: the office
/// takes long over many.
class Areas {
public:
    explicit Areas(std::int32_t sheet) : sheet_(sheet) {}

    void add(const Place& cell) {
        const auto [last, fresh] = last_.try_emplace(cell.column, all_.size());
        if (!fresh) {
            Area& area = all_[last->second].area;
            if (area.first.row + area.rows == cell.row) {
                ++area.rows;
                return;
            }
            last->second = all_.size();
        }
        all_.push_back({sheet_, {cell, 1, 1}});
    }

    const std::vector<SheetArea>& all() const { return all_; }

private:
    std::int32_t sheet_;
    std::vector<SheetArea> all_;
    std::map<std::size_t, std::size_t> last_; ///< of each column
};

bool stands_left(BlockCell::Look look) {
    return look == BlockCell::Look::text || look == BlockCell::Look::note ||
           look == BlockCell::Look::heading;
}

/// Whether a cell is the heading of a column of numbers.
bool heads_numbers(const Page& page, std::size_t row, std::size_t column) {
    if (page.rows[row][column].look != BlockCell::Look::heading || row + 1 == page.rows.size()) {
        return false;
    }
    const std::vector<BlockCell>& below = page.rows[row + 1];
    const bool blank = column >= below.size() || is_blank(below[column]);
    return blank ? column == 1 || column == 2 : holds_a_number(below[column]);
}

} // namespace

std::string_view format_for_unit(std::string_view unit) {
    for (const Unit* fraction : {&unit::share, &unit::margin, &unit::rate, &unit::probability}) {
        if (fraction->name.english == unit) {
            return "0.00%";
        }
    }
    return unit.starts_with("money") ? "#,##0.00" : "General";
}

void Page::add_block(Block block) {
    for (std::vector<BlockCell>& row : block.rows) {
        rows.push_back(std::move(row));
    }
}

BlockCell text_of(std::string text, BlockCell::Look look) {
    return {look, std::move(text)};
}

BlockCell formula_of(std::string formula, BlockCell::Look look) {
    return {look, BlockFormula{std::move(formula)}};
}

BlockCell number_of(double number, BlockCell::Look look) {
    return {look, number};
}

BlockSheet::BlockSheet(const Spreadsheet& spreadsheet, std::int32_t sheet)
    : spreadsheet_(spreadsheet), sheet_(sheet) {}

void BlockSheet::make_styles() const {
    const Object families = spreadsheet_.document().get("StyleFamilies").object();
    const Object styles = families.call("getByName", "CellStyles").object();
    const auto style = [&](std::string_view name) {
        if (!styles.call("hasByName", name).truth()) {
            const Object made = spreadsheet_.document()
                                    .call("createInstance", "com.sun.star.style.CellStyle")
                                    .object();
            styles.call("insertByName", name, made);
            const Object inserted = styles.call("getByName", name).object();
            inserted.set("ParentStyle", "Default");
            return inserted;
        }
        return Object();
    };
    using Look = BlockCell::Look;
    constexpr float bold = 150;
    const auto set_bold = [](const Object& one) {
        static const uno::Type type("float");
        float weight = bold;
        one.set("CharWeight", Any::of_type(type, &weight));
    };
    const auto set_large = [](const Object& one) {
        static const uno::Type type("float");
        float points = 12;
        one.set("CharHeight", Any::of_type(type, &points));
    };
    const auto set_right = [](const Object& one) { one.set("HoriJustify", aligned(right)); };
    for (const Look look : {Look::text, Look::title, Look::heading, Look::note, Look::given,
                            Look::value, Look::result}) {
        const Object one = style(style_of(look));
        if (!one) {
            continue;
        }
        one.set("VertJustify", std::int32_t{1}); // CellVertJustify2.TOP
        // Ids and formulas are no language's words: nothing to underline in red.
        one.set("CharLocale",
                uno::structure(uno::Type("com.sun.star.lang.Locale"), {{"Language", "zxx"}}));
        switch (look) {
        case Look::title:
            set_bold(one);
            set_large(one);
            one.set("CharColor", colour::title);
            one.set("IsTextWrapped", true);
            break;
        case Look::heading:
            set_bold(one);
            one.set("CellBackColor", colour::band);
            one.set("IsTextWrapped", true);
            break;
        case Look::note:
            one.set("CharColor", colour::note);
            one.set("IsTextWrapped", true);
            break;
        case Look::given:
            set_right(one);
            one.set("CharColor", colour::given);
            one.set("ShrinkToFit", true);
            break;
        case Look::value:
            set_right(one);
            one.set("ShrinkToFit", true);
            break;
        case Look::result:
            set_bold(one);
            set_right(one);
            one.set("CellBackColor", colour::result);
            one.set("ShrinkToFit", true);
            break;
        case Look::text:
            break;
        }
    }
    if (const Object one = style(frozen_style)) {
        one.set("CellBackColor", frozen_colour);
        one.set("ShrinkToFit", true);
        one.set("VertJustify", std::int32_t{1});
    }
    const Object pages = families.call("getByName", "PageStyles").object();
    if (!pages.call("hasByName", workings_sheet).truth()) {
        pages.call("insertByName", workings_sheet,
                   spreadsheet_.document()
                       .call("createInstance", "com.sun.star.style.PageStyle")
                       .object());
        const Object page = pages.call("getByName", workings_sheet).object();
        page.set("IsLandscape", true);
        const Any width = page.get("Width");
        const Any height = page.get("Height");
        if (width.whole() < height.whole()) {
            page.set("Width", height);
            page.set("Height", width);
        }
        page.set("ScaleToPagesX", std::int16_t{1});
        page.set("ScaleToPagesY", std::int16_t{0});
    }
}

void BlockSheet::prepare() const {
    make_styles();
    const Object sheet = spreadsheet_.sheet(sheet_);
    sheet.set("PageStyle", workings_sheet);
    const Object columns = sheet.get("Columns").object();
    for (std::size_t i = 0; i < widths.size(); ++i) {
        columns.call("getByIndex", whole(i)).object().set("Width", widths[i]);
    }
}

void BlockSheet::write_cells(const Place& first,
                             const std::vector<std::vector<BlockCell>>& rows) const {
    constexpr std::size_t chunk = 1000;
    std::size_t across = 0;
    for (const std::vector<BlockCell>& row : rows) {
        across = std::max(across, row.size());
    }
    for (std::size_t begin = 0; begin < rows.size() && across > 0; begin += chunk) {
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

void BlockSheet::write(const Page& page) const {
    make_styles();
    write_cells(page.first, page.rows);
    for (const ArrayFormula& array : page.arrays) {
        spreadsheet_.range(sheet_, array.cells).call("setArrayFormula", array.text);
    }
    dress(page);
    for (const Link& one : page.links) {
        link(one);
    }
    fit_titles(page);
}

void BlockSheet::set_on(const std::vector<SheetArea>& cells, std::string_view property,
                        const Any& value) const {
    if (cells.empty()) {
        return;
    }
    static const uno::Type address("com.sun.star.table.CellRangeAddress");
    const Object ranges = spreadsheet_.document()
                              .call("createInstance", "com.sun.star.sheet.SheetCellRanges")
                              .object();
    std::vector<Any> addresses;
    addresses.reserve(cells.size());
    for (const SheetArea& one : cells) {
        addresses.push_back(address_of(one));
    }
    ranges.call("addRangeAddresses", uno::sequence(address, addresses), false);
    ranges.set(property, value);
}

void BlockSheet::dress(const Page& page) const {
    std::map<std::string_view, Areas> styles;
    std::map<std::string_view, Areas> formats;
    Areas over_numbers(sheet_);
    Areas behind_numbers(sheet_);
    for (std::size_t row = 0; row < page.rows.size(); ++row) {
        const std::vector<BlockCell>& cells = page.rows[row];
        const std::string_view format = format_for_unit(unit_of(cells));
        for (std::size_t column = 0; column < cells.size(); ++column) {
            // What is filled in later looks as it will.
            if (is_blank(cells[column]) && cells[column].look == BlockCell::Look::text) {
                continue;
            }
            const Place at{page.first.row + row, page.first.column + column};
            styles.try_emplace(style_of(cells[column].look), sheet_).first->second.add(at);
            if (heads_numbers(page, row, column)) {
                over_numbers.add(at);
            } else if (column > 0 && stands_left(cells[column].look)) {
                behind_numbers.add(at);
            }
            if (holds_a_number(cells[column]) && format != "General" && column < 3) {
                formats.try_emplace(format, sheet_).first->second.add(at);
            }
        }
    }
    for (const auto& [style, cells] : styles) {
        set_on(cells.all(), "CellStyle", style);
    }
    std::vector<SheetArea> frozen;
    for (const Area& area : page.frozen) {
        frozen.push_back({sheet_, area});
    }
    set_on(frozen, "CellStyle", frozen_style);
    set_on(over_numbers.all(), "HoriJustify", aligned(right));
    set_on(behind_numbers.all(), "HoriJustify", aligned(left));
    set_on(behind_numbers.all(), "ParaIndent", gap_behind_numbers);
    for (const auto& [format, cells] : formats) {
        set_on(cells.all(), "NumberFormat", spreadsheet_.number_format(format));
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

void BlockSheet::fit_titles(const Page& page) const {
    const Object rows = spreadsheet_.sheet(sheet_).get("Rows").object();
    const Object columns = spreadsheet_.sheet(sheet_).get("Columns").object();
    std::int64_t across = 0;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        across += columns.call("getByIndex", whole(i)).object().get("Width").whole();
    }
    const auto letters_across = static_cast<std::size_t>(across / letter_width);
    for (std::size_t row = 0; row < page.rows.size(); ++row) {
        if (!is_title(page.rows[row])) {
            continue;
        }
        const std::string* text = std::get_if<std::string>(&page.rows[row].front().content);
        if (text == nullptr) {
            continue;
        }
        const std::size_t at = page.first.row + row;
        spreadsheet_.range(sheet_, {{at, page.first.column}, 1, widths.size()}).call("merge", true);
        // Rows do not grow with merged cells.
        const std::size_t lines = text->size() / letters_across + 1;
        if (lines > 1) {
            rows.call("getByIndex", whole(at))
                .object()
                .set("Height", static_cast<std::int32_t>(lines) * line_height);
        }
    }
}

} // namespace headroom
