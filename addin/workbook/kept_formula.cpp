#include "workbook/kept_formula.hpp"

#include <algorithm>
#include <cstddef>

namespace headroom {

namespace {

/// What all programs take: letters of a text in a formula, arguments of a function, letters of a
/// formula.
constexpr std::size_t most_letters = 200;
constexpr std::size_t most_arguments = 200;
constexpr std::size_t longest_formula = 8000;

std::string literal(std::string_view text) {
    std::string written = "\"";
    for (const char letter : text) {
        written += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    }
    return written + '"';
}

/// A piece between references, in parts where it is long: then nothing stands between them.
void add_piece(std::vector<std::string>& pieces, std::string_view text) {
    while (text.size() > most_letters) {
        std::size_t end = most_letters;
        while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
            --end; // in the middle of a letter
        }
        pieces.emplace_back(text.substr(0, end));
        pieces.emplace_back();
        text.remove_prefix(end);
    }
    pieces.emplace_back(text);
}

std::string joined(const std::vector<std::string>& pieces) {
    std::string all;
    for (const std::string& piece : pieces) {
        all += (all.empty() ? "" : "&") + literal(piece);
    }
    return all;
}

/// COUNT takes references of all kinds.
std::string count_of(const std::vector<std::string>& references) {
    std::string sum;
    for (std::size_t i = 0; i < references.size(); ++i) {
        const bool first = i % most_arguments == 0;
        sum += first ? (i == 0 ? "COUNT(" : ")+COUNT(") : ";";
        sum += references[i];
    }
    return sum + ')';
}

/// The opcode of a name that nothing has.
constexpr std::int32_t unknown_name = 14;

bool is_text(const Token& token) {
    return token.opcode == opcode::push && token.data.type_class() == uno::TypeClass::string;
}

/// Printed instead of something, to be found in the text.
Token mark(std::string_view instead_of, std::size_t number) {
    return {opcode::push, "headroom " + std::string(instead_of) + ' ' + std::to_string(number)};
}

/// Errors typed as constants would be printed as nothing.
Tokens with_marked_errors(Tokens tokens) {
    std::size_t number = 0;
    for (Token& token : tokens) {
        if (token.opcode == opcode::push && token.data.is_void()) {
            token = mark("error", number++);
        }
    }
    return tokens;
}

Tokens with_marked_references(Tokens tokens) {
    std::size_t number = 0;
    for (Token& token : tokens) {
        if (is_reference(token)) {
            token = mark("reference", number++);
        }
    }
    return tokens;
}

/// The errors typed as constants in a formula, from left to right.
std::vector<std::string_view> errors_in(std::string_view formula) {
    constexpr std::string_view errors[] = {"#N/A",  "#DIV/0!", "#VALUE!",
                                           "#NUM!", "#NAME?",  "#NULL!"};
    std::vector<std::string_view> found;
    bool quoted = false;
    for (std::size_t i = 0; i < formula.size(); ++i) {
        quoted = formula[i] == '"' ? !quoted : quoted;
        for (const std::string_view error : errors) {
            if (!quoted && formula.substr(i).starts_with(error)) {
                found.push_back(formula.substr(i, error.size()));
            }
        }
    }
    return found;
}

void replace_marks(std::string& text, std::string_view instead_of,
                   const std::vector<std::string_view>& with) {
    for (std::size_t i = 0; i < with.size(); ++i) {
        const std::string marked = literal(mark(instead_of, i).data.text());
        const std::size_t at = text.find(marked);
        if (at != text.npos) {
            text.replace(at, marked.size(), with[i]);
        }
    }
}

/// A reference, which is right on another sheet, as it was written on its own.
Token as_written(const Token& reference, std::string_view text) {
    const bool with_sheet = text.find('.') != text.npos;
    return with_sheet_written(reference, with_sheet, text.starts_with('$'));
}

} // namespace

std::string KeptFormula::written(const Spreadsheet& spreadsheet, const Tokens& tokens, bool array,
                                 std::string_view text, const CellPlace& place) {
    std::string printed =
        spreadsheet.print(with_marked_references(with_marked_errors(tokens)), place);
    replace_marks(printed, "error", errors_in(text));
    printed = array ? "{=" + printed + '}' : '=' + printed;
    std::vector<std::string> pieces;
    std::vector<std::string> references;
    std::string all;
    for (const Token& reference : references_among(tokens)) {
        const std::string marked = literal(mark("reference", references.size()).data.text());
        const std::size_t at = printed.find(marked);
        add_piece(pieces, std::string_view(printed).substr(0, at));
        pieces.push_back(spreadsheet.print({reference}, place));
        printed.erase(0, at + marked.size());
        references.push_back(spreadsheet.print({with_sheet_of(reference, place)}, place));
    }
    add_piece(pieces, printed);
    for (const std::string& piece : pieces) {
        all += piece;
    }
    if (references.empty()) {
        return all;
    }
    std::string formula = std::string(beginning).substr(0, beginning.size() - 1) + joined(pieces) +
                          ';' + count_of(references) + ')';
    return formula.size() <= longest_formula ? formula : all;
}

KeptFormula::KeptFormula(const Spreadsheet& spreadsheet, const CellPlace& keeper)
    : spreadsheet_(spreadsheet) {
    const uno::Object cell = spreadsheet.cell(keeper);
    const Tokens tokens = spreadsheet.tokens(cell);
    for (const Token& token : tokens) {
        if (is_text(token)) {
            pieces_.push_back(token.data.text());
        }
    }
    const Tokens references = references_among(tokens);
    std::size_t place = 1;
    for (const Token& reference : references) {
        while (place < pieces_.size() && pieces_[place].empty()) {
            place += 2;
        }
        if (place < pieces_.size()) {
            references_.push_back(fixed(reference, keeper));
            written_.push_back(as_written(reference, pieces_[place]));
        }
        place += 2;
    }
    if (references.empty()) {
        pieces_ = {cell.as("com.sun.star.text.XTextRange").call("getString").text()};
    }
}

std::string KeptFormula::text(const CellPlace& place) const {
    std::string all;
    std::size_t number = 0;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const bool reference = i % 2 == 1 && !pieces_[i].empty() && number < references_.size();
        all += reference ? spreadsheet_.print({moved(written_[number], references_[number], place)},
                                              place)
                         : pieces_[i];
        number += reference ? 1 : 0;
    }
    return all;
}

std::optional<std::string> KeptFormula::typed(const CellPlace& place) const {
    const std::string whole_text = text(place);
    const std::size_t begin = is_array() ? 2 : 1;
    const std::size_t end = is_array() ? 1 : 0;
    if (whole_text.size() <= begin + end) {
        return std::nullopt;
    }
    const std::string formula = whole_text.substr(begin, whole_text.size() - begin - end);
    const Tokens tokens = spreadsheet_.parse(formula, place);
    const bool known = std::none_of(tokens.begin(), tokens.end(), [](const Token& token) {
        return token.opcode == unknown_name;
    });
    return known && !tokens.empty() ? std::optional(formula) : std::nullopt;
}

std::optional<std::string> KeptFormula::meaning(const CellPlace& place) const {
    const std::optional<std::string> formula = typed(place);
    return formula
               ? std::optional(meaning_of(spreadsheet_, spreadsheet_.parse(*formula, place), place))
               : std::nullopt;
}

std::string meaning_of(const Spreadsheet& spreadsheet, const Tokens& tokens,
                       const CellPlace& place) {
    return spreadsheet.print(fixed(with_marked_errors(without_spaces(tokens)), place), place);
}

} // namespace headroom
