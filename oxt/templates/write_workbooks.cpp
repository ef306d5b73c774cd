// Writes the parts of every template workbook, each into a folder of its own.
// Usage: write_workbooks TEMPLATES FOLDER

#include "templates/workbooks.hpp"

#include "core/catalogue.hpp"

#include <iostream>
#include <stdexcept>

int main(int count, char** arguments) {
    try {
        if (count != 3) {
            throw std::runtime_error("usage: write_workbooks TEMPLATES FOLDER");
        }
        using namespace headroom::workbook;
        const std::filesystem::path templates = arguments[1];
        const std::filesystem::path folder = arguments[2];
        const Facts facts(templates / "facts.csv");
        for (const Template& each : workbooks()) {
            const Workbook workbook = each.make({facts, templates / each.folder});
            write(workbook, headroom::version(), folder / workbook.title);
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
