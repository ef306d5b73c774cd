#pragma once

#include "core/function.hpp"

namespace headroom {

/// PLANTORNADO: which uncertain driver moves a line most.
Function plan_tornado_record();

} // namespace headroom
