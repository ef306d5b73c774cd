#include "reference/reference.hpp"

#include "core/catalogue.hpp"
#include "plan/driver.hpp"
#include "plan/examples.hpp"
#include "plan/line.hpp"
#include "plan/plan.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <pugixml.hpp>

#include <algorithm>

namespace headroom {

namespace {

constexpr Language language = Language::english;

constexpr std::string_view about_arguments =
    "Rates and shares are decimals: 25 % is 0.25. Money is in any one currency and scale. A blank "
    "cell counts as 0 for a single value and is missing in a range. A range is one row or one "
    "column of cells; blanks at its end are left out, so a whole column may be given.";
constexpr std::string_view about_errors =
    "Every function: Err:502 for text where a number belongs and for a value that is not allowed; "
    "Err:504 for too few or too many arguments, or for a typed value or an array, inline or "
    "calculated, where a range of cells belongs; #NUM! also when the result is too large for a "
    "number; an error in a cell of a range is the result's. REASON says in words what is wrong; an "
    "array in place of cells and an empty argument too many at the end it cannot see.";

struct ArgumentRow {
    std::string name, unit, allowed, left_out, help;
};

const std::vector<std::string> argument_titles{"Argument", "Unit", "Allowed", "Left out",
                                               "What it is"};

struct ExampleRow {
    std::string call, says, result;
};

/// All that is said of one function.
struct Entry {
    std::string name, syntax, summary, equation, source, errors, plain_copy;
    std::vector<ArgumentRow> arguments;
    std::vector<ExampleRow> examples;
    std::vector<std::string> see_also;
};

std::string shown(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return literal(*number);
    }
    if (const Failure* failure = std::get_if<Failure>(&cell)) {
        return *failure == Failure::not_available ? "#N/A" : "#NUM!";
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return text == nullptr ? std::string() : *text;
}

/// A table with more rows is cut after its first ones.
constexpr std::size_t most_rows_shown = 16;

std::string shown(const Value& value) {
    if (const Table* table = std::get_if<Table>(&value)) {
        std::vector<std::string> rows;
        const std::size_t cells_shown = table->columns() > 8 ? 3 : most_rows_shown;
        for (std::size_t row = 0; row < std::min(table->rows(), cells_shown); ++row) {
            std::vector<std::string> cells;
            for (std::size_t column = 0; column < table->columns(); ++column) {
                cells.push_back(shown(table->at(row, column)));
            }
            rows.push_back(boost::join(cells, "; "));
        }
        if (table->rows() > rows.size()) {
            rows.push_back("…");
        }
        return boost::join(rows, " | ");
    }
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return '"' + *text + '"';
    }
    return literal(value);
}

bool names_drivers(const Table& table) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string* name = std::get_if<std::string>(&table.at(row, 0));
        if (name != nullptr && driver_named(*name)) {
            return true;
        }
    }
    return false;
}

/// Assumptions of an example by what they have other than those listed above.
std::string against_the_example(const Table& table) {
    const Table& listed =
        table.columns() == 2 ? example_assumptions() : example_uncertain_assumptions();
    std::vector<std::string> changes;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (table.at(row, 1) != listed.at(row, 1)) {
            changes.push_back(shown(table.at(row, 0)) + " " + shown(table.at(row, 1)));
        }
    }
    return changes.empty() ? "the example assumptions"
                           : "the same with " + boost::join(changes, ", ");
}

/// The call as it is typed: a range of numbers stands in cells, listed behind.
std::string call_of(const Function& function, Arguments values) {
    std::vector<std::string> shown_arguments;
    std::vector<std::string> cells;
    char column = 'A';
    for (const Value& value : values) {
        const Table* table = std::get_if<Table>(&value);
        const Argument& argument = function.arguments[shown_arguments.size()];
        const bool may_be_an_array = argument.shape == Shape::cells && argument.optional;
        if (table == nullptr || may_be_an_array) {
            shown_arguments.push_back(literal(value));
            continue;
        }
        const char last = static_cast<char>(column + static_cast<char>(table->columns()) - 1);
        const std::string range =
            std::string(1, column) + "1:" + last + std::to_string(table->rows());
        column = static_cast<char>(last + 1);
        const bool assumptions = names_drivers(*table);
        std::vector<std::string> numbers;
        for (std::size_t row = 0; row < table->rows(); ++row) {
            std::vector<std::string> cells_of_row;
            for (std::size_t i = 0; i < table->columns(); ++i) {
                cells_of_row.push_back(shown(table->at(row, i)));
            }
            const std::string line = boost::join(cells_of_row, " ");
            numbers.push_back(line.substr(0, line.find_last_not_of(' ') + 1));
        }
        shown_arguments.push_back(range);
        cells.push_back(range + " holding " +
                        (assumptions ? against_the_example(*table) : boost::join(numbers, ", ")));
    }
    const std::string call = "=" + function.name + "(" + boost::join(shown_arguments, "; ") + ")";
    return cells.empty() ? call : call + " with " + boost::join(cells, "; ");
}

