#include "convert.hpp"

#include "uno/object.hpp"
#include "uno/sequence.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <stdexcept>

namespace headroom {

namespace {

using uno::Any;
using uno::Elements;
using uno::Method;
using uno::Object;
using uno::TypeClass;
using uno::View;

Cell cell_from(const View& value) {
    switch (value.type_class()) {
    case TypeClass::float64:
        return value.number();
    case TypeClass::string:
        // In a range, Calc sends a blank cell as an empty text.
        return value.letters().empty() ? Cell() : Cell(value.text());
    case TypeClass::none:
        return {};
    default:
        throw std::invalid_argument("a cell of unknown type");
    }
}

/// `cell` makes one of a value in that row and column.
template <class Read> Table table_from(const View& value, const Read& cell) {
    const Elements rows = value.elements();
    Table table(rows.size(), rows.size() == 0 ? 0 : rows[0].elements().size());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const Elements cells = rows[row].elements();
        for (std::size_t column = 0; column < table.columns(); ++column) {
            table.at(row, column) = cell(cells[column], row, column);
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
constexpr std::int32_t long_range = 1000;

/// Rows and columns of a sheet, both ends included.
struct Bounds {
    std::int32_t first_row;
    std::int32_t last_row;
    std::int32_t first_column;
    std::int32_t last_column;
};

Bounds bounds_of(const Object& range) {
    static const Method get_address("com.sun.star.sheet.XCellRangeAddressable", "getRangeAddress");
    static constexpr const char* address_type = "com.sun.star.table.CellRangeAddress";
    static const uno::Field first_row(address_type, "StartRow");
    static const uno::Field last_row(address_type, "EndRow");
    static const uno::Field first_column(address_type, "StartColumn");
    static const uno::Field last_column(address_type, "EndColumn");
    const Any address = get_address(range);
    const auto whole = [&](const uno::Field& field) {
        return static_cast<std::int32_t>(field(address).whole());
    };
    return {whole(first_row), whole(last_row), whole(first_column), whole(last_column)};
}

/// The part of a range from its first row and column on; null when it is empty.
Object beginning(const Object& range, std::int32_t rows, std::int32_t columns) {
    static const Method get_part("com.sun.star.table.XCellRange", "getCellRangeByPosition");
    if (rows <= 0 || columns <= 0) {
        return {};
    }
    return get_part(range, std::int32_t{0}, std::int32_t{0}, columns - 1, rows - 1).object();
}

Object used_part(const Object& range, const Bounds& whole) {
    static const Method get_sheet("com.sun.star.sheet.XSheetCellRange", "getSpreadsheet");
    static const Method create_cursor("com.sun.star.sheet.XSpreadsheet", "createCursor");
    static const Method go_to_end("com.sun.star.sheet.XUsedAreaCursor", "gotoEndOfUsedArea");
    if (whole.last_row - whole.first_row < long_range &&
        whole.last_column - whole.first_column < long_range) {
        return range;
    }
    const Object cursor = create_cursor(get_sheet(range).object()).object();
    go_to_end(cursor, false);
    const Bounds end = bounds_of(cursor);
    return beginning(range, std::min(whole.last_row, end.last_row) - whole.first_row + 1,
                     std::min(whole.last_column, end.last_column) - whole.first_column + 1);
}

int error_in(const Object& range, std::size_t row, std::size_t column) {
    static const Method get_cell("com.sun.star.table.XCellRange", "getCellByPosition");
    static const Method get_error("com.sun.star.table.XCell", "getError");
    const Object cell =
        get_cell(range, static_cast<std::int32_t>(column), static_cast<std::int32_t>(row)).object();
    return static_cast<int>(get_error(cell).whole());
}

Value used_cells(const Object& range, const Bounds& whole) {
    static const Method get_data("com.sun.star.sheet.XCellRangeData", "getDataArray");
    const Object used = used_part(range, whole);
    if (!used) {
        return Table();
    }
    const Any data = get_data(used);
    return table_from(data, [&](const View& cell, std::size_t row, std::size_t column) {
        // Calc hands an error over as nothing at all; a blank comes as an empty text.
        return cell.is_void() ? Cell(CellError{error_in(used, row, column)}) : cell_from(cell);
    });
}

Value range_from(const Object& range, std::int32_t columns) {
    if (!range) {
        return {}; // left out
    }
    Bounds whole = bounds_of(range);
    if (columns == 0 || whole.last_column - whole.first_column < columns) {
        return used_cells(range, whole);
    }
    whole.last_column = whole.first_column + columns - 1;
    return used_cells(beginning(range, whole.last_row - whole.first_row + 1, columns), whole);
}

Any any_from(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return std::isfinite(*number) ? *number : error_number(Failure::no_answer);
    }
    if (const Failure* failure = std::get_if<Failure>(&cell)) {
        return error_number(*failure);
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return text == nullptr ? std::string() : *text;
}

} // namespace

Value value_from(const View& argument, std::size_t columns) {
    switch (argument.type_class()) {
    case TypeClass::float64:
        return argument.number();
    case TypeClass::string:
        return argument.text();
    case TypeClass::none:
        return {};
    case TypeClass::sequence:
        return table_from(
            argument, [](const View& cell, std::size_t, std::size_t) { return cell_from(cell); });
    case TypeClass::interface:
        return range_from(argument.object(), static_cast<std::int32_t>(columns));
    default:
        throw std::invalid_argument("an argument of unknown type");
    }
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
        return *number;
    }
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    const Table& table = std::get<Table>(value);
    uno::Sequence<uno::Sequence<Any>> rows(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        uno::Sequence<Any> cells(table.columns());
        for (std::size_t column = 0; column < table.columns(); ++column) {
            cells[column] = any_from(table.at(row, column));
        }
        rows[row] = std::move(cells);
    }
    return rows;
}

} // namespace headroom
