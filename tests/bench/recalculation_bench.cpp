// Times hard recalculations of many cells in real Calc, and holds Headroom's functions against
// functions that do nothing, against LibreOffice's own and against native formulas.
// Usage: recalculation_bench [ROUNDS]

#include "bench_paths.hpp"
#include "office.hpp"
#include "subjects.hpp"
#include "times.hpp"

#include <com/sun/star/sheet/FillDirection.hpp>
#include <com/sun/star/sheet/XCalculatable.hpp>
#include <com/sun/star/sheet/XCellSeries.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <string>

namespace headroom::bench {

namespace {

namespace uno = com::sun::star::uno;
using com::sun::star::sheet::XCalculatable;
using com::sun::star::sheet::XCellSeries;

constexpr std::size_t rows = 20000;
constexpr int usual_rounds = 31;
constexpr auto limit = std::chrono::minutes(20);
constexpr double aim = 1.15;

/// A document that holds one subject and nothing else.
class Measured {
public:
    Measured(test::Office& office, const Subject& subject)
        : subject_(subject), document_(office.create()),
          calculatable_(document_.uno(), uno::UNO_QUERY_THROW) {
        test::Sheet sheet = document_.sheet();
        if (!subject.arguments.empty()) {
            sheet.write({0, 0}, arguments(subject, rows));
        }
        const test::Block cells{.first = {0, static_cast<int>(subject.arguments.size())},
                                .rows = rows,
                                .columns = static_cast<int>(subject.formulas.size())};
        sheet.write_formulas(cells.first, {subject.formulas});
        // As an accountant does it, and much quicker than to write every formula.
        const uno::Reference<XCellSeries> series(sheet.range(cells), uno::UNO_QUERY_THROW);
        series->fillAuto(com::sun::star::sheet::FillDirection_TO_BOTTOM, 1);
    }

    /// One recalculation is one call to the office: what the call itself takes is lost in it.
    void recalculate() {
        const auto start = std::chrono::steady_clock::now();
        calculatable_->calculateAll();
        const std::chrono::duration<double, std::micro> time =
            std::chrono::steady_clock::now() - start;
        times_.add(time.count() / static_cast<double>(rows));
    }

    /// Forgets the times so far. Throws std::runtime_error when a cell is in error.
    Table results() {
        times_ = {};
        const std::size_t column = subject_.arguments.size() + subject_.formulas.size() - 1;
        return document_.sheet().read({.first = {0, static_cast<int>(column)}, .rows = rows});
    }

    std::string_view name() const { return subject_.name; }
    const Times& times() const { return times_; }

private:
    const Subject& subject_;
    test::Document document_;
    uno::Reference<XCalculatable> calculatable_;
    Times times_;
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

/// One line of the table: what was timed, and what it is held against.
struct Line {
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

std::ostream& operator<<(std::ostream& out, const Line& line) {
    const Times& times = line.measured.times();
    out << std::setw(28) << std::left << line.measured.name();
    out << column << times.median() << column << times.minimum();
    for (const Measured* other : {&line.nothing, &line.own}) {
        out << column << times.per(other->times()).median();
        out << column << times.minimum() / other->times().minimum();
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

    // The first time, functions are looked up and memory is laid out.
    for (Measured* measured : all) {
        measured->recalculate();
        measured->results();
    }
    expect_same(margin.results(), native.results());
    for (int round = 0; round < rounds; ++round) {
        for (Measured* measured : all) {
            measured->recalculate();
        }
        // There and back: nobody is always the first or the last.
        std::reverse(all.begin(), all.end());
    }

    const Line margin_line{margin, seven, own};
    const Line cuts_line{cuts, eight, own};
    std::cout
        << rows << " results each, " << rounds
        << " rounds; microseconds per result, and ratios within a round\n\n"
        << "                             microseconds         to nothing        to AMORLINC\n"
        << "                               median  minimum   median  minimum   median  minimum\n"
        << margin_line << cuts_line << Line{seven, seven, own} << Line{eight, eight, own}
        << Line{own, seven, own} << Line{native, seven, own}
        << "\nGPUMARGIN and REQUIREDCUTS within " << aim
        << " of nothing and below AMORLINC (medians): "
        << (margin_line.reaches_aim() && cuts_line.reaches_aim() ? "yes" : "no") << '\n';
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
