// Writes what every example of the reference gives on the machine that builds, in every language,
// for the self-test to hold another machine's results against. Usage: write_results FILE

#include "self_test/digits.hpp"

#include "core/catalogue.hpp"
#include "translations/quoted.hpp"

#include <fstream>
#include <iostream>
#include <stdexcept>

using namespace headroom;

namespace {

void write(std::ostream& out, Language language) {
    for (const Function* function : catalogue()) {
        for (const Example& example : function->examples) {
            Call call(language);
            const Digits digits = digits_of(function->call(example.arguments, call));
            out << '{' << digits.rows << ", " << digits.columns << ", " << quoted(digits.cells)
                << "}, // " << function->name << '\n';
        }
    }
}

} // namespace

int main(int count, char** arguments) {
    try {
        if (count != 2) {
            throw std::runtime_error("usage: write_results FILE");
        }
        std::ofstream out(arguments[1], std::ios::binary);
        for (const Language language : languages()) {
            write(out, language);
        }
        out.close();
        if (!out) {
            throw std::runtime_error(std::string("cannot write ") + arguments[1]);
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
