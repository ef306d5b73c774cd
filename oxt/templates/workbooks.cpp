#include "templates/workbooks.hpp"

#include "templates/gpu_business_case/gpu_business_case.hpp"
#include "templates/restructuring_planner/restructuring_planner.hpp"
#include "templates/talent_for_gpus/talent_for_gpus.hpp"
#include "templates/trade_plan/trade_plan.hpp"

namespace headroom::workbook {

std::span<const Template> workbooks() {
    static constexpr Template all[] = {{"talent_for_gpus", talent_for_gpus},
                                       {"gpu_business_case", gpu_business_case},
                                       {"restructuring_planner", restructuring_planner},
                                       {"trade_plan", trade_plan}};
    return all;
}

} // namespace headroom::workbook
