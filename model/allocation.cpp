#include "allocation.hpp"

#include "sum.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <queue>

namespace headroom {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Rounding noise that must not cost a position.
double noise(double target) {
    return 1e-12 * target;
}

double saved(std::span<const Division> divisions, std::span<const double> cuts) {
    Sum sum;
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        sum += divisions[i].saving * cuts[i];
    }
    return sum.value();
}

/// Whole positions within a share, forgiving rounding noise.
double whole_down(double value) {
    const double nearest = std::round(value);
    return std::abs(value - nearest) <= 1e-9 * std::max(1.0, value) ? nearest : std::floor(value);
}

[[noreturn]] void out_of_reach(double most, double target) {
    static constexpr Text sentence{
        "All divisions cut to their caps save %1%, less than target_saving (%2%)."};
    throw Error(Failure::no_answer, "target_saving", sentence, {rounded(most), rounded(target)});
}

std::vector<std::size_t> order_by(std::size_t count, auto less) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), less);
    return order;
}

double most_saved(std::span<const Division> divisions) {
    Sum most;
    for (const Division& division : divisions) {
        most += division.saving * division.most();
    }
    return most.value();
}

/// The share of headcount, the same in every division within its cap, that saves the target.
std::vector<double> pro_rata(std::span<const Division> divisions, double target) {
    const std::vector<std::size_t> order =
        order_by(divisions.size(), [&](std::size_t left, std::size_t right) {
            return divisions[left].cap_share < divisions[right].cap_share;
        });
    double free = 0;
    for (const Division& division : divisions) {
        free += division.saving * division.headcount;
    }
    double capped = 0;
    double share = 1;
    for (const std::size_t i : order) {
        const Division& next = divisions[i];
        if (free > 0 && capped + free * next.cap_share >= target) {
            share = (target - capped) / free;
            break;
        }
        capped += next.saving * next.most();
        free -= next.saving * next.headcount;
    }
    std::vector<double> cuts;
    for (const Division& division : divisions) {
        const bool saves = division.saving > 0;
        cuts.push_back(saves ? std::min(share, division.cap_share) * division.headcount : 0);
    }
    return cuts;
}

double saving_per_pain(const Division& division) {
    return division.pain > 0 ? division.saving / division.pain : infinity;
}

/// Division after division to its cap, the one that saves most per unit of pain first.
std::vector<double> cheapest(std::span<const Division> divisions, double target) {
    const std::vector<std::size_t> order =
        order_by(divisions.size(), [&](std::size_t left, std::size_t right) {
            return saving_per_pain(divisions[left]) > saving_per_pain(divisions[right]);
        });
    std::vector<double> cuts(divisions.size());
    double missing = target;
    for (const std::size_t i : order) {
        if (missing <= 0) {
            break;
        }
        if (divisions[i].saving > 0) {
            cuts[i] = std::min(divisions[i].most(), missing / divisions[i].saving);
            missing -= cuts[i] * divisions[i].saving;
        }
    }
    return cuts;
}

/// What makes one more position in a division the next to take, lowest first.
double urgency(const Division& division, double cuts, double wanted, Method method) {
    switch (method) {
    case Method::least_pain:
        return division.pain * (cuts + 0.5) / division.headcount / division.saving;
    case Method::pro_rata:
        return cuts - wanted;
    case Method::cheapest:
        break;
    }
    return -saving_per_pain(division);
}

/// The division whose one position more fills what is missing at the least pain or, pro rata, with
/// the least to spare.
std::size_t last_position(std::span<const Division> divisions, std::span<const double> cuts,
                          std::span<const double> most, double missing, Method method,
                          std::size_t otherwise) {
    std::size_t best = otherwise;
    double least = infinity;
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        const Division& division = divisions[i];
        if (division.saving >= missing && cuts[i] < most[i]) {
            const double cost = method == Method::pro_rata
                                    ? division.saving
                                    : division.pain * (cuts[i] + 0.5) / division.headcount;
            if (cost < least) {
                least = cost;
                best = i;
            }
        }
    }
    return best;
}

