#pragma once

#include "draw.hpp"
#include "plan/assumptions.hpp"

namespace headroom::test {

/// A range of drivers and values as an accountant may have it: random sizes that make a plan, in
/// any order, with remarks, blanks and headings between, some drivers left out. `headcount` is at
/// most `most_heads`.
Table random_assumptions(Draw& draw, double most_heads);

/// The same with low, high and distribution for some drivers.
Table random_uncertain_assumptions(Draw& draw);

/// The value in the row of that driver exchanged, or the row added.
Table with_driver(Table assumptions, std::string_view driver, Cell value);

} // namespace headroom::test
