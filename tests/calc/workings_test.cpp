#include "calc_test.hpp"
#include "calls.hpp"

#include "draw.hpp"
#include "outcome.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <cmath>
#include <map>

namespace headroom::test {

namespace {

class CellWorkings : public CalcTest {};

Table workings(const Function& function, Arguments arguments) {
    Call call;
    return std::get<Table>(test::function("WORKINGS").call(joined(function.name, arguments), call));
}

const std::string& text(const Cell& cell) {
    return std::get<std::string>(cell);
}

/// The rows of the table by what they are about; arguments that play no part have none.
std::map<std::string, std::size_t> rows_of(const Table& table) {
    std::map<std::string, std::size_t> rows;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        rows[text(table.at(row, 0))] = row;
    }
    return rows;
}

/// Sums of amounts that cancel each other out: what is left of a purchase of 50,000 may be 0.01,
/// exact to the 12th digit of the 50,000 only. What has to be exact there, besides the result.
bool cancels(const Function& function, std::string_view step) {
    const std::string id = function.name + "." + std::string(step);
    const bool year = function.name.starts_with("GPU") &&
                      (step.starts_with("flow_") || step.starts_with("recovered_"));
    return year || id == "GPUNPV.npv" || id == "GPUIRR.worth_at_start" ||
           id == "GPUIRR.slope_at_start" || id == "GPUCASHFLOW.total" ||
           id == "LEASEVSBUY.npv_of_buying" || id == "LEASEVSBUY.advantage_of_leasing" ||
           id == "LEASEVSBUY.break_even_payment" || id == "VINTAGEDEPRECIATION.not_yet_charged";
}

/// The workings of many calls of one function, a call to a row: the values of its arguments, then
/// its steps as formulas over them, then the call itself.
class WorkingsSheet {
public:
    WorkingsSheet(const Function& function, std::vector<std::vector<Value>> calls)
        : function_(function), calls_(std::move(calls)) {
        for (const std::vector<Value>& call : calls_) {
            tables_.push_back(workings(function_, call));
            for (const std::string& id : steps_of(tables_.back())) {
                if (std::find(steps_.begin(), steps_.end(), id) == steps_.end()) {
                    steps_.push_back(id);
                }
            }
        }
    }

    void check(Sheet& sheet) {
        write(sheet);
        const int first = static_cast<int>(function_.arguments.size());
        const int steps = static_cast<int>(steps_.size());
        const Table got = sheet.read({{0, first}, static_cast<int>(calls_.size()), steps + 1});
        for (std::size_t row = 0; row < calls_.size(); ++row) {
            const Table& table = tables_[row];
            const auto rows = rows_of(table);
            for (std::size_t step = 0; step < steps_.size(); ++step) {
                const std::string& id = steps_[step];
                // A call without an answer ends in a failure, and may have fewer steps.
                const auto found = rows.find(id);
                if (found != rows.end() && text(table.at(found->second, 1)).starts_with('=') &&
                    std::holds_alternative<double>(table.at(found->second, 2))) {
                    compare(row, id, got.at(row, step), table);
                }
            }
            EXPECT_EQ(got.at(row, steps_.size()), outcome(function_, calls_[row]))
                << typed(function_, calls_[row]);
        }
    }

    int compared() const { return compared_; }

private:
    /// All rows that are not about an argument.
    std::vector<std::string> steps_of(const Table& table) const {
        std::vector<std::string> ids;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string& id = text(table.at(row, 0));
            if (std::ranges::none_of(function_.arguments,
                                     [&](const Argument& argument) { return argument.id == id; })) {
                ids.push_back(id);
            }
        }
        return ids;
    }

