#pragma once

#include "calc_test.hpp"
#include "paths.hpp"

#include "csv.hpp"

#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <variant>

namespace headroom::test {

/// A row of the public facts, by the names of their columns.
inline std::map<std::string, std::string> fact(const std::string& item, const std::string& as_of) {
    for (const auto& row : read_csv(path::facts)) {
        if (row.at("item") == item && row.at("as of") == as_of) {
            return row;
        }
    }
    throw std::runtime_error("no fact " + item + ", " + as_of);
}

/// A new document from one template, its cells by their names.
class OneWorkbook : public CalcTest {
protected:
    explicit OneWorkbook(const std::string& title)
        : document_(office().load(std::filesystem::path(path::templates) / (title + ".ots"))),
          named_(document_.named_cells()) {}

    const Document& document() const { return document_; }
    Document& document() { return document_; }
    Sheet sheet(const std::string& name) const { return document_.sheet(name); }
    bool is_named(const std::string& name) const { return named_.contains(name); }
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
    void type(const std::string& name, const Cell& input) { type(place(name), input); }

    /// Where a sheet has this in its first column.
    int row(const std::string& first, const std::string& on) const {
        const Sheet searched = sheet(on);
        const Table labels = searched.read({.first = {0, 0}, .rows = searched.used().rows});
        for (std::size_t row = 0; row < labels.rows(); ++row) {
            if (labels.at(row, 0) == Cell(first)) {
                return static_cast<int>(row);
            }
        }
        throw std::runtime_error(on + " has no row " + first);
    }

    /// What the sheet Checks says about a function.
    std::string reason(const std::string& function) const {
        return sheet("Checks").text({row(function, "Checks"), 1});
    }

private:
    Document document_;
    const std::map<std::string, Place> named_;
};

} // namespace headroom::test
