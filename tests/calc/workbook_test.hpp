#pragma once

#include "calc_test.hpp"
#include "paths.hpp"
#include "snapshot.hpp"

namespace headroom::test {

/// Every template workbook that is packed, by its name: in an office with Headroom, and in one
/// without it as a recipient may have.
class Workbooks : public CalcTest, public testing::WithParamInterface<std::string> {
protected:
    static void SetUpTestSuite() {
        CalcTest::SetUpTestSuite();
        bare_ = std::make_unique<Office>(Extension::absent);
    }
    static void TearDownTestSuite() {
        EXPECT_TRUE(bare_ && bare_->running()) << "the office has crashed or hung";
        bare_.reset();
        CalcTest::TearDownTestSuite();
    }

    static Office& office_without_headroom() { return *bare_; }

    /// A new document from the template.
    static Document create() {
        return office().load(std::filesystem::path(path::templates) / (GetParam() + ".ots"));
    }

private:
    inline static std::unique_ptr<Office> bare_;
};

} // namespace headroom::test
