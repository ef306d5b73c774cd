#include "workbook/findings.hpp"

#include "workbook/areas.hpp"
#include "workbook/references.hpp"
#include "workbook/words.hpp"

#include "core/phrase.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// In a formula with references these are no assumptions: units of time and of money.
constexpr std::array no_assumptions{0.0,   1.0,   4.0,    12.0,      24.0, 52.0,
                                    100.0, 365.0, 1000.0, 1000000.0, 1e9,  8760.0};

/// Their numbers say which cell is meant, or how a number is rounded.
constexpr std::array<std::string_view, 12> of_places{"INDEX",   "MATCH",     "VLOOKUP",  "HLOOKUP",
                                                     "LOOKUP",  "OFFSET",    "CHOOSE",   "ROUND",
                                                     "ROUNDUP", "ROUNDDOWN", "INDIRECT", "ADDRESS"};

bool looks_into_others(const Function& function) {
    return !function.arguments.empty() && function.arguments.back().shape == Shape::any_number;
}

/// Says what is asked, and not what is assumed.
bool is_question(const Argument& argument) {
    return argument.shape == Shape::choice || argument.shape == Shape::text ||
           argument.unit == &unit::number || argument.unit == &unit::quarter_number ||
           argument.unit == &unit::year_number || argument.unit == &unit::probability;
}

/// Whether an argument with that number assumes nothing: it is as if left out, there is none of it,
/// or the answer is per head.
bool is_neutral(const Argument& argument, double number) {
    const double* otherwise = std::get_if<double>(&argument.otherwise);
    const bool counted = argument.unit == &unit::positions || argument.unit == &unit::gpus;
    return number == 0 || (otherwise != nullptr && number == *otherwise) ||
           (counted && number == 1);
}

std::optional<double> number_in(const Token& token) {
    const bool number =
        token.opcode == opcode::push && token.data.type_class() == uno::TypeClass::float64;
    return number ? std::optional(token.data.number()) : std::nullopt;
}

