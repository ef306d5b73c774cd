#include "workbook/input_hash.hpp"

#include "workbook/hash.hpp"

namespace headroom {

std::string input_hash(const Spreadsheet& spreadsheet, const Sources& sources, const Cells& cells) {
    std::string all;
    const auto add = [&](std::string_view kind, const std::string& where, const std::string& what) {
        all.append(kind).append(" ").append(where).append(" ").append(what).append("\n");
    };
    for (const auto& [place, value] : sources.inputs()) {
        const std::string where = spreadsheet.shown(place);
        if (const double* number = std::get_if<double>(&value)) {
            add("number", where, plain(*number));
        } else if (const std::string* text = std::get_if<std::string>(&value)) {
            add("text", where, std::to_string(text->size()) + ' ' + *text);
        }
    }
    for (const auto& [place, formula] : sources.formulas()) {
        add("formula", spreadsheet.shown(place), formula);
        // What these refer to is known to the office alone.
        const double* number = std::get_if<double>(&cells.value(place));
        if (number != nullptr && (formula.find("OFFSET(") != formula.npos ||
                                  formula.find("INDIRECT(") != formula.npos)) {
            add("value", spreadsheet.shown(place), rounded(*number).in({}));
        }
    }
    for (const auto& [name, content] : sources.names()) {
        add("name", name, content);
    }
    return hash_of(all);
}

} // namespace headroom
