#pragma once

#include "core/function.hpp"
#include "plan/driver.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace headroom {

/// How an uncertain driver is spread around its value.
enum class Spread { pert, triangular, uniform, normal, lognormal, metalog };
inline constexpr std::array<std::string_view, 6> spread_names{"pert",   "triangular", "uniform",
                                                              "normal", "lognormal",  "metalog"};

/// A driver whose value is uncertain. Low and high are the ends of pert, triangular and uniform;
/// of the others they are exceeded, or undercut, in one of ten cases.
struct Uncertain {
    Driver driver;
    Spread spread;
    double low;
    double value;
    double high;

    friend bool operator==(const Uncertain&, const Uncertain&) = default;
};

/// What a range of assumptions says: a value for each driver (NaN for cuts that are as many as
/// required and for drivers that follow another), the row where it stands (0: it is not there), and
/// what is uncertain.
struct Assumptions {
    Drivers<double> values;
    std::array<std::size_t, driver_count> rows{};
    std::vector<Uncertain> uncertain;

    bool cuts_as_required() const;
    int quarters() const { return static_cast<int>(values[Driver::quarters]); }
};

/// Something wrong with a range of assumptions: where, about what, and a sentence.
struct Problem {
    std::size_t row; ///< from 1; 0 for the range as a whole
    std::string driver;
    Error error;
};

/// Where the columns of a range stand; the first two are names and values.
struct AssumptionColumns {
    std::optional<std::size_t> low = {};
    std::optional<std::size_t> high = {};
    std::optional<std::size_t> distribution = {};
    bool headed = false; ///< the first row names the columns
};

/// A range of assumptions read to its end: everything that is wrong, in the order of the rows, and
/// what could be read in spite of it (NaN where a driver could not).
struct Checked {
    Assumptions assumptions;
    std::vector<Problem> problems;
    AssumptionColumns columns = {};
    bool named = true; ///< whatever the values are, the names are drivers', and no two the same
};

/// Which columns of a range are read: those of PLANVALUE and its like, or also the spreads.
enum class Read { values, spreads };

/// Reads a range: the driver's id or label in its first column, its value in the second; with
/// Read::spreads also the columns headed low, high and distribution in the first row. Blank rows,
/// rows that begin with # and a first row of headings (it names no driver and has no number) are
/// passed over. Throws Error, blaming `argument` and the row, at the first thing that is wrong; of
/// what no row alone is to blame for, sentences say that `whole` is wrong.
Assumptions read_assumptions(const Table& cells, std::string_view argument, Read read,
                             const Phrase& whole);
Assumptions read_assumptions(const Table& cells, std::string_view argument, Read read);

/// Reads on where read_assumptions stops at the first thing that is wrong.
Checked check_assumptions(const Table& cells, std::string_view argument, const Phrase& whole);
Checked check_assumptions(const Table& cells, std::string_view argument);

/// The same of names and values that need not be a plan by themselves.
Checked check_part(const Table& cells, std::string_view argument);

/// Throws Error when values, each within its limits, cannot be together. Sentences say that of
/// `whole`.
void check_together(const Drivers<double>& values, std::string_view argument, const Phrase& whole);
void check_together(const Drivers<double>& values, std::string_view argument);

/// Whether a value that is drawn or tried is one the driver can have.
bool admissible(Driver driver, double value);

} // namespace headroom
