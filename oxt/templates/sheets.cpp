#include "templates/sheets.hpp"

#include "core/catalogue.hpp"
#include "core/function.hpp"
#include "ods/document.hpp"
#include "templates/wrong_inputs.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>

#include <algorithm>
#include <stdexcept>

namespace headroom::workbook {

namespace {

/// Values with what is known of them: unit, date, source and confidence.
class InputsSheet : public RowSheet {
public:
    explicit InputsSheet(const Source& source)
        : InputsSheet(source, {.name = "Inputs", .columns = {62, 28, 42, 34, 88, 22, 40}}) {}

protected:
    static Entry input_headings() {
        return {.kind = "all_headings",
                .text = "Input",
                .parts = {{"number", "Value"},
                          {"text", "Unit"},
                          {"text", "As of"},
                          {"text", "Source"},
                          {"text", "Confidence"}}};
    }
    inline static const Part check_heading{"text", "Check"};

    static Allowed allowed_in(const Entry& entry) {
        return entry.has("whole") ? Allowed{.limits = limits_of(entry.at("whole")), .whole = true}
                                  : Allowed{.limits = limits_of(entry.at("limits"))};
    }
    /// "OK", or what belongs into the cells that are typed in.
    static Cell state(const std::string& condition, const std::string& advice,
                      const std::string& name = {}) {
        return formula_text("=IF(IFERROR(" + condition + ";FALSE());\"OK\";\"" + advice + "\")",
                            Look::formula_note, 1, name);
    }
    /// The cell of that column in the row that is added next.
    std::string next(char column) {
        return std::string("[.") + column + std::to_string(sheet().rows.size() + 1) + "]";
    }

    InputsSheet(const Source& source, Sheet layout) : RowSheet(source, std::move(layout)) {
        sheet().landscape = true;
        kind("title", [this](const Entry& entry) { title(entry); });
        kind("fact", [this](const Entry& entry) { fact(entry); });
        kind("assumption", [this](const Entry& entry) { assumption(entry); });
        kind("choice", [this](const Entry& entry) { choice(entry); });
        Entry entry = input_headings();
        entry.parts.push_back(check_heading);
        all_headings(entry);
    }

private:
    void title(const Entry& entry) {
        entry.expect({}, {"subtitle"});
        add_title(sheet(), entry.text,
                  entry.has("subtitle")
                      ? entry.at("subtitle")
                      : "Blue on yellow is typed in and may be changed; everything else in this "
                        "workbook is a formula. High: a company's own report. Medium: press or "
                        "industry figures. Low: an assumption, so try others.",
                  width());
    }

    void number(const Entry& entry, const Fact& figure, bool blank = false) {
        Cell cell = input(blank ? std::nullopt : std::optional(figure.value),
                          format_of(entry.at("format")), entry.at("name"));
        Allowed allowed = allowed_in(entry);
        allowed.blank = blank;
        const std::string here = next('B');
        std::string condition = condition_of(allowed, here);
        if (blank) {
            condition = "OR(ISBLANK(" + here + ");" + condition + ")";
        }
        Cell checked = state(condition, advice_of(allowed), state_name(cell.name));
        cell.allowed = std::move(allowed);
        sheet().add({label(entry.text), std::move(cell), note(figure.unit), note(figure.as_of),
                     note(figure.source), note(figure.confidence), std::move(checked)});
    }

    void fact(const Entry& entry) {
        const std::string& name = entry.at("value");
        if (facts().is_series(name)) {
            entry.expect({"name", "value", "format"}, {"limits"});
            const Allowed allowed = allowed_in(entry);
            const ChosenFact fact = chosen(name);
            sheet().add({label(entry.text),
                         formula(fact.value, format_of(entry.at("format")), entry.at("name")),
                         formula_text(fact.unit, Look::formula_note),
                         formula_text(fact.as_of, Look::formula_note),
                         formula_text(fact.source, Look::formula_note),
                         formula_text(fact.confidence, Look::formula_note),
                         state(condition_of(allowed, next('B')), advice_of(allowed),
                               state_name(entry.at("name")))});
            return;
        }
        entry.expect({"name", "value", "format"}, {"limits", "whole"});
        number(entry, facts().at(name));
    }

