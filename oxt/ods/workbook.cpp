#include "ods/workbook.hpp"

#include "ods/chart.hpp"
#include "ods/document.hpp"
#include "ods/styles.hpp"

#include "core/catalogue.hpp"
#include "core/label.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>

#include <cmath>
#include <compare>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <tuple>

namespace headroom::workbook {

namespace {

struct Place {
    std::string sheet;
    int column, last_column; // from 0
    int row, last;           // from 1
    std::string where = {};  ///< for what is said when it is wrong
};

/// Where a cell is written down, or else where it is in the workbook.
std::string where(const Cell& cell, const Sheet& sheet, const std::string& place) {
    return cell.where.empty() ? sheet.name + "." + place : cell.where;
}

std::string absolute(const Place& place) {
    const auto cell = [](int column, int row) {
        return ".$" + column_letters(column) + "$" + std::to_string(row);
    };
    const std::string first = "$'" + place.sheet + "'" + cell(place.column, place.row);
    const bool one = place.row == place.last && place.column == place.last_column;
    return one ? first : first + ":" + cell(place.last_column, place.last);
}

/// A word that is not the place of a cell, as A1 is.
bool is_name(const std::string& name) {
    static const std::regex word("[A-Za-z_][A-Za-z0-9_]*");
    static const std::regex place("[A-Za-z]{1,3}[0-9]+");
    return std::regex_match(name, word) && !std::regex_match(name, place);
}

std::map<std::string, Place> places_of(const Workbook& workbook) {
    std::map<std::string, Place> places;
    const auto place = [&](const std::string& name, const Place& here) {
        if (name.empty()) {
            return;
        }
        if (!is_name(name)) {
            throw std::runtime_error(here.where + ": a cell cannot be named " + name);
        }
        const auto [other, is_new] = places.emplace(name, here);
        if (!is_new) {
            throw std::runtime_error(here.where + ": another cell is named " + name + ", at " +
                                     other->second.where);
        }
    };
    for (const Sheet& sheet : workbook.sheets) {
        workbook::for_every_cell(sheet, [&](const Cell& cell, int column, int number) {
            place(cell.name, {sheet.name, column, column, number, number,
                              where(cell, sheet, column_letters(column) + std::to_string(number))});
        });
        for (const NamedColumn& named : sheet.named_columns) {
            place(named.name,
                  {sheet.name, named.column, named.column + named.columns - 1, named.first,
                   named.last, named.where.empty() ? "the sheet " + sheet.name : named.where});
        }
    }
    return places;
}

[[noreturn]] void refuse_name(const std::string& word, const std::map<std::string, Place>& places) {
    std::vector<std::string_view> names;
    for (const auto& [name, place] : places) {
        names.push_back(name);
    }
    const auto near = nearest(word, names);
    throw std::runtime_error("no cell is named " + word +
                             (near ? "; the nearest is " + std::string(*near) : ""));
}

/// Checks that every name in a formula is a cell's, and spells Headroom's functions as files do.
std::string open_formula(const std::string& formula, const std::map<std::string, Place>& places) {
    static const std::regex token(
        R"re("(?:[^"]|"")*"|\[[^\]]*\]|([A-Za-z_][A-Za-z0-9_.]*)(\(?))re");
    std::string out = "of:";
    std::size_t end = 0;
    for (std::sregex_iterator match(formula.begin(), formula.end(), token), last; match != last;
         ++match) {
        const auto at = static_cast<std::size_t>(match->position());
        out += formula.substr(end, at - end);
        end = at + static_cast<std::size_t>(match->length());
        const std::string word = (*match)[1];
        if (!word.empty() && (*match)[2] == "(") {
            out += (find(word) != nullptr ? "ORG.HEADROOM.FUNCTIONS." : "") + word + "(";
            continue;
        }
        if (!word.empty() && !places.contains(word) && word != "TRUE" && word != "FALSE") {
            refuse_name(word, places);
        }
        out += match->str();
    }
    return out + formula.substr(end);
}

class ContentWriter {
public:
    explicit ContentWriter(const Workbook& workbook)
        : workbook_(workbook), places_(places_of(workbook)),
          document_(new_document("office:document-content")),
          styles_(document_.document_element().append_child("office:automatic-styles")),
          spreadsheet_(document_.document_element()
                           .append_child("office:body")
                           .append_child("office:spreadsheet")) {
        write_number_formats(styles_);
        pugi::xml_node frame =
            add(styles_, "style:style", {{"style:name", "frame"}, {"style:family", "graphic"}});
        add(frame, "style:graphic-properties", {{"draw:stroke", "none"}, {"draw:fill", "none"}});
    }

    pugi::xml_document write() {
        write_validations();
        for (const Sheet& sheet : workbook_.sheets) {
            write_sheet(sheet);
        }
        pugi::xml_node names = spreadsheet_.append_child("table:named-expressions");
        for (const auto& [name, place] : places_) {
            add(names, "table:named-range",
                {{"table:name", name},
                 {"table:base-cell-address",
                  absolute({place.sheet, place.column, place.column, place.row, place.row})},
                 {"table:cell-range-address", absolute(place)}});
        }
        return std::move(document_);
    }

private:
    /// What the file says of what may be typed into a cell.
    struct Rule {
        std::string condition = {}; ///< empty: anything
        std::string title = {}, advice = {};
        bool blank = false;
        Hint hint = {};

        bool any() const { return condition.empty() && hint.text.empty(); }
        auto operator<=>(const Rule& other) const { return key() <=> other.key(); }

    private:
        std::tuple<const std::string&, const std::string&, bool, const std::string&> key() const {
            return {condition, advice, blank, hint.text};
        }
    };

    /// As the office writes it where both ends are closed, so that its own dialog shows them.
    static std::string rule_for(const Allowed& allowed, const std::string& cell) {
        const Limits& limits = allowed.limits;
        const bool two_closed_ends = std::isfinite(limits.low()) && std::isfinite(limits.high()) &&
                                     !limits.low_open() && !limits.high_open();
        if (!two_closed_ends) {
            return "is-true-formula(" + condition_of(allowed, cell) + ")";
        }
        return std::string(allowed.whole ? "cell-content-is-whole-number()"
                                         : "cell-content-is-decimal-number()") +
               " and cell-content-is-between(" + plain(limits.low()) + "," + plain(limits.high()) +
               ")";
    }

    static Rule rule_of(const Cell& cell, const std::string& place) {
        Rule rule{.hint = cell.hint};
        if (cell.allowed) {
            const Allowed& allowed = *cell.allowed;
            rule.condition = rule_for(allowed, "[." + place + "]");
            rule.title = title_of(allowed);
            rule.advice = advice_of(allowed);
            rule.blank = allowed.blank;
        } else if (!cell.choices.empty()) {
            rule.condition =
                "cell-content-is-in-list(\"" + boost::join(cell.choices, "\";\"") + "\")";
            rule.title = "One of a few words";
            rule.advice = advice_of(cell.choices);
        }
        return rule;
    }

    /// Calls `visit(cell, sheet, place)` for every cell.
    template <class Visit> void for_every_cell(Visit visit) const {
        for (const Sheet& sheet : workbook_.sheets) {
            workbook::for_every_cell(sheet, [&](const Cell& cell, int column, int number) {
                visit(cell, sheet, column_letters(column) + std::to_string(number));
            });
        }
    }

    void write_validations() {
        pugi::xml_node validations = spreadsheet_.append_child("table:content-validations");
        for_every_cell([&](const Cell& cell, const Sheet& sheet, const std::string& place) {
            const Rule rule = rule_of(cell, place);
            if (rule.any()) {
                return;
            }
            const auto [entry, is_new] =
                rules_.emplace(rule, "rule-" + std::to_string(rules_.size() + 1));
            rule_of_cell_[&cell] = entry->second;
            if (is_new) {
                write_validation(validations, entry->second, rule, "'" + sheet.name + "'." + place);
            }
        });
    }

    static void write_validation(pugi::xml_node parent, const std::string& name, const Rule& rule,
                                 const std::string& place) {
        pugi::xml_node validation = add(parent, "table:content-validation",
                                        {{"table:name", name},
                                         {"table:base-cell-address", place},
                                         {"table:allow-empty-cell", rule.blank ? "true" : "false"},
                                         {"table:display-list", "unsorted"}});
        if (!rule.hint.text.empty()) {
            add(validation, "table:help-message",
                {{"table:display", "true"}, {"table:title", rule.hint.title}})
                .append_child("text:p")
                .text() = rule.hint.text.c_str();
        }
        if (!rule.condition.empty()) {
            validation.append_attribute("table:condition") = ("of:" + rule.condition).c_str();
            add(validation, "table:error-message",
                {{"table:display", "true"},
                 {"table:message-type", "stop"},
                 {"table:title", rule.title}})
                .append_child("text:p")
                .text() = rule.advice.c_str();
        }
    }

    std::string column_style(double width) {
        std::string name = "column-" + plain(width);
        if (known_.insert(name).second) {
            pugi::xml_node style = add(styles_, "style:style",
                                       {{"style:name", name}, {"style:family", "table-column"}});
            add(style, "style:table-column-properties",
                {{"style:column-width", millimetres(width)}});
        }
        return name;
    }

    std::string row_style(const Row& row) {
        std::string name = row.height == 0 ? "row-fit" : "row-" + plain(row.height);
        if (row.page_break_before) {
            name += "-break";
        }
        if (known_.insert(name).second) {
            pugi::xml_node style =
                add(styles_, "style:style", {{"style:name", name}, {"style:family", "table-row"}});
            pugi::xml_node properties = style.append_child("style:table-row-properties");
            if (row.height != 0) {
                properties.append_attribute("style:row-height") = millimetres(row.height).c_str();
            }
            properties.append_attribute("style:use-optimal-row-height") = row.height == 0;
            properties.append_attribute("fo:break-before") =
                row.page_break_before ? "page" : "auto";
        }
        return name;
    }

    std::string cell_style(const Cell& cell) {
        std::string name = look_name(cell.look) + "-" + format_name(cell.format);
        if (known_.insert(name).second) {
            write_cell_style(styles_, name, cell.look, cell.format);
        }
        return name;
    }

    void write_sheet(const Sheet& sheet) {
        const std::string style_name = sheet.landscape ? "sheet-landscape" : "sheet-portrait";
        if (known_.insert(style_name).second) {
            pugi::xml_node style =
                add(styles_, "style:style",
                    {{"style:name", style_name},
                     {"style:family", "table"},
                     {"style:master-page-name", sheet.landscape ? "Landscape" : "Portrait"}});
            add(style, "style:table-properties",
                {{"table:display", "true"}, {"style:writing-mode", "lr-tb"}});
        }
        pugi::xml_node table = add(spreadsheet_, "table:table",
                                   {{"table:name", sheet.name}, {"table:style-name", style_name}});
        for (const double width : sheet.columns) {
            add(table, "table:table-column",
                {{"table:style-name", column_style(width)},
                 {"table:default-cell-style-name", "Default"}});
        }
        int number = 0;
        for (const Row& row : sheet.rows) {
            write_row(table, sheet, row, ++number);
        }
        write_conditions(table, sheet);
    }

    struct Condition {
        const char* style;
        std::string value;
    };

    static void write_condition(pugi::xml_node formats, const std::string& range,
                                const std::string& base, const std::vector<Condition>& conditions) {
        pugi::xml_node format =
            add(formats, "calcext:conditional-format", {{"calcext:target-range-address", range}});
        for (const Condition& condition : conditions) {
            add(format, "calcext:condition",
                {{"calcext:apply-style-name", condition.style},
                 {"calcext:value", condition.value},
                 {"calcext:base-cell-address", base}});
        }
    }

    /// The colours of checks, by their text, and of signed amounts; and rows that are not used.
    static void write_conditions(pugi::xml_node table, const Sheet& sheet) {
        static const std::vector<Condition> of_check{
            {"Good", "=\"OK\""}, {"Bad", "=\"Look\""}, {"Doubtful", "=\"Warning\""}};
        static const std::vector<Condition> of_amount{{"Good amount", ">=0"}, {"Bad amount", "<0"}};
        pugi::xml_node formats = table.append_child("calcext:conditional-formats");
        const auto address = [&](int column, int row) {
            return "'" + sheet.name + "'." + column_letters(column) + std::to_string(row);
        };
        int number = 0;
        for (const Row& row : sheet.rows) {
            ++number;
            int column = 0;
            for (const Cell& cell : row.cells) {
                if (cell.look == Look::check || cell.look == Look::signed_amount) {
                    const std::string place = address(column, number);
                    write_condition(formats, place + ":" + place, place,
                                    cell.look == Look::check ? of_check : of_amount);
                }
                column += cell.columns;
            }
        }
        for (const SpareRows& spare : sheet.spare_rows) {
            const std::string first = address(0, spare.first);
            const std::string name = "[.$A" + std::to_string(spare.first) + "]";
            write_condition(formats, first + ":" + address(spare.columns - 1, spare.last), first,
                            {{"Unused", "formula-is(OR(" + name + "=\"\";" + name + "=\"–\"))"}});
        }
    }

    void write_row(pugi::xml_node table, const Sheet& sheet, const Row& row, int number) {
        pugi::xml_node node = add(table, "table:table-row", {{"table:style-name", row_style(row)}});
        int column = 0;
        for (const Cell& cell : row.cells) {
            try {
                write_cell(node, cell);
            } catch (const std::runtime_error& error) {
                const std::string place = column_letters(column) + std::to_string(number);
                throw std::runtime_error(where(cell, sheet, place) + ": " + error.what());
            }
            column += cell.columns;
        }
        if (row.cells.empty()) {
            node.append_child("table:table-cell");
        }
        for (const Chart& chart : sheet.charts) {
            if (chart.row == number) {
                write_frame(node.first_child(), sheet, chart, ++chart_count_);
            }
        }
    }

    void write_cell(pugi::xml_node row, const Cell& cell) {
        pugi::xml_node node =
            add(row, "table:table-cell", {{"table:style-name", cell_style(cell)}});
        if (const auto rule = rule_of_cell_.find(&cell); rule != rule_of_cell_.end()) {
            node.append_attribute("table:content-validation-name") = rule->second.c_str();
        }
        if (cell.columns > 1) {
            node.append_attribute("table:number-columns-spanned") = cell.columns;
            node.append_attribute("table:number-rows-spanned") = 1;
        }
        if (const double* number = std::get_if<double>(&cell.content)) {
            node.append_attribute("office:value-type") = "float";
            node.append_attribute("office:value") = plain(*number).c_str();
        } else if (const std::string* text = std::get_if<std::string>(&cell.content)) {
            node.append_attribute("office:value-type") = "string";
            node.append_child("text:p").text() = text->c_str();
        } else if (const Formula* formula = std::get_if<Formula>(&cell.content)) {
            node.append_attribute("table:formula") = open_formula(formula->text, places_).c_str();
        }
        for (int covered = 1; covered < cell.columns; ++covered) {
            row.append_child("table:covered-table-cell");
        }
    }

    const Workbook& workbook_;
    std::map<std::string, Place> places_;
    pugi::xml_document document_;
    pugi::xml_node styles_;
    pugi::xml_node spreadsheet_;
    std::set<std::string> known_;
    std::map<Rule, std::string> rules_;
    std::map<const Cell*, std::string> rule_of_cell_;
    int chart_count_ = 0;
};

pugi::xml_document meta_of(const Workbook& workbook, std::string_view version) {
    pugi::xml_document document = new_document("office:document-meta");
    pugi::xml_node meta = document.document_element().append_child("office:meta");
    meta.append_child("meta:generator").text() = ("Headroom/" + std::string(version)).c_str();
    meta.append_child("dc:title").text() = workbook.title.c_str();
    meta.append_child("dc:subject").text() = workbook.subject.c_str();
    return document;
}

pugi::xml_node setting(pugi::xml_node parent, const char* name, const char* type,
                       const std::string& value) {
    pugi::xml_node item =
        add(parent, "config:config-item", {{"config:name", name}, {"config:type", type}});
    item.text() = value.c_str();
    return item;
}

/// Frozen headings and no grid, per sheet.
pugi::xml_document settings_of(const Workbook& workbook) {
    pugi::xml_document document = new_document("office:document-settings");
    pugi::xml_node settings = document.document_element().append_child("office:settings");
    pugi::xml_node view =
        add(settings, "config:config-item-set", {{"config:name", "ooo:view-settings"}});
    pugi::xml_node views = add(view, "config:config-item-map-indexed", {{"config:name", "Views"}});
    pugi::xml_node entry = views.append_child("config:config-item-map-entry");
    setting(entry, "ViewId", "string", "view1");
    pugi::xml_node tables = add(entry, "config:config-item-map-named", {{"config:name", "Tables"}});
    for (const Sheet& sheet : workbook.sheets) {
        pugi::xml_node table =
            add(tables, "config:config-item-map-entry", {{"config:name", sheet.name}});
        const std::string frozen = std::to_string(sheet.frozen_rows);
        setting(table, "HorizontalSplitMode", "short", "0");
        setting(table, "VerticalSplitMode", "short", sheet.frozen_rows == 0 ? "0" : "2");
        setting(table, "VerticalSplitPosition", "int", frozen);
        setting(table, "ActiveSplitRange", "short", "2");
        setting(table, "PositionBottom", "int", frozen);
        setting(table, "ShowGrid", "boolean", "false");
    }
    setting(entry, "ActiveTable", "string", workbook.sheets.front().name);
    setting(entry, "ShowGrid", "boolean", "false");
    return document;
}

pugi::xml_document manifest_of(const std::vector<std::string>& charts) {
    pugi::xml_document document;
    pugi::xml_node manifest = document.append_child("manifest:manifest");
    manifest.append_attribute("xmlns:manifest") =
        "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    manifest.append_attribute("manifest:version") = "1.3";
    const auto entry = [&](const std::string& path, const std::string& type) {
        add(manifest, "manifest:file-entry",
            {{"manifest:full-path", path}, {"manifest:media-type", type}});
    };
    entry("/", std::string(media_type));
    for (const char* part : {"content.xml", "styles.xml", "meta.xml", "settings.xml"}) {
        entry(part, "text/xml");
    }
    for (const std::string& chart : charts) {
        entry(chart + "/", "application/vnd.oasis.opendocument.chart");
        entry(chart + "/content.xml", "text/xml");
    }
    return document;
}

} // namespace

int Sheet::add(std::vector<Cell> cells, double height) {
    rows.push_back({.cells = std::move(cells), .height = height});
    return static_cast<int>(rows.size());
}

void write(const Workbook& workbook, std::string_view version,
           const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder / "META-INF");
    save_text(std::string(media_type), folder / "mimetype");
    save(ContentWriter(workbook).write(), folder / "content.xml");
    save(styles_of(workbook.title), folder / "styles.xml");
    save(meta_of(workbook, version), folder / "meta.xml");
    save(settings_of(workbook), folder / "settings.xml");
    std::vector<std::string> charts;
    for (const Sheet& sheet : workbook.sheets) {
        for (const Chart& chart : sheet.charts) {
            charts.push_back("Object " + std::to_string(charts.size() + 1));
            std::filesystem::create_directories(folder / charts.back());
            save(chart_document(sheet, chart), folder / charts.back() / "content.xml");
        }
    }
    save(manifest_of(charts), folder / "META-INF" / "manifest.xml");
}

} // namespace headroom::workbook
