// Writes what .po files say as tables that the model looks texts up in.
// Usage: write_translations FILE PO…

#include "quoted.hpp"

#include <boost/format.hpp>

#include <gettext-po.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using headroom::quoted;

/// What is translated, by its English: in the order in which it is looked up.
using Texts = std::map<std::string, std::string>;

[[noreturn]] void refuse(const std::string& why) {
    throw std::runtime_error(why);
}

/// How many values a sentence has places for.
int places(const std::string& sentence) {
    return boost::format(sentence).expected_args();
}

/// A sentence that could not be filled would have no answer but an error.
void check_places(const std::string& english, const std::string& words) {
    if (english.find("%1%") == std::string::npos) {
        return;
    }
    bool same = false;
    try {
        same = places(english) == places(words);
    } catch (const boost::io::format_error&) {
        // It cannot be filled at all.
    }
    if (!same) {
        refuse("has other places than \"" + english + "\": \"" + words + '"');
    }
}

extern "C" {
void on_error(int severity, po_message_t, const char* file, size_t line, size_t, int,
              const char* text) {
    std::cerr << file << ':' << line << ": " << text << '\n';
    if (severity == PO_SEVERITY_FATAL_ERROR) {
        std::exit(1);
    }
}
void on_error_of_two(int severity, po_message_t message, const char* file, size_t line,
                     size_t column, int several, const char* text, po_message_t, const char*,
                     size_t, size_t, int, const char*) {
    on_error(severity, message, file, line, column, several, text);
}
}

Texts texts_in(const std::filesystem::path& path) {
    const po_xerror_handler handler{on_error, on_error_of_two};
    const std::unique_ptr<po_file, decltype(&po_file_free)> file(
        po_file_read(path.c_str(), &handler), po_file_free);
    if (file == nullptr) {
        refuse("cannot be read");
    }
    const std::unique_ptr<struct po_message_iterator, decltype(&po_message_iterator_free)> messages(
        po_message_iterator(file.get(), nullptr), po_message_iterator_free);
    Texts texts;
    while (const po_message_t message = po_next_message(messages.get())) {
        const std::string english = po_message_msgid(message);
        const std::string words = po_message_msgstr(message);
        if (english.empty() || words.empty() || po_message_is_obsolete(message) != 0 ||
            po_message_is_fuzzy(message) != 0) {
            continue;
        }
        check_places(english, words);
        texts.emplace(english, words);
    }
    return texts;
}

/// The language's code as in XML; a file's name has _ before the country.
std::string code_of(const std::filesystem::path& path) {
    std::string code = path.stem().string();
    std::replace(code.begin(), code.end(), '_', '-');
    return code;
}

void write(std::ostream& out, const std::vector<std::filesystem::path>& paths) {
    out << "// Written by the build from the .po files.\n\n"
           "#include \"core/text.hpp\"\n\n#include <array>\n\n"
           "namespace headroom {\n\nnamespace {\n\n";
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const Texts texts = texts_in(paths[i]);
        out << "constexpr std::array<Translated, " << texts.size() << "> texts_" << i << "{{\n";
        for (const auto& [english, words] : texts) {
            out << "    {" << quoted(english) << ", " << quoted(words) << "},\n";
        }
        out << "}};\n\n";
    }
    out << "constexpr std::array<Translation, " << paths.size() << "> all{{\n";
    for (std::size_t i = 0; i < paths.size(); ++i) {
        out << "    {" << quoted(code_of(paths[i])) << ", texts_" << i << "},\n";
    }
    out << "}};\n\n} // namespace\n\n"
           "std::span<const Translation> translations() {\n    return all;\n}\n\n"
           "} // namespace headroom\n";
}

} // namespace

int main(int count, char** arguments) {
    try {
        if (count < 2) {
            refuse("usage: write_translations FILE PO…");
        }
        const std::vector<std::filesystem::path> paths(arguments + 2, arguments + count);
        std::ofstream out(arguments[1], std::ios::binary);
        write(out, paths);
        out.close();
        if (!out) {
            refuse(std::string("cannot write ") + arguments[1]);
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
