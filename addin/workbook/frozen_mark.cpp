#include "workbook/frozen_mark.hpp"

#include "workbook/block_styles.hpp"

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <vector>

namespace headroom {

namespace {

using uno::Object;

constexpr std::string_view background = "CellBackColor";
constexpr std::string_view transparent = "none";
constexpr std::int64_t no_colour = -1;

std::string colour_of(const Object& cell) {
    constexpr std::int64_t is_default = 1; // PropertyState.DEFAULT_VALUE
    if (cell.call("getPropertyState", background).whole() == is_default) {
        return std::string(FrozenMark::of_style);
    }
    const std::int64_t colour = cell.get(background).whole();
    if (colour == no_colour) {
        return std::string(transparent);
    }
    char text[16];
    std::snprintf(text, sizeof text, "#%06X", static_cast<unsigned>(colour));
    return text;
}

void set_colour(const Object& cell, const std::string& colour) {
    if (cell.get(background).whole() != frozen_colour) {
        return;
    }
    if (colour == FrozenMark::of_style) {
        cell.call("setPropertyToDefault", background);
    } else if (colour == transparent) {
        cell.set(background, static_cast<std::int32_t>(no_colour));
    } else if (colour.size() == 7) {
        cell.set(background, static_cast<std::int32_t>(std::stol(colour.substr(1), nullptr, 16)));
    }
}

std::vector<CellPlace> each(const SheetArea& cells) {
    std::vector<CellPlace> all;
    for (std::size_t row = 0; row < cells.area.rows; ++row) {
        for (std::size_t column = 0; column < cells.area.columns; ++column) {
            all.push_back(
                {cells.sheet, {cells.area.first.row + row, cells.area.first.column + column}});
        }
    }
    return all;
}

/// Null where there is none.
Object comment_of(const Object& cell) {
    const Object comment = cell.call("getAnnotation").object();
    const Object text = comment ? comment.as("com.sun.star.text.XSimpleText") : Object();
    return text && !text.call("getString").text().empty() ? text : Object();
}

Object comments_of(const Spreadsheet& spreadsheet, std::int32_t sheet) {
    return spreadsheet.sheet(sheet).call("getAnnotations").object();
}

constexpr std::string_view gap = "\n\n"; ///< between a comment and what is added

void add_comment(const Spreadsheet& spreadsheet, const CellPlace& place, const std::string& said) {
    if (const Object text = comment_of(spreadsheet.cell(place))) {
        const Object end = text.call("createTextCursor").object();
        end.call("gotoEnd", false);
        text.call("insertString", end, std::string(gap) + said, false);
        return;
    }
    comments_of(spreadsheet, place.sheet).call("insertNew", address_of(place), said);
}

void remove_comment(const Spreadsheet& spreadsheet, const CellPlace& place) {
    const Object comments = comments_of(spreadsheet, place.sheet);
    const auto count = static_cast<std::int32_t>(comments.call("getCount").whole());
    for (std::int32_t i = 0; i < count; ++i) {
        const uno::Any at = comments.call("getByIndex", i).object().call("getPosition");
        if (at.member("Column").whole() == static_cast<std::int64_t>(place.at.column) &&
            at.member("Row").whole() == static_cast<std::int64_t>(place.at.row)) {
            comments.call("removeByIndex", i);
            return;
        }
    }
}

/// Letters as the office counts them.
std::int16_t letters(const std::string& text) {
    return static_cast<std::int16_t>(uno::utf16(text).size());
}

void cut_comment(const Spreadsheet& spreadsheet, const CellPlace& place, const std::string& said) {
    const Object text = comment_of(spreadsheet.cell(place));
    if (!text) {
        return;
    }
    const std::string all = text.call("getString").text();
    const std::size_t at = all.find(said);
    if (at == all.npos) {
        return;
    }
    if (all == said) {
        remove_comment(spreadsheet, place);
        return;
    }
    const bool behind = at >= gap.size() && all.substr(at - gap.size(), gap.size()) == gap;
    const std::size_t first = behind ? at - gap.size() : at;
    const Object cursor = text.call("createTextCursor").object();
    cursor.call("gotoStart", false);
    cursor.call("goRight", letters(all.substr(0, first)), false);
    cursor.call("goRight", letters(all.substr(first, at + said.size() - first)), true);
    cursor.call("setString", "");
}

} // namespace

FrozenMark mark_frozen(const Spreadsheet& spreadsheet, const SheetArea& cells,
                       const std::string& comment) {
    std::vector<std::string> colours;
    for (const CellPlace& place : each(cells)) {
        colours.push_back(colour_of(spreadsheet.cell(place)));
    }
    if (std::equal(colours.begin() + 1, colours.end(), colours.begin())) {
        colours.resize(1);
    }
    FrozenMark mark{{}, comment};
    for (const std::string& colour : colours) {
        mark.colours += (mark.colours.empty() ? "" : ";") + colour;
    }
    spreadsheet.range(cells.sheet, cells.area).set(background, frozen_colour);
    add_comment(spreadsheet, {cells.sheet, cells.area.first}, comment);
    return mark;
}

void unmark_frozen(const Spreadsheet& spreadsheet, const SheetArea& cells, const FrozenMark& mark) {
    std::istringstream colours(mark.colours);
    std::string colour;
    for (const CellPlace& place : each(cells)) {
        // When there are no more, it is as the last one.
        std::string next;
        colour = std::getline(colours, next, ';') ? next : colour;
        set_colour(spreadsheet.cell(place), colour);
    }
    cut_comment(spreadsheet, {cells.sheet, cells.area.first}, mark.comment);
}

} // namespace headroom
