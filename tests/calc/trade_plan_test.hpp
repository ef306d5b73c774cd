#pragma once

#include "calc_test.hpp"
#include "paths.hpp"

#include "outcome.hpp"

#include "memory.hpp"

#include <map>
#include <stdexcept>
#include <string>

namespace headroom::test {

inline const std::string required = "required cuts";

/// A new document from the template, its cells by their names.
class TradePlan : public CalcTest {
protected:
    Sheet sheet(const std::string& name) const { return document_.sheet(name); }
    Place place(const std::string& name) const { return named_.at(name); }

    double value(const std::string& name) const {
        return document_.sheet(place(name)).value(place(name).at);
    }
    std::string text(const std::string& name) const {
        return document_.sheet(place(name)).text(place(name).at);
    }
    Cell content(const std::string& name) const {
        return document_.sheet(place(name)).content(place(name).at);
    }

    void type(const Place& where, const Cell& input) {
        Sheet changed = document_.sheet(where);
        if (const double* number = std::get_if<double>(&input)) {
            changed.set_number(where.at, *number);
        } else if (const std::string* text = std::get_if<std::string>(&input)) {
            changed.set_text(where.at, *text);
        } else {
            changed.clear(where.at);
        }
    }

    /// An input by its name, or the value of a driver by its label.
    Place input(const std::string& name) const {
        return named_.contains(name) ? named_.at(name) : Place{"Assumptions", {row(name), 1}};
    }

    /// Where a sheet has a text in its first column that `fits`.
    template <class Fits> int row_where(const std::string& on, Fits fits) const {
        const Sheet searched = sheet(on);
        const Table labels = searched.read({.first = {0, 0}, .rows = searched.used().rows});
        for (std::size_t row = 0; row < labels.rows(); ++row) {
            const auto* text = std::get_if<std::string>(&labels.at(row, 0));
            if (text != nullptr && fits(*text)) {
                return static_cast<int>(row);
            }
        }
        throw std::runtime_error(on + " has no such row");
    }
    int row(const std::string& first, const std::string& on = "Assumptions") const {
        SCOPED_TRACE(first);
        return row_where(on, [&](const std::string& text) { return text == first; });
    }

    /// The table of assumptions below a row, as the functions get it.
    Table table(const std::string& on = "Assumptions", int heading = 4) const {
        const Sheet read = sheet(on);
        const Block used = read.used();
        const Table below =
            read.read({.first = {heading, 0}, .rows = used.rows - heading, .columns = 5});
        std::size_t rows = 1;
        while (rows < below.rows() && !std::holds_alternative<std::monostate>(below.at(rows, 0))) {
            ++rows;
        }
        return read.read({.first = {heading, 0}, .rows = static_cast<int>(rows), .columns = 5});
    }

    Table variant(const std::string& name) const {
        const int title = row_where("Variant tables", [&](const std::string& text) {
            return text.starts_with(name + ":");
        });
        return table("Variant tables", title + 1);
    }

    Table correlations() const {
        return sheet("Risk").read({.first = {row("Price", "Risk"), 0}, .rows = 3, .columns = 3});
    }

    /// What the model itself says.
    Value call(std::string_view name, const std::vector<Value>& arguments) {
        Call call(Language::english, nullptr, &memory_);
        return find(name)->call(arguments, call);
    }
    double number(std::string_view name, const std::vector<Value>& arguments) {
        return std::get<double>(call(name, arguments));
    }

    /// What the sheet Checks says about a function.
    std::string reason(const std::string& function) const {
        return sheet("Checks").text({row(function, "Checks"), 1});
    }

    const Document& document() const { return document_; }
    Document& document() { return document_; }

private:
    Document document_ = office().load(std::filesystem::path(path::templates) / "Trade plan.ots");
    const std::map<std::string, Place> named_ = document_.named_cells();
    Memory memory_;
};

} // namespace headroom::test
