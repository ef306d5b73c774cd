#include "value.hpp"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <boost/format.hpp>
#include <boost/functional/hash.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <locale>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace headroom {

Error::Error(Failure kind, std::string argument, Text sentence, std::vector<std::string> values)
    : kind_(kind), argument_(std::move(argument)), sentence_(sentence), values_(std::move(values)) {
}

Error::Error(CellError cell, std::string argument, Text sentence, std::vector<std::string> values)
    : Error(Failure::cell, std::move(argument), sentence, std::move(values)) {
    cell_ = cell.number;
}

std::string Error::message(Language language) const {
    boost::format filled(std::string(sentence_.in(language)), std::locale::classic());
    for (const std::string& value : values_) {
        filled % value;
    }
    return filled.str();
}

std::optional<Error> error_in(const Cell& cell, std::string argument, std::string words) {
    static constexpr Text sentence{"%1% is itself an error; mend that cell first."};
    if (const CellError* error = std::get_if<CellError>(&cell)) {
        return Error(*error, std::move(argument), sentence, {std::move(words)});
    }
    if (const Failure* failure = std::get_if<Failure>(&cell)) {
        return Error(*failure, std::move(argument), sentence, {std::move(words)});
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

std::string plain(double value) {
    if (!std::isfinite(value)) {
        return "not a finite number";
    }
    const double magnitude = std::abs(value);
    const bool readable = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e15);
    char text[400];
    const auto end =
        std::to_chars(text, text + sizeof text, value + 0.0,
                      readable ? std::chars_format::fixed : std::chars_format::scientific);
    return {text, end.ptr};
}

namespace {

std::string with_digits(double value, int digits) {
    char text[32];
    const auto end =
        std::to_chars(text, text + sizeof text, value, std::chars_format::scientific, digits - 1);
    double shorter = value;
    std::from_chars(text, end.ptr, shorter);
    return plain(shorter);
}

} // namespace

std::string rounded(double value) {
    return with_digits(value, 15);
}

std::string brief(double value) {
    return with_digits(value, 6);
}

std::string folded(std::string_view text) {
    const std::locale& ascii = std::locale::classic();
    return boost::to_lower_copy(boost::trim_copy(std::string(text), ascii), ascii);
}

bool looks_like_number(std::string_view text) {
    const std::string trimmed = folded(text);
    double number = 0;
    const auto [end, error] =
        std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), number);
    return error == std::errc() && end != trimmed.data();
}

std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& names) {
    // No name is as long as that; a text may be.
    const std::string wanted = folded(typed.substr(0, 100));
    const auto distance = [&](std::string_view name) {
        const std::string other = folded(name);
        std::vector<std::size_t> row(other.size() + 1);
        std::iota(row.begin(), row.end(), 0);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            std::size_t diagonal = std::exchange(row[0], i + 1);
            for (std::size_t j = 0; j < other.size(); ++j) {
                const std::size_t replace = diagonal + (wanted[i] == other[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = std::min({row[j] + 1, diagonal + 1, replace});
            }
        }
        return row.back();
    };
    return *std::min_element(names.begin(), names.end(), [&](auto left, auto right) {
        return distance(left) < distance(right);
    });
}

} // namespace headroom
