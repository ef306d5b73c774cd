#include "templates/trade_plan/sheets.hpp"

#include "plan/driver.hpp"
#include "templates/sheets.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace headroom::workbook::plan {

namespace {

const std::vector<std::string> distributions{"pert",   "triangular", "uniform",
                                             "normal", "lognormal",  "metalog"};

std::string english(const Text& text) {
    return std::string(text.in(Language::english));
}

const DriverRecord& driver_in(const Entry& entry) {
    const std::optional<Driver> driver = driver_named(entry.text);
    if (!driver) {
        std::vector<std::string_view> labels;
        for (const DriverRecord& record : drivers()) {
            labels.push_back(record.label.in(Language::english));
        }
        refuse("there is no driver", entry.text, labels);
    }
    return record_of(*driver);
}

class AssumptionsSheet : public RowSheet {
public:
    explicit AssumptionsSheet(const Source& source)
        : RowSheet(source, {.name = "Assumptions",
                            .columns = {34, 34, 28, 28, 25, 40, 20, 80, 24},
                            .landscape = true}) {
        kind("theme", [this](const Entry& entry) {
            entry.expect({}, {"page"});
            sheet().add({text(Look::column_heading, entry.text, width())});
            sheet().rows.back().page_break_before = new_page(entry);
        });
        kind("driver", [this](const Entry& entry) { driver(entry); });
    }

    Assumptions read() {
        Sheet sheet = RowSheet::read("assumptions.txt");
        if (headings() != heading_row) {
            throw std::runtime_error("the assumptions start at another row");
        }
        const int last = static_cast<int>(sheet.rows.size());
        sheet.named_columns.push_back({"assumptions", 0, heading_row, last, 5});
        sheet.frozen_rows = heading_row;
        return {.sheet = std::move(sheet), .drivers = std::move(drivers_)};
    }

private:
    void driver(const Entry& entry) {
        entry.expect({"format", "unit", "kind"},
                     {"name", "value", "times", "low", "high", "distribution", "source", "date"});
        const DriverRecord& record = driver_in(entry);
        // Source and date of a fact are its own unless the row has others.
        const Origin fact = origin(entry.get("value"));
        const auto own = [&](std::string_view key, const std::string& of_fact) {
            const std::string said = entry.has(key) ? entry.get(key) : of_fact;
            return said.starts_with('=') ? formula_text(said, Look::formula_note) : note(said);
        };
        // Where the value has a name, so have the ends of its range.
        const auto of_range = [&](const std::string& end) {
            return entry.has("name") && entry.has("low") ? entry.at("name") + end : std::string();
        };
        const std::string kind = entry.at("kind");
        if (kind != "Fact" && kind != "Judgement") {
            refuse("there is no kind", kind, {"Fact", "Judgement"});
        }
        sheet().add({label(entry.text), typed(entry, record, "value", entry.get("name")),
                     typed(entry, record, "low", of_range("_low")),
                     typed(entry, record, "high", of_range("_high")), distribution(entry),
                     note(entry.at("unit")), note(kind), own("source", fact.source),
                     own("date", fact.as_of)});
        drivers_.push_back({.driver = entry.text,
                            .unit = entry.at("unit"),
                            .format = format_of(entry.at("format")),
                            .row = static_cast<int>(sheet().rows.size())});
    }

    /// Source and date of a figure: texts, or formulas where a choice of date decides.
    struct Origin {
        std::string source = {}, as_of = {};
    };

    Origin origin(const std::string& value) const {
        if (value.empty() || is_number(value) || value.starts_with('=')) {
            return {};
        }
        if (facts().is_series(value)) {
            const ChosenFact fact = chosen(value);
            return {.source = fact.source, .as_of = fact.as_of};
        }
        const Fact& fact = facts().at(value);
        return {.source = fact.source, .as_of = fact.as_of};
    }

    /// A number that is typed in, or a formula where a choice of date decides.
    Cell figure(const Entry& entry, std::string_view key, const std::string& name) {
        const Format format = format_of(entry.at("format"));
        if (!entry.has(key)) {
            return input(std::nullopt, format, name);
        }
        const bool scaled = key == "value" && entry.has("times");
        const std::string& value = entry.at(key);
        const bool dated = facts().is_series(value);
        if (dated || value.starts_with('=')) {
            const std::string content = in_row(dated ? chosen(value).value : formula_of(value),
                                               static_cast<int>(sheet().rows.size()) + 1);
            return formula(content + (scaled ? "*" + entry.at("times") : ""), format, name);
        }
        return input(number_or_fact(value) * (scaled ? entry.number("times") : 1), format, name);
    }

    /// A cell for a number of that driver: it takes what the driver itself takes, and says what it
    /// is.
    Cell typed(const Entry& entry, const DriverRecord& record, std::string_view key,
               const std::string& name = {}) {
        Cell cell = figure(entry, key, name);
        cell.allowed = {.limits = record.limits, .whole = record.step == 1, .blank = true};
        if (record.unit.fraction) {
            cell.allowed->advice = "For 8 % type 8% or 0.08.";
        }
        cell.hint = {.title = english(record.label) + ": " + entry.at("unit"),
                     .text = english(record.help)};
        return cell;
    }

    static Cell distribution(const Entry& entry) {
        Cell cell{.look = Look::input_text, .choices = distributions};
        if (entry.has("low") || entry.has("high") || entry.has("distribution")) {
            entry.at("low");
            entry.at("high");
            const std::string& name = entry.at("distribution");
            if (std::ranges::find(distributions, name) == distributions.end()) {
                refuse("there is no distribution", name,
                       {distributions.begin(), distributions.end()});
            }
            cell.content = name;
        }
        return cell;
    }

    std::vector<Assumption> drivers_;
};

} // namespace

Assumptions read_assumptions(const Source& source) {
    return AssumptionsSheet(source).read();
}

} // namespace headroom::workbook::plan
