#include "workbook/writable.hpp"

#include "workbook/refusal.hpp"

namespace headroom {

void refuse_read_only(const Spreadsheet& spreadsheet) {
    static constexpr Text sentence = tr("This document is read-only: nothing can be written into "
                                        "it. Save it under another name first.");
    if (spreadsheet.document().call("isReadonly").truth()) {
        throw Refusal(sentence);
    }
}

void refuse_protected(const Spreadsheet& spreadsheet, std::int32_t sheet) {
    static constexpr Text sentence =
        tr("The sheet %1% is protected: nothing can be written on it. Tools > "
           "Protect Sheet takes the protection off.");
    if (spreadsheet.sheet(sheet).call("isProtected").truth()) {
        throw Refusal({sentence, {spreadsheet.sheet_name(sheet)}});
    }
}

void refuse_locked(const Spreadsheet& spreadsheet, std::string_view name,
                   std::optional<std::int32_t> sheet) {
    static constexpr Text structure =
        tr("The sheets of this document are protected: the sheet %1% "
           "cannot be added. Tools > Protect Spreadsheet Structure takes "
           "the protection off.");
    if (sheet) {
        refuse_protected(spreadsheet, *sheet);
    } else if (spreadsheet.document().call("isProtected").truth()) {
        throw Refusal({structure, {name}});
    }
}

} // namespace headroom