    void assumption(const Entry& entry) {
        entry.expect({"name", "format", "unit", "why"}, {"value", "limits", "whole"});
        const bool blank = !entry.has("value");
        number(entry,
               {.item = {},
                .unit = entry.at("unit"),
                .as_of = {},
                .source = "Assumption: " + entry.at("why"),
                .confidence = "low",
                .value = blank ? 0 : entry.number("value")},
               blank);
    }

    void choice(const Entry& entry) {
        entry.expect({"name", "value", "choices", "why"});
        const std::vector<std::string> choices = choices_of(entry.at("choices"));
        if (std::ranges::find(choices, entry.at("value")) == choices.end()) {
            refuse("there is no choice", entry.at("value"), {choices.begin(), choices.end()});
        }
        std::vector<std::string> same;
        for (const std::string& each : choices) {
            same.push_back(next('B') + "=\"" + each + "\"");
        }
        std::vector<Cell> cells{label(entry.text),
                                {.look = Look::input_text,
                                 .content = entry.at("value"),
                                 .name = entry.at("name"),
                                 .choices = choices},
                                note(boost::join(choices, " or ")),
                                note(""),
                                note(entry.at("why"))};
        cells.resize(static_cast<std::size_t>(width()) - 1, note(""));
        cells.push_back(state("OR(" + boost::join(same, ";") + ")", advice_of(choices),
                              state_name(entry.at("name"))));
        sheet().add(std::move(cells));
    }

    /// From "segment or group".
    static std::vector<std::string> choices_of(std::string text) {
        static const std::string between = " or ";
        std::vector<std::string> choices;
        for (std::size_t at = text.find(between); at != std::string::npos;
             at = text.find(between)) {
            choices.push_back(text.substr(0, at));
            text.erase(0, at + between.size());
        }
        choices.push_back(text);
        return choices;
    }
};

/// The facts of several dates, all of them, and the choice of the date as of which they count.
class FactsSheet : public InputsSheet {
public:
    explicit FactsSheet(const Source& source)
        : InputsSheet(source, {.name = "Facts", .columns = {62, 28, 42, 34, 88, 22, 24, 40}}) {
        Entry entry = input_headings();
        entry.parts.push_back({"number", "Known with"});
        entry.parts.push_back(check_heading);
        all_headings(entry);
        kind("series", [this](const Entry& entry) { series(entry); });
    }

private:
    void series(const Entry& entry) {
        entry.expect({"format"}, {"limits"});
        const Allowed allowed = allowed_in(entry);
        const int first = static_cast<int>(sheet().rows.size()) + 1;
        for (const Fact& fact : facts().series(entry.text)) {
            Cell value = input(fact.value, format_of(entry.at("format")));
            value.allowed = allowed;
            Cell checked =
                state("AND(" + condition_of(allowed, next('B')) + ";ISNUMBER(" + next('G') + "))",
                      advice_of(allowed));
            sheet().add({label(fact.item), std::move(value), note(fact.unit), note(fact.as_of),
                         note(fact.source), note(fact.confidence),
                         input(known_with(fact), Format::quarter), std::move(checked)});
        }
        const int last = static_cast<int>(sheet().rows.size());
        const auto name = [&](const std::string& name, int column, int columns) {
            sheet().named_columns.push_back({.name = name,
                                             .column = column,
                                             .first = first,
                                             .last = last,
                                             .columns = columns,
                                             .where = entry.where});
        };
        name(series_name(entry.text), 1, 5);
        name(values_name(entry.text), 1, 1);
        name(known_name(entry.text), 6, 1);
        name(state_name(values_name(entry.text)), 7, 1);
    }
};

/// Says where the figures come from, in words that stay true wherever the file is opened next:
/// other programs show the text that was saved. The sheet Checks looks for Headroom.
void add_status(Sheet& sheet) {
    const int columns = static_cast<int>(sheet.columns.size());
    sheet.add(
        {formula_text("=IF(headroom_here=\"no\";"
                      "\"SAVED VALUES, or #NAME? where they were calculated anew: the Headroom "
                      "extension is not installed here. To calculate, install headroom.oxt in "
                      "LibreOffice by double click and open this file again.\";"
                      "IF(headroom_here=\"yes\";"
                      "\"CALCULATED by \"&version&\". Results follow the inputs where Headroom is "
                      "installed; elsewhere they are as saved, or #NAME? where they are calculated "
                      "anew.\";"
                      "\"PLAIN COPY. Made with \"&version&\". The sheet About this copy says which "
                      "results follow the inputs and which stay as they were.\"))",
                      Look::status, 3),
         formula_text("=\"Headroom \"&HEADROOMVERSION()", Look::status, columns - 3, "version")},
        9);
}

struct FunctionCall {
    std::string function;
    std::string arguments;

