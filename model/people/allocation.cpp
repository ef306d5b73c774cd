#include "people/allocation.hpp"

#include "core/sum.hpp"
#include "people/whole_cuts.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace headroom {

namespace {

double saved(std::span<const Division> divisions, std::span<const double> cuts) {
    Sum sum;
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        sum += divisions[i].saving * cuts[i];
    }
    return sum.value();
}

double most_saved(std::span<const Division> divisions) {
    Sum most;
    for (const Division& division : divisions) {
        most += division.saving * division.most();
    }
    return most.value();
}

} // namespace

double noise_of(double target) {
    return 1e-12 * target;
}

void out_of_reach(double most, double target) {
    static constexpr Text sentence =
        tr("All divisions cut to their caps save %1%, less than target_saving (%2%).");
    throw Error(Failure::no_answer, "target_saving", sentence, {rounded(most), rounded(target)});
}

void check_division(Number division, std::size_t count) {
    if (division > static_cast<double>(count)) {
        static constexpr Text sentence = tr("division is %1%, but the last division is %2%.");
        throw Error(Failure::invalid, "division", sentence,
                    {exact(division), std::to_string(count)});
    }
}

LeastPain least_pain(std::span<const Division> divisions, double target) {
    // A division reaches its cap at multiplier cap_share * pain / saving.
    const auto reaches = [&](std::size_t i) {
        return divisions[i].cap_share * divisions[i].pain / divisions[i].saving;
    };
    // What it saves per unit of the multiplier until then.
    const auto slope = [&](std::size_t i) {
        const Division& division = divisions[i];
        return division.saving * division.saving * division.headcount / division.pain;
    };
    std::vector<std::size_t> order;
    Sum costless;
    for (std::size_t i = 0; i < divisions.size(); ++i) {
        const Division& division = divisions[i];
        if (division.saving > 0 && division.most() > 0) {
            if (division.pain > 0) {
                order.push_back(i);
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
    const double most = finite(most_saved(divisions));
    if (most < target - noise_of(target)) {
        out_of_reach(most, target);
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return reaches(left) < reaches(right);
    });
    std::vector<double> slopes(order.size()); // of this division and all that reach theirs later
    Sum below_caps;
    for (std::size_t i = order.size(); i-- > 0;) {
        below_caps += slope(order[i]);
        slopes[i] = finite(below_caps.value());
    }
    Sum capped = costless;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const double cap = reaches(order[i]);
        const double multiplier = (target - capped.value()) / slopes[i];
        if (multiplier <= cap) {
            result.multiplier = std::max(result.multiplier, multiplier);
            break;
        }
        result.multiplier = cap;
        capped += divisions[order[i]].saving * divisions[order[i]].most();
    }
    for (const std::size_t i : order) {
        const Division& division = divisions[i];
        result.cuts[i] = std::min(division.most(), result.multiplier * division.saving *
                                                       division.headcount / division.pain);
    }
    return result;
}

namespace {

namespace argument {

using namespace division_argument;

const ArgumentText pain{
    .id = "pain",
    .help = tr("Weight of each division: how much a cut hurts. 0: not at all."),
    .limits = from(0),
};
const ArgumentText target_saving{
    .id = "target_saving",
    .help = tr("What all cuts together have to save. 0 or less: none."),
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
    if (division) {
        check_division(*division, divisions.size());
    }
    const bool least_pain = method == Method::least_pain;
    // Of the other methods the workings say how much more they hurt.
    LeastPainfulCuts least;
    if (least_pain || call.explains()) {
        least = least_painful_cuts(divisions, target_saving);
    }
    const std::vector<double> cuts =
        least_pain ? std::move(least.cuts) : allocate(divisions, target_saving, method);
    call.step("most_saved", saved(divisions, whole_caps(divisions)));
    call.step("total_cuts", std::accumulate(cuts.begin(), cuts.end(), 0.0));
    call.step("saved", saved(divisions, cuts));
    call.step("multiplier", least.multiplier);
    call.step("least_pain_possible", least.bound);
    call.step("total_pain", total_pain(divisions, cuts));
    if (division) {
        return cuts[static_cast<std::size_t>(*division) - 1];
    }
    return line({cuts.begin(), cuts.end()}, headcounts.in_a_row);
}

const Table example_pain = column({1, 1.5, 4, 2, 3});

/// What each division saves, a row each: made of its cuts, which `cuts` writes.
void write_savings(BlockWriter& block,
                   const std::function<std::string(std::size_t division)>& cuts) {
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < block.length("headcounts"); ++i) {
        rows.push_back({'=' + cuts(i)});
    }
    block.grid("division_cuts", rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string own = "division_cuts." + std::to_string(i);
        rows[i] = {"=IF(ISNUMBER(saving_per_head);" + own + "*saving_per_head;0)",
                   "=IF(ISNUMBER(headcounts);IF(AND(" + own + ">=0;" + own +
                       "<=cap_share*headcounts+1E-9*headcounts);0;1);0)"};
    }
    block.grid("division_savings", rows);
    block.step("saved", "=SUM(division_savings.column_0)", unit::money);
    block.step("beyond_caps", "=SUM(division_savings.column_1)", unit::number);
}

bool prove_cuts(BlockWriter& block) {
    if (block.placed("division").given()) {
        return false;
    }
    write_savings(block, [&](std::size_t division) {
        const BlockWriter::Cells& cuts = block.frozen();
        const std::string id = "frozen_cuts_" + std::to_string(division);
        const bool row = cuts.size() == 1;
        if (division >= (row ? cuts[0].size() : cuts.size())) {
            return std::string("0");
        }
        block.know_cell(id, row ? cuts[0][division] : cuts[division][0]);
        return id;
    });
    block.proves("beyond_caps=0;saved>=target_saving-1E-9*ABS(target_saving)");
    return true;
}

Function allocate_cuts_record() {
    return define<allocate_cuts>({
        .id = "allocateCuts",
        .summary =
            tr("Spreads a saving over divisions as whole positions: with the least pain, pro rata "
               "or where it is cheapest. It works on divisions, never on named people."),
        .arguments = {{argument::headcounts,
                       argument::saving_per_head,
                       argument::pain,
                       argument::cap_share,
                       argument::target_saving,
                       {.id = "method",
                        .help = tr("\"least pain\", \"pro rata\" or \"cheapest\"."),
                        .otherwise = std::string_view("least pain")},
                       {.id = "division",
                        .help = tr("Number of one division, for its cuts alone."),
                        .limits = from(1).whole()}}},
        .equation =
            tr("\"least pain\": minimise the sum of pain × x² / (2 × headcount) with the sum of "
               "saving × x at least target_saving and x within cap_share × headcount. \"pro "
               "rata\": the same share of every headcount, caps respected. \"cheapest\": most "
               "saving per unit of pain first, to its cap. All in whole positions: target_saving "
               "is reached and no single position can be taken back. \"least pain\" is the least "
               "that whole positions can have where all of them can be tried, such as in four "
               "divisions of 60; in many divisions it is within one position's pain of "
               "least_pain_possible, which WORKINGS shows"),
        .source = tr(
            "Quadratic knapsack problem, Karush-Kuhn-Tucker conditions: S. Boyd & L. Vandenberghe, "
            "Convex Optimization (2004), section 5.5. Whole positions: D. Pisinger, A minimal "
            "algorithm for the 0-1 knapsack problem, Operations Research 45 (1997)."),
        .errors =
            tr("#NUM! when all divisions cut to their caps, in whole positions, save too little."),
        .steps =
            {{"most_saved",
              tr("the sum of saving_per_head × the whole positions within cap_share × headcounts"),
              unit::money},
             {"total_cuts", tr("the sum of the result"), unit::positions},
             {"saved", tr("the sum of saving_per_head × the result, at least target_saving"),
              unit::money},
             {"multiplier",
              tr("the next position's pain × (x + 0.5) / headcounts / saving_per_head, when all "
                 "positions with less are cut and do not save target_saving yet"),
              unit::pain_per_money},
             {"least_pain_possible",
              tr("no whole positions that save target_saving have less: the pain of those below "
                 "the multiplier, and the multiplier × what is then still to be saved. Higher "
                 "where exchanges were tried in vain; total_pain where none is left to try"),
              unit::pain},
             {"total_pain", tr("the sum of pain × the result² / (2 × headcounts)"), unit::pain}},
        .plain_form = PlainForm::frozen(
            tr("The cuts are found by trying: no formula that every program has gives them. A "
               "proof beside all of them adds up what they save, and compares each with its cap."),
            prove_cuts),
        .examples =
            {{.arguments = {division_example::headcounts, division_example::savings, example_pain,
                            division_example::caps, 6000.0},
              .says = tr("Five divisions that have to save 6,000 million, with the least pain.")},
             {.arguments = {division_example::headcounts, division_example::savings, example_pain,
                            division_example::caps, 6000.0, std::string("cheapest"), 3.0},
              .says = tr("The third division's cuts when the cheapest go first.")}},
        .see_also = {"ALLOCATIONPRICE", "REVEALEDPAIN", "REQUIREDCUTS"},
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

bool prove_price(BlockWriter& block) {
    block.know_cell("price", block.frozen()[0][0]);
    write_savings(block, [](std::size_t) {
        return std::string("IF(ISNUMBER(headcounts);IF(price*saving_per_head>=cap_share*pain;"
                           "cap_share*headcounts;price*saving_per_head*headcounts/pain);0)");
    });
    block.proves("beyond_caps=0;OR(ABS(saved-target_saving)<=1E-9*ABS(target_saving);"
                 "AND(price=0;saved>=target_saving))");
    return true;
}

Function allocation_price_record() {
    return define<allocation_price>({
        .id = "allocationPrice",
        .summary = tr("The pain of the last unit of saving when cuts are spread with the least "
                      "pain: what it costs to ask for a little more. The same for all divisions."),
        .arguments = {{argument::headcounts, argument::saving_per_head, argument::pain,
                       argument::cap_share, argument::target_saving}},
        .equation =
            tr("The multiplier lambda of \"least pain\" in ALLOCATECUTS, before rounding to whole "
               "positions: cuts = lambda × saving × headcount / pain, up to the cap"),
        .source = tr("Lagrange multiplier: S. Boyd & L. Vandenberghe, Convex Optimization (2004), "
                     "section 5.5."),
        .errors = tr("#NUM! when all divisions cut to their caps save too little."),
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
        .plain_form = PlainForm::frozen(
            tr("The price is found by trying: no formula that every program has gives it. A proof "
               "beside it adds up what is saved at that price: it is the target."),
            prove_price),
        .examples = {{.arguments = {division_example::headcounts, division_example::savings,
                                    example_pain, division_example::caps, 6000.0},
                      .says = tr("The five divisions of ALLOCATECUTS.")},
                     {.arguments = {division_example::headcounts, division_example::savings,
                                    example_pain, division_example::caps, 9000.0},
                      .says = tr("Half as much saving again costs more than half as much pain.")}},
        .see_also = {"ALLOCATECUTS"},
    });
}

} // namespace

std::vector<Function> allocation_functions() {
    return {allocate_cuts_record(), allocation_price_record(), revealed_pain_record()};
}

} // namespace headroom
