#include "workbook/explain.hpp"

#include "workbook/block_sheet.hpp"
#include "workbook/call_block.hpp"
#include "workbook/calls.hpp"
#include "workbook/explained_sheets.hpp"
#include "workbook/own_cells.hpp"
#include "workbook/refusal.hpp"
#include "workbook/words.hpp"
#include "workbook/writable.hpp"

#include "core/shared_blocks.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// A column that no block reaches.
constexpr std::size_t scratch_column = 200;

/// The sections on the sheet of workings: each explains one cell, from its heading to the next one.
class Sections {
public:
    Sections(const Spreadsheet& spreadsheet, std::int32_t sheet)
        : spreadsheet_(spreadsheet), sheet_(sheet) {}

    struct Section {
        std::size_t row;
        std::size_t rows;
    };

    /// Where the section of a cell is, or where the next new one begins, with no rows. It is found
    /// by the reference in its heading, which follows the cell wherever it is moved.
    Section of(const CellPlace& cell) const {
        const Area used = spreadsheet_.used(sheet_);
        const Area column{{0, headings_column}, used.rows, 1};
        const Any texts = spreadsheet_.range(sheet_, column).call("getFormulaArray");
        const uno::Elements rows = texts.elements();
        const std::string wanted = heading_formula(spreadsheet_, cell);
        const std::string mark = heading_mark();
        std::size_t begin = rows.size();
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const std::string text = rows[row].elements()[0].text();
            if (!text.starts_with(mark)) {
                continue;
            }
            if (begin < rows.size()) {
                return {begin, row - begin};
            }
            if (text == wanted) {
                begin = row;
            }
        }
        return begin < rows.size() ? Section{begin, rows.size() - begin + gap} : at_end();
    }

    /// Where the next new one begins.
    Section at_end() const {
        const Area used = spreadsheet_.used(sheet_);
        const bool empty = used.rows == 1 && is_blank(used);
        return {empty ? 0 : used.rows + gap, 0};
    }

    /// IF makes the formula one that nobody else writes; what it gives is the cell's value.
    static std::string heading_formula(const Spreadsheet& spreadsheet, const CellPlace& cell) {
        return heading_mark() + spreadsheet.reference(cell.sheet, {cell.at, 1, 1}) + ')';
    }

    static constexpr std::size_t headings_column = 2;
    static constexpr std::size_t gap = 2;

private:
    bool is_blank(const Area& row) const {
        const Any texts = spreadsheet_.range(sheet_, row).call("getFormulaArray");
        const uno::Elements cells = texts.elements()[0].elements();
        for (std::size_t column = 0; column < cells.size(); ++column) {
            if (!cells[column].text().empty()) {
                return false;
            }
        }
        return true;
    }

    static std::string heading_mark() { return "=IF(TRUE();"; }

    const Spreadsheet& spreadsheet_;
    std::int32_t sheet_;
};

/// Without Headroom the value beside is not Headroom's, so that nothing can be said. The office
/// then shows the name of the service in the formula of the call.
std::string where_headroom_is(const std::string& call, const std::string& formula) {
    static constexpr Text unknown = tr("cannot be told without Headroom");
    return "=IF(ISNUMBER(SEARCH(\"org.headroom\";FORMULA(" + call + ")));\"" + words(unknown) +
           "\";" + formula.substr(1) + ')';
}

/// Lays out all that is said of one formula.
class Explanation {
public:
    Explanation(const Spreadsheet& spreadsheet, const Calls& calls, std::int32_t sheet,
                const FormulaWithCalls& formula, const Scratch& scratch, std::size_t row,
                SharedBlocks& shared)
        : spreadsheet_(spreadsheet), calls_(calls), sheet_(sheet), formula_(formula),
          scratch_(scratch), page_{{row, 0}}, shared_(shared) {
        add_heading();
        for (std::size_t call = 0; call < formula.calls.size(); ++call) {
            add_call(call);
        }
        for (std::size_t i = 0; i < Sections::gap; ++i) {
            page_.add({});
        }
    }

    const Page& page() const { return page_; }
    /// Why calls are in error, a line each.
    const std::string& reasons() const { return reasons_; }

private:
    using Look = BlockCell::Look;

