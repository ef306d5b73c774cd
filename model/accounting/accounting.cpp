#include "accounting/accounting.hpp"

namespace headroom {

std::vector<Function> accounting_functions() {
    return {impairment_record(), lease_test_record(), severance_accrual_record(),
            restructuring_roll_record()};
}

} // namespace headroom
