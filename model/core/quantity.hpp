#pragma once

#include "core/text.hpp"

#include <string>
#include <string_view>

namespace headroom {

/// What a number counts, as help, messages and workings name it.
struct Unit {
    Text name;
    bool fraction = false; ///< A decimal that people also write as a percentage: 0.25 is 25 %.
};

namespace unit {

inline constexpr Unit money{tr("money")};
inline constexpr Unit money_per_quarter{tr("money per quarter")};
inline constexpr Unit money_per_year{tr("money per year")};
inline constexpr Unit money_per_gpu{tr("money per GPU")};
inline constexpr Unit money_per_gpu_year{tr("money per GPU and year")};
inline constexpr Unit money_per_gpu_hour{tr("money per billable GPU-hour")};
inline constexpr Unit money_per_kilowatt_hour{tr("money per kWh")};
inline constexpr Unit money_per_kilowatt_month{tr("money per kW and month")};
inline constexpr Unit money_per_position{tr("money per position")};
inline constexpr Unit money_per_position_year{tr("money per position and year")};
inline constexpr Unit share{tr("share"), true};
inline constexpr Unit margin{tr("share of revenue"), true};
inline constexpr Unit rate{tr("per year"), true};
inline constexpr Unit ratio{tr("ratio")};
inline constexpr Unit kilowatts{tr("kW per GPU")};
inline constexpr Unit hours_per_year{tr("hours per GPU and year")};
inline constexpr Unit years{tr("years")};
inline constexpr Unit months{tr("months")};
inline constexpr Unit positions{tr("positions")};
inline constexpr Unit gpus{tr("GPUs")};
inline constexpr Unit value{tr("any unit")};
inline constexpr Unit probability{tr("probability"), true};
inline constexpr Unit class_years{tr("years of the class")};
inline constexpr Unit year_number{tr("number of the year")};
inline constexpr Unit quarter_number{tr("number of the quarter")};
inline constexpr Unit periods{tr("periods")};
inline constexpr Unit weeks{tr("weeks")};
inline constexpr Unit money_per_week{tr("money per week")};
inline constexpr Unit money_per_kilowatt{tr("money per kW")};
inline constexpr Unit pain{tr("weight")};
inline constexpr Unit pain_per_money{tr("pain per unit of saving")};
inline constexpr Unit number{tr("number")};
inline constexpr Unit date{tr("date")};
inline constexpr Unit flag{tr("1 for yes, 0 for no")};
inline constexpr Unit points{tr("percentage points")};
inline constexpr Unit text{tr("text")};
inline constexpr Unit cells{tr("cells")};

} // namespace unit

/// A number that carries its unit in its type. It reads as a double inside an equation, but only
/// `of` makes one, so a rate cannot be handed over where years are wanted.
template <const Unit& unit_> class Quantity {
public:
    static constexpr const Unit& unit = unit_;
    static constexpr Quantity of(double value) { return Quantity(value); }
    constexpr operator double() const { return value_; }

private:
    explicit constexpr Quantity(double value) : value_(value) {}
    double value_;
};

using Money = Quantity<unit::money>;
using MoneyPerGpu = Quantity<unit::money_per_gpu>;
using MoneyPerGpuYear = Quantity<unit::money_per_gpu_year>;
using MoneyPerGpuHour = Quantity<unit::money_per_gpu_hour>;
using MoneyPerKilowattHour = Quantity<unit::money_per_kilowatt_hour>;
using MoneyPerKilowattMonth = Quantity<unit::money_per_kilowatt_month>;
using MoneyPerPosition = Quantity<unit::money_per_position>;
using MoneyPerPositionYear = Quantity<unit::money_per_position_year>;
using Share = Quantity<unit::share>;
using Margin = Quantity<unit::margin>;
using Rate = Quantity<unit::rate>;
using Ratio = Quantity<unit::ratio>;
using Kilowatts = Quantity<unit::kilowatts>;
using Years = Quantity<unit::years>;
using Months = Quantity<unit::months>;
using Positions = Quantity<unit::positions>;
using Amount = Quantity<unit::value>;
using Probability = Quantity<unit::probability>;
using ClassYears = Quantity<unit::class_years>;
using YearNumber = Quantity<unit::year_number>;
using QuarterNumber = Quantity<unit::quarter_number>;
using Periods = Quantity<unit::periods>;
using Weeks = Quantity<unit::weeks>;
using MoneyPerWeek = Quantity<unit::money_per_week>;
using MoneyPerKilowatt = Quantity<unit::money_per_kilowatt>;
using PainPerMoney = Quantity<unit::pain_per_money>;
using Number = Quantity<unit::number>;
using Date = Quantity<unit::date>;
using Flag = Quantity<unit::flag>;
using Gpus = Quantity<unit::gpus>;

inline constexpr double hours_per_year = 8760;
inline constexpr double months_per_year = 12;

/// The whole number that `value` is but for rounding, within 1e-9 (relative, and absolute below
/// one), otherwise `value` itself: 4.35 * 100 / 87 years are 5.
double whole_or_same(double value);
/// Whether a value is a bound but for rounding, within 1e-9 of it (relative).
bool is_nearly(double value, double bound);
/// The smallest whole number not below `value`, so taken: rounding noise never costs a position or
/// a GPU.
double whole_up(double value);
/// The same as a Calc formula over a step.
std::string whole_up_formula(std::string_view step);

/// left - right, and 0 when they agree to 48 bits (about 14 digits), as Calc's own minus has it:
/// 7 % of 100 less 7 is nothing, though 0.07 has no exact binary form. Wherever two amounts may be
/// the same and something hangs on it, this is their difference.
double difference(double left, double right);

} // namespace headroom
