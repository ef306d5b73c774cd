#include "panel/panel_text.hpp"

#include "panel/given_argument.hpp"
#include "workbook/words.hpp"

#include "core/catalogue.hpp"

#include <algorithm>

namespace headroom {

namespace {

using uno::Object;

/// More in one cell nobody reads in a panel.
constexpr std::size_t most_calls = 10;

/// Whether its answer takes a simulation.
bool simulates(const Function& function) {
    return std::ranges::any_of(function.arguments,
                               [](const Argument& argument) { return argument.id == "trials"; });
}

bool says_what_it_counts(const Argument& argument) {
    return argument.shape == Shape::number && argument.unit != nullptr &&
           argument.unit != &unit::value && argument.unit != &unit::number;
}

bool looks_into_another(const Function& function) {
    return !function.arguments.empty() && function.arguments.back().shape == Shape::any_number;
}

/// Those of a call that is looked into are all the last one. Null for one too many.
const Argument* described(const Function& function, std::size_t index) {
    if (index < function.arguments.size()) {
        return &function.arguments[index];
    }
    return looks_into_another(function) ? &function.arguments.back() : nullptr;
}

class Description {
public:
    Description(const Spreadsheet& spreadsheet, const FormulaWithCalls& formula,
                const CellPlace& place, const Notation& notation)
        : spreadsheet_(spreadsheet), formula_(formula), notation_(notation),
          cell_(spreadsheet.cell(place)), shown_(cell_.get("String").text()),
          in_error_(cell_.call("getError").whole() != 0) {}

    std::string text() {
        static constexpr Text more = tr("There are more functions in this cell.");
        const std::size_t calls = std::min(formula_.calls.size(), most_calls);
        for (std::size_t i = 0; i < calls; ++i) {
            add(formula_.calls[i]);
        }
        if (calls < formula_.calls.size()) {
            all_asked_ = false;
            line(words(more));
        }
        // What is looked for first comes first, but the reason is found on the way.
        return result() + '\n' + said_;
    }

private:
    void line(const std::string& text) { said_ += text + '\n'; }

    void add(const FoundCall& call) {
        static constexpr Text in_error = tr("%1%, which is %2%, is in error itself.");
        const Function& function = *call.function;
        line(function.name);
        line(words(function.summary));
        line({});
        std::vector<Value> values;
        bool known = true;
        const std::size_t count = std::max(call.arguments.size(), function.arguments.size());
        for (std::size_t i = 0; i < count; ++i) {
            const Argument* argument = described(function, i);
            if (argument == nullptr) {
                continue;
            }
            const Tokens tokens = i < call.arguments.size() ? slice(call.arguments[i]) : Tokens();
            if (tokens.empty()) {
                if (i < function.arguments.size() && argument->shape != Shape::any_number) {
                    left_out(*argument);
                }
                values.emplace_back();
                continue;
            }
            const GivenArgument given =
                given_argument(spreadsheet_, formula_.place, tokens, *argument, notation_);
            show(*argument, given);
            if (given.in_error && why_.empty()) {
                why_ = words({in_error, {std::string(argument->id), given.typed}});
            }
            known = known && given.value;
            values.push_back(given.value.value_or(Value()));
        }
        const bool can_be_asked = known && !looks_into_another(function) && !simulates(function);
        all_asked_ = all_asked_ && can_be_asked;
        if (in_error_ && why_.empty() && can_be_asked) {
            why_ = reason(function, std::move(values));
        }
        line({});
    }

    Tokens slice(const FoundCall::Slice& part) const {
        Tokens tokens;
        for (std::size_t i = part.first; i < part.end; ++i) {
            const Token& token = formula_.tokens[i];
            if (token.opcode != opcode::spaces && token.opcode != opcode::missing) {
                tokens.push_back(token);
            }
        }
        return tokens;
    }

    void show(const Argument& argument, const GivenArgument& given) {
        static constexpr Text value = tr("%1%: %2%"), with_unit = tr("%1%: %2% %3%"),
                              with_source = tr("%1%: %2% (%3%)"),
                              with_both = tr("%1%: %2% %3% (%4%)");
        const std::string id(argument.id);
        const std::string& shown = given.shown.empty() ? given.typed : given.shown;
        const bool unit = says_what_it_counts(argument) && given.value && !given.shown.empty();
        const bool source = !given.typed.empty() && !given.shown.empty();
        if (unit && source) {
            line(words({with_both, {id, shown, argument.unit->name, given.typed}}));
        } else if (unit) {
            line(words({with_unit, {id, shown, argument.unit->name}}));
        } else if (source) {
            line(words({with_source, {id, shown, given.typed}}));
        } else {
            line(words({value, {id, shown}}));
        }
    }

    void left_out(const Argument& argument) {
        static constexpr Text otherwise = tr("%1%: left out, so %2%"), blank = tr("%1%: left out");
        const std::string id(argument.id);
        if (const double* number = std::get_if<double>(&argument.otherwise)) {
            line(words({otherwise, {id, exact(*number).in(notation_)}}));
        } else if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
            line(words({otherwise, {id, *word}}));
        } else {
            line(words({blank, {id}}));
        }
    }

    std::string reason(const Function& function, std::vector<Value> values) const {
        const Function& asked = *find("REASON");
        values.insert(values.begin(), Value(function.name));
        Call call(spoken_language(), nullptr, nullptr, notation_);
        try {
            return std::get<std::string>(asked.call(values, call));
        } catch (const Error& error) {
            return call.words(error.sentence());
        }
    }

    std::string result() const {
        static constexpr Text alone = tr("Result: %1%"), part = tr("The cell shows: %1%"),
                              of_array = tr("This cell: %1%, one of %2% × %3%"),
                              why = tr("Why: %1%"), ask = tr("Explain Cell says more."),
                              others = tr("Why: none of its Headroom functions is in error, but "
                                          "something else in the formula.");
        const bool only = formula_.is_only(formula_.calls.back());
        const bool array = formula_.array && formula_.cells.rows * formula_.cells.columns > 1;
        std::string said = array ? words({of_array,
                                          {shown_, std::to_string(formula_.cells.rows),
                                           std::to_string(formula_.cells.columns)}})
                                 : words({only ? alone : part, {shown_}});
        if (in_error_) {
            said +=
                '\n' + (!why_.empty() ? words({why, {why_}}) : words(all_asked_ ? others : ask));
        }
        return said + '\n';
    }

    const Spreadsheet& spreadsheet_;
    const FormulaWithCalls& formula_;
    const Notation& notation_;
    Object cell_;
    std::string shown_;
    bool in_error_;
    bool all_asked_ = true; ///< each call, or it could be
    std::string why_;
    std::string said_;
};

} // namespace

PanelText panel_text(const Spreadsheet& spreadsheet, const Calls& calls, const CellPlace& place,
                     const Notation& notation) {
    static constexpr Text none = tr("There is no Headroom function in this cell.");
    PanelText text{spreadsheet.shown(place), words(none)};
    const std::vector<FormulaWithCalls> formulas = calls.in({place.sheet, {place.at, 1, 1}});
    if (!formulas.empty()) {
        text.said = Description(spreadsheet, formulas.front(), place, notation).text();
        text.has_calls = true;
    }
    return text;
}

} // namespace headroom
