#include "office.hpp"

#include "paths.hpp"
#include "strings.hpp"

#include <com/sun/star/beans/PropertyValue.hpp>
#include <com/sun/star/bridge/UnoUrlResolver.hpp>
#include <com/sun/star/connection/NoConnectException.hpp>
#include <com/sun/star/frame/Desktop.hpp>
#include <com/sun/star/lang/XMultiComponentFactory.hpp>
#include <cppuhelper/bootstrap.hxx>
#include <rtl/bootstrap.hxx>

#include <fstream>
#include <stdexcept>
#include <thread>

namespace headroom::test {

namespace uno = com::sun::star::uno;
using namespace std::chrono_literals;

namespace {

constexpr auto start_limit = 60s;
/// What a first start on a new profile may return: "start me again".
constexpr int restart_wanted = 81;

std::filesystem::path program(std::string_view name) {
    return std::filesystem::path(path::office) / "program" / name;
}

/// Both programs must agree on where the profile and the extensions are.
std::vector<std::string> profile_in(const std::filesystem::path& folder) {
    const std::string base = "file://" + folder.string();
    return {"-env:UserInstallation=" + base + "/user",
            "-env:UNO_SHARED_PACKAGES=" + base + "/shared",
            "-env:UNO_SHARED_PACKAGES_CACHE=" + base + "/shared"};
}

void install(const std::vector<std::filesystem::path>& extensions,
             const std::filesystem::path& folder) {
    // --shared, because unopkg refuses to install for the user root; it is still this folder.
    std::vector<std::string> arguments{"add", "--shared", "-f"};
    arguments.insert(arguments.end(), extensions.begin(), extensions.end());
    for (std::string& option : profile_in(folder)) {
        arguments.push_back(std::move(option));
    }
    Process unopkg(program("unopkg.bin"), arguments, folder / "unopkg.log", start_limit);
    if (unopkg.wait() != 0) {
        throw std::runtime_error("the extension was not installed: " + unopkg.log());
    }
}

/// As Tools > Options > Languages and Locales > Locale writes it.
void set_locale(std::string_view locale, const std::filesystem::path& folder) {
    const std::filesystem::path user = folder / "user" / "user";
    std::filesystem::create_directories(user);
    std::ofstream(user / "registrymodifications.xcu")
        << R"(<?xml version="1.0" encoding="UTF-8"?>)"
        << R"(<oor:items xmlns:oor="http://openoffice.org/2001/registry">)"
        << R"(<item oor:path="/org.openoffice.Setup/L10N">)"
        << R"(<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>)" << locale
        << "</value></prop></item></oor:items>";
}

const uno::Reference<uno::XComponentContext>& local_context() {
    static const uno::Reference<uno::XComponentContext> context = [] {
        rtl::Bootstrap::set("URE_BOOTSTRAP",
                            wide("vnd.sun.star.pathname:" + program("fundamentalrc").string()));
        return cppu::defaultBootstrap_InitialComponentContext();
    }();
    return context;
}

} // namespace

Office::Office(Extension extension, std::chrono::seconds limit,
               const std::vector<std::filesystem::path>& more_extensions, std::string_view locale) {
    std::vector<std::filesystem::path> extensions = more_extensions;
    if (extension == Extension::installed) {
        extensions.insert(extensions.begin(), path::extension);
    }
    if (!extensions.empty()) {
        install(extensions, folder());
    }
    if (!locale.empty()) {
        set_locale(locale, folder());
    }
    const std::string pipe = folder().filename().string();
    std::vector<std::string> arguments = profile_in(folder());
    arguments.insert(arguments.end(), {"--headless", "--norestore", "--nologo",
                                       "--accept=pipe,name=" + pipe + ";urp;"});
    const auto start = [&] {
        process_ = std::make_unique<Process>(program("soffice.bin"), arguments,
                                             folder() / "office.log", limit);
    };
    start();

    const auto resolver = com::sun::star::bridge::UnoUrlResolver::create(local_context());
    const rtl::OUString url = wide("uno:pipe,name=" + pipe + ";urp;StarOffice.ComponentContext");
    const auto until = std::chrono::steady_clock::now() + start_limit;
    while (!context_.is()) {
        try {
            context_.set(resolver->resolve(url), uno::UNO_QUERY_THROW);
        } catch (const com::sun::star::connection::NoConnectException&) {
            if (!process_->running()) {
                if (process_->wait() != restart_wanted) {
                    throw std::runtime_error("the office did not start: " + process_->log());
                }
                start();
            }
            if (std::chrono::steady_clock::now() > until) {
                throw std::runtime_error("the office does not answer: " + process_->log());
            }
            std::this_thread::sleep_for(50ms);
        }
    }
}

Office::~Office() {
    try {
        com::sun::star::frame::Desktop::create(context_)->terminate();
        context_.clear();
        process_->wait_for(10s);
    } catch (const uno::Exception&) {
        // It has ended already, or ends with its process now.
        context_.clear();
    }
}

Document Office::open(const rtl::OUString& url, std::string_view password, bool read_only) {
    uno::Sequence<com::sun::star::beans::PropertyValue> properties(password.empty() ? 2 : 3);
    properties.getArray()[0].Name = "Hidden";
    properties.getArray()[0].Value <<= true;
    properties.getArray()[1].Name = "ReadOnly";
    properties.getArray()[1].Value <<= read_only;
    if (!password.empty()) {
        properties.getArray()[2].Name = "Password";
        properties.getArray()[2].Value <<= wide(password);
    }
    const auto desktop = com::sun::star::frame::Desktop::create(context_);
    return Document(uno::Reference<com::sun::star::sheet::XSpreadsheetDocument>(
        desktop->loadComponentFromURL(url, "_blank", 0, properties), uno::UNO_QUERY_THROW));
}

Document Office::create() {
    return open("private:factory/scalc");
}

Document Office::create_shown() {
    const auto desktop = com::sun::star::frame::Desktop::create(context_);
    return Document(uno::Reference<com::sun::star::sheet::XSpreadsheetDocument>(
        desktop->loadComponentFromURL("private:factory/scalc", "_blank", 0, {}),
        uno::UNO_QUERY_THROW));
}

Document Office::load(const std::filesystem::path& file, std::string_view password) {
    return open(wide("file://" + std::filesystem::absolute(file).string()), password);
}

Document Office::load_read_only(const std::filesystem::path& file) {
    return open(wide("file://" + std::filesystem::absolute(file).string()), {}, true);
}

uno::Reference<uno::XInterface> Office::service(std::string_view name) const {
    return context_->getServiceManager()->createInstanceWithContext(wide(name), context_);
}

bool Office::running() {
    return process_->running();
}

} // namespace headroom::test
