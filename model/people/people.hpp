#pragma once

#include "core/function.hpp"

namespace headroom {

/// What one cut position saves within the period, net of its one-time cost, money per position:
/// (loaded_cost - replacement) * (1 - backfill) * months / 12 - severance. May be negative.
/// All severance falls into the period, as under IAS 19.165; savings accrue with time.
MoneyPerPosition net_saving_per_cut(MoneyPerPositionYear loaded_cost, MoneyPerPosition severance,
                                    Months months, Share backfill,
                                    MoneyPerPositionYear replacement);

std::vector<Function> people_functions();

} // namespace headroom
