#include "ods/workbook.hpp"

#include "core/value.hpp"

#include <boost/algorithm/string/join.hpp>

#include <cmath>

namespace headroom::workbook {

std::string condition_of(const Allowed& allowed, const std::string& cell) {
    const Limits& limits = allowed.limits;
    std::string test = "ISNUMBER(" + cell + ")";
    const auto add = [&](const std::string& more) { test += ";" + cell + more; };
    if (allowed.whole) {
        add("=INT(" + cell + ")");
    }
    if (std::isfinite(limits.low())) {
        add((limits.low_open() ? ">" : ">=") + plain(limits.low()));
    }
    if (std::isfinite(limits.high())) {
        add((limits.high_open() ? "<" : "<=") + plain(limits.high()));
    }
    return "AND(" + test + ")";
}

std::string title_of(const Allowed& allowed) {
    return allowed.whole ? "A whole number" : "A number";
}

std::string advice_of(const Allowed& allowed) {
    return title_of(allowed) + " belongs here: " + allowed.limits.describe(Language::english) +
           "." + (allowed.advice.empty() ? "" : " " + allowed.advice);
}

std::string advice_of(const std::vector<std::string>& choices) {
    return "Choose " + boost::join(choices, " or ") + ".";
}

} // namespace headroom::workbook
