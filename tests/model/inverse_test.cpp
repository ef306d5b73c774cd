// Functions that undo each other do so at their edges too: where rounding in the last digit would
// turn the last day of a life into never, a margin that is held into a cut, or the greatest value
// into one above it.

#include "draw.hpp"
#include "outcome.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headroom::test {

namespace {

const double epsilon = std::ldexp(1, -52);

/// The numbers next to one, as far away as a few roundings lead.
std::vector<double> around(double value) {
    std::vector<double> near{value};
    for (const double step : {-4, -2, -1, 1, 2, 4}) {
        near.push_back(value * (1 + step * epsilon));
    }
    return near;
}

double step_of(std::string_view name, const std::vector<Value>& arguments, std::string_view id) {
    std::vector<Call::Record> records;
    Call call(Language::english, &records);
    try {
        function(name).call(arguments, call);
    } catch (const Error&) {
        // Its steps are what is asked for.
    }
    for (const Call::Record& record : records) {
        if (record.step == id) {
            return record.value;
        }
    }
    ADD_FAILURE() << name << " has no step " << id;
    return std::nan("");
}

/// A GPU as those functions about it take it: utilisation, capex, whole life, opex, residual.
struct Gpu {
    double utilisation, capex, life, opex, residual;

    explicit Gpu(Draw& draw)
        : utilisation(draw.chance(0.3) ? 1 : draw.even(0.01, 1)), capex(draw.magnitude(1, 1e10)),
          life(1 + static_cast<double>(draw.index(50))),
          opex(draw.chance(0.2) ? 0 : draw.magnitude(1, 1e10)),
          residual(draw.chance(0.3)   ? 0
                   : draw.chance(0.1) ? capex
                                      : capex * draw.even(0, 1)) {}

