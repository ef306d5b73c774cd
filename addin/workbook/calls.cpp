#include "workbook/calls.hpp"

#include "workbook/references.hpp"
#include "workbook/words.hpp"

#include "core/catalogue.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

constexpr std::string_view service = "org.headroom.Functions.";

const Function* function_of(const Token& token) {
    if (token.opcode != opcode::call || token.data.type_class() != uno::TypeClass::string) {
        return nullptr;
    }
    const std::string name = token.data.text();
    return name.starts_with(service) ? find(std::string_view(name).substr(service.size()))
                                     : nullptr;
}

bool opens(const Token& token) {
    return token.opcode == opcode::open || token.opcode == opcode::open_array;
}

bool closes(const Token& token) {
    return token.opcode == opcode::close || token.opcode == opcode::close_array;
}

/// Whether a bracket behind that opcode holds the arguments of a function.
bool takes_arguments(std::int32_t code) {
    const bool jumps = code >= 5 && code <= 9; // IF, CHOOSE
    // AND, OR and NOT stand among the operators: intersection, union, range and the signs.
    const bool sign = (code >= 64 && code <= 66) || code == 71 || code == 72;
    return code == opcode::call || jumps || (code >= 60 && !sign);
}

std::string upper(std::string_view text) {
    std::string changed(text);
    for (char& letter : changed) {
        letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    }
    return changed;
}

/// A name as a formula may hold it, whole.
bool has_word(std::string_view formula, std::string_view word) {
    const auto part_of_word = [](char letter) {
        return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' ||
               static_cast<unsigned char>(letter) >= 0x80;
    };
    for (std::size_t at = formula.find(word); at != formula.npos; at = formula.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !part_of_word(formula[at - 1])) &&
            (end == formula.size() || !part_of_word(formula[end]))) {
            return true;
        }
    }
    return false;
}

/// ROW() and the like say where they stand: elsewhere they have to name the cell.
std::string with_own_place(std::string text, const std::string& cell) {
    for (const std::string name : {"ROW()", "COLUMN()", "SHEET()"}) {
        for (std::size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
            text.insert(at + name.size() - 1, cell);
        }
    }
    return text;
}

/// Names and references are the user's; the rest is shorter as he types it.
std::string short_names(std::string text) {
    static constexpr std::string_view prefix = "ORG.HEADROOM.FUNCTIONS.";
    for (std::size_t at = upper(text).find(prefix); at != text.npos;
         at = upper(text).find(prefix)) {
        text.erase(at, prefix.size());
    }
    return text;
}

bool holds(const Area& area, const Place& place) {
    return place.row >= area.first.row && place.row < area.first.row + area.rows &&
           place.column >= area.first.column && place.column < area.first.column + area.columns;
}

/// Whether it is an error typed as a constant, such as #N/A.
bool is_error(const Token& token) {
    return token.opcode == opcode::push && token.data.is_void();
}

bool has_error(const Tokens& tokens) {
    return std::any_of(tokens.begin(), tokens.end(), is_error);
}

/// Of a formula as the office lists it: {=A1} and =A1 are A1.
std::string without_marks(std::string_view listed) {
    const bool array = listed.starts_with("{=");
    listed.remove_prefix(array ? 2 : 1);
    return std::string(array ? listed.substr(0, listed.size() - 1) : listed);
}

} // namespace

std::vector<FoundCall> calls_among(const Tokens& tokens) {
    struct Open {
        bool function; ///< and no bare bracket
        std::optional<FoundCall> call;
    };
    std::vector<Open> open;
    std::vector<FoundCall> found;
    const auto close = [&](std::size_t end) {
        if (open.back().call) {
            FoundCall& call = *open.back().call;
            call.arguments.back().end = end;
            call.end = std::min(end + 1, tokens.size());
            if (call.arguments.size() == 1 && call.arguments.front().first == end) {
                call.arguments.clear();
            }
            found.push_back(std::move(call));
        }
        open.pop_back();
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (opens(token)) {
            // What a name before it calls.
            std::size_t before = i;
            while (before > 0 && tokens[before - 1].opcode == opcode::spaces) {
                --before;
            }
            const std::int32_t code = before == 0 ? opcode::open : tokens[before - 1].opcode;
            const Function* function = before == 0 ? nullptr : function_of(tokens[before - 1]);
            Open one{token.opcode == opcode::open && takes_arguments(code), {}};
            if (function != nullptr) {
                const bool inside = std::any_of(open.begin(), open.end(),
                                                [](const Open& outer) { return outer.function; });
                one.call = FoundCall{function, before - 1, 0, {{i + 1, 0}}, inside};
            }
            open.push_back(std::move(one));
        } else if (closes(token) && !open.empty()) {
            close(i);
        } else if (token.opcode == opcode::separator && !open.empty() && open.back().call) {
            open.back().call->arguments.back().end = i;
            open.back().call->arguments.push_back({i + 1, 0});
        }
    }
    while (!open.empty()) {
        // The parser has closed it where the formula ends.
        close(tokens.size());
    }
    return found;
}

