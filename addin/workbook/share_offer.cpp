#include "workbook/share_offer.hpp"

#include "notation.hpp"
#include "settings.hpp"
#include "workbook/dialog.hpp"
#include "workbook/share.hpp"
#include "workbook/spreadsheet.hpp"
#include "workbook/words.hpp"

#include <set>
#include <string>
#include <utility>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

/// Whether the user wants the offer no more: in the office's configuration, as Jobs.xcu has it.
constexpr std::string_view kept_at =
    "/org.openoffice.Office.Jobs/Jobs/org.headroom.ShareOffer/Arguments";
constexpr std::string_view refused = "Refused";

/// Whether this is the first time that the document is asked about, as long as the office runs.
bool is_first_time(const Object& document) {
    static std::set<std::string> asked;
    return asked.insert(document.get("RuntimeUID").text()).second;
}

struct Answer {
    bool prepare;
    bool never_again;
};

/// Asks; in an office without windows the answer is no at once.
Answer ask(const Object& context, const Object& window) {
    static constexpr Text question =
        tr("Results of Headroom in this workbook have the number format General. In an .ods file "
           "people without Headroom see #NAME? in their place. Prepare to Share gives these cells "
           "a number format of their own, which shows the same.");
    static constexpr Text prepare = tr("~Prepare to Share");
    static constexpr Text leave = tr("~Save as It Is");
    static constexpr Text never = tr("Do ~not ask again");
    const Object model = new_dialog(context, {100, 70, 220, 84});
    const Object text = add_control(model, "FixedText", "question", {8, 8, 204, 36});
    text.set("Label", words(question));
    text.set("MultiLine", true);
    const Object box = add_control(model, "CheckBox", "never", {8, 48, 204, 10});
    box.set("Label", words(never));
    const Object yes = add_control(model, "Button", "prepare", {52, 64, 78, 14});
    yes.set("Label", words(prepare));
    yes.set("DefaultButton", true);
    constexpr std::int16_t ok = 1; // PushButtonType
    yes.set("PushButtonType", ok);
    const Object no = add_control(model, "Button", "leave", {134, 64, 78, 14});
    no.set("Label", words(leave));
    constexpr std::int16_t cancel = 2;
    no.set("PushButtonType", cancel);
    const Object dialog = shown_before(context, model, window);
    const bool wanted = dialog.as("com.sun.star.awt.XDialog").call("execute").whole() == 1;
    const bool never_again = box.get("State").whole() == 1;
    dialog.as("com.sun.star.lang.XComponent").call("dispose");
    return {wanted, never_again};
}

class ShareOffer : public uno::Component {
public:
    ShareOffer(const uno::Implementation& implementation, Object context)
        : Component(implementation), context_(std::move(context)) {
        speak(office_language(context_));
        offer("com.sun.star.task.XJob", [this](uno::Call& call) {
            try {
                make(named(named(call.argument(0), "Environment"), "Model"));
            } catch (const std::exception&) {
                // Whatever happens here, the document is saved.
                return;
            }
        });
    }

private:
    void make(const Any& model) const {
        const Object document =
            model.is_void()
                ? Object()
                : model.object().query(uno::Type("com.sun.star.sheet.XSpreadsheetDocument"));
        if (!document || is_set(context_, kept_at, refused)) {
            return;
        }
        if (!is_shown(document) || !has_general_result(context_, document) ||
            !is_first_time(document)) {
            return;
        }
        const Object frame = document.as("com.sun.star.frame.XModel")
                                 .call("getCurrentController")
                                 .object()
                                 .call("getFrame")
                                 .object();
        const Answer answer = ask(context_, frame.call("getContainerWindow").object());
        if (answer.prepare) {
            show_message(context_, frame, "Headroom", prepare_to_share(context_, frame));
        }
        if (answer.never_again) {
            set(context_, kept_at, refused);
        }
    }

    Object context_;
};

} // namespace

Object new_share_offer(const uno::Implementation& implementation, const Object& context) {
    return uno::make<ShareOffer>(implementation, context);
}

} // namespace headroom
