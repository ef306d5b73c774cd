#include "workbook/review.hpp"

#include "workbook/call_block.hpp"
#include "workbook/document_copy.hpp"
#include "workbook/hidden_calls.hpp"
#include "workbook/input_hash.hpp"
#include "workbook/kept_formula.hpp"
#include "workbook/losses.hpp"
#include "workbook/refusal.hpp"
#include "workbook/values.hpp"
#include "workbook/words.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace headroom {

namespace {

using uno::Object;

double part_of(std::size_t done, std::size_t all) {
    return static_cast<double>(done) / static_cast<double>(all);
}

/// A copy of a document in which everything is calculated anew, with a sheet for more formulas.
class Recalculation {
public:
    explicit Recalculation(const Spreadsheet& original)
        : copy_(original.context(), original.document()),
          spreadsheet_(original.context(), copy_.document()), sheet_(spreadsheet_.sheets()) {
        spreadsheet_.add_sheet("Headroom, for the time being", sheet_);
        copy_.document().call("calculateAll");
        cells_.emplace(spreadsheet_);
        scratch_.emplace(spreadsheet_, CellPlace{sheet_, {0, 2}});
    }

    const Cells& cells() const { return *cells_; }
    const Scratch& scratch() const { return *scratch_; }

    /// What expressions give; of tables the first cell.
    std::vector<Cell> results(const std::vector<std::string>& expressions,
                              const Report& report) const {
        std::vector<std::vector<BlockCell>> rows;
        for (const std::string& expression : expressions) {
            rows.push_back({formula_of('=' + expression)});
        }
        std::vector<Cell> results;
        if (rows.empty()) {
            return results;
        }
        BlockSheet(spreadsheet_, sheet_).write_cells({0, 0}, rows, report);
        const Object range = spreadsheet_.range(sheet_, {{0, 0}, rows.size(), 1});
        const Table values = values_of(range);
        for (std::size_t row = 0; row < values.rows(); ++row) {
            results.push_back(values.at(row, 0));
        }
        constexpr std::int32_t formulas = 16; // CellFlags.FORMULA
        range.call("clearContents", formulas);
        return results;
    }

private:
    DocumentCopy copy_;
    Spreadsheet spreadsheet_;
    std::int32_t sheet_;
    std::optional<Cells> cells_;
    std::optional<Scratch> scratch_;
};

/// Expressions, each once, and their results.
class Questions {
public:
    /// Its number.
    std::size_t ask(const std::string& expression) {
        const auto [known, fresh] = known_.try_emplace(expression, all_.size());
        if (fresh) {
            all_.push_back(expression);
        }
        return known->second;
    }
    void answer(const Recalculation& recalculation, const Report& report) {
        answers_ = recalculation.results(all_, report);
    }
    const Cell& answer(std::size_t number) const { return answers_.at(number); }

private:
    std::vector<std::string> all_;
    std::map<std::string, std::size_t> known_;
    std::vector<Cell> answers_;
};

class Reviewing {
public:
    Reviewing(const Spreadsheet& spreadsheet, Work& work)
        : spreadsheet_(spreadsheet), work_(work), calls_(spreadsheet), cells_(spreadsheet) {
        find();
        recalculation_.emplace(spreadsheet_);
    }

    Review done() {
        add_calls();
        add_plans();
        add_simulations();
        look_for_findings();
        add_inputs();
        review_.hidden = hidden_calls(spreadsheet_, calls_);
        return std::move(review_);
    }

private:
    void find() {
        static constexpr Text none =
            tr("There is no Headroom function in the cells of this document: there is nothing to "
               "report on.");
        for (std::int32_t sheet = 0; sheet < spreadsheet_.sheets(); ++sheet) {
            work_.report(0.2 * part_of(static_cast<std::size_t>(sheet),
                                       static_cast<std::size_t>(spreadsheet_.sheets())));
            for (FormulaWithCalls& formula : calls_.on_sheet(sheet)) {
                formulas_.push_back(std::move(formula));
            }
        }
        if (formulas_.empty()) {
            throw Refusal(none);
        }
    }