    void write(Sheet& sheet) const {
        const std::size_t count = function_.arguments.size();
        Ranges ranges({0, static_cast<int>(count + steps_.size()) + 3});
        Table arguments(calls_.size(), count);
        std::vector<std::vector<std::string>> formulas;
        for (std::size_t row = 0; row < calls_.size(); ++row) {
            const auto cell = [&](std::size_t column) {
                return At{static_cast<int>(row), static_cast<int>(column)}.name();
            };
            const Table& table = tables_[row];
            const auto rows = rows_of(table);
            std::map<std::string, std::string> cells;
            std::vector<std::string> passed;
            for (std::size_t i = 0; i < count; ++i) {
                const std::string id(function_.arguments[i].id);
                const bool given = i < calls_[row].size() && calls_[row][i].index() != 0;
                const Table* range = given ? std::get_if<Table>(&calls_[row][i]) : nullptr;
                if (range != nullptr) {
                    cells[id] = ranges.add(*range);
                } else if (rows.contains(id)) {
                    arguments.at(row, i) = table.at(rows.at(id), 2);
                    cells[id] = cell(i);
                }
                passed.push_back(given ? cells[id] : "");
            }
            passed.resize(calls_[row].size());
            std::vector<std::string>& line = formulas.emplace_back();
            for (std::size_t step = 0; step < steps_.size(); ++step) {
                cells[steps_[step]] = cell(count + step);
            }
            for (const std::string& id : steps_) {
                const std::string formula = rows.contains(id) ? text(table.at(rows.at(id), 1)) : "";
                // A table's steps may be words; what they stand for is needed further down.
                const double* in_words = rows.contains(id) && !formula.starts_with('=')
                                             ? std::get_if<double>(&table.at(rows.at(id), 2))
                                             : nullptr;
                line.push_back(in_words != nullptr        ? "=" + plain(*in_words)
                               : formula.starts_with('=') ? with_cells(formula, cells)
                                                          : "");
            }
            line.push_back("=" + function_.name + "(" + boost::join(passed, ";") + ")");
        }
        sheet.write({0, 0}, arguments);
        ranges.write(sheet);
        sheet.write_formulas({0, static_cast<int>(count)}, formulas);
    }

    void compare(std::size_t row, const std::string& step, const Cell& cell, const Table& table) {
        ++compared_;
        const double wanted = std::get<double>(table.at(rows_of(table).at(step), 2));
        const double* value = std::get_if<double>(&cell);
        const double scale =
            cancels(function_, step) ? scale_of(row, step, table) : std::abs(wanted);
        EXPECT_TRUE(value != nullptr && std::abs(*value - wanted) <= 1e-12 * scale)
            << typed(function_, calls_[row]) << ": " << step << " is "
            << testing::PrintToString(cell) << " in Calc, " << plain(wanted) << " in the workings";
    }

    /// The largest amount that was added up, in a step or before.
    double scale_of(std::size_t row, const std::string& step, const Table& table) const {
        const auto rows = rows_of(table);
        const auto value = [&](const char* id) {
            return rows.contains(id) ? std::get<double>(table.at(rows.at(id), 2)) : 0.0;
        };
        double largest = 0;
        for (std::size_t i = 0; i < table.rows(); ++i) {
            const double* number = std::get_if<double>(&table.at(i, 2));
            largest = std::max(largest, number == nullptr ? 0 : std::abs(*number));
        }
        if (function_.name.starts_with("GPU")) {
            // Years far away weigh more than today at a negative rate.
            const double rate = function_.name == "GPUIRR" ? value("start") : value("wacc");
            const double years = step == "slope_at_start" ? value("life") / (1 + rate) : 1;
            largest *= std::max(1.0, years) * std::max(1.0, std::pow(1 + rate, -value("life")));
            largest *= std::max(1.0, std::pow(1 - value("erosion"), value("life") - 1));
        }
        if (function_.name == "LEASEVSBUY") {
            largest *= std::max(1.0, std::pow(1 + value("wacc"), -value("life"))) * value("life");
        }
        for (const Value& argument : calls_[row]) {
            if (const Table* range = std::get_if<Table>(&argument)) {
                for (std::size_t i = 0; i < range->rows(); ++i) {
                    largest = std::max(largest, std::abs(std::get<double>(range->at(i, 0))));
                }
            }
        }
        return largest;
    }

