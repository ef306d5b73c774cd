#include "workbook/save_plain_copy.hpp"

#include "workbook/document_copy.hpp"
#include "workbook/plain_copy.hpp"
#include "workbook/refusal.hpp"
#include "workbook/words.hpp"

#include <cctype>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

constexpr Text title = tr("Save a Plain Copy");

Object document_of(const Object& frame) {
    static constexpr Text none = tr("Only a spreadsheet can be saved as a plain copy.");
    Object document = document_in(frame ? frame.call("getController").object() : Object());
    if (!document) {
        throw Refusal(none);
    }
    return document;
}

/// The file that the user chooses; empty when he does not.
std::string chosen_file(const Object& context) {
    constexpr std::int16_t save_with_extension = 10; // FILESAVE_AUTOEXTENSION
    const Object dialog =
        uno::create(context, "com.sun.star.ui.dialogs.FilePicker", {Any(save_with_extension)});
    dialog.call("setTitle", words(title));
    dialog.call("appendFilter", "Excel 2007-365 (.xlsx)", "*.xlsx");
    dialog.call("appendFilter", "ODF Spreadsheet (.ods)", "*.ods");
    if (dialog.call("execute").whole() != 1) {
        return {};
    }
    const Any files = dialog.call("getFiles");
    return files.elements().size() == 0 ? std::string() : files.elements()[0].text();
}

std::string name_of(const Object& document) {
    static constexpr Text unnamed = tr("a document that has not been saved");
    const std::string name = document.call("getTitle").text();
    return name.empty() ? words(unnamed) : name;
}

/// As people read it: the office writes blanks and umlauts of a file's name as %20 and the like.
std::string shown_path(const std::string& url) {
    std::string path;
    for (std::size_t i = url.starts_with("file://") ? 7 : 0; i < url.size(); ++i) {
        const auto digit = [&](std::size_t at) {
            return at < url.size() && std::isxdigit(static_cast<unsigned char>(url[at])) != 0;
        };
        if (url[i] == '%' && digit(i + 1) && digit(i + 2)) {
            path += static_cast<char>(std::stoi(url.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            path += url[i];
        }
    }
    return path;
}

std::string save(const Object& context, const Object& frame, std::string url) {
    static constexpr Text password =
        tr("This document has a password, which an .xlsx file cannot take over: save the copy as "
           ".ods, which will have the same password, or save the document without it first, if it "
           "may be shared.");
    static constexpr Text format = tr("A plain copy is an .xlsx or an .ods file: %1% is neither.");
    static constexpr Text no_folder = tr("There is no folder %1%: the plain copy was not saved.");
    static constexpr Text itself =
        tr("A plain copy cannot take the place of its own original: choose "
           "another name.");
    static constexpr Text failed =
        tr("The plain copy could not be saved as %1%. If there was a file of "
           "that name, it is as it was. %2%");
    static constexpr Text making = tr("Saving a plain copy of %1%");
    static constexpr Text done =
        tr("Saved as %1%.\nCalls that recalculate in any program: %2%. Calls "
           "that keep their value: %3%.%4%");
    static constexpr Text left = tr("These still hold calls of Headroom, which other programs do "
                                    "not know:\n%1%");
    const Object document = document_of(frame);
    if (url.empty()) {
        url = chosen_file(context);
    }
    if (url.empty()) {
        return {};
    }
    if (filter_for(url).empty()) {
        throw Refusal({format, {shown_path(url)}});
    }
    const Any key = encryption_of(document);
    if (!key.is_void() && !keeps_encryption(url)) {
        throw Refusal(password);
    }
    if (url == document.call("getURL").text()) {
        throw Refusal(itself);
    }
    // The office would make it, which is seldom meant.
    const std::string folder = url.substr(0, url.rfind('/'));
    if (!uno::create(context, "com.sun.star.ucb.SimpleFileAccess")
             .call("isFolder", folder)
             .truth()) {
        throw Refusal({no_folder, {shown_path(folder)}});
    }
    const std::string name = name_of(document);
    Work work(context, frame, {making, {name}});
    const DocumentCopy copy(context, document);
    const PlainCalls calls = make_plain(context, copy.document(), name, work);
    try {
        copy.save(url, key, work.part(0.85, 1));
    } catch (const uno::Exception& error) {
        throw Refusal({failed, {shown_path(url), std::string(error.what())}});
    }
    std::string names;
    for (const std::string& each : calls.left_over) {
        names += (names.empty() ? "" : "\n") + each;
    }
    return words({done,
                  {shown_path(url), std::to_string(calls.live), std::to_string(calls.frozen),
                   names.empty() ? std::string() : "\n\n" + words({left, {names}})}});
}

} // namespace

std::string save_plain_copy(const Object& context, const Object& frame, const std::string& url) {
    static constexpr Text cancelled = tr("Cancelled: no copy was saved.");
    return said_by([&] { return save(context, frame, url); }, cancelled);
}

} // namespace headroom
