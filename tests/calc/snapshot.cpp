#include "snapshot.hpp"

#include "strings.hpp"

#include <com/sun/star/sheet/XCellRangeData.hpp>
#include <com/sun/star/sheet/XCellRangeFormula.hpp>

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace headroom::test {

namespace uno = com::sun::star::uno;

namespace {

constexpr int lines_shown = 10;

/// Files hold 15 digits of a number.
constexpr double rounding = 1e-12;

std::string described(const Place& place, const Shown& cell) {
    std::ostringstream words;
    words << std::setprecision(17) << place.sheet << '.' << place.at.name() << ": " << cell.text
          << " (" << cell.value << ')';
    if (cell.calculated()) {
        words << " by " << cell.formula;
    }
    return words.str();
}

/// The first few lines, and how many there are.
class Lines {
public:
    void add(const std::string& line) {
        if (++count_ <= lines_shown) {
            text_ += "\n" + line;
        }
    }
    std::string text() const {
        return count_ == 0 ? std::string() : std::to_string(count_) + " cells:" + text_;
    }

private:
    int count_ = 0;
    std::string text_;
};

Shown shown(const Sheet& sheet, At at, const uno::Any& content, const rtl::OUString& formula) {
    Shown cell{.text = {}, .formula = narrow(formula)};
    rtl::OUString text;
    if (content >>= text) {
        cell.text = narrow(text);
        return cell;
    }
    // How a number or an error looks has to be asked of every cell.
    cell.text = sheet.text(at);
    if (!(content >>= cell.value)) {
        cell.error = sheet.error(at);
    }
    return cell;
}

} // namespace

Snapshot snapshot(const Document& document) {
    Snapshot cells;
    for (int index = 0; index < document.sheets(); ++index) {
        const Sheet sheet = document.sheet(index);
        const std::string name = sheet.name();
        const auto used = sheet.range(sheet.used());
        const uno::Reference<com::sun::star::sheet::XCellRangeFormula> formulas_in(
            used, uno::UNO_QUERY_THROW);
        const uno::Reference<com::sun::star::sheet::XCellRangeData> contents_in(
            used, uno::UNO_QUERY_THROW);
        const auto formulas = formulas_in->getFormulaArray();
        const auto contents = contents_in->getDataArray();
        for (sal_Int32 row = 0; row < formulas.getLength(); ++row) {
            for (sal_Int32 column = 0; column < formulas[row].getLength(); ++column) {
                const At at{row, column};
                if (!formulas[row][column].isEmpty()) {
                    cells[{name, at}] =
                        shown(sheet, at, contents[row][column], formulas[row][column]);
                }
            }
        }
    }
    return cells;
}

std::string cells_where(const Snapshot& snapshot,
                        const std::function<bool(const Place&, const Shown&)>& wrong) {
    Lines lines;
    for (const auto& [place, cell] : snapshot) {
        if (wrong(place, cell)) {
            lines.add(described(place, cell));
        }
    }
    return lines.text();
}

std::string cells_in_error(const Snapshot& snapshot) {
    return cells_where(snapshot, [](const Place&, const Shown& cell) { return cell.error != 0; });
}

std::string differences(const Snapshot& before, const Snapshot& now,
                        const std::function<bool(const Shown&, const Shown&)>& alike) {
    Lines lines;
    for (const auto& [place, cell] : before) {
        const auto found = now.find(place);
        if (found == now.end()) {
            lines.add(described(place, cell) + " has gone");
        } else if (!alike(cell, found->second)) {
            lines.add(described(place, cell) + " has become " + described(place, found->second));
        }
    }
    return lines.text();
}

bool same_result(const Shown& one, const Shown& other) {
    return one.text == other.text && one.error == other.error &&
           std::abs(one.value - other.value) <=
               rounding * std::max(std::abs(one.value), std::abs(other.value));
}

bool same_input(const Shown& one, const Shown& other) {
    return one.calculated() || one.value == other.value;
}

bool same_formula(const Shown& one, const Shown& other) {
    return one.formula == other.formula;
}

} // namespace headroom::test
