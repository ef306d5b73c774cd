#pragma once

#include "office.hpp"

#include "core/function.hpp"
#include "core/shared_blocks.hpp"

#include <string>
#include <vector>

namespace headroom::test {

/// The sheet that the arguments of many calls stand on, one below the other.
class InputCells {
public:
    struct Placed {
        PlacedArgument argument;
        At first;
    };

    Placed place(const Value& value);
    /// A single cell with nothing in it.
    Placed blank();
    Cell& at(At place) {
        return cells_[static_cast<std::size_t>(place.row)].at(
            static_cast<std::size_t>(place.column));
    }

    void write(Sheet& sheet) const;

private:
    std::string put(const Table& values);

    std::vector<std::vector<Cell>> cells_;
};

/// Calls in native formulas in an office without Headroom, held against what Headroom gives: there,
/// and in Gnumeric, which reads the same workbook as .xlsx.
class PlainWorkbook {
public:
    explicit PlainWorkbook(Office& office);

    InputCells inputs;

    /// Adds the block of a call; returns its number.
    std::size_t add(const Function& function, const std::vector<PlacedArgument>& arguments);
    /// Writes all inputs and blocks.
    void write();
    /// The inputs anew, when they have changed.
    void write_inputs();

    /// What that call has to show, a failure as a table of one cell, and what of it is noise.
    /// `text` is what failing tests say.
    void want(std::size_t call, const Value& wanted, double noise, const std::string& text);
    void expect_same_in_calc();
    void expect_same_in_gnumeric();

private:
    struct Block {
        headroom::Block block;
        Value wanted = {};
        double noise = 0;
        std::string text = {};
    };

    Office& office_;
    Document document_;
    Sheet inputs_sheet_;
    Sheet blocks_sheet_;
    Sheet compared_sheet_;
    std::vector<std::string> shared_names_;
    SharedBlocks shared_;
    std::vector<Block> blocks_;
    std::size_t rows_ = 0;
    std::vector<std::string> said_;
    std::vector<std::string> compared_;
};

/// What a call gives; a failure is a table of one cell.
Value result_of(const Function& function, Arguments values);

/// What is left of terms that cancel has no more digits than they have.
double noise(Arguments values, const Value& result);

} // namespace headroom::test
