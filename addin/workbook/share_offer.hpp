#pragma once

#include "uno/component.hpp"

namespace headroom {

/// The job that the office starts before it saves a document: it offers to prepare it to be shared.
uno::Object new_share_offer(const uno::Implementation& implementation, const uno::Object& context);

} // namespace headroom
