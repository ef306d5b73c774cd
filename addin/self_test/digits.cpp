#include "self_test/digits.hpp"

#include <charconv>

namespace headroom {

namespace {

std::string line_of(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        char digits[32];
        // The shortest that no other number has.
        return {digits, std::to_chars(digits, digits + sizeof digits, *number).ptr};
    }
    const std::string* text = std::get_if<std::string>(&cell);
    std::string line = text == nullptr ? std::string() : *text;
    std::erase_if(line, [](char letter) { return letter == '.' || letter == ','; });
    return line;
}

} // namespace

Digits digits_of(const Value& result) {
    if (const double* number = std::get_if<double>(&result)) {
        return {1, 1, line_of(*number) + '\n'};
    }
    if (const std::string* text = std::get_if<std::string>(&result)) {
        return {1, 1, line_of(*text) + '\n'};
    }
    const Table* table = std::get_if<Table>(&result);
    if (table == nullptr) {
        return {1, 1, "\n"};
    }
    Digits digits{table->rows(), table->columns(), {}};
    for (std::size_t row = 0; row < table->rows(); ++row) {
        for (std::size_t column = 0; column < table->columns(); ++column) {
            digits.cells += line_of(table->at(row, column)) + '\n';
        }
    }
    return digits;
}

} // namespace headroom
