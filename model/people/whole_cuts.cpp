#include "people/whole_cuts.hpp"

#include "core/sum.hpp"
#include "people/exchange.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace headroom {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Whole positions within a share, forgiving rounding noise.
double whole_down(double value) {
    const double nearest = std::round(value);
    return std::abs(value - nearest) <= 1e-9 * std::max(1.0, value) ? nearest : std::floor(value);
}

/// Divisions, one after the other.
using Order = std::vector<std::size_t>;

/// Those with the least `value` first.
template <class Value> Order ordered(Order order, Value value) {
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return value(left) < value(right);
    });
    return order;
}

/// Cuts on their way to a target: whole positions within the caps.
class WholeCuts {
public:
    /// Throws Error when the caps do not allow it.
    WholeCuts(std::span<const Division> divisions, double target)
        : divisions_(divisions), most_(whole_caps(divisions)), cuts_(divisions.size()) {
        Sum most_saved;
        double largest = 0;
        for (std::size_t i = 0; i < most_.size(); ++i) {
            if (has_room(i)) {
                most_saved.add_product(divisions[i].saving, most_[i]);
                largest = std::max(largest, divisions[i].saving);
            }
        }
        // Where a billion positions go the noise of the target is still less than one of them.
        noise_ = std::min(noise_of(target), 1e-6 * largest);
        if (finite(most_saved.value()) < target - noise_) {
            out_of_reach(most_saved.value(), target);
        }
        surplus_ += -target;
    }

    std::size_t count() const { return cuts_.size(); }
    const Division& division(std::size_t i) const { return divisions_[i]; }
    double most(std::size_t i) const { return most_[i]; }
    double cuts(std::size_t i) const { return cuts_[i]; }
    std::span<const double> cuts() const { return cuts_; }

    /// All divisions for which `condition` holds.
    template <class Condition> Order where(Condition condition) const {
        Order some;
        for (std::size_t i = 0; i < cuts_.size(); ++i) {
            if (condition(i)) {
                some.push_back(i);
            }
        }
        return some;
    }

    /// Whether one position more could go and would save anything.
    bool has_room(std::size_t i) const { return cuts_[i] < most_[i] && divisions_[i].saving > 0; }

    double noise() const { return noise_; }
    /// What is saved beyond the target.
    double surplus() const { return surplus_.value(); }
    bool reached() const { return surplus() >= -noise_; }

    /// Cuts so many positions more, or fewer.
    void add(std::size_t i, double positions) {
        const double before = cuts_[i];
        double after = std::clamp(before + positions, 0.0, most_[i]);
        if (after == before && positions > 0 && before < most_[i]) {
            after = std::nextafter(before, infinity); // beyond 2^53, where 1 more is none
        }
        cuts_[i] = after;
        surplus_.add_product(divisions_[i].saving, after - before);
    }

    /// Cuts division after division up to `limit` of each until the target is reached. Where one
    /// position is enough, it is taken where that is possible at the least `cost`.
    template <class Limit, class Cost> void fill(const Order& order, Limit limit, Cost cost) {
        for (const std::size_t i : order) {
            if (reached()) {
                return;
            }
            const double room = std::min(limit(i), most_[i]) - cuts_[i];
            if (room <= 0 || !has_room(i)) {
                continue;
            }
            const double needed = needed_of(i);
            if (needed > room) {
                add(i, room);
                continue;
            }
            if (needed > 1) {
                add(i, needed - 1);
            }
            if (!reached()) {
                add(last_position(order, i, cost), 1);
            }
        }
    }

    /// Takes back what the target does not need, where `keep` is least first.
    template <class Keep> void take_back(Keep keep) {
        const auto unneeded = [&](std::size_t i) {
            return cuts_[i] > 0 && divisions_[i].saving <= surplus() + noise_;
        };
        for (const std::size_t i : ordered(where(unneeded), keep)) {
            if (unneeded(i)) {
                const double spare = (surplus() + noise_) / divisions_[i].saving;
                add(i, -std::min(std::floor(spare), cuts_[i]));
                if (!reached()) {
                    add(i, needed_of(i));
                }
            }
        }
    }

