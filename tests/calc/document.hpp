#pragma once

#include "sheet.hpp"

#include <com/sun/star/sheet/XSpreadsheetDocument.hpp>

#include <compare>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::test {

/// The names of the office's export filters.
namespace filter {

inline constexpr std::string_view ods = "calc8";
inline constexpr std::string_view ods_template = "calc8_template";
inline constexpr std::string_view xlsx = "Calc MS Excel 2007 XML";
inline constexpr std::string_view pdf = "calc_pdf_Export";

} // namespace filter

/// A cell of a document.
struct Place {
    std::string sheet;
    At at;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes this for a comparison with 0
    auto operator<=>(const Place&) const = default;
};

/// An open spreadsheet. Closed without being saved when this object goes.
class Document {
public:
    explicit Document(
        const com::sun::star::uno::Reference<com::sun::star::sheet::XSpreadsheetDocument>& document)
        : document_(document) {}
    ~Document();
    Document(Document&&) noexcept = default;
    Document& operator=(Document&&) = delete;

    int sheets() const;
    Sheet sheet(int index = 0) const;
    Sheet sheet(std::string_view name) const;
    Sheet sheet(const Place& place) const { return sheet(place.sheet); }
    /// Adds a sheet behind all others.
    Sheet add_sheet(std::string_view name);

    /// Gives cells a name that formulas in the whole document can use.
    void name_cells(std::string_view name, const Sheet& sheet, const Block& block);
    /// The same in a sheet's formulas only.
    void name_cells_on(const Sheet& sheet, std::string_view name, std::string_view content);
    /// Gives a formula a name; what is relative in it is seen from a cell of the first sheet.
    void name_formula(std::string_view name, std::string_view content, At from = {});
    /// As Tools > Protect Spreadsheet Structure does, without a password.
    void protect();
    void unprotect();
    /// Cells and parts of columns that have a name; of the latter the first cell.
    std::map<std::string, Place> named_cells() const;
    /// The cells that have the cell style of that name, from the first sheet on.
    std::vector<Place> in_style(std::string_view style) const;

    /// Recalculates every formula, changed or not.
    void calculate_all();

    void store(const std::filesystem::path& file, std::string_view filter = filter::ods) const;

    void store_with_password(const std::filesystem::path& file, std::string_view password) const;

    const com::sun::star::uno::Reference<com::sun::star::sheet::XSpreadsheetDocument>& uno() const {
        return document_;
    }

private:
    Sheet wrapped(const com::sun::star::uno::Any& sheet) const;

    com::sun::star::uno::Reference<com::sun::star::sheet::XSpreadsheetDocument> document_;
};

} // namespace headroom::test
