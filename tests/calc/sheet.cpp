#include "sheet.hpp"

#include "strings.hpp"

#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/container/XNamed.hpp>
#include <com/sun/star/sheet/XArrayFormulaRange.hpp>
#include <com/sun/star/sheet/XCellRangeAddressable.hpp>
#include <com/sun/star/sheet/XCellRangeData.hpp>
#include <com/sun/star/sheet/XCellRangeFormula.hpp>
#include <com/sun/star/sheet/XSheetCellRanges.hpp>
#include <com/sun/star/sheet/XUsedAreaCursor.hpp>
#include <com/sun/star/table/CellContentType.hpp>
#include <com/sun/star/table/XColumnRowRange.hpp>
#include <com/sun/star/text/XText.hpp>
#include <com/sun/star/util/XProtectable.hpp>
#include <com/sun/star/util/XSearchable.hpp>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace headroom::test {

namespace uno = com::sun::star::uno;
namespace table = com::sun::star::table;

namespace {

constexpr Failure failures[] = {Failure::invalid, Failure::count, Failure::no_answer,
                                Failure::division, Failure::not_available};

Cell failed(int error) {
    const auto* const found =
        std::find_if(std::begin(failures), std::end(failures),
                     [&](Failure failure) { return calc_error(failure) == error; });
    return found == std::end(failures) ? Cell(CellError{error}) : Cell(*found);
}

uno::Any any_of(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return uno::Any(*number);
    }
    if (const std::string* text = std::get_if<std::string>(&cell)) {
        return uno::Any(wide(*text));
    }
    return uno::Any(rtl::OUString()); // Calc would make #N/A of a void.
}

Block extent(At first, std::size_t rows, std::size_t columns) {
    return {first, static_cast<int>(rows), static_cast<int>(columns)};
}

} // namespace

std::string At::name() const {
    std::string letters;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters + std::to_string(row + 1);
}

std::string Block::name() const {
    return first.name() + ":" + At{first.row + rows - 1, first.column + columns - 1}.name();
}

int calc_error(Failure failure) {
    switch (failure) {
    case Failure::invalid:
        return 502;
    case Failure::count:
        return 504;
    case Failure::no_answer:
        return 503;
    case Failure::division:
        return 532;
    case Failure::not_available:
        return 32767;
    case Failure::cell:
        break; // That has a number of its own.
    }
    throw std::logic_error("a failure of unknown kind");
}

std::string Sheet::name() const {
    const uno::Reference<com::sun::star::container::XNamed> named(sheet_, uno::UNO_QUERY_THROW);
    return narrow(named->getName());
}

uno::Reference<table::XCell> Sheet::cell(At at) const {
    return sheet_->getCellByPosition(at.column, at.row);
}

uno::Reference<table::XCellRange> Sheet::range(const Block& block) const {
    const auto& [first, rows, columns] = block;
    return sheet_->getCellRangeByPosition(first.column, first.row, first.column + columns - 1,
                                          first.row + rows - 1);
}

void Sheet::set_number(At at, double value) {
    cell(at)->setValue(value);
}

void Sheet::set_text(At at, std::string_view text) {
    const uno::Reference<com::sun::star::text::XTextRange> content(cell(at), uno::UNO_QUERY_THROW);
    content->setString(wide(text));
}

void Sheet::set_formula(At at, std::string_view formula) {
    cell(at)->setFormula(wide(formula));
}

void Sheet::set_array_formula(const Block& block, std::string_view formula) {
    const uno::Reference<com::sun::star::sheet::XArrayFormulaRange> cells(range(block),
                                                                          uno::UNO_QUERY_THROW);
    cells->setArrayFormula(wide(formula));
}

void Sheet::clear(At at) {
    set_formula(at, "");
}

void Sheet::insert_rows(int first, int count) {
    const uno::Reference<com::sun::star::table::XColumnRowRange> range(sheet_,
                                                                       uno::UNO_QUERY_THROW);
    range->getRows()->insertByIndex(first, count);
}

void Sheet::protect(std::string_view password) {
    const uno::Reference<com::sun::star::util::XProtectable> protectable(sheet_,
                                                                         uno::UNO_QUERY_THROW);
    protectable->protect(wide(password));
}

double Sheet::value(At at) const {
    return cell(at)->getValue();
}

std::string Sheet::text(At at) const {
    const uno::Reference<com::sun::star::text::XTextRange> content(cell(at), uno::UNO_QUERY_THROW);
    return narrow(content->getString());
}

std::string Sheet::formula(At at) const {
    return narrow(cell(at)->getFormula());
}

int Sheet::error(At at) const {
    return cell(at)->getError();
}

Cell Sheet::content(At at) const {
    return read(Block{.first = at}).at(0, 0);
}