ArgumentRow row_of(const Argument& argument) {
    std::string allowed = argument.limits.describe(language);
    if (argument.shape == Shape::choice) {
        std::vector<std::string> words;
        for (const std::string_view word : argument.choices) {
            words.push_back('"' + std::string(word) + '"');
        }
        allowed = boost::join(words, ", ");
    } else if (argument.shape == Shape::text) {
        allowed = "a text";
    } else if (argument.shape == Shape::cells) {
        allowed = argument.optional ? "a range of cells or an array" : "a range of cells";
    } else if (argument.shape == Shape::any_number) {
        allowed = "anything";
    } else if (argument.shape == Shape::series) {
        allowed = "a range; each " + allowed;
    }
    std::string left_out = argument.optional ? "may be left out" : "required";
    if (const double* number = std::get_if<double>(&argument.otherwise)) {
        left_out = plain(*number);
    } else if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
        left_out = '"' + std::string(*word) + '"';
    }
    return {.name = std::string(argument.id),
            .unit = std::string(argument.unit->name.in(language)),
            .allowed = std::move(allowed),
            .left_out = std::move(left_out),
            .help = std::string(argument.help.in(language))};
}

/// A table of the reference that belongs to a theme as a whole.
struct Overview {
    std::string title;
    std::string says;
    std::vector<std::string> titles;
    std::vector<std::vector<std::string>> rows;
};

/// A line's formula in words: {demand before} is the demand of the quarter before.
std::string in_words(std::string_view formula) {
    std::string words;
    for (const char letter : formula) {
        words += letter == '{' ? "[" : letter == '}' ? "]" : std::string(1, letter);
    }
    return words.empty() ? words : words.substr(1);
}

Overview drivers_overview() {
    Overview overview{
        .title = "Drivers",
        .says = "What a range of assumptions may hold: in its first column a driver's "
                "id or label (case, blanks, _ and - do not matter), in its second the "
                "value. The order is free. Blank rows, rows that begin with # and a "
                "first row of headings are passed over. For the functions under "
                "uncertainty, columns headed low, high and distribution say how a "
                "driver is spread: pert, triangular and uniform end at low and high; "
                "of normal, lognormal and metalog low is P10, the value P50, high P90.",
        .titles = {"Driver", "Label", "Unit", "Allowed", "Left out", "Theme", "What it is"},
        .rows = {}};
    for (const DriverRecord& record : drivers()) {
        std::string allowed = record.limits.describe(language);
        if (record.step == 0.25) {
            allowed += ", a multiple of 0.25";
        }
        overview.rows.push_back(
            {std::string(record.id), std::string(record.label.in(language)),
             std::string(record.unit.name.in(language)), std::move(allowed),
             left_out(record).in(language, {}),
             std::string(driver_theme_names[static_cast<std::size_t>(record.theme)].in(language)),
             std::string(record.help.in(language))});
    }
    return overview;
}

Overview lines_overview() {
    Overview overview{
        .title = "Lines",
        .says =
            "What a plan consists of, quarter by quarter. In brackets stand other lines, of the "
            "same quarter unless it says which; everything else is a driver. "
            "other_cost_at_start is revenue - operating_profit - headcount*loaded_cost/4 of "
            "quarter 0. The lines from base capacity on are parts of the others and show in "
            "WORKINGS only.",
        .titles = {"Line", "Unit", "Equation", "What it is"},
        .rows = {}};
    for (const LineRecord& record : lines()) {
        std::string equation = in_words(record.formula);
        if (record.line == Line::cuts) {
            equation = "cuts, or [required_cuts] where it is blank";
        } else if (record.line == Line::required_cuts) {
            equation =
                "MAX(0;[least_cuts held]) rounded up to whole positions; none where a "
                "quarter misses its margin and a cut saves nothing in it, or where what cuts "
                "cost in a quarter allows fewer, or above headcount";
        }
        overview.rows.push_back({std::string(record.name.in(language)),
                                 std::string(record.unit.name.in(language)), std::move(equation),
                                 std::string(record.help.in(language))});
    }
    return overview;
}

