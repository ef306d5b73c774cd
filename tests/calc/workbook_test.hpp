#pragma once

#include "calc_test.hpp"
#include "paths.hpp"

#include <set>
#include <string>

namespace headroom::test {

/// Every template in the package. The one that is named makes the tests fail, not vanish, when
/// nothing has been packed.
std::set<std::string> templates();

/// "TradePlan" for the template Trade plan.
std::string template_test_name(const testing::TestParamInfo<std::string>& info);

/// Every template workbook that is packed, by its name.
class TemplateTest : public CalcTest, public testing::WithParamInterface<std::string> {
protected:
    /// A new document from the template.
    static Document create() {
        return office().load(std::filesystem::path(path::templates) / (GetParam() + ".ots"));
    }
};

} // namespace headroom::test
