#include "workbook/report.hpp"

#include "self_test/platform.hpp"
#include "settings.hpp"
#include "workbook/refusal.hpp"
#include "workbook/report_changes.hpp"
#include "workbook/report_layout.hpp"
#include "workbook/report_sheet.hpp"
#include "workbook/review.hpp"
#include "workbook/words.hpp"
#include "workbook/writable.hpp"

#include <algorithm>
#include <utility>

namespace headroom {

using namespace report_layout;

namespace {

using uno::Object;

Spreadsheet spreadsheet_in(const Object& context, const Object& frame) {
    static constexpr Text no_sheet = tr("Only on a spreadsheet there is something to report.");
    const Object document = document_in(frame ? frame.call("getController").object() : Object());
    if (!document) {
        throw Refusal(no_sheet);
    }
    return {context, document};
}

std::string said_of(const Review& review, const ReportFacts& facts, const std::string& sheet,
                    const std::string& kept) {
    static constexpr Text done = tr("The report is on the sheet %1%. Calls: %2%.%3%");
    static constexpr Text found = tr("%1%: %2%");
    static constexpr Text nothing = tr("Nothing was found that a reviewer would ask about.");
    static constexpr Text changed = tr("Changes since the report of %1%: %2%");
    static constexpr Text notes =
        tr("The report before has notes of its own: it stays as it is, on the sheet %1%.");
    std::string lines;
    for (const Check& check : review.checks) {
        if (!check.findings.empty()) {
            lines += '\n' + words({found, {check.title, std::to_string(check.findings.size())}});
        }
    }
    if (lines.empty()) {
        lines = '\n' + words(nothing);
    }
    if (facts.earlier) {
        lines +=
            "\n\n" + words({changed, {facts.earlier->made, std::to_string(facts.changes.size())}});
    }
    if (!kept.empty()) {
        lines += "\n\n" + words({notes, {kept}});
    }
    return words({done, {sheet, std::to_string(review.calls.size()), lines}});
}

std::string write(const Object& context, const Object& frame) {
    static constexpr Text step = tr("Report");
    static constexpr Text reporting = tr("Writing the report");
    const Spreadsheet spreadsheet = spreadsheet_in(context, frame);
    refuse_read_only(spreadsheet);
    std::optional<EarlierReport> earlier = earlier_report(spreadsheet);
    refuse_locked(spreadsheet, spreadsheet.free_name(report_sheet), sheet_for_report(earlier));
    Work work(context, frame, reporting);
    const Review review = reviewed(spreadsheet, work);
    ReportFacts facts{spreadsheet.document().call("getTitle").text(),
                      office_name(context),
                      std::string(platform),
                      std::move(earlier),
                      {}};
    if (facts.earlier) {
        facts.changes = changes_since(*facts.earlier, review, spreadsheet);
    }
    std::int32_t sheet = 0;
    {
        const UndoStep undo(spreadsheet, words(step));
        sheet = write_report(spreadsheet, review, facts, work.part(0.8, 1));
    }
    frame.call("getController").object().call("setActiveSheet", spreadsheet.sheet(sheet));
    const bool kept = facts.earlier && facts.earlier->has_notes;
    return said_of(review, facts, spreadsheet.sheet_name(sheet),
                   kept ? spreadsheet.sheet_name(facts.earlier->sheet) : std::string());
}

} // namespace

std::string report_on(const Object& context, const Object& frame) {
    static constexpr Text cancelled = tr("Cancelled: no report was written.");
    return said_by([&] { return write(context, frame); }, cancelled);
}

} // namespace headroom
