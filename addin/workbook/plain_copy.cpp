#include "workbook/plain_copy.hpp"

#include "workbook/about_sheet.hpp"
#include "workbook/block_sheet.hpp"
#include "workbook/block_styles.hpp"
#include "workbook/call_block.hpp"
#include "workbook/calls.hpp"
#include "workbook/document_copy.hpp"
#include "workbook/hidden_calls.hpp"
#include "workbook/refusal.hpp"

#include "core/catalogue.hpp"

#include "uno/sequence.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <memory>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;
using Look = BlockCell::Look;

constexpr Text title = tr("Save a Plain Copy");

std::string words(const Phrase& phrase) {
    return phrase.in(Language::english, {});
}

/// A name that no sheet has yet.
std::string free_name(const Spreadsheet& spreadsheet, std::string_view name) {
    std::string free(name);
    for (int number = 2; spreadsheet.sheet_named(free); ++number) {
        free = std::string(name) + ' ' + std::to_string(number);
    }
    return free;
}

bool is_error(const Cell& cell) {
    return std::holds_alternative<CellError>(cell) || std::holds_alternative<Failure>(cell);
}

bool is_empty(const Cell& cell) {
    const std::string* text = std::get_if<std::string>(&cell);
    return std::holds_alternative<std::monostate>(cell) || (text != nullptr && text->empty());
}

bool same(const Cell& headroom, const Cell& plain) {
    if (is_error(headroom)) {
        // A table that is shorter than it may be ends in empty texts.
        return is_error(plain) || is_empty(plain);
    }
    const double* left = std::get_if<double>(&headroom);
    const double* right = std::get_if<double>(&plain);
    if (left != nullptr && right != nullptr) {
        return std::abs(*left - *right) <= 1e-9 * std::max(std::abs(*left), std::abs(*right));
    }
    return headroom == plain || (is_empty(headroom) && is_empty(plain));
}

std::string shown(const Cell& cell) {
    if (const double* number = std::get_if<double>(&cell)) {
        return plain(*number);
    }
    const std::string* text = std::get_if<std::string>(&cell);
    static constexpr Text error = tr("an error");
    return text != nullptr ? *text : is_error(cell) ? std::string(error.english()) : std::string();
}

BlockCell constant(const Cell& cell, Look look) {
    if (const double* number = std::get_if<double>(&cell)) {
        return number_of(*number, look);
    }
    if (is_error(cell)) {
        return formula_of("=NA()", look);
    }
    const std::string* text = std::get_if<std::string>(&cell);
    // A cell that is really blank would read as 0.
    return text == nullptr || text->empty() ? formula_of("=\"\"", look) : text_of(*text, look);
}

/// One call as the copy has it: all cells with the same call share it.
struct CallBlock {
    const Function* function;
    std::string text;   ///< as typed, the first time
    std::string live;   ///< the call itself, right on any sheet
    ResultPlace result; ///< of the block
    Area headroom;      ///< where Headroom's own result stands, for the time being
    std::size_t page = 0;
    /// Of a frozen call: its inputs, and what says whether they are still the same.
    Area inputs = {};
    Place check = {};
    std::string remark = {};
};

/// Turns a copy of a document into one without Headroom's functions.
class PlainCopy {
public:
    PlainCopy(const Object& context, const Object& document, std::string name)
        : name_(std::move(name)), spreadsheet_(context, document), locks_(spreadsheet_) {
        document.call("calculateAll");
        about_ = free_name(spreadsheet_, about_sheet);
        spreadsheet_.add_sheet(about_, 0);
        add_page();
        headroom_ = spreadsheet_.sheets();
        spreadsheet_.add_sheet(free_name(spreadsheet_, "Headroom"), headroom_);
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
        spreadsheet_.document().get("Sheets").object().call("removeByName",
                                                            spreadsheet_.sheet_name(headroom_));
        spreadsheet_.document().call("calculateAll");
        expect_same(before);
        write_about();
        locks_.lock_again();
    }

