#pragma once

#include "office.hpp"
#include "times.hpp"

#include <com/sun/star/sheet/FillDirection.hpp>
#include <com/sun/star/sheet/XCalculatable.hpp>
#include <com/sun/star/sheet/XCellSeries.hpp>

#include <chrono>

namespace headroom::bench {

/// A document that is timed while all of its cells are calculated anew.
class Recalculated {
public:
    /// Times are per result, of which the document holds so many.
    Recalculated(test::Office& office, std::size_t results)
        : document_(office.create()), results_(static_cast<double>(results)) {}

    test::Document& document() { return document_; }

    /// One recalculation is one call to the office: what the call itself takes is lost in it.
    void recalculate() {
        const com::sun::star::uno::Reference<com::sun::star::sheet::XCalculatable> calculatable(
            document_.uno(), com::sun::star::uno::UNO_QUERY_THROW);
        const auto start = std::chrono::steady_clock::now();
        calculatable->calculateAll();
        const std::chrono::duration<double, std::micro> time =
            std::chrono::steady_clock::now() - start;
        times_.add(time.count() / results_);
    }

    void forget_times() { times_ = {}; }
    /// In microseconds per result.
    const Times& times() const { return times_; }

private:
    test::Document document_;
    double results_;
    Times times_;
};

/// Copies the first row of the block into all others, as an accountant does it; and much quicker
/// than to write every formula.
inline void fill_down(const test::Sheet& sheet, const test::Block& block) {
    const com::sun::star::uno::Reference<com::sun::star::sheet::XCellSeries> series(
        sheet.range(block), com::sun::star::uno::UNO_QUERY_THROW);
    series->fillAuto(com::sun::star::sheet::FillDirection_TO_BOTTOM, 1);
}

} // namespace headroom::bench
