#include "trade/margin.hpp"

namespace headroom {

std::string margin_gap_formula(const std::string& target, const std::string& revenue,
                               const std::string& profit) {
    const std::string gap = target + "*" + revenue + "-" + profit;
    return "IF(ABS(" + gap + ")<=1E-12*" + revenue + ";0;" + gap + ")";
}

} // namespace headroom
