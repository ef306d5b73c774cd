// Times hard recalculations of many cells in real Calc, and holds Headroom's functions against
// functions that do nothing, against LibreOffice's own and against native formulas; and times the
// cells of a trade plan.
// Usage: recalculation_bench [ROUNDS]

#include "bench_paths.hpp"
#include "plan_cells.hpp"
#include "recalculated.hpp"
#include "subjects.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <string>

namespace headroom::bench {

namespace {

constexpr std::size_t rows = 20000;
constexpr int usual_rounds = 31;
constexpr auto limit = std::chrono::minutes(20);
constexpr double aim = 1.15;
constexpr double plan_aim = 3.75; ///< times as long as a function that does nothing

/// A document that holds one subject and nothing else.
class Measured : public Recalculated {
public:
    Measured(test::Office& office, const Subject& subject)
        : Recalculated(office, rows), subject_(subject) {
        test::Sheet sheet = document().sheet();
        if (!subject.arguments.empty()) {
            sheet.write({0, 0}, arguments(subject, rows));
        }
        const test::Block cells{.first = {0, static_cast<int>(subject.arguments.size())},
                                .rows = rows,
                                .columns = static_cast<int>(subject.formulas.size())};
        sheet.write_formulas(cells.first, {subject.formulas});
        fill_down(sheet, cells);
    }

    /// Forgets the times so far. Throws std::runtime_error when a cell is in error.
    Table results() {
        forget_times();
        const std::size_t column = subject_.arguments.size() + subject_.formulas.size() - 1;
        return document().sheet().read({.first = {0, static_cast<int>(column)}, .rows = rows});
    }

    std::string_view name() const { return subject_.name; }

private:
    const Subject& subject_;
};

/// Otherwise the two would not be timed at the same work.
void expect_same(const Table& left, const Table& right) {
    for (std::size_t row = 0; row < rows; ++row) {
        const double difference =
            std::get<double>(left.at(row, 0)) - std::get<double>(right.at(row, 0));
        if (!(std::abs(difference) <= 1e-12)) {
            throw std::runtime_error("two ways to one result differ in row " +
                                     std::to_string(row + 1));
        }
    }
}

/// One row of the table: what was timed, and what it is held against.
struct Row {
    const Measured& measured;
    const Measured& nothing;
    const Measured& own;

    bool reaches_aim() const {
        const Times& times = measured.times();
        return times.per(nothing.times()).median() <= aim && times.per(own.times()).median() < 1;
    }
};

std::ostream& column(std::ostream& out) {
    return out << std::setw(9) << std::right << std::fixed << std::setprecision(2);
}

/// What a row begins with.
struct Start {
    std::string_view name;
    const Times& times;
};

std::ostream& operator<<(std::ostream& out, const Start& start) {
    out << std::setw(28) << std::left << start.name;
    return out << column << start.times.median() << column << start.times.minimum();
}

std::ostream& operator<<(std::ostream& out, const Row& row) {
    const Times& times = row.measured.times();
    out << Start{row.measured.name(), times};
    for (const Measured* other : {&row.nothing, &row.own}) {
        out << column << times.per(other->times()).median();
        out << column << times.minimum() / other->times().minimum();
    }
    return out << '\n';
}

/// Cells with a range, held against a function without and against one that only reads it.
struct PlanRow {
    std::string_view name;
    const Recalculated& cells;
    const Recalculated& nothing;
    const Recalculated& range;
};

std::ostream& operator<<(std::ostream& out, const PlanRow& row) {
    out << Start{row.name, row.cells.times()};
    for (const Recalculated* other : {&row.nothing, &row.range}) {
        out << column << row.cells.times().per(other->times()).median();
        out << column << row.cells.times().minimum() / other->times().minimum();
    }
    return out << '\n';
}

void run(int rounds) {
    if (rounds < 1) {
        throw std::invalid_argument("at least one round");
    }
    test::Office office(test::Extension::installed, limit, {path::nothing_extension});
    Measured margin(office, gpu_margin);
    Measured seven(office, nothing_7);
    Measured cuts(office, required_cuts);
    Measured eight(office, nothing_8);
    Measured own(office, amorlinc);
    Measured native(office, native_margin);
    std::array all{&margin, &seven, &cuts, &eight, &own, &native};
    Recalculated one_plan = cells_of_one_plan(office);
    Recalculated other_plans = cells_of_other_plans(office);
    Recalculated ranges = cells_that_read_other_plans(office);
    std::array<Recalculated*, 9> timed{&one_plan, &other_plans, &ranges};
    std::copy(all.begin(), all.end(), timed.begin() + 3);

    // The first time, functions are looked up and memory is laid out.
    for (Measured* measured : all) {
        measured->recalculate();
        measured->results();
    }
    for (Recalculated* plans : {&one_plan, &other_plans, &ranges}) {
        plans->recalculate();
        plans->forget_times();
    }
    expect_same(margin.results(), native.results());
    for (int round = 0; round < rounds; ++round) {
        for (Recalculated* one : timed) {
            one->recalculate();
        }
        // There and back: nobody is always the first or the last.
        std::reverse(timed.begin(), timed.end());
    }

    const Row margin_row{margin, seven, own};
    const Row cuts_row{cuts, eight, own};
    std::cout
        << rows << " results each, " << rounds
        << " rounds; microseconds per result, and ratios within a round\n\n"
        << "                             microseconds         to nothing        to AMORLINC\n"
        << "                               median  minimum   median  minimum   median  minimum\n"
        << margin_row << cuts_row << Row{seven, seven, own} << Row{eight, eight, own}
        << Row{own, seven, own} << Row{native, seven, own} << "\nGPUMARGIN and REQUIREDCUTS within "
        << aim << " of nothing and below AMORLINC (medians): "
        << (margin_row.reaches_aim() && cuts_row.reaches_aim() ? "yes" : "no") << "\n\n"
        << "                                                   to nothing   to range read\n"
        << PlanRow{"PLANVALUE, one plan", one_plan, seven, ranges}
        << PlanRow{"PLANVALUE, a plan each", other_plans, seven, ranges}
        << PlanRow{"range read, nothing done", ranges, seven, ranges}
        << "\nPLANVALUE of a plan each within " << plan_aim << " of nothing (median): "
        << (other_plans.times().per(seven.times()).median() <= plan_aim ? "yes" : "no") << '\n';
}

} // namespace

} // namespace headroom::bench

int main(int count, char** arguments) {
    try {
        headroom::bench::run(count > 1 ? std::stoi(arguments[1]) : headroom::bench::usual_rounds);
    } catch (const com::sun::star::uno::Exception& exception) {
        std::cerr << exception.Message << '\n';
        return 1;
    } catch (const std::exception& exception) {
        std::cerr << exception.what() << '\n';
        return 1;
    }
}
