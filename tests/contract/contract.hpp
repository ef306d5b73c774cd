#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom::test {

/// A method as workbooks and the office know it: all of this is stored in files or found by name.
struct Method {
    std::string returns;
    std::string name;
    std::vector<std::pair<std::string, std::string>> arguments; ///< type, name
};

/// An IDL text word by word, without comments.
std::vector<std::string> idl_words(std::string_view idl);

/// Reads the methods of an IDL interface; comments, blanks and line ends do not matter.
/// Throws std::runtime_error when it cannot.
std::vector<Method> read_methods(std::string_view idl);

/// What of a released interface is not in today's: a method gone, another return type, an argument
/// renamed, retyped, moved or removed, or one added that cannot be left out or is not the last. New
/// methods are fine.
std::vector<std::string> broken_promises(std::string_view released, std::string_view today);

} // namespace headroom::test
