#include "workbook/plain_copy.hpp"

#include "workbook/about_sheet.hpp"
#include "workbook/block_sheet.hpp"
#include "workbook/call_block.hpp"
#include "workbook/calls.hpp"
#include "workbook/frozen_call.hpp"
#include "workbook/frozen_mark.hpp"
#include "workbook/hidden_calls.hpp"
#include "workbook/kept_formula.hpp"
#include "workbook/locks.hpp"
#include "workbook/part_of_array.hpp"
#include "workbook/refusal.hpp"
#include "workbook/shared_sheet.hpp"
#include "workbook/values.hpp"
#include "workbook/words.hpp"

#include "uno/sequence.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <regex>
#include <set>
#include <utility>

namespace headroom {

namespace {

using uno::Object;
using Look = BlockCell::Look;

/// One call as the copy has it: all cells with the same call share it.
struct CallBlock {
    const Function* function;
    std::string text; ///< as typed, the first time
    std::string live; ///< the call itself, right on any sheet
    SheetArea result; ///< of the block
    Area headroom;    ///< where Headroom's own result stands, for the time being
    std::size_t page = 0;
    std::optional<FrozenCall> frozen = {};
};

/// Turns a copy of a document into one without Headroom's functions.
class PlainCopy {
public:
    PlainCopy(const Object& context, const Object& document, std::string name, Work& work)
        : work_(work), name_(std::move(name)), spreadsheet_(context, document),
          locks_(spreadsheet_), shared_([this](std::string_view title, const SharedBlock&) {
              return add_shared(title);
          }) {
        locks_.open_structure();
        document.call("calculateAll");
        about_ = spreadsheet_.free_name(about_sheet);
        spreadsheet_.add_sheet(about_, 0);
        headroom_ = spreadsheet_.sheets();
        spreadsheet_.add_sheet(spreadsheet_.free_name("Headroom"), headroom_);
        add_page();
        calls_ = std::make_unique<Calls>(spreadsheet_);
    }

    void convert() {
        find();
        lay_out();
        write_blocks();
        spreadsheet_.document().call("calculateAll");
        compare();
        const std::vector<Table> before = users_values();
        freeze();
        replace();
        spreadsheet_.remove_sheet(std::string(spreadsheet_.sheet_name(headroom_)));
        spreadsheet_.document().call("calculateAll");
        expect_same(before);
        work_.report(0.75);
        write_about();
        locks_.lock_again();
    }

    std::size_t live() const { return count(false); }
    std::size_t frozen() const { return count(true); }
    const std::vector<std::string>& left_over() const { return left_over_; }

private:
    /// A sheet holds four times as many, but the office gets slower with them.
    static constexpr std::size_t most_rows = 250000;
    static constexpr std::size_t scratch_column = 200;

    /// Behind the others, but before the sheet that will be removed.
    void add_page() {
        spreadsheet_.add_sheet(spreadsheet_.free_name(workings_sheet), headroom_);
        pages_.push_back({{0, 0}});
        sheets_.push_back(headroom_++);
    }

    /// The sheets that calls share go behind all others.
    std::string add_shared(std::string_view title) {
        const std::int32_t index = spreadsheet_.sheets();
        const std::string name = spreadsheet_.free_name(title);
        spreadsheet_.add_sheet(name, index);
        shared_sheets_.push_back(name);
        return spreadsheet_.prefix(index);
    }

    static double part_of(std::size_t done, std::size_t all) {
        return static_cast<double>(done) / static_cast<double>(all);
    }

    std::size_t count(bool frozen) const {
        std::size_t number = 0;
        for (std::size_t i = 0; i < formulas_.size(); ++i) {
            for (const std::size_t block : used_[i]) {
                number += blocks_[block].frozen.has_value() == frozen ? 1 : 0;
            }
        }
        return number;
    }