    std::vector<double> result() && { return std::move(cuts_); }

private:
    double needed_of(std::size_t i) const {
        return std::max(std::ceil((-surplus() - noise_) / divisions_[i].saving), 1.0);
    }

    template <class Cost>
    std::size_t last_position(const Order& order, std::size_t otherwise, Cost cost) const {
        const double missing = -surplus() - noise_;
        std::size_t best = otherwise;
        double least = infinity;
        for (const std::size_t i : order) {
            if (divisions_[i].saving >= missing && has_room(i) && cost(i) < least) {
                least = cost(i);
                best = i;
            }
        }
        return best;
    }

    std::span<const Division> divisions_;
    std::vector<double> most_;
    std::vector<double> cuts_;
    Sum surplus_;
    double noise_ = 0;
};

auto caps_of(const WholeCuts& cuts) {
    return [&cuts](std::size_t i) { return cuts.most(i); };
}

/// The pain of one position more.
double next_pain(const Division& division, double cuts) {
    return division.pain * (cuts + 0.5) / division.headcount;
}

auto next_pain_in(const WholeCuts& cuts) {
    return [&cuts](std::size_t i) { return next_pain(cuts.division(i), cuts.cuts(i)); };
}

/// Cuts that are the same share of `whole` in each of these divisions, but for the caps, and save
/// the target. `whole` is at least the cap.
template <class Whole>
std::vector<double> even_cuts(const WholeCuts& cuts, const Order& divisions, Whole whole) {
    Sum missing;
    missing += -cuts.surplus();
    Sum uncapped;
    for (const std::size_t i : divisions) {
        uncapped.add_product(cuts.division(i).saving, whole(i));
    }
    double share = 1;
    for (const std::size_t i :
         ordered(divisions, [&](std::size_t i) { return cuts.most(i) / whole(i); })) {
        if (uncapped.value() * (cuts.most(i) / whole(i)) >= missing.value()) {
            share = missing.value() / uncapped.value();
            break;
        }
        missing.add_product(-cuts.division(i).saving, cuts.most(i));
        uncapped.add_product(-cuts.division(i).saving, whole(i));
    }
    std::vector<double> even(cuts.count());
    for (const std::size_t i : divisions) {
        even[i] = std::min(cuts.most(i), share * whole(i));
    }
    return even;
}

/// Cuts the same share of `whole` everywhere: rounded down, then up where most is left over.
template <class Whole> void cut_evenly(WholeCuts& cuts, const Order& divisions, Whole whole) {
    const std::vector<double> even = even_cuts(cuts, divisions, whole);
    for (const std::size_t i : divisions) {
        cuts.add(i, whole_down(even[i]));
    }
    const Order order = ordered(divisions, [&](std::size_t i) { return cuts.cuts(i) - even[i]; });
    const std::vector<double> down(cuts.cuts().begin(), cuts.cuts().end());
    const auto up = [&](std::size_t i) { return down[i] + 1; };
    const auto saving = [&](std::size_t i) { return cuts.division(i).saving; };
    cuts.fill(order, up,
              [&](std::size_t i) { return cuts.cuts(i) < up(i) ? saving(i) : infinity; });
    cuts.fill(order, caps_of(cuts), saving);
    cuts.take_back([&](std::size_t i) { return even[i] - cuts.cuts(i); });
}

/// The same share of every headcount.
void cut_pro_rata(WholeCuts& cuts) {
    cut_evenly(cuts, cuts.where([&](std::size_t i) { return cuts.has_room(i); }),
               [&](std::size_t i) { return cuts.division(i).headcount; });
}

/// Division after division to its cap, the one that saves most per unit of pain first.
void cut_cheapest(WholeCuts& cuts) {
    const Order order = cuts.where([&](std::size_t i) { return cuts.has_room(i); });
    const auto saving_per_pain = [&](std::size_t i) {
        const Division& division = cuts.division(i);
        return division.pain > 0 ? division.saving / division.pain : infinity;
    };
    cuts.fill(ordered(order, [&](std::size_t i) { return -saving_per_pain(i); }), caps_of(cuts),
              [](std::size_t) { return 0.0; }); // the last position is where its division comes
    cuts.take_back(saving_per_pain);
}

/// A division in which cuts hurt.
struct Painful {
    std::size_t number;
    double saving;
    double most;
    double bend;  ///< how much more pain each position brings than the one before
    double reach; ///< cuts at a multiplier of 1, were they free to be parts of positions

