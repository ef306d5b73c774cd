#pragma once

#include "document.hpp"
#include "process.hpp"
#include "temporary_folder.hpp"

#include <com/sun/star/uno/XComponentContext.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace headroom::test {

/// Whether an office has Headroom.
enum class Extension { installed, absent };

/// A LibreOffice without windows, with a profile of its own in a temporary folder: it neither sees
/// nor touches the user's settings and extensions. It ends with this object, with the test that
/// started it however that ends, and at `limit` at the latest, so that a calculation that hangs
/// fails its test instead of stopping all of them. A call into an office that has ended throws
/// com::sun::star::lang::DisposedException.
///
///     Office office;
///     Document document = office.create();
///     document.sheet().set_formula({0, 0}, "=HEADROOMVERSION()");
class Office {
public:
    /// `locale` is the one that numbers are typed in, such as de-DE; that of the system otherwise.
    explicit Office(Extension extension = Extension::installed,
                    std::chrono::seconds limit = std::chrono::minutes(5),
                    const std::vector<std::filesystem::path>& more_extensions = {},
                    std::string_view locale = {});
    ~Office();
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

    /// A new, empty spreadsheet.
    Document create();
    /// The same in a window that counts as visible, as far as there are any.
    Document create_shown();
    Document load(const std::filesystem::path& file, std::string_view password = {});

    Document load_read_only(const std::filesystem::path& file);

    /// A new object of that service in the office, such as "com.sun.star.sheet.FunctionAccess".
    com::sun::star::uno::Reference<com::sun::star::uno::XInterface>
    service(std::string_view name) const;

    /// A folder for the test's own files; it goes with the office.
    const std::filesystem::path& folder() const { return folder_.path(); }

    bool running();
    /// Memory the office has now.
    double megabytes() const { return process_->megabytes(); }

private:
    Document open(const rtl::OUString& url, std::string_view password = {}, bool read_only = false);

    TemporaryFolder folder_;
    std::unique_ptr<Process> process_;
    com::sun::star::uno::Reference<com::sun::star::uno::XComponentContext> context_;
};

} // namespace headroom::test
