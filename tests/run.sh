#!/usr/bin/env bash
# Installs what is missing, builds Headroom and runs every test.
set -euo pipefail
cd "$(dirname "$0")/.."

.ci/install

echo "· Style"
git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run -Werror

echo "· Release: the model, the package for every platform, real Calc and Wine"
cmake --preset release "-DHEADROOM_PLATFORMS=linux;windows" -DBUILD_TESTING=ON >/dev/null
cmake --build --preset release
ctest --preset release -j2

echo "· The model and the border under address and undefined-behaviour sanitizers"
cmake --preset dev >/dev/null
cmake --build --preset dev --target model_tests border_tests digest
# Millions of points more are for those who change the elementary functions; how long something takes
# was measured above.
ctest --preset dev -L 'model|border' -E 'many_points|^Duration|^AuditTime' -j2

echo "· The same digits from both builds"
cmake "-DDIGEST=build/release/tests/model/digest;build/dev/tests/model/digest" -DCALLS=2000 \
    -P tests/model/same_digits.cmake