    void add_calls() {
        Questions questions;
        std::vector<std::optional<std::size_t>> asked;
        for (std::size_t i = 0; i < formulas_.size(); ++i) {
            work_.report(0.25 + 0.1 * part_of(i, formulas_.size()));
            const FormulaWithCalls& formula = formulas_[i];
            for (std::size_t call = 0; call < formula.calls.size(); ++call) {
                review_.calls.push_back({formula.place,
                                         calls_.typed_text(formula, call),
                                         {},
                                         cells_.value(formula.place),
                                         recalculation_->cells().value(formula.place),
                                         {},
                                         {},
                                         {}});
                texts_.push_back(calls_.standalone_text(formula, call));
                functions_.push_back(formula.calls[call].function);
                const bool only = formula.is_only(formula.calls[call]);
                asked.push_back(only ? std::nullopt : std::optional(questions.ask(texts_.back())));
            }
        }
        questions.answer(*recalculation_, work_.part(0.35, 0.45));
        Questions why;
        std::vector<std::pair<ReviewedCall*, std::size_t>> asked_why;
        for (std::size_t i = 0; i < review_.calls.size(); ++i) {
            ReviewedCall& call = review_.calls[i];
            call.result = asked[i] ? questions.answer(*asked[i]) : call.recalculated;
            if (is_error(call.result)) {
                call.reason = words(functions_[i]->errors);
                if (functions_[i]->name != "REASON") {
                    asked_why.emplace_back(&call,
                                           why.ask(question("REASON", *functions_[i], texts_[i])));
                }
            }
        }
        why.answer(*recalculation_, work_.part(0.45, 0.5));
        for (const auto& [call, number] : asked_why) {
            const std::string* said = std::get_if<std::string>(&why.answer(number));
            if (said != nullptr && !said->empty()) {
                call->reason = *said;
            }
        }
    }

    /// Each argument of that name, once.
    std::set<std::string> ranges_named(std::initializer_list<std::string_view> ids) const {
        std::set<std::string> ranges;
        for (const FormulaWithCalls& formula : formulas_) {
            for (std::size_t call = 0; call < formula.calls.size(); ++call) {
                for (const std::string_view id : ids) {
                    ranges.insert(calls_.argument_text(formula, call, id));
                }
            }
        }
        ranges.erase("");
        return ranges;
    }

    void add_plans() {
        for (const std::string& range : ranges_named({"assumptions", "baseline"})) {
            const Table rows = recalculation_->scratch().rows("PLANCHECK(" + range + ')', 4);
            for (std::size_t row = 0; row < rows.rows(); ++row) {
                review_.plans.push_back(
                    {range, rows.at(row, 0), shown(rows.at(row, 1)), shown(rows.at(row, 2))});
            }
        }
    }

    void add_simulations() {
        std::size_t number = 0;
        std::map<std::string, Cell> errors;
        for (const FormulaWithCalls& formula : formulas_) {
            for (std::size_t call = 0; call < formula.calls.size(); ++call, ++number) {
                const std::vector<Argument>& arguments = formula.calls[call].function->arguments;
                const auto seed = std::ranges::find(arguments, "seed", &Argument::id);
                if (seed == arguments.end()) {
                    continue;
                }
                const auto otherwise = [&](std::string_view id) {
                    return std::ranges::find(arguments, id, &Argument::id)->otherwise;
                };
                const auto value = [&](std::string_view id) {
                    const std::string text = calls_.argument_text(formula, call, id);
                    return text.empty() ? std::get<double>(otherwise(id))
                                        : recalculation_->scratch().number(text);
                };
                std::string simulation = "PLANRISK(";
                for (const std::string_view id : {"assumptions", "line", "quarter", "trials",
                                                  "seed", "correlations", "sampling", "changes"}) {
                    simulation += (simulation.back() == '(' ? "" : ";") +
                                  calls_.argument_text(formula, call, id);
                }
                // What is left out at the end must not be there at all.
                simulation.erase(simulation.find_last_not_of(';') + 1);
                const auto [error, fresh] = errors.try_emplace(simulation + ')');
                if (fresh) {
                    error->second = standard_error(error->first);
                }
                const std::string sampling = calls_.argument_text(formula, call, "sampling");
                review_.simulations.push_back(
                    {formula.place, review_.calls[number].text, value("trials"), value("seed"),
                     sampling.empty()
                         ? std::string(std::get<std::string_view>(otherwise("sampling")))
                         : recalculation_->scratch().text(sampling),
                     error->second});
            }
        }
    }

    Cell standard_error(const std::string& simulation) const {
        static constexpr Text label = tr("standard error");
        const Table rows = recalculation_->scratch().rows(simulation, 2);
        for (std::size_t row = 0; row < rows.rows(); ++row) {
            const std::string* text = std::get_if<std::string>(&rows.at(row, 0));
            if (text != nullptr && *text == words(label)) {
                return rows.at(row, 1);
            }
        }
        return {};
    }

    std::vector<Finding> stale() const {
        static constexpr Text sentence = tr("%1% is shown, and a recalculation gives %2%");
        std::vector<Finding> found;
        for (const FormulaWithCalls& formula : formulas_) {
            const Area& all = formula.cells;
            for (std::size_t i = 0; i < all.rows * all.columns; ++i) {
                const CellPlace place{
                    formula.place.sheet,
                    {all.first.row + i / all.columns, all.first.column + i % all.columns}};
                const Cell& before = cells_.value(place);
                const Cell& now = recalculation_->cells().value(place);
                if (!same(before, now)) {
                    found.push_back({{place.sheet, {place.at, 1, 1}},
                                     words({sentence, {as_in_cell(before), as_in_cell(now)}})});
                }
            }
        }
        return found;
    }