    std::size_t live() const { return count(false); }
    std::size_t frozen() const { return count(true); }
    const std::vector<std::string>& left_over() const { return left_over_; }

private:
    /// A sheet holds 1,048,576 rows.
    static constexpr std::size_t most_rows = 900000;
    static constexpr std::size_t scratch_column = 200;

    void add_page() {
        const std::int32_t index = spreadsheet_.sheets();
        spreadsheet_.add_sheet(free_name(spreadsheet_, workings_sheet), index);
        pages_.push_back({{0, 0}});
        sheets_.push_back(index);
    }

    std::size_t count(bool frozen) const {
        std::size_t number = 0;
        for (std::size_t i = 0; i < formulas_.size(); ++i) {
            for (const std::size_t block : used_[i]) {
                number += blocks_[block].function->plain_form.is_frozen() == frozen ? 1 : 0;
            }
        }
        return number;
    }

    void find() {
        for (std::int32_t sheet = 0; sheet < headroom_; ++sheet) {
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
    }

    void lay_out() {
        const Scratch scratch(spreadsheet_, {headroom_, {0, scratch_column}});
        std::map<std::string, std::size_t> known;
        std::size_t headroom_row = 0;
        for (const FormulaWithCalls& formula : formulas_) {
            std::vector<std::size_t>& used = used_.emplace_back();
            std::vector<ResultPlace> results;
            for (std::size_t call = 0; call < formula.calls.size(); ++call) {
                const std::string key = calls_->absolute_text(formula, call, results);
                const auto [at, fresh] = known.try_emplace(key, blocks_.size());
                if (fresh) {
                    blocks_.push_back(laid_out(formula, call, results, scratch, headroom_row));
                    headroom_row += blocks_.back().headroom.rows + 1;
                }
                used.push_back(at->second);
                results.push_back(blocks_[at->second].result);
            }
        }
    }

    CallBlock laid_out(const FormulaWithCalls& formula, std::size_t index,
                       const std::vector<ResultPlace>& results, const Scratch& scratch,
                       std::size_t headroom_row) {
        const FoundCall& found = formula.calls[index];
        const PlacedCall call =
            calls_->placed(formula, index, results, [&](const std::string& expression) {
                return scratch.number(expression);
            });
        if (pages_.back().rows.size() > most_rows) {
            // It goes before the sheet that will be removed.
            throw Refusal(tr("There are too many different calls for one sheet of workings."));
        }
        Page& page = pages_.back();
        CallBlock block{
            found.function,   call.text, calls_->standalone_text(formula, index), {}, {},
            pages_.size() - 1};
        block.result.sheet = sheets_.back();
        if (found.function->plain_form.is_frozen()) {
            lay_out_frozen(call, scratch, page, block);
        } else {
            Block laid = plain_block(call, page.next());
            block.result.area = laid.result;
            page.add_block(std::move(laid));
        }
        page.add({});
        page.add({});
        block.headroom = {{headroom_row, 0}, block.result.area.rows, block.result.area.columns};
        return block;
    }

    void lay_out_frozen(const PlacedCall& call, const Scratch& scratch, Page& page,
                        CallBlock& block) const {
        static constexpr Text what = tr("Argument"), now = tr("Now"), kept = tr("When calculated"),
                              unit = tr("Unit"), is = tr("Where it stands"),
                              changed = tr("Changed");
        static constexpr Text check = tr("inputs"), result = tr("result");
        static constexpr Text checked = tr("current: all inputs are as they were when Headroom "
                                           "calculated the result; stale: one of them has changed");
        page.add({text_of(call.text, Look::title)});
        std::vector<BlockCell> heading;
        for (const Text& each : {what, now, kept, unit, is, changed}) {
            heading.push_back(text_of(std::string(each.english()), Look::heading));
        }
        page.add(std::move(heading));
        block.inputs = {{page.next().row, 1}, 0, 1};
        for (std::vector<BlockCell>& row : inputs_of(call).rows) {
            if (!std::holds_alternative<std::monostate>(row[1].content)) {
                const std::size_t at = page.next().row;
                row[2].look = Look::value;
                row.push_back(formula_of(has_changed(Place{at, 1}.name(), Place{at, 2}.name())));
            }
            page.add(std::move(row));
            ++block.inputs.rows;
        }
        const std::size_t row = page.next().row;
        block.check = {row, 2};
        const std::string all =
            block.inputs.rows == 0
                ? "0"
                : "SUM(" + Area{{block.inputs.first.row, 5}, block.inputs.rows, 1}.name() + ')';
        page.add({text_of(std::string(check.english())),
                  {},
                  formula_of("=IF(" + all + "=0;\"current\";\"stale\")"),
                  {},
                  text_of(std::string(checked.english()), Look::note)});

        static constexpr Text how = tr("%1% Headroom %2% calculated it on %3%; here it stays as it "
                                       "is.%4%");
        block.remark = words(
            {how, {call.function.plain_form.why_frozen(), version(), today(), settings_of(call)}});
        const Area size = scratch.size(block.live);
        if (size.rows * size.columns == 1) {
            block.result.area = {{page.next().row, 2}, 1, 1};
            page.add({text_of(std::string(result.english())),
                      {},
                      BlockCell{Look::result, {}},
                      {},
                      text_of(block.remark, Look::note)});
        } else {
            page.add({text_of(block.remark, Look::note)});
            block.result.area = {page.next(), size.rows, size.columns};
            for (std::size_t i = 0; i < size.rows; ++i) {
                page.add(std::vector<BlockCell>(size.columns, BlockCell{Look::result, {}}));
            }
        }
        page.frozen.push_back(block.result.area);
    }

    /// 1 when an input is not what it was, but for the last digits, which files may lose.
    static std::string has_changed(const std::string& now, const std::string& kept) {
        return "=IF(ISERROR(" + now + ");IF(" + kept + "=\"error\";0;1);IF(ISNUMBER(" + now +
               ");IF(ISNUMBER(" + kept + ");IF(ABS(" + now + '-' + kept + ")>1E-14*ABS(" + kept +
               ");1;0);1);IF(" + now + '=' + kept + ";0;1)))";
    }

    /// Seed, trials and the like, also where they were left out.
    static std::string settings_of(const PlacedCall& call) {
        static constexpr Text as = tr(" %1%: %2%.");
        std::string said;
        for (std::size_t i = 0; i < call.function.arguments.size(); ++i) {
            const Argument& argument = call.function.arguments[i];
            if (argument.id != "seed" && argument.id != "trials" && argument.id != "sampling") {
                continue;
            }
            std::string value;
            if (i < call.arguments.size() && call.arguments[i].given()) {
                value = call.arguments[i].formula;
            } else if (const double* number = std::get_if<double>(&argument.otherwise)) {
                value = plain(*number);
            } else if (const auto* word = std::get_if<std::string_view>(&argument.otherwise)) {
                value = *word;
            }
            said += words({as, {argument.id, value}});
        }
        return said;
    }

    void write_blocks() {
        for (std::size_t i = 0; i < pages_.size(); ++i) {
            const BlockSheet sheet(spreadsheet_, sheets_[i]);
            sheet.prepare();
            sheet.write(pages_[i]);
        }
        for (const CallBlock& block : blocks_) {
            const Object range = spreadsheet_.range(headroom_, block.headroom);
            if (block.headroom.rows * block.headroom.columns == 1) {
                range.call("getCellByPosition", std::int32_t{0}, std::int32_t{0})
                    .object()
                    .call("setFormula", '=' + block.live);
            } else {
                range.call("setArrayFormula", '=' + block.live);
            }
            if (block.function->plain_form.is_frozen()) {
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
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const CallBlock& block = blocks_[i];
            headrooms_.push_back(headrooms_values(block));
            if (block.function->plain_form.is_frozen()) {
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
            throw Refusal({differ, {all + (number > most ? "\n…" : "")}});
        }
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
            const CallBlock& block = blocks_[i];
            if (!block.function->plain_form.is_frozen()) {
                continue;
            }
            const BlockSheet sheet(spreadsheet_, block.result.sheet);
            const Table inputs =
                block.inputs.rows == 0
                    ? Table()
                    : values_of(spreadsheet_.range(block.result.sheet, block.inputs));
            std::vector<std::vector<BlockCell>> kept;
            for (std::size_t row = 0; row < inputs.rows(); ++row) {
                const Cell& cell = inputs.at(row, 0);
                kept.push_back({is_error(cell)   ? text_of("error", Look::value)
                                : is_empty(cell) ? BlockCell()
                                                 : constant(cell, Look::value)});
            }
            sheet.write_cells({block.inputs.first.row, 2}, kept);
            const Table& values = headrooms_[i];
            std::vector<std::vector<BlockCell>> rows;
            for (std::size_t row = 0; row < values.rows(); ++row) {
                std::vector<BlockCell>& line = rows.emplace_back();
                for (std::size_t column = 0; column < values.columns(); ++column) {
                    line.push_back(constant(values.at(row, column), Look::result));
                }
            }
            sheet.write_cells(block.result.area.first, rows);
        }
    }

    void replace() {
        for (std::size_t i = 0; i < formulas_.size(); ++i) {
            const FormulaWithCalls& formula = formulas_[i];
            std::vector<ResultPlace> results;
            for (const std::size_t block : used_[i]) {
                results.push_back(blocks_[block].result);
            }
            const Object range = spreadsheet_.range(formula.place.sheet, formula.cells);
            if (formula.array && formula.is_only(formula.calls.back())) {
                replace_array(range, formula.cells, results.back());
            } else {
                replace_calls(range, formula, results);
            }
            mark_frozen(range, formula, used_[i]);
        }
    }

    /// Each cell gets a formula of its own, which other programs keep the value of.
    void replace_array(const Object& range, const Area& cells, const ResultPlace& result) const {
        constexpr std::int32_t formulas = 16; // CellFlags.FORMULA
        range.call("clearContents", formulas);
        uno::Sequence<uno::Sequence<uno::Text>> rows(cells.rows);
        const bool one = result.area.rows * result.area.columns == 1;
        for (std::size_t row = 0; row < cells.rows; ++row) {
            uno::Sequence<uno::Text> line(cells.columns);
            for (std::size_t column = 0; column < cells.columns; ++column) {
                const std::size_t from_row = result.area.rows == 1 ? 0 : row;
                const std::size_t from_column = result.area.columns == 1 ? 0 : column;
                if (from_row >= result.area.rows || from_column >= result.area.columns) {
                    line[column] = uno::Text(std::string_view("=NA()"));
                    continue;
                }
                const std::string cell = spreadsheet_.reference(
                    result.sheet,
                    {{result.area.first.row + from_row, result.area.first.column + from_column},
                     1,
                     1});
                line[column] =
                    uno::Text(one ? '=' + cell : "=IF(" + cell + "=\"\";NA();" + cell + ')');
            }
            rows[row] = std::move(line);
        }
        range.call("setFormulaArray", rows);
    }

    void replace_calls(const Object& range, const FormulaWithCalls& formula,
                       const std::vector<ResultPlace>& results) const {
        const Tokens tokens = calls_->with_results(formula, results);
        if (formula.array) {
            range.call("setArrayTokens", token_sequence(tokens));
        } else {
            spreadsheet_.cell(formula.place).call("setTokens", token_sequence(tokens));
        }
    }

    void mark_frozen(const Object& range, const FormulaWithCalls& formula,
                     const std::vector<std::size_t>& used) const {
        static constexpr Text frozen =
            tr("%1%\n%2%\nWhether its inputs are still the same stands in "
               "%3%.");
        std::string said;
        for (const std::size_t index : used) {
            const CallBlock& block = blocks_[index];
            if (block.function->plain_form.is_frozen()) {
                said += (said.empty() ? "" : "\n\n") +
                        words({frozen,
                               {block.text, block.remark,
                                spreadsheet_.shown({block.result.sheet, block.check})}});
            }
        }
        if (said.empty()) {
            return;
        }
        range.set("CellBackColor", frozen_colour);
        static const uno::Type address("com.sun.star.table.CellAddress");
        const Object cell = spreadsheet_.cell(formula.place);
        const Object old = cell.call("getAnnotation").object();
        const std::string before =
            old ? old.as("com.sun.star.text.XSimpleText").call("getString").text() : std::string();
        spreadsheet_.sheet(formula.place.sheet)
            .call("getAnnotations")
            .object()
            .call(
                "insertNew",
                uno::structure(address, {{"Sheet", static_cast<std::int16_t>(formula.place.sheet)},
                                         {"Column", whole(formula.place.at.column)},
                                         {"Row", whole(formula.place.at.row)}}),
                before.empty() ? said : before + "\n\n" + said);
    }

    void expect_same(const std::vector<Table>& before) const {
        static constexpr Text differ =
            tr("The copy was not saved, because %1% would not show what it "
               "shows now: %2% and not %3%");
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
                              shown(is), shown(was)}});
                    }
                }
            }
        }
    }

    void write_about() const {
        About about{
            name_, spreadsheet_.sheet_name(sheets_.front()), live(), frozen(), left_over_, {}, {}};
        for (std::size_t i = 0; i < formulas_.size(); ++i) {
            for (std::size_t call = 0; call < formulas_[i].calls.size(); ++call) {
                const CallBlock& block = blocks_[used_[i][call]];
                const Area first{block.result.area.first, 1, 1};
                about.calls.push_back({formulas_[i].place, calls_->typed_text(formulas_[i], call),
                                       block.function->plain_form.is_frozen(),
                                       constant(headrooms_[used_[i][call]].at(0, 0), Look::value),
                                       spreadsheet_.reference(block.result.sheet, first),
                                       formulas_[i].array ? "{=" + formulas_[i].text + '}'
                                                          : '=' + formulas_[i].text});
            }
        }
        if (about.frozen > 0) {
            for (std::size_t i = 0; i < pages_.size(); ++i) {
                about.checks.push_back(
                    spreadsheet_.reference(sheets_[i], {{0, 2}, pages_[i].rows.size(), 1}));
            }
        }
        write_about_sheet(spreadsheet_, *spreadsheet_.sheet_named(about_), about);
    }

    /// What is protected without a password is opened, and protected again.
    class Locks {
    public:
        explicit Locks(const Spreadsheet& spreadsheet) : document_(spreadsheet.document()) {
            static constexpr Text structure = tr("The sheets of this document are protected with a "
                                                 "password: take the protection off first (Tools > "
                                                 "Protect Spreadsheet Structure).");
            static constexpr Text sheet = tr("The sheet %1% is protected with a password: take the "
                                             "protection off first (Tools > Protect Sheet).");
            if (document_.call("isProtected").truth() && !open(document_)) {
                throw Refusal(structure);
            }
            for (std::int32_t index = 0; index < spreadsheet.sheets(); ++index) {
                const Object one = spreadsheet.sheet(index);
                if (one.call("isProtected").truth() && !open(one)) {
                    throw Refusal({sheet, {spreadsheet.sheet_name(index)}});
                }
            }
        }

        void lock_again() const {
            for (const Object& one : opened_) {
                one.call("protect", "");
            }
        }

    private:
        bool open(const Object& one) {
            try {
                one.call("unprotect", "");
            } catch (const uno::Exception&) {
                return false;
            }
            if (one.call("isProtected").truth()) {
                return false;
            }
            opened_.push_back(one);
            return true;
        }

        Object document_;
        std::vector<Object> opened_;
    };

    std::string name_;
    Spreadsheet spreadsheet_;
    Locks locks_;
    std::string about_;
    std::int32_t headroom_ = 0; ///< the sheet with Headroom's own results, for the time being
    std::unique_ptr<Calls> calls_;
    std::vector<Page> pages_;
    std::vector<std::int32_t> sheets_;
    std::vector<FormulaWithCalls> formulas_;
    std::vector<std::vector<std::size_t>> used_; ///< of each formula, the blocks of its calls
    std::vector<CallBlock> blocks_;
    std::vector<Table> headrooms_; ///< Headroom's results, of each block
    std::vector<std::string> left_over_;
};

