#include "vectors.hpp"

#include "csv.hpp"
#include "outcome.hpp"
#include "paths.hpp"

#include <boost/tokenizer.hpp>

#include <charconv>
#include <cmath>

namespace headroom::test {

namespace {

/// A number when all of it is one, blank when empty, otherwise a text.
Value value_from(const std::string& text) {
    double number = 0;
    const char* end = text.data() + text.size();
    if (std::from_chars(text.data(), end, number).ptr == end && !text.empty()) {
        return number;
    }
    return text.empty() ? Value() : Value(text);
}

Cell expected_from(const std::string& text) {
    if (text == "#NUM!") {
        return Failure::no_answer;
    }
    if (text == "#DIV/0!") {
        return Failure::division;
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

std::vector<Vector> read_vectors() {
    std::vector<Vector> vectors;
    for (const auto& row : read_csv(std::string(path::tests) + "/vectors/scalars.csv")) {
        const std::string& arguments = row.at("arguments");
        const boost::tokenizer<boost::char_separator<char>> texts(
            arguments, boost::char_separator<char>(";", "", boost::keep_empty_tokens));
        Vector& vector = vectors.emplace_back();
        vector.function = row.at("function");
        for (const std::string& text : texts) {
            vector.arguments.push_back(value_from(text));
        }
        vector.expected = expected_from(row.at("expected"));
        vector.tolerance = std::stod(row.at("relative tolerance"));
        vector.source = row.at("source");
    }
    return vectors;
}

} // namespace headroom::test
