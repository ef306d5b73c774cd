// Writes the parts of every template workbook, each into a folder of its own.
// Usage: write_workbooks FACTS_CSV FOLDER

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
            throw std::runtime_error("usage: write_workbooks FACTS_CSV FOLDER");
        }
        using namespace headroom::workbook;
        const Facts facts(arguments[1]);
        const std::filesystem::path folder = arguments[2];
        for (const Workbook& workbook : {talent_for_gpus(facts), gpu_business_case(facts),
                                         restructuring_planner(facts), trade_plan(facts)}) {
            write(workbook, headroom::version(), folder / workbook.title);
        }
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
