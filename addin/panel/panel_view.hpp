#pragma once

#include "panel/delay.hpp"
#include "workbook/calls.hpp"

#include <memory>
#include <optional>

namespace headroom {

/// The panel of one window: a text about the cell under the cursor and a button.
class PanelView : public std::enable_shared_from_this<PanelView> {
public:
    /// In a window of the office's, for a frame.
    static std::shared_ptr<PanelView> open(const uno::Object& context, const uno::Object& frame,
                                           const uno::Object& parent);

    /// The window, as com.sun.star.awt.XWindow; null once it is closed.
    const uno::Object& window() const { return window_; }
    /// In pixels; it grows with the office's font.
    std::int32_t least_width() const { return least_width_; }

    void close() noexcept;

    // What happens to it.
    void moved() { wait(); }
    void modified();
    void shown() { wait(); }
    void resized() const;
    void due();
    void explain() const;
    void lost(const uno::Object& source) noexcept;

private:
    PanelView(uno::Object context, uno::Object frame);

    void make_window(const uno::Object& parent);
    void listen();
    void wait();
    void show(const std::string& cell, const std::string& text, bool can_explain) const;
    uno::Object control(std::string_view name) const;

    uno::Object context_;
    uno::Object frame_;
    uno::Object controller_;
    uno::Object document_;
    uno::Object window_;
    uno::Object listener_;
    std::int32_t least_width_ = 0;
    Notation notation_;
    std::optional<Delay> delay_;
    /// Kept until the document is changed: they know all its names.
    std::unique_ptr<Spreadsheet> spreadsheet_;
    std::unique_ptr<Calls> calls_;
};

} // namespace headroom
