#include "workbook/frozen_call.hpp"

#include "workbook/about_sheet.hpp"
#include "workbook/call_block.hpp"
#include "workbook/values.hpp"
#include "workbook/words.hpp"

#include "core/catalogue.hpp"

#include <algorithm>
#include <iterator>

namespace headroom {

namespace {

using Look = BlockCell::Look;

/// 1 when an input is not what it was, but for the last digits, which files may lose.
std::string has_changed(const std::string& now, const std::string& kept) {
    return "=IF(ISERROR(" + now + ");IF(" + kept + "=\"error\";0;1);IF(ISNUMBER(" + now +
           ");IF(ISNUMBER(" + kept + ");IF(ABS(" + now + '-' + kept + ")>1E-14*ABS(" + kept +
           ");1;0);1);IF(" + now + '=' + kept + ";0;1)))";
}

/// Seed, trials and the like, also where they were left out.
std::string settings_of(const PlacedCall& call) {
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

/// How much there is in each range of the call, which may grow.
std::vector<std::vector<BlockCell>> sizes_of(const PlacedCall& call) {
    static constexpr Text label = tr("%1%: rows");
    std::vector<std::vector<BlockCell>> sizes;
    const auto& arguments = call.function.arguments;
    for (std::size_t i = 0; i < call.arguments.size(); ++i) {
        // The arguments of the call looked into are all the last one.
        const Argument& argument = arguments[std::min(i, arguments.size() - 1)];
        const std::string counted = call.arguments[i].counted(argument.named_rows);
        if (!counted.empty()) {
            sizes.push_back({text_of(words({label, {argument.id}})),
                             formula_of('=' + counted, Look::given),
                             {},
                             {},
                             text_of(call.arguments[i].formula, Look::note)});
        }
    }
    return sizes;
}

} // namespace

FrozenCall lay_out_frozen(const PlacedCall& call, const Area& size, Page& page) {
    static constexpr Text what = tr("Argument"), now = tr("Now"), kept = tr("When calculated"),
                          unit = tr("Unit"), is = tr("Where it stands"), changed = tr("Changed");
    static constexpr Text check = tr("inputs"), result = tr("result");
    static constexpr Text checked = tr("current: all inputs are as they were when Headroom "
                                       "calculated the result; stale: one of them has changed");
    page.add({text_of(call.text, Look::title)});
    std::vector<BlockCell> heading;
    for (const Text& each : {what, now, kept, unit, is, changed}) {
        heading.push_back(text_of(words(each), Look::heading));
    }
    page.add(std::move(heading));
    FrozenCall frozen;
    frozen.inputs = {{page.next().row, 1}, 0, 1};
    std::vector<std::vector<BlockCell>> inputs = inputs_of(call);
    std::ranges::move(sizes_of(call), std::back_inserter(inputs));
    for (std::vector<BlockCell>& row : inputs) {
        if (!std::holds_alternative<std::monostate>(row[1].content)) {
            const std::size_t at = page.next().row;
            row[2].look = Look::value;
            row.push_back(formula_of(has_changed(Place{at, 1}.name(), Place{at, 2}.name())));
        }
        page.add(std::move(row));
        ++frozen.inputs.rows;
    }
    const std::size_t row = page.next().row;
    frozen.check = {row, 2};
    const std::string all =
        frozen.inputs.rows == 0
            ? "0"
            : "SUM(" + Area{{frozen.inputs.first.row, 5}, frozen.inputs.rows, 1}.name() + ')';
    page.add({text_of(words(check)),
              {},
              formula_of("=IF(" + all + "=0;\"current\";\"stale\")"),
              {},
              text_of(words(checked), Look::note)});

    static constexpr Text how = tr("%1% Headroom %2% calculated it on %3%; here it stays as it "
                                   "is.%4%");
    frozen.remark = words(
        {how, {call.function.plain_form.why_frozen(), version(), today(), settings_of(call)}});
    if (size.rows * size.columns == 1) {
        frozen.result = {{page.next().row, 2}, 1, 1};
        page.add({text_of(words(result)),
                  {},
                  BlockCell{Look::result, {}},
                  {},
                  text_of(frozen.remark, Look::note)});
    } else {
        page.add({text_of(frozen.remark, Look::note)});
        frozen.result = {page.next(), size.rows, size.columns};
        for (std::size_t i = 0; i < size.rows; ++i) {
            page.add(std::vector<BlockCell>(size.columns, BlockCell{Look::result, {}}));
        }
    }
    page.frozen.push_back(frozen.result);
    return frozen;
}

void lay_out_proof(const PlacedCall& call, const Area& result, const std::string& sheet,
                   SharedBlocks& shared, Page& page) {
    BlockWriter::Cells cells(result.rows);
    for (std::size_t row = 0; row < result.rows; ++row) {
        for (std::size_t column = 0; column < result.columns; ++column) {
            const Place at{result.first.row + row, result.first.column + column};
            cells[row].push_back(sheet + at.fixed());
        }
    }
    const Place place{page.next().row + 1, page.next().column};
    if (std::optional<Block> proof = proof_block(call, std::move(cells), place, shared)) {
        page.add({});
        page.add_block(std::move(*proof));
    }
}

std::vector<std::vector<BlockCell>> kept_inputs(const Table& inputs) {
    std::vector<std::vector<BlockCell>> kept;
    for (std::size_t row = 0; row < inputs.rows(); ++row) {
        const Cell& cell = inputs.at(row, 0);
        kept.push_back({is_error(cell)   ? text_of("error", Look::value)
                        : is_empty(cell) ? BlockCell()
                                         : constant(cell, Look::value)});
    }
    return kept;
}

std::vector<std::vector<BlockCell>> kept_result(const Table& values) {
    std::vector<std::vector<BlockCell>> rows;
    for (std::size_t row = 0; row < values.rows(); ++row) {
        std::vector<BlockCell>& line = rows.emplace_back();
        for (std::size_t column = 0; column < values.columns(); ++column) {
            line.push_back(constant(values.at(row, column), Look::result));
        }
    }
    return rows;
}

} // namespace headroom
