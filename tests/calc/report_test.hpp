#pragma once

#include "calc_test.hpp"
#include "commands.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headroom::test {

inline constexpr std::string_view report_sheet = "Headroom report";

class Reports : public CalcTest {
protected:
    static std::string report(const Document& document) {
        return dispatch(office(), document, "report", {{"URL", "-"}});
    }
};

/// The rows of the report below a title, to the next blank one.
std::vector<std::string> section(const Document& document, const std::string& title);

/// What the report has beside a label.
std::string beside(const Document& document, const std::string& label);

/// A workbook in which there is nothing to find: inputs with labels, results with formats.
Document faultless(Office& office, bool shown = false);

} // namespace headroom::test
