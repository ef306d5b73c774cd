// The types of an office that is not there.

#include "office_types.hpp"

#include "paths.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

extern "C" void mock_add_types(const char* idl);

namespace headroom::test {

namespace {

void add_types(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string idl((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (idl.empty()) {
        throw std::runtime_error("cannot read " + file);
    }
    mock_add_types(idl.c_str());
}

} // namespace

void load_office_types() {
    add_types(std::string(path::border_tests) + "/mock/office.idl");
    add_types(std::string(path::committed_idl) + "/XFunctions.idl");
}

} // namespace headroom::test
