#include "office_types.hpp"

#include <gtest/gtest.h>

int main(int count, char** arguments) {
    testing::InitGoogleTest(&count, arguments);
    headroom::test::load_office_types();
    return RUN_ALL_TESTS();
}
