#include "pages.hpp"

#include "paths.hpp"
#include "process.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string_view>

namespace headroom::test {

namespace {

/// Words that stand no further apart are on one line.
constexpr double line_height = 4;

double number(const pugi::xml_node& word, const char* name) {
    return word.attribute(name).as_double();
}

/// How much of the height of the lower one of two words the other covers, from 0 to 1.
double covered(const pugi::xml_node& one, const pugi::xml_node& other) {
    const auto shared = [&](const char* from, const char* to) {
        return std::min(number(one, to), number(other, to)) -
               std::max(number(one, from), number(other, from));
    };
    const auto height = [](const pugi::xml_node& word) {
        return number(word, "yMax") - number(word, "yMin");
    };
    return shared("xMin", "xMax") <= 1
               ? 0
               : std::max(0.0, shared("yMin", "yMax") / std::min(height(one), height(other)));
}

Page read_page(const pugi::xml_node& node) {
    Page page{.width = node.attribute("width").as_double(),
              .height = node.attribute("height").as_double()};
    double lowest = 0;
    for (const pugi::xml_node word : node.children("word")) {
        page.text += (page.text.empty() ? "" : " ") + std::string(word.text().get());
        page.right = std::max(page.right, word.attribute("xMax").as_double());
        lowest = std::max(lowest, word.attribute("yMax").as_double());
    }
    for (const pugi::xml_node word : node.children("word")) {
        for (pugi::xml_node next = word.next_sibling("word"); next;
             next = next.next_sibling("word")) {
            page.covered = std::max(page.covered, covered(word, next));
        }
    }
    std::map<double, std::string> last_line;
    for (const pugi::xml_node word : node.children("word")) {
        const double end = word.attribute("yMax").as_double();
        const std::string_view text = word.text().get();
        // A shorter word does not tell whether it stands upright or runs up an axis.
        if (text.size() > 3) {
            const double size =
                std::min(end - word.attribute("yMin").as_double(),
                         word.attribute("xMax").as_double() - word.attribute("xMin").as_double());
            page.smallest = page.smallest == 0 ? size : std::min(page.smallest, size);
        }
        if (end > lowest - line_height) {
            last_line[word.attribute("xMin").as_double()] = word.text().get();
        } else {
            page.bottom = std::max(page.bottom, end);
        }
    }
    for (const auto& [left, word] : last_line) {
        page.footer += (page.footer.empty() ? "" : " ") + word;
    }
    return page;
}

} // namespace

std::vector<Page> print(const Document& document, const std::filesystem::path& folder) {
    const std::filesystem::path pdf = folder / "printed.pdf";
    const std::filesystem::path words = folder / "printed.html";
    document.store(pdf, filter::pdf);
    Process reader(path::pdftotext, {"-bbox", pdf.string(), words.string()},
                   folder / "pdftotext.log", std::chrono::seconds(30));
    pugi::xml_document html;
    if (reader.wait() != 0 || !html.load_file(words.c_str())) {
        throw std::runtime_error("the printed pages cannot be read: " + reader.log());
    }
    std::vector<Page> pages;
    for (const pugi::xml_node page : html.child("html").child("body").child("doc")) {
        pages.push_back(read_page(page));
    }
    return pages;
}

} // namespace headroom::test
