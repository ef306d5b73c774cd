#pragma once

#include "workbook/spreadsheet.hpp"

#include <cstdint>
#include <set>
#include <vector>

namespace headroom {

/// What is protected without a password is opened, and protected again. Throws Refusal where there
/// is a password; what was opened is protected again then, too.
class Locks {
public:
    explicit Locks(const Spreadsheet& spreadsheet) : spreadsheet_(spreadsheet) {}

    /// So that sheets can come and go.
    void open_structure();
    /// Of these sheets only: what is not changed may stay protected.
    void open_sheets(const std::set<std::int32_t>& sheets);
    void lock_again() const;

private:
    bool open(const uno::Object& one);

    const Spreadsheet& spreadsheet_;
    std::vector<uno::Object> opened_;
};

} // namespace headroom
