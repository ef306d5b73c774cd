#include "workbook/block_styles.hpp"

#include "workbook/areas.hpp"

namespace headroom {

namespace {

using uno::Any;
using uno::Object;
using Look = BlockCell::Look;
using Variant = BlockStyle::Variant;

/// Colours, 0xRRGGBB.
namespace colour {
constexpr std::int32_t title = 0x1F3864;
constexpr std::int32_t band = 0xDDE5F0;
constexpr std::int32_t note = 0x595959;
constexpr std::int32_t given = 0x1F4E9E; // as accountants mark inputs
constexpr std::int32_t result = 0xE5F1E0;
} // namespace colour

constexpr std::int16_t gap_behind_numbers = 250; // in 1/100 mm

std::string base_name(Look look) {
    switch (look) {
    case Look::text:
        break;
    case Look::title:
        return "Headroom title";
    case Look::heading:
        return "Headroom heading";
    case Look::note:
        return "Headroom note";
    case Look::given:
        return "Headroom given";
    case Look::value:
        return "Headroom value";
    case Look::result:
        return "Headroom result";
    }
    return "Headroom text";
}

std::string suffix(Variant variant) {
    switch (variant) {
    case Variant::usual:
        break;
    case Variant::money:
        return ", money";
    case Variant::percent:
        return ", percent";
    case Variant::count:
        return ", count";
    case Variant::beside:
        return ", beside";
    case Variant::over_numbers:
        return ", over numbers";
    case Variant::in_a_line:
        return ", in a line";
    case Variant::frozen:
        return ", frozen";
    }
    return {};
}

void set_float(const Object& style, std::string_view property, float value) {
    static const uno::Type type("float");
    style.set(property, Any::of_type(type, &value));
}

/// CellHoriJustify
enum class Side : std::int32_t { left = 1, right = 3 };

void align(const Object& style, Side side) {
    static const uno::Type type("com.sun.star.table.CellHoriJustify");
    auto number = static_cast<std::int32_t>(side);
    style.set("HoriJustify", Any::of_type(type, &number));
}

void set_look(const Object& style, Look look) {
    constexpr float bold = 150;
    switch (look) {
    case Look::text:
        break;
    case Look::title:
        set_float(style, "CharWeight", bold);
        set_float(style, "CharHeight", 12);
        style.set("CharColor", colour::title);
        style.set("IsTextWrapped", true);
        break;
    case Look::heading:
        set_float(style, "CharWeight", bold);
        style.set("CellBackColor", colour::band);
        style.set("IsTextWrapped", true);
        break;
    case Look::note:
        style.set("CharColor", colour::note);
        style.set("IsTextWrapped", true);
        break;
    case Look::given:
        align(style, Side::right);
        style.set("CharColor", colour::given);
        // A number that does not fit shows ### otherwise.
        style.set("ShrinkToFit", true);
        break;
    case Look::value:
        align(style, Side::right);
        style.set("ShrinkToFit", true);
        break;
    case Look::result:
        align(style, Side::right);
        set_float(style, "CharWeight", bold);
        style.set("CellBackColor", colour::result);
        style.set("ShrinkToFit", true);
        break;
    }
}

void set_variant(const Object& style, Variant variant, const Spreadsheet& spreadsheet) {
    switch (variant) {
    case Variant::usual:
        break;
    case Variant::money:
        style.set("NumberFormat",
                  spreadsheet.number_format("[>=100000]#,##0;[<=-100000]-#,##0;#,##0.00"));
        break;
    case Variant::percent:
        style.set("NumberFormat", spreadsheet.number_format("0.00%"));
        break;
    case Variant::count:
        style.set("NumberFormat", spreadsheet.number_format("#,##0.0"));
        break;
    case Variant::beside:
        align(style, Side::left);
        style.set("ParaIndent", gap_behind_numbers);
        break;
    case Variant::over_numbers:
        align(style, Side::right);
        break;
    case Variant::in_a_line:
        style.set("IsTextWrapped", false);
        break;
    case Variant::frozen:
        style.set("CellBackColor", frozen_colour);
        break;
    }
}

/// Of a cell style, or of cells.
void set_all(const Object& cells, const BlockStyle& style, const Spreadsheet& spreadsheet) {
    constexpr std::int32_t top = 1; // CellVertJustify2
    cells.set("VertJustify", top);
    // Ids and formulas are no language's words: nothing to underline in red.
    cells.set("CharLocale",
              uno::structure(uno::Type("com.sun.star.lang.Locale"), {{"Language", "zxx"}}));
    set_look(cells, style.look);
    set_variant(cells, style.variant, spreadsheet);
}

Object styles_of(const Spreadsheet& spreadsheet, std::string_view family) {
    return spreadsheet.document().get("StyleFamilies").object().call("getByName", family).object();
}

Object new_style(const Spreadsheet& spreadsheet, const Object& styles, std::string_view service,
                 const std::string& name) {
    styles.call("insertByName", name,
                spreadsheet.document().call("createInstance", service).object());
    return styles.call("getByName", name).object();
}

} // namespace

std::optional<std::string> name_of(const BlockStyle& style, const Spreadsheet& spreadsheet) {
    std::string name = base_name(style.look) + suffix(style.variant);
    const Object styles = styles_of(spreadsheet, "CellStyles");
    if (styles.call("hasByName", name).truth()) {
        return name;
    }
    if (spreadsheet.any_protected()) {
        return std::nullopt;
    }
    const Object made = new_style(spreadsheet, styles, "com.sun.star.style.CellStyle", name);
    made.set("ParentStyle", "Default");
    set_all(made, style, spreadsheet);
    return name;
}

void dress(const std::vector<SheetArea>& cells, const BlockStyle& style,
           const Spreadsheet& spreadsheet) {
    constexpr std::int32_t formats = 32; // CellFlags.HARDATTR
    const std::optional<std::string> name = name_of(style, spreadsheet);
    on_all(spreadsheet, cells, [&](const Object& ranges) {
        if (name) {
            ranges.set("CellStyle", *name);
        } else {
            ranges.call("clearContents", formats);
            set_all(ranges, style, spreadsheet);
        }
    });
}

bool is_block_style(std::string_view name) {
    return name.starts_with("Headroom ");
}

void make_page_style(const Spreadsheet& spreadsheet, const std::string& name, std::size_t wide) {
    const Object styles = styles_of(spreadsheet, "PageStyles");
    if (styles.call("hasByName", name).truth()) {
        return;
    }
    const Object page = new_style(spreadsheet, styles, "com.sun.star.style.PageStyle", name);
    page.set("IsLandscape", true);
    const Any width = page.get("Width");
    const Any height = page.get("Height");
    if (width.whole() < height.whole()) {
        page.set("Width", height);
        page.set("Height", width);
    }
    page.set("ScaleToPagesX", static_cast<std::int16_t>(wide));
    page.set("ScaleToPagesY", std::int16_t{0});
}

} // namespace headroom
