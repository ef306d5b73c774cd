#include "progress.hpp"

namespace headroom {

namespace {

constexpr auto patience = std::chrono::milliseconds(500);
constexpr std::int32_t steps = 50;

} // namespace

void Progress::report(double share, Language language) noexcept {
    try {
        if (!started_) {
            started_ = true;
            start_ = std::chrono::steady_clock::now();
        }
        const bool done = share >= 1;
        if (!done && std::chrono::steady_clock::now() - start_ > patience) {
            show(share, language);
        }
        if (done) {
            if (indicator_) {
                indicator_.call("end");
            }
            indicator_ = {};
            factory_ = {};
            started_ = false;
            shown_ = 0;
        }
    } catch (const std::exception&) {
        // A calculation without its progress is still a calculation.
        indicator_ = {};
        factory_ = {};
    }
}

void Progress::show(double share, Language language) {
    if (!indicator_) {
        const uno::Object frame =
            uno::create(context_, "com.sun.star.frame.Desktop").call("getCurrentFrame").object();
        if (!frame) {
            return;
        }
        // Without rescheduling: in the middle of a cell nothing else may run.
        factory_ =
            uno::create(context_, "com.sun.star.task.StatusIndicatorFactory", {frame, true, true});
        indicator_ = factory_.call("createStatusIndicator").object();
        indicator_.call("start", tr("Headroom simulates the plan").in(language), steps);
    }
    const auto step = static_cast<std::int32_t>(share * steps);
    if (step != shown_) {
        shown_ = step;
        indicator_.call("setValue", step);
    }
}

} // namespace headroom
