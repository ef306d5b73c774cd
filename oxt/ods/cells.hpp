#pragma once

#include "ods/workbook.hpp"

/// Short names for the cells that every workbook is made of.
namespace headroom::workbook {

/// Merged cells do not grow with their text.
inline constexpr double two_lines = 9;

inline Cell text(Look look, std::string content, int columns = 1) {
    return {.look = look, .content = std::move(content), .columns = columns};
}

inline Cell label(std::string content, int columns = 1) {
    return text(Look::label, std::move(content), columns);
}

inline Cell note(std::string content, int columns = 1) {
    return text(Look::note, std::move(content), columns);
}

inline Cell column_heading(std::string content) {
    return text(Look::column_heading, std::move(content));
}

inline Cell number_heading(std::string content) {
    return text(Look::number_heading, std::move(content));
}

inline Cell formula(std::string content, Format format, std::string name = {},
                    Look look = Look::formula) {
    return {.look = look,
            .content = Formula{std::move(content)},
            .format = format,
            .name = std::move(name)};
}

/// A formula whose result is text. Texts do not care for the number format, but a recipient without
/// the extension keeps the saved text only where there is one.
inline Cell formula_text(std::string content, Look look = Look::formula_text, int columns = 1,
                         std::string name = {}) {
    return {.look = look,
            .content = Formula{std::move(content)},
            .format = Format::many,
            .columns = columns,
            .name = std::move(name)};
}

inline void add_title(Sheet& sheet, std::string title, std::string subtitle, int columns) {
    sheet.add({text(Look::title, std::move(title), columns)}, 11);
    sheet.add({text(Look::subtitle, std::move(subtitle), columns)}, sheet.landscape ? 11 : 12);
}

/// Which question a workbook answers, and which one another does: whoever reads two numbers has to
/// see why they differ.
inline void add_question(Sheet& sheet, std::string question, std::string other, int columns,
                         double height = 10) {
    sheet.add({}, 2);
    for (std::string* sentence : {&question, &other}) {
        sheet.add({formula_text(std::move(*sentence), Look::question, columns)}, height);
    }
}

inline void add_section(Sheet& sheet, std::string title, int columns, bool new_page = false) {
    sheet.add({}, 4);
    sheet.add({text(Look::heading, std::move(title), columns)}, 7.5);
    sheet.rows.back().page_break_before = new_page;
}

} // namespace headroom::workbook