    const Function& function_;
    std::vector<std::vector<Value>> calls_;
    std::vector<Table> tables_;
    std::vector<std::string> steps_; ///< of all calls: some have more than others
    int compared_ = 0;
};

TEST_F(CellWorkings, CalculateToTheSameNumbersInCalc) {
    Draw draw(18);
    for (const Function* function : calculating_functions()) {
        std::vector<std::vector<Value>> calls;
        for (const Example& example : function->examples) {
            calls.push_back(example.arguments);
        }
        for (int i = 0; i < 200; ++i) {
            calls.push_back(draw.arguments(*function));
        }
        const Document document = office().create();
        Sheet sheet = document.sheet();
        WorkingsSheet workings_sheet(*function, calls);
        workings_sheet.check(sheet);
        // Some tables have no step that Calc could repeat.
        const bool number = function->returns == Function::Returns::number;
        EXPECT_GE(workings_sheet.compared(), number ? 200 : 0) << function->name;
    }
}

/// Calls at the edges of what undoes each other, by function.
std::map<std::string, std::vector<std::vector<Value>>> edge_calls() {
    std::map<std::string, std::vector<std::vector<Value>>> calls;
    Draw draw(19);
    for (int round = 0; round < 60; ++round) {
        const double utilisation = draw.chance(0.3) ? 1 : draw.even(0.01, 1);
        const double capex = draw.magnitude(1, 1e10);
        const double life = 1 + static_cast<double>(draw.index(50));
        const double opex = draw.chance(0.2) ? 0 : draw.magnitude(1, 1e10);
        const double residual = draw.chance(0.3) ? 0 : capex * draw.even(0, 1);
        const double tax = draw.chance(0.5) ? 0 : draw.even(0, 0.9);
        const double price =
            number("GPUBREAKEVENPRICE", {utilisation, capex, life, opex, 0.0, 0.0, residual});
        const std::vector<Value> gpu{price, utilisation, capex, life, opex, residual, 0.0, tax};
        calls["GPUPAYBACK"].push_back(gpu);
        calls["GPUIRR"].push_back(gpu);
        calls["GPUCASHFLOW"].push_back(gpu);
        calls["GPUNPV"].push_back({price, utilisation, capex, life, opex, 0.0, residual, 0.0, tax});
        const double margin = draw.even(-1, 0.99);
        const double wacc = draw.even(0, 0.5);
        calls["GPUBREAKEVENUTIL"].push_back(
            {number("GPUBREAKEVENPRICE", {1.0, capex, life, opex, margin, wacc, residual}), capex,
             life, opex, margin, wacc, residual});

        const double loaded = draw.magnitude(1e3, 1e6);
        const double backfill = draw.chance(0.3) ? 0 : draw.even(0, 0.9);
        const double replacement = draw.chance(0.3) ? 0 : loaded * draw.even(0, 0.9);
        const double saving = (loaded - replacement) * (1 - backfill);
        const double severance = saving * (draw.chance(0.2) ? 1 : draw.even(0, 1));
        calls["CUTPAYBACK"].push_back({loaded, severance, 3.0, backfill, replacement});
        const double months = number("CUTPAYBACK", {loaded, severance, 0.0, backfill, replacement});
        calls["CUTSAVINGS"].push_back({10.0, loaded, severance, months, backfill, replacement});
        const double revenue = draw.magnitude(1, 1e12);
        const double target = draw.even(-1, 0.99);
        const double noise = revenue * 1e-12 * draw.even(-0.9, 0.9);
        calls["REQUIREDCUTS"].push_back({revenue, target * revenue + noise, target, loaded});
        calls["REQUIREDCUTS"].push_back({revenue, target * revenue - 17 * saving, target, loaded,
                                         0.0, 12.0, backfill, replacement});
        calls["REQUIREDCUTSCASH"].push_back({17 * loaded * 0.7, loaded, 0.0, 12.0, 0.0, 0.7});
        const double start = static_cast<double>(draw.index(121)) / 10;
        calls["SAVINGMONTHS"].push_back({start, (120 - start * 10) * 0.1});

        const double growth = revenue * (1 + target) / revenue - 1;
        calls["BACKLOGFORGROWTH"].push_back({growth, target, {}, draw.chance(0.5) ? 0.0 : 0.5});
        calls["LATENTGROWTH"].push_back({std::round(1000 * target) / 1000, 0.0});
        const double mode = draw.chance(0.3) ? 0 : draw.chance(0.3) ? saving : saving * 0.3;
        for (const double p : {0.0, 1.0}) {
            calls["TRIANGULARINV"].push_back({p, 0.1, 0.1 + mode, 0.1 + saving});
            calls["PERTINV"].push_back({p, 0.1, 0.1 + mode, 0.1 + saving});
        }
        Table vintages;
        for (int period = 0; period < 30; ++period) {
            vintages.append({period < 10 ? draw.magnitude(1e-3, 1e9) : 0});
        }
        calls["VINTAGEDEPRECIATION"].push_back(
            {vintages, 1 + static_cast<double>(draw.index(15)), 0.1, std::string("half")});
    }
    return calls;
}

