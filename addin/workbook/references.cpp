#include "workbook/references.hpp"

#include <utility>

namespace headroom {

namespace {

using uno::Any;

/// ReferenceFlags
namespace flag {
constexpr std::int64_t column_relative = 1;
constexpr std::int64_t row_relative = 4;
constexpr std::int64_t sheet_relative = 16;
constexpr std::int64_t deleted = 2 | 8 | 32;
constexpr std::int64_t three_dimensional = 64;
} // namespace flag

bool is_struct(const Token& token, std::string_view type) {
    return token.opcode == opcode::push && token.data.type_class() == uno::TypeClass::structure &&
           token.data.type_name() == type;
}

bool is_single(const Token& token) {
    return is_struct(token, "com.sun.star.sheet.SingleReference");
}

bool is_complex(const Token& token) {
    return is_struct(token, "com.sun.star.sheet.ComplexReference");
}

bool is_relative(const uno::View& reference) {
    return (reference.member("Flags").whole() &
            (flag::column_relative | flag::row_relative | flag::sheet_relative)) != 0;
}

/// A reference that means the same in every cell.
Any fixed(const uno::View& reference, const CellPlace& place, bool with_sheet) {
    Any made(reference);
    const std::int64_t flags = reference.member("Flags").whole();
    const auto fix = [&](const char* member, const char* relative, std::int64_t bit,
                         std::int32_t base) {
        if ((flags & bit) != 0) {
            const auto offset = static_cast<std::int32_t>(reference.member(relative).whole());
            made.set_member(member, Any(base + offset));
        }
    };
    fix("Column", "RelativeColumn", flag::column_relative, whole(place.at.column));
    fix("Row", "RelativeRow", flag::row_relative, whole(place.at.row));
    fix("Sheet", "RelativeSheet", flag::sheet_relative, place.sheet);
    const std::int64_t kept = flags & (flag::deleted | flag::three_dimensional);
    made.set_member(
        "Flags", Any(static_cast<std::int32_t>(kept | (with_sheet ? flag::three_dimensional : 0))));
    return made;
}

/// The place of a reference without relative parts; nothing when a part of it was deleted.
std::optional<CellPlace> place_of(const uno::View& reference) {
    if ((reference.member("Flags").whole() & flag::deleted) != 0) {
        return std::nullopt;
    }
    const auto number = [&](const char* member) { return reference.member(member).whole(); };
    return CellPlace{
        static_cast<std::int32_t>(number("Sheet")),
        {static_cast<std::size_t>(number("Row")), static_cast<std::size_t>(number("Column"))}};
}

/// The reference as it was written, to the cell that another means, which is fixed. The second one
/// of a range does without its sheet.
Any moved(const uno::View& written, const uno::View& live, const CellPlace& place, bool first) {
    Any made(written);
    const auto move = [&](const char* member, const char* relative, std::int32_t base) {
        const auto at = static_cast<std::int32_t>(live.member(member).whole());
        made.set_member(member, Any(at));
        made.set_member(relative, Any(at - base));
    };
    move("Column", "RelativeColumn", whole(place.at.column));
    move("Row", "RelativeRow", whole(place.at.row));
    move("Sheet", "RelativeSheet", place.sheet);
    const bool elsewhere = first && live.member("Sheet").whole() != place.sheet;
    const std::int64_t flags = written.member("Flags").whole() |
                               (live.member("Flags").whole() & flag::deleted) |
                               (elsewhere ? flag::three_dimensional : 0);
    made.set_member("Flags", Any(static_cast<std::int32_t>(flags)));
    return made;
}

} // namespace

bool is_reference(const Token& token) {
    return is_single(token) || is_complex(token);
}

bool is_relative(const Token& token) {
    return (is_single(token) && is_relative(token.data)) ||
           (is_complex(token) && (is_relative(token.data.member("Reference1")) ||
                                  is_relative(token.data.member("Reference2"))));
}

Token fixed(const Token& token, const CellPlace& place) {
    if (is_single(token)) {
        return {token.opcode, fixed(token.data, place, true)};
    }
    if (is_complex(token)) {
        Any made(token.data);
        made.set_member("Reference1", fixed(token.data.member("Reference1"), place, true));
        made.set_member("Reference2", fixed(token.data.member("Reference2"), place, false));
        return {token.opcode, made};
    }
    return token;
}

Tokens fixed(const Tokens& tokens, const CellPlace& place) {
    Tokens made;
    made.reserve(tokens.size());
    for (const Token& token : tokens) {
        made.push_back(fixed(token, place));
    }
    return made;
}

Tokens references_among(const Tokens& tokens) {
    Tokens found;
    for (const Token& token : tokens) {
        if (is_reference(token)) {
            found.push_back(token);
        }
    }
    return found;
}

Tokens without_spaces(const Tokens& tokens) {
    Tokens kept;
    for (const Token& token : tokens) {
        if (token.opcode != opcode::spaces) {
            kept.push_back(token);
        }
    }
    return kept;
}

std::optional<SheetArea> referred_cells(const Token& fixed) {
    if (is_single(fixed)) {
        const std::optional<CellPlace> cell = place_of(fixed.data);
        return cell ? std::optional(SheetArea{cell->sheet, {cell->at, 1, 1}}) : std::nullopt;
    }
    const std::optional<CellPlace> first = place_of(fixed.data.member("Reference1"));
    const std::optional<CellPlace> last = place_of(fixed.data.member("Reference2"));
    if (!first || !last || first->sheet != last->sheet || last->at.row < first->at.row ||
        last->at.column < first->at.column) {
        return std::nullopt;
    }
    return SheetArea{
        first->sheet,
        {first->at, last->at.row - first->at.row + 1, last->at.column - first->at.column + 1}};
}

Token moved(const Token& written, const Token& live, const CellPlace& place) {
    if (is_single(written) && is_single(live)) {
        return {written.opcode, moved(written.data, live.data, place, true)};
    }
    if (is_complex(written) && is_complex(live)) {
        Any made(written.data);
        for (const auto& [member, first] : {std::pair{"Reference1", true}, {"Reference2", false}}) {
            made.set_member(
                member, moved(written.data.member(member), live.data.member(member), place, first));
        }
        return {written.opcode, made};
    }
    return live;
}

namespace {

/// With the flags of a reference changed; of a range, those of both ends.
template <class Change> Token changed(const Token& reference, const Change& change) {
    if (is_single(reference)) {
        return {reference.opcode, change(reference.data, true)};
    }
    Any made(reference.data);
    made.set_member("Reference1", change(reference.data.member("Reference1"), true));
    made.set_member("Reference2", change(reference.data.member("Reference2"), false));
    return {reference.opcode, made};
}

} // namespace

Token with_sheet_of(const Token& reference, const CellPlace& place) {
    return changed(reference, [&](const uno::View& one, bool first) {
        Any made(one);
        const std::int64_t flags = one.member("Flags").whole();
        if (first && (flags & flag::sheet_relative) != 0) {
            const auto offset = static_cast<std::int32_t>(one.member("RelativeSheet").whole());
            made.set_member("Sheet", Any(place.sheet + offset));
        }
        made.set_member(
            "Flags",
            Any(static_cast<std::int32_t>(
                first ? (flags & ~flag::sheet_relative) | flag::three_dimensional : flags)));
        return made;
    });
}

Token with_sheet_written(const Token& reference, bool sheet, bool absolute) {
    return changed(reference, [&](const uno::View& one, bool first) {
        Any made(one);
        const std::int64_t flags =
            one.member("Flags").whole() & ~(flag::three_dimensional | flag::sheet_relative);
        made.set_member("Flags", Any(static_cast<std::int32_t>(
                                     flags | (sheet && first ? flag::three_dimensional : 0) |
                                     (sheet && absolute ? 0 : flag::sheet_relative))));
        return made;
    });
}

} // namespace headroom
