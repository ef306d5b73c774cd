#pragma once

#include "core/value.hpp"

#include <com/sun/star/sheet/XSpreadsheet.hpp>
#include <com/sun/star/table/XCell.hpp>
#include <com/sun/star/table/XCellRange.hpp>
#include <com/sun/star/util/XNumberFormats.hpp>

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::test {

/// A place on a sheet; rows and columns count from 0.
struct At {
    int row = 0;
    int column = 0;

    /// As formulas write it: "B7".
    std::string name() const;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes this for a comparison with 0
    auto operator<=>(const At&) const = default;
};

/// A rectangle of cells by its first cell and its size.
struct Block {
    At first;
    int rows = 1;
    int columns = 1;

    /// As formulas write it: "A1:C9".
    std::string name() const;
};

/// What Calc's getError returns for a cell that shows a failure of the model.
int calc_error(Failure failure);

/// One sheet of an open document. Formulas are in Calc's English notation with semicolons, whatever
/// the language of the office, and begin with "=".
class Sheet {
public:
    Sheet(const com::sun::star::uno::Reference<com::sun::star::sheet::XSpreadsheet>& sheet,
          const com::sun::star::uno::Reference<com::sun::star::util::XNumberFormats>& formats)
        : sheet_(sheet), formats_(formats) {}

    std::string name() const;

    void set_number(At at, double value);
    void set_text(At at, std::string_view text);
    void set_formula(At at, std::string_view formula);
    /// One formula for a whole block, as typed with Ctrl+Shift+Enter.
    void set_array_formula(const Block& block, std::string_view formula);
    void clear(At at);
    void insert_rows(int first, int count);
    void protect(std::string_view password = {});

    double value(At at) const;
    /// What the cell shows.
    std::string text(At at) const;
    std::string formula(At at) const;
    /// 0 when the cell is not in error; otherwise Calc's number: 502 for Err:502, 503 for #NUM!,
    /// 504 for Err:504, 525 for #NAME?, 532 for #DIV/0!, 32767 for #N/A.
    int error(At at) const;
    /// What the cell has: blank, number, text or the failure it is in; a CellError when that is
    /// none of the model's failures.
    Cell content(At at) const;

    void set_number_format(At at, std::string_view code);
    std::string number_format(At at) const;
    /// The cells that have the style of that name, row by row.
    std::vector<At> in_style(std::string_view style) const;

    /// From the first cell to the last that holds anything.
    Block used() const;

    /// Many cells in one call to the office, which is what makes large sheets quick. Values as they
    /// are, a Failure as a blank.
    void write(At first, const Table& values);
    /// Rows of one length; a text that does not begin with "=" is taken as if typed.
    void write_formulas(At first, const std::vector<std::vector<std::string>>& formulas);
    /// As content(), for a whole block.
    Table read(const Block& block) const;

    /// The UNO objects, for what is not here.
    const com::sun::star::uno::Reference<com::sun::star::sheet::XSpreadsheet>& uno() const {
        return sheet_;
    }
    com::sun::star::uno::Reference<com::sun::star::table::XCell> cell(At at) const;
    com::sun::star::uno::Reference<com::sun::star::table::XCellRange>
    range(const Block& block) const;

private:
    com::sun::star::uno::Reference<com::sun::star::sheet::XSpreadsheet> sheet_;
    com::sun::star::uno::Reference<com::sun::star::util::XNumberFormats> formats_;
};

} // namespace headroom::test