    /// As functions that look into calls take it.
    std::string quoted() const { return "\"" + function + "\";" + arguments; }
};

void expect_function(const std::string& name) {
    if (find(name) == nullptr) {
        std::vector<std::string_view> names;
        for (const Function* function : catalogue()) {
            names.push_back(function->name);
        }
        refuse("there is no function", name, names);
    }
}

/// From "=CAPEXPERJOB(loaded_cost;life;wacc)".
FunctionCall call_in(const Entry& entry) {
    const std::size_t open = formula_of(entry.text).find('(');
    if (open == std::string::npos || !entry.text.ends_with(')')) {
        throw std::runtime_error(entry.kind + " is a call, as =PLANCHECK(assumptions), not " +
                                 entry.text);
    }
    FunctionCall call{.function = entry.text.substr(1, open - 1),
                      .arguments = entry.text.substr(open + 1, entry.text.size() - open - 2)};
    expect_function(call.function);
    return call;
}

void add_workings(RowSheet& rows, const Entry& entry) {
    entry.expect({}, {"rows", "page"});
    const FunctionCall call = call_in(entry);
    const std::string workings = "WORKINGS(" + call.quoted() + ")";
    Sheet& sheet = rows.sheet();
    add_section(sheet, call.function, rows.width(), new_page(entry));
    sheet.add({column_heading("Step"), number_heading("Value"), column_heading("Unit"),
               column_heading("Formula, in Calc's own functions")});
    const Function& function = *find(call.function);
    // Every argument and every step, where the calls do not differ in them.
    const int count = static_cast<int>(
        entry.has("rows") ? entry.number("rows")
                          : static_cast<double>(function.arguments.size() + function.steps.size()));
    for (int row = 1; row <= count; ++row) {
        const auto part = [&](int column) {
            // Without the extension a saved empty text turns into #NAME?, so what is not there is a
            // dash.
            const std::string number = std::to_string(row);
            return "=IF(" + number + ">ROWS(" + workings + ");\"–\";INDEX(" + workings + ";" +
                   number + ";" + std::to_string(column) + "))";
        };
        sheet.add({formula_text(part(1)), formula(part(3), Format::many), formula_text(part(4)),
                   formula_text(part(2))});
    }
    const int last = static_cast<int>(sheet.rows.size());
    sheet.spare_rows.push_back({last - count + 1, last, rows.width()});
}

} // namespace

Cell input(std::optional<double> value, Format format, std::string name) {
    Cell cell{.look = Look::input, .format = format, .name = std::move(name)};
    if (value) {
        cell.content = std::stod(literal(*value)); // as it can be typed: 15 digits
    }
    return cell;
}

Sheet inputs_sheet(const Source& source) {
    return InputsSheet(source).read("inputs.txt");
}

Sheet facts_sheet(const Source& source) {
    return FactsSheet(source).read("facts.txt");
}

AnswerSheet::AnswerSheet(const Source& source, std::vector<double> columns)
    : RowSheet(source, {.name = "Answer", .columns = std::move(columns)}) {
    kind("title", [this](const Entry& entry) {
        title(entry);
        add_status(sheet());
    });
    kind("question", [this](const Entry& entry) {
        entry.expect({"other"});
        add_question(sheet(), formula_of(entry.text), entry.formula("other"), width());
    });
    kind("checks", [this](const Entry& entry) {
        entry.expect({});
        sheet().add({label("Checks"), formula("=checks", Format::many, {}, Look::check),
                     note("see Checks"), note("Whether the workbook adds up.", width() - 3)});
    });
}

void AnswerSheet::show(const std::string& at, const Sheet& other, const Chart& chart,
                       double height) {
    Chart shown = chart;
    shown.sheet = other.name;
    place(at, [shown = std::move(shown), height](Sheet& sheet) mutable {
        shown.row = sheet.add({}, height);
        shown.height = height - 2;
        sheet.charts.push_back(std::move(shown));
    });
}

ChecksSheet::ChecksSheet(const Source& source)
    : RowSheet(source, {.name = "Checks", .columns = {100, 32, 32, 28, 22}}) {
    kind("agree", [this](const Entry& entry) { agree(entry); });
    kind("at_least", [this](const Entry& entry) {
        entry.expect({"this", "that", "format"});
        compare(entry, entry.formula("that"), format_of(entry.at("format")),
                "[.B#]-[.C#]>=-0.000000001*MAX(1;ABS([.B#]))");
    });
    // What is counted may be there, but is seldom meant.
    kind("warn_of", [this](const Entry& entry) {
        entry.expect({"this"});
        compare(entry, "=0", Format::whole, "[.B#]=0", "Warning");
    });
    kind("reasons", [this](const Entry& entry) {
        entry.expect({}, {"page"});
        sum_up();
        add_section(sheet(), "Why a cell shows an error", width(), new_page(entry));
    });
    kind("reason", [this](const Entry& entry) { reason(entry); });
    kind("reason_column", [this](const Entry& entry) { reason_column(entry); });
    add_title(
        sheet(), "Checks",
        "What has to agree, recalculated another way. OK: it does. Look: it does not. "
        "No answer: the question has none with these inputs. Not known: not without Headroom.",
        width());
    look_for_headroom();
    add_section(sheet(), "The workbook adds up", width());
    sheet().add({column_heading("Check"), number_heading("This"), number_heading("and this"),
                 number_heading("Difference"), number_heading("State")});
    first_ = static_cast<int>(sheet().rows.size()) + 1;
    compare({.kind = "agree",
             .text = "Inputs and facts that are not what belongs there",
             .parts = {{"this", '=' + std::string(all_wrong_inputs)}}},
            "=0", Format::whole, "[.B#]=0");
    sheet().rows.back().cells.at(1).name = "wrong_inputs";
}

/// What all sentences and checks have when there is no answer. Without the extension the office
/// keeps the saved version, but spells the call with the name of the service that it lacks.
void ChecksSheet::look_for_headroom() {
    sheet().add(
        {label("Was Headroom there? And what is said in place of an answer"),
         formula("=IF(ISERROR(version);\"no\";IF(ISNUMBER(SEARCH(\"org.headroom\";"
                 "FORMULA(version)));\"no\";IF(ISNUMBER(SEARCH(\"HEADROOMVERSION\";"
                 "FORMULA(version)));\"yes\";\"not needed\")))",
                 Format::many, "headroom_here"),
         formula_text("=IF(headroom_here=\"no\";\"No answer without Headroom, which is "
                      "not installed here.\";IF(wrong_inputs>0;\"No answer with these "
                      "inputs: not each is what belongs there. The last column of their "
                      "sheet says which.\";\"No answer with these inputs. The sheet Checks says "
                      "why.\"))",
                      Look::formula_note, width() - 2, "no_answer")},
        two_lines);
}

void ChecksSheet::compare(const Entry& entry, const std::string& right, Format format,
                          const std::string& condition, const std::string& otherwise) {
    const std::string row = std::to_string(sheet().rows.size() + 1);
    const std::string test = boost::replace_all_copy(condition, "#", row);
    sheet().add({label(entry.text), formula(entry.formula("this"), format), formula(right, format),
                 formula("=ROUND([.B" + row + "]-[.C" + row + "];6)", format),
                 formula("=IFERROR(IF(" + test + ";\"OK\";\"" + otherwise +
                             "\");IF(headroom_here=\"no\";\"Not known\";\"No answer\"))",
                         Format::many, {}, Look::check)});
}

void ChecksSheet::agree(const Entry& entry) {
    entry.expect({"this", "that", "format"}, {"tolerance"});
    // Relative, or absolute below 1.
    const std::string tolerance = entry.has("tolerance") ? entry.at("tolerance") : "0.000000001";
    compare(entry, entry.formula("that"), format_of(entry.at("format")),
            "ABS([.B#]-[.C#])<=" + tolerance + "*MAX(1;ABS([.B#]))");
}

void ChecksSheet::sum_up() {
    const std::string states =
        "[.E" + std::to_string(first_) + ":.E" + std::to_string(sheet().rows.size()) + "]";
    const auto count = [&](const std::string& state) {
        return "COUNTIF(" + states + ";\"" + state + "\")";
    };
    sheet().add({label("All checks"), note(""), note(""), note(""),
                 formula("=IF(" + count("Look") + ">0;\"Look\";IF(" + count("Not known") +
                             ">0;\"Not known\";IF(" + count("OK") + "+" + count("Warning") +
                             "<ROWS(" + states + ");\"No answer\";IF(" + count("Warning") +
                             ">0;\"Warning\";\"OK\"))))",
                         Format::many, "checks", Look::check)});
}

void ChecksSheet::reason(const Entry& entry) {
    entry.expect({}, {"idle", "height"}); // idle: when the function is not called at all
    const FunctionCall call = call_in(entry);
    const std::string why = "REASON(" + call.quoted() + ")";
    const std::string fine =
        (entry.has("idle") ? "IF(" + entry.at("idle") + ";\"\";" + why + ")" : why) + "=\"\"";
    add_reason(call.function, "IF(" + fine + ";\"No error.\";" + why + ")",
               entry.has("height") ? entry.number("height") : two_lines);
}

void ChecksSheet::reason_column(const Entry& entry) {
    entry.expect({"column", "sheet"});
    const std::string column = entry.at("column");
    expect_function(entry.text);
    add_reason(entry.text, "IF(SUMPRODUCT((" + column + "<>\"\")*(" + column +
                               "<>\"none\"))=0;\"No error.\";\"See the last column of the "
                               "sheet " +
                               entry.at("sheet") + ".\")");
}

/// What calls Headroom must not look for it too: where it is missing, that would be calculated anew
/// and what was saved be lost.
void ChecksSheet::add_reason(const std::string& function, std::string formula, double height) {
    sheet().add({label(function),
                 formula_text("=IFERROR(" + std::move(formula) +
                                  ";\"Not known here: Headroom is missing, or an earlier figure is "
                                  "an error and the place to look first.\")",
                              Look::formula_text, width() - 1)},
                height);
}

Sheet workings_sheet(const Source& source) {
    RowSheet sheet(source, {.name = "Workings", .columns = {36, 44, 42, 80}});
    sheet.kind("workings", [&](const Entry& entry) { add_workings(sheet, entry); });
    return sheet.read("workings.txt");
}

Sheet plain_sheet(const Source& source, const std::string& file, Sheet layout) {
    return RowSheet(source, std::move(layout)).read(file);
}

Series series(const Sheet& sheet, const std::string& name, Drawn drawn) {
    for (const NamedColumn& column : sheet.named_columns) {
        if (column.name == name) {
            const std::string letters = column_letters(column.column);
            const int heading = column.heading == 0 ? column.first - 1 : column.heading;
            return {.label = letters + std::to_string(heading),
                    .values = letters + std::to_string(column.first) + ":" + letters +
                              std::to_string(column.last),
                    .drawn = drawn};
        }
    }
    throw std::runtime_error("no column of " + sheet.name + " is named " + name);
}

} // namespace headroom::workbook
