#include "panel/panel_view.hpp"

#include "notation.hpp"
#include "panel/panel_text.hpp"
#include "workbook/words.hpp"

#include "uno/component.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

constexpr std::string_view cell_name = "cell", text_name = "text", button_name = "explain";

/// Tells a panel what happens, as long as there is one: the office may hold on to this for longer.
class Listener : public uno::Component {
public:
    explicit Listener(std::weak_ptr<PanelView> panel)
        : Component({"org.headroom.PanelListener", {}}), panel_(std::move(panel)) {
        const auto nothing = [](uno::Call&) {};
        const auto tell = [this](auto what) {
            return [this, what](uno::Call&) {
                if (const std::shared_ptr<PanelView> panel = panel_.lock()) {
                    (panel.get()->*what)();
                }
            };
        };
        const auto lost = [this](uno::Call& call) {
            if (const std::shared_ptr<PanelView> panel = panel_.lock()) {
                panel->lost(call.argument(0).member("Source").object());
            }
        };
        offer("com.sun.star.view.XSelectionChangeListener",
              {{"disposing", lost}, {"selectionChanged", tell(&PanelView::moved)}});
        offer("com.sun.star.util.XModifyListener",
              {{"disposing", lost}, {"modified", tell(&PanelView::modified)}});
        offer("com.sun.star.awt.XWindowListener", {{"disposing", lost},
                                                   {"windowResized", tell(&PanelView::resized)},
                                                   {"windowMoved", nothing},
                                                   {"windowShown", tell(&PanelView::shown)},
                                                   {"windowHidden", nothing}});
        offer("com.sun.star.awt.XActionListener",
              {{"disposing", lost}, {"actionPerformed", tell(&PanelView::explain)}});
        offer("com.sun.star.awt.XCallback", {{"notify", tell(&PanelView::due)}});
    }

private:
    std::weak_ptr<PanelView> panel_;
};

/// A control of that kind, such as Edit. What it is like has to be said before it is there: some of
/// it cannot be changed.
void add(const Object& context, const Object& container, const std::string& kind,
         std::string_view name, const std::vector<uno::Member>& properties) {
    const std::string service = "com.sun.star.awt.UnoControl" + kind;
    const Object model = uno::create(context, service + "Model");
    for (const uno::Member& property : properties) {
        model.set(property.name, property.value);
    }
    const Object control = uno::create(context, service).as("com.sun.star.awt.XControl");
    control.call("setModel", model.as("com.sun.star.awt.XControlModel"));
    container.call("addControl", name, control);
}

struct Size {
    std::int32_t width;
    std::int32_t height;
};

/// What a control takes with the office's font.
Size preferred(const Object& control) {
    const Any size = control.as("com.sun.star.awt.XLayoutConstrains").call("getPreferredSize");
    return {static_cast<std::int32_t>(size.member("Width").whole()),
            static_cast<std::int32_t>(size.member("Height").whole())};
}

void place(const Object& control, std::int32_t left, std::int32_t top, const Size& size) {
    constexpr std::int16_t all = 15; // PosSize.POSSIZE
    control.as("com.sun.star.awt.XWindow")
        .call("setPosSize", left, top, std::max(size.width, 1), std::max(size.height, 1), all);
}

constexpr std::int32_t gap = 6; // in pixels

} // namespace

PanelView::PanelView(Object context, Object frame)
    : context_(std::move(context)), frame_(std::move(frame)), notation_(office_notation(context_)) {
}

std::shared_ptr<PanelView> PanelView::open(const Object& context, const Object& frame,
                                           const Object& parent) {
    std::shared_ptr<PanelView> panel(new PanelView(context, frame));
    panel->listener_ = uno::make<Listener>(panel);
    panel->delay_.emplace(context, panel->listener_.as("com.sun.star.awt.XCallback"));
    panel->make_window(parent);
    panel->listen();
    panel->wait();
    return panel;
}

void PanelView::make_window(const Object& parent) {
    static constexpr Text explain = tr("~Explain Cell");
    const Object window = uno::create(context_, "com.sun.star.awt.UnoControlContainer");
    window.as("com.sun.star.awt.XControl")
        .call("setModel", uno::create(context_, "com.sun.star.awt.UnoControlContainerModel")
                              .as("com.sun.star.awt.XControlModel"));
    constexpr std::int16_t no_border = 0;
    const Object controls = window.as("com.sun.star.awt.XControlContainer");
    add(context_, controls, "FixedText", cell_name, {});
    add(context_, controls, "Edit", text_name,
        {{"MultiLine", true}, {"ReadOnly", true}, {"AutoVScroll", true}, {"Border", no_border}});
    add(context_, controls, "Button", button_name, {{"Label", words(explain)}});
    window.as("com.sun.star.awt.XControl")
        .call("createPeer",
              uno::create(context_, "com.sun.star.awt.Toolkit").as("com.sun.star.awt.XToolkit"),
              parent.as("com.sun.star.awt.XWindowPeer"));
    window_ = window.as("com.sun.star.awt.XWindow");
    least_width_ = preferred(control(button_name)).width * 3 / 2;
    window_.call("setVisible", true);
    resized();
}

