#include "convert.hpp"

#include <rtl/ustring.hxx>

#include <bit>
#include <cstdint>
#include <stdexcept>

namespace headroom {

namespace {

using com::sun::star::uno::Sequence;
using com::sun::star::uno::TypeClass_DOUBLE;
using com::sun::star::uno::TypeClass_SEQUENCE;
using com::sun::star::uno::TypeClass_STRING;
using com::sun::star::uno::TypeClass_VOID;

std::string utf8(const rtl::OUString& text) {
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
        for (std::size_t column = 0; column < columns; ++column) {
            table.at(row, column) =
                cell_from(rows[static_cast<sal_Int32>(row)][static_cast<sal_Int32>(column)]);
        }
    }
    return table;
}

Any any_from(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return Any(*number);
    }
    if (const Failure* failure = std::get_if<Failure>(&cell)) {
        return Any(error_number(*failure));
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return Any(text == nullptr ? rtl::OUString() : utf16(*text));
}

double nan_with(std::uint32_t calc_error) {
    return std::bit_cast<double>(std::uint64_t{0x7FF80000'00000000} | calc_error);
}

} // namespace

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
    }
    return internal_error_number();
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