/// Turns continuous cuts into whole ones: down, then up one by one until the target is reached,
/// then back wherever a position has become unnecessary.
std::vector<double> whole_positions(std::span<const Division> divisions, double target,
                                    std::span<const double> wanted, Method method) {
    std::vector<double> most;
    std::vector<double> cuts;
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        most.push_back(whole_down(divisions[i].most()));
        cuts.push_back(std::min(most[i], whole_down(wanted[i])));
    }
    double total = saved(divisions, cuts);

    using Next = std::pair<double, std::size_t>;
    std::priority_queue<Next, std::vector<Next>, std::greater<>> next;
    const auto offer = [&](std::size_t i) {
        if (divisions[i].saving > 0 && cuts[i] < most[i]) {
            next.emplace(urgency(divisions[i], cuts[i], wanted[i], method), i);
        }
    };
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        offer(i);
    }
    while (total < target - noise(target)) {
        if (next.empty()) {
            out_of_reach(total, target);
        }
        const std::size_t i = next.top().second;
        const double missing = target - total;
        if (divisions[i].saving >= missing) {
            cuts[last_position(divisions, cuts, most, missing, method, i)] += 1;
            break;
        }
        next.pop();
        cuts[i] += 1;
        total += divisions[i].saving;
        offer(i);
    }

    double surplus = saved(divisions, cuts) - target;
    const std::vector<std::size_t> dearest =
        order_by(divisions.size(), [&](std::size_t left, std::size_t right) {
            const auto last = [&](std::size_t i) {
                return cuts[i] > 0 ? urgency(divisions[i], cuts[i] - 1, wanted[i], method)
                                   : -infinity;
            };
            return last(left) > last(right);
        });
    for (const std::size_t i : dearest) {
        if (cuts[i] > 0) {
            const double spare = std::floor((surplus + noise(target)) / divisions[i].saving);
            const double back = std::clamp(spare, 0.0, cuts[i]);
            cuts[i] -= back;
            surplus -= back * divisions[i].saving;
        }
    }
    return cuts;
}

} // namespace

LeastPain least_pain(std::span<const Division> divisions, double target) {
    // A division reaches its cap at multiplier cap_share * pain / saving.
    const auto reaches = [&](std::size_t i) {
        return divisions[i].cap_share * divisions[i].pain / divisions[i].saving;
    };
    std::vector<std::size_t> order;
    Sum slope; // saving per unit of the multiplier, of the divisions below their caps
    Sum costless;
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        const Division& division = divisions[i];
        if (division.saving > 0 && division.most() > 0) {
            if (division.pain > 0) {
                order.push_back(i);
                slope += division.saving * division.saving * division.headcount / division.pain;
            } else {
                costless += division.saving * division.most();
            }
        }
    }
    LeastPain result{std::vector<double>(divisions.size()), 0};
    const double free_saving = costless.value();
    const double share_of_costless = free_saving > target ? target / free_saving : 1;
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        if (divisions[i].pain == 0 && divisions[i].saving > 0) {
            result.cuts[i] = share_of_costless * divisions[i].most();
        }
    }
    if (free_saving >= target) {
        return result;
    }
    const double most = most_saved(divisions);
    if (most < target - noise(target)) {
        out_of_reach(most, target);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return reaches(left) < reaches(right);
    });
    Sum capped = costless;
    result.multiplier = order.empty() ? 0 : reaches(order.back());
    for (const std::size_t i : order) {
        const double multiplier = (target - capped.value()) / slope.value();
        if (multiplier <= reaches(i)) {
            result.multiplier = multiplier;
            break;
        }
        const Division& division = divisions[i];
        capped += division.saving * division.most();
        slope += -division.saving * division.saving * division.headcount / division.pain;
    }
    for (const std::size_t i : order) {
        const Division& division = divisions[i];
        result.cuts[i] = std::min(division.most(), result.multiplier * division.saving *
                                                       division.headcount / division.pain);
    }
    return result;
}

std::vector<Division> with_whole_caps(std::span<const Division> divisions) {
    std::vector<Division> whole(divisions.begin(), divisions.end());
    for (Division& division : whole) {
        if (division.headcount > 0) {
            division.cap_share = whole_down(division.most()) / division.headcount;
        }
    }
    return whole;
}

std::vector<double> allocate(std::span<const Division> given, double target, Method method) {
    if (target <= 0) {
        return std::vector<double>(given.size());
    }
    const std::vector<Division> divisions = with_whole_caps(given);
    std::vector<double> wanted;
    switch (method) {
    case Method::least_pain:
        wanted = least_pain(divisions, target).cuts;
        break;
    case Method::pro_rata:
        wanted = pro_rata(divisions, target);
        break;
    case Method::cheapest:
        wanted = cheapest(divisions, target);
        break;
    }
    return whole_positions(divisions, target, wanted, method);
}