    /// The positions that are worth their pain at a multiplier.
    double worth(double multiplier) const {
        return std::min(most, std::floor(multiplier * reach + 0.5));
    }
};

/// The divisions in which cuts hurt, their pain measured in `unit`, a power of two: none is too
/// large to be added up then.
struct AllPainful {
    std::vector<Painful> divisions;
    double unit;
};

AllPainful painful_in(const WholeCuts& cuts) {
    double largest = 0;
    for (std::size_t i = 0; i < cuts.count(); ++i) {
        largest = std::max(largest, cuts.has_room(i) ? cuts.division(i).pain : 0);
    }
    AllPainful painful{{}, largest > 0 ? std::ldexp(1, std::ilogb(largest)) : 1};
    painful.divisions.reserve(cuts.count());
    for (std::size_t i = 0; i < cuts.count(); ++i) {
        const Division& division = cuts.division(i);
        const double bend = division.pain / painful.unit / division.headcount;
        if (cuts.has_room(i) && bend > 0) {
            using limits = std::numeric_limits<double>;
            painful.divisions.push_back(
                {i, division.saving, cuts.most(i), bend,
                 std::clamp(division.saving / bend, limits::min(), limits::max())});
        }
    }
    return painful;
}

/// Cuts what does not hurt. Whether that is enough; all of it goes when it is not.
bool cut_painless(WholeCuts& cuts, std::span<const Painful> painful) {
    std::vector<bool> hurts(cuts.count());
    for (const Painful& division : painful) {
        hurts[division.number] = true;
    }
    const Order painless = cuts.where([&](std::size_t i) { return cuts.has_room(i) && !hurts[i]; });
    WholeCuts all = cuts;
    for (const std::size_t i : painless) {
        all.add(i, all.most(i));
    }
    if (all.reached()) {
        cut_evenly(cuts, painless, caps_of(cuts));
        return true;
    }
    cuts = std::move(all);
    return false;
}

/// Two multipliers. At `below` what is worth its pain does not reach the target, at `above` it
/// does. They are one position apart or, where several come at once, have no number in between.
struct Around {
    double below;
    double above;
};

Around around_target(std::span<const Painful> painful, double missing) {
    // Positive numbers are in the order of their bits.
    std::uint64_t below = std::bit_cast<std::uint64_t>(0.0);
    std::uint64_t above = std::bit_cast<std::uint64_t>(infinity);
    double positions_below = 0;
    double positions_above = infinity;
    while (above - below > 1 && positions_above - positions_below > 1) {
        const std::uint64_t middle = below + (above - below) / 2;
        Sum saved;
        double positions = 0;
        for (const Painful& division : painful) {
            const double worth = division.worth(std::bit_cast<double>(middle));
            saved += division.saving * worth;
            positions += worth;
        }
        const bool reached = saved.value() >= missing;
        (reached ? above : below) = middle;
        (reached ? positions_above : positions_below) = positions;
    }
    return {std::bit_cast<double>(below), std::bit_cast<double>(above)};
}

/// Where whole positions stand just below the target.
struct Worthwhile {
    double multiplier;        ///< at which the next position is worth its pain
    std::vector<double> next; ///< the cuts that are then worth it, in each division
};

/// Cuts whatever is worth its pain before the target is reached.
Worthwhile cut_worthwhile(WholeCuts& cuts, std::span<const Painful> painful) {
    const auto [below, above] = around_target(painful, -cuts.surplus() - cuts.noise());
    Worthwhile result{above, std::vector<double>(cuts.count())};
    for (const Painful& division : painful) {
        const double worth = division.worth(below);
        const double next = division.worth(above);
        cuts.add(division.number, worth);
        result.next[division.number] = next;
        if (next > worth) {
            result.multiplier =
                std::min(result.multiplier, division.bend * (worth + 0.5) / division.saving);
        }
    }
    result.multiplier = std::isinf(result.multiplier) ? below : std::max(below, result.multiplier);
    return result;
}

