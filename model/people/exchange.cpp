#include "people/exchange.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace headroom {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr std::size_t widest_core = 48; ///< divisions that are exchanged with each other
/// How many exchanges may be tried between few divisions and, as those of many come close to the
/// bound soon, between many. Half of them go up to one limit of pain, which is enough for all
/// exchanges between four divisions of 60 positions.
constexpr double few_divisions = 4;
constexpr double most_tried_of_few = 1'000'000;
constexpr double most_tried_of_many = 120'000;
/// An exchange that has to be kept, to go on from, takes as long as so many.
constexpr double effort_of_keeping = 4;

double most_tried(std::size_t divisions) {
    const double share = few_divisions / std::max(few_divisions, static_cast<double>(divisions));
    return std::max(most_tried_of_few * share, most_tried_of_many);
}

constexpr double first_limit = 0x1p-40; ///< of the known pain: what is tried at first
constexpr double next_limit = 4;        ///< times as much pain as before is tried then

/// An exchange in the divisions looked at so far.
struct Partial {
    double surplus; ///< saved beyond what is missing
    double pain;    ///< costs so far
    double total;   ///< and what the surplus costs
    double positions;
    std::uint32_t before;
};

/// The order in which a later one is worth keeping only for less pain. No two are equal.
bool saves_more(const Partial& left, const Partial& right) {
    if (left.surplus != right.surplus) {
        return left.surplus > right.surplus;
    }
    if (left.total != right.total) {
        return left.total < right.total;
    }
    return left.before != right.before ? left.before < right.before
                                       : left.positions < right.positions;
}

/// What the divisions not looked at yet could still do. If they were free to cut parts of
/// positions, x of saving more would cost them at least (x + shift)^2 / (2 give) - slack.
struct Rest {
    double give = 0;
    double shift = 0;
    double slack = 0;
    double room = 0; ///< saving more at most

    Rest with(const Exchangeable& division) const {
        // A division at the end of its room can only move one way, and at least as dearly.
        const double offset = std::clamp(division.offset, -0.5, 0.5);
        return {give + division.saving * (division.saving / division.bend),
                shift + division.saving * offset, slack + division.bend * offset * offset / 2,
                room + division.saving * division.more};
    }

    double least(double surplus) const {
        const double away = shift - surplus;
        const double exact = away * (away / (2 * give)) - slack;
        return exact > 0 ? exact : 0;
    }
};

struct Interval {
    double low;
    double high;

    double count() const { return high >= low ? high - low + 1 : 0; }

    /// So many numbers on either side of 0, or of what is nearest to it.
    Interval narrowed(double width) const {
        const double middle = std::min(std::max(0.0, low), high);
        return {std::max(low, middle - width), std::min(high, middle + width)};
    }
};

class Search {
public:
    Search(std::span<const Exchangeable> divisions, double missing, double noise, double multiplier,
           double known)
        : all_(divisions), missing_(missing), noise_(noise), multiplier_(multiplier), best_(known),
          left_(most_tried(all_.size())), too_few_(left_ / 16) {
        least_step_.reserve(all_.size());
        for (const Exchangeable& division : all_) {
            const double one_more = division.more >= 1 ? division.cost(1.0) : infinity;
            const double one_fewer = division.fewer >= 1 ? division.cost(-1.0) : infinity;
            least_step_.push_back(std::min(one_more, one_fewer));
        }
    }

    /// Tries all exchanges up to a limit of pain, a low one first: the fewer there are to try until
    /// the best is found.
    Exchanges run(double negligible) {
        double excluded = 0;
        if (!(best_ < infinity)) {
            return {{}, best_, excluded};
        }
        double limit = std::max(best_ * first_limit, std::numeric_limits<double>::min());
        while (excluded < best_ && best_ > negligible && left_ > too_few_) {
            limit_ = std::min(limit, best_);
            complete_ = true;
            choose_core();
            if (!core_.empty()) {
                try_core();
            }
            if (complete_) {
                excluded = std::min(limit_, best_);
            } else if (best_ <= limit_) {
                break;
            }
            limit *= next_limit;
        }
        return {std::move(found_), best_, excluded};
    }

private:
    /// The divisions in which a single position costs no more than the limit. Those that save most
    /// first: the last one, which only fills up, then has the finest steps.
    void choose_core() {
        core_.clear();
        for (std::size_t i = 0; i < all_.size(); ++i) {
            if (least_step_[i] <= limit_) {
                core_.push_back(i);
            }
        }
        if (core_.size() > widest_core) {
            complete_ = false;
            std::nth_element(core_.begin(), core_.begin() + widest_core, core_.end(),
                             [&](std::size_t left, std::size_t right) {
                                 return least_step_[left] != least_step_[right]
                                            ? least_step_[left] < least_step_[right]
                                            : left < right;
                             });
            core_.resize(widest_core);
        }
        std::sort(core_.begin(), core_.end(), [&](std::size_t left, std::size_t right) {
            return all_[left].saving != all_[right].saving ? all_[left].saving > all_[right].saving
                                                           : left < right;
        });
        rest_.assign(core_.size() + 1, Rest());
        for (std::size_t i = core_.size(); i-- > 0;) {
            rest_[i] = rest_[i + 1].with(all_[core_[i]]);
        }
    }

    void try_core() {
        kept_.resize(std::max(kept_.size(), core_.size()));
        kept_[0].assign(1, {-missing_, 0, 0, 0, 0});
        const std::size_t last = core_.size() - 1;
        if (last == 0) {
            fill(kept_[0][0], 0);
        }
        double allowed = left_ / 2;
        for (std::size_t at = 0; at < last; ++at) {
            const double effort = extend(at, allowed / static_cast<double>(last - at));
            allowed -= effort;
            left_ -= effort;
        }
    }

