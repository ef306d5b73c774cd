#pragma once

#include "uno/object.hpp"

#include <memory>

namespace headroom {

/// Calls back in the office's own thread, once nothing has happened for a moment.
class Delay {
public:
    /// `callback` is a com.sun.star.awt.XCallback.
    Delay(const uno::Object& context, const uno::Object& callback);
    ~Delay();
    Delay(const Delay&) = delete;
    Delay& operator=(const Delay&) = delete;

    /// Something has happened. It takes no time worth mentioning.
    void restart();

private:
    struct State;
    std::shared_ptr<State> state_; ///< also the thread's, which may end later
};

} // namespace headroom
