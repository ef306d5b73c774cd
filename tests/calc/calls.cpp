#include "calls.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <cctype>

namespace headroom::test {

namespace {

Cell content(const Given& given) {
    if (const double* number = std::get_if<double>(&given)) {
        return *number;
    }
    if (const std::string* text = std::get_if<std::string>(&given)) {
        return *text;
    }
    return {};
}

/// `cell` is where a number, a text or a blank stands.
std::string in_formula(const Given& given, const std::string& cell, Ranges& ranges) {
    if (std::holds_alternative<std::monostate>(given)) {
        return {};
    }
    if (const Table* range = std::get_if<Table>(&given)) {
        return ranges.add(*range);
    }
    const auto* expression = std::get_if<Expression>(&given);
    return expression == nullptr ? cell : expression->text;
}

std::string in_message(const Given& given) {
    if (std::holds_alternative<Blank>(given)) {
        return "a blank cell";
    }
    if (const auto* expression = std::get_if<Expression>(&given)) {
        return expression->text;
    }
    if (const Table* range = std::get_if<Table>(&given)) {
        return "cells with " + literal(*range);
    }
    const Cell cell = content(given);
    if (const double* number = std::get_if<double>(&cell)) {
        return plain(*number);
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return text == nullptr ? "" : literal(*text);
}

int error_of(const Cell& cell) {
    if (const Failure* failure = std::get_if<Failure>(&cell)) {
        return calc_error(*failure);
    }
    const CellError* error = std::get_if<CellError>(&cell);
    return error == nullptr ? 0 : error->number;
}

} // namespace

std::string CellCall::text() const {
    std::vector<std::string> shown(arguments.size());
    std::transform(arguments.begin(), arguments.end(), shown.begin(), in_message);
    return function + "(" + boost::join(shown, "; ") + ")";
}

CellCall cell_call(const Function& function, Arguments arguments) {
    CellCall call{function.name, {}};
    for (const Value& value : arguments) {
        std::visit([&](const auto& given) { call.arguments.emplace_back(given); }, value);
    }
    return call;
}

std::vector<Value> as_typed(std::vector<Value> arguments) {
    for (Value& argument : arguments) {
        if (double* number = std::get_if<double>(&argument)) {
            *number = std::stod(literal(*number));
        }
    }
    return arguments;
}

CellCall reason_for(const CellCall& call) {
    CellCall reason{"REASON", {Expression{literal(call.function)}}};
    reason.arguments.insert(reason.arguments.end(), call.arguments.begin(), call.arguments.end());
    return reason;
}

std::string with_cells(const std::string& formula,
                       const std::map<std::string, std::string>& cells) {
    std::string result;
    std::string word;
    bool quoted = false;
    for (const char letter : formula + "\n") {
        const bool part = std::isalnum(static_cast<unsigned char>(letter)) || letter == '_';
        if (part && !quoted) {
            word += letter;
            continue;
        }
        const auto found = cells.find(word);
        result += found == cells.end() ? word : found->second;
        word.clear();
        quoted = quoted != (letter == '"');
        result += letter;
    }
    result.pop_back();
    return result;
}

std::string Ranges::add(const Table& range) {
    const Block block{{first_.row + static_cast<int>(rows_.size()), first_.column},
                      static_cast<int>(range.rows()),
                      static_cast<int>(range.columns())};
    for (std::size_t row = 0; row < range.rows(); ++row) {
        std::vector<Cell>& cells = rows_.emplace_back();
        for (std::size_t column = 0; column < range.columns(); ++column) {
            cells.push_back(range.at(row, column));
        }
    }
    columns_ = std::max(columns_, range.columns());
    return block.name();
}

void Ranges::write(Sheet& sheet) const {
    Table cells(rows_.size(), columns_);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        for (std::size_t column = 0; column < rows_[row].size(); ++column) {
            cells.at(row, column) = rows_[row][column];
        }
    }
    sheet.write(first_, cells);
}

bool CellOutcome::shows(const Cell& cell) const {
    if (error_of(cell) != 0) {
        return error == error_of(cell);
    }
    // An empty text is read as a blank.
    const bool nothing = cell == Cell(std::string());
    return error == 0 && content == (nothing ? Cell() : cell);
}

std::string CellOutcome::text() const {
    const std::string* words = std::get_if<std::string>(&content);
    return words == nullptr ? std::string() : *words;
}

std::ostream& operator<<(std::ostream& out, const CellOutcome& outcome) {
    if (outcome.error != 0) {
        return out << "error " << outcome.error;
    }
    const double* number = std::get_if<double>(&outcome.content);
    return out << (number == nullptr ? literal(outcome.text()) : plain(*number));
}

std::vector<CellOutcome> evaluate(Sheet& sheet, const std::vector<CellCall>& calls) {
    std::size_t most = 1;
    for (const CellCall& call : calls) {
        most = std::max(most, call.arguments.size());
    }
    Ranges ranges({0, static_cast<int>(most) + 2});
    Table cells(calls.size(), most);
    std::vector<std::vector<std::string>> formulas;
    for (std::size_t row = 0; row < calls.size(); ++row) {
        std::vector<std::string> arguments;
        for (std::size_t i = 0; i < calls[row].arguments.size(); ++i) {
            const Given& given = calls[row].arguments[i];
            cells.at(row, i) = content(given);
            const At at{static_cast<int>(row), static_cast<int>(i) + 1};
            arguments.push_back(in_formula(given, at.name(), ranges));
        }
        formulas.push_back({"=" + calls[row].function + "(" + boost::join(arguments, ";") + ")"});
    }
    sheet.write({0, 1}, cells);
    ranges.write(sheet);
    sheet.write_formulas({0, 0}, formulas);

    const Table shown = sheet.read({{0, 0}, static_cast<int>(calls.size()), 1});
    std::vector<CellOutcome> outcomes;
    for (std::size_t row = 0; row < calls.size(); ++row) {
        const Cell& cell = shown.at(row, 0);
        outcomes.push_back({error_of(cell), cell});
    }
    return outcomes;
}

} // namespace headroom::test