std::vector<Exchangeable> exchangeable_in(const WholeCuts& cuts, std::span<const Painful> painful,
                                          double multiplier) {
    std::vector<Exchangeable> all;
    all.reserve(painful.size());
    for (const Painful& division : painful) {
        const double worth = cuts.cuts(division.number);
        all.push_back({division.saving, division.bend, worth - multiplier * division.reach, worth,
                       division.most - worth});
    }
    return all;
}

/// The largest number of which both are multiples.
double common_divisor(double one, double other) {
    while (other > 0) {
        one = std::fmod(one, other);
        std::swap(one, other);
    }
    return one;
}

/// What whole positions save at least when they save `missing`: savings of 60 and 80 come to
/// multiples of 20.
double at_least(double missing, double noise, std::span<const Painful> painful) {
    double step = 0;
    for (const Painful& division : painful) {
        step = common_divisor(division.saving, step);
        if (step < 1e-6 * division.saving) {
            return missing;
        }
    }
    return step * std::ceil((missing - noise) / step);
}

} // namespace

std::vector<double> whole_caps(std::span<const Division> divisions) {
    std::vector<double> most;
    most.reserve(divisions.size());
    for (const Division& division : divisions) {
        most.push_back(whole_down(division.most()));
    }
    return most;
}

double total_pain(std::span<const Division> divisions, std::span<const double> cuts) {
    Sum pain;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        if (cuts[i] > 0) {
            pain += divisions[i].pain * cuts[i] * cuts[i] / (2 * divisions[i].headcount);
        }
    }
    return pain.value();
}

LeastPainfulCuts least_painful_cuts(std::span<const Division> divisions, double target) {
    if (target <= 0) {
        return {std::vector<double>(divisions.size()), 0, 0};
    }
    WholeCuts cuts(divisions, target);
    const auto [painful, unit] = painful_in(cuts);
    if (cut_painless(cuts, painful)) {
        return {std::move(cuts).result(), 0, 0};
    }

    const Worthwhile worthwhile = cut_worthwhile(cuts, painful);
    const double multiplier = worthwhile.multiplier;
    const std::vector<Exchangeable> exchangeable = exchangeable_in(cuts, painful, multiplier);
    const double missing = at_least(-cuts.surplus(), cuts.noise(), painful);

    // The next positions fill what is missing. They and all other cuts have the pain of the
    // multiplier for it, and an excess.
    Order order;
    for (const Painful& division : painful) {
        order.push_back(division.number);
    }
    WholeCuts filled = cuts;
    filled.fill(
        order, [&](std::size_t i) { return worthwhile.next[i]; }, next_pain_in(filled));
    filled.fill(order, caps_of(filled), next_pain_in(filled));
    double excess = multiplier * std::max(filled.surplus() - cuts.surplus() - missing, 0.0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        excess += exchangeable[i].cost(filled.cuts(order[i]) - cuts.cuts(order[i]));
    }
    const double pain_below = total_pain(divisions, cuts.cuts());
    const double negligible = 1e-12 * (pain_below / unit + multiplier * missing);
    const Exchanges exchanges =
        least_painful_exchange(exchangeable, missing, cuts.noise(), multiplier, excess, negligible);
    if (!exchanges.best.empty()) {
        filled = cuts;
        for (const Exchange& exchange : exchanges.best) {
            filled.add(order[exchange.division], exchange.positions);
        }
        filled.fill(order, caps_of(filled), next_pain_in(filled));
    }
    filled.take_back(
        [&](std::size_t i) { return -next_pain(filled.division(i), filled.cuts(i) - 1); });

    const double pain = total_pain(divisions, filled.cuts());
    const double bound = pain_below + unit * (multiplier * missing + exchanges.bound);
    const bool all_tried = exchanges.bound >= exchanges.pain;
    return {std::move(filled).result(), unit * multiplier,
            all_tried ? pain : std::min(pain, bound)};
}

std::vector<double> allocate(std::span<const Division> divisions, double target, Method method) {
    if (target <= 0) {
        return std::vector<double>(divisions.size());
    }
    if (method == Method::least_pain) {
        return least_painful_cuts(divisions, target).cuts;
    }
    WholeCuts cuts(divisions, target);
    if (method == Method::pro_rata) {
        cut_pro_rata(cuts);
    } else {
        cut_cheapest(cuts);
    }
    return std::move(cuts).result();
}

} // namespace headroom
