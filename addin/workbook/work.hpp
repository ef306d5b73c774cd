#pragma once

#include "core/phrase.hpp"

#include "uno/object.hpp"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <string>

namespace headroom {

/// The user has had enough of a command. What was done so far has to be as if it never was.
class Cancelled : public std::exception {
public:
    const char* what() const noexcept override { return "cancelled"; }
};

/// What a command says, also when it does nothing or was cancelled.
std::string said_by(const std::function<std::string()>& command, Text cancelled);

/// How much of a piece of work is done, from 0 to 1.
using Report = std::function<void(double)>;

/// A command that may take its time: after a while it shows how far it is, and a button to cancel
/// it. There is only one at a time, since the office goes on with all else meanwhile.
class Work {
public:
    /// Throws Refusal while there is another.
    Work(uno::Object context, uno::Object frame, const Phrase& what);
    ~Work();
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;

    /// Throws Cancelled when the user has cancelled.
    void report(double share);
    /// The same for a part of it.
    Report part(double from, double to);

private:
    void show();
    void hide() noexcept;

    uno::Object context_;
    uno::Object frame_;
    std::string what_;
    uno::Object indicator_;
    uno::Object window_; ///< of the document, which takes no input meanwhile
    uno::Object dialog_;
    uno::Object toolkit_;
    std::shared_ptr<bool> cancelled_ = std::make_shared<bool>(false);
    std::chrono::steady_clock::time_point next_;
};

} // namespace headroom
