#pragma once

#include "office.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace headroom::test {

/// Tests in real Calc: each suite has an office with Headroom of its own, started before its first
/// test. A suite also fails when its office does not live to its end.
class CalcTest : public testing::Test {
protected:
    static void SetUpTestSuite() { office_ = std::make_unique<Office>(); }
    static void TearDownTestSuite() {
        EXPECT_TRUE(office_ && office_->running()) << "the office has crashed or hung";
        office_.reset();
    }

    static Office& office() { return *office_; }

private:
    inline static std::unique_ptr<Office> office_;
};

} // namespace headroom::test
