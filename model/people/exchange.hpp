#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headroom {

/// A division that can give up some of its cuts for some elsewhere. x of them more than it has
/// cost cost(x) in pain beyond what their saving is worth at the multiplier.
struct Exchangeable {
    double saving; ///< per position, > 0
    double bend;   ///< how much more pain each position brings than the one before, > 0
    double offset; ///< its cuts less those that would be right if they need not be whole
    double fewer;  ///< so many positions can be given up
    double more;   ///< so many can be taken on

    double cost(double positions) const {
        const double exact = bend * positions * (positions / 2 + offset);
        return exact > 0 ? exact : 0;
    }
};

/// Positions more, or fewer, in one division.
struct Exchange {
    std::size_t division;
    double positions;
};

/// What was found among exchanges.
struct Exchanges {
    std::vector<Exchange> best; ///< empty when nothing was better than what was known
    double pain;  ///< above what the multiplier allows, of the best or of what was known
    double bound; ///< no exchange has less; `pain` itself when all that could have less were tried
};

/// The exchanges that fill `missing` (> 0) of the saving, but for `noise`, with the least pain
/// above the multiplier's own: costs of all divisions plus `multiplier` times what is saved in
/// excess. `known` is the pain of some that fill it. Where all exchanges of less pain can be tried
/// they are; otherwise those that promise most, until the pain is `negligible`. Takes a few
/// hundredths of a second at most.
/// Source: the expanding core, with dominance and bounds, of D. Pisinger, A minimal algorithm for
/// the 0-1 knapsack problem, Operations Research 45 (1997), for a convex cost of several positions.
Exchanges least_painful_exchange(std::span<const Exchangeable> divisions, double missing,
                                 double noise, double multiplier, double known, double negligible);

} // namespace headroom