    void find() {
        for (std::int32_t sheet = 0; sheet < headroom_; ++sheet) {
            work_.report(0.1 * part_of(static_cast<std::size_t>(sheet),
                                       static_cast<std::size_t>(headroom_)));
            for (FormulaWithCalls& formula : calls_->on_sheet(sheet)) {
                formulas_.push_back(std::move(formula));
            }
        }
        left_over_ = hidden_calls(spreadsheet_, *calls_);
        static constexpr Text none =
            tr("There is no Headroom function in the cells of this document: a "
               "plain copy would be the same.");
        if (formulas_.empty()) {
            throw Refusal(none);
        }
        std::set<std::int32_t> changed;
        for (const FormulaWithCalls& formula : formulas_) {
            changed.insert(formula.place.sheet);
        }
        locks_.open_sheets(changed);
    }

    void lay_out() {
        const Scratch scratch(spreadsheet_, {headroom_, {0, scratch_column}});
        std::map<std::string, std::size_t> known;
        std::size_t headroom_row = 0;
        const Report report = work_.part(0.1, 0.2);
        for (const FormulaWithCalls& formula : formulas_) {
            report(part_of(used_.size(), formulas_.size()));
            std::vector<std::size_t>& used = used_.emplace_back();
            std::vector<SheetArea> results;
            for (std::size_t call = 0; call < formula.calls.size(); ++call) {
                const std::string key = calls_->absolute_text(formula, call, results);
                const auto [at, fresh] = known.try_emplace(key, blocks_.size());
                if (fresh) {
                    blocks_.push_back(laid_out(formula, call, results, scratch, headroom_row));
                    headroom_row += blocks_.back().headroom.rows;
                }
                used.push_back(at->second);
                results.push_back(blocks_[at->second].result);
            }
        }
    }

    CallBlock laid_out(const FormulaWithCalls& formula, std::size_t index,
                       const std::vector<SheetArea>& results, const Scratch& scratch,
                       std::size_t headroom_row) {
        const FoundCall& found = formula.calls[index];
        const PlacedCall call = calls_->placed(formula, index, results, scratch);
        if (pages_.back().rows.size() > most_rows) {
            add_page();
        }
        Page& page = pages_.back();
        CallBlock block{
            found.function,   call.text, calls_->standalone_text(formula, index), {}, {},
            pages_.size() - 1};
        block.result.sheet = sheets_.back();
        if (found.function->plain_form.is_frozen()) {
            block.frozen = lay_out_frozen(call, scratch.size(block.live), page);
            block.result.area = block.frozen->result;
            lay_out_proof(call, block.result.area, spreadsheet_.prefix(sheets_.back()), shared_,
                          page);
        } else {
            Block laid = plain_block(call, page.next(), shared_);
            block.result.area = laid.result;
            page.add_block(std::move(laid));
        }
        page.add({});
        page.add({});
        block.headroom = {{headroom_row, 0}, block.result.area.rows, block.result.area.columns};
        return block;
    }

    void write_blocks() {
        const std::size_t all = shared_sheets_.size() + pages_.size();
        auto next = [&, done = std::size_t{0}]() mutable {
            const double from = 0.2 + 0.3 * part_of(done++, all);
            return work_.part(from, 0.2 + 0.3 * part_of(done, all));
        };
        for (std::size_t i = 0; i < shared_sheets_.size(); ++i) {
            write_shared_sheet(spreadsheet_, *spreadsheet_.sheet_named(shared_sheets_[i]),
                               shared_.sheets()[i], next());
        }
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            const BlockSheet sheet(spreadsheet_, sheets_[i]);
            sheet.prepare();
            sheet.write(pages_[i], next());
        }
        write_calls();
        for (const CallBlock& block : blocks_) {
            if (block.frozen) {
                // What depends on it has to be calculated before it is frozen.
                std::vector<std::vector<BlockCell>> rows;
                for (std::size_t row = 0; row < block.headroom.rows; ++row) {
                    std::vector<BlockCell>& line = rows.emplace_back();
                    for (std::size_t column = 0; column < block.headroom.columns; ++column) {
                        const Place at{block.headroom.first.row + row,
                                       block.headroom.first.column + column};
                        line.push_back(formula_of(
                            '=' + spreadsheet_.reference(headroom_, {at, 1, 1}), Look::result));
                    }
                }
                BlockSheet(spreadsheet_, block.result.sheet)
                    .write_cells(block.result.area.first, rows);
            }
        }
    }

