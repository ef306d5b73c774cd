// What a long calculation says in the status bar, before an office that keeps no indicator alive.

#include "progress.hpp"

#include "uno/component.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace headroom::test {

namespace {

using namespace std::chrono_literals;
using uno::Any;
using uno::Call;
using uno::Object;

/// What has happened to the status bar, and whether it can still be written to.
struct StatusBar {
    std::vector<std::string> told;
    bool alive = false;
};

class Indicator : public uno::Component {
public:
    explicit Indicator(StatusBar& bar) : Component({"test.Indicator", {}}) {
        const auto tell = [&bar](const std::string& what) {
            if (bar.alive) {
                bar.told.push_back(what);
            }
        };
        offer(
            "com.sun.star.task.XStatusIndicator",
            {{"start", [tell](Call& call) { tell("start " + call.argument(0).text()); }},
             {"end", [tell](Call&) { tell("end"); }},
             {"reset", [tell](Call&) { tell("reset"); }},
             {"setText", [tell](Call& call) { tell(call.argument(0).text()); }},
             {"setValue", [tell](Call& call) { tell(std::to_string(call.argument(0).whole())); }}});
    }
};

/// As the office's own: its indicators do nothing when it is gone.
class IndicatorFactory : public uno::Component {
public:
    explicit IndicatorFactory(StatusBar& bar)
        : Component({"test.IndicatorFactory", {}}), bar_(bar) {
        bar_.alive = true;
        offer("com.sun.star.task.XStatusIndicatorFactory",
              [this](Call& call) { call.result(Any(uno::make<Indicator>(bar_))); });
    }
    ~IndicatorFactory() override { bar_.alive = false; }

private:
    StatusBar& bar_;
};

class Frame : public uno::Component {
public:
    Frame() : Component({"test.Frame", {}}) {
        offer("com.sun.star.frame.XFrame", [](Call&) {});
    }
};

class Desktop : public uno::Component {
public:
    Desktop() : Component({"test.Desktop", {}}) {
        offer("com.sun.star.frame.XDesktop",
              [](Call& call) { call.result(Any(uno::make<Frame>())); });
    }
};

class Context : public uno::Component {
public:
    explicit Context(StatusBar& bar) : Component({"test.Context", {}}) {
        const auto service = [&bar](Call& call) {
            const bool desktop = call.argument(0).text() == "com.sun.star.frame.Desktop";
            call.result(Any(desktop ? uno::make<Desktop>() : uno::make<IndicatorFactory>(bar)));
        };
        offer("com.sun.star.uno.XComponentContext", [this](Call& call) {
            call.result(Any(self("com.sun.star.lang.XMultiComponentFactory")));
        });
        offer("com.sun.star.lang.XMultiComponentFactory", service);
    }
};

TEST(Progress, IsShownUntilTheCalculationIsOver) {
    StatusBar bar;
    Progress progress(uno::make<Context>(bar).as("com.sun.star.uno.XComponentContext"));
    progress.report(0.1, Language::english);
    EXPECT_FALSE(bar.alive) << "a short calculation says nothing";
    std::this_thread::sleep_for(600ms);
    progress.report(0.3, Language::english);
    progress.report(0.31, Language::english);
    progress.report(0.5, Language::english);
    progress.report(1, Language::english);
    EXPECT_EQ(bar.told,
              (std::vector<std::string>{"start Headroom simulates the plan", "15", "25", "end"}));
    EXPECT_FALSE(bar.alive);
    progress.report(0.5, Language::english);
    progress.report(1, Language::english);
    EXPECT_EQ(bar.told.size(), 4U) << "the next one is short";
}

} // namespace

} // namespace headroom::test
