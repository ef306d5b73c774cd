#pragma once

#include "core/value.hpp"

#include <com/sun/star/table/XCellRange.hpp>
#include <com/sun/star/uno/Any.hxx>
#include <com/sun/star/uno/Sequence.hxx>

namespace headroom {

using com::sun::star::uno::Any;
using Anys = com::sun::star::uno::Sequence<Any>;
using CellRange = com::sun::star::uno::Reference<com::sun::star::table::XCellRange>;

/// A cell, a constant or a range as Calc hands it over; void (left out) becomes blank. Of a range,
/// blank cells are blank. Throws std::invalid_argument for what Calc never sends.
Value value_from(const Any& any);

/// The cells of a range that are used, with the errors they are in. A whole column costs no more
/// than what stands in it.
Value value_from(const CellRange& range);

/// A range of which only the first columns are read.
struct FirstColumns {
    const CellRange& range;
    int count;
};
Value value_from(const FirstColumns& columns);

/// The number that makes Calc show a failure: a NaN with Calc's error code in its low 32 bits.
double error_number(const Error& error);

/// #VALUE!, for what should never happen.
double internal_error_number();

Any any_from(const Value& value);

} // namespace headroom