    void look_for_findings() {
        static constexpr Text stale_values = tr("Values that differ from a recalculation"),
                              over = tr("Values typed over a formula"),
                              constants = tr("Numbers typed into calls"),
                              blanks = tr("Blank cells that count as 0"),
                              unlabelled = tr("Inputs without a label or note"),
                              seeds = tr("Simulations without a seed of their own"),
                              checks = tr("Errors and warnings of PLANCHECK"),
                              lost = tr("Results that people without Headroom do not see");
        static constexpr Text number = tr("%1%: nothing beside it says what it is");
        Findings findings(spreadsheet_, calls_, cells_);
        sources_.emplace(spreadsheet_, calls_, cells_);
        for (std::size_t i = 0; i < formulas_.size(); ++i) {
            work_.report(0.5 + 0.15 * part_of(i, formulas_.size()));
            findings.look_at(formulas_[i]);
            sources_->add(formulas_[i]);
        }
        const Labels labels(spreadsheet_, calls_, cells_);
        std::vector<Finding> without_label;
        for (const auto& [place, value] : sources_->inputs()) {
            labels_.push_back(labels.of(place));
            if (labels_.back().empty() && std::holds_alternative<double>(value)) {
                without_label.push_back(
                    {{place.sheet, {place.at, 1, 1}}, words({number, {shown(value)}})});
            }
        }
        std::vector<Finding> problems;
        for (const ReviewedPlan& one : review_.plans) {
            if (one.kind == "error" || one.kind == "warning") {
                problems.push_back({{}, one.sentence});
            }
        }
        std::vector<Finding> losses;
        for (const LostResult& result :
             lost_results(spreadsheet_, calls_, cells_, formulas_, work_.part(0.65, 0.75))) {
            if (result.loss != Loss::error) {
                losses.push_back({result.cells, words(words_for(result.loss))});
            }
        }
        review_.checks = {{stale_values, gathered(stale())},
                          {over, typed_over(spreadsheet_, cells_, formulas_, calls_)},
                          {constants, gathered(findings.constants)},
                          {blanks, gathered(findings.blanks)},
                          {unlabelled, gathered(without_label)},
                          {seeds, gathered(findings.without_seed)},
                          {checks, problems, false},
                          {lost, gathered(losses)}};
    }

    void add_inputs() {
        std::size_t number = 0;
        for (const auto& [place, value] : sources_->inputs()) {
            review_.inputs.push_back(
                {spreadsheet_.shown(place), place, labels_[number++], value, {}});
        }
        std::set<CellPlace, Sources::Order> with_calls;
        for (const FormulaWithCalls& formula : formulas_) {
            with_calls.insert(formula.place);
        }
        for (const auto& [place, formula] : sources_->formulas()) {
            if (!formula.empty() && !with_calls.contains(place)) {
                review_.inputs.push_back(
                    {spreadsheet_.shown(place), place, {}, '=' + formula, kept(formula, place)});
            }
        }
        for (const auto& [name, content] : sources_->names()) {
            review_.inputs.push_back({name, std::nullopt, {}, '=' + content, kept(content, {})});
        }
        std::size_t call = 0;
        for (const FormulaWithCalls& formula : formulas_) {
            const std::string kept =
                call >= most_followed
                    ? std::string()
                    : KeptFormula::written(spreadsheet_, formula.typed, formula.array, formula.text,
                                           formula.place);
            for (std::size_t i = 0; i < formula.calls.size(); ++i, ++call) {
                review_.calls[call].kept = kept;
                review_.calls[call].meaning = sources_->formulas().at(formula.place);
            }
        }
        review_.hash = input_hash(spreadsheet_, *sources_, cells_);
    }

    std::string kept(const std::string& formula, const CellPlace& place) const {
        return KeptFormula::written(spreadsheet_, spreadsheet_.parse(formula, place), false,
                                    formula, place);
    }

    const Spreadsheet& spreadsheet_;
    Work& work_;
    Calls calls_;
    Cells cells_;
    std::vector<FormulaWithCalls> formulas_;
    std::optional<Recalculation> recalculation_;
    std::optional<Sources> sources_;
    Review review_;
    std::vector<std::string> texts_;         ///< of the calls, right on any sheet
    std::vector<const Function*> functions_; ///< of the calls
    std::vector<std::string> labels_;        ///< of the inputs
};

} // namespace

Review reviewed(const Spreadsheet& spreadsheet, Work& work) {
    return Reviewing(spreadsheet, work).done();
}

} // namespace headroom