namespace {

namespace argument {

const ArgumentText headcounts{
    .id = "headcounts",
    .help = {"Positions of each division, in a row or column."},
    .limits = from(0),
};
const ArgumentText saving_per_head{
    .id = "saving_per_head",
    .help = {"What one cut saves in each division."},
    .limits = from(0),
};
const ArgumentText pain{
    .id = "pain",
    .help = {"Weight of each division: how much a cut hurts. 0: not at all."},
    .limits = from(0),
};
const ArgumentText cap_share{
    .id = "cap_share",
    .help = {"Largest share of each division that may go."},
    .limits = from(0).to(1),
};
const ArgumentText target_saving{
    .id = "target_saving",
    .help = {"What all cuts together have to save. 0 or less: none."},
};

} // namespace argument

std::vector<Division> divisions_of(const Series<unit::positions>& headcounts,
                                   const Series<unit::money_per_position>& saving_per_head,
                                   const Series<unit::pain>& pain,
                                   const Series<unit::share>& cap_share) {
    const std::size_t count = headcounts.values.size();
    check_length("saving_per_head", saving_per_head.values.size(), "headcounts", count);
    check_length("pain", pain.values.size(), "headcounts", count);
    check_length("cap_share", cap_share.values.size(), "headcounts", count);
    std::vector<Division> divisions;
    for (std::size_t i = 0; i < count; ++i) {
        divisions.push_back(
            {headcounts.values[i], saving_per_head.values[i], pain.values[i], cap_share.values[i]});
    }
    return divisions;
}

Value allocate_cuts(Call& call, const Series<unit::positions>& headcounts,
                    const Series<unit::money_per_position>& saving_per_head,
                    const Series<unit::pain>& pain, const Series<unit::share>& cap_share,
                    Money target_saving, Method method, std::optional<Number> division) {
    const std::vector<Division> divisions =
        divisions_of(headcounts, saving_per_head, pain, cap_share);
    if (division && *division > static_cast<double>(divisions.size())) {
        static constexpr Text sentence{"division is %1%, but there are only %2% divisions."};
        throw Error(Failure::invalid, "division", sentence,
                    {exact(*division), std::to_string(divisions.size())});
    }
    const std::vector<double> cuts = allocate(divisions, target_saving, method);
    call.step("most_saved", most_saved(with_whole_caps(divisions)));
    call.step("total_cuts", std::accumulate(cuts.begin(), cuts.end(), 0.0));
    call.step("saved", saved(divisions, cuts));
    Sum total_pain;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        if (cuts[i] > 0) {
            total_pain += divisions[i].pain * cuts[i] * cuts[i] / (2 * divisions[i].headcount);
        }
    }
    call.step("total_pain", total_pain.value());
    if (division) {
        return cuts[static_cast<std::size_t>(*division) - 1];
    }
    std::vector<Cell> cells(cuts.begin(), cuts.end());
    Table table;
    if (headcounts.in_a_row) {
        table.append(std::move(cells));
    } else {
        for (Cell& cell : cells) {
            table.append({std::move(cell)});
        }
    }
    return table;
}

const Table example_heads = column({40000, 60000, 120000, 80000, 50000});
const Table example_savings = column({0.18, 0.22, 0.24, 0.16, 0.3});
const Table example_pain = column({1, 1.5, 4, 2, 3});
const Table example_caps = column({0.25, 0.25, 0.1, 0.2, 0.15});

