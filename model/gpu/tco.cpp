#include "core/define.hpp"
#include "core/elementary.hpp"
#include "core/sum.hpp"
#include "gpu/arguments.hpp"
#include "gpu/gpu.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>

namespace headroom {

namespace {

/// The columns of the range, from the name in the first one on.
namespace column_of_part {
constexpr std::size_t capex = 1;
constexpr std::size_t life = 2;
constexpr std::size_t residual = 3;
} // namespace column_of_part
constexpr std::size_t most_columns = 4;

/// A component, in the row of the range that it stands in.
struct Part {
    std::size_t row;
    MoneyPerGpu capex;
    Years life;
    MoneyPerGpu residual;
    bool has_residual;
};

bool blank(const Cell& cell) {
    const std::string* text = std::get_if<std::string>(&cell);
    return std::holds_alternative<std::monostate>(cell) || (text != nullptr && text->empty());
}

class Parts {
public:
    explicit Parts(const Table& cells) : cells_(cells) {
        if (cells.columns() + 1 < most_columns) {
            static constexpr Text sentence = tr("components must be a range of three or four "
                                                "columns: name, capex, life and residual.");
            throw Error(Failure::invalid, std::string(id), sentence);
        }
        for (std::size_t row = 0; row < cells.rows(); ++row) {
            if (!is_blank(row)) {
                add(row);
            }
        }
        if (parts.empty()) {
            static constexpr Text sentence =
                tr("components is blank; it must hold at least one component.");
            throw Error(Failure::invalid, std::string(id), sentence);
        }
    }

    std::vector<Part> parts;

private:
    static constexpr std::string_view id = "components";

    std::size_t columns() const { return std::min(cells_.columns(), most_columns); }

    bool is_blank(std::size_t row) const {
        for (std::size_t column = 0; column < columns(); ++column) {
            if (!blank(cells_.at(row, column))) {
                return false;
            }
        }
        return true;
    }

    void add(std::size_t row) {
        const std::string number = std::to_string(row + 1);
        const auto read = [&](std::string_view name, std::size_t column, const Unit& unit,
                              const Limits& limits) {
            // TRANSLATORS: stands for the cell in sentences such as "%1% is blank": capex in row 2.
            const Phrase subject(tr("%1% in row %2% of %3%"), {name, number, id});
            return number_in_cell(id, subject, cells_.at(row, column), unit, limits);
        };
        const double capex =
            read("capex", column_of_part::capex, unit::money_per_gpu, gpu_argument::capex.limits);
        const double life =
            read("life", column_of_part::life, unit::years, gpu_argument::life.limits);
        const bool sold =
            columns() == most_columns && !blank(cells_.at(row, column_of_part::residual));
        const double residual = sold ? read("residual", column_of_part::residual,
                                            unit::money_per_gpu, from(0).to(capex))
                                     : 0;
        parts.push_back(
            {row + 1, MoneyPerGpu::of(capex), Years::of(life), MoneyPerGpu::of(residual), sold});
    }

