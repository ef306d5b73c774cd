#include "plan/driver.hpp"

#include "core/label.hpp"

#include <unordered_map>
#include <unordered_set>

namespace headroom {

namespace {

constexpr std::array<DriverRecord, driver_count> records{{
    {.driver = Driver::quarters,
     .id = "quarters",
     .label = tr("Quarters"),
     .unit = unit::periods,
     .limits = from(1).to(most_quarters).whole(),
     .otherwise = 12,
     .theme = DriverTheme::costs,
     .help = tr("How many quarters the plan covers."),
     .step = 1},
    {.driver = Driver::revenue,
     .id = "revenue",
     .label = tr("Revenue"),
     .unit = unit::money_per_quarter,
     .limits = above(0),
     .otherwise = std::nullopt,
     .theme = DriverTheme::demand,
     .help = tr("Revenue of quarter 0, the last one reported: of three months, not of a year.")},
    {.driver = Driver::operating_profit,
     .id = "operating_profit",
     .label = tr("Operating profit"),
     .unit = unit::money_per_quarter,
     .limits = Limits(),
     .otherwise = std::nullopt,
     .theme = DriverTheme::costs,
     .help = tr("Operating profit of the same three months.")},
    {.driver = Driver::base_growth,
     .id = "base_growth",
     .label = tr("Base growth"),
     .unit = unit::rate,
     .limits = above(-1).to(2),
     .otherwise = 0,
     .theme = DriverTheme::demand,
     .help = tr("How fast the revenue that needs no new GPUs can grow.")},
    {.driver = Driver::cost_growth,
     .id = "cost_growth",
     .label = tr("Cost growth"),
     .unit = unit::rate,
     .limits = above(-1).to(1),
     .otherwise = 0,
     .theme = DriverTheme::costs,
     .help = tr("How fast all other costs grow: all but payroll and GPUs.")},
    {.driver = Driver::backlog_share,
     .id = "backlog_share",
     .label = tr("Backlog share"),
     .unit = unit::share,
     .limits = from(0).below(1),
     .otherwise = 0,
     .theme = DriverTheme::demand,
     .help = tr("Share of demand that is not served in quarter 0. Not contracted orders.")},
    {.driver = Driver::demand_growth,
     .id = "demand_growth",
     .label = tr("Demand growth"),
     .unit = unit::rate,
     .limits = above(-1).to(2),
     .otherwise = std::nullopt,
     .theme = DriverTheme::demand,
     .help = tr("How fast demand grows, served or not. Blank: as base growth."),
     .follows = Driver::base_growth},
    {.driver = Driver::churn,
     .id = "churn",
     .label = tr("Churn"),
     .unit = unit::rate,
     .limits = from(0).to(1),
     .otherwise = 0,
     .theme = DriverTheme::demand,
     .help = tr("Share of the unserved demand that is lost in a year.")},
    {.driver = Driver::gpus_ordered,
     .id = "gpus_ordered",
     .label = tr("GPUs ordered"),
     .unit = unit::gpus,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::gpus,
     .help = tr("GPUs bought by the plan, delivered evenly.")},
    {.driver = Driver::order_quarters,
     .id = "order_quarters",
     .label = tr("Order quarters"),
     .unit = unit::periods,
     .limits = from(1).to(most_quarters).whole(),
     .otherwise = 1,
     .theme = DriverTheme::gpus,
     .help = tr("Over how many quarters they are delivered."),
     .step = 1},
    {.driver = Driver::lead_quarters,
     .id = "lead_quarters",
     .label = tr("Lead quarters"),
     .unit = unit::periods,
     .limits = from(0).to(most_quarters).whole(),
     .otherwise = 0,
     .theme = DriverTheme::gpus,
     .help = tr("Quarters before the first delivery; 0: it comes in quarter 1."),
     .step = 1},
    {.driver = Driver::price,
     .id = "price",
     .label = tr("Price"),
     .unit = unit::money_per_gpu_hour,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::gpus,
     .help = tr("What customers pay for a GPU-hour in quarter 0.")},
    {.driver = Driver::price_erosion,
     .id = "price_erosion",
     .label = tr("Price erosion"),
     .unit = unit::rate,
     .limits = from(-1).to(1),
     .otherwise = 0,
     .theme = DriverTheme::gpus,
     .help = tr("How much that price falls in a year. Negative: it rises.")},
    {.driver = Driver::utilisation,
     .id = "utilisation",
     .label = tr("Utilisation"),
     .unit = unit::share,
     .limits = above(0).to(1),
     .otherwise = 1,
     .theme = DriverTheme::gpus,
     .help = tr("Billable share of all hours.")},
    {.driver = Driver::capex_per_gpu,
     .id = "capex_per_gpu",
     .label = tr("Capex per GPU"),
     .unit = unit::money_per_gpu,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::gpus,
     .help = tr("All-in: server, network, and building where owned.")},
    {.driver = Driver::capex_trend,
     .id = "capex_trend",
     .label = tr("Capex trend"),
     .unit = unit::rate,
     .limits = above(-1).to(2),
     .otherwise = 0,
     .theme = DriverTheme::gpus,
     .help = tr("How much capex per GPU rises in a year. Negative: it falls.")},
    {.driver = Driver::life,
     .id = "life",
     .label = tr("Life"),
     .unit = unit::years,
     .limits = from(0.25).to(50),
     .otherwise = 5,
     .theme = DriverTheme::gpus,
     .help = tr("Years a GPU is used and depreciated, in whole quarters."),
     .step = 0.25},
    {.driver = Driver::residual_share,
     .id = "residual_share",
     .label = tr("Residual share"),
     .unit = unit::share,
     .limits = from(0).to(1),
     .otherwise = 0,
     .theme = DriverTheme::gpus,
     .help = tr("Share of capex that the GPU is sold for in the end.")},
    {.driver = Driver::gpu_opex,
     .id = "gpu_opex",
     .label = tr("GPU opex"),
     .unit = unit::money_per_gpu_year,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::gpus,
     .help = tr("What it costs to run a GPU for a year.")},
    {.driver = Driver::headcount,
     .id = "headcount",
     .label = tr("Headcount"),
     .unit = unit::positions,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::people,
     .help = tr("Positions in quarter 0.")},
    {.driver = Driver::loaded_cost,
     .id = "loaded_cost",
     .label = tr("Loaded cost"),
     .unit = unit::money_per_position_year,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::people,
     .help = tr("What a position costs in a year, with everything. Revenue is a quarter's.")},
    {.driver = Driver::wage_growth,
     .id = "wage_growth",
     .label = tr("Wage growth"),
     .unit = unit::rate,
     .limits = above(-1).to(1),
     .otherwise = 0,
     .theme = DriverTheme::people,
     .help = tr("How fast that cost grows.")},
    {.driver = Driver::attrition,
     .id = "attrition",
     .label = tr("Attrition"),
     .unit = unit::rate,
     .limits = from(0).to(2),
     .otherwise = 0,
     .theme = DriverTheme::people,
     .help = tr("Rate at which people leave by themselves.")},
    {.driver = Driver::attrition_backfill,
     .id = "attrition_backfill",
     .label = tr("Attrition backfill"),
     .unit = unit::share,
     .limits = from(0).to(1),
     .otherwise = 1,
     .theme = DriverTheme::people,
     .help = tr("Share of those who leave that is replaced.")},
    {.driver = Driver::cuts,
     .id = "cuts",
     .label = tr("Cuts"),
     .unit = unit::positions,
     .limits = from(0),
     .otherwise = std::nullopt,
     .theme = DriverTheme::people,
     .help = tr("Positions cut. Blank: as many as are required.")},
    {.driver = Driver::cut_quarter,
     .id = "cut_quarter",
     .label = tr("Cut quarter"),
     .unit = unit::quarter_number,
     .limits = from(1).to(most_quarters).whole(),
     .otherwise = 1,
     .theme = DriverTheme::people,
     .help = tr("Quarter at whose start the cuts are announced."),
     .step = 1},
    {.driver = Driver::notice_months,
     .id = "notice_months",
     .label = tr("Notice months"),
     .unit = unit::months,
     .limits = from(0).to(240),
     .otherwise = 0,
     .theme = DriverTheme::people,
     .help = tr("Months of pay between announcement and leaving.")},
    {.driver = Driver::severance,
     .id = "severance",
     .label = tr("Severance"),
     .unit = unit::money_per_position,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::people,
     .help = tr("Paid once for each position cut.")},
    {.driver = Driver::cut_backfill,
     .id = "cut_backfill",
     .label = tr("Cut backfill"),
     .unit = unit::share,
     .limits = from(0).below(1),
     .otherwise = 0,
     .theme = DriverTheme::people,
     .help = tr("Share of the cut positions that is filled again.")},
    {.driver = Driver::replacement_cost,
     .id = "replacement_cost",
     .label = tr("Replacement cost"),
     .unit = unit::money_per_position_year,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::people,
     .help = tr("What replaces a cut position costs in a year: software, contractors.")},
    {.driver = Driver::target_margin,
     .id = "target_margin",
     .label = tr("Target margin"),
     .unit = unit::margin,
     .limits = below(1),
     .otherwise = 0,
     .theme = DriverTheme::costs,
     .help = tr("Operating margin to hold.")},
    {.driver = Driver::hold_from,
     .id = "hold_from",
     .label = tr("Hold from"),
     .unit = unit::quarter_number,
     .limits = from(1).to(most_quarters).whole(),
     .otherwise = 1,
     .theme = DriverTheme::costs,
     .help = tr("First quarter in which the margin has to be held."),
     .step = 1},
    {.driver = Driver::tax_rate,
     .id = "tax_rate",
     .label = tr("Tax rate"),
     .unit = unit::share,
     .limits = from(0).to(1),
     .otherwise = 0,
     .theme = DriverTheme::costs,
     .help = tr("Tax on operating profit; none on a loss.")},
    {.driver = Driver::base_depreciation,
     .id = "base_depreciation",
     .label = tr("Base depreciation"),
     .unit = unit::money_per_quarter,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::costs,
     .help = tr("Depreciation of a quarter within the other costs, added back to the cash flow.")},
    {.driver = Driver::base_capex,
     .id = "base_capex",
     .label = tr("Base capex"),
     .unit = unit::money_per_quarter,
     .limits = from(0),
     .otherwise = 0,
     .theme = DriverTheme::costs,
     .help = tr("Capex of a quarter beside the GPUs, in quarter 0; it grows with the base.")},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < driver_count; ++i) {
        if (static_cast<std::size_t>(records[i].driver) != i) {
            return false;
        }
    }
    return true;
}
static_assert(in_order(), "the records stand in the order of enum Driver");

/// A driver's label in every language: a workbook may come from an office in another.
template <class Use> void for_each_label(const DriverRecord& record, Use use) {
    for (const Language language : languages()) {
        use(record.label.in(language));
    }
}

} // namespace

const std::array<DriverRecord, driver_count>& drivers() {
    return records;
}

Phrase left_out(const DriverRecord& record) {
    if (record.follows) {
        return {tr("as %1%"), {record_of(*record.follows).id}};
    }
    if (record.driver == Driver::cuts) {
        return tr("as required");
    }
    return record.otherwise ? Phrase(exact(*record.otherwise)) : Phrase(tr("required"));
}

const std::vector<std::pair<std::string, Driver>>& driver_names() {
    static const std::vector<std::pair<std::string, Driver>> names = [] {
        std::vector<std::pair<std::string, Driver>> made;
        std::unordered_set<std::string> known;
        const auto add = [&](std::string_view name, Driver driver) {
            if (known.insert(folded(name)).second) {
                made.emplace_back(folded(name), driver);
            }
        };
        for (const DriverRecord& record : records) {
            add(record.id, record.driver);
        }
        for (const DriverRecord& record : records) {
            for_each_label(record, [&](std::string_view label) { add(label, record.driver); });
        }
        return made;
    }();
    return names;
}

std::optional<Driver> driver_named(std::string_view name) {
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    using Names = std::unordered_map<std::string, Driver, Hash, std::equal_to<>>;
    static const Names names = [] {
        Names made(driver_names().begin(), driver_names().end());
        // As they are written, too: what is found so need not be folded.
        for (const DriverRecord& record : records) {
            for_each_label(record, [&](std::string_view label) {
                made.emplace(label, made.find(folded(label))->second);
            });
        }
        return made;
    }();
    auto found = names.find(name);
    if (found == names.end()) {
        found = names.find(folded(name));
    }
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string_view> nearest_driver(std::string_view typed) {
    std::vector<std::string_view> names;
    for (const DriverRecord& record : records) {
        names.push_back(record.id);
        for_each_label(record, [&](std::string_view label) { names.push_back(label); });
    }
    return nearest(typed, names);
}

Phrase driver_advice(std::string_view typed) {
    return advice(nearest_driver(typed));
}

} // namespace headroom