    void add_heading() {
        static constexpr Text value = tr("its value");
        page_.add(
            {text_of(spreadsheet_.shown(formula_.place), Look::title),
             text_of(words(value), Look::note),
             formula_of(Sections::heading_formula(spreadsheet_, formula_.place), Look::value)});
        page_.links.push_back({{page_.first.row, 0},
                               spreadsheet_.link(formula_.place),
                               spreadsheet_.shown(formula_.place)});
        page_.add(
            {text_of((formula_.array ? "{=" : "=") + formula_.text + (formula_.array ? "}" : ""),
                     Look::note)});
        page_.add({});
    }

    void add_call(std::size_t index) {
        page_.add({});
        const FoundCall& found = formula_.calls[index];
        const std::string text = calls_.absolute_text(formula_, index, results_);
        // What can be asked before the results of calls in it are written.
        const std::string alone = calls_.standalone_text(formula_, index);
        PlacedCall call = calls_.placed(formula_, index, results_, scratch_);
        if (found.function->plain_form.is_frozen() || found.function->plain_form.has_variants()) {
            add_frozen(call, found, text, alone);
        } else {
            add_live(call, found, text);
        }
        add_reason(*found.function, alone);
    }

    void add_live(const PlacedCall& call, const FoundCall& found, const std::string& text) {
        Block block = plain_block(call, page_.next(), shared_);
        const Area result = block.result;
        std::string unit;
        if (result.rows * result.columns == 1) {
            const auto& row = block.rows[result.first.row - block.place.row];
            if (row.size() > 3 && std::holds_alternative<std::string>(row[3].content)) {
                unit = std::get<std::string>(row[3].content);
            }
        }
        page_.add_block(std::move(block));
        results_.push_back({sheet_, result});

        static constexpr Text headrooms = tr("Headroom's value");
        static constexpr Text cells_value = tr("value of the cell");
        static constexpr Text calls_value = tr("the call itself");
        static constexpr Text agrees = tr("they agree");
        static constexpr Text how = tr("the result above and Headroom's value, to nine digits");
        const bool only = formula_.is_only(found);
        const std::string cell =
            spreadsheet_.reference(formula_.place.sheet, {formula_.place.at, 1, 1});
        const std::size_t row = page_.next().row;
        const auto add_agreement = [&](const std::string& call, const std::string& formula) {
            page_.add({text_of(words(agrees)),
                       {},
                       formula_of(where_headroom_is(call, formula)),
                       {},
                       text_of(words(how), Look::note)});
        };
        if (result.rows * result.columns == 1) {
            const std::string here = Place{row, 2}.name();
            const std::string value = only ? cell : text;
            page_.add({text_of(words(headrooms)),
                       {},
                       formula_of('=' + value),
                       text_of(unit),
                       text_of(words(only ? cells_value : calls_value), Look::note)});
            add_agreement(only ? cell : here, same_values(result.first.name(), here));
            return;
        }
        if (only) {
            const Area both{{},
                            std::min(result.rows, formula_.cells.rows),
                            std::min(result.columns, formula_.cells.columns)};
            add_agreement(cell, same_tables(spreadsheet_.reference(
                                                formula_.place.sheet,
                                                {formula_.cells.first, both.rows, both.columns}),
                                            Area{result.first, both.rows, both.columns}.name()));
            return;
        }
        const Area beside = add_array(words(headrooms), text, result);
        add_agreement(beside.first.name(), same_tables(beside.name(), result.name()));
    }

    /// What Headroom gives, under its title; returns where.
    Area add_array(std::string label, const std::string& text, const Area& size) {
        page_.add({text_of(std::move(label), Look::heading)});
        const Area area{page_.next(), size.rows, size.columns};
        for (std::size_t row = 0; row < size.rows; ++row) {
            page_.add(std::vector<BlockCell>(size.columns, BlockCell{Look::result, {}}));
        }
        page_.arrays.push_back({area, '=' + text});
        return area;
    }

