#include "templates/wrong_inputs.hpp"

#include <boost/algorithm/string/join.hpp>

#include <compare>
#include <map>
#include <regex>
#include <set>
#include <stdexcept>
#include <vector>

namespace headroom::workbook {

namespace {

constexpr std::string_view opening = "WRONG_INPUTS(";
constexpr std::string_view state_ending = "_state";

struct Address {
    std::string sheet;
    int column; // from 0
    int row;    // from 1

    auto operator<=>(const Address&) const = default;
};

struct Area {
    Address first;
    int last_column, last_row;

    bool holds(const Address& at) const {
        return at.sheet == first.sheet && at.column >= first.column && at.column <= last_column &&
               at.row >= first.row && at.row <= last_row;
    }
};

int column_of(const std::string& letters) {
    int column = 0;
    for (const char letter : letters) {
        column = 26 * column + (letter - 'A' + 1);
    }
    return column - 1;
}

/// What the cells of a workbook rest on.
class Precedents {
public:
    explicit Precedents(const Workbook& workbook) {
        for (const Sheet& sheet : workbook.sheets) {
            for_every_cell(sheet, [&](const Cell& cell, int column, int number) {
                const Address here{sheet.name, column, number};
                cells_[here] = &cell;
                if (!cell.name.empty()) {
                    names_[cell.name] = {here, column, number};
                }
            });
            for (const NamedColumn& named : sheet.named_columns) {
                names_[named.name] = {{sheet.name, named.column, named.first},
                                      named.column + named.columns - 1,
                                      named.last};
            }
        }
        for (const auto& [name, area] : names_) {
            if (name.ends_with(state_ending)) {
                states_.insert(name);
            }
        }
    }

    const std::set<std::string>& states() const { return states_; }

    /// The states of the inputs that a formula on that sheet rests on.
    std::set<std::string> states_behind(const std::string& formula,
                                        const std::string& sheet) const {
        std::set<std::string> states;
        std::set<Address> seen;
        std::vector<Area> open = areas_in(formula, sheet);
        while (!open.empty()) {
            const Area area = open.back();
            open.pop_back();
            for (Address at = area.first; at.row <= area.last_row; ++at.row) {
                for (at.column = area.first.column; at.column <= area.last_column; ++at.column) {
                    const auto cell = cells_.find(at);
                    if (cell == cells_.end() || !seen.insert(at).second) {
                        continue;
                    }
                    if (const auto* behind = std::get_if<Formula>(&cell->second->content)) {
                        const std::vector<Area> more = areas_in(behind->text, at.sheet);
                        open.insert(open.end(), more.begin(), more.end());
                    }
                    if (const std::string state = state_of(*cell->second, at); !state.empty()) {
                        states.insert(state);
                    }
                }
            }
        }
        return states;
    }

    /// How many of the inputs with that state are wrong.
    std::string count(const std::string& state) const {
        const Area& area = names_.at(state);
        const bool one = area.first.row == area.last_row;
        return one ? "IF(" + state + "=\"OK\";0;1)"
                   : "ROWS(" + state + ")-COUNTIF(" + state + ";\"OK\")";
    }

private:
    std::vector<Area> areas_in(const std::string& formula, const std::string& sheet) const {
        static const std::regex token(
            R"re("(?:[^"]|"")*"|\[([^\]]*)\]|([A-Za-z_][A-Za-z0-9_.]*)(\(?))re");
        static const std::regex place(R"re('?([^'.$:]*)'?\.\$?([A-Z]+)\$?([0-9]+))re");
        std::vector<Area> areas;
        for (std::sregex_iterator match(formula.begin(), formula.end(), token), last; match != last;
             ++match) {
            const auto name = names_.find((*match)[2]);
            if (name != names_.end()) {
                areas.push_back(name->second);
            }
            const std::string inside = (*match)[1];
            std::vector<Address> ends;
            for (std::sregex_iterator end(inside.begin(), inside.end(), place); end != last;
                 ++end) {
                ends.push_back({(*end)[1].length() == 0 ? sheet : std::string((*end)[1]),
                                column_of((*end)[2]), std::stoi((*end)[3])});
            }
            if (!ends.empty()) {
                areas.push_back({ends.front(), ends.back().column, ends.back().row});
            }
        }
        return areas;
    }

    /// Empty where nothing says it.
    std::string state_of(const Cell& cell, const Address& at) const {
        if (names_.contains(state_name(cell.name))) {
            return state_name(cell.name);
        }
        for (const std::string& state : states_) {
            Area row = names_.at(state);
            row.first.column = 0;
            if (row.holds(at)) {
                return state;
            }
        }
        return {};
    }

    std::map<Address, const Cell*> cells_;
    std::map<std::string, Area> names_;
    std::set<std::string> states_;
};

/// The place behind the bracket that closes what is open at `from`.
std::size_t end_of_brackets(const std::string& formula, std::size_t from) {
    bool in_text = false;
    int depth = 1;
    for (std::size_t at = from; at < formula.size(); ++at) {
        in_text = in_text != (formula[at] == '"');
        depth += in_text ? 0 : (formula[at] == '(') - (formula[at] == ')');
        if (depth == 0) {
            return at + 1;
        }
    }
    throw std::runtime_error("the brackets do not match in " + formula);
}

std::string counted(std::string formula, const std::string& sheet, const Precedents& precedents) {
    for (std::size_t at = formula.find(opening); at != std::string::npos;
         at = formula.find(opening, at)) {
        const std::size_t from = at + opening.size();
        const std::size_t end = end_of_brackets(formula, from);
        const std::string inside = formula.substr(from, end - 1 - from);
        std::vector<std::string> counts;
        for (const std::string& state :
             inside.empty() ? precedents.states() : precedents.states_behind(inside, sheet)) {
            counts.push_back(precedents.count(state));
        }
        formula.replace(at, end - at, counts.empty() ? "0" : boost::join(counts, "+"));
    }
    return formula;
}

} // namespace

std::string state_name(std::string_view inputs) {
    return std::string(inputs) + std::string(state_ending);
}

Workbook with_inputs_counted(Workbook workbook) {
    const Precedents precedents(workbook);
    for (Sheet& sheet : workbook.sheets) {
        for (Row& row : sheet.rows) {
            for (Cell& cell : row.cells) {
                if (auto* formula = std::get_if<Formula>(&cell.content)) {
                    formula->text = counted(formula->text, sheet.name, precedents);
                }
            }
        }
    }
    return workbook;
}

} // namespace headroom::workbook
