#include "workbook/locks.hpp"

#include "workbook/refusal.hpp"

namespace headroom {

using uno::Object;

void Locks::open_structure() {
    static constexpr Text structure = tr("The sheets of this document are protected with a "
                                         "password: take the protection off first (Tools > "
                                         "Protect Spreadsheet Structure).");
    const Object& document = spreadsheet_.document();
    if (document.call("isProtected").truth() && !open(document)) {
        lock_again();
        throw Refusal(structure);
    }
}

void Locks::open_sheets(const std::set<std::int32_t>& sheets) {
    static constexpr Text sentence = tr("The sheet %1% is protected with a password: take the "
                                        "protection off first (Tools > Protect Sheet).");
    for (const std::int32_t index : sheets) {
        const Object sheet = spreadsheet_.sheet(index);
        if (sheet.call("isProtected").truth() && !open(sheet)) {
            lock_again();
            throw Refusal({sentence, {spreadsheet_.sheet_name(index)}});
        }
    }
}

void Locks::lock_again() const {
    for (const Object& one : opened_) {
        one.call("protect", "");
    }
}

bool Locks::open(const Object& one) {
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

} // namespace headroom
