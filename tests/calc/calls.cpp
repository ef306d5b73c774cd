#include "calls.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>

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
std::string in_formula(const Given& given, const std::string& cell) {
    if (std::holds_alternative<std::monostate>(given)) {
        return {};
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
    const Cell cell = content(given);
    if (const double* number = std::get_if<double>(&cell)) {
        return plain(*number);
    }
    const std::string* text = std::get_if<std::string>(&cell);
    return text == nullptr ? "" : literal(*text);
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
        if (const double* number = std::get_if<double>(&value)) {
            call.arguments.emplace_back(*number);
        } else if (const std::string* text = std::get_if<std::string>(&value)) {
            call.arguments.emplace_back(*text);
        } else {
            call.arguments.emplace_back();
        }
    }
    return call;
}

CellCall reason_for(const CellCall& call) {
    CellCall reason{"REASON", {Expression{literal(call.function)}}};
    reason.arguments.insert(reason.arguments.end(), call.arguments.begin(), call.arguments.end());
    return reason;
}

bool CellOutcome::shows(const Cell& cell) const {
    if (const Failure* failure = std::get_if<Failure>(&cell)) {
        return error == calc_error(*failure);
    }
    if (const std::string* wanted = std::get_if<std::string>(&cell)) {
        return error == 0 && text == *wanted;
    }
    const double* number = std::get_if<double>(&cell);
    return error == 0 && number != nullptr && value == *number;
}

std::ostream& operator<<(std::ostream& out, const CellOutcome& outcome) {
    if (outcome.error != 0) {
        return out << "error " << outcome.error;
    }
    return out << plain(outcome.value) << " (shown as " << outcome.text << ")";
}

std::vector<CellOutcome> evaluate(Sheet& sheet, const std::vector<CellCall>& calls) {
    std::size_t most = 1;
    for (const CellCall& call : calls) {
        most = std::max(most, call.arguments.size());
    }
    Table cells(calls.size(), most);
    std::vector<std::vector<std::string>> formulas;
    for (std::size_t row = 0; row < calls.size(); ++row) {
        std::vector<std::string> arguments;
        for (std::size_t i = 0; i < calls[row].arguments.size(); ++i) {
            const Given& given = calls[row].arguments[i];
            cells.at(row, i) = content(given);
            const At at{static_cast<int>(row), static_cast<int>(i) + 1};
            arguments.push_back(in_formula(given, at.name()));
        }
        formulas.push_back({"=" + calls[row].function + "(" + boost::join(arguments, ";") + ")"});
    }
    sheet.write({0, 1}, cells);
    sheet.write_formulas({0, 0}, formulas);

    std::vector<CellOutcome> outcomes(calls.size());
    for (std::size_t row = 0; row < calls.size(); ++row) {
        const At at{static_cast<int>(row), 0};
        outcomes[row].error = sheet.error(at);
        if (outcomes[row].error == 0) {
            outcomes[row].value = sheet.value(at);
            outcomes[row].text = sheet.text(at);
        }
    }
    return outcomes;
}

} // namespace headroom::test