Object document_of(const Object& frame) {
    static constexpr Text none = tr("Only a spreadsheet can be saved as a plain copy.");
    const Object controller = frame ? frame.call("getController").object() : Object();
    Object model = controller ? controller.call("getModel").object() : Object();
    if (!model || !model.query(uno::Type("com.sun.star.sheet.XSpreadsheetDocument"))) {
        throw Refusal(none);
    }
    return model;
}

bool has_password(const Object& document) {
    const Any all = document.call("getArgs");
    const uno::Elements arguments = all.elements();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string name = arguments[i].member("Name").text();
        if (name == "EncryptionData" || name == "Password") {
            return true;
        }
    }
    return false;
}

/// The file that the user chooses; empty when he does not.
std::string chosen_file(const Object& context) {
    constexpr std::int16_t save_with_extension = 10; // FILESAVE_AUTOEXTENSION
    const Object dialog =
        uno::create(context, "com.sun.star.ui.dialogs.FilePicker", {Any(save_with_extension)});
    dialog.call("setTitle", title.english());
    dialog.call("appendFilter", "Excel 2007-365 (.xlsx)", "*.xlsx");
    dialog.call("appendFilter", "ODF Spreadsheet (.ods)", "*.ods");
    if (dialog.call("execute").whole() != 1) {
        return {};
    }
    const Any files = dialog.call("getFiles");
    return files.elements().size() == 0 ? std::string() : files.elements()[0].text();
}