    /// The calls themselves, for as long as the copy is made.
    void write_calls() {
        std::vector<std::vector<BlockCell>> rows;
        for (const CallBlock& block : blocks_) {
            const bool one = block.headroom.rows * block.headroom.columns == 1;
            rows.resize(block.headroom.first.row + block.headroom.rows);
            rows[block.headroom.first.row].push_back(one ? formula_of('=' + block.live)
                                                         : BlockCell());
        }
        BlockSheet(spreadsheet_, headroom_).write_cells({0, 0}, rows);
        for (const CallBlock& block : blocks_) {
            if (block.headroom.rows * block.headroom.columns > 1) {
                spreadsheet_.range(headroom_, block.headroom)
                    .call("setArrayFormula", '=' + block.live);
            }
        }
    }

    Table headrooms_values(const CallBlock& block) const {
        return values_of(spreadsheet_.range(headroom_, block.headroom));
    }

    Table plain_values(const CallBlock& block) const {
        return values_of(spreadsheet_.range(block.result.sheet, block.result.area));
    }

    /// The first cell with that call.
    CellPlace place_of(std::size_t block) const {
        for (std::size_t i = 0; i < formulas_.size(); ++i) {
            if (std::find(used_[i].begin(), used_[i].end(), block) != used_[i].end()) {
                return formulas_[i].place;
            }
        }
        return {};
    }

    void compare() {
        static constexpr Text differ =
            tr("The copy was not saved, because calls in it would not give "
               "what Headroom gives:%1%");
        static constexpr Text one = tr("%1%, %2%: %3% and not %4%");
        constexpr std::size_t most = 10;
        std::string all;
        std::size_t number = 0;
        const Report report = work_.part(0.55, 0.6);
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            report(part_of(i, blocks_.size()));
            const CallBlock& block = blocks_[i];
            headrooms_.push_back(headrooms_values(block));
            if (block.frozen) {
                continue;
            }
            const Table plain = plain_values(block);
            const Table& headroom = headrooms_.back();
            for (std::size_t cell = 0; cell < headroom.rows() * headroom.columns(); ++cell) {
                const std::size_t row = cell / headroom.columns();
                const std::size_t column = cell % headroom.columns();
                if (!same(headroom.at(row, column), plain.at(row, column))) {
                    if (++number <= most) {
                        all += '\n' + words({one,
                                             {spreadsheet_.shown(place_of(i)), block.text,
                                              shown(plain.at(row, column)),
                                              shown(headroom.at(row, column))}});
                    }
                    break;
                }
            }
        }
        if (number > 0) {
            throw Refusal({differ, {all + (number > most ? "\n…" : "") + restless_cells()}});
        }
    }

    /// What cannot be compared: a line about cells that change at each recalculation.
    std::string restless_cells() const {
        static constexpr Text change =
            tr("These cells have another value at each recalculation, so that nothing that depends "
               "on them can be compared: %1%. Paste their values over them, save the copy, and "
               "undo.");
        static const std::regex restless("\\b(RAND|RANDBETWEEN|RANDARRAY|NOW)\\(");
        constexpr std::size_t most = 5;
        std::string cells;
        std::size_t number = 0;
        for (std::int32_t sheet = 1; sheet < sheets_.front(); ++sheet) {
            spreadsheet_.each_formula(
                {sheet, spreadsheet_.used(sheet)},
                [&](const CellPlace& place, const std::string& text) {
                    if (std::regex_search(text, restless) && ++number <= most) {
                        cells += (number > 1 ? ", " : "") + spreadsheet_.shown(place);
                    }
                });
        }
        return number == 0 ? std::string()
                           : "\n\n" + words({change, {cells + (number > most ? ", …" : "")}});
    }

