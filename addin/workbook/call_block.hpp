#pragma once

#include "workbook/block_sheet.hpp"
#include "workbook/calls.hpp"

#include <string>
#include <utility>
#include <vector>

namespace headroom {

/// Calculates expressions in a cell of the document that nothing else uses.
class Scratch : public Evaluator {
public:
    Scratch(const Spreadsheet& spreadsheet, const CellPlace& place);
    ~Scratch() override;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    double number(const std::string& expression) const override;
    Table table(const std::string& expression, std::size_t rows,
                std::size_t columns) const override;
    std::string text(const std::string& expression) const;
    /// How many rows and columns it has; one cell when it is in error.
    Area size(const std::string& expression) const;
    /// The rows of an array of so many columns, as far as there are any.
    Table rows(const std::string& expression, std::size_t columns) const;

private:
    const Spreadsheet& spreadsheet_;
    CellPlace place_;
    uno::Object cell_;
};

/// The question about a call that WORKINGS and REASON answer: REASON("GPUMARGIN";…).
std::string question(std::string_view asking, const Function& function, const std::string& call);

/// The inputs of a call that has no plain form, one below the other: each cell of a range is one.
std::vector<std::vector<BlockCell>> inputs_of(const PlacedCall& call);

/// A formula that says "yes" when two cells show the same, but for rounding.
std::string same_values(const std::string& left, const std::string& right);
/// The same of two areas of one size.
std::string same_tables(const std::string& left, const std::string& right);

} // namespace headroom
