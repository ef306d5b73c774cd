#pragma once

#include "core/phrase.hpp"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace headroom {

/// How a call fails. Each kind is one Calc error.
enum class Failure {
    invalid,       ///< Err:502: text for a number, or outside an argument's limits
    count,         ///< Err:504: too few or too many arguments
    no_answer,     ///< #NUM!: the question is valid, but nothing satisfies it
    division,      ///< #DIV/0!: by a zero that is itself a valid input
    not_available, ///< #N/A: not defined at this place
    cell,          ///< the error that already stands in a cell of a range
};

/// The error in a cell of a range, by Calc's number.
struct CellError {
    int number;

    friend bool operator==(CellError, CellError) = default;
};

/// Why a call fails: the kind, the argument to blame (empty when none is) and a sentence.
class Error {
public:
    Error(Failure kind, std::string argument, Phrase sentence);
    /// `sentence` holds %1%, %2%, …, replaced by `values`. The argument's id is not in it.
    Error(Failure kind, std::string argument, Text sentence, std::vector<Phrase> values);

    /// A cell of a range is in error, which therefore is the call's.
    Error(CellError cell, std::string argument, Text sentence, std::vector<Phrase> values);

    Failure kind() const { return kind_; }
    /// Calc's number for the error of a cell, where that is the kind.
    int cell() const { return cell_; }
    const std::string& argument() const { return argument_; }
    const Phrase& sentence() const { return sentence_; }
    std::string message(Language language, const Notation& notation = {}) const {
        return sentence_.in(language, notation);
    }

private:
    Failure kind_;
    std::string argument_;
    Phrase sentence_;
    int cell_ = 0;
};

/// One cell of a table: blank, a number, a text, or the error that stands in it.
using Cell = std::variant<std::monostate, double, std::string, Failure, CellError>;

inline bool in_error(const Cell& cell) {
    return std::holds_alternative<Failure>(cell) || std::holds_alternative<CellError>(cell);
}

/// The error that a call has because of a cell it was given; nothing when the cell is in none.
/// `words` say which cell it is.
std::optional<Error> error_in(const Cell& cell, std::string argument, Phrase subject);

/// A rectangle of cells, row by row: what a range holds and what an array function returns.
class Table {
public:
    Table() = default;
    Table(std::size_t rows, std::size_t columns) : columns_(columns), cells_(rows * columns) {}

    std::size_t rows() const { return columns_ == 0 ? 0 : cells_.size() / columns_; }
    std::size_t columns() const { return columns_; }
    Cell& at(std::size_t row, std::size_t column) { return cells_[row * columns_ + column]; }
    const Cell& at(std::size_t row, std::size_t column) const {
        return cells_[row * columns_ + column];
    }
    void append(std::vector<Cell> row);

    friend bool operator==(const Table&, const Table&) = default;
    /// Differs, nearly always, where tables differ.
    std::size_t hash() const;
    /// The memory it takes, with that of its texts.
    std::size_t bytes() const;

private:
    std::size_t columns_ = 0;
    std::vector<Cell> cells_;
};

/// A column of numbers.
Table column(std::initializer_list<double> numbers);
/// A row of cells, or a column.
Table line(std::vector<Cell> cells, bool in_a_row);

/// What goes into a call and what comes out of it. As an argument, blank means left out.
using Value = std::variant<std::monostate, double, std::string, Table>;

} // namespace headroom
