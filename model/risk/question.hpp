#pragma once

#include "core/define.hpp"
#include "plan/functions.hpp"
#include "risk/fan.hpp"

#include <memory>
#include <optional>
#include <string>

namespace headroom {

template <> inline constexpr auto words_of<Sampling> = sampling_names;

/// What every function of the plan under uncertainty is asked.
struct Question {
    const Table& assumptions;
    const std::string& line;
    std::optional<QuarterNumber> quarter;
    Number trials;
    Number seed;
    const std::optional<Cells<0>>& correlations;
    Sampling sampling;
    const GivenChanges& changes;

    /// The simulation that answers it. Throws Error where there is none.
    SimulationInput simulation() const;
    /// The same in all quarters.
    std::shared_ptr<const Fan> fan(Call& call) const;
    /// Its outcome, which other calls may have asked for.
    std::shared_ptr<const Outcome> outcome(Call& call) const;
    /// The outcome, which must have an answer in it.
    std::shared_ptr<const Outcome> answered(Call& call) const;
};

namespace risk_argument {

extern const ArgumentText assumptions;
extern const ArgumentText trials;
extern const ArgumentText trials_of_fan;
extern const ArgumentText seed;
extern const ArgumentText correlations;
extern const ArgumentText sampling;

} // namespace risk_argument

/// Where the trials of a simulation come from.
extern const Text simulation_source;
/// Why a simulation stays what it was in a copy for people without Headroom.
extern const Text simulation_is_frozen;

} // namespace headroom
