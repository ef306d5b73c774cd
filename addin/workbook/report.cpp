#include "workbook/report.hpp"

#include "self_test/platform.hpp"
#include "settings.hpp"
#include "workbook/refusal.hpp"
#include "workbook/report_sheet.hpp"
#include "workbook/review.hpp"
#include "workbook/words.hpp"

#include <algorithm>
#include <utility>

namespace headroom {

namespace {

using uno::Object;

Spreadsheet spreadsheet_in(const Object& context, const Object& frame) {
    static constexpr Text no_sheet = tr("Only on a spreadsheet there is something to report.");
    static constexpr Text read_only =
        tr("This document is read-only: the report cannot be written into it. Save it under "
           "another name first.");
    static constexpr Text structure =
        tr("The sheets of this document are protected: the sheet %1% cannot be added. Tools > "
           "Protect Spreadsheet Structure takes the protection off.");
    static constexpr Text own = tr("The sheet %1% is protected: nothing can be written on it. "
                                   "Tools > Protect Sheet takes the protection off.");
    const Object document = document_in(frame ? frame.call("getController").object() : Object());
    if (!document) {
        throw Refusal(no_sheet);
    }
    if (document.call("isReadonly").truth()) {
        throw Refusal(read_only);
    }
    Spreadsheet spreadsheet(context, document);
    const std::optional<std::int32_t> there = spreadsheet.sheet_named(report_sheet);
    if (!there && document.call("isProtected").truth()) {
        throw Refusal({structure, {report_sheet}});
    }
    if (there && spreadsheet.sheet(*there).call("isProtected").truth()) {
        throw Refusal({own, {report_sheet}});
    }
    return spreadsheet;
}

std::string said_of(const Review& review, const ReportFacts& facts) {
    static constexpr Text done = tr("The report is on the sheet %1%. Calls: %2%.%3%");
    static constexpr Text found = tr("%1%: %2%");
    static constexpr Text nothing = tr("Nothing was found that a reviewer would ask about.");
    static constexpr Text changed = tr("Changes since the report of %1%: %2%");
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
    return words({done, {report_sheet, std::to_string(review.calls.size()), lines}});
}

std::string write(const Object& context, const Object& frame) {
    static constexpr Text step = tr("Report");
    static constexpr Text reporting = tr("Writing the report");
    const Spreadsheet spreadsheet = spreadsheet_in(context, frame);
    Work work(context, frame, reporting);
    const Review review = reviewed(spreadsheet, work);
    ReportFacts facts{spreadsheet.document().call("getTitle").text(),
                      office_name(context),
                      std::string(platform),
                      earlier_report(spreadsheet),
                      {}};
    if (facts.earlier) {
        facts.changes = changes_since(*facts.earlier, review, spreadsheet);
    }
    {
        const UndoStep undo(spreadsheet, words(step));
        write_report(spreadsheet, review, facts, work.part(0.8, 1));
    }
    const Object controller = frame.call("getController").object();
    controller.call("setActiveSheet", spreadsheet.sheet(*spreadsheet.sheet_named(report_sheet)));
    return said_of(review, facts);
}

} // namespace

std::string report_on(const Object& context, const Object& frame) {
    static constexpr Text cancelled = tr("Cancelled: no report was written.");
    return said_by([&] { return write(context, frame); }, cancelled);
}

} // namespace headroom