    const Table& cells_;
};

/// A cell of the range, in a formula.
std::string cell_of(const Part& part, std::size_t column) {
    return "INDEX(components;" + std::to_string(part.row) + ';' + std::to_string(column + 1) + ')';
}

/// What a component costs a year.
double charge_of(Call& call, const Part& part, Rate wacc) {
    const double charge = capital_charge(part.capex, part.life, wacc, part.residual);
    if (call.explains()) {
        const std::string row = std::to_string(part.row);
        const std::string recovery = "recovery_" + row;
        const std::string capex = cell_of(part, column_of_part::capex);
        const std::string residual = cell_of(part, column_of_part::residual);
        call.note({recovery, capital_recovery_factor(part.life, wacc),
                   capital_recovery_steps(cell_of(part, column_of_part::life))[1].formula,
                   &unit::rate});
        call.note({"charge_" + row, finite(charge),
                   part.has_residual
                       ? "=(" + capex + '-' + residual + ")*" + recovery + '+' + residual + "*wacc"
                       : '=' + capex + '*' + recovery,
                   &unit::money_per_gpu_year});
    }
    return charge;
}

MoneyPerGpuHour gpu_tco(Call& call, const Cells<most_columns>& components, MoneyPerGpuYear opex,
                        Share utilisation, Share goodput, Rate wacc, Months months) {
    const std::vector<Part> parts = Parts(components.table).parts;
    if (call.explains()) {
        call.step("continuous_rate", elementary::log1p(wacc));
    }
    Sum all;
    double longest = 0;
    std::vector<std::string> noted;
    for (const Part& part : parts) {
        all += charge_of(call, part, wacc);
        noted.push_back("charge_" + std::to_string(part.row));
        longest = std::max<double>(longest, part.life);
    }
    const double charges =
        call.step("charges", all.value(), [&] { return '=' + boost::join(noted, "+"); });
    call.step("longest_life", longest);
    const double in_life = months_per_year * longest;
    const bool earns = months < in_life && !is_nearly(months, in_life);
    const double share = earns ? 1 - months / in_life : 0;
    const double hours = call.step("useful_hours", hours_per_year * utilisation * goodput * share);
    if (!earns) {
        static constexpr Text sentence =
            tr("months is %1%, and the longest life is %2% years: no hour is left to be billed.");
        throw Error(Failure::no_answer, "months", sentence, {exact(months), exact(longest)});
    }
    return MoneyPerGpuHour::of((charges + opex) / hours);
}

/// A line a row of the range: whether there is a component, what stands there, what it costs a
/// year.
void tco_form(BlockWriter& block) {
    const PlacedArgument& placed = block.placed("components");
    const auto& cells = placed.cells;
    if (cells.empty() || cells.front().size() + 1 < most_columns) {
        block.step("components_used", "=NA()", unit::number);
        return;
    }
    const Step rate = capital_recovery_steps("life")[0];
    block.step(rate.id, rate.formula.code(), rate.unit);
    const bool sold = cells.front().size() >= most_columns;
    std::vector<std::vector<std::string>> rows;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        const std::string number = std::to_string(row);
        std::vector<std::string> given;
        std::string nothing;
        for (std::size_t column = 0; column < std::min(most_columns, cells[row].size()); ++column) {
            given.push_back("cell_" + number + '_' + std::to_string(column));
            block.know_cell(given.back(), cells[row][column]);
            // A name in error is still a name.
            nothing += column == 0 ? "IFERROR(LEN(" + given.back() + ");1)=0"
                                   : ";LEN(" + given.back() + ")=0";
        }
        const auto here = [&](std::size_t column) {
            return "parts." + number + '_' + std::to_string(column);
        };
        const auto if_there = [&](const std::string& value) {
            return "=IF(" + here(0) + "=0;0;" + value + ')';
        };
        const std::string capex = here(1);
        const Limits at_most_capex = from(0).to(std::string_view(capex));
        const std::string& residual = given.back();
        const std::string recovery =
            std::string(capital_recovery_steps(here(2))[1].formula.code().substr(1));
        rows.push_back(
            {"=IF(AND(" + nothing + ");0;1)",
             if_there(checked_number(gpu_argument::capex.limits, given[column_of_part::capex])),
             if_there(checked_number(gpu_argument::life.limits, given[column_of_part::life])),
             sold ? if_there("IF(LEN(" + residual + ")=0;0;" +
                             checked_number(at_most_capex, residual) + ')')
                  : "=0",
             if_there(recovery),
             if_there('(' + capex + '-' + here(3) + ")*" + here(4) + '+' + here(3) + "*wacc")});
    }
    block.grid("parts", rows);
    block.step("components_used", "=SUM(parts.column_0)", unit::number);
    block.step("charges", "=SUM(parts.column_5)", unit::money_per_gpu_year);
    block.step("longest_life", "=MAX(parts.column_2)", unit::years);
    block.step("share_of_life", "=1-months/(12*longest_life)", unit::share);
    block.step("useful_hours", "=8760*utilisation*goodput*share_of_life", unit::hours_per_year);
    block.only_if("AND(components_used>0;share_of_life>1E-9)");
    block.step("useful_hour_cost", "=(charges+opex)/useful_hours", unit::money_per_gpu_hour);
}

Table example_parts() {
    Table parts;
    parts.append({std::string("GPU server"), 40000.0, 4.0, 2000.0});
    parts.append({std::string("Network"), 5000.0, 6.0, 0.0});
    parts.append({std::string("Storage"), 1500.0, 5.0, 0.0});
    parts.append({std::string("Building"), 9000.0, 25.0, 0.0});
    parts.append({std::string("Power and cooling"), 6000.0, 15.0, 0.0});
    return parts;
}

} // namespace

Function gpu_tco_record() {
    return define<gpu_tco>({
        .id = "gpuTco",
        .summary = tr("What one billed GPU-hour of useful work costs when server, network, "
                      "building and power live for different numbers of years."),
        .arguments = {{{.id = "components",
                        .help = tr("Range of rows: name, capex per GPU, life in years and, if "
                                   "there is any, residual.")},
                       gpu_argument::opex,
                       gpu_argument::utilisation,
                       {.id = "goodput",
                        .help = tr("Share of billed hours that did useful work, without restarts "
                                   "and waiting."),
                        .limits = above(0).to(1),
                        .otherwise = 1.0},
                       gpu_argument::wacc,
                       {.id = "months",
                        .help = tr("Months of set-up without revenue, out of the longest life."),
                        .limits = from(0),
                        .otherwise = 0.0}}},
        .equation =
            tr("(the sum of A + opex) / (8760 × utilisation × goodput × (1 − months / (12 × the "
               "longest life))), where A is each component's charge over its own life, as in "
               "GPUHOURCOST. Blank rows do not count; a blank residual is none"),
        .source = tr("L. A. Barroso, U. Hölzle & P. Ranganathan, The Datacenter as a Computer, "
                     "3rd edition (2018), chapter 6: components depreciate over lives of their "
                     "own. SemiAnalysis, AI Cloud TCO model: goodput and set-up time."),
        .errors = tr("#NUM! when the set-up takes as long as the longest life."),
        .steps = {capital_recovery_steps("life")[0],
                  {"charges", "", unit::money_per_gpu_year},
                  {"longest_life", "=MAX(INDEX(components;0;3))", unit::years},
                  {"useful_hours",
                   "=8760*utilisation*goodput*IF(months<12*longest_life*(1-1E-9);"
                   "1-months/(12*longest_life);0)",
                   unit::hours_per_year},
                  {"useful_hour_cost", "=IF(useful_hours>0;(charges+opex)/useful_hours;NA())",
                   unit::money_per_gpu_hour}},
        .plain_form = tco_form,
        .examples = {{.arguments = {example_parts(), 2467.104, 0.75},
                      .says = tr("Five components, each over its own life.")},
                     {.arguments = {example_parts(), 2467.104, 0.75, 0.9, 0.09, 3.0},
                      .says = tr("When a tenth of the billed hours is lost to restarts, capital "
                                 "costs 9 % and the set-up takes three months.")}},
        .see_also = {"GPUHOURCOST", "GPUCAPEX", "GPUOPEX"},
    });
}

} // namespace headroom
