#include "workbook/hidden_calls.hpp"

#include "workbook/words.hpp"

#include "core/catalogue.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// These formulas come as text only, some with the name of the service and some without.
bool holds_a_call(const std::string& formula) {
    std::string text = formula;
    for (char& letter : text) {
        letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    }
    const auto& functions = catalogue();
    return text.find("ORG.HEADROOM.") != text.npos ||
           std::any_of(functions.begin(), functions.end(), [&](const Function* function) {
               return text.find(function->name + '(') != text.npos;
           });
}

std::string named(Text sentence, const std::string& what) {
    return words({sentence, {what}});
}

void add_validations(const Object& sheet, std::vector<std::string>& found) {
    static constexpr Text validation = tr("the validation of %1%");
    const Object groups = sheet.call("getUniqueCellFormatRanges").object();
    const auto count = groups.call("getCount").whole();
    for (std::int32_t i = 0; i < count; ++i) {
        const Object cells = groups.call("getByIndex", i).object();
        const Object condition =
            cells.get("Validation").object().as("com.sun.star.sheet.XSheetCondition");
        if (holds_a_call(condition.call("getFormula1").text()) ||
            holds_a_call(condition.call("getFormula2").text())) {
            found.push_back(named(validation, cells.call("getRangeAddressesAsString").text()));
        }
    }
}

void add_conditional_formats(const Object& sheet, std::vector<std::string>& found) {
    static constexpr Text format = tr("a conditional format on the sheet %1%");
    const Any all = sheet.get("ConditionalFormats").object().call("getConditionalFormats");
    const uno::Elements formats = all.elements();
    for (std::size_t i = 0; i < formats.size(); ++i) {
        const Object one = formats[i].object();
        const auto count = one.call("getCount").whole();
        for (std::int32_t entry = 0; entry < count; ++entry) {
            const Object condition = one.call("getByIndex", entry).object();
            // Colour scales and the like have no formula of this kind.
            constexpr std::int64_t by_condition = 0; // ConditionEntryType.CONDITION
            if (condition.call("getType").whole() == by_condition &&
                (holds_a_call(condition.get("Formula1").text()) ||
                 holds_a_call(condition.get("Formula2").text()))) {
                found.push_back(named(format, sheet.get("Name").text()));
            }
        }
    }
}

} // namespace

std::vector<std::string> calls_in_conditions(const Spreadsheet& spreadsheet) {
    std::vector<std::string> found;
    for (std::int32_t index = 0; index < spreadsheet.sheets(); ++index) {
        const Object sheet = spreadsheet.sheet(index);
        add_validations(sheet, found);
        add_conditional_formats(sheet, found);
    }
    return found;
}

std::vector<std::string> hidden_calls(const Spreadsheet& spreadsheet, const Calls& calls) {
    static constexpr Text name = tr("the name %1%");
    std::vector<std::string> found;
    for (const std::string& each : calls.names_with_calls()) {
        found.push_back(named(name, each));
    }
    for (std::string& each : calls_in_conditions(spreadsheet)) {
        found.push_back(std::move(each));
    }
    return found;
}

} // namespace headroom
