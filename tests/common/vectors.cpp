#include "vectors.hpp"

#include "csv.hpp"
#include "outcome.hpp"
#include "paths.hpp"

#include <boost/tokenizer.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>

namespace headroom::test {

namespace {

std::vector<std::string> split(const std::string& text, const char* separator) {
    const boost::tokenizer<boost::char_separator<char>> parts(
        text, boost::char_separator<char>(separator, "", boost::keep_empty_tokens));
    return {parts.begin(), parts.end()};
}

/// A number when all of it is one, blank when empty, otherwise a text.
Cell cell_from(const std::string& text) {
    double number = 0;
    const char* end = text.data() + text.size();
    if (std::from_chars(text.data(), end, number).ptr == end && !text.empty()) {
        return number;
    }
    return text.empty() ? Cell() : Cell(text);
}

/// The same of a range in braces: its rows are separated by |, their cells by commas.
Value value_from(const std::string& text) {
    if (text.starts_with('{') && text.ends_with('}')) {
        Table range;
        for (const std::string& row : split(text.substr(1, text.size() - 2), "|")) {
            const std::vector<std::string> cells = split(row, ",");
            std::vector<Cell> read;
            std::transform(cells.begin(), cells.end(), std::back_inserter(read), cell_from);
            range.append(std::move(read));
        }
        return range;
    }
    const Cell cell = cell_from(text);
    if (const double* number = std::get_if<double>(&cell)) {
        return *number;
    }
    return text.empty() ? Value() : Value(text);
}

std::vector<Value> arguments_from(const std::string& text) {
    const std::vector<std::string> texts = split(text, ";");
    std::vector<Value> arguments;
    std::transform(texts.begin(), texts.end(), std::back_inserter(arguments), value_from);
    return arguments;
}

Cell expected_from(const std::string& text) {
    if (text == "#NUM!") {
        return Failure::no_answer;
    }
    if (text == "#DIV/0!") {
        return Failure::division;
    }
    if (text == "#N/A") {
        return Failure::not_available;
    }
    if (text == "Err:502") {
        return Failure::invalid;
    }
    return std::stod(text);
}

} // namespace

std::string Vector::call() const {
    return typed(test::function(function), arguments);
}

bool Vector::met_by(const Cell& result) const {
    const double* want = std::get_if<double>(&expected);
    const double* got = std::get_if<double>(&result);
    if (want == nullptr || got == nullptr) {
        return result == expected;
    }
    return std::abs(*got - *want) <= tolerance * std::abs(*want);
}

namespace {

bool gives_a_number(const std::string& name) {
    return function(name).returns == Function::Returns::number;
}

/// The rows of the files that are about numbers, or those about tables.
std::vector<std::map<std::string, std::string>> rows_about(bool numbers) {
    std::vector<std::map<std::string, std::string>> rows;
    for (const char* file : {"scalars.csv", "accounting.csv"}) {
        for (auto& row : read_csv(std::string(path::tests) + "/vectors/" + file)) {
            if (gives_a_number(row.at("function")) == numbers) {
                rows.push_back(std::move(row));
            }
        }
    }
    return rows;
}

} // namespace

std::vector<Vector> read_vectors() {
    std::vector<Vector> vectors;
    for (const auto& row : rows_about(true)) {
        vectors.push_back({.function = row.at("function"),
                           .arguments = arguments_from(row.at("arguments")),
                           .expected = expected_from(row.at("expected")),
                           .tolerance = std::stod(row.at("relative tolerance")),
                           .source = row.at("source")});
    }
    return vectors;
}

std::vector<TableVector> read_table_vectors() {
    std::vector<TableVector> vectors;
    for (const auto& row : rows_about(false)) {
        TableVector& vector = vectors.emplace_back();
        vector.function = row.at("function");
        vector.arguments = arguments_from(row.at("arguments"));
        for (const std::string& text : split(row.at("expected"), " ")) {
            vector.last_column.push_back(expected_from(text));
        }
        vector.tolerance = std::stod(row.at("relative tolerance"));
        vector.source = row.at("source");
    }
    return vectors;
}

} // namespace headroom::test
