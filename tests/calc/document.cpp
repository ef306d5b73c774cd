#include "document.hpp"

#include "strings.hpp"

#include <com/sun/star/beans/PropertyValue.hpp>
#include <com/sun/star/beans/XPropertySet.hpp>
#include <com/sun/star/container/XIndexAccess.hpp>
#include <com/sun/star/frame/XStorable.hpp>
#include <com/sun/star/sheet/XCalculatable.hpp>
#include <com/sun/star/sheet/XCellRangeAddressable.hpp>
#include <com/sun/star/sheet/XCellRangeReferrer.hpp>
#include <com/sun/star/sheet/XNamedRanges.hpp>
#include <com/sun/star/util/XCloseable.hpp>
#include <com/sun/star/util/XNumberFormatsSupplier.hpp>
#include <com/sun/star/util/XProtectable.hpp>

namespace headroom::test {

namespace uno = com::sun::star::uno;
namespace container = com::sun::star::container;

Document::~Document() {
    if (!document_.is()) {
        return;
    }
    try {
        const uno::Reference<com::sun::star::util::XCloseable> open(document_,
                                                                    uno::UNO_QUERY_THROW);
        open->close(true);
    } catch (const uno::Exception&) {
        // The office is gone already, and the document with it.
        document_.clear();
    }
}

int Document::sheets() const {
    const uno::Reference<container::XIndexAccess> sheets(document_->getSheets(),
                                                         uno::UNO_QUERY_THROW);
    return sheets->getCount();
}

Sheet Document::wrapped(const uno::Any& sheet) const {
    const uno::Reference<com::sun::star::util::XNumberFormatsSupplier> supplier(
        document_, uno::UNO_QUERY_THROW);
    return {uno::Reference<com::sun::star::sheet::XSpreadsheet>(sheet, uno::UNO_QUERY_THROW),
            supplier->getNumberFormats()};
}

Sheet Document::sheet(int index) const {
    const uno::Reference<container::XIndexAccess> sheets(document_->getSheets(),
                                                         uno::UNO_QUERY_THROW);
    return wrapped(sheets->getByIndex(index));
}

Sheet Document::sheet(std::string_view name) const {
    return wrapped(document_->getSheets()->getByName(wide(name)));
}

Sheet Document::add_sheet(std::string_view name) {
    document_->getSheets()->insertNewByName(wide(name), static_cast<sal_Int16>(sheets()));
    return sheet(name);
}

void Document::name_cells(std::string_view name, const Sheet& sheet, const Block& block) {
    const uno::Reference<com::sun::star::beans::XPropertySet> properties(document_,
                                                                         uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::sheet::XNamedRanges> names(
        properties->getPropertyValue("NamedRanges"), uno::UNO_QUERY_THROW);
    const auto fixed = [](At at) {
        const std::string cell = at.name();
        const std::size_t digits = cell.find_first_of("0123456789");
        return "$" + cell.substr(0, digits) + "$" + cell.substr(digits);
    };
    const At last{block.first.row + block.rows - 1, block.first.column + block.columns - 1};
    std::string quoted;
    for (const char letter : sheet.name()) {
        quoted += letter == '\'' ? "''" : std::string(1, letter);
    }
    const std::string content =
        "$'" + quoted + "'." + fixed(block.first) + (last == block.first ? "" : ":" + fixed(last));
    names->addNewByName(wide(name), wide(content), com::sun::star::table::CellAddress(), 0);
}

void Document::name_cells_on(const Sheet& sheet, std::string_view name, std::string_view content) {
    const uno::Reference<com::sun::star::beans::XPropertySet> properties(sheet.uno(),
                                                                         uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::sheet::XNamedRanges> names(
        properties->getPropertyValue("NamedRanges"), uno::UNO_QUERY_THROW);
    names->addNewByName(wide(name), wide(content), com::sun::star::table::CellAddress(), 0);
}

void Document::name_formula(std::string_view name, std::string_view content, At from) {
    const uno::Reference<com::sun::star::beans::XPropertySet> properties(document_,
                                                                         uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::sheet::XNamedRanges> names(
        properties->getPropertyValue("NamedRanges"), uno::UNO_QUERY_THROW);
    names->addNewByName(wide(name), wide(content),
                        com::sun::star::table::CellAddress(0, from.column, from.row), 0);
}

void Document::protect() {
    const uno::Reference<com::sun::star::util::XProtectable> protectable(document_,
                                                                         uno::UNO_QUERY_THROW);
    protectable->protect({});
}

void Document::unprotect() {
    const uno::Reference<com::sun::star::util::XProtectable> protectable(document_,
                                                                         uno::UNO_QUERY_THROW);
    protectable->unprotect({});
}

std::map<std::string, Place> Document::named_cells() const {
    const uno::Reference<com::sun::star::beans::XPropertySet> properties(document_,
                                                                         uno::UNO_QUERY_THROW);
    const uno::Reference<com::sun::star::sheet::XNamedRanges> names(
        properties->getPropertyValue("NamedRanges"), uno::UNO_QUERY_THROW);
    std::map<std::string, Place> cells;
    for (const rtl::OUString& name : names->getElementNames()) {
        const uno::Reference<com::sun::star::sheet::XCellRangeReferrer> named(
            names->getByName(name), uno::UNO_QUERY_THROW);
        const uno::Reference<com::sun::star::sheet::XCellRangeAddressable> range(
            named->getReferredCells(), uno::UNO_QUERY_THROW);
        const com::sun::star::table::CellRangeAddress address = range->getRangeAddress();
        if (address.StartColumn != address.EndColumn) {
            continue; // a whole table
        }
        cells[narrow(name)] = {.sheet = sheet(address.Sheet).name(),
                               .at = {.row = address.StartRow, .column = address.StartColumn}};
    }
    return cells;
}

std::vector<Place> Document::in_style(std::string_view style) const {
    std::vector<Place> cells;
    for (int index = 0; index < sheets(); ++index) {
        const Sheet one = sheet(index);
        for (const At at : one.in_style(style)) {
            cells.push_back({.sheet = one.name(), .at = at});
        }
    }
    return cells;
}

void Document::calculate_all() {
    const uno::Reference<com::sun::star::sheet::XCalculatable> calculatable(document_,
                                                                            uno::UNO_QUERY_THROW);
    calculatable->calculateAll();
}

void Document::store(const std::filesystem::path& file, std::string_view filter) const {
    com::sun::star::beans::PropertyValue name;
    name.Name = "FilterName";
    name.Value <<= wide(filter);
    const uno::Reference<com::sun::star::frame::XStorable> storable(document_,
                                                                    uno::UNO_QUERY_THROW);
    storable->storeToURL(wide("file://" + std::filesystem::absolute(file).string()),
                         uno::Sequence<com::sun::star::beans::PropertyValue>(&name, 1));
}

void Document::store_with_password(const std::filesystem::path& file,
                                   std::string_view password) const {
    uno::Sequence<com::sun::star::beans::PropertyValue> properties(2);
    properties.getArray()[0].Name = "FilterName";
    properties.getArray()[0].Value <<= wide(filter::ods);
    properties.getArray()[1].Name = "Password";
    properties.getArray()[1].Value <<= wide(password);
    const uno::Reference<com::sun::star::frame::XStorable> storable(document_,
                                                                    uno::UNO_QUERY_THROW);
    storable->storeToURL(wide("file://" + std::filesystem::absolute(file).string()), properties);
}

} // namespace headroom::test
