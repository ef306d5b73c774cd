#pragma once

#include "core/limits.hpp"
#include "core/quantity.hpp"
#include "core/text.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom {

/// The assumptions that drive a trade plan. The place in this list is part of every random number:
/// new drivers go to the end.
enum class Driver : std::size_t {
    quarters,
    revenue,
    operating_profit,
    base_growth,
    cost_growth,
    backlog_share,
    demand_growth,
    churn,
    gpus_ordered,
    order_quarters,
    lead_quarters,
    price,
    price_erosion,
    utilisation,
    capex_per_gpu,
    capex_trend,
    life,
    residual_share,
    gpu_opex,
    headcount,
    loaded_cost,
    wage_growth,
    attrition,
    attrition_backfill,
    cuts,
    cut_quarter,
    notice_months,
    severance,
    cut_backfill,
    replacement_cost,
    target_margin,
    hold_from,
    tax_rate,
    base_depreciation,
    base_capex,

    end, ///< no driver
};
inline constexpr std::size_t driver_count = static_cast<std::size_t>(Driver::end);
inline constexpr int most_quarters = 80;

/// Whose change a driver's change is, when a plan is held against another.
enum class DriverTheme { demand, gpus, people, costs };
inline constexpr std::array driver_theme_names{tr("demand"), tr("GPUs"), tr("people"), tr("costs")};

/// All that is said of a driver.
struct DriverRecord {
    Driver driver;
    std::string_view id;
    Text label;
    const Unit& unit;
    Limits limits;
    std::optional<double> otherwise; ///< none: it must be given. Cuts: as many as are required.
    DriverTheme theme;
    Text help;
    double step = 0;                    ///< it is a multiple of this; 0: any number
    std::optional<Driver> follows = {}; ///< left out, it is whatever that driver is

    /// The value as it counts, without the noise of arithmetic: the step that it is but for
    /// rounding, and the bound that it is beyond by no more than that.
    double settled(double value) const {
        return limits.settled(step > 0 ? whole_or_same(value / step) * step : value);
    }
};

const std::array<DriverRecord, driver_count>& drivers();

inline const DriverRecord& record_of(Driver driver) {
    return drivers()[static_cast<std::size_t>(driver)];
}

/// All ids and labels of drivers, folded, each once.
const std::vector<std::pair<std::string, Driver>>& driver_names();

/// The driver of that id or label, however it is typed; nothing when there is none.
std::optional<Driver> driver_named(std::string_view name);

/// The id or label nearest to what was typed; nothing when none is near.
std::optional<std::string_view> nearest_driver(std::string_view typed);

/// What to say after a name that is no driver's.
Phrase driver_advice(std::string_view typed);

/// What a driver is when it is left out: "12", "required", "as base_growth".
Phrase left_out(const DriverRecord& record);

/// A value for each driver. NaN: cuts as many as required, and a driver that follows another.
template <class Real> struct Drivers {
    std::array<Real, driver_count> values;

    Real& operator[](Driver driver) { return values[static_cast<std::size_t>(driver)]; }
    const Real& operator[](Driver driver) const { return values[static_cast<std::size_t>(driver)]; }
};

} // namespace headroom
