#include "subjects.hpp"

#include <cmath>
#include <numbers>

namespace headroom::bench {

namespace {

const std::vector<Spread> margin_arguments{{1.5, 6},     {0.4, 0.95},  {20000, 60000}, {3, 7},
                                           {1000, 6000}, {0.04, 0.14}, {0, 10000}};

/// Every one leaves a gap to close, and a cut that saves money.
const std::vector<Spread> cuts_arguments{{1e9, 5e10}, {0, 1e8}, {0.1, 0.4}, {1e5, 3e5},
                                         {0, 15000},  {6, 12},  {0, 0.4},   {0, 30000}};

} // namespace

const Subject gpu_margin{
    .name = "GPUMARGIN, 7 arguments",
    .arguments = margin_arguments,
    .formulas = {"=GPUMARGIN(A1;B1;C1;D1;E1;F1;G1)"},
};
const Subject required_cuts{
    .name = "REQUIREDCUTS, 8 arguments",
    .arguments = cuts_arguments,
    .formulas = {"=REQUIREDCUTS(A1;B1;C1;D1;E1;F1;G1;H1)"},
};
const Subject nothing_7{
    .name = "nothing, 7 arguments",
    .arguments = margin_arguments,
    .formulas = {"=NOTHING7(A1;B1;C1;D1;E1;F1;G1)"},
};
const Subject nothing_8{
    .name = "nothing, 8 arguments",
    .arguments = cuts_arguments,
    .formulas = {"=NOTHING8(A1;B1;C1;D1;E1;F1;G1;H1)"},
};
const Subject amorlinc{
    .name = "AMORLINC, 7 constants",
    .arguments = {},
    .formulas = {"=AMORLINC(2400;39679;39813;300;1;0.15;1)"},
};
const Subject native_margin{
    .name = "GPUMARGIN in 5 native cells",
    .arguments = margin_arguments,
    .formulas = {"=-PMT(F1;D1;C1;-G1)", "=H1+E1", "=8760*B1", "=I1/J1", "=1-K1/A1"},
};

Table arguments(const Subject& subject, std::size_t rows) {
    Table table(rows, subject.arguments.size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t column = 0; column < table.columns(); ++column) {
            // Multiples of the golden ratio fill the interval evenly and never repeat.
            const double place = static_cast<double>((row + 1) * (column + 1)) * std::numbers::phi;
            const auto& [low, high] = subject.arguments[column];
            table.at(row, column) = std::lerp(low, high, place - std::floor(place));
        }
    }
    return table;
}

} // namespace headroom::bench
