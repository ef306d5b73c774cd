#pragma once

#include "commands.hpp"
#include "gnumeric.hpp"
#include "two_offices_test.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

namespace headroom::test {

/// Saves plain copies in an office with Headroom, and has one without.
class PlainCopyTest : public WithBareOffice<CalcTest> {
protected:
    static std::filesystem::path file(const std::string& name) { return office().folder() / name; }

    static std::string save_copy(const Document& document, const std::filesystem::path& file) {
        return dispatch(office(), document, "plain-copy", {{"URL", "file://" + file.string()}});
    }
};

/// The cells of the original that the copy shows otherwise, and calls that are left.
std::string not_alike(const Document& original, const Document& copy,
                      const std::string& but_for_sheet = {});

inline bool same_number(double one, double other) {
    return std::abs(one - other) <= 1e-9 * std::max(std::abs(one), std::abs(other));
}

} // namespace headroom::test
