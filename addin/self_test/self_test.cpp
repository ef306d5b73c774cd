#include "self_test/self_test.hpp"

#include "self_test/digits.hpp"
#include "self_test/platform.hpp"

#include "convert.hpp"
#include "core/catalogue.hpp"

#include "uno/sequence.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

struct Stored {
    std::size_t rows;
    std::size_t columns;
    const char* cells;
};

/// An entry for each example, in the order of the catalogue.
constexpr Stored stored_results[] = {
#include "results.inc"
};

std::int32_t whole(std::size_t number) {
    return static_cast<std::int32_t>(number);
}

Object cells_of(const Object& sheet, const Area& area) {
    return sheet
        .call("getCellRangeByPosition", whole(area.first.column), whole(area.first.row),
              whole(area.first.column + area.columns - 1), whole(area.first.row + area.rows - 1))
        .object();
}

/// As cells take it: a blank is an empty text, as void they show an error.
Any content_of(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return *number;
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return text == nullptr ? Any("") : Any(*text);
}

void write(const Object& sheet, const Area& area, const Table& table) {
    uno::Sequence<uno::Sequence<Any>> rows(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        uno::Sequence<Any> cells(table.columns());
        for (std::size_t column = 0; column < table.columns(); ++column) {
            cells[column] = content_of(table.at(row, column));
        }
        rows[row] = std::move(cells);
    }
    cells_of(sheet, area).call("setDataArray", rows);
}

/// A call with the numbers and ranges in cells, which hold every digit of them.
class Placed {
public:
    Placed(const Object& inputs, std::size_t row, const Function& function, Arguments values) {
        std::vector<std::string> arguments;
        std::size_t column = 0;
        for (const Value& value : values) {
            const Table* range = std::get_if<Table>(&value);
            const double* number = std::get_if<double>(&value);
            if (range == nullptr && number == nullptr) {
                arguments.push_back(literal(value));
                continue;
            }
            Table one(1, 1);
            if (range == nullptr) {
                one.at(0, 0) = *number;
                range = &one;
            }
            const Area block{{row, column}, range->rows(), range->columns()};
            write(inputs, block, *range);
            arguments.push_back("$Inputs." + block.name());
            column += range->columns();
            rows_ = std::max(rows_, range->rows());
        }
        formula_ = '=' + function.name + '(';
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            formula_ += (i == 0 ? "" : ";") + arguments[i];
        }
        formula_ += ')';
    }

    const std::string& formula() const { return formula_; }
    /// How many the inputs take.
    std::size_t rows() const { return rows_; }

private:
    std::string formula_;
    std::size_t rows_ = 1;
};

/// As the reference has it, but for the cells of ranges.
std::string shown_call(const Function& function, Arguments values) {
    std::string text = function.name + '(';
    for (std::size_t i = 0; i < values.size(); ++i) {
        text += i == 0 ? "" : "; ";
        text += std::holds_alternative<Table>(values[i]) ? "cells" : literal(values[i]);
    }
    return text + ')';
}

/// The first lines in which two results differ.
std::array<std::string, 2> difference(std::string_view here, std::string_view stored) {
    const auto take_line = [](std::string_view& text) {
        std::string line(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        return line;
    };
    while (!here.empty() || !stored.empty()) {
        std::array lines{take_line(here), take_line(stored)};
        if (lines[0] != lines[1]) {
            return lines;
        }
    }
    return {};
}

std::string office_name(const Object& context) {
    const uno::Type property("com.sun.star.beans.PropertyValue");
    const Any path = uno::structure(
        property, {{"Name", "nodepath"}, {"Value", "/org.openoffice.Setup/Product"}});
    const Object product =
        uno::create(context, "com.sun.star.configuration.ConfigurationProvider")
            .call("createInstanceWithArguments", "com.sun.star.configuration.ConfigurationAccess",
                  uno::sequence(uno::Type("any"), {path}))
            .object();
    const auto value = [&](const char* name) { return product.call("getByName", name).text(); };
    return value("ooName") + ' ' + value("ooSetupVersionAboutBox");
}

class SelfTest {
public:
    explicit SelfTest(const Object& context)
        : context_(context),
          document_(uno::create(context, "com.sun.star.frame.Desktop")
                        .call("loadComponentFromURL", "private:factory/scalc", "_blank",
                              std::int32_t{0},
                              uno::sequence(uno::Type("com.sun.star.beans.PropertyValue"), {}))
                        .object()) {
        const Object sheets = document_.get("Sheets").object();
        summary_ = sheets.call("getByIndex", std::int32_t{0}).object();
        summary_.set("Name", "Self-test");
        const auto add = [&](const char* name, std::int16_t position) {
            sheets.call("insertNewByName", name, position);
            return sheets.call("getByName", name).object();
        };
        results_ = add("Results", 1);
        inputs_ = add("Inputs", 2);
    }

    void run() {
        for (const Function* function : catalogue()) {
            for (const Example& example : function->examples) {
                try_out(*function, example.arguments);
            }
        }
        summarise();
        // Nothing is lost when it is closed.
        document_.call("setModified", false);
    }

private:
    void try_out(const Function& function, Arguments values) {
        const Stored& stored = stored_results[rows_.size()];
        const Placed placed(inputs_, next_row_, function, values);
        const Area block{{next_row_, 0}, stored.rows, stored.columns};
        const Object cells = cells_of(results_, block);
        if (stored.rows * stored.columns == 1) {
            cells.call("getCellByPosition", std::int32_t{0}, std::int32_t{0})
                .object()
                .call("setFormula", placed.formula());
        } else {
            cells.call("setArrayFormula", placed.formula());
        }
        const Digits here = digits_of(value_from(cells.call("getDataArray")));
        const bool agrees = here.cells == stored.cells;
        agreed_ += agrees ? 1 : 0;
        const auto lines = difference(here.cells, stored.cells);
        rows_.push_back({function.name, shown_call(function, values), "Results." + block.name(),
                         std::string(agrees ? "yes" : "no"), lines[0], lines[1]});
        next_row_ += std::max(placed.rows(), stored.rows) + 1;
    }

    void summarise() {
        const std::string count = std::to_string(rows_.size());
        Table table;
        const auto line = [&](const std::string& text) {
            table.append({text, {}, {}, {}, {}, {}});
        };
        line("Headroom " + std::string(version()) + ": self-test");
        line(std::to_string(agreed_) + " of " + count +
             " examples gave every digit that was stored when Headroom was built.");
        line(std::string(platform) + ", " + office_name(context_));
        line("");
        table.append({std::string("Function"), std::string("Example"), std::string("Calculated in"),
                      std::string("Agrees"), std::string("First difference"),
                      std::string("Stored")});
        for (std::vector<Cell>& row : rows_) {
            table.append(std::move(row));
        }
        write(summary_, {{0, 0}, table.rows(), table.columns()}, table);
        const Object columns = summary_.get("Columns").object();
        constexpr std::array<std::int32_t, 4> widths{5000, 14000, 3500, 2000};
        for (std::size_t i = 0; i < widths.size(); ++i) {
            columns.call("getByIndex", whole(i)).object().set("Width", widths[i]);
        }
    }

    Object context_;
    Object document_;
    Object summary_;
    Object results_;
    Object inputs_;
    std::vector<std::vector<Cell>> rows_;
    std::size_t agreed_ = 0;
    std::size_t next_row_ = 0;
};

} // namespace

void run_self_test(const Object& context) {
    SelfTest(context).run();
}

} // namespace headroom
