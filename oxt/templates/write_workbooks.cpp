// Writes the parts of every template workbook, each into a folder of its own.
// Usage: write_workbooks TEMPLATES FOLDER

#include "templates/gpu_business_case/gpu_business_case.hpp"
#include "templates/restructuring_planner/restructuring_planner.hpp"
#include "templates/talent_for_gpus/talent_for_gpus.hpp"
#include "templates/trade_plan/trade_plan.hpp"

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
        const auto rows = [&](const char* of) { return Source{facts, templates / of}; };
        for (const Workbook& workbook : {talent_for_gpus(rows("talent_for_gpus")),
                                         gpu_business_case(rows("gpu_business_case")),
                                         restructuring_planner(rows("restructuring_planner")),
                                         trade_plan(rows("trade_plan"))}) {
            write(workbook, headroom::version(), folder / workbook.title);
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