    void add_frozen(const PlacedCall& call, const FoundCall& found, const std::string& text,
                    const std::string& alone) {
        static constexpr Text what = tr("Argument or step"), given = tr("Given"),
                              value = tr("Value"), unit = tr("Unit"), how = tr("How"),
                              result = tr("result");
        static constexpr Text live = tr("Headroom calculates it here as in the cell.");
        page_.add({text_of(call.text, Look::title)});
        std::vector<BlockCell> heading;
        for (const Text& each : {what, given, value, unit, how}) {
            heading.push_back(text_of(words(each), Look::heading));
        }
        page_.add(std::move(heading));
        for (std::vector<BlockCell>& row : inputs_of(call)) {
            page_.add(std::move(row));
        }
        add_workings(call, alone);
        const Area size = scratch_.size(alone);
        if (size.rows * size.columns == 1) {
            results_.push_back({sheet_, {{page_.next().row, 2}, 1, 1}});
            page_.add({text_of(words(result)),
                       {},
                       formula_of('=' + text, Look::result),
                       {},
                       text_of(words(live), Look::note)});
        } else {
            results_.push_back({sheet_, add_array(words(result), text, size)});
        }
        if (found.function->plain_form.is_frozen()) {
            page_.add({text_of(words(found.function->plain_form.why_frozen()), Look::note)});
        }
    }

    /// The steps, as they are now.
    void add_workings(const PlacedCall& call, const std::string& text) {
        const Function& function = call.function;
        if (function.steps.empty() && !function.steps_vary) {
            return;
        }
        const Table rows = scratch_.rows(question("WORKINGS", function, text), 4);
        const auto is_argument = [&](const std::string& id) {
            return std::any_of(function.arguments.begin(), function.arguments.end(),
                               [&](const Argument& argument) { return argument.id == id; });
        };
        for (std::size_t row = 0; row < rows.rows() && rows.columns() >= 4; ++row) {
            const std::string* id = std::get_if<std::string>(&rows.at(row, 0));
            if (id == nullptr || is_argument(*id)) {
                continue;
            }
            const auto word = [&](std::size_t column) {
                const std::string* text = std::get_if<std::string>(&rows.at(row, column));
                return text == nullptr ? std::string() : *text;
            };
            BlockCell value{Look::value, {}};
            if (const double* number = std::get_if<double>(&rows.at(row, 2))) {
                value.content = *number;
            } else {
                value.content = word(2);
            }
            page_.add({text_of(*id),
                       {},
                       std::move(value),
                       text_of(word(3)),
                       text_of(word(1), Look::note)});
        }
    }

    void add_reason(const Function& function, const std::string& text) {
        static constexpr Text why = tr("why there is no answer");
        if (function.name == "REASON" || scratch_.number("IF(ISERROR(" + text + ");1;0)") != 1) {
            return;
        }
        const std::string asked = question("REASON", function, text);
        const std::string reason = scratch_.text(asked);
        page_.add({text_of(words(why), Look::heading)});
        page_.add({text_of(reason.empty() ? words(function.errors) : reason, Look::note)});
        reasons_ += spreadsheet_.shown(formula_.place) + ", " + function.name + ": " +
                    (reason.empty() ? words(function.errors) : reason) + '\n';
    }

    const Spreadsheet& spreadsheet_;
    const Calls& calls_;
    std::int32_t sheet_;
    const FormulaWithCalls& formula_;
    const Scratch& scratch_;
    Page page_;
    SharedBlocks& shared_;
    std::vector<SheetArea> results_;
    std::string reasons_;
};

Spreadsheet spreadsheet_of(const Object& context, const Object& controller) {
    static constexpr Text none = tr("Only cells of a spreadsheet can be explained.");
    const Object document = document_in(controller);
    if (!document) {
        throw Refusal(none);
    }
    return {context, document};
}

void refuse_what_cannot_be_changed(const Spreadsheet& spreadsheet) {
    refuse_read_only(spreadsheet);
    refuse_locked(spreadsheet, workings_sheet, spreadsheet.sheet_named(workings_sheet));
}

/// So many cells fit on a sheet that somebody reads.
constexpr std::size_t most_cells = 100;

