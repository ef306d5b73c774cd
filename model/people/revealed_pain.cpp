#include "people/allocation.hpp"

#include "core/sum.hpp"

#include <algorithm>
#include <cmath>

namespace headroom {

namespace {

/// What a division's cuts say about its pain.
enum class Tells { exactly, at_least, at_most, nothing };

struct Revealed {
    Tells tells;
    /// saving × headcount / cuts: its pain but for the scale, or a bound of it.
    double ratio;
};

/// Whether no more can go: not one position, where whole ones are counted.
bool is_at_cap(double cuts, double most) {
    const bool counted = whole_or_same(cuts) == std::round(cuts);
    const double next = counted ? cuts + 1 : cuts;
    return is_nearly(cuts, most) || (next > most && !is_nearly(next, most));
}

Revealed revealed(double headcount, double saving, double cuts, double most) {
    const bool at_cap = is_at_cap(cuts, most);
    if (cuts == 0) {
        // With less pain, half a position or more would have gone, which is one.
        return {at_cap ? Tells::nothing : Tells::at_least, saving * headcount / 0.5};
    }
    return {at_cap ? Tells::at_most : Tells::exactly, saving * headcount / cuts};
}

std::string element(std::string_view series, std::size_t number, bool in_a_row) {
    return "INDEX(" + std::string(series) + (in_a_row ? ";1;" : ";") + std::to_string(number) + ")";
}

/// A step for each division whose pain is not known.
void note_bounds(Call& call, const std::vector<Revealed>& divisions, double scale, bool in_a_row) {
    for (std::size_t i = 0; i < divisions.size() && call.explains(); ++i) {
        const std::string number = std::to_string(i + 1);
        const auto of = [&](std::string_view series) { return element(series, i + 1, in_a_row); };
        const std::string gain = "=scale*" + of("saving_per_head") + '*' + of("headcounts") + '/';
        const double bound = finite(scale * divisions[i].ratio);
        if (divisions[i].tells == Tells::at_least) {
            call.note({"least_pain_of_" + number, bound, gain + "0.5", &unit::pain});
        } else if (divisions[i].tells == Tells::at_most) {
            call.note({"most_pain_of_" + number, bound, gain + of("cuts"), &unit::pain});
        }
    }
}

/// Why the pain of one division is not known, and what is.
[[noreturn]] void not_revealed(const Revealed& division, double number, double scale) {
    static constexpr Text not_cut =
        tr("Nothing was cut in division %1%: its pain is at least %2%, and no more is known.");
    static constexpr Text at_cap = tr("All that may go were cut in division %1%: its pain is at "
                                      "most %2%, and no more is known.");
    static constexpr Text closed = tr("Nothing was cut in division %1%, where nothing may be: that "
                                      "tells nothing about its pain.");
    static constexpr Text no_scale = tr("The pain of division %1% is not known: no division was "
                                        "cut in part, and only such divisions tell the scale.");
    const std::string which = std::to_string(static_cast<int>(number));
    if (division.tells == Tells::nothing) {
        throw Error(Failure::not_available, "cuts", closed, {which});
    }
    if (scale == 0) {
        throw Error(Failure::not_available, "cuts", no_scale, {which});
    }
    throw Error(Failure::not_available, "cuts",
                division.tells == Tells::at_least ? not_cut : at_cap,
                {which, rounded(scale * division.ratio)});
}

Value revealed_pain(Call& call, const Series<unit::positions>& headcounts,
                    const Series<unit::money_per_position>& saving_per_head,
                    const Series<unit::positions>& cuts, const Series<unit::share>& cap_share,
                    std::optional<Number> division) {
    const std::size_t count = headcounts.values.size();
    check_length("saving_per_head", saving_per_head.values.size(), "headcounts", count);
    check_length("cuts", cuts.values.size(), "headcounts", count);
    check_length("cap_share", cap_share.values.size(), "headcounts", count);
    if (division) {
        check_division(*division, count);
    }
    std::vector<Revealed> divisions;
    Sum heads;
    Sum weighted;
    double identified = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const double headcount = headcounts.values[i];
        const double cut = cuts.values[i];
        const double most = cap_share.values[i] * headcount;
        if (cut > most && !is_nearly(cut, most)) {
            static constexpr Text sentence =
                tr("%1% is %2%; cap_share × headcounts is %3%, and no more may go.");
            throw Error(Failure::invalid, "cuts", sentence,
                        {headcounts.in_a_row ? column_of("cuts", i + 1) : row_of("cuts", i + 1),
                         exact(cut), exact(most)});
        }
        divisions.push_back(revealed(headcount, saving_per_head.values[i], cut, most));
        if (divisions.back().tells == Tells::exactly) {
            identified += 1;
            heads += headcount;
            weighted += headcount * divisions.back().ratio;
        }
    }
    call.step("identified", identified);
    const double weight = call.step("weight", weighted.value());
    if (identified > 0 && weight == 0) {
        static constexpr Text sentence =
            tr("No division saves anything where some but not all that may go were cut: that tells "
               "nothing about its pain.");
        throw Error(Failure::no_answer, "saving_per_head", sentence);
    }
    const double scale = identified > 0 ? call.step("scale", heads.value() / weight) : 0;
    if (identified > 0) {
        note_bounds(call, divisions, scale, headcounts.in_a_row);
    }
    if (division) {
        const Revealed& one = divisions[static_cast<std::size_t>(*division) - 1];
        if (one.tells != Tells::exactly) {
            not_revealed(one, *division, scale);
        }
        Table table;
        table.append({scale * one.ratio});
        return table;
    }
    std::vector<Cell> pains(count, Failure::not_available);
    for (std::size_t i = 0; i < count; ++i) {
        if (divisions[i].tells == Tells::exactly) {
            pains[i] = scale * divisions[i].ratio;
        }
    }
    return line(std::move(pains), headcounts.in_a_row);
}

void revealed_form(BlockWriter& block) {
    block.step("divisions",
               "=IF(AND(headcounts_count=saving_per_head_count;headcounts_count=cuts_count;"
               "headcounts_count=cap_share_count);headcounts_count;NA())",
               unit::number);
    const std::size_t rows = std::min({block.length("headcounts"), block.length("saving_per_head"),
                                       block.length("cuts"), block.length("cap_share")});
    block.table(
        {{.id = "division_number", .first = "=1", .next = "=division_number.before+1"},
         {.id = "most", .first = "=IF(division_number>divisions;0;cap_share*headcounts)"},
         {.id = "too_many",
          .first = "=IF(division_number>divisions;0;IF(cuts>most+1E-9*most;1;0))"},
         {.id = "between",
          .first = "=IF(division_number>divisions;0;"
                   "IF(cuts>0;IF(cuts<most-1E-9*most;IF(ABS(cuts-ROUND(cuts;0))>1E-9*MAX(1;cuts);1;"
                   "IF(cuts+1<=most+1E-9*most;1;0));0);0))"},
         {.id = "ratio", .first = "=IF(between=1;saving_per_head*headcounts/cuts;0)"},
         {.id = "heads", .first = "=IF(between=1;headcounts;0)"},
         {.id = "weighted", .first = "=heads*ratio"}},
        rows);
    block.step("identified", "=SUM(between.all)", unit::number);
    block.step("weight", "=SUM(weighted.all)", unit::number);
    block.step("scale", "=IF(identified=0;0;SUM(heads.all)/weight)", unit::number);
    block.only_if("AND(SUM(too_many.all)=0;scale>=0)");
    block.table({{.id = "pain",
                  .first = "=IF(division_number>divisions;\"\";IF(between=1;scale*ratio;NA()))"}},
                rows);
    if (block.placed("division").given()) {
        block.step("pain_of_division", "=IF(division<=divisions;INDEX(pain.all;division);NA())",
                   unit::pain);
    } else {
        block.result_like("headcounts", "pain");
    }
}

/// 1 for each division of which some have gone and one more could have.
const std::string between =
    "(cuts>0)*(cuts<cap_share*headcounts*(1-1E-9))*"
    "(1-(ABS(cuts-ROUND(cuts;0))<=1E-9*(1+cuts))*(cuts+1>cap_share*headcounts*(1+1E-9)))";

} // namespace