void Sheet::set_number_format(At at, std::string_view code) {
    const rtl::OUString format = wide(code);
    const com::sun::star::lang::Locale english("en", "US", {});
    sal_Int32 key = formats_->queryKey(format, english, false);
    if (key < 0) {
        key = formats_->addNew(format, english);
    }
    const uno::Reference<com::sun::star::beans::XPropertySet> cell_properties(cell(at),
                                                                              uno::UNO_QUERY_THROW);
    cell_properties->setPropertyValue("NumberFormat", uno::Any(key));
}

std::string Sheet::number_format(At at) const {
    const uno::Reference<com::sun::star::beans::XPropertySet> cell_properties(cell(at),
                                                                              uno::UNO_QUERY_THROW);
    const auto key = cell_properties->getPropertyValue("NumberFormat").get<sal_Int32>();
    return narrow(formats_->getByKey(key)->getPropertyValue("FormatString").get<rtl::OUString>());
}

std::vector<At> Sheet::in_style(std::string_view style) const {
    const uno::Reference<com::sun::star::util::XSearchable> searchable(sheet_,
                                                                       uno::UNO_QUERY_THROW);
    const auto search = searchable->createSearchDescriptor();
    search->setPropertyValue("SearchStyles", uno::Any(true));
    search->setSearchString(wide(style));
    const uno::Reference<com::sun::star::sheet::XSheetCellRanges> ranges(
        searchable->findAll(search), uno::UNO_QUERY);
    std::vector<At> cells;
    if (ranges.is()) {
        for (const table::CellRangeAddress& range : ranges->getRangeAddresses()) {
            for (int row = range.StartRow; row <= range.EndRow; ++row) {
                for (int column = range.StartColumn; column <= range.EndColumn; ++column) {
                    cells.push_back({row, column});
                }
            }
        }
    }
    std::sort(cells.begin(), cells.end());
    return cells;
}

Block Sheet::used() const {
    const uno::Reference<com::sun::star::sheet::XUsedAreaCursor> cursor(sheet_->createCursor(),
                                                                        uno::UNO_QUERY_THROW);
    cursor->gotoEndOfUsedArea(false);
    const uno::Reference<com::sun::star::sheet::XCellRangeAddressable> last(cursor,
                                                                            uno::UNO_QUERY_THROW);
    const table::CellRangeAddress address = last->getRangeAddress();
    return {.first = {}, .rows = address.EndRow + 1, .columns = address.EndColumn + 1};
}

void Sheet::write(At first, const Table& values) {
    if (values.rows() == 0) {
        return;
    }
    uno::Sequence<uno::Sequence<uno::Any>> rows(static_cast<sal_Int32>(values.rows()));
    for (std::size_t row = 0; row < values.rows(); ++row) {
        uno::Sequence<uno::Any> cells(static_cast<sal_Int32>(values.columns()));
        for (std::size_t column = 0; column < values.columns(); ++column) {
            cells.getArray()[column] = any_of(values.at(row, column));
        }
        rows.getArray()[row] = cells;
    }
    const uno::Reference<com::sun::star::sheet::XCellRangeData> cells(
        range(extent(first, values.rows(), values.columns())), uno::UNO_QUERY_THROW);
    cells->setDataArray(rows);
}

void Sheet::write_formulas(At first, const std::vector<std::vector<std::string>>& formulas) {
    if (formulas.empty()) {
        return;
    }
    uno::Sequence<uno::Sequence<rtl::OUString>> rows(static_cast<sal_Int32>(formulas.size()));
    for (std::size_t row = 0; row < formulas.size(); ++row) {
        uno::Sequence<rtl::OUString> cells(static_cast<sal_Int32>(formulas[row].size()));
        std::transform(formulas[row].begin(), formulas[row].end(), cells.getArray(), wide);
        rows.getArray()[row] = cells;
    }
    const uno::Reference<com::sun::star::sheet::XCellRangeFormula> cells(
        range(extent(first, formulas.size(), formulas.front().size())), uno::UNO_QUERY_THROW);
    cells->setFormulaArray(rows);
}

Table Sheet::read(const Block& block) const {
    const uno::Reference<com::sun::star::sheet::XCellRangeData> cells(range(block),
                                                                      uno::UNO_QUERY_THROW);
    const uno::Sequence<uno::Sequence<uno::Any>> rows = cells->getDataArray();
    Table values(static_cast<std::size_t>(block.rows), static_cast<std::size_t>(block.columns));
    for (sal_Int32 row = 0; row < block.rows; ++row) {
        for (sal_Int32 column = 0; column < block.columns; ++column) {
            const uno::Any& any = rows[row][column];
            Cell& value =
                values.at(static_cast<std::size_t>(row), static_cast<std::size_t>(column));
            if (any.getValueTypeClass() == uno::TypeClass_DOUBLE) {
                value = any.get<double>();
            } else if (any.getValueTypeClass() == uno::TypeClass_STRING) {
                const auto text = any.get<rtl::OUString>();
                value = text.isEmpty() ? Cell() : Cell(narrow(text));
            } else {
                const At at{block.first.row + row, block.first.column + column};
                value = failed(error(at));
            }
        }
    }
    return values;
}

} // namespace headroom::test