bool FormulaWithCalls::is_only(const FoundCall& call) const {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if ((i < call.first || i >= call.end) && tokens[i].opcode != opcode::spaces) {
            return false;
        }
    }
    return true;
}

Calls::Calls(const Spreadsheet& spreadsheet)
    : spreadsheet_(spreadsheet), not_available_(spreadsheet.parse("NA()")) {
    read_names(spreadsheet.document().get("NamedRanges").object(), -1);
    for (std::int32_t index = 0; index < spreadsheet.sheets(); ++index) {
        read_names(spreadsheet.sheet(index).get("NamedRanges").object(), index);
    }
    find_names_with_calls();
}

void Calls::read_names(const Object& names, std::int32_t sheet) {
    static const uno::Method get_name_at("com.sun.star.container.XIndexAccess", "getByIndex");
    static const uno::Method get_property("com.sun.star.beans.XPropertySet", "getPropertyValue");
    static const uno::Method get_name("com.sun.star.container.XNamed", "getName");
    const auto count = names.call("getCount").whole();
    const Object all = names.as("com.sun.star.container.XIndexAccess");
    for (std::int32_t i = 0; i < count; ++i) {
        const Object name = get_name_at(all, i).object();
        KnownName known{static_cast<std::int32_t>(get_property(name, "TokenIndex").whole()),
                        sheet,
                        get_name(name).text(),
                        spreadsheet_.tokens(name),
                        sheet >= 0,
                        false};
        for (const Token& token : known.tokens) {
            known.moves = known.moves || is_relative(token);
            known.with_calls = known.with_calls || function_of(token) != nullptr;
        }
        names_.push_back(std::move(known));
    }
}

void Calls::find_names_with_calls() {
    // What a name holds may be another name.
    for (bool more = true; more;) {
        more = false;
        for (KnownName& name : names_) {
            for (const Token& token : name.tokens) {
                const KnownName* inner = known(token);
                const bool calls = inner != nullptr && inner->with_calls && !name.with_calls;
                const bool moves = inner != nullptr && inner->moves && !name.moves;
                name.with_calls = name.with_calls || calls;
                name.moves = name.moves || moves;
                more = more || calls || moves;
            }
        }
    }
}

const Calls::KnownName* Calls::known(const Token& token) const {
    if (token.opcode != opcode::name || token.data.type_class() != uno::TypeClass::structure) {
        return nullptr;
    }
    const std::int64_t index = token.data.member("Index").whole();
    const std::int64_t sheet = token.data.member("Sheet").whole();
    const auto found = std::find_if(names_.begin(), names_.end(), [&](const KnownName& name) {
        return name.index == index && (sheet < 0 ? name.sheet < 0 : name.sheet == sheet);
    });
    return found == names_.end() ? nullptr : &*found;
}

std::vector<const Calls::KnownName*> Calls::known_in(const Tokens& tokens) const {
    std::vector<const KnownName*> found;
    const auto add = [&](const Tokens& some) {
        for (const Token& token : some) {
            const KnownName* name = known(token);
            if (name != nullptr && std::find(found.begin(), found.end(), name) == found.end()) {
                found.push_back(name);
            }
        }
    };
    add(tokens);
    for (std::size_t i = 0; i < found.size(); ++i) {
        add(found[i]->tokens);
    }
    return found;
}

