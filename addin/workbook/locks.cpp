#include "workbook/locks.hpp"

#include "workbook/refusal.hpp"

namespace headroom {

using uno::Object;

Locks::Locks(const Spreadsheet& spreadsheet) : document_(spreadsheet.document()) {
    static constexpr Text structure = tr("The sheets of this document are protected with a "
                                         "password: take the protection off first (Tools > "
                                         "Protect Spreadsheet Structure).");
    static constexpr Text sheet = tr("The sheet %1% is protected with a password: take the "
                                     "protection off first (Tools > Protect Sheet).");
    if (document_.call("isProtected").truth() && !open(document_)) {
        lock_again();
        throw Refusal(structure);
    }
    for (std::int32_t index = 0; index < spreadsheet.sheets(); ++index) {
        const Object one = spreadsheet.sheet(index);
        if (one.call("isProtected").truth() && !open(one)) {
            lock_again();
            throw Refusal({sheet, {spreadsheet.sheet_name(index)}});
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