Overview example_overview() {
    Overview overview{.title = "Example assumptions",
                      .says =
                          "The examples below use these. Without uncertainty, only the first two "
                          "columns.",
                      .titles = {},
                      .rows = {}};
    const Table table = example_uncertain_assumptions();
    for (std::size_t row = 0; row < table.rows(); ++row) {
        std::vector<std::string> cells;
        for (std::size_t column = 0; column < table.columns(); ++column) {
            cells.push_back(shown(table.at(row, column)));
        }
        if (row == 0) {
            overview.titles = std::move(cells);
        } else {
            overview.rows.push_back(std::move(cells));
        }
    }
    return overview;
}

/// What is said before the functions of a theme.
std::vector<Overview> overviews_of(const Theme& theme) {
    const auto& functions = theme.functions;
    const bool plan = std::any_of(functions.begin(), functions.end(), [](const auto& function) {
        return function.name == "TRADEPLAN";
    });
    return plan ? std::vector{drivers_overview(), lines_overview(), example_overview()}
                : std::vector<Overview>();
}

/// What becomes of a call in a workbook for people without Headroom.
std::string plain_copy_of(const Function& function) {
    if (function.plain_form.has_sheets()) {
        return "Native formulas, which calculate in any spreadsheet program. They read the whole "
               "plan "
               "on a sheet of its own, with a column for each quarter and the assumptions in your "
               "cells.";
    }
    if (!function.plain_form.is_frozen()) {
        return "Native formulas, which calculate in any spreadsheet program.";
    }
    return "The value stays as it was. " +
           std::string(function.plain_form.why_frozen().in(language));
}

Entry entry_of(const Function& function) {
    Entry entry{.name = function.name,
                .syntax = signature(function),
                .summary = std::string(function.summary.in(language)),
                .equation = std::string(function.equation.in(language)),
                .source = std::string(function.source.in(language)),
                .errors = std::string(function.errors.in(language)),
                .plain_copy = plain_copy_of(function),
                .arguments = {},
                .examples = {},
                .see_also = {function.see_also.begin(), function.see_also.end()}};
    for (const Argument& argument : function.arguments) {
        entry.arguments.push_back(row_of(argument));
    }
    for (const Example& example : function.examples) {
        Call call(language);
        entry.examples.push_back({.call = call_of(function, example.arguments),
                                  .says = std::string(example.says.in(language)),
                                  .result = shown(function.call(example.arguments, call))});
    }
    return entry;
}

// Markdown ----------------------------------------------------------------------------------

std::string cell_text(const std::string& text) {
    return boost::replace_all_copy(text, "|", "\\|");
}

void write_row(std::ostream& out, const std::vector<std::string>& cells) {
    out << "|";
    for (const std::string& cell : cells) {
        out << " " << cell_text(cell) << " |";
    }
    out << "\n";
}

void write_overview(std::ostream& out, const Overview& overview) {
    out << "\n### " << overview.title << "\n\n" << overview.says << "\n\n";
    write_row(out, overview.titles);
    write_row(out, std::vector<std::string>(overview.titles.size(), "---"));
    for (const auto& row : overview.rows) {
        write_row(out, row);
    }
}

} // namespace

void write_reference_markdown(std::ostream& out) {
    out << "# Function reference\n\nWritten by the build from the functions' own definitions; the "
           "results of the examples are calculated.\n\n"
        << about_arguments << "\n\n"
        << about_errors << "\n";
    for (const Theme& theme : themes()) {
        out << "\n## " << theme.title.in(language) << "\n";
        for (const Overview& overview : overviews_of(theme)) {
            write_overview(out, overview);
        }
        for (const Function& function : theme.functions) {
            const Entry entry = entry_of(function);
            out << "\n### " << entry.name << "\n\n`" << entry.syntax << "`\n\n"
                << entry.summary << "\n";
            if (!entry.arguments.empty()) {
                out << "\n";
                write_row(out, argument_titles);
                write_row(out, std::vector<std::string>(argument_titles.size(), "---"));
            }
            for (const ArgumentRow& row : entry.arguments) {
                write_row(out, {row.name, row.unit, row.allowed, row.left_out, row.help});
            }
            out << "\nEquation: " << entry.equation << "\n\nSource: " << entry.source << "\n";
            if (!entry.errors.empty()) {
                out << "\nErrors: " << entry.errors << "\n";
            }
            out << "\nIn a plain copy: " << entry.plain_copy << "\n";
            out << "\n";
            for (const ExampleRow& example : entry.examples) {
                out << "- " << example.says << " `" << example.call << "` gives `" << example.result
                    << "`\n";
            }
            out << "\nSee also: " << boost::join(entry.see_also, ", ") << "\n";
        }
    }
}

// HTML --------------------------------------------------------------------------------------

