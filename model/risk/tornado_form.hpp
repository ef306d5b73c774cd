#pragma once

#include "core/plain_form.hpp"

namespace headroom {

/// PLANTORNADO in native formulas: a plan for each end of each driver that has low and high.
void tornado_form(BlockWriter& block);

} // namespace headroom
