#include "workbook/without_headroom.hpp"

namespace headroom {

using uno::Object;

void WithoutHeadroom::make_copy() {
    copy_.emplace(original_.context(), original_.document());
    spreadsheet_.emplace(original_.context(), copy_->document());
    const std::int32_t sheet = spreadsheet_->sheets();
    spreadsheet_->add_sheet(spreadsheet_->free_name("Headroom"), sheet);
    unknown_name_ = {sheet, {{0, 0}, 1, 1}};
    spreadsheet_->cell({sheet, {}}).call("setFormula", "=A_FUNCTION_THAT_NOBODY_HAS()");
}

std::string WithoutHeadroom::text_of(const FormulaWithCalls& formula) {
    if (!copy_) {
        make_copy();
    }
    const std::vector<SheetArea> results(formula.calls.size(), unknown_name_);
    const Object cell = spreadsheet_->cell(formula.place);
    cell.call("setTokens", token_sequence(calls_.with_results(formula, results)));
    std::string text = cell.as("com.sun.star.text.XTextRange").call("getString").text();
    // What depends on it has to be as it was.
    cell.call("setTokens", token_sequence(formula.typed));
    return text;
}

} // namespace headroom
