#include "progress.hpp"

#include <com/sun/star/frame/Desktop.hpp>
#include <com/sun/star/task/StatusIndicatorFactory.hpp>

namespace headroom {

namespace {

constexpr auto patience = std::chrono::milliseconds(500);
constexpr int steps = 50;

} // namespace

void Progress::report(double share) noexcept {
    try {
        if (!started_) {
            started_ = true;
            start_ = std::chrono::steady_clock::now();
        }
        const bool done = share >= 1;
        if (!done && std::chrono::steady_clock::now() - start_ > patience) {
            show(share);
        }
        if (done) {
            if (indicator_.is()) {
                indicator_->end();
            }
            indicator_.clear();
            started_ = false;
            shown_ = 0;
        }
    } catch (const com::sun::star::uno::Exception&) {
        // A calculation without its progress is still a calculation.
        indicator_.clear();
    }
}

void Progress::show(double share) {
    if (!indicator_.is()) {
        const auto frame = com::sun::star::frame::Desktop::create(context_)->getCurrentFrame();
        if (!frame.is()) {
            return;
        }
        // Without rescheduling: in the middle of a cell nothing else may run.
        const auto factory = com::sun::star::task::StatusIndicatorFactory::createWithFrame(
            context_, frame, true, true);
        indicator_ = factory->createStatusIndicator();
        indicator_->start("Headroom simulates the plan", steps);
    }
    const int step = static_cast<int>(share * steps);
    if (step != shown_) {
        shown_ = step;
        indicator_->setValue(step);
    }
}

} // namespace headroom
