#pragma once

#include "core/define.hpp"

#include <span>
#include <vector>

namespace headroom {

enum class Method { least_pain, pro_rata, cheapest };
template <>
inline constexpr std::array words_of<Method>{
    std::string_view("least pain"), std::string_view("pro rata"), std::string_view("cheapest")};

/// One division: positions, saving per position cut, weight of its pain, share that may be cut at
/// most. All of them >= 0, cap_share <= 1.
struct Division {
    double headcount;
    double saving;
    double pain;
    double cap_share;

    double most() const { return cap_share * headcount; }
};

/// The continuous cuts per division that save `target` (> 0) with the least total pain
/// sum pain x^2 / (2 headcount), and the multiplier: the pain of the last unit of saving.
/// Throws Error when all caps together save less.
/// Source: Karush-Kuhn-Tucker conditions, x = clip(lambda saving headcount / pain).
struct LeastPain {
    std::vector<double> cuts;
    double multiplier;
};
LeastPain least_pain(std::span<const Division> divisions, double target);

/// Rounding noise of money that must not cost a position.
double noise_of(double target);
/// Throws Error: cut to their caps, the divisions save `most`, less than `target`.
[[noreturn]] void out_of_reach(double most, double target);

/// Throws Error when there are not so many divisions.
void check_division(Number division, std::size_t count);

namespace division_argument {

inline const ArgumentText headcounts{
    .id = "headcounts",
    .help = tr("Positions of each division, in a row or column."),
    .limits = from(0),
};
inline const ArgumentText saving_per_head{
    .id = "saving_per_head",
    .help = tr("What one cut saves in each division."),
    .limits = from(0),
};
inline const ArgumentText cap_share{
    .id = "cap_share",
    .help = tr("Largest share of each division that may go."),
    .limits = from(0).to(1),
};

} // namespace division_argument

/// Five divisions to show the functions with.
namespace division_example {

inline const Table headcounts = column({40000, 60000, 120000, 80000, 50000});
inline const Table savings = column({0.18, 0.22, 0.24, 0.16, 0.3});
inline const Table caps = column({0.25, 0.25, 0.1, 0.2, 0.15});

} // namespace division_example

Function revealed_pain_record();

std::vector<Function> allocation_functions();

} // namespace headroom
