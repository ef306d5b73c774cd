#pragma once

#include "calc_test.hpp"

namespace headroom::test {

/// A suite in an office with Headroom, and in one without it as a recipient may have.
template <class Suite> class WithBareOffice : public Suite {
protected:
    static void SetUpTestSuite() {
        Suite::SetUpTestSuite();
        bare_ = std::make_unique<Office>(Extension::absent);
    }
    static void TearDownTestSuite() {
        EXPECT_TRUE(bare_ && bare_->running()) << "the office has crashed or hung";
        bare_.reset();
        Suite::TearDownTestSuite();
    }

    static Office& office_without_headroom() { return *bare_; }

private:
    inline static std::unique_ptr<Office> bare_;
};

} // namespace headroom::test