TEST_F(CellWorkings, AgreeWithCalcWhereFunctionsUndoEachOther) {
    for (const auto& [name, calls] : edge_calls()) {
        const Document document = office().create();
        Sheet sheet = document.sheet();
        WorkingsSheet workings_sheet(function(name), calls);
        workings_sheet.check(sheet);
        EXPECT_GE(workings_sheet.compared(), 60) << name;
    }
}

/// Every row of a call's workings as a formula over the names of the rows above.
void expect_formulas_over_names(Document document, const Function& function,
                                const std::vector<Value>& arguments) {
    Sheet sheet = document.sheet();
    const Table table = workings(function, arguments);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const At at{static_cast<int>(row), 0};
        const std::string id = text(table.at(row, 0));
        const Value* range = row < arguments.size() ? &arguments[row] : nullptr;
        if (range != nullptr && std::holds_alternative<Table>(*range)) {
            const Table& cells = std::get<Table>(*range);
            const Block block{{0, static_cast<int>(row) + 1},
                              static_cast<int>(cells.rows()),
                              static_cast<int>(cells.columns())};
            sheet.write(block.first, cells);
            document.name_cells(id, sheet, block);
            continue;
        }
        ASSERT_NO_THROW(document.name_cells(id, sheet, {at}))
            << function.name << ": " << id << " is no name in Calc";
        sheet.set_formula(at, text(table.at(row, 1)));
        const Cell got = sheet.content(at);
        const Cell& wanted = table.at(row, 2);
        if (const double* number = std::get_if<double>(&wanted)) {
            ASSERT_TRUE(std::holds_alternative<double>(got))
                << function.name << ": " << sheet.formula(at);
            // GPUIRR adds up to almost nothing at its start.
            const double scale = cancels(function, id) ? 1e5 : std::abs(*number);
            EXPECT_NEAR(std::get<double>(got), *number, 1e-12 * scale)
                << function.name << ": " << sheet.formula(at);
        } else {
            EXPECT_EQ(got, wanted) << function.name << ": " << sheet.formula(at);
        }
    }
}

TEST_F(CellWorkings, AreFormulasOverTheNamesTheyShow) {
    for (const Function* function : number_functions()) {
        for (const Example& example : function->examples) {
            expect_formulas_over_names(office().create(), *function, example.arguments);
        }
    }
}

TEST_F(CellWorkings, ShowTheChargeOfEveryComponent) {
    const Function& tco = function("GPUTCO");
    for (const Example& example : tco.examples) {
        expect_formulas_over_names(office().create(), tco, example.arguments);
    }
    Draw draw(20);
    for (int i = 0; i < 40; ++i) {
        const std::vector<Value> arguments = draw.arguments(tco);
        if (std::holds_alternative<double>(outcome(tco, arguments))) {
            expect_formulas_over_names(office().create(), tco, arguments);
        }
    }
}