std::vector<FormulaWithCalls> formulas_in(const Spreadsheet& spreadsheet, const Calls& calls,
                                          const std::vector<SheetArea>& areas) {
    static constexpr Text none =
        tr("There is no Headroom function in %1%. Select a cell with one and "
           "try again.");
    static constexpr Text selection = tr("the selected cells");
    static constexpr Text own =
        tr("This is the sheet on which Headroom explains other cells. Select a "
           "cell of your own.");
    static constexpr Text many =
        tr("%1% cells with Headroom functions are selected. Select at most %2% "
           "at a time.");
    std::vector<FormulaWithCalls> formulas;
    const auto workings = spreadsheet.sheet_named(workings_sheet);
    for (const SheetArea& area : areas) {
        if (workings && area.sheet == *workings) {
            throw Refusal(own);
        }
        for (FormulaWithCalls& formula : calls.in(area)) {
            formulas.push_back(std::move(formula));
        }
    }
    if (formulas.empty()) {
        const bool one = areas.size() == 1 && areas[0].area.rows * areas[0].area.columns == 1;
        throw Refusal({none,
                       {one ? Phrase(spreadsheet.shown({areas[0].sheet, areas[0].area.first}))
                            : Phrase(selection)}});
    }
    if (formulas.size() > most_cells) {
        throw Refusal({many, {std::to_string(formulas.size()), std::to_string(most_cells)}});
    }
    return formulas;
}

/// Explains, and says what the user has to know of the result.
std::string explain(const Object& context, const Object& controller) {
    const Spreadsheet spreadsheet = spreadsheet_of(context, controller);
    const Calls calls(spreadsheet);
    const std::vector<FormulaWithCalls> formulas =
        formulas_in(spreadsheet, calls, selected_cells(controller));
    refuse_what_cannot_be_changed(spreadsheet);

    static constexpr Text step = tr("Explain %1%");
    static constexpr Text explaining = tr("Explaining %1%");
    std::string reasons;
    std::int32_t sheet = 0;
    Area first;
    Work work(context, controller.call("getFrame").object(),
              {explaining, {spreadsheet.shown(formulas.front().place)}});
    double share = 0;
    {
        const UndoStep undo(spreadsheet,
                            words({step, {spreadsheet.shown(formulas.front().place)}}));
        const auto there = spreadsheet.sheet_named(workings_sheet);
        sheet = there.value_or(spreadsheet.sheets());
        if (!there) {
            spreadsheet.add_sheet(workings_sheet, sheet);
        }
        const BlockSheet paper(spreadsheet, sheet);
        if (!there) {
            paper.prepare();
        }
        const Sections sections(spreadsheet, sheet);
        ExplainedSheets others(spreadsheet);
        for (const FormulaWithCalls& formula : formulas) {
            Sections::Section section = sections.of(formula.place);
            const Scratch scratch(spreadsheet, {sheet, {section.row, scratch_column}});
            std::optional<Explanation> explained;
            const auto explain_there = [&] {
                explained.emplace(spreadsheet, calls, sheet, formula, scratch, section.row,
                                  others.blocks());
            };
            explain_there();
            if (covered_by(explained->page(), spreadsheet, sheet, section.rows)) {
                make_room(spreadsheet, sheet, section.rows, Page{{section.row, 0}});
                section = sections.at_end();
                explain_there();
            }
            const Explanation& explanation = *explained;
            const double done = share + 1 / static_cast<double>(formulas.size());
            // What the explanation refers to there must not move any more.
            others.write(work.part(share, done));
            make_room(spreadsheet, sheet, section.rows, explanation.page());
            paper.write(explanation.page(), work.part(done, done));
            keep_to_own_cells(spreadsheet, sheet, explanation.page());
            share = done;
            reasons += explanation.reasons();
            if (&formula == &formulas.front()) {
                first = {{section.row, 0}, 1, 1};
            }
        }
    }
    controller.call("setActiveSheet", spreadsheet.sheet(sheet));
    controller.call("select", spreadsheet.range(sheet, first));
    return reasons;
}

} // namespace

std::string explain_selection(const Object& context, const Object& frame) {
    static constexpr Text cancelled = tr("Cancelled: nothing was explained.");
    const Object controller = frame ? frame.call("getController").object() : Object();
    return said_by([&] { return explain(context, controller); }, cancelled);
}

} // namespace headroom
