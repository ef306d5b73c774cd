#include "workbook/share.hpp"

#include "workbook/areas.hpp"
#include "workbook/general_format.hpp"
#include "workbook/hidden_calls.hpp"
#include "workbook/locks.hpp"
#include "workbook/losses.hpp"
#include "workbook/refusal.hpp"
#include "workbook/words.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// The cells that get a format, by sheet and format.
using NewFormats = std::map<std::pair<std::int32_t, std::int32_t>, Areas>;

std::vector<FormulaWithCalls> all_formulas(const Spreadsheet& spreadsheet, const Calls& calls) {
    std::vector<FormulaWithCalls> all;
    for (std::int32_t sheet = 0; sheet < spreadsheet.sheets(); ++sheet) {
        for (FormulaWithCalls& formula : calls.on_sheet(sheet)) {
            all.push_back(std::move(formula));
        }
    }
    return all;
}

NewFormats new_formats(const std::vector<LostResult>& general_results) {
    NewFormats formats;
    for (const auto& [cells, loss, format] : general_results) {
        formats.try_emplace({cells.sheet, format}, cells.sheet).first->second.add(cells.area.first);
    }
    return formats;
}

std::string in_lines(const std::vector<std::string>& all) {
    constexpr std::size_t most = 20;
    std::string lines;
    for (std::size_t i = 0; i < std::min(all.size(), most); ++i) {
        lines += '\n' + all[i];
    }
    return all.size() > most ? lines + "\n…" : lines;
}

std::string said_of(const Spreadsheet& spreadsheet, const std::vector<LostResult>& changed,
                    const std::vector<LostResult>& still_lost,
                    const std::vector<std::string>& hidden) {
    static constexpr Text none =
        tr("No result of Headroom's has the number format General: nothing had to be changed.");
    static constexpr Text done =
        tr("Cells that had the number format General and now have one of their own, which shows "
           "the same: %1%.%2%");
    static constexpr Text lost = tr("People without Headroom do not see the results of cells "
                                    "with:%1%");
    static constexpr Text hidden_lost =
        tr("What these decide with Headroom's functions is not decided without it:%1%");
    static constexpr Text plain_copy =
        tr("Save a Plain Copy makes a workbook that needs no Headroom.");
    std::string said =
        changed.empty() ? words(none)
                        : words({done,
                                 {std::to_string(changed.size()),
                                  '\n' + listed(spreadsheet, gathered(changed, Loss::general))}});
    if (!still_lost.empty()) {
        said += "\n\n" + words({lost, {in_lines(listed(spreadsheet, still_lost))}});
    }
    if (!hidden.empty()) {
        said += "\n\n" + words({hidden_lost, {in_lines(hidden)}});
    }
    return still_lost.empty() && hidden.empty() ? said : said + "\n\n" + words(plain_copy);
}

Spreadsheet spreadsheet_in(const Object& context, const Object& frame) {
    static constexpr Text no_sheet = tr("Only a spreadsheet can be prepared.");
    static constexpr Text read_only =
        tr("This document is read-only: its number formats cannot be changed. Save it under "
           "another name first.");
    const Object document = document_in(frame ? frame.call("getController").object() : Object());
    if (!document) {
        throw Refusal(no_sheet);
    }
    if (document.call("isReadonly").truth()) {
        throw Refusal(read_only);
    }
    return {context, document};
}

std::string prepare(const Object& context, const Object& frame) {
    static constexpr Text step = tr("Prepare to Share");
    static constexpr Text no_calls = tr("There is no Headroom function in the cells of this "
                                        "document: it can be shared as it is.");
    const Spreadsheet spreadsheet = spreadsheet_in(context, frame);
    Work work(context, frame, step);
    const Calls calls(spreadsheet);
    const std::vector<FormulaWithCalls> formulas = all_formulas(spreadsheet, calls);
    const std::vector<std::string> hidden = calls_in_conditions(spreadsheet);
    if (formulas.empty() && hidden.empty()) {
        throw Refusal(no_calls);
    }
    std::vector<LostResult> changed =
        lost_results(spreadsheet, calls, Cells(spreadsheet), formulas, work.part(0.4, 1));
    const auto rest =
        std::stable_partition(changed.begin(), changed.end(), [](const LostResult& result) {
            return result.loss == Loss::general;
        });
    const std::vector<LostResult> still_lost(rest, changed.end());
    changed.erase(rest, changed.end());
    if (!changed.empty()) {
        const UndoStep undo(spreadsheet, words(step));
        const NewFormats formats = new_formats(changed);
        Locks locks(spreadsheet);
        std::set<std::int32_t> sheets;
        for (const auto& [where, cells] : formats) {
            sheets.insert(where.first);
        }
        locks.open_sheets(sheets);
        for (const auto& [where, cells] : formats) {
            set_on(spreadsheet, cells.all(), "NumberFormat", where.second);
        }
        locks.lock_again();
    }
    return said_of(spreadsheet, changed, still_lost, hidden);
}

/// Looks for a result with the number format General for so long; whoever saves must not wait.
class QuickLook {
public:
    explicit QuickLook(const Spreadsheet& spreadsheet)
        : spreadsheet_(spreadsheet), calls_(spreadsheet), general_(spreadsheet) {}

    bool finds_one() const {
        constexpr std::int16_t formulas = 16; // CellFlags.FORMULA
        for (std::int32_t sheet = 0; sheet < spreadsheet_.sheets(); ++sheet) {
            const Any addresses = spreadsheet_.sheet(sheet)
                                      .call("queryContentCells", formulas)
                                      .object()
                                      .call("getRangeAddresses");
            const uno::Elements ranges = addresses.elements();
            for (std::size_t i = 0; i < ranges.size(); ++i) {
                if (finds_one_in(area_of(ranges[i]))) {
                    return true;
                }
            }
        }
        return false;
    }

private:
    /// With cells of several formats it looks at halves, down to small ones.
    bool finds_one_in(const SheetArea& cells) const {
        constexpr std::size_t many = 2000;
        const Area& area = cells.area;
        const Object range = spreadsheet_.range(cells.sheet, area);
        if (std::chrono::steady_clock::now() > end_ || !general_.may_be_in(range)) {
            return false;
        }
        const std::size_t size = area.rows * area.columns;
        if (size == 1 || (general_.is_of(range) && size <= many)) {
            return calls_.any_in(range);
        }
        Area first = area;
        Area second = area;
        const auto halve = [](std::size_t& size, std::size_t& rest, std::size_t& place) {
            size /= 2;
            rest -= size;
            place += size;
        };
        if (area.columns > 1) {
            halve(first.columns, second.columns, second.first.column);
        } else {
            halve(first.rows, second.rows, second.first.row);
        }
        return finds_one_in({cells.sheet, first}) || finds_one_in({cells.sheet, second});
    }

    const Spreadsheet& spreadsheet_;
    Calls calls_;
    GeneralFormat general_;
    std::chrono::steady_clock::time_point end_ =
        std::chrono::steady_clock::now() + std::chrono::milliseconds(100);
};

} // namespace

bool has_general_result(const Object& context, const Object& document) {
    const Spreadsheet spreadsheet(context, document);
    return QuickLook(spreadsheet).finds_one();
}

std::string prepare_to_share(const Object& context, const Object& frame) {
    static constexpr Text cancelled = tr("Cancelled: nothing was changed.");
    return said_by([&] { return prepare(context, frame); }, cancelled);
}

} // namespace headroom