Object PanelView::control(std::string_view name) const {
    return window_.as("com.sun.star.awt.XControlContainer").call("getControl", name).object();
}

void PanelView::listen() {
    window_.call("addWindowListener", listener_.as("com.sun.star.awt.XWindowListener"));
    control(button_name)
        .as("com.sun.star.awt.XButton")
        .call("addActionListener", listener_.as("com.sun.star.awt.XActionListener"));
    controller_ = frame_.call("getController").object();
    document_ = document_in(controller_);
    if (!document_) {
        return;
    }
    controller_.as("com.sun.star.view.XSelectionSupplier")
        .call("addSelectionChangeListener",
              listener_.as("com.sun.star.view.XSelectionChangeListener"));
    document_.as("com.sun.star.util.XModifyBroadcaster")
        .call("addModifyListener", listener_.as("com.sun.star.util.XModifyListener"));
}

void PanelView::close() noexcept {
    delay_.reset();
    calls_.reset();
    spreadsheet_.reset();
    const auto quietly = [](const auto& action) {
        try {
            action();
        } catch (const std::exception&) {
            // What is gone already needs no goodbye.
            return;
        }
    };
    if (const Object controller = std::exchange(controller_, {})) {
        quietly([&] {
            controller.as("com.sun.star.view.XSelectionSupplier")
                .call("removeSelectionChangeListener",
                      listener_.as("com.sun.star.view.XSelectionChangeListener"));
        });
    }
    if (const Object document = std::exchange(document_, {})) {
        quietly([&] {
            document.as("com.sun.star.util.XModifyBroadcaster")
                .call("removeModifyListener", listener_.as("com.sun.star.util.XModifyListener"));
        });
    }
    if (const Object window = std::exchange(window_, {})) {
        quietly([&] { window.as("com.sun.star.lang.XComponent").call("dispose"); });
    }
}

void PanelView::lost(const Object& source) noexcept {
    try {
        if (document_ && source.is(document_)) {
            calls_.reset();
            spreadsheet_.reset();
            document_ = {};
        } else if (controller_ && source.is(controller_)) {
            controller_ = {};
        }
    } catch (const std::exception&) {
        document_ = {};
    }
}

void PanelView::wait() {
    if (delay_) {
        delay_->restart();
    }
}

void PanelView::modified() {
    calls_.reset();
    wait();
}

void PanelView::resized() const {
    if (!window_) {
        return;
    }
    const Any all = window_.call("getPosSize");
    const auto side = [&](const char* name) {
        return static_cast<std::int32_t>(all.member(name).whole());
    };
    const std::int32_t width = side("Width") - 2 * gap;
    const std::int32_t heading = preferred(control(cell_name)).height;
    const std::int32_t button = preferred(control(button_name)).height;
    const std::int32_t top = gap + heading + gap;
    const std::int32_t bottom = side("Height") - gap - button;
    place(control(cell_name), gap, gap, {width, heading});
    place(control(text_name), gap, top, {width, bottom - gap - top});
    place(control(button_name), gap, bottom, {width, button});
}

void PanelView::due() {
    if (!window_ || !controller_ || !document_ ||
        !window_.as("com.sun.star.awt.XWindow2").call("isVisible").truth()) {
        return;
    }
    const std::vector<SheetArea> selected = selected_cells(controller_);
    if (selected.empty()) {
        show({}, {}, false);
        return;
    }
    if (!calls_) {
        spreadsheet_ = std::make_unique<Spreadsheet>(context_, document_);
        calls_ = std::make_unique<Calls>(*spreadsheet_);
    }
    const CellPlace place{selected.front().sheet, selected.front().area.first};
    const PanelText text = panel_text(*spreadsheet_, *calls_, place, notation_);
    show(text.cell, text.said, text.has_calls);
}

void PanelView::show(const std::string& cell, const std::string& text, bool can_explain) const {
    const auto model = [&](std::string_view name) {
        return control(name).as("com.sun.star.awt.XControl").call("getModel").object();
    };
    model(cell_name).set("Label", cell);
    const Object said = control(text_name).as("com.sun.star.awt.XTextComponent");
    // Setting the same text would throw away what its reader has selected in it.
    if (said.call("getText").text() != text) {
        said.call("setText", text);
    }
    model(button_name).set("Enabled", can_explain);
}

void PanelView::explain() const {
    uno::create(context_, "com.sun.star.frame.DispatchHelper")
        .call("executeDispatch", frame_.as("com.sun.star.frame.XDispatchProvider"),
              "org.headroom:explain", "_self", std::int32_t{0}, properties({}));
}

} // namespace headroom
