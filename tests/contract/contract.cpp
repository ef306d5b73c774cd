#include "contract.hpp"

#include <boost/tokenizer.hpp>

#include <algorithm>
#include <regex>
#include <stdexcept>

namespace headroom::test {

namespace {

/// Walks through the words, one expectation after the other.
class Reader {
public:
    explicit Reader(std::string_view idl) : words_(idl_words(idl)) {}

    bool at(std::string_view word) const { return next_ < words_.size() && words_[next_] == word; }
    std::string take() {
        if (next_ == words_.size()) {
            throw std::runtime_error("the IDL ends too early");
        }
        return words_[next_++];
    }
    void take(std::string_view expected) {
        const std::string word = take();
        if (word != expected) {
            throw std::runtime_error("the IDL has " + word + " instead of " +
                                     std::string(expected));
        }
    }
    void skip_behind(std::string_view word) {
        while (take() != word) {
        }
    }
    /// A type may have parts: sequence<any>.
    std::string type() {
        std::string type = take();
        while (at("<") || type.ends_with('<') || at(">")) {
            type += take();
        }
        return type;
    }

private:
    std::vector<std::string> words_;
    std::size_t next_ = 0;
};

std::string sentence(const Method& method) {
    std::string text = method.returns + " " + method.name + "(";
    for (const auto& [type, name] : method.arguments) {
        text += (text.ends_with('(') ? "" : ", ") + type + " " + name;
    }
    return text + ")";
}

/// Arguments that were added at the end and can be left out break no call: only `any` can be.
Method without_added(Method method, std::size_t count) {
    while (method.arguments.size() > count && method.arguments.back().first == "any") {
        method.arguments.pop_back();
    }
    return method;
}

} // namespace

std::vector<std::string> idl_words(std::string_view idl) {
    const std::string bare =
        std::regex_replace(std::string(idl), std::regex(R"(//[^\n]*|/\*[^]*?\*/)"), " ");
    const boost::tokenizer<boost::char_separator<char>> words(
        bare, boost::char_separator<char>(" \t\r\n", "(){}[],;<>"));
    return {words.begin(), words.end()};
}

std::vector<Method> read_methods(std::string_view idl) {
    Reader reader(idl);
    std::vector<Method> methods;
    reader.skip_behind("interface");
    reader.skip_behind("{");
    while (!reader.at("}")) {
        Method& method = methods.emplace_back();
        method.returns = reader.type();
        method.name = reader.take();
        reader.take("(");
        while (!reader.at(")")) {
            reader.take("[");
            reader.take("in");
            reader.take("]");
            std::string type = reader.type();
            method.arguments.emplace_back(std::move(type), reader.take());
            if (reader.at(",")) {
                reader.take(",");
            }
        }
        reader.take(")");
        reader.take(";");
    }
    return methods;
}

std::vector<std::string> broken_promises(std::string_view released, std::string_view today) {
    const std::vector<Method> current = read_methods(today);
    std::vector<std::string> broken;
    for (const Method& method : read_methods(released)) {
        const auto found = std::find_if(current.begin(), current.end(), [&](const Method& other) {
            return other.name == method.name;
        });
        if (found == current.end()) {
            broken.push_back(sentence(method) + " is gone");
        } else if (sentence(without_added(*found, method.arguments.size())) != sentence(method)) {
            broken.push_back(sentence(method) + " became " + sentence(*found));
        }
    }
    return broken;
}

} // namespace headroom::test