    /// Goes on from every partial exchange with all positions that one more division can give up or
    /// take on. Returns its effort, `allowed` at most.
    double extend(std::size_t at, double allowed) {
        const Exchangeable& division = all_[core_[at]];
        const Rest& rest = rest_[at + 1];
        const bool filling = at + 2 == core_.size();
        const double effort = filling ? 1 : effort_of_keeping;
        const double most = allowed / effort;
        double count = 0;
        for (const Partial& partial : kept_[at]) {
            count += within(division, rest, partial).count();
        }
        double width = infinity;
        if (count > most) {
            complete_ = false;
            keep_most_promising(kept_[at], rest_[at], most / 3);
            width = std::floor((most / static_cast<double>(kept_[at].size()) - 1) / 2);
        }
        std::vector<Partial>& next = kept_[at + 1];
        next.clear();
        next.reserve(filling ? 0 : static_cast<std::size_t>(std::min(count, most)));
        double tried = 0;
        for (std::size_t i = 0; i < kept_[at].size(); ++i) {
            const Partial& partial = kept_[at][i];
            const Interval some = within(division, rest, partial).narrowed(width);
            const double many = some.count();
            for (double step = 0; step < many; ++step) {
                const double positions = some.low + step;
                const double surplus = partial.surplus + positions * division.saving;
                const double pain = partial.pain + division.cost(positions);
                const Partial more{surplus, pain, pain + multiplier_ * surplus, positions,
                                   static_cast<std::uint32_t>(i)};
                if (filling) {
                    fill(more, at + 1);
                } else {
                    next.push_back(more);
                }
            }
            tried += many;
        }
        if (!filling) {
            drop_dominated(next);
        }
        return tried * effort;
    }

    /// The positions of a division with which the pain can still stay within the limit.
    Interval within(const Exchangeable& division, const Rest& rest, const Partial& partial) const {
        const double spare = std::min(limit_, best_) - partial.pain;
        if (!(spare >= 0)) {
            return {1, 0};
        }
        const double reach =
            std::sqrt(division.offset * division.offset + 2 * spare / division.bend);
        const double low = std::max(-division.fewer, std::ceil(-division.offset - reach));
        const double high = std::min(division.more, std::floor(-division.offset + reach));
        // The others must be able to fill what is missing then, or to give up what is too much.
        const double excess = spare + rest.slack;
        const double give = std::sqrt(2 * rest.give * excess);
        const double worth = multiplier_ * rest.give;
        const double most = give > worth ? excess / multiplier_ + worth / 2 : give;
        const double least = std::max(rest.shift - give, -noise_ - rest.room);
        return {std::max(low, std::floor((least - partial.surplus) / division.saving)),
                std::min(high, std::ceil((rest.shift + most - partial.surplus) / division.saving))};
    }

    /// Completes an exchange with the fewest positions of the last division that reach the target.
    void fill(const Partial& partial, std::size_t at) {
        const Exchangeable& division = all_[core_[at]];
        const double needed = std::ceil((-partial.surplus - noise_) / division.saving);
        if (!(needed <= division.more)) {
            return;
        }
        const double positions = std::max(needed, -division.fewer);
        const double surplus = partial.surplus + positions * division.saving;
        const double pain =
            partial.pain + division.cost(positions) + multiplier_ * std::max(surplus, 0.0);
        if (!(pain < best_)) {
            return;
        }
        best_ = pain;
        found_.assign(1, {core_[at], positions});
        const Partial* one = &partial;
        while (at-- > 0) {
            found_.push_back({core_[at], one->positions});
            one = &kept_[at][one->before];
        }
    }

    /// Leaves out what another exchange does as well, or better, with no more pain.
    void drop_dominated(std::vector<Partial>& partials) const {
        std::sort(partials.begin(), partials.end(), saves_more);
        // The same saving, added up in another order, has other last digits.
        const double same = noise_ / 1024;
        std::size_t kept = 0;
        for (const Partial& partial : partials) {
            if (kept > 0 && partial.total >= partials[kept - 1].total) {
                continue;
            }
            const bool instead = kept > 0 && partials[kept - 1].surplus - partial.surplus <= same;
            partials[instead ? kept - 1 : kept++] = partial;
        }
        partials.resize(kept);
    }

    static void keep_most_promising(std::vector<Partial>& partials, const Rest& rest,
                                    double count) {
        if (count >= static_cast<double>(partials.size())) {
            return;
        }
        const auto kept = std::max<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(count), 1);
        const auto least = [&](const Partial& partial) {
            return partial.pain + rest.least(partial.surplus);
        };
        std::nth_element(partials.begin(), partials.begin() + kept, partials.end(),
                         [&](const Partial& left, const Partial& right) {
                             const double least_left = least(left);
                             const double least_right = least(right);
                             return least_left != least_right ? least_left < least_right
                                                              : saves_more(left, right);
                         });
        partials.resize(static_cast<std::size_t>(kept));
    }

    std::span<const Exchangeable> all_;
    double missing_;
    double noise_;
    double multiplier_;
    double best_;
    std::vector<Exchange> found_;
    std::vector<double> least_step_; ///< what the cheaper of one position more or fewer costs

    double left_;    ///< so many may still be tried
    double too_few_; ///< to begin with another limit
    double limit_ = 0;
    bool complete_ = true;
    std::vector<std::size_t> core_;
    std::vector<Rest> rest_;                 ///< from this one of the core on
    std::vector<std::vector<Partial>> kept_; ///< before this one of the core
};

} // namespace

Exchanges least_painful_exchange(std::span<const Exchangeable> divisions, double missing,
                                 double noise, double multiplier, double known, double negligible) {
    return Search(divisions, missing, noise, multiplier, known).run(negligible);
}

} // namespace headroom
