#include "core/value.hpp"

#include <boost/functional/hash.hpp>

#include <functional>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace headroom {

Error::Error(Failure kind, std::string argument, Text sentence, std::vector<Phrase> values)
    : Error(kind, std::move(argument), Phrase(sentence, std::move(values))) {}

Error::Error(Failure kind, std::string argument, Phrase sentence)
    : kind_(kind), argument_(std::move(argument)), sentence_(std::move(sentence)) {}

Error::Error(CellError cell, std::string argument, Text sentence, std::vector<Phrase> values)
    : Error(Failure::cell, std::move(argument), sentence, std::move(values)) {
    cell_ = cell.number;
}

std::optional<Error> error_in(const Cell& cell, std::string argument, Phrase subject) {
    static constexpr Text sentence = tr("%1% is itself an error; mend that cell first.");
    if (const CellError* error = std::get_if<CellError>(&cell)) {
        return Error(*error, std::move(argument), sentence, {std::move(subject)});
    }
    if (const Failure* failure = std::get_if<Failure>(&cell)) {
        return Error(*failure, std::move(argument), sentence, {std::move(subject)});
    }
    return std::nullopt;
}

void Table::append(std::vector<Cell> row) {
    if (columns_ == 0) {
        columns_ = row.size();
    }
    if (row.size() != columns_) {
        throw std::logic_error("a table's rows must have one length");
    }
    std::move(row.begin(), row.end(), std::back_inserter(cells_));
}

std::size_t Table::hash() const {
    std::size_t seed = columns_;
    for (const Cell& cell : cells_) {
        boost::hash_combine(seed, cell.index());
        if (const double* number = std::get_if<double>(&cell)) {
            boost::hash_combine(seed, *number);
        } else if (const std::string* text = std::get_if<std::string>(&cell)) {
            boost::hash_combine(seed, std::hash<std::string>()(*text));
        }
    }
    return seed;
}

std::size_t Table::bytes() const {
    static const std::size_t within = std::string().capacity();
    std::size_t bytes = sizeof *this + cells_.capacity() * sizeof(Cell);
    for (const Cell& cell : cells_) {
        const std::string* text = std::get_if<std::string>(&cell);
        bytes += text != nullptr && text->capacity() > within ? text->capacity() + 1 : 0;
    }
    return bytes;
}

Table column(std::initializer_list<double> numbers) {
    Table table;
    for (const double number : numbers) {
        table.append({number});
    }
    return table;
}

Table line(std::vector<Cell> cells, bool in_a_row) {
    Table table;
    if (in_a_row) {
        table.append(std::move(cells));
    } else {
        for (Cell& cell : cells) {
            table.append({std::move(cell)});
        }
    }
    return table;
}

} // namespace headroom