    double break_even_price(double wacc) const {
        return number("GPUBREAKEVENPRICE", {utilisation, capex, life, opex, 0.0, wacc, residual});
    }
};

TEST(Inverses, ABreakEvenPricePaysBackJustAtTheEndOfLife) {
    Draw draw(201);
    for (int round = 0; round < 5000; ++round) {
        const Gpu gpu(draw);
        const double tax = draw.chance(0.5) ? 0 : draw.even(0, 1);
        const double price = gpu.break_even_price(0);
        if (price == 0) {
            continue; // It keeps its value and costs nothing to run.
        }
        const auto payback = [&](double paid) {
            return std::vector<Value>{paid,     gpu.utilisation, gpu.capex, gpu.life,
                                      gpu.opex, gpu.residual,    0.0,       tax};
        };
        EXPECT_EQ(number("GPUPAYBACK", payback(price)), gpu.life)
            << typed(function("GPUPAYBACK"), payback(price));
        // What a billionth of the price is over the life, unless that is nothing beside the capex.
        const double missed = 1e-9 * (1 - tax) * (gpu.capex - gpu.residual + gpu.opex * gpu.life);
        if (missed > 1e-13 * gpu.capex) {
            EXPECT_EQ(outcome(function("GPUPAYBACK"), payback(price * (1 - 1e-9))),
                      Cell(Failure::no_answer));
            EXPECT_LE(number("GPUPAYBACK", payback(price * (1 + 1e-9))), gpu.life);
        }
    }
}

TEST(Inverses, ThePriceForEveryHourNeedsEveryHour) {
    Draw draw(202);
    for (int round = 0; round < 5000; ++round) {
        Gpu gpu(draw);
        const double margin = draw.chance(0.3) ? 0 : draw.even(-1, 0.99);
        const double wacc = draw.chance(0.3) ? 0 : draw.even(-0.2, 0.5);
        const auto price_at = [&](double utilisation) {
            return number("GPUBREAKEVENPRICE",
                          {utilisation, gpu.capex, gpu.life, gpu.opex, margin, wacc, gpu.residual});
        };
        const auto needed = [&](double price) {
            return std::vector<Value>{price,  gpu.capex, gpu.life,    gpu.opex,
                                      margin, wacc,      gpu.residual};
        };
        const double price = price_at(1);
        if (price <= 0) {
            continue;
        }
        EXPECT_EQ(number("GPUBREAKEVENUTIL", needed(price)), 1)
            << typed(function("GPUBREAKEVENUTIL"), needed(price));
        // A value within 1e-9 of a whole number is that number.
        EXPECT_EQ(number("GPUBREAKEVENUTIL", needed(price * (1 - 1e-13))), 1);
        EXPECT_EQ(outcome(function("GPUBREAKEVENUTIL"), needed(price * (1 - 2e-9))),
                  Cell(Failure::no_answer));
        EXPECT_LT(number("GPUBREAKEVENUTIL", needed(price * (1 + 2e-9))), 1);
        const double back = number("GPUBREAKEVENUTIL", needed(price_at(gpu.utilisation)));
        EXPECT_NEAR(back, gpu.utilisation, 1e-14 * gpu.utilisation);
        EXPECT_NEAR(number("GPUMARGIN", {price_at(gpu.utilisation), back, gpu.capex, gpu.life,
                                         gpu.opex, wacc, gpu.residual}),
                    margin, 1e-14 * (1 + std::abs(margin)));
    }
}

TEST(Inverses, ABreakEvenPriceReturnsTheCostOfCapital) {
    Draw draw(203);
    for (int round = 0; round < 5000; ++round) {
        const Gpu gpu(draw);
        const double wacc = draw.chance(0.3) ? 0 : draw.magnitude(1e-6, 1);
        const double price = gpu.break_even_price(wacc);
        if (price == 0) {
            continue;
        }
        const double revenue = 8760 * gpu.utilisation * price;
        const auto priced = [&](double rate) {
            return std::vector<Value>{price, gpu.utilisation, gpu.capex, gpu.life, gpu.opex,
                                      rate,  gpu.residual};
        };
        const std::vector<Value> given{price,    gpu.utilisation, gpu.capex,
                                       gpu.life, gpu.opex,        gpu.residual};
        if (wacc == 0) {
            EXPECT_EQ(number("GPUNPV", priced(0)), 0) << typed(function("GPUNPV"), priced(0));
            EXPECT_EQ(number("GPUIRR", given), 0) << typed(function("GPUIRR"), given);
            EXPECT_EQ(step_of("GPUCASHFLOW", given, "total"), 0);
            continue;
        }
        // Revenue and running cost may be far larger than what is left of them.
        const double gross = gpu.capex + revenue * (1 - std::pow(1 + wacc, -gpu.life)) / wacc;
        EXPECT_NEAR(number("GPUNPV", priced(wacc)), 0, 1e-14 * gross)
            << typed(function("GPUNPV"), priced(wacc));
        if (gpu.opex < gpu.capex / gpu.life) {
            const double rate = number("GPUIRR", given);
            EXPECT_NEAR(rate, wacc, 1e-12 * (1 + wacc)) << typed(function("GPUIRR"), given);
            EXPECT_NEAR(number("GPUNPV", priced(rate)), 0, 1e-14 * gross);
        }
    }
}

TEST(Inverses, NoBacklogLeavesTheGrowthAsItIs) {
    Draw draw(204);
    for (int round = 0; round < 5000; ++round) {
        // In tenths of a percent, as reports have it.
        const double growth = draw.chance(0.1) ? -1 : std::floor(draw.even(-1000, 2000)) / 1000;
        const std::string basis = draw.chance(0.5) ? "demand" : "served";
        const double realisable = draw.chance(0.2) ? 0 : draw.even(0, 1);
        const double latent = number("LATENTGROWTH", {growth, 0.0, basis, realisable});
        EXPECT_EQ(latent, growth);
        EXPECT_EQ(number("BACKLOGFORGROWTH", {growth, latent, basis, realisable}), 0);
    }
}

TEST(Inverses, AGrowthThatIsMetButForRoundingNeedsNoBacklog) {
    Draw draw(205);
    for (int round = 0; round < 5000; ++round) {
        // As a sheet has it: from two revenues of which the second is the target's.
        const double prior = draw.magnitude(1, 1e10);
        const double target = draw.even(-0.9, 2);
        const double growth = prior * (1 + target) / prior - 1;
        const double realisable = draw.chance(0.5) ? 0 : draw.even(0, 1);
        EXPECT_EQ(number("BACKLOGFORGROWTH", {growth, target, {}, realisable}), 0)
            << plain(growth) << ' ' << plain(target);
        EXPECT_EQ(number("GROWTHGAP", {prior, prior * (1 + growth), target}), 0);
    }
}

TEST(Inverses, TheBacklogThatExplainsAShortfallIsTheGap) {
    Draw draw(206);
    for (int round = 0; round < 5000; ++round) {
        const double prior = draw.magnitude(1, 1e10);
        const double growth = draw.even(-0.9, 1);
        const double target = growth + draw.magnitude(1e-9, 1);
        const double revenue = prior * (1 + growth);
        const std::string basis = draw.chance(0.5) ? "demand" : "served";
        const double realisable = draw.even(0.01, 1);
        const double share = number("BACKLOGFORGROWTH", {growth, target, basis, realisable});
        EXPECT_NEAR(number("BACKLOGREVENUE", {revenue, share, basis, realisable}),
                    number("GROWTHGAP", {prior, revenue, target}),
                    1e-14 * prior * (1 + target) *
                        (basis == "demand" ? 1 + share / (1 - share) : 1));
        EXPECT_NEAR(number("LATENTGROWTH", {growth, share, basis, realisable}), target,
                    1e-14 * (1 + target) * (basis == "demand" ? 1 / (1 - share) : 1));
    }
}

TEST(Inverses, ACutHasSavedItsSeveranceWhenItIsPaidBack) {
    Draw draw(207);
    for (int round = 0; round < 5000; ++round) {
        const double loaded = draw.magnitude(1, 1e6);
        const double backfill = draw.chance(0.3) ? 0 : draw.even(0, 0.99);
        const double replacement = draw.chance(0.3) ? 0 : loaded * draw.even(0, 0.99);
        const double saving = (loaded - replacement) * (1 - backfill);
        const double severance = draw.chance(0.1) ? saving : saving * draw.even(0, 1);
        const double months = number("CUTPAYBACK", {loaded, severance, 0.0, backfill, replacement});
        const double heads = draw.magnitude(1, 1e6);
        ASSERT_LE(months, 12) << loaded << ' ' << severance;
        EXPECT_EQ(number("CUTSAVINGS", {heads, loaded, severance, months, backfill, replacement}),
                  0)
            << loaded << ' ' << severance << ' ' << months;
        // What saves nothing never reaches a margin, and not with 1e20 positions either.
        EXPECT_EQ(
            outcome(function("REQUIREDCUTS"), std::vector<Value>{1e9, 0.0, 0.3, loaded, severance,
                                                                 months, backfill, replacement}),
            Cell(Failure::no_answer));
        if (severance == saving) {
            EXPECT_EQ(months, 12);
        }
        for (const double same : around(loaded)) {
            EXPECT_EQ(outcome(function("CUTPAYBACK"),
                              std::vector<Value>{loaded, severance, 0.0, backfill, same}),
                      Cell(Failure::no_answer))
                << plain(loaded) << ' ' << plain(same);
        }
    }
}

TEST(Inverses, CutsAreThoseWhoseSavingsAreMissing) {
    Draw draw(208);
    for (int round = 0; round < 10000; ++round) {
        const double revenue = draw.magnitude(1e3, 1e12);
        const double target = draw.chance(0.1) ? 0 : draw.even(-1, 0.99);
        const double loaded = draw.magnitude(1e-3, 1) * revenue / 100;
        const double months = draw.even(1, 12);
        const double backfill = draw.chance(0.3) ? 0 : draw.even(0, 0.9);
        const double replacement = draw.chance(0.3) ? 0 : loaded * draw.even(0, 0.9);
        const double severance =
            (loaded - replacement) * (1 - backfill) * months / 12 * draw.even(0, 0.9);
        const double heads = static_cast<double>(draw.index(20000));
        const double saved =
            number("CUTSAVINGS", {heads, loaded, severance, months, backfill, replacement});
        const auto required = [&](double profit) {
            return std::vector<Value>{revenue,   profit, target,   loaded,
                                      severance, months, backfill, replacement};
        };
        const double before = target * revenue - saved;
        EXPECT_EQ(number("REQUIREDCUTS", required(before)), heads)
            << typed(function("REQUIREDCUTS"), required(before));
        EXPECT_EQ(number("REQUIREDCUTS", required(before + saved)), 0)
            << typed(function("REQUIREDCUTS"), required(before + saved));
    }
}

TEST(Inverses, AMarginHeldButForRoundingNeedsNoCut) {
    Draw draw(209);
    for (int round = 0; round < 5000; ++round) {
        const double revenue = draw.magnitude(1, 1e12);
        const double target = draw.chance(0.1) ? 0 : draw.even(-1, 0.99);
        const double noise = draw.even(-0.9, 0.9) * 1e-12 * revenue;
        // A position that costs more than it saves: with any gap at all there is no answer.
        const std::vector<Value> given{revenue, target * revenue + noise, target, 1e5, 1e6};
        EXPECT_EQ(number("REQUIREDCUTS", given), 0) << typed(function("REQUIREDCUTS"), given);
        EXPECT_EQ(step_of("REQUIREDCUTS", given, "gap"), 0);
        const std::vector<Value> less{revenue, target * revenue - 2e-12 * revenue, target, 1e5,
                                      1e6};
        EXPECT_EQ(outcome(function("REQUIREDCUTS"), less), Cell(Failure::no_answer))
            << typed(function("REQUIREDCUTS"), less);
        const std::vector<Value> more{revenue, target * revenue + 2e-12 * revenue, target, 1e5,
                                      1e6};
        EXPECT_LT(step_of("REQUIREDCUTS", more, "gap"), 0);
    }
}

TEST(Inverses, CashIsFreedByThoseWhoseCashIsMissing) {
    Draw draw(210);
    for (int round = 0; round < 5000; ++round) {
        const double loaded = draw.magnitude(1e3, 1e6);
        const double months = draw.even(1, 12);
        const double cash = draw.even(0.1, 1);
        const double tax = draw.chance(0.3) ? 0 : draw.even(0, 0.9);
        const double severance = loaded * months / 12 * cash * draw.even(0, 0.9);
        const double heads = static_cast<double>(draw.index(1000000));
        const double freed = (loaded * months / 12 * cash - severance) * (1 - tax);
        EXPECT_EQ(number("REQUIREDCUTSCASH", {heads * freed, loaded, severance, months, tax, cash}),
                  heads);
        // Severance that takes all the cash frees none.
        for (const double all : around(loaded * months / 12 * cash)) {
            EXPECT_EQ(outcome(function("REQUIREDCUTSCASH"),
                              std::vector<Value>{1e9, loaded, all, months, tax, cash}),
                      Cell(Failure::no_answer));
        }
    }
}

TEST(Inverses, NoMonthIsLeftWhenStartAndNoticeFillTheYear) {
    for (int start = 0; start <= 120; ++start) {
        const double begun = start / 10.0;
        for (const double notice : {12 - begun, (120 - start) / 10.0, (120 - start) * 0.1}) {
            if (notice < 0) {
                continue;
            }
            const double months = number("SAVINGMONTHS", {begun, notice});
            EXPECT_EQ(months, 0) << begun << ' ' << plain(notice);
            EXPECT_EQ(outcome(function("REQUIREDCUTS"),
                              std::vector<Value>{1e9, 0.0, 0.3, 1e5, 0.0, months}),
                      Cell(Failure::no_answer));
        }
    }
}

TEST(Inverses, ThePositionThatCarriesACapexKeepsOneSuchGpuRunning) {
    Draw draw(211);
    for (int round = 0; round < 3000; ++round) {
        const double loaded = draw.magnitude(1, 1e6);
        const double life = draw.magnitude(0.25, 50);
        const double wacc = draw.chance(0.3) ? 0 : draw.even(-0.3, 1);
        const double capex = number("CAPEXPERJOB", {loaded, life, wacc});
        EXPECT_NEAR(number("GPUSPERJOB", {loaded, capex, life, 0.0, wacc}), 1, 1e-15);
    }
}

TEST(Inverses, QuantilesEndAtTheLeastAndTheGreatest) {
    Draw draw(212);
    for (int round = 0; round < 1000; ++round) {
        const double low = draw.even(-100, 100);
        const double width = draw.magnitude(1e-3, 1e3);
        const double at = draw.chance(0.2) ? 0 : draw.chance(0.2) ? 1 : draw.even(0, 1);
        const double high = low + width;
        const double mode = at == 1 ? high : std::min(low + at * width, high);
        const double shape = draw.chance(0.2) ? 0 : draw.magnitude(0.01, 1e6);
        const auto triangular = [&](double p) {
            return number("TRIANGULARINV", {p, low, mode, high});
        };
        const auto pert = [&](double p) { return number("PERTINV", {p, low, mode, high, shape}); };
        EXPECT_EQ(triangular(0), low) << plain(low) << ' ' << plain(mode) << ' ' << plain(high);
        EXPECT_EQ(triangular(1), high) << plain(low) << ' ' << plain(mode) << ' ' << plain(high);
        EXPECT_EQ(pert(0), low) << plain(low) << ' ' << plain(mode) << ' ' << plain(high);
        EXPECT_EQ(pert(1), high) << plain(low) << ' ' << plain(mode) << ' ' << plain(high);
        double last_triangular = low;
        double last_pert = low;
        for (const double p : {1e-300, 1e-17, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-9, 1 - epsilon / 2}) {
            const double roundings = 4 * epsilon * (std::abs(low) + std::abs(high));
            EXPECT_GE(triangular(p), last_triangular - roundings) << p;
            EXPECT_LE(triangular(p), high) << p;
            EXPECT_GE(triangular(p), low) << p;
            last_triangular = triangular(p);
            const Cell cell =
                outcome(function("PERTINV"), std::vector<Value>{p, low, mode, high, shape});
            if (const double* value = std::get_if<double>(&cell)) {
                EXPECT_GE(*value, last_pert - roundings - 1e-12 * width)
                    << p << ' ' << at << ' ' << shape;
                EXPECT_LE(*value, high) << p;
                EXPECT_GE(*value, low) << p;
                last_pert = *value;
            }
        }
    }
}

TEST(Inverses, MetalogsStayWithinTheirBounds) {
    Draw draw(213);
    for (int round = 0; round < 5000; ++round) {
        const double low = draw.even(-100, 100);
        const double width = draw.magnitude(1e-3, 1e3);
        const double high = low + width;
        const double middle = low + width * draw.even(0.4, 0.6);
        const double lower = low - width * draw.even(0.5, 2);
        const double upper = high + width * draw.even(0.5, 2);
        double last = lower;
        for (const double p :
             {5e-324, 1e-300, 1e-17, 1e-9, 0.1, 0.5, 0.9, 1 - 1e-9, 1 - epsilon / 2}) {
            const std::vector<Value> given{p, low, middle, high, lower, upper};
            const double value = number("METALOGINV", given);
            EXPECT_GE(value, last) << typed(function("METALOGINV"), given);
            EXPECT_LE(value, upper) << typed(function("METALOGINV"), given);
            last = value;
        }
        for (const auto& [p, point] :
             {std::pair(0.1, low), std::pair(0.5, middle), std::pair(0.9, high)}) {
            const double size = std::abs(low) + std::abs(high) + width;
            EXPECT_NEAR(number("METALOGINV", {p, low, middle, high}), point, 1e-14 * size);
            EXPECT_NEAR(number("METALOGINV", {p, low, middle, high, lower, upper}), point,
                        1e-13 * size);
        }
    }
}

TEST(Inverses, LeasingAtTheBreakEvenPaymentIsAsGoodAsBuying) {
    Draw draw(214);
    for (int round = 0; round < 3000; ++round) {
        const double price = draw.magnitude(1e3, 1e9);
        const double wacc = draw.chance(0.3) ? 0 : draw.even(-0.05, 0.3);
        const double tax = draw.chance(0.3) ? 0 : draw.even(0, 0.9);
        const double life = 1 + static_cast<double>(draw.index(50));
        const double residual = draw.chance(0.3) ? 0 : draw.even(0, 1) * price;
        const auto lease = [&](double payment) {
            Table payments;
            for (double year = 0; year < life; ++year) {
                payments.append({payment});
            }
            Call call;
            return std::get<Table>(
                function("LEASEVSBUY")
                    .call(std::vector<Value>{price, payments, wacc, tax, life, residual}, call));
        };
        const double level = std::get<double>(lease(1).at(3, 1));
        if (level < 0) {
            continue;
        }
        const Table even = lease(level);
        EXPECT_NEAR(std::get<double>(even.at(2, 1)), 0,
                    1e-14 * (price + residual * std::pow(1 + wacc, -life)))
            << price << ' ' << wacc << ' ' << tax << ' ' << life << ' ' << residual;
    }
}

TEST(Inverses, ABacklogThatCanBeDeliveredIsGone) {
    Draw draw(215);
    for (int round = 0; round < 3000; ++round) {
        const double opening = draw.magnitude(1e-3, 1e9);
        const double orders = draw.magnitude(1e-3, 1e9);
        for (const double delivered : around(opening + orders)) {
            Call call;
            const Table roll =
                std::get<Table>(function("BACKLOGROLL")
                                    .call(std::vector<Value>{opening, column({orders, 0}),
                                                             column({delivered, 0}), 0.1},
                                          call));
            EXPECT_EQ(std::get<double>(roll.at(0, 4)), 0) << opening << ' ' << orders;
            EXPECT_EQ(std::get<double>(roll.at(1, 4)), 0) << opening << ' ' << orders;
        }
    }
}

} // namespace

} // namespace headroom::test