/// Whether a token is an array typed into the formula, such as {"price";2.5}, with a number in it.
bool is_array_with_numbers(const Token& token) {
    if (token.opcode != opcode::push || token.data.type_class() != uno::TypeClass::sequence) {
        return false;
    }
    const uno::Elements rows = token.data.elements();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const uno::Elements cells = rows[row].elements();
        for (std::size_t column = 0; column < cells.size(); ++column) {
            if (cells[column].type_class() == uno::TypeClass::float64) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

Tokens Findings::own_tokens(const FormulaWithCalls& formula, const FoundCall& call,
                            std::size_t argument) const {
    const FoundCall::Slice slice = call.arguments[argument];
    Tokens own;
    for (std::size_t i = slice.first; i < slice.end;) {
        const auto inner =
            std::find_if(formula.calls.rbegin(), formula.calls.rend(), [&](const FoundCall& one) {
                return one.first == i && one.end <= slice.end && &one != &call;
            });
        if (inner != formula.calls.rend()) {
            i = inner->end;
        } else {
            own.push_back(formula.tokens[i]);
            ++i;
        }
    }
    return without_spaces(own);
}

std::string Findings::as_typed(const Tokens& tokens) const {
    return spreadsheet_.print(tokens, {});
}

void Findings::look_at(const FormulaWithCalls& formula) {
    look_for_constants(formula);
    for (const FoundCall& call : formula.calls) {
        if (!looks_into_others(*call.function)) {
            look_for_blanks(formula, call);
            look_for_seed(formula, call);
        }
    }
}

std::vector<Findings::TypedNumber> Findings::typed_numbers(const Tokens& tokens) const {
    std::vector<TypedNumber> numbers;
    std::vector<bool> places; // of each open bracket, whether it is of a function with of_places
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const Token& token = tokens[at];
        if (token.opcode == opcode::open) {
            const std::string function = at == 0 ? "" : as_typed({tokens[at - 1]});
            places.push_back(std::ranges::find(of_places, function) != of_places.end());
        } else if (token.opcode == opcode::close && !places.empty()) {
            places.pop_back();
        }
        if (std::ranges::find(places, true) != places.end()) {
            continue;
        }
        if (is_array_with_numbers(token)) {
            numbers.push_back({std::nullopt, {token}});
        } else if (const std::optional<double> number = number_in(token)) {
            const bool in_percent =
                at + 1 < tokens.size() && tokens[at + 1].opcode == opcode::percent;
            numbers.push_back(in_percent ? TypedNumber{*number / 100, {token, tokens[at + 1]}}
                                         : TypedNumber{*number, {token}});
        }
    }
    return numbers;
}

std::string Findings::constants_in(const FormulaWithCalls& formula, const FoundCall& call,
                                   std::size_t index) const {
    const Argument& argument = call.function->arguments[index];
    const Tokens tokens = own_tokens(formula, call, index);
    const std::vector<TypedNumber> numbers = typed_numbers(tokens);
    const FoundCall::Slice slice = call.arguments[index];
    const auto depends = [](const Token& token) {
        return is_reference(token) || token.opcode == opcode::name;
    };
    const auto is_inside = [&](const FoundCall& one) {
        return one.first >= slice.first && one.end <= slice.end;
    };
    if (std::ranges::none_of(tokens, depends) && std::ranges::none_of(formula.calls, is_inside)) {
        const bool one = numbers.size() == 1 && numbers[0].tokens.size() == tokens.size();
        const bool neutral = one && numbers[0].value && is_neutral(argument, *numbers[0].value);
        return numbers.empty() || neutral ? std::string() : as_typed(tokens);
    }
    std::string all;
    for (const TypedNumber& number : numbers) {
        if (!number.value ||
            std::ranges::find(no_assumptions, *number.value) == no_assumptions.end()) {
            all += (all.empty() ? "" : ", ") + as_typed(number.tokens);
        }
    }
    return all;
}

void Findings::look_for_constants(const FormulaWithCalls& formula) {
    static constexpr Text one = tr("%1% of %2%: %3%");
    std::string all;
    for (const FoundCall& call : formula.calls) {
        const std::vector<Argument>& arguments = call.function->arguments;
        if (looks_into_others(*call.function)) {
            continue;
        }
        for (std::size_t i = 0; i < std::min(call.arguments.size(), arguments.size()); ++i) {
            const std::string numbers =
                is_question(arguments[i]) ? std::string() : constants_in(formula, call, i);
            if (!numbers.empty()) {
                all += (all.empty() ? "" : "; ") +
                       words({one, {std::string(arguments[i].id), call.function->name, numbers}});
            }
        }
    }
    if (!all.empty()) {
        constants.push_back({{formula.place.sheet, formula.cells}, all});
    }
}

void Findings::look_for_blanks(const FormulaWithCalls& formula, const FoundCall& call) {
    static constexpr Text one = tr("%1% of %2% is %3%, which is blank and counts as 0");
    const std::vector<Argument>& arguments = call.function->arguments;
    for (std::size_t i = 0; i < std::min(call.arguments.size(), arguments.size()); ++i) {
        if (arguments[i].shape != Shape::number) {
            continue;
        }
        const Tokens tokens = own_tokens(formula, call, i);
        // What a function makes of a blank cell is its own affair.
        const bool plain = std::none_of(tokens.begin(), tokens.end(), [](const Token& token) {
            return token.opcode == opcode::open;
        });
        if (!plain) {
            continue;
        }
        for (const Token& reference : calls_.references_in(tokens, formula.place)) {
            const std::optional<SheetArea> cells = referred_cells(reference);
            if (cells && cells->area.rows * cells->area.columns == 1 &&
                cells_.is_blank({cells->sheet, cells->area.first})) {
                blanks.push_back({{formula.place.sheet, formula.cells},
                                  words({one,
                                         {std::string(arguments[i].id), call.function->name,
                                          spreadsheet_.shown_range(*cells)}})});
            }
        }
    }
}

void Findings::look_for_seed(const FormulaWithCalls& formula, const FoundCall& call) {
    static constexpr Text one = tr("%1% has no seed of its own, and so seed 1");
    const std::vector<Argument>& arguments = call.function->arguments;
    const auto seed = std::ranges::find(arguments, "seed", &Argument::id);
    if (seed == arguments.end()) {
        return;
    }
    const auto index = static_cast<std::size_t>(seed - arguments.begin());
    const bool given = index < call.arguments.size() && [&] {
        const Tokens tokens = own_tokens(formula, call, index);
        return !tokens.empty() && tokens.front().opcode != opcode::missing;
    }();
    if (!given) {
        without_seed.push_back(
            {{formula.place.sheet, formula.cells}, words({one, {call.function->name}})});
    }
}

namespace {

/// A line of cells, in a column or a row.
struct Line {
    std::int32_t sheet;
    bool column;
    std::size_t number;

    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes this for a comparison with 0
    auto operator<=>(const Line&) const = default;

    CellPlace place(std::size_t at) const {
        return column ? CellPlace{sheet, {at, number}} : CellPlace{sheet, {number, at}};
    }
};

/// A formula of such a line: where it is and what it is, seen from itself.
struct OnLine {
    std::size_t at;
    const FormulaWithCalls* formula;
    std::string_view pattern;
};

/// So many formulas alike make a row of them.
constexpr std::size_t fewest_alike = 3;

} // namespace

std::vector<Finding> typed_over(const Spreadsheet& spreadsheet, const Cells& cells,
                                const std::vector<FormulaWithCalls>& formulas, const Calls& calls) {
    static constexpr Text sentence = tr("%1% is typed where %2% and %3% have the same formula");
    std::vector<std::string> patterns;
    std::map<Line, std::vector<OnLine>> lines;
    patterns.reserve(formulas.size());
    for (const FormulaWithCalls& formula : formulas) {
        if (formula.array) {
            continue;
        }
        // As the same formula would be written in a cell from which all others can be seen.
        const CellPlace anywhere{formula.place.sheet, {500000, 500}};
        patterns.push_back(spreadsheet.print(formula.typed, anywhere));
        const auto& [row, column] = formula.place.at;
        lines[{formula.place.sheet, true, column}].push_back({row, &formula, patterns.back()});
        lines[{formula.place.sheet, false, row}].push_back({column, &formula, patterns.back()});
    }
    const auto reads = [&](const FormulaWithCalls& formula, const CellPlace& place) {
        return std::ranges::any_of(
            calls.references_in(formula.typed, formula.place), [&](const Token& reference) {
                const std::optional<SheetArea> area = referred_cells(reference);
                return area && area->sheet == place.sheet &&
                       place.at.row - area->area.first.row < area->area.rows &&
                       place.at.column - area->area.first.column < area->area.columns;
            });
    };
    std::vector<Finding> found;
    for (auto& [line, all] : lines) {
        std::ranges::sort(all, {}, &OnLine::at);
        std::vector<Finding> between;
        std::size_t alike = 1;
        const auto end_of_row = [&] {
            if (alike >= fewest_alike) {
                found.insert(found.end(), between.begin(), between.end());
            }
            between.clear();
            alike = 1;
        };
        for (std::size_t i = 0; i + 1 < all.size(); ++i) {
            const OnLine& before = all[i];
            const OnLine& next = all[i + 1];
            bool goes_on = before.pattern == next.pattern;
            std::vector<Finding> here;
            for (std::size_t at = before.at + 1; goes_on && at < next.at; ++at) {
                const CellPlace place = line.place(at);
                goes_on = cells.is_typed_number(place) && !reads(*before.formula, place) &&
                          !reads(*next.formula, place);
                if (goes_on) {
                    here.push_back({{line.sheet, {place.at, 1, 1}},
                                    words({sentence,
                                           {plain(std::get<double>(cells.value(place))),
                                            spreadsheet.shown(before.formula->place),
                                            spreadsheet.shown(next.formula->place)}})});
                }
            }
            if (!goes_on) {
                end_of_row();
                continue;
            }
            ++alike;
            between.insert(between.end(), here.begin(), here.end());
        }
        end_of_row();
    }
    return found;
}

Labels::Labels(const Spreadsheet& spreadsheet, const Calls& calls, const Cells& cells)
    : cells_(cells), named_(calls.named_cells()) {
    for (std::int32_t index = 0; index < spreadsheet.sheets(); ++index) {
        headings_.emplace_back(index, cells);
        const Object comments = spreadsheet.sheet(index).call("getAnnotations").object();
        const auto count = static_cast<std::int32_t>(comments.call("getCount").whole());
        for (std::int32_t i = 0; i < count; ++i) {
            const Object comment = comments.call("getByIndex", i).object();
            const Any at = comment.call("getPosition");
            comments_.emplace(CellPlace{index,
                                        {static_cast<std::size_t>(at.member("Row").whole()),
                                         static_cast<std::size_t>(at.member("Column").whole())}},
                              comment.as("com.sun.star.text.XSimpleText").call("getString").text());
        }
    }
}

std::string Labels::text(const CellPlace& place) const {
    const std::string* text = std::get_if<std::string>(&cells_.value(place));
    return text == nullptr ? std::string() : *text;
}

std::string Labels::in_table(const CellPlace& input) const {
    static constexpr Text both = tr("%1%, %2%");
    const auto [row, column] = input.at;
    const std::optional<std::size_t> headings =
        headings_.at(static_cast<std::size_t>(input.sheet)).row_over(input.at);
    if (!headings) {
        return {};
    }
    const auto over = [&](std::size_t column) { return text({input.sheet, {*headings, column}}); };
    std::string heading = over(column);
    std::size_t label = column;
    while (label > 0 && !over(label - 1).empty()) {
        --label;
    }
    // The column of the labels often has no heading itself.
    label = label > 0 ? label - 1 : 0;
    while (label < column && text({input.sheet, {row, label}}).empty()) {
        ++label;
    }
    if (label == column) {
        return heading;
    }
    std::size_t between = label + 1;
    while (between < column && cells_.is_blank({input.sheet, {row, between}})) {
        ++between;
    }
    std::string name = text({input.sheet, {row, label}});
    return between == column ? name : words({both, {name, heading}});
}

std::string Labels::beside(const CellPlace& input) const {
    const auto [row, column] = input.at;
    for (std::size_t left = column; left > 0; --left) {
        if (std::string label = text({input.sheet, {row, left - 1}}); !label.empty()) {
            return label;
        }
    }
    // A text without one is a label itself.
    if (cells_.holds_text(input)) {
        return {};
    }
    for (std::size_t above = row; above > 0; --above) {
        if (std::string label = text({input.sheet, {above - 1, column}}); !label.empty()) {
            return label;
        }
        if (cells_.is_blank({input.sheet, {above - 1, column}})) {
            break;
        }
    }
    return text({input.sheet, {row, column + 1}});
}

std::string Labels::of(const CellPlace& input) const {
    if (std::string label = in_table(input); !label.empty()) {
        return label;
    }
    if (std::string label = beside(input); !label.empty()) {
        return label;
    }
    if (const auto comment = comments_.find(input); comment != comments_.end()) {
        return comment->second;
    }
    static constexpr Text name = tr("it has a name");
    const auto [row, column] = input.at;
    const bool named =
        std::ranges::any_of(named_, [&, row = row, column = column](const SheetArea& area) {
            return area.sheet == input.sheet && row - area.area.first.row < area.area.rows &&
                   column - area.area.first.column < area.area.columns;
        });
    return named ? words(name) : std::string();
}

std::vector<Finding> gathered(const std::vector<Finding>& findings) {
    std::vector<Finding> all;
    std::map<std::pair<std::int32_t, std::string>, Areas> alike;
    std::vector<std::pair<std::int32_t, std::string>> order;
    for (const Finding& finding : findings) {
        const std::pair key{finding.cells.sheet, finding.what};
        const auto [areas, fresh] = alike.try_emplace(key, finding.cells.sheet);
        if (fresh) {
            order.push_back(key);
        }
        for (std::size_t row = 0; row < finding.cells.area.rows; ++row) {
            areas->second.add({finding.cells.area.first.row + row, finding.cells.area.first.column},
                              finding.cells.area.columns);
        }
    }
    for (const auto& key : order) {
        for (const SheetArea& cells : alike.at(key).all()) {
            all.push_back({cells, key.second});
        }
    }
    return all;
}

} // namespace headroom
