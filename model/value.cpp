#include "value.hpp"

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

Table column(std::initializer_list<double> numbers) {
    Table table;
    for (const double number : numbers) {
        table.append({number});
    }
    return table;
}

} // namespace headroom
