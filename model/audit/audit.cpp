#include "audit/audit.hpp"

#include "core/catalogue.hpp"
#include "core/define.hpp"
#include "core/label.hpp"

#include <boost/algorithm/string/join.hpp>

#include <algorithm>
#include <optional>

namespace headroom {

namespace {

const ArgumentText function_argument{
    .id = "function",
    .help = tr("Name of a Headroom function in quotation marks: \"GPUMARGIN\"."),
};
const ArgumentText arguments_argument{
    .id = "argument",
    .help = tr("The arguments of that function, just as in the call looked into."),
};

Error unknown_function(std::string_view asking, std::string_view name) {
    std::vector<std::string_view> names;
    for (const Function* function : catalogue()) {
        names.push_back(function->name);
    }
    static constexpr Text far = tr("Headroom has no function of that name. %1%");
    static constexpr Text near = tr("Headroom has no function of that name. %1% Write the name in "
                                    "quotation marks: %2%(\"%3%\"; …).");
    const std::optional<std::string_view> meant = nearest(name, names);
    if (!meant) {
        return {Failure::invalid, "function", far, {advice(std::nullopt)}};
    }
    return {Failure::invalid, "function", near, {advice(meant), asking, *meant}};
}

/// Without what is left out at the end.
Arguments given(Arguments arguments) {
    while (!arguments.empty() && std::holds_alternative<std::monostate>(arguments.back())) {
        arguments = arguments.first(arguments.size() - 1);
    }
    return arguments;
}

const Function& explained(std::string_view name) {
    const Function* function = find(name);
    if (function == nullptr) {
        throw unknown_function("WORKINGS", name);
    }
    if (function->steps.empty() && !function->steps_vary) {
        static constexpr Text sentence = tr("%1% calculates nothing, so it has no workings.");
        throw Error(Failure::invalid, "function", sentence, {function->name});
    }
    return *function;
}

Cell cell_of(const Call& call, const Value& value) {
    if (const Table* table = std::get_if<Table>(&value)) {
        // Said so that it fits one cell as well.
        const std::string count = std::to_string(table->rows() * table->columns());
        return call.words({tr("cells: %1%"), {count}});
    }
    if (const double* number = std::get_if<double>(&value)) {
        return *number;
    }
    if (const std::string* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    return std::monostate();
}

Value value_of(const Argument& argument, Arguments values, std::size_t index) {
    if (index < values.size() && !std::holds_alternative<std::monostate>(values[index])) {
        if (argument.shape == Shape::choice) {
            // As the steps' formulas compare it.
            return std::string(argument.choices[choice_from(argument, values[index])]);
        }
        return argument.shape == Shape::number ? Value(number_from(argument, values[index]))
                                               : values[index];
    }
    if (const double* number = std::get_if<double>(&argument.otherwise)) {
        return *number;
    }
    if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
        return std::string(*word);
    }
    return {};
}

Table workings(Call& call, const std::string& name, Arguments all) {
    const Arguments arguments = given(all);
    const Function& function = explained(name);
    std::vector<Call::Record> records;
    Call recording(call.language(), &records, call.memory(), call.notation());
    std::optional<Cell> result;
    try {
        const Value value = function.call(arguments, recording);
        if (std::holds_alternative<double>(value)) {
            result = std::get<double>(value);
        }
    } catch (const Error& error) {
        // A question without an answer still has steps that show why.
        if (error.kind() != Failure::no_answer && error.kind() != Failure::division &&
            error.kind() != Failure::not_available) {
            throw;
        }
        result = error.kind();
    }

    Table table;
    for (std::size_t i = 0; i < function.arguments.size(); ++i) {
        const Argument& argument = function.arguments[i];
        const Value value = value_of(argument, arguments, i);
        if (!std::holds_alternative<std::monostate>(value)) {
            const bool by_default =
                i >= arguments.size() || std::holds_alternative<std::monostate>(arguments[i]);
            const bool cells = argument.shape == Shape::cells;
            const Formula formula =
                cells ? Formula(tr("the cells that were given")) : Formula("=" + literal(value));
            const Text unit = argument.unit->name;
            table.append({std::string(argument.id), formula.in(call.language()),
                          cell_of(call, value),
                          call.words(by_default ? Phrase(tr("%1% (default)"), {unit}) : unit)});
        }
    }
    auto noted = records.cbegin();
    const auto append_notes_before = [&](std::vector<Call::Record>::const_iterator end) {
        for (; noted < end; ++noted) {
            if (noted->unit != nullptr) {
                table.append({noted->step, noted->formula.in(call.language()), noted->value,
                              call.words(noted->unit->name)});
            }
        }
    };
    if (function.steps_vary) {
        append_notes_before(records.cend());
        if (result && std::holds_alternative<Failure>(*result)) {
            table.append({std::string("result"), call.words(tr("there is no answer")), *result,
                          call.words(unit::number.name)});
        }
        return table;
    }
    for (const Step& step : function.steps) {
        // The result of a table is the table; its steps are all recorded.
        const bool last = &step == &function.steps.back() &&
                          function.returns == Function::Returns::number && result.has_value();
        const std::string_view id = last ? std::string_view() : step.id.view();
        const auto found = std::find_if(records.begin(), records.end(),
                                        [&](const auto& record) { return record.step == id; });
        if (!last && found == records.end()) {
            continue;
        }
        append_notes_before(last ? records.end() : found);
        const bool own = found != records.end() && !found->formula.empty();
        const Formula& formula = own ? found->formula : step.formula;
        table.append({std::string(step.id), formula.in(call.language()),
                      last ? *result : found->value, call.words(step.unit.name)});
    }
    append_notes_before(records.cend());
    if (result.has_value() && function.returns != Function::Returns::number) {
        table.append({std::string("result"),
                      call.words(tr("the part of the table that was asked for")), *result,
                      call.words(unit::number.name)});
    }
    return table;
}

Function workings_record() {
    return define<workings>({
        .id = "workings",
        .summary = tr("Shows every argument and step of a Headroom function with formula, value "
                      "and unit. Enter it as an array, or one cell at a time with INDEX."),
        .arguments = {{function_argument, arguments_argument}},
        .equation = tr("Rows of four columns: step, formula, value, unit. First the arguments, "
                       "then the steps; the last row is the result. Formulas are in Calc's English "
                       "notation in every office: English names, a point in numbers, semicolons."),
        .source = tr("The call itself, repeated with its steps written down."),
        .plain_form = PlainForm::frozen(tr("It shows how Headroom calculates another call.")),
        .examples = {{.arguments = {std::string("REQUIREDCUTS"), 12e9, 0.0, 0.5, 200000.0},
                      .says =
                          tr("Select a block of four columns, type it and press Ctrl+Shift+Enter. "
                             "For one value, use INDEX(WORKINGS(…); row; column).")}},
        .see_also = {"REASON"},
    });
}

/// What must be said of one value where cells are needed: Calc shows Err:504 when it is typed, but
/// hands a single cell to REASON as its value too. `fine`: nothing else is wrong with the call.
std::vector<Error> on_single_values(const Function& function, Arguments arguments, bool fine) {
    static constexpr Text one = tr(
        "%1% is one value, %2%. Typed into the formula it gives Err:504, because cells are needed "
        "here; in a cell of its own it is right. REASON cannot see which of the two it is.");
    static constexpr Text zero =
        tr("%1% is one value, 0. Typed into the formula it gives Err:504, because cells are needed "
           "here; in a cell of its own it is right, but not when that cell is blank, which is "
           "Err:502. REASON cannot see which of these it is.");
    static constexpr Text beside =
        tr("%1% is one value: typed into the formula and not in a cell of its own, it gives "
           "Err:504 before all else. REASON cannot see whether it is.");
    std::vector<Error> said;
    for (std::size_t i = 0; i < std::min(arguments.size(), function.arguments.size()); ++i) {
        const std::string id(function.arguments[i].id);
        const double* number = std::get_if<double>(&arguments[i]);
        if (function.arguments[i].shape != Shape::series || function.arguments[i].optional ||
            (number == nullptr && !std::holds_alternative<std::string>(arguments[i]))) {
            continue;
        }
        if (number == nullptr || !fine) {
            said.emplace_back(Failure::count, id, beside, std::vector<Phrase>{id});
        } else if (*number == 0) {
            said.emplace_back(Failure::count, id, zero, std::vector<Phrase>{id});
        } else {
            said.emplace_back(Failure::count, id, one, std::vector<Phrase>{id, rounded(*number)});
        }
    }
    if (said.size() > 1) {
        static constexpr Text several =
            tr("%1% are one value each: typed into the formula and not in cells of their own, they "
               "give Err:504 before all else. REASON cannot see whether they are.");
        std::vector<std::string> ids;
        for (const Error& error : said) {
            ids.emplace_back(error.argument());
        }
        return {Error(Failure::count, ids.front(), several,
                      std::vector<Phrase>{boost::algorithm::join(ids, ", ")})};
    }
    return said;
}

/// Why cells of a table are in error though the call is not.
std::optional<Error> on_cells_in_error(const Function& function, const Value& result) {
    const Table* table = std::get_if<Table>(&result);
    std::size_t count = 0;
    std::size_t first = 0;
    for (std::size_t i = 0; table != nullptr && i < table->rows() * table->columns(); ++i) {
        const Cell& cell = table->at(i / table->columns(), i % table->columns());
        if (std::holds_alternative<Failure>(cell)) {
            first = count == 0 ? i : first;
            ++count;
        }
    }
    if (count == 0) {
        return std::nullopt;
    }
    static constexpr Text sentence = tr("The call is right, but cells of the table are errors: "
                                        "%1%, the first in row %2% and column %3%. %4%");
    return Error(Failure::not_available, {}, sentence,
                 {std::to_string(count), std::to_string(first / table->columns() + 1),
                  std::to_string(first % table->columns() + 1), function.errors});
}

std::string reason(Call& call, const std::string& name, Arguments all) {
    const Function* function = find(name);
    if (function == nullptr) {
        return call.words(unknown_function("REASON", name).sentence());
    }
    const Arguments arguments = given(all);
    std::optional<Error> wrong;
    bool fine = true;
    try {
        Call inner(call.language(), nullptr, call.memory(), call.notation());
        wrong = on_cells_in_error(*function, function->call(arguments, inner));
    } catch (const Error& error) {
        wrong = error;
        fine = false;
    }
    std::string said = wrong ? call.words(wrong->sentence()) : std::string();
    for (const Error& error : on_single_values(*function, arguments, fine)) {
        said += (said.empty() ? "" : " ") + call.words(error.sentence());
    }
    return said;
}

Function reason_record() {
    return define<reason>({
        .id = "reason",
        .summary = tr("Says in words why a Headroom function shows an error: which argument, what "
                      "it got, what is allowed. Empty when it sees no error."),
        .arguments = {{function_argument, arguments_argument}},
        .equation = tr("The call itself, repeated; its error in a sentence. Calc tells REASON of a "
                       "single cell its value only, of an array no more than of a range, and of an "
                       "empty argument at the end nothing. So where cells are needed REASON says "
                       "of one value that it cannot see whether it was typed, which is Err:504; an "
                       "array in place of cells, inline or calculated, and an empty argument too "
                       "many, which are Err:504 too, it cannot see at all."),
        .source = tr("The limits in each function's definition."),
        .errors = tr("An argument that is a cell in error gives that error, and a range that holds "
                     "one Err:504: Calc does not hand them over. So do more than 20 arguments."),
        .plain_form =
            PlainForm::frozen(tr("It says why Headroom gives no answer to another call.")),
        .examples = {{.arguments = {std::string("REQUIREDCUTS"), 12e9, 0.0, 24.0, 200000.0},
                      .says = tr("A margin typed as 24 instead of 24 %.")}},
        .see_also = {"WORKINGS"},
    });
}

std::string headroom_version(Call&) {
    return std::string(version());
}

Function headroom_version_record() {
    return define<headroom_version>({
        .id = "headroomVersion",
        .summary = tr("The version of Headroom that calculates this workbook. Print it beside "
                      "results that have to be repeated later."),
        .arguments = {},
        .equation = tr("The version as text."),
        .source = tr("This extension."),
        .plain_form =
            PlainForm::frozen(tr("It is the version of Headroom that calculated the workbook.")),
        .examples = {{.arguments = {}, .says = tr("Next to the date of a report.")}},
        .see_also = {"WORKINGS"},
    });
}

} // namespace

std::vector<Function> audit_functions() {
    return {workings_record(), reason_record(), headroom_version_record()};
}

} // namespace headroom