TEST_F(CellWorkings, ShowEveryRateOfReturnOfSeveral) {
    const Function& irr = function("GPUIRR");
    const std::vector<std::pair<std::vector<Value>, double>> calls{
        {{8.0, 1.0, 30000.0, 10.0, 15000.0, 0.0, 0.5}, 2},
        {{8.0, 1.0, 30000.0, 10.0, 15000.0, 0.0, 0.5, 0.3}, 2},
        {{8.8, 1.0, 30000.0, 8.0, 20000.0, 22000.0, 0.4}, 3},
    };
    for (const auto& [arguments, rates] : calls) {
        const Table table = workings(irr, arguments);
        EXPECT_EQ(table.at(table.rows() - 2, 0), Cell("rates"));
        EXPECT_EQ(table.at(table.rows() - 2, 2), Cell(rates)) << typed(irr, arguments);
        expect_formulas_over_names(office().create(), irr, arguments);
    }
}

TEST_F(CellWorkings, FillABlockAsAnArrayFormula) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    Ranges ranges({0, 10});
    struct Filled {
        Block block;
        std::string call;
        Table table;
    };
    std::vector<Filled> all;
    int top = 0;
    for (const Function* function : calculating_functions()) {
        for (const Example& example : function->examples) {
            const std::vector<Value> arguments = as_typed(example.arguments);
            const Table table = workings(*function, arguments);
            std::vector<std::string> passed{literal(function->name)};
            for (const Value& value : arguments) {
                const Table* range = std::get_if<Table>(&value);
                // A range made Calc cut the result to its own size once.
                passed.push_back(range == nullptr ? literal(value) : ranges.add(*range));
            }
            const Block block{{top, 0}, static_cast<int>(table.rows()), 4};
            all.push_back({block, "WORKINGS(" + boost::join(passed, ";") + ")", table});
            top += block.rows + 1;
        }
    }
    ranges.write(sheet);
    for (const auto& [block, call, table] : all) {
        sheet.set_array_formula(block, "=" + call);
        const Table got = sheet.read(block);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            for (std::size_t column = 0; column < 4; ++column) {
                const Cell& wanted = table.at(row, column);
                const bool nothing = wanted == Cell(std::string());
                EXPECT_EQ(got.at(row, column), nothing ? Cell() : wanted)
                    << call << ' ' << row << ',' << column;
            }
        }
        const At one{block.first.row, 6};
        for (const int column : {2, 3}) {
            sheet.set_formula(one, "=INDEX(" + call + ";" + std::to_string(table.rows()) + ";" +
                                       std::to_string(column) + ")");
            EXPECT_EQ(sheet.content(one),
                      table.at(table.rows() - 1, static_cast<std::size_t>(column) - 1))
                << call;
        }
    }
}

TEST_F(CellWorkings, ShowTheFailureOfACallWithoutAnswer) {
    const Document document = office().create();
    Sheet sheet = document.sheet();
    sheet.set_array_formula({{0, 0}, 12, 4}, "=WORKINGS(\"REQUIREDCUTS\";100;0;0.5;12;4;3)");
    EXPECT_EQ(sheet.text({10, 0}), "required_cuts");
    EXPECT_EQ(sheet.error({10, 2}), 503);
    EXPECT_EQ(sheet.value({9, 2}), -1);
    EXPECT_EQ(sheet.error({11, 0}), 32767) << "below the table there is nothing";
    sheet.set_formula({0, 6}, "=WORKINGS(\"REQUIREDCUTS\";100;0;24;12)");
    EXPECT_EQ(sheet.error({0, 6}), 502);
    sheet.set_formula({0, 7}, "=WORKINGS(\"NOTHING\";1)");
    EXPECT_EQ(sheet.error({0, 7}), 502);
    sheet.set_formula({0, 8}, "=REASON(\"WORKINGS\";\"NOTHING\";1)");
    EXPECT_NE(sheet.text({0, 8}), "");
}

} // namespace

} // namespace headroom::test
