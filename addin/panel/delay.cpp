#include "panel/delay.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace headroom {

namespace {

using Clock = std::chrono::steady_clock;

/// Longer than between two steps of a key that is held down.
constexpr auto moment = std::chrono::milliseconds(90);

} // namespace

struct Delay::State {
    State(uno::Object office, uno::Object callback)
        : office(std::move(office)), callback(std::move(callback)) {}

    uno::Object office; ///< takes calls from any thread
    uno::Object callback;

    std::mutex mutex;
    std::condition_variable changed;
    Clock::time_point due;
    bool waiting = false;
    bool ended = false;

    void run() {
        std::unique_lock lock(mutex);
        while (!ended) {
            if (!waiting) {
                changed.wait(lock);
            } else if (Clock::now() < due) {
                changed.wait_until(lock, due);
            } else {
                waiting = false;
                lock.unlock();
                call_back();
                lock.lock();
            }
        }
    }

    void call_back() noexcept {
        try {
            office.call("addCallback", callback, uno::Any());
        } catch (const std::exception&) {
            // The office is about to end: nobody looks any more.
            return;
        }
    }
};

Delay::Delay(const uno::Object& context, const uno::Object& callback)
    : state_(std::make_shared<State>(uno::create(context, "com.sun.star.awt.AsyncCallback")
                                         .as("com.sun.star.awt.XRequestCallback"),
                                     callback)) {
    // It is not waited for: whoever ends this holds what the office needs to take its call.
    std::thread([state = state_] { state->run(); }).detach();
}

Delay::~Delay() {
    const std::lock_guard lock(state_->mutex);
    state_->ended = true;
    state_->changed.notify_one();
}

void Delay::restart() {
    const std::lock_guard lock(state_->mutex);
    state_->due = Clock::now() + moment;
    // While it waits it finds the later time by itself.
    if (!std::exchange(state_->waiting, true)) {
        state_->changed.notify_one();
    }
}

} // namespace headroom