Tokens Calls::references_in(const Tokens& tokens, const CellPlace& place) const {
    Tokens references = references_among(fixed(tokens, place));
    for (const KnownName* name : known_in(tokens)) {
        for (Token& reference : references_among(fixed(name->tokens, place))) {
            references.push_back(std::move(reference));
        }
    }
    return references;
}

std::vector<Calls::Name> Calls::names_in(const Tokens& tokens) const {
    std::vector<Name> names;
    for (const KnownName* name : known_in(tokens)) {
        names.push_back({name->name, short_names(spreadsheet_.print(name->tokens, {}))});
    }
    return names;
}

std::vector<SheetArea> Calls::named_cells() const {
    std::vector<SheetArea> cells;
    for (const KnownName& name : names_) {
        if (const std::optional<SheetArea> area = referred(name.tokens, {})) {
            cells.push_back(*area);
        }
    }
    return cells;
}

std::vector<std::string> Calls::names_with_calls() const {
    std::vector<std::string> names;
    for (const KnownName& name : names_) {
        if (name.with_calls) {
            names.push_back(name.name);
        }
    }
    return names;
}

bool Calls::may_hold_calls(const std::string& formula) const {
    if (!formula.starts_with('=') && !formula.starts_with("{=")) {
        return false;
    }
    const std::string text = upper(formula);
    return text.find("ORG.HEADROOM.") != text.npos ||
           std::any_of(names_.begin(), names_.end(), [&](const KnownName& name) {
               return name.with_calls && has_word(text, upper(name.name));
           });
}

std::vector<FormulaWithCalls> Calls::on_sheet(std::int32_t sheet) const {
    return in({sheet, spreadsheet_.used(sheet)});
}

bool Calls::any_in(const Object& cells) const {
    const Any texts = cells.call("getFormulaArray");
    const uno::Elements rows = texts.elements();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const uno::Elements columns = rows[row].elements();
        for (std::size_t column = 0; column < columns.size(); ++column) {
            if (may_hold_calls(columns[column].text())) {
                return true;
            }
        }
    }
    return false;
}

std::vector<FormulaWithCalls> Calls::in(const SheetArea& cells) const {
    std::vector<FormulaWithCalls> found;
    std::vector<Area> arrays;
    spreadsheet_.each_formula(cells, [&](const CellPlace& place, const std::string& text) {
        const bool seen = std::any_of(arrays.begin(), arrays.end(),
                                      [&](const Area& array) { return holds(array, place.at); });
        if (seen || !may_hold_calls(text)) {
            return;
        }
        if (std::optional<FormulaWithCalls> formula = formula_at(place, text)) {
            if (formula->array) {
                arrays.push_back(formula->cells);
            }
            found.push_back(std::move(*formula));
        }
    });
    std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
        return left.place.at.row < right.place.at.row;
    });
    return found;
}

std::optional<FormulaWithCalls> Calls::formula_at(const CellPlace& place,
                                                  std::string_view listed) const {
    FormulaWithCalls formula{place, {place.at, 1, 1}, listed.starts_with('{'), {}, {}, {}, {}};
    const Object cell = spreadsheet_.cell(place);
    if (formula.array) {
        const Object cursor =
            spreadsheet_.sheet(place.sheet)
                .call("createCursorByRange", cell.as("com.sun.star.sheet.XSheetCellRange"))
                .object();
        cursor.call("collapseToCurrentArray");
        formula.cells = area_of(cursor.call("getRangeAddress")).area;
        formula.place.at = formula.cells.first;
    }
    const Object first = spreadsheet_.cell(formula.place);
    formula.typed =
        formula.array
            ? tokens_from(spreadsheet_.range(place.sheet, formula.cells).call("getArrayTokens"))
            : spreadsheet_.tokens(first);
    // Names of functions are short in what is printed, but errors typed as constants are missing.
    formula.text =
        short_names(has_error(formula.typed) ? without_marks(listed)
                                             : spreadsheet_.print(formula.typed, formula.place));
    formula.tokens = without_names(formula.typed, formula.place, 0);
    formula.calls = calls_among(formula.tokens);
    if (formula.calls.empty()) {
        return std::nullopt;
    }
    return formula;
}

