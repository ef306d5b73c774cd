#pragma once

#include "workbook/spreadsheet.hpp"

#include <vector>

namespace headroom {

/// What is protected without a password is opened, and protected again.
class Locks {
public:
    /// Throws Refusal where there is a password.
    explicit Locks(const Spreadsheet& spreadsheet);

    void lock_again() const;

private:
    bool open(const uno::Object& one);

    uno::Object document_;
    std::vector<uno::Object> opened_;
};

} // namespace headroom
