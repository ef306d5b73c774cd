#pragma once

#include "core/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headroom::bench {

/// The values of one argument, which differ from row to row between two bounds.
struct Spread {
    double low;
    double high;
};

/// What is timed: one result a row. Its arguments lie in the columns A, B, …; its formulas, here
/// those of the first row, in the columns behind. The last one gives the result.
struct Subject {
    std::string_view name;
    std::vector<Spread> arguments;
    std::vector<std::string> formulas;
};

extern const Subject gpu_margin;
extern const Subject required_cuts;
/// Functions of the same counts of arguments, on the same cells, that do nothing.
extern const Subject nothing_7;
extern const Subject nothing_8;
/// A function of LibreOffice's own C++ add-in, with seven constants.
extern const Subject amorlinc;
/// GPUMARGIN as an accountant would lay it out without it, one step a column.
extern const Subject native_margin;

/// The arguments of that many rows: the same in every run.
Table arguments(const Subject& subject, std::size_t rows);

} // namespace headroom::bench
