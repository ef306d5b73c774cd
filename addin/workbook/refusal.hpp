#pragma once

#include "workbook/words.hpp"

#include <exception>
#include <string>

namespace headroom {

/// Why a command does nothing, in a sentence for the user.
class Refusal : public std::exception {
public:
    explicit Refusal(const Phrase& why) : why_(words(why)) {}
    const char* what() const noexcept override { return why_.c_str(); }

private:
    std::string why_;
};

} // namespace headroom
