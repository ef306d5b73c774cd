#include "workbook/work.hpp"

#include "workbook/dialog.hpp"
#include "workbook/refusal.hpp"
#include "workbook/words.hpp"

#include "uno/component.hpp"

#include <utility>

namespace headroom {

namespace {

using uno::Object;

constexpr auto patience = std::chrono::milliseconds(700);
constexpr auto pause = std::chrono::milliseconds(100);
constexpr std::int32_t steps = 100;

/// The office calls commands from one thread at a time.
bool at_work = false;

/// What the button tells, and the window that somebody closes, with Esc too.
class Listener : public uno::Component {
public:
    explicit Listener(std::shared_ptr<bool> cancelled)
        : Component({"org.headroom.CancelListener", {}}), cancelled_(std::move(cancelled)) {
        const auto nothing = [](uno::Call&) {};
        const auto cancel = [this](uno::Call&) { *cancelled_ = true; };
        offer("com.sun.star.awt.XActionListener",
              {{"disposing", nothing}, {"actionPerformed", cancel}});
        offer("com.sun.star.awt.XTopWindowListener", {{"disposing", nothing},
                                                      {"windowOpened", nothing},
                                                      {"windowClosing", cancel},
                                                      {"windowClosed", nothing},
                                                      {"windowMinimized", nothing},
                                                      {"windowNormalized", nothing},
                                                      {"windowActivated", nothing},
                                                      {"windowDeactivated", nothing}});
    }

private:
    std::shared_ptr<bool> cancelled_;
};

/// A dialog that stays while the work goes on, with a button that ends it.
Object make_dialog(const Object& context, const Object& parent, const std::string& what,
                   const std::shared_ptr<bool>& cancelled) {
    static constexpr Text cancel = tr("Cancel");
    const Object model = new_dialog(context, {120, 80, 160, 46});
    add_control(model, "FixedText", "what", {8, 8, 144, 10}).set("Label", what);
    add_control(model, "Button", "cancel", {56, 26, 48, 14}).set("Label", words(cancel));
    Object dialog = shown_before(context, model, parent);
    const Object listener = uno::make<Listener>(cancelled);
    dialog.as("com.sun.star.awt.XControlContainer")
        .call("getControl", "cancel")
        .object()
        .as("com.sun.star.awt.XButton")
        .call("addActionListener", listener.as("com.sun.star.awt.XActionListener"));
    dialog.as("com.sun.star.awt.XTopWindow")
        .call("addTopWindowListener", listener.as("com.sun.star.awt.XTopWindowListener"));
    dialog.as("com.sun.star.awt.XWindow").call("setVisible", true);
    return dialog;
}

} // namespace

std::string said_by(const std::function<std::string()>& command, Text cancelled) {
    try {
        return command();
    } catch (const Refusal& refusal) {
        return refusal.what();
    } catch (const Cancelled&) {
        return words(cancelled);
    }
}

Work::Work(Object context, Object frame, const Phrase& what)
    : context_(std::move(context)), frame_(std::move(frame)), what_(words(what)),
      next_(std::chrono::steady_clock::now() + patience) {
    static constexpr Text busy =
        tr("Headroom is still at work on another command: wait until it is done, or cancel it.");
    if (at_work) {
        throw Refusal(busy);
    }
    at_work = true;
}

Work::~Work() {
    hide();
    at_work = false;
}

Report Work::part(double from, double to) {
    return [this, from, to](double share) { report(from + (to - from) * share); };
}

void Work::report(double share) {
    if (*cancelled_) {
        throw Cancelled();
    }
    if (std::chrono::steady_clock::now() < next_) {
        return;
    }
    try {
        show();
        if (indicator_) {
            indicator_.call("setValue", static_cast<std::int32_t>(share * steps));
        }
        if (toolkit_) {
            toolkit_.call("processEventsToIdle");
        }
    } catch (const uno::Exception&) {
        // Its window was closed: work without an end in sight is no use.
        *cancelled_ = true;
    }
    next_ = std::chrono::steady_clock::now() + pause;
    if (*cancelled_) {
        throw Cancelled();
    }
}

void Work::show() {
    if (dialog_ || !frame_) {
        return;
    }
    window_ = frame_.call("getContainerWindow").object();
    indicator_ = frame_.call("createStatusIndicator").object();
    if (indicator_) {
        indicator_.call("start", what_, steps);
    }
    toolkit_ = uno::create(context_, "com.sun.star.awt.Toolkit");
    dialog_ = make_dialog(context_, window_, what_, cancelled_);
    window_.as("com.sun.star.awt.XWindow").call("setEnable", false);
}

void Work::hide() noexcept {
    try {
        if (window_) {
            window_.as("com.sun.star.awt.XWindow").call("setEnable", true);
        }
        if (dialog_) {
            dialog_.as("com.sun.star.lang.XComponent").call("dispose");
        }
        if (indicator_) {
            indicator_.call("end");
        }
    } catch (const std::exception&) {
        // They went with their window.
        dialog_ = {};
    }
}

} // namespace headroom