Function allocate_cuts_record() {
    return define<allocate_cuts>({
        .id = "allocateCuts",
        .summary = {"Spreads a saving over divisions as whole positions: with the least pain, pro "
                    "rata or where it is cheapest. It works on divisions, never on named people."},
        .arguments = {{argument::headcounts,
                       argument::saving_per_head,
                       argument::pain,
                       argument::cap_share,
                       argument::target_saving,
                       {.id = "method",
                        .help = {"\"least pain\", \"pro rata\" or \"cheapest\"."},
                        .otherwise = std::string_view("least pain")},
                       {.id = "division",
                        .help = {"Number of one division, for its cuts alone."},
                        .limits = from(1).whole()}}},
        .equation = {"\"least pain\": minimise the sum of pain × x² / (2 × headcount) with the sum "
                     "of saving × x at least target_saving and x within cap_share × headcount. "
                     "\"pro rata\": the same share of every headcount, caps respected. "
                     "\"cheapest\": most saving per unit of pain first, to its cap. Whole "
                     "positions: the target is reached and no single position can be taken back"},
        .source = {"Quadratic knapsack problem, Karush-Kuhn-Tucker conditions: S. Boyd & L. "
                   "Vandenberghe, Convex Optimization (2004), section 5.5."},
        .errors =
            {"#NUM! when all divisions cut to their caps, in whole positions, save too little."},
        .steps = {{"most_saved",
                   "the sum of saving_per_head × the whole positions within cap_share × headcounts",
                   unit::money},
                  {"total_cuts", "the sum of the result", unit::positions},
                  {"saved", "the sum of saving_per_head × the result, at least target_saving",
                   unit::money},
                  {"total_pain", "the sum of pain × the result² / (2 × headcounts)", unit::pain}},
        .examples = {{.arguments = {example_heads, example_savings, example_pain, example_caps,
                                    6000.0},
                      .says = {"Five divisions that have to save 6,000 million, with the least "
                               "pain."}},
                     {.arguments = {example_heads, example_savings, example_pain, example_caps,
                                    6000.0, std::string("cheapest"), 3.0},
                      .says = {"The third division's cuts when the cheapest go first."}}},
        .see_also = {"ALLOCATIONPRICE", "REQUIREDCUTS"},
    });
}

PainPerMoney allocation_price(Call& call, const Series<unit::positions>& headcounts,
                              const Series<unit::money_per_position>& saving_per_head,
                              const Series<unit::pain>& pain, const Series<unit::share>& cap_share,
                              Money target_saving) {
    const std::vector<Division> divisions =
        divisions_of(headcounts, saving_per_head, pain, cap_share);
    const double price = target_saving > 0 ? least_pain(divisions, target_saving).multiplier : 0;
    Sum capped;
    Sum slope;
    for (const Division& division : divisions) {
        if (price * division.saving >= division.cap_share * division.pain) {
            capped += division.saving * division.most();
        } else {
            slope += division.saving * division.saving * division.headcount / division.pain;
        }
    }
    call.step("estimate", price, [&] { return "=" + plain(price); });
    call.step("saved_at_caps", capped.value());
    call.step("slope_below_caps", slope.value());
    return PainPerMoney::of(price);
}

Function allocation_price_record() {
    return define<allocation_price>({
        .id = "allocationPrice",
        .summary = {"The pain of the last unit of saving when cuts are spread with the least pain: "
                    "what it costs to ask for a little more. The same for all divisions."},
        .arguments = {{argument::headcounts, argument::saving_per_head, argument::pain,
                       argument::cap_share, argument::target_saving}},
        .equation = {"The multiplier lambda of \"least pain\" in ALLOCATECUTS, before rounding to "
                     "whole positions: cuts = lambda × saving × headcount / pain, up to the cap"},
        .source = {"Lagrange multiplier: S. Boyd & L. Vandenberghe, Convex Optimization (2004), "
                   "section 5.5."},
        .errors = {"#NUM! when all divisions cut to their caps save too little."},
        .steps = {{"estimate", "", unit::pain_per_money},
                  {"saved_at_caps",
                   "=SUMPRODUCT((estimate*saving_per_head>=cap_share*pain)*saving_per_head*"
                   "cap_share*headcounts)",
                   unit::money},
                  {"slope_below_caps",
                   "=SUMPRODUCT((estimate*saving_per_head<cap_share*pain)*saving_per_head^2*"
                   "headcounts/IF(pain=0;1;pain))",
                   unit::money},
                  {"price",
                   "=IF(OR(slope_below_caps=0;target_saving<=0;estimate=0);estimate;"
                   "(target_saving-saved_at_caps)/slope_below_caps)",
                   unit::pain_per_money}},
        .examples =
            {{.arguments = {example_heads, example_savings, example_pain, example_caps, 6000.0},
              .says = {"The five divisions of ALLOCATECUTS."}},
             {.arguments = {example_heads, example_savings, example_pain, example_caps, 9000.0},
              .says = {"Half as much saving again costs more than half as much pain."}}},
        .see_also = {"ALLOCATECUTS"},
    });
}

} // namespace

std::vector<Function> allocation_functions() {
    return {allocate_cuts_record(), allocation_price_record()};
}

} // namespace headroom
