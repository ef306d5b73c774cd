#include "templates/written.hpp"

#include "core/function.hpp"
#include "ods/document.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>

#include <stdexcept>

namespace headroom::workbook::written {

InputsSheet::InputsSheet(const Facts& facts, const std::string& subtitle)
    : facts_(facts), sheet_{
                         .name = "Inputs", .columns = {62, 28, 42, 34, 88, 22}, .landscape = true} {
    add_title(sheet_, "Inputs", subtitle, 6);
}

void InputsSheet::section(const std::string& title, bool new_page) {
    add_section(sheet_, title, 6, new_page);
    sheet_.add({column_heading("Input"), number_heading("Value"), column_heading("Unit"),
                column_heading("As of"), column_heading("Source"), column_heading("Confidence")});
}

void InputsSheet::number(const std::string& what, const std::string& name, double value,
                         Format format, const std::string& unit, const std::string& as_of,
                         const std::string& source, const std::string& confidence) {
    sheet_.add({label(what), input(value, format, name), note(unit), note(as_of), note(source),
                note(confidence)});
}

void InputsSheet::fact(const std::string& what, const std::string& name, std::string_view item,
                       std::string_view as_of, Format format) {
    const Fact& fact = facts_.at(std::string(item) + ", " + std::string(as_of));
    number(what, name, fact.value, format, fact.unit, fact.as_of, fact.source, fact.confidence);
}

void InputsSheet::assumption(const std::string& what, const std::string& name, double value,
                             Format format, const std::string& unit, const std::string& why) {
    number(what, name, value, format, unit, "", "Assumption: " + why, "low");
}

void InputsSheet::choice(const std::string& what, const std::string& name, const std::string& value,
                         const std::vector<std::string>& choices, const std::string& why) {
    sheet_.add({label(what),
                {.look = Look::input_text, .content = value, .name = name, .choices = choices},
                note(boost::join(choices, " or ")),
                note(""),
                note(why),
                note("")});
}

void InputsSheet::whole(const Limits& limits) {
    sheet_.rows.back().cells[1].allowed = {.limits = limits, .whole = true};
}

void ChainSheet::section(const std::string& title, bool new_page) {
    add_section(sheet_, title, 4, new_page);
    sheet_.add({column_heading(line_), number_heading("Value"), column_heading("Unit"),
                column_heading("How")});
}

void ChainSheet::line(const std::string& what, const std::string& name, const std::string& content,
                      Format format, const std::string& unit, const std::string& how) {
    sheet_.add({label(what), formula(content, format, name), note(unit), note(how)});
}

ChecksSheet::ChecksSheet() : sheet_{.name = "Checks", .columns = {100, 32, 32, 28, 22}} {
    add_title(sheet_, "Checks",
              "What has to agree, recalculated another way. OK: it does. Look: it does not. "
              "No answer: the question has none with these inputs.",
              5);
    add_section(sheet_, "The workbook adds up", 5);
    sheet_.add({column_heading("Check"), number_heading("This"), number_heading("and this"),
                number_heading("Difference"), number_heading("State")});
    first_ = static_cast<int>(sheet_.rows.size()) + 1;
}

void ChecksSheet::compare(const std::string& what, const std::string& left,
                          const std::string& right, Format format, const std::string& condition,
                          const std::string& otherwise) {
    const std::string row = std::to_string(sheet_.rows.size() + 1);
    const std::string test = boost::replace_all_copy(condition, "#", row);
    sheet_.add({label(what), formula(left, format), formula(right, format),
                formula("=ROUND([.B" + row + "]-[.C" + row + "];6)", format),
                formula("=IFERROR(IF(" + test + ";\"OK\";\"" + otherwise + "\");\"No answer\")",
                        Format::many, {}, Look::check)});
}

void ChecksSheet::agree(const std::string& what, const std::string& left, const std::string& right,
                        Format format, std::string_view tolerance) {
    compare(what, left, right, format,
            "ABS([.B#]-[.C#])<=" + std::string(tolerance) + "*MAX(1;ABS([.B#]))");
}

void ChecksSheet::at_least(const std::string& what, const std::string& left,
                           const std::string& right, Format format) {
    compare(what, left, right, format, "[.B#]-[.C#]>=-0.000000001*MAX(1;ABS([.B#]))");
}

void ChecksSheet::warn_of(const std::string& what, const std::string& count) {
    compare(what, count, "=0", Format::whole, "[.B#]=0", "Warning");
}

void ChecksSheet::sum_up() {
    const std::string states =
        "[.E" + std::to_string(first_) + ":.E" + std::to_string(sheet_.rows.size()) + "]";
    const auto count = [&](const std::string& state) {
        return "COUNTIF(" + states + ";\"" + state + "\")";
    };
    sheet_.add({label("All checks"), note(""), note(""), note(""),
                formula("=IF(" + count("Look") + ">0;\"Look\";IF(" + count("OK") + "+" +
                            count("Warning") + "<ROWS(" + states + ");\"No answer\";IF(" +
                            count("Warning") + ">0;\"Warning\";\"OK\")))",
                        Format::many, "checks", Look::check)});
}

void ChecksSheet::section(const std::string& title, bool new_page) {
    add_section(sheet_, title, 5, new_page);
}

void ChecksSheet::reasons(bool new_page) {
    section("Why a cell shows an error", new_page);
}

void ChecksSheet::line(Cell what, Cell rest) {
    sheet_.add({std::move(what), std::move(rest)}, two_lines);
}

void ChecksSheet::spare(int rows) {
    const int last = static_cast<int>(sheet_.rows.size());
    sheet_.spare_rows.push_back({last - rows + 1, last, 5});
}

void ChecksSheet::reason(const std::string& function, const std::string& arguments,
                         const std::string& idle) {
    const std::string fine =
        idle.empty() ? "REASON(#)=\"\"" : "IF(" + idle + ";\"\";REASON(#))=\"\"";
    const std::string formula = "=IFERROR(IF(" + fine +
                                ";\"No error.\";REASON(#));"
                                "\"An earlier figure is an error: look there first.\")";
    const std::string call = "\"" + function + "\";" + arguments;
    sheet_.add({label(function),
                formula_text(boost::replace_all_copy(formula, "#", call), Look::formula_text, 4)},
               two_lines);
}

void ChecksSheet::reasons_at(const std::string& function, const std::string& column,
                             const std::string& sheet) {
    sheet_.add(
        {label(function),
         formula_text("=IFERROR(IF(SUMPRODUCT((" + column + "<>\"\")*(" + column +
                          "<>\"none\"))=0;\"No error.\";\"See the last column of the sheet " +
                          sheet + ".\");\"An earlier figure is an error: look there first.\")",
                      Look::formula_text, 4)},
        two_lines);
}

void add_status(Sheet& sheet, int last_columns) {
    sheet.add(
        {formula_text("=IF(ISNUMBER(SEARCH(\"org.headroom\";FORMULA(version)));"
                      "\"SAVED VALUES. The Headroom extension is not installed here: every "
                      "figure is the one last saved. To calculate, install headroom.oxt by "
                      "double click and open this file again.\";"
                      "\"LIVE. Calculated by \"&version&\". Results follow the "
                      "inputs.\")",
                      Look::status, 3),
         formula_text("=\"Headroom \"&HEADROOMVERSION()", Look::status, last_columns, "version")},
        9);
}

void add_workings(Sheet& sheet, const std::string& function, const std::string& arguments, int rows,
                  bool new_page) {
    add_section(sheet, function, 4, new_page);
    sheet.add({column_heading("Step"), number_heading("Value"), column_heading("Unit"),
               column_heading("Formula, in Calc's own functions")});
    for (int row = 1; row <= rows; ++row) {
        const auto part = [&](int column) {
            // Without the extension a saved empty text turns into #NAME?, so what is not there is a
            // dash.
            const std::string workings = "WORKINGS(\"" + function + "\";" + arguments + ")";
            const std::string number = std::to_string(row);
            return "=IF(" + number + ">ROWS(" + workings + ");\"–\";INDEX(" + workings + ";" +
                   number + ";" + std::to_string(column) + "))";
        };
        sheet.add({formula_text(part(1)), formula(part(3), Format::many), formula_text(part(4)),
                   formula_text(part(2))});
    }
    const int last = static_cast<int>(sheet.rows.size());
    sheet.spare_rows.push_back({last - rows + 1, last, 4});
}

Sheet workings_sheet(const std::string& subtitle) {
    Sheet sheet{.name = "Workings", .columns = {36, 44, 42, 80}};
    add_title(sheet, "Workings", subtitle, 4);
    return sheet;
}

} // namespace headroom::workbook::written
