#include "workbook/values.hpp"

#include "workbook/block_sheet.hpp"
#include "workbook/words.hpp"

#include <algorithm>
#include <cmath>

namespace headroom {

bool is_error(const Cell& cell) {
    return std::holds_alternative<CellError>(cell) || std::holds_alternative<Failure>(cell);
}

bool is_empty(const Cell& cell) {
    const std::string* text = std::get_if<std::string>(&cell);
    return std::holds_alternative<std::monostate>(cell) || (text != nullptr && text->empty());
}

bool same(const Cell& headroom, const Cell& plain) {
    if (is_error(headroom)) {
        // A table that is shorter than it may be ends in empty texts.
        return is_error(plain) || is_empty(plain);
    }
    const double* left = std::get_if<double>(&headroom);
    const double* right = std::get_if<double>(&plain);
    if (left != nullptr && right != nullptr) {
        return std::abs(*left - *right) <= 1e-9 * std::max(std::abs(*left), std::abs(*right));
    }
    return headroom == plain || (is_empty(headroom) && is_empty(plain));
}

std::string shown(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return plain(*number);
    }
    const std::string* text = std::get_if<std::string>(&cell);
    static constexpr Text error = tr("an error");
    return text != nullptr ? *text : is_error(cell) ? words(error) : std::string();
}

std::string as_in_cell(const Cell& cell) {
    const auto* error = std::get_if<CellError>(&cell);
    if (error == nullptr) {
        const double* number = std::get_if<double>(&cell);
        return number != nullptr ? words(rounded(*number)) : shown(cell);
    }
    switch (error->number) {
    case 503:
        return "#NUM!";
    case 519:
        return "#VALUE!";
    case 521:
        return "#NULL!";
    case 524:
        return "#REF!";
    case 525:
        return "#NAME?";
    case 532:
        return "#DIV/0!";
    case 32767:
        return "#N/A";
    default:
        return "Err:" + std::to_string(error->number);
    }
}

BlockCell constant(const Cell& cell, BlockCell::Look look) {
    if (const double* number = std::get_if<double>(&cell)) {
        return number_of(*number, look);
    }
    if (is_error(cell)) {
        return formula_of("=NA()", look);
    }
    const std::string* text = std::get_if<std::string>(&cell);
    // A cell that is really blank would read as 0.
    return text == nullptr || text->empty() ? formula_of("=\"\"", look) : text_of(*text, look);
}

} // namespace headroom