std::string name_of(const Object& document) {
    static constexpr Text unnamed = tr("a document that has not been saved");
    const std::string name = document.call("getTitle").text();
    return name.empty() ? std::string(unnamed.english()) : name;
}

/// As people read it: the office writes blanks and umlauts of a file's name as %20 and the like.
std::string shown_path(const std::string& url) {
    std::string path;
    for (std::size_t i = url.starts_with("file://") ? 7 : 0; i < url.size(); ++i) {
        const auto digit = [&](std::size_t at) {
            return at < url.size() && std::isxdigit(static_cast<unsigned char>(url[at])) != 0;
        };
        if (url[i] == '%' && digit(i + 1) && digit(i + 2)) {
            path += static_cast<char>(std::stoi(url.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            path += url[i];
        }
    }
    return path;
}

std::string save(const Object& context, const Object& frame, std::string url) {
    static constexpr Text password =
        tr("This document has a password, which a copy would not have: "
           "save it without the password first, if it may be shared.");
    static constexpr Text format = tr("A plain copy is an .xlsx or an .ods file: %1% is neither.");
    static constexpr Text itself =
        tr("A plain copy cannot take the place of its own original: choose "
           "another name.");
    static constexpr Text failed =
        tr("The plain copy could not be saved as %1%. If there was a file of "
           "that name, it is as it was. %2%");
    static constexpr Text done =
        tr("Saved as %1%.\nCalls that recalculate in any program: %2%. Calls "
           "that keep their value: %3%.%4%");
    static constexpr Text left = tr("These still hold calls of Headroom, which other programs do "
                                    "not know:\n%1%");
    const Object document = document_of(frame);
    if (has_password(document)) {
        throw Refusal(password);
    }
    if (url.empty()) {
        url = chosen_file(context);
    }
    if (url.empty()) {
        return {};
    }
    if (filter_for(url).empty()) {
        throw Refusal({format, {shown_path(url)}});
    }
    if (url == document.call("getURL").text()) {
        throw Refusal(itself);
    }
    const DocumentCopy copy(context, document);
    PlainCopy plain_copy(context, copy.document(), name_of(document));
    plain_copy.convert();
    try {
        copy.save(url);
    } catch (const uno::Exception& error) {
        throw Refusal({failed, {shown_path(url), std::string(error.what())}});
    }
    std::string names;
    for (const std::string& each : plain_copy.left_over()) {
        names += (names.empty() ? "" : "\n") + each;
    }
    return words(
        {done,
         {shown_path(url), std::to_string(plain_copy.live()), std::to_string(plain_copy.frozen()),
          names.empty() ? std::string() : "\n\n" + words({left, {names}})}});
}

} // namespace

std::string save_plain_copy(const Object& context, const Object& frame, const std::string& url) {
    try {
        return save(context, frame, url);
    } catch (const Refusal& refusal) {
        return refusal.what();
    }
}

} // namespace headroom
