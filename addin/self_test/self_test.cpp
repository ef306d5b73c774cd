#include "self_test/self_test.hpp"

#include "self_test/digits.hpp"
#include "self_test/platform.hpp"

#include "convert.hpp"
#include "core/catalogue.hpp"
#include "notation.hpp"
#include "settings.hpp"

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

/// An entry for each example in each language, in the order of the languages and of the catalogue.
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
    Placed(const Object& inputs, const std::string& sheet, std::size_t row,
           const Function& function, Arguments values) {
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
            arguments.push_back("$'" + sheet + "'." + block.name());
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

/// As the reference has it, but for the cells of ranges, which are `cells`.
std::string shown_call(const Function& function, Arguments values, const std::string& cells) {
    std::string text = function.name + '(';
    for (std::size_t i = 0; i < values.size(); ++i) {
        text += i == 0 ? "" : "; ";
        text += std::holds_alternative<Table>(values[i]) ? cells : literal(values[i]);
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

class SelfTest {
public:
    explicit SelfTest(const Object& context)
        : context_(context), language_(office_language(context)),
          document_(uno::create(context, "com.sun.star.frame.Desktop")
                        .call("loadComponentFromURL", "private:factory/scalc", "_blank",
                              std::int32_t{0},
                              uno::sequence(uno::Type("com.sun.star.beans.PropertyValue"), {}))
                        .object()) {
        const Object sheets = document_.get("Sheets").object();
        summary_ = sheets.call("getByIndex", std::int32_t{0}).object();
        // TRANSLATORS: names of sheets: short, letters and hyphens only.
        summary_.set("Name", words(tr("Self-test")));
        const auto add = [&](const std::string& name, std::int16_t position) {
            sheets.call("insertNewByName", name, position);
            return sheets.call("getByName", name).object();
        };
        results_ = add(words(results_name), 1);
        inputs_ = add(words(inputs_name), 2);
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
    // TRANSLATORS: names of sheets: short, letters and hyphens only.
    static constexpr Text results_name = tr("Results");
    // TRANSLATORS: names of sheets: short, letters and hyphens only.
    static constexpr Text inputs_name = tr("Inputs");

    std::string words(const Phrase& phrase) const { return phrase.in(language_, {}); }

    /// What was stored of the next example.
    const Stored& stored() const {
        const std::vector<Language> all = languages();
        const auto place =
            static_cast<std::size_t>(std::find(all.begin(), all.end(), language_) - all.begin());
        return stored_results[place * (std::size(stored_results) / all.size()) + rows_.size()];
    }

    void try_out(const Function& function, Arguments values) {
        const Stored& stored = this->stored();
        const Placed placed(inputs_, words(inputs_name), next_row_, function, values);
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
        rows_.push_back({function.name, shown_call(function, values, words(tr("cells"))),
                         words(results_name) + '.' + block.name(),
                         words(agrees ? tr("yes") : tr("no")), lines[0], lines[1]});
        next_row_ += std::max(placed.rows(), stored.rows) + 1;
    }

    void summarise() {
        const std::string count = std::to_string(rows_.size());
        Table table;
        const auto line = [&](const Phrase& text) {
            table.append({words(text), {}, {}, {}, {}, {}});
        };
        line({tr("Headroom %1%: self-test"), {version()}});
        line({tr("%1% of %2% examples gave every digit that was stored when Headroom was built."),
              {std::to_string(agreed_), count}});
        line(std::string(platform) + ", " + office_name(context_));
        line(std::string());
        table.append({words(tr("Function")), words(tr("Example")), words(tr("Calculated in")),
                      words(tr("Agrees")), words(tr("First difference")), words(tr("Stored"))});
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
    Language language_;
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
