// Writes the parts of every template workbook, each into a folder of its own.
// Usage: write_workbooks FACTS_CSV FOLDER

#include "talent_for_gpus.hpp"

#include "catalogue.hpp"

#include <iostream>
#include <stdexcept>

int main(int count, char** arguments) {
    try {
        if (count != 3) {
            throw std::runtime_error("usage: write_workbooks FACTS_CSV FOLDER");
        }
        using namespace headroom::workbook;
        const Facts facts(arguments[1]);
        const std::filesystem::path folder = arguments[2];
        write(talent_for_gpus(facts), headroom::version(), folder / "Talent for GPUs");
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
