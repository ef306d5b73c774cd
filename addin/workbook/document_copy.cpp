#include "workbook/document_copy.hpp"

#include <cctype>

namespace headroom {

namespace {

using uno::Any;
using uno::Object;

constexpr std::string_view in_memory = "private:stream";

constexpr std::string_view ods = "calc8";
constexpr std::string_view encryption_data = "EncryptionData";

Object stored(const Object& context, const Object& document, std::string_view filter,
              const Any& encryption) {
    Object stream = uno::create(context, "com.sun.star.comp.MemoryStream");
    std::vector<Any> options{property("FilterName", filter), property("OutputStream", stream)};
    if (!encryption.is_void()) {
        options.push_back(property(encryption_data, encryption));
    }
    document.call("storeToURL", in_memory, properties(options));
    stream.call("seek", std::int64_t{0});
    return stream;
}

} // namespace

std::string filter_for(const std::string& url) {
    std::string end = url.substr(url.rfind('.') == url.npos ? url.size() : url.rfind('.'));
    for (char& letter : end) {
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return end == ".ods" ? std::string(ods) : end == ".xlsx" ? "Calc MS Excel 2007 XML" : "";
}

Any encryption_of(const Object& document) {
    const Any all = document.call("getArgs");
    const uno::Elements arguments = all.elements();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i].member("Name").text() == encryption_data) {
            return arguments[i].member("Value");
        }
    }
    return {};
}

bool keeps_encryption(const std::string& url) {
    return filter_for(url) == ods;
}

DocumentCopy::DocumentCopy(const Object& context, const Object& document) : context_(context) {
    // The office has it on a disk for a moment, even so: there a document with a password must not
    // lie without.
    const Any encryption = encryption_of(document);
    std::vector<Any> options{property("InputStream", stored(context, document, ods, encryption)),
                             property("FilterName", ods), property("Hidden", true),
                             property("MacroExecutionMode", std::int16_t{0}),
                             property("UpdateDocMode", std::int16_t{0})};
    if (!encryption.is_void()) {
        options.push_back(property(encryption_data, encryption));
    }
    document_ =
        uno::create(context, "com.sun.star.frame.Desktop")
            .call("loadComponentFromURL", in_memory, "_blank", std::int32_t{0}, properties(options))
            .object();
    // Nobody undoes what is done to it, and rows find their heights when all is written: both take
    // most of the time otherwise.
    document_.set("IsUndoEnabled", false);
    document_.set("IsAdjustHeightEnabled", false);
}

DocumentCopy::~DocumentCopy() {
    try {
        document_.call("close", true);
    } catch (const std::exception&) {
        // It is closed already.
        document_ = {};
    }
}

void DocumentCopy::save(const std::string& url, const Any& encryption, const Report& report) const {
    report(0);
    const Object stream = stored(context_, document_, filter_for(url), encryption);
    report(1);
    const Object files = uno::create(context_, "com.sun.star.ucb.SimpleFileAccess");
    const std::string beside = url + ".part";
    try {
        files.call("writeFile", beside, stream);
        files.call("move", beside, url);
    } catch (const std::exception&) {
        try {
            files.call("kill", beside);
        } catch (const std::exception&) {
            // Then there is nothing to remove.
        }
        throw;
    }
}

} // namespace headroom
