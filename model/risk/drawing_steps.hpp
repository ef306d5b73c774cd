#pragma once

#include "plan/driver.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace headroom {

/// Which version of the simulation's code runs: they give the same digits.
enum class Processor { any, with_avx2, with_avx512 };
/// Those that this machine can run, the fastest last.
std::vector<Processor> processors();
Processor fastest_processor();

/// A cubic over a piece of an axis, c0 + c1 x + c2 x² + c3 x³ with x from 0 to 1.
struct alignas(32) Piece {
    double c0, c1, c2, c3;

    [[gnu::always_inline]] double at(double x) const { return c0 + x * (c1 + x * (c2 + x * c3)); }
};

/// The steps of drawing that a compiler finds no good instructions for, each for this many trials
/// at once: as plain C++ says them, and as a processor does them best, with the same digits.
struct DrawingSteps {
    static constexpr std::size_t trials = 512;
    using Numbers = std::array<double, trials>;
    using Places = std::array<std::int32_t, trials>;

    /// Random numbers above 0 and below 1 in steps of 2^-52, for the trials from `first` (even) on.
    /// Two make up a block of Philox, with the key `seed` and the counter {trial / 2, driver, 0,
    /// 0}.
    void (*uniform)(std::uint64_t seed, Driver driver, std::uint32_t first, Numbers& out);

    /// Exchanges each number x for pieces[place].at(x).
    void (*look_up)(const Piece* pieces, const Places& places, Numbers& numbers);
};

const DrawingSteps& drawing_steps(Processor processor);

} // namespace headroom
