#pragma once

#include "core/function.hpp"

namespace headroom {

/// What accounting standards make of plans: each in the file of its name.
Function impairment_record();
Function lease_test_record();
Function restructuring_roll_record();
Function severance_accrual_record();

std::vector<Function> accounting_functions();

} // namespace headroom