namespace {

constexpr const char* style_sheet =
    "body{font:15px/1.5 'Liberation Sans',Arial,sans-serif;color:#1f2933;max-width:62rem;"
    "margin:2rem auto;padding:0 1rem}h1,h2,h3{color:#16324f}h2{border-bottom:2px solid #16324f;"
    "margin-top:2.5rem}h3{margin-top:2rem}code{background:#eef1f5;padding:.1em .3em}"
    "table{border-collapse:collapse;width:100%}th{background:#eef1f5;text-align:left}"
    "th,td{border-bottom:1px solid #c9d1da;padding:.25rem .5rem;vertical-align:top}"
    "nav a{margin-right:.8em;white-space:nowrap}dt{font-weight:bold;margin-top:.5rem}"
    "dd{margin-left:1.5rem}";

pugi::xml_node put(pugi::xml_node parent, const char* tag, const std::string& text) {
    pugi::xml_node node = parent.append_child(tag);
    node.append_child(pugi::node_pcdata).set_value(text.c_str());
    return node;
}

void link(pugi::xml_node parent, const std::string& name) {
    put(parent, "a", name).append_attribute("href") = ("#" + name).c_str();
    parent.append_child(pugi::node_pcdata).set_value(" ");
}

void write_table(pugi::xml_node body, const std::vector<std::string>& titles,
                 const std::vector<std::vector<std::string>>& rows) {
    pugi::xml_node table = body.append_child("table");
    pugi::xml_node head = table.append_child("tr");
    for (const std::string& title : titles) {
        put(head, "th", title);
    }
    for (const auto& row : rows) {
        pugi::xml_node line = table.append_child("tr");
        for (const std::string& cell : row) {
            put(line, "td", cell);
        }
    }
}

void write_entry(pugi::xml_node body, const Entry& entry) {
    put(body, "h3", entry.name).append_attribute("id") = entry.name.c_str();
    put(body.append_child("p"), "code", entry.syntax);
    put(body, "p", entry.summary);
    if (!entry.arguments.empty()) {
        std::vector<std::vector<std::string>> rows;
        for (const ArgumentRow& row : entry.arguments) {
            rows.push_back({row.name, row.unit, row.allowed, row.left_out, row.help});
        }
        write_table(body, argument_titles, rows);
    }
    pugi::xml_node list = body.append_child("dl");
    const auto item = [&](const char* title, const std::string& text) {
        if (!text.empty()) {
            put(list, "dt", title);
            put(list, "dd", text);
        }
    };
    item("Equation", entry.equation);
    item("Source", entry.source);
    item("Errors", entry.errors);
    item("In a plain copy", entry.plain_copy);
    put(list, "dt", "Examples");
    for (const ExampleRow& example : entry.examples) {
        pugi::xml_node detail = put(list, "dd", example.says + " ");
        put(detail, "code", example.call);
        detail.append_child(pugi::node_pcdata).set_value(" gives ");
        put(detail, "code", example.result);
    }
    put(list, "dt", "See also");
    pugi::xml_node others = list.append_child("dd");
    for (const std::string& other : entry.see_also) {
        link(others, other);
    }
}

} // namespace

void write_reference_html(std::ostream& out) {
    pugi::xml_document document;
    document.append_child(pugi::node_doctype).set_value("html");
    pugi::xml_node html = document.append_child("html");
    html.append_attribute("lang") = std::string(language.code()).c_str();
    pugi::xml_node head = html.append_child("head");
    head.append_child("meta").append_attribute("charset") = "utf-8";
    put(head, "title", "Headroom function reference");
    put(head, "style", style_sheet);
    pugi::xml_node body = html.append_child("body");
    put(body, "h1", "Headroom " + std::string(version()) + ": function reference");
    put(body, "p", "Press Ctrl+F to search this page.");
    put(body, "p", std::string(about_arguments));
    put(body, "p", std::string(about_errors));
    pugi::xml_node nav = body.append_child("nav");
    for (const Theme& theme : themes()) {
        pugi::xml_node line = put(nav, "p", std::string(theme.title.in(language)) + ": ");
        for (const Function& function : theme.functions) {
            link(line, function.name);
        }
    }
    for (const Theme& theme : themes()) {
        put(body, "h2", std::string(theme.title.in(language)));
        for (const Overview& overview : overviews_of(theme)) {
            put(body, "h3", overview.title);
            put(body, "p", overview.says);
            write_table(body, overview.titles, overview.rows);
        }
        for (const Function& function : theme.functions) {
            write_entry(body, entry_of(function));
        }
    }
    document.save(out, "",
                  pugi::format_raw | pugi::format_no_declaration |
                      pugi::format_no_empty_element_tags,
                  pugi::encoding_utf8);
}

} // namespace headroom
