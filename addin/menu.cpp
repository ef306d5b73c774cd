// The function reference, the self-test, new workbooks from the templates, and what is done to a
// workbook.

#include "menu.hpp"

#include "notation.hpp"
#include "panel/panel.hpp"
#include "self_test/self_test.hpp"
#include "workbook/explain.hpp"
#include "workbook/insert.hpp"
#include "workbook/live_copy.hpp"
#include "workbook/report.hpp"
#include "workbook/save_plain_copy.hpp"
#include "workbook/share.hpp"
#include "workbook/spreadsheet.hpp"
#include "workbook/words.hpp"
#include "workbooks.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom {

namespace {

constexpr std::string_view protocol = "org.headroom:";

/// As in a URL: the names of the workbooks hold nothing else that would have to be written
/// otherwise.
std::string without_blanks(std::string_view name) {
    std::string written;
    for (const char letter : name) {
        if (letter == ' ') {
            written += "%20";
        } else {
            written += letter;
        }
    }
    return written;
}

/// An argument of a command; empty when there is none of that name.
std::string argument(const uno::View& arguments, std::string_view name) {
    const uno::Elements all = arguments.elements();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].member("Name").text() == name) {
            const uno::View value = all[i].member("Value");
            return value.type_class() == uno::TypeClass::boolean ? value.truth() ? "true" : "false"
                                                                 : value.text();
        }
    }
    return {};
}

class Menu : public uno::Component {
public:
    Menu(const uno::Implementation& implementation, uno::Object context)
        : Component(implementation), context_(std::move(context)) {
        speak(office_language(context_));
        add("reference", [this] { show(package() + "/help/en/reference.html"); });
        add("self-test", [this] { run_self_test(context_); });
        add("explain", [this](const std::string&) { return explain_selection(context_, frame_); });
        add("plain-copy",
            [this](const std::string& file) { return save_plain_copy(context_, frame_, file); });
        add("live-copy", [this](const std::string&) { return turn_back(context_, frame_); });
        add("panel", [this] { show_panel(context_, frame_); });
        for (const std::string_view what : insertions) {
            add("insert/" + std::string(what), [this, what](const std::string& overwrite) {
                return insert(context_, frame_, what,
                              overwrite.empty() ? std::nullopt
                                                : std::optional(overwrite == "true"));
            });
        }
        add("report", [this](const std::string&) { return report_on(context_, frame_); });
        add("share", [this](const std::string&) { return prepare_to_share(context_, frame_); });
        for (const char* name : workbooks) {
            const std::string workbook = without_blanks(name);
            add("new/" + workbook,
                [this, workbook] { create(package() + "/templates/" + workbook + ".ots"); });
        }
        offer("com.sun.star.frame.XDispatchProvider",
              {{"queryDispatch",
                [this](uno::Call& call) { call.result(handler_of(call.argument(0))); }},
               {"queryDispatches", [this](uno::Call& call) {
                    std::vector<uno::Any> handlers;
                    const uno::Elements requests = call.argument(0).elements();
                    for (std::size_t i = 0; i < requests.size(); ++i) {
                        handlers.push_back(handler_of(requests[i].member("FeatureURL")));
                    }
                    call.result(uno::sequence(uno::Type("com.sun.star.frame.XDispatch"), handlers));
                }}});
        // The office says which window's menu this is.
        offer("com.sun.star.lang.XInitialization", [this](uno::Call& call) {
            const uno::Elements given = call.argument(0).elements();
            frame_ = given.size() == 0 ? uno::Object() : given[0].object();
        });
        const auto nothing = [](uno::Call&) {};
        offer("com.sun.star.frame.XNotifyingDispatch",
              {{"dispatch", [this](uno::Call& call) { run(call); }},
               {"dispatchWithNotification", [this](uno::Call& call) { notify(call, run(call)); }},
               {"addStatusListener", nothing},
               {"removeStatusListener", nothing}});
    }

private:
    struct Command {
        std::string url;
        /// With the file that was given, or whether to overwrite, if any; returns what the user has
        /// to be told.
        std::function<std::string(const std::string&)> run;
    };

    void add(std::string_view name, std::function<std::string(const std::string&)> run) {
        commands_.push_back({std::string(protocol) + std::string(name), std::move(run)});
    }

    void add(std::string_view name, std::function<void()> run) {
        add(name, [run = std::move(run)](const std::string&) {
            run();
            return std::string();
        });
    }

    /// Returns what the user has to be told; who gives an argument, such as a macro, reads that and
    /// wants no message.
    std::string run(const uno::Call& call) {
        const Command* command = find(call.argument(0));
        if (command == nullptr) {
            return {};
        }
        std::string given = argument(call.argument(1), "URL");
        if (given.empty()) {
            given = argument(call.argument(1), "Overwrite");
        }
        std::string said = result_of(*command, given);
        if (!said.empty() && given.empty()) {
            show_message(context_, frame_, "Headroom", said);
        }
        return said;
    }

    static std::string result_of(const Command& command, const std::string& given) {
        static constexpr Text failed = tr("Headroom could not finish this: %1%");
        try {
            return command.run(given);
        } catch (const std::exception& error) {
            // What a command foresees it says itself; the rest must not be lost either.
            return words({failed, {std::string(error.what())}});
        }
    }

    void notify(const uno::Call& call, const std::string& said) {
        const uno::Object listener = call.argument(2).object();
        if (listener) {
            constexpr std::int16_t success = 1; // DispatchResultState
            listener.call("dispatchFinished",
                          uno::structure(uno::Type("com.sun.star.frame.DispatchResultEvent"),
                                         {{"State", success}, {"Result", said}}));
        }
    }

    const Command* find(const uno::View& url) const {
        const std::string complete = without_blanks(url.member("Complete").text());
        const auto found = std::find_if(commands_.begin(), commands_.end(),
                                        [&](const Command& one) { return one.url == complete; });
        return found == commands_.end() ? nullptr : &*found;
    }

    /// This object for a command that there is; otherwise a null object.
    uno::Any handler_of(const uno::View& url) {
        return find(url) == nullptr ? uno::Object() : self("com.sun.star.frame.XDispatch");
    }

    std::string package() const {
        return uno::singleton(context_, "com.sun.star.deployment.PackageInformationProvider")
            .call("getPackageLocation", "org.headroom")
            .text();
    }

    /// In the user's browser, as the office shows its own help.
    void show(const std::string& page) const {
        constexpr std::int32_t only_urls = 2; // SystemShellExecuteFlags.URIS_ONLY
        uno::create(context_, "com.sun.star.system.SystemShellExecute")
            .call("execute", page, "", only_urls);
    }

    void create(const std::string& workbook) const {
        const uno::Type property("com.sun.star.beans.PropertyValue");
        const uno::Any as_template =
            uno::structure(property, {{"Name", "AsTemplate"}, {"Value", true}});
        uno::create(context_, "com.sun.star.frame.Desktop")
            .call("loadComponentFromURL", workbook, "_default", std::int32_t{0},
                  uno::sequence(property, {as_template}));
    }

    uno::Object context_;
    uno::Object frame_;
    std::vector<Command> commands_;
};

} // namespace

uno::Object new_menu(const uno::Implementation& implementation, const uno::Object& context) {
    return uno::make<Menu>(implementation, context);
}

} // namespace headroom
