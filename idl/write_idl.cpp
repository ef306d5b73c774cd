// Writes the public contract, and the UNO methods that fulfil it, from the catalogue.
// Usage: write_idl FOLDER METHODS_FILE

#include "catalogue.hpp"

#include <boost/algorithm/string/join.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

using namespace headroom;

namespace {

constexpr std::string_view generated = "// Written by write_idl from the catalogue; do not edit.\n";

std::string_view idl_type(const Argument& argument) {
    return argument.shape == Shape::any_number ? "sequence<any>" : "any";
}

std::string_view idl_type(Function::Returns returns) {
    return returns == Function::Returns::number ? "double" : "any";
}

void write_interface(std::ostream& out) {
    out << generated << "\nmodule org { module headroom {\n\ninterface XFunctions {\n";
    for (const Function* function : catalogue()) {
        out << "\n    /// " << signature(*function) << "\n    " << idl_type(function->returns)
            << ' ' << function->id << '(';
        const char* separator = "";
        for (const Argument& argument : function->arguments) {
            out << separator << "\n        [in] " << idl_type(argument) << ' '
                << idl_name(argument.id);
            separator = ",";
        }
        out << ");\n";
    }
    out << "\n};\n\n}; };\n";
}

void write_service(std::ostream& out) {
    out << generated
        << "\nmodule org { module headroom {\n\nservice Functions: XFunctions;\n\n}; };\n";
}

void write_methods(std::ostream& out) {
    out << generated;
    std::size_t index = 0;
    for (const Function* function : catalogue()) {
        const bool number = function->returns == Function::Returns::number;
        std::vector<std::string> parameters;
        std::string passed = std::to_string(index++);
        for (const Argument& argument : function->arguments) {
            const std::string id = idl_name(argument.id);
            parameters.push_back(
                (argument.shape == Shape::any_number ? "const Anys& " : "const Any& ") + id);
            passed += ", " + id;
        }
        out << (number ? "double" : "Any") << " SAL_CALL " << function->id << '('
            << boost::join(parameters, ", ") << ") override { return "
            << (number ? "number" : "value") << '(' << passed << "); }\n";
    }
}

template <class Writer> void write_file(const std::filesystem::path& path, Writer writer) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    writer(out);
    out.close();
    if (!out) {
        throw std::runtime_error("cannot write " + path.string());
    }
}

} // namespace

int main(int count, char** arguments) {
    try {
        if (count != 3) {
            throw std::runtime_error("usage: write_idl FOLDER METHODS_FILE");
        }
        const std::vector<std::string> wrong = defects(catalogue());
        if (!wrong.empty()) {
            throw std::runtime_error(boost::join(wrong, "\n"));
        }
        const std::filesystem::path folder = std::filesystem::path(arguments[1]) / "org/headroom";
        write_file(folder / "XFunctions.idl", write_interface);
        write_file(folder / "Functions.idl", write_service);
        write_file(arguments[2], write_methods);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
