#pragma once

#include "risk/lanes.hpp"

#include <string>

namespace headroom {

/// The noise of adding up a period's amounts, as a share of its revenue.
inline constexpr double margin_noise = 1e-12;

/// The profit that is missing for a margin of `target` on `revenue`, in money; negative when there
/// is more than enough, and exactly 0 within margin_noise of revenue. This is what holding a margin
/// means wherever one is held, missed or reached; for one plan (double) or several trials (Lanes).
template <class Real>
[[gnu::always_inline]] inline Real margin_gap(const Real& target, const Real& revenue,
                                              const Real& profit) {
    const Real gap = target * revenue - profit;
    return choose(magnitude(gap) <= revenue * Real(margin_noise), Real(0), gap);
}

/// Whether the profit is enough.
template <class Real>
[[gnu::always_inline]] inline auto holds_margin(const Real& target, const Real& revenue,
                                                const Real& profit) {
    return margin_gap(target, revenue, profit) <= Real(0);
}

/// The gap in money as a Calc formula over names, without the equals sign.
std::string margin_gap_formula(const std::string& target, const std::string& revenue,
                               const std::string& profit);

} // namespace headroom
