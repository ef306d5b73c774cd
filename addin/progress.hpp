#pragma once

#include "core/text.hpp"

#include "uno/object.hpp"

#include <chrono>

namespace headroom {

/// Says in the office's status bar that a long calculation goes on; a short one says nothing. The
/// office paints and takes input only between cells: the bar may stand still where the desktop
/// paints late, and there is no way to stop a calculation from outside.
class Progress {
public:
    explicit Progress(uno::Object context) : context_(std::move(context)) {}

    /// `share` is how much is done, from 0 to 1; 1 ends it.
    void report(double share, Language language) noexcept;

private:
    void show(double share, Language language);

    uno::Object context_;
    uno::Object factory_; ///< the indicator is of no use without
    uno::Object indicator_;
    std::chrono::steady_clock::time_point start_{};
    bool started_ = false;
    int shown_ = 0;
};

} // namespace headroom