    std::vector<Table> users_values() const {
        std::vector<Table> values;
        for (const FormulaWithCalls& formula : formulas_) {
            values.push_back(values_of(spreadsheet_.range(formula.place.sheet, formula.cells)));
        }
        return values;
    }

    void freeze() {
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (const std::optional<FrozenCall>& frozen = blocks_[i].frozen) {
                const std::int32_t page = blocks_[i].result.sheet;
                const BlockSheet sheet(spreadsheet_, page);
                const Table inputs = frozen->inputs.rows == 0
                                         ? Table()
                                         : values_of(spreadsheet_.range(page, frozen->inputs));
                sheet.write_cells({frozen->inputs.first.row, 2}, kept_inputs(inputs));
                sheet.write_cells(frozen->result.first, kept_result(headrooms_[i]));
            }
        }
    }

    void replace() {
        const Report report = work_.part(0.6, 0.7);
        for (std::size_t i = 0; i < formulas_.size(); ++i) {
            report(part_of(i, formulas_.size()));
            const FormulaWithCalls& formula = formulas_[i];
            const CellPlace& place = formula.place;
            std::vector<SheetArea> results;
            for (const std::size_t block : used_[i]) {
                results.push_back(blocks_[block].result);
            }
            const Object range = spreadsheet_.range(place.sheet, formula.cells);
            const std::string format = format_of(range);
            const bool spread = formula.array && formula.is_only(formula.calls.back());
            const Tokens now = calls_->with_results(formula, results);
            if (spread) {
                replace_array(range, formula.cells, results.back());
            } else if (formula.array) {
                range.call("setArrayTokens", token_sequence(now));
            } else {
                spreadsheet_.cell(place).call("setTokens", token_sequence(now));
            }
            copied_.push_back(
                {KeptFormula::written(spreadsheet_, formula.typed, formula.array, formula.text,
                                      place),
                 KeptFormula::written(spreadsheet_, now, formula.array && !spread, {}, place),
                 spreadsheet_.reference(place.sheet, formula.cells), format,
                 mark(formula, used_[i])});
        }
    }

    /// Without one of its own a cell gets the format of what it refers to.
    static std::string format_of(const Object& range) {
        constexpr std::int64_t is_default = 1; // PropertyState.DEFAULT_VALUE
        return range.call("getPropertyState", "NumberFormat").whole() == is_default
                   ? std::string(FrozenMark::of_style)
                   : std::string();
    }

    static std::string in_cell(const std::string& formula, bool array) {
        return array ? "{=" + formula + '}' : '=' + formula;
    }

    /// Each cell gets a formula of its own, which other programs keep the value of.
    void replace_array(const Object& range, const Area& cells, const SheetArea& result) const {
        constexpr std::int32_t formulas = 16; // CellFlags.FORMULA
        range.call("clearContents", formulas);
        uno::Sequence<uno::Sequence<uno::Text>> rows(cells.rows);
        for (std::size_t row = 0; row < cells.rows; ++row) {
            uno::Sequence<uno::Text> line(cells.columns);
            for (std::size_t column = 0; column < cells.columns; ++column) {
                line[column] = uno::Text(
                    std::string_view('=' + part_of_array(spreadsheet_, result, {row, column})));
            }
            rows[row] = std::move(line);
        }
        range.call("setFormulaArray", rows);
    }

    /// Marks the cells when a call in them is frozen.
    FrozenMark mark(const FormulaWithCalls& formula, const std::vector<std::size_t>& used) const {
        static constexpr Text frozen =
            tr("%1%\n%2%\nWhether its inputs are still the same stands in "
               "%3%.");
        std::string said;
        for (const std::size_t index : used) {
            const CallBlock& block = blocks_[index];
            if (block.frozen) {
                said += (said.empty() ? "" : "\n\n") +
                        words({frozen,
                               {block.text, block.frozen->remark,
                                spreadsheet_.shown({block.result.sheet, block.frozen->check})}});
            }
        }
        return said.empty() ? FrozenMark()
                            : mark_frozen(spreadsheet_, {formula.place.sheet, formula.cells}, said);
    }

    void expect_same(const std::vector<Table>& before) const {
        static constexpr Text differ =
            tr("The copy was not saved, because %1% would not show what it "
               "shows now: %2% and not %3%%4%");
        const std::vector<Table> after = users_values();
        for (std::size_t i = 0; i < before.size(); ++i) {
            for (std::size_t row = 0; row < before[i].rows(); ++row) {
                for (std::size_t column = 0; column < before[i].columns(); ++column) {
                    const Cell& was = before[i].at(row, column);
                    const Cell& is = after[i].at(row, column);
                    if (!same(was, is)) {
                        const Place& first = formulas_[i].cells.first;
                        throw Refusal(
                            {differ,
                             {spreadsheet_.shown({formulas_[i].place.sheet,
                                                  {first.row + row, first.column + column}}),
                              shown(is), shown(was), restless_cells()}});
                    }
                }
            }
        }
    }

    void write_about() const {
        About about{
            name_, spreadsheet_.sheet_name(sheets_.front()), live(), frozen(), left_over_, {}, {},
            {}};
        for (std::size_t i = 0; i < formulas_.size(); ++i) {
            for (std::size_t call = 0; call < formulas_[i].calls.size(); ++call) {
                const CallBlock& block = blocks_[used_[i][call]];
                const Area first{block.result.area.first, 1, 1};
                about.calls.push_back({formulas_[i].place, calls_->typed_text(formulas_[i], call),
                                       block.frozen.has_value(),
                                       constant(headrooms_[used_[i][call]].at(0, 0), Look::value),
                                       spreadsheet_.reference(block.result.sheet, first),
                                       in_cell(formulas_[i].text, formulas_[i].array),
                                       call == 0 ? std::optional(copied_[i]) : std::nullopt});
            }
        }
        if (about.frozen > 0) {
            for (std::size_t i = 0; i < pages_.size(); ++i) {
                about.checks.push_back(
                    spreadsheet_.reference(sheets_[i], {{0, 2}, pages_[i].rows.size(), 1}));
            }
        }
        for (const std::string& name : shared_sheets_) {
            about.shared.push_back(
                spreadsheet_.reference(*spreadsheet_.sheet_named(name), {{0, 0}, 1, 1}));
        }
        write_about_sheet(spreadsheet_, *spreadsheet_.sheet_named(about_), about,
                          work_.part(0.75, 0.85));
    }

    Work& work_;
    std::string name_;
    Spreadsheet spreadsheet_;
    Locks locks_;
    std::string about_;
    std::int32_t headroom_ = 0; ///< the sheet with Headroom's own results, for the time being
    std::unique_ptr<Calls> calls_;
    std::vector<Page> pages_;
    std::vector<std::int32_t> sheets_;
    SharedBlocks shared_;
    std::vector<std::string> shared_sheets_; ///< their names: sheets before them come and go
    std::vector<FormulaWithCalls> formulas_;
    std::vector<std::vector<std::size_t>> used_; ///< of each formula, the blocks of its calls
    std::vector<CallBlock> blocks_;
    std::vector<CopiedFormula> copied_; ///< of each formula
    std::vector<Table> headrooms_;      ///< Headroom's results, of each block
    std::vector<std::string> left_over_;
};

} // namespace

PlainCalls make_plain(const Object& context, const Object& document, const std::string& name,
                      Work& work) {
    PlainCopy copy(context, document, name, work);
    copy.convert();
    return {copy.live(), copy.frozen(), copy.left_over()};
}

} // namespace headroom
