#pragma once

#include "one_workbook_test.hpp"

#include "outcome.hpp"

#include "core/memory.hpp"
#include "plan/changes.hpp"

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

    /// Where the first driver of a block stands.
    Place first_of_block(const std::string& name) const {
        static const std::string scenario = "scenario_";
        if (name.starts_with(scenario)) {
            return {"Scenarios",
                    {row("Driver", "Scenarios") + 1,
                     2 * (std::stoi(name.substr(scenario.size())) - 1)}};
        }
        const Sheet all = sheet("Scenarios");
        for (At at{0, 0}; at.row < all.used().rows; ++at.row) {
            for (const int column : {0, 4}) {
                if (all.text({at.row, column}).starts_with(name + ":")) {
                    return {"Scenarios", {at.row + 1, column}};
                }
            }
        }
        throw std::runtime_error("there is no block " + name);
    }

    /// A block of the sheet Scenarios: what formulas hand over as changes.
    Table block(const std::string& name) const {
        const Place first = first_of_block(name);
        const Table cells = sheet(first.sheet).read({.first = first.at, .rows = 30, .columns = 2});
        Table block;
        for (std::size_t row = 0; row < cells.rows(); ++row) {
            const auto* driver = std::get_if<std::string>(&cells.at(row, 0));
            if (driver == nullptr || !driver_named(*driver)) {
                break;
            }
            block.append({cells.at(row, 0), cells.at(row, 1)});
        }
        return block;
    }

    /// The assumptions as such a block changes them.
    Table variant(const std::string& name) const { return changed(table(), block(name)); }

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