Function revealed_pain_record() {
    return define<revealed_pain>({
        .id = "revealedPain",
        .summary = tr("What cuts that were made say about the pain they were thought to cause in "
                      "each division: the inverse of ALLOCATECUTS. #N/A where they do not tell."),
        .arguments = {{division_argument::headcounts,
                       division_argument::saving_per_head,
                       {.id = "cuts",
                        .help = tr("Positions that were cut in each division, at most cap_share of "
                                   "it."),
                        .limits = from(0)},
                       division_argument::cap_share,
                       {.id = "division",
                        .help = tr("Number of one division, for its pain alone."),
                        .limits = from(1).whole()}}},
        .equation =
            tr("pain = scale × saving_per_head × headcount / cuts where more than none and less "
               "than cap_share of a division was cut, with the scale that makes the mean of these, "
               "weighted by headcount, 1. The cuts then are those of \"least pain\" in "
               "ALLOCATECUTS, before rounding. Where nothing was cut the pain is at least scale × "
               "saving × headcount / 0.5, as half a position would be rounded to one; at the cap, "
               "where no whole position more could go, it is at most scale × saving × headcount / "
               "cuts: WORKINGS lists these bounds"),
        .source = tr("Karush-Kuhn-Tucker conditions, x = lambda × saving × headcount / pain, "
                     "solved for the pain: S. Boyd & L. Vandenberghe, Convex Optimization (2004), "
                     "section 5.5; as revealed preference, P. A. Samuelson, A Note on the Pure "
                     "Theory of Consumer's Behaviour, Economica 5 (1938)."),
        .errors =
            tr("#N/A for a division where nothing was cut or all that may be: its pain is only "
               "bounded. #NUM! when no division that tells anything saves anything."),
        .steps = {{"identified", "=SUMPRODUCT(" + between + ")", unit::number},
                  {"weight",
                   "=SUMPRODUCT(" + between +
                       "*saving_per_head*headcounts*headcounts/(cuts+(cuts=0)))",
                   unit::number},
                  {"scale", "=SUMPRODUCT(" + between + "*headcounts)/weight", unit::number}},
        .plain_form = revealed_form,
        .examples = {{.arguments = {division_example::headcounts, division_example::savings,
                                    column({5772, 7055, 5773, 5131, 4009}), division_example::caps},
                      .says = tr("The cuts of ALLOCATECUTS tell the pain it was given: 1, 1.5, 4, "
                                 "2 and 3, scaled to a mean of 1.")},
                     {.arguments = {division_example::headcounts, division_example::savings,
                                    column({9000, 7000, 0, 5000, 7500}), division_example::caps,
                                    1.0},
                      .says = tr("The first division's, when the third was not cut and the fifth "
                                 "to its cap.")}},
        .see_also = {"ALLOCATECUTS", "ALLOCATIONPRICE"},
    });
}

} // namespace headroom
