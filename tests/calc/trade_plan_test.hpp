#pragma once

#include "one_workbook_test.hpp"

#include "outcome.hpp"

#include "core/memory.hpp"

#include <map>
#include <string>

namespace headroom::test {

inline const std::string required = "required cuts";

/// A new Trade plan, with its tables of assumptions and what the model makes of them.
class TradePlan : public OneWorkbook {
protected:
    TradePlan() : OneWorkbook("Trade plan") {}

    /// An input by its name, or the value of a driver by its label.
    Place input(const std::string& name) const {
        return is_named(name) ? place(name) : Place{"Assumptions", {row(name), 1}};
    }

    /// Where a sheet has this in its first column.
    int row(const std::string& first, const std::string& on = "Assumptions") const {
        return OneWorkbook::row(first, on);
    }

    /// The table of assumptions, as the functions get it.
    Table table() const { return part_of(cells_of("Assumptions"), 4); }

    Table variant(const std::string& name) const { return variants().at(name); }

    /// All variants by their names.
    std::map<std::string, Table> variants() const {
        const Table cells = cells_of("Variant tables");
        std::map<std::string, Table> found;
        for (std::size_t row = 0; row < cells.rows(); ++row) {
            const auto* text = std::get_if<std::string>(&cells.at(row, 0));
            const std::size_t end = text == nullptr ? std::string::npos : text->find(':');
            if (end != std::string::npos) {
                found[text->substr(0, end)] = part_of(cells, row + 1);
            }
        }
        return found;
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

private:
    Table cells_of(const std::string& name) const {
        const Sheet read = sheet(name);
        return read.read({.first = {0, 0}, .rows = read.used().rows, .columns = 5});
    }

    /// From a heading to the last row before a blank one.
    static Table part_of(const Table& cells, std::size_t heading) {
        Table part;
        for (std::size_t row = heading;
             row < cells.rows() && !std::holds_alternative<std::monostate>(cells.at(row, 0));
             ++row) {
            std::vector<Cell> values;
            for (std::size_t column = 0; column < cells.columns(); ++column) {
                values.push_back(cells.at(row, column));
            }
            part.append(std::move(values));
        }
        return part;
    }

    Memory memory_;
};

} // namespace headroom::test
