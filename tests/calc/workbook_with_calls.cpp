#include "workbook_with_calls.hpp"

#include <string>
#include <vector>

namespace headroom::test {

Document workbook_with_calls(Office& office) {
    Document document = office.create();
    Sheet sheet = document.sheet();
    Sheet inputs = document.add_sheet("O'Hara 1");
    const double given[6][3] = {{2.5, 0.75, 50000}, {5, 2467.104, 0.1}, {10, 20, 30},
                                {40, 50, 60},       {3, 1, 7},          {12e9, 0.24, 200000}};
    for (int row = 0; row < 6; ++row) {
        for (int column = 0; column < 3; ++column) {
            inputs.set_number({row, column}, given[row][column]);
        }
    }
    const std::string in = "$'O''Hara 1'.";
    document.name_cells("price", inputs, {{0, 0}});
    document.name_cells_on(sheet, "own", in + "$A$1");
    document.name_formula("margin", "GPUMARGIN(" + in + "$A$1;0.75;50000;5;2467.104)");
    document.name_formula("above", "$Sheet1.A1", {1, 0});
    const std::string rest = ";0.75;50000;5;2467.104)";
    sheet.set_formula({0, 0}, "=" + in + "A1*1.1");
    const std::vector<std::string> formulas = {
        "=GPUMARGIN(" + in + "A1" + rest,
        "=GPUMARGIN(price" + rest + "*2+GPUMARGIN(price*2" + rest,
        "=ROUND(MAX(0;GPUMARGIN(GPUBREAKEVENPRICE(" + in + "B1;50000;5;2467.104)*1.2" + rest +
            ");9)",
        "=margin*2",
        "=GPUMARGIN($A$1+0*above" + rest,
        "=GPUMARGIN(" + in + "A1;0.75;50000;5;2467.104;;" + in + "C2)",
        "=GPUMARGIN(-" + in + "A1" + rest,
        "=IFERROR(GPUMARGIN(-" + in + "A1" + rest + ";\"none\")",
        "=INDEX(VINTAGEDEPRECIATION(" + in + "A3:A6;5);2;1)",
        "=SUM(VINTAGEDEPRECIATION(" + in + "C1:C4;" + in + "A2))",
        "=VINTAGEDEPRECIATION(" + in + "C1:C4;5)",
        "=GPUIRR(" + in + "A1" + rest,
        "=GPUIRR(" + in + "A1" + rest + "+GPUMARGIN(" + in + "A1" + rest,
        "=REASON(\"GPUMARGIN\";-" + in + "A1" + rest,
        "=HEADROOMVERSION()&\" \"&TEXT(" + in + "A1;\"0.0\")",
        "=IF(GPUMARGIN(" + in + "A1" + rest + ">0.5;\"high\";\"low\")",
        "=IFERROR(#N/A+GPUMARGIN(" + in + "A1" + rest + ";GPUMARGIN(own*2" + rest + ")",
    };
    for (std::size_t i = 0; i < formulas.size(); ++i) {
        sheet.set_formula({1 + static_cast<int>(i), 0}, formulas[i]);
    }
    sheet.set_number_format({1, 0}, "0.0%");
    sheet.set_array_formula({{0, 3}, 9, 1}, "=GPUCASHFLOW(" + in + "A1" + rest);
    sheet.set_array_formula({{0, 4}, 4, 1}, "=VINTAGEDEPRECIATION(" + in + "C1:C4;5)");
    sheet.set_array_formula({{0, 5}, 1, 1}, "=SUM(VINTAGEDEPRECIATION(" + in + "C1:C4;5)*2)");
    return document;
}

} // namespace headroom::test
