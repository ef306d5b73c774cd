// Writes the public contract from the catalogue.
// Usage: write_idl FOLDER

#include "core/catalogue.hpp"

#include <boost/algorithm/string/join.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>

using namespace headroom;

namespace {

constexpr std::string_view generated = "// Written by write_idl from the catalogue; do not edit.\n";

/// One parameter of a method.
struct Parameter {
    std::string name;
    std::string_view type;
};

/// A range of numbers comes as the cells themselves, so that their errors can be told and whole
/// columns cut to what is used; everything else comes as it is.
std::vector<Parameter> parameters_of(const Function& function) {
    std::vector<Parameter> parameters;
    for (const Argument& argument : function.arguments) {
        const std::string name = idl_name(argument.id);
        if (argument.shape == Shape::any_number) {
            // Not as a sequence: of one, Calc takes every range for a list of single values when
            // the formula is entered as an array, and cuts the result to its size.
            for (int number = 1; number <= looked_into; ++number) {
                parameters.push_back({name + std::to_string(number), "any"});
            }
        } else if (argument.must_be_cells()) {
            parameters.push_back({name, "com::sun::star::table::XCellRange"});
        } else {
            parameters.push_back({name, "any"});
        }
    }
    return parameters;
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
        for (const Parameter& parameter : parameters_of(*function)) {
            out << separator << "\n        [in] " << parameter.type << ' ' << parameter.name;
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
        if (count != 2) {
            throw std::runtime_error("usage: write_idl FOLDER");
        }
        const std::vector<std::string> wrong = defects(catalogue());
        if (!wrong.empty()) {
            throw std::runtime_error(boost::join(wrong, "\n"));
        }
        const std::filesystem::path folder = std::filesystem::path(arguments[1]) / "org/headroom";
        write_file(folder / "XFunctions.idl", write_interface);
        write_file(folder / "Functions.idl", write_service);
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
