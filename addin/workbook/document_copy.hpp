#pragma once

#include "workbook/spreadsheet.hpp"
#include "workbook/work.hpp"

#include <string>

namespace headroom {

/// A copy of an open document in memory, which nobody sees; it is closed when this goes.
class DocumentCopy {
public:
    DocumentCopy(const uno::Object& context, const uno::Object& document);
    ~DocumentCopy();
    DocumentCopy(const DocumentCopy&) = delete;
    DocumentCopy& operator=(const DocumentCopy&) = delete;

    const uno::Object& document() const { return document_; }

    /// Saves it under that name, whose end says in which format, and with that password, if any, as
    /// `encryption_of` gives it; a file that is there already stays as it is until the new one is
    /// complete.
    void save(const std::string& url, const uno::Any& encryption, const Report& report) const;

private:
    uno::Object context_;
    uno::Object document_;
};

/// The password of an open document, in the form in which the office keeps it; void when it has
/// none.
uno::Any encryption_of(const uno::Object& document);
/// Whether a file of that name can have the password in that form.
bool keeps_encryption(const std::string& url);

/// The name of the filter for a file's name; empty when it is neither .ods nor .xlsx.
std::string filter_for(const std::string& url);

} // namespace headroom
