#include "convert.hpp"

#include <com/sun/star/sheet/XCellRangeAddressable.hpp>
#include <com/sun/star/sheet/XCellRangeData.hpp>
#include <com/sun/star/sheet/XSheetCellRange.hpp>
#include <com/sun/star/sheet/XSpreadsheet.hpp>
#include <com/sun/star/sheet/XUsedAreaCursor.hpp>
#include <rtl/ustring.hxx>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <stdexcept>

namespace headroom {

namespace {

using com::sun::star::sheet::XCellRangeAddressable;
using com::sun::star::sheet::XCellRangeData;
using com::sun::star::sheet::XSheetCellRange;
using com::sun::star::sheet::XSpreadsheet;
using com::sun::star::sheet::XUsedAreaCursor;
using com::sun::star::table::CellRangeAddress;
using com::sun::star::table::XCellRange;
using com::sun::star::uno::Reference;
using com::sun::star::uno::Sequence;
using com::sun::star::uno::TypeClass_DOUBLE;
using com::sun::star::uno::TypeClass_SEQUENCE;
using com::sun::star::uno::TypeClass_STRING;
using com::sun::star::uno::TypeClass_VOID;
using com::sun::star::uno::UNO_QUERY_THROW;

std::string utf8(const rtl::OUString& text) {
    // Most texts are ASCII, and then a letter is a byte.
    std::string ascii(static_cast<std::size_t>(text.getLength()), char());
    sal_Unicode all = 0;
    for (sal_Int32 i = 0; i < text.getLength(); ++i) {
        all |= text[i];
        ascii[static_cast<std::size_t>(i)] = static_cast<char>(text[i]);
    }
    if (all < 0x80) {
        return ascii;
    }
    const rtl::OString bytes = rtl::OUStringToOString(text, RTL_TEXTENCODING_UTF8);
    return {bytes.getStr(), static_cast<std::size_t>(bytes.getLength())};
}

rtl::OUString utf16(const std::string& text) {
    return rtl::OStringToOUString(rtl::OString(text.data(), static_cast<sal_Int32>(text.size())),
                                  RTL_TEXTENCODING_UTF8);
}

Cell cell_from(const Any& any) {
    switch (any.getValueTypeClass()) {
    case TypeClass_DOUBLE:
        return *static_cast<const double*>(any.getValue());
    case TypeClass_STRING: {
        // In a range, Calc sends a blank cell as an empty text.
        const auto& text = *static_cast<const rtl::OUString*>(any.getValue());
        return text.isEmpty() ? Cell() : Cell(utf8(text));
    }
    case TypeClass_VOID:
        return {};
    default:
        throw std::invalid_argument("a cell of unknown type");
    }
}

Table table_from(const Sequence<Anys>& rows) {
    const std::size_t columns =
        rows.hasElements() ? static_cast<std::size_t>(rows[0].getLength()) : 0;
    Table table(static_cast<std::size_t>(rows.getLength()), columns);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const Anys& cells = rows[static_cast<sal_Int32>(row)];
        for (std::size_t column = 0; column < columns; ++column) {
            table.at(row, column) = cell_from(cells[static_cast<sal_Int32>(column)]);
        }
    }
    return table;
}

double nan_with(std::uint32_t calc_error) {
    return std::bit_cast<double>(std::uint64_t{0x7FF80000'00000000} | calc_error);
}

double error_number(Failure failure) {
    switch (failure) {
    case Failure::invalid:
        return nan_with(502);
    case Failure::count:
        return nan_with(504);
    case Failure::no_answer:
        return nan_with(503);
    case Failure::division:
        return nan_with(532);
    case Failure::not_available:
        return nan_with(32767);
    case Failure::cell:
        break;
    }
    return nan_with(519);
}

/// A range longer than this is cut to the used part of its sheet before it is read.
constexpr sal_Int32 long_range = 1000;

CellRangeAddress address_of(const CellRange& range) {
    return Reference<XCellRangeAddressable>(range, UNO_QUERY_THROW)->getRangeAddress();
}

Reference<XCellRange> used_part(const CellRange& range, const CellRangeAddress& whole) {
    if (whole.EndRow - whole.StartRow < long_range &&
        whole.EndColumn - whole.StartColumn < long_range) {
        return range;
    }
    const Reference<XSpreadsheet> sheet =
        Reference<XSheetCellRange>(range, UNO_QUERY_THROW)->getSpreadsheet();
    const Reference<XUsedAreaCursor> cursor(sheet->createCursor(), UNO_QUERY_THROW);
    cursor->gotoEndOfUsedArea(false);
    const CellRangeAddress end =
        Reference<XCellRangeAddressable>(cursor, UNO_QUERY_THROW)->getRangeAddress();
    const sal_Int32 last_row = std::min(whole.EndRow, end.EndRow);
    const sal_Int32 last_column = std::min(whole.EndColumn, end.EndColumn);
    if (last_row < whole.StartRow || last_column < whole.StartColumn) {
        return {};
    }
    return range->getCellRangeByPosition(0, 0, last_column - whole.StartColumn,
                                         last_row - whole.StartRow);
}

Value used_cells(const CellRange& range, const CellRangeAddress& whole) {
    const Reference<XCellRange> used = used_part(range, whole);
    if (!used.is()) {
        return Table();
    }
    const Sequence<Anys> rows = Reference<XCellRangeData>(used, UNO_QUERY_THROW)->getDataArray();
    Table table = table_from(rows);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const Anys& cells = rows[static_cast<sal_Int32>(row)];
        for (std::size_t column = 0; column < table.columns(); ++column) {
            // Calc hands an error over as nothing at all; a blank comes as an empty text.
            if (!cells[static_cast<sal_Int32>(column)].hasValue()) {
                const auto cell = used->getCellByPosition(static_cast<sal_Int32>(column),
                                                          static_cast<sal_Int32>(row));
                table.at(row, column) = CellError{cell->getError()};
            }
        }
    }
    return table;
}

Any any_from(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return Any(std::isfinite(*number) ? *number : error_number(Failure::no_answer));
    }
    if (const Failure* failure = std::get_if<Failure>(&cell)) {
        return Any(error_number(*failure));
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return Any(text == nullptr ? rtl::OUString() : utf16(*text));
}

} // namespace

Value value_from(const CellRange& range) {
    return range.is() ? used_cells(range, address_of(range)) : Value(); // blank: left out
}

Value value_from(const FirstColumns& columns) {
    if (!columns.range.is()) {
        return {}; // left out
    }
    CellRangeAddress whole = address_of(columns.range);
    const sal_Int32 last = whole.EndColumn - whole.StartColumn;
    if (last < columns.count) {
        return used_cells(columns.range, whole);
    }
    whole.EndColumn = whole.StartColumn + columns.count - 1;
    return used_cells(columns.range->getCellRangeByPosition(0, 0, columns.count - 1,
                                                            whole.EndRow - whole.StartRow),
                      whole);
}

Value value_from(const Any& any) {
    switch (any.getValueTypeClass()) {
    case TypeClass_DOUBLE:
        return *static_cast<const double*>(any.getValue());
    case TypeClass_STRING:
        return utf8(*static_cast<const rtl::OUString*>(any.getValue()));
    case TypeClass_VOID:
        return {};
    case TypeClass_SEQUENCE: {
        Sequence<Anys> rows;
        if (any >>= rows) {
            return table_from(rows);
        }
        break;
    }
    default:
        break;
    }
    throw std::invalid_argument("an argument of unknown type");
}

double error_number(const Error& error) {
    return error.kind() == Failure::cell ? nan_with(static_cast<std::uint32_t>(error.cell()))
                                         : error_number(error.kind());
}

double internal_error_number() {
    return nan_with(519);
}

Any any_from(const Value& value) {
    if (const double* number = std::get_if<double>(&value)) {
        return Any(*number);
    }
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return Any(utf16(*text));
    }
    const Table& table = std::get<Table>(value);
    Sequence<Anys> rows(static_cast<sal_Int32>(table.rows()));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        Anys cells(static_cast<sal_Int32>(table.columns()));
        for (std::size_t column = 0; column < table.columns(); ++column) {
            cells.getArray()[column] = any_from(table.at(row, column));
        }
        rows.getArray()[row] = cells;
    }
    return Any(rows);
}

} // namespace headroom