Tokens Calls::without_names(const Tokens& tokens, const CellPlace& place, int depth) const {
    constexpr int deep = 20; // A name may hold itself.
    Tokens made;
    for (const Token& token : tokens) {
        if (is_error(token)) {
            // Printed or set again it would be nothing at all.
            made.insert(made.end(), not_available_.begin(), not_available_.end());
            continue;
        }
        const KnownName* name = known(token);
        if (name == nullptr || depth > deep || !(name->with_calls || name->moves)) {
            made.push_back(token);
            continue;
        }
        Tokens content = without_names(fixed(name->tokens, place), place, depth + 1);
        const bool bare = without_spaces(content).size() == 1;
        if (!bare) {
            made.push_back({opcode::open, {}});
        }
        made.insert(made.end(), content.begin(), content.end());
        if (!bare) {
            made.push_back({opcode::close, {}});
        }
    }
    return made;
}

std::string Calls::print_absolute(const Tokens& tokens, const CellPlace& place) const {
    return short_names(with_own_place(spreadsheet_.print(fixed(tokens, place), place),
                                      spreadsheet_.reference(place.sheet, {place.at, 1, 1})));
}

Tokens Calls::with_results(const FormulaWithCalls& formula, std::size_t first, std::size_t end,
                           std::size_t calls, const std::vector<SheetArea>& results) const {
    Tokens made;
    for (std::size_t i = first; i < end;) {
        // The outermost of those that begin here and end in time; outer ones are behind.
        std::size_t at = calls;
        while (at > 0 && (formula.calls[at - 1].first != i || formula.calls[at - 1].end > end)) {
            --at;
        }
        if (at == 0) {
            made.push_back(formula.tokens[i]);
            ++i;
            continue;
        }
        const FoundCall& call = formula.calls[at - 1];
        const SheetArea& result = results.at(at - 1);
        // Outside of a function a table is its first cell, unless it is an array's.
        const bool all = call.in_function || formula.array;
        made.push_back(
            reference_token(result.sheet, all ? result.area : Area{result.area.first, 1, 1}));
        i = call.end;
    }
    return made;
}

Tokens Calls::with_results(const FormulaWithCalls& formula,
                           const std::vector<SheetArea>& results) const {
    return with_results(formula, 0, formula.tokens.size(), formula.calls.size(), results);
}

std::string Calls::absolute_text(const FormulaWithCalls& formula, std::size_t call,
                                 const std::vector<SheetArea>& results) const {
    const FoundCall& found = formula.calls[call];
    return print_absolute(with_results(formula, found.first, found.end, call, results),
                          formula.place);
}

std::string Calls::standalone_text(const FormulaWithCalls& formula, std::size_t call) const {
    const FoundCall& found = formula.calls[call];
    return print_absolute(Tokens(formula.tokens.begin() + static_cast<std::ptrdiff_t>(found.first),
                                 formula.tokens.begin() + static_cast<std::ptrdiff_t>(found.end)),
                          formula.place);
}

std::string Calls::argument_text(const FormulaWithCalls& formula, std::size_t call,
                                 std::string_view id) const {
    const FoundCall& found = formula.calls[call];
    const std::vector<Argument>& arguments = found.function->arguments;
    const auto at = std::ranges::find(arguments, id, &Argument::id) - arguments.begin();
    const auto index = static_cast<std::size_t>(at);
    if (index >= arguments.size() || index >= found.arguments.size()) {
        return {};
    }
    const auto [first, end] = found.arguments[index];
    const Tokens tokens =
        without_spaces({formula.tokens.begin() + static_cast<std::ptrdiff_t>(first),
                        formula.tokens.begin() + static_cast<std::ptrdiff_t>(end)});
    const bool left_out = tokens.size() == 1 && tokens[0].opcode == opcode::missing;
    return left_out ? std::string() : print_absolute(tokens, formula.place);
}

std::string Calls::typed_text(const FormulaWithCalls& formula, std::size_t call) const {
    const FoundCall& found = formula.calls[call];
    return short_names(
        spreadsheet_.print(Tokens(formula.tokens.begin() + static_cast<std::ptrdiff_t>(found.first),
                                  formula.tokens.begin() + static_cast<std::ptrdiff_t>(found.end)),
                           formula.place));
}

} // namespace headroom
