#include "simulation.hpp"

#include "core/elementary.hpp"
#include "distribution.hpp"
#include "philox.hpp"
#include "plan_equations.hpp"
#include "sum.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>
#include <system_error>
#include <thread>

namespace headroom {

namespace {

/// Trials that are worked on together. Sums are made per chunk and then over the chunks, so that
/// they do not depend on who did which.
constexpr std::size_t chunk = 512;
using Numbers = std::array<double, chunk>;

constexpr double not_there = std::numeric_limits<double>::quiet_NaN();

const NormalTable& normal_table() {
    static const NormalTable table;
    return table;
}

/// The lower triangle by which independent normals become correlated ones.
/// Source: Cholesky; rank correlation r needs the normal correlation 2 sin(pi r / 6) (Pearson
/// 1907).
std::vector<double> mixing(const SimulationInput& input) {
    const std::size_t count = input.uncertain.size();
    if (input.correlations.empty()) {
        return {};
    }
    const auto place = [&](Driver driver) {
        return static_cast<std::size_t>(
            std::find_if(input.uncertain.begin(), input.uncertain.end(),
                         [&](const Uncertain& one) { return one.driver == driver; }) -
            input.uncertain.begin());
    };
    std::vector<double> matrix(count * count);
    for (std::size_t i = 0; i < count; ++i) {
        matrix[i * count + i] = 1;
    }
    for (const Correlation& correlation : input.correlations) {
        const std::size_t i = place(correlation.left);
        const std::size_t j = place(correlation.right);
        const double normal = snapped(2 * elementary::sin_pi(correlation.rank / 6), 1);
        matrix[i * count + j] = matrix[j * count + i] = normal;
    }
    std::vector<double> lower(count * count);
    for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
            double rest = matrix[i * count + j];
            for (std::size_t k = 0; k < j; ++k) {
                rest -= lower[i * count + k] * lower[j * count + k];
            }
            if (i == j && rest < 1e-12) {
                static constexpr Text sentence{
                    "correlations contradict each other: %1% cannot have all of its correlations "
                    "at once (the matrix is not positive definite)."};
                throw Error(Failure::invalid, "correlations", sentence,
                            {std::string(record_of(input.uncertain[i].driver).id)});
            }
            lower[i * count + j] = i == j ? std::sqrt(rest) : rest / lower[j * count + j];
        }
    }
    return lower;
}

/// Everything the trials share.
struct Work {
    const SimulationInput& input;
    std::vector<SpreadTable> tables;
    std::vector<double> mix;
    const NormalTable& normal;
    bool cuts_as_required;
};

/// The share of trials in which a driver would have left its limits, had it not been truncated.
double cut_off(const Work& work) {
    double kept = 1;
    for (const SpreadTable& table : work.tables) {
        kept *= 1 - table.cut_off();
    }
    return 1 - kept;
}

/// What a chunk adds to the statistics.
struct Part {
    std::size_t no_plan = 0;
    std::size_t count = 0;
    double sum = 0;
    double squares = 0; ///< of the distances from the chunk's own mean
    double minimum = std::numeric_limits<double>::infinity();
    double maximum = -std::numeric_limits<double>::infinity();
};

/// Random numbers above 0 and below 1 in steps of 2^-52: two to a block of Philox.
[[gnu::always_inline]] inline void uniform(std::uint64_t seed, Driver driver, std::uint32_t first,
                                           Numbers& out) {
    constexpr std::size_t blocks = chunk / 2;
    philox::Words<blocks> words;
    for (std::size_t i = 0; i < blocks; ++i) {
        words[0][i] = first / 2 + static_cast<std::uint32_t>(i);
        words[1][i] = static_cast<std::uint32_t>(driver);
        words[2][i] = 0;
        words[3][i] = 0;
    }
    philox::scramble(words,
                     {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    const auto number = [](std::uint32_t high, std::uint32_t low) __attribute__((always_inline)) {
        const std::uint64_t bits = (std::uint64_t{high} << 20) | (low >> 12);
        return std::bit_cast<double>(bits | 0x3FF0000000000000) - (1 - 0x1p-53);
    };
    for (std::size_t i = 0; i < blocks; ++i) {
        out[2 * i] = number(words[0][i], words[1][i]);
        out[2 * i + 1] = number(words[2][i], words[3][i]);
    }
}

/// The uncertain drivers of a chunk of trials, a row for each.
using Draws = std::vector<Numbers>;

[[gnu::always_inline]] inline void draw(const Work& work, std::uint32_t first, Draws& draws) {
    const std::size_t count = work.tables.size();
    for (std::size_t i = 0; i < count; ++i) {
        uniform(work.input.seed, work.input.uncertain[i].driver, first, draws[i]);
        work.normal.quantiles(draws[i]);
    }
    // The last first: each is made of itself and of those before.
    for (std::size_t i = work.mix.empty() ? 0 : count; i-- > 0;) {
        for (std::size_t trial = 0; trial < chunk; ++trial) {
            double mixed = 0;
            for (std::size_t k = 0; k <= i; ++k) {
                mixed += work.mix[i * count + k] * draws[k][trial];
            }
            draws[i][trial] = mixed < -8.4 ? -8.4 : mixed > 8.4 ? 8.4 : mixed;
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        work.tables[i].values(draws[i]);
        const double step = record_of(work.input.uncertain[i].driver).step;
        if (step > 0) {
            for (double& number : draws[i]) {
                number = std::floor(number / step + 0.5) * step;
            }
        }
    }
}

/// Which trials are a plan at all: drivers that are each within their limits can contradict each
/// other.
[[gnu::always_inline]] inline Lanes::Mask possible(const Drivers<Lanes>& drivers) {
    const Lanes cuts = drivers[Driver::cuts];
    return (PlanEquations<Lanes>::other_cost_at_start(drivers) >= Lanes(0)) &
           (drivers[Driver::hold_from] <= drivers[Driver::quarters]) &
           ((cuts <= drivers[Driver::headcount]) | !(cuts == cuts));
}

/// Quarters that nobody looks at again: nothing of them is kept.
[[gnu::always_inline]] inline void pass(PlanEquations<Lanes>& equations, int quarters) {
    for (int i = 0; i < quarters; ++i) {
        Quarter<Lanes> passed;
        equations.advance(passed);
    }
}

[[gnu::always_inline]] inline Lanes line_of(const Work& work, const Drivers<Lanes>& drivers) {
    const Line line = work.input.line;
    const int quarter = work.input.quarter;
    const int quarters = static_cast<int>(work.input.values[Driver::quarters]);
    PlanEquations<Lanes> equations(drivers);
    if (line == Line::required_cuts) {
        pass(equations, quarters);
        return equations.required_cuts();
    }
    const int first = line == Line::cumulative_free_cash_flow ? 1 : quarter;
    std::array<Quarter<Lanes>, most_quarters> kept;
    pass(equations, first - 1);
    for (int number = first; number <= quarter; ++number) {
        equations.advance(kept[static_cast<std::size_t>(number - 1)]);
    }
    Lanes cuts = drivers[Driver::cuts];
    if (work.cuts_as_required && record_of(line).after_cuts) {
        pass(equations, quarters - quarter);
        cuts = equations.required_cuts();
    }
    Lanes cash_before(0);
    for (int number = first; number <= quarter; ++number) {
        Quarter<Lanes>& wanted = kept[static_cast<std::size_t>(number - 1)];
        equations.finish(wanted, number, cuts, cash_before);
        cash_before = wanted[Line::cumulative_free_cash_flow];
    }
    return kept[static_cast<std::size_t>(quarter - 1)][line];
}

[[gnu::always_inline]] inline Part run_chunk(const Work& work, std::uint32_t first, Draws& draws,
                                             std::span<double> out) {
    draw(work, first, draws);
    Part part;
    Drivers<Lanes> drivers;
    for (std::size_t i = 0; i < driver_count; ++i) {
        drivers.values[i] = Lanes(work.input.values.values[i]);
    }
    for (std::size_t trial = 0; trial < out.size(); trial += Lanes::count) {
        for (std::size_t i = 0; i < draws.size(); ++i) {
            Lanes& lanes = drivers[work.input.uncertain[i].driver];
            for (int lane = 0; lane < Lanes::count; ++lane) {
                lanes.set(lane, draws[i][trial + static_cast<std::size_t>(lane)]);
            }
        }
        const Lanes::Mask plan = possible(drivers);
        const Lanes result = choose(plan, line_of(work, drivers), Lanes(not_there));
        const Lanes no_plan = choose(plan, Lanes(0), Lanes(1));
        const std::size_t end = std::min(out.size() - trial, std::size_t{Lanes::count});
        for (std::size_t lane = 0; lane < end; ++lane) {
            out[trial + lane] = result[static_cast<int>(lane)];
            part.no_plan += no_plan[static_cast<int>(lane)] > 0 ? 1 : 0;
        }
    }
    for (double& answer : out) {
        if (std::isfinite(answer)) {
            ++part.count;
            part.sum += answer;
            part.minimum = std::min(part.minimum, answer);
            part.maximum = std::max(part.maximum, answer);
        } else {
            answer = not_there;
        }
    }
    const double mean = part.count == 0 ? 0 : part.sum / static_cast<double>(part.count);
    for (const double answer : out) {
        part.squares += std::isnan(answer) ? 0 : (answer - mean) * (answer - mean);
    }
    return part;
}

void draw_anywhere(const Work& work, std::uint32_t first, Draws& draws) {
    draw(work, first, draws);
}

Part run_anywhere(const Work& work, std::uint32_t first, Draws& draws, std::span<double> out) {
    return run_chunk(work, first, draws, out);
}

#ifdef __x86_64__
// Without FMA, which rounds once where the others round twice.
[[gnu::target("avx2")]] void draw_with_avx2(const Work& work, std::uint32_t first, Draws& draws) {
    draw(work, first, draws);
}

[[gnu::target("avx2")]] Part run_with_avx2(const Work& work, std::uint32_t first, Draws& draws,
                                           std::span<double> out) {
    return run_chunk(work, first, draws, out);
}
#else
constexpr auto draw_with_avx2 = draw_anywhere;
constexpr auto run_with_avx2 = run_anywhere;
#endif

Work prepared(const SimulationInput& input) {
    Work work{.input = input,
              .tables = {},
              .mix = mixing(input),
              .normal = normal_table(),
              .cuts_as_required = std::isnan(input.values[Driver::cuts])};
    for (const Uncertain& one : input.uncertain) {
        work.tables.emplace_back(one);
    }
    return work;
}

void add_up(const std::vector<Part>& parts, Outcome& outcome) {
    Sum sum;
    std::size_t count = 0;
    std::size_t no_plan = 0;
    outcome.minimum = std::numeric_limits<double>::infinity();
    outcome.maximum = -outcome.minimum;
    for (const Part& part : parts) {
        sum += part.sum;
        count += part.count;
        no_plan += part.no_plan;
        outcome.minimum = std::min(outcome.minimum, part.minimum);
        outcome.maximum = std::max(outcome.maximum, part.maximum);
    }
    outcome.not_a_plan = static_cast<std::uint32_t>(no_plan);
    outcome.mean = count == 0 ? 0 : sum.value() / static_cast<double>(count);
    Sum squares;
    for (const Part& part : parts) {
        if (part.count > 0) {
            const double size = static_cast<double>(part.count);
            const double distance = part.sum / size - outcome.mean;
            squares += part.squares;
            squares += size * distance * distance;
        }
    }
    outcome.deviation = count < 2 ? 0 : std::sqrt(squares.value() / static_cast<double>(count - 1));
}

} // namespace

bool SimulationInput::same_as(const SimulationInput& other) const {
    // Bit by bit: a blank number of cuts is a NaN, which equals nothing.
    const auto same_bits = [](double left, double right) {
        return std::bit_cast<std::uint64_t>(left) == std::bit_cast<std::uint64_t>(right);
    };
    return std::equal(values.values.begin(), values.values.end(), other.values.values.begin(),
                      same_bits) &&
           uncertain == other.uncertain && correlations == other.correlations &&
           line == other.line && quarter == other.quarter && trials == other.trials &&
           seed == other.seed;
}

std::size_t SimulationInput::bytes() const {
    return sizeof *this + uncertain.capacity() * sizeof(Uncertain) +
           correlations.capacity() * sizeof(Correlation);
}

double Outcome::standard_error() const {
    return answers.empty() ? 0 : deviation / std::sqrt(static_cast<double>(answers.size()));
}

namespace {

/// The answers of these ranks (from 0, in rising order), found by counting: the range is cut into
/// bins, and only the bins that hold a rank are put in order.
class Ranks {
public:
    Ranks(const Outcome& outcome, std::vector<std::size_t> ranks) : outcome_(outcome) {
        const double width = outcome.maximum - outcome.minimum;
        scale_ = width > 0 && std::isfinite(width) ? (bins - 1) / width : 0;
        std::vector<std::uint32_t> counts(bins);
        for (const double answer : outcome.answers) {
            ++counts[bin(answer)];
        }
        std::vector<std::vector<double>> held(bins);
        std::vector<bool> wanted(bins);
        std::size_t before = 0;
        std::size_t next = 0;
        std::vector<std::size_t> starts;
        for (std::size_t i = 0; i < bins && next < ranks.size(); ++i) {
            while (next < ranks.size() && ranks[next] < before + counts[i]) {
                wanted[i] = true;
                starts.push_back(before);
                bins_.push_back(i);
                ++next;
            }
            before += counts[i];
        }
        for (const double answer : outcome.answers) {
            const std::size_t i = bin(answer);
            if (wanted[i]) {
                held[i].push_back(answer);
            }
        }
        for (std::size_t i = 0; i < ranks.size(); ++i) {
            std::vector<double>& some = held[bins_[i]];
            const auto place = some.begin() + static_cast<std::ptrdiff_t>(ranks[i] - starts[i]);
            std::nth_element(some.begin(), place, some.end());
            found_.push_back(*place);
        }
    }

    double operator[](std::size_t index) const { return found_[index]; }

private:
    static constexpr std::size_t bins = 4096;

    std::size_t bin(double answer) const {
        return static_cast<std::size_t>((answer - outcome_.minimum) * scale_);
    }

    const Outcome& outcome_;
    double scale_;
    std::vector<std::size_t> bins_;
    std::vector<double> found_;
};

} // namespace

std::vector<double> Outcome::percentiles(const std::vector<double>& probabilities,
                                         Ranking ranking) const {
    const std::size_t count = ranking == Ranking::of_answers ? answers.size() : plans();
    const auto place = [&](double probability) {
        return probability * static_cast<double>(count - 1);
    };
    std::vector<std::size_t> ranks;
    for (const double probability : probabilities) {
        ranks.push_back(static_cast<std::size_t>(std::floor(place(probability))));
        ranks.push_back(static_cast<std::size_t>(std::ceil(place(probability))));
    }
    std::vector<std::size_t> ordered = ranks;
    std::sort(ordered.begin(), ordered.end());
    ordered.erase(std::unique(ordered.begin(), ordered.end()), ordered.end());
    ordered.erase(std::lower_bound(ordered.begin(), ordered.end(), answers.size()), ordered.end());
    const Ranks found(*this, ordered);
    const auto of_rank = [&](std::size_t rank) {
        return rank < answers.size()
                   ? found[static_cast<std::size_t>(
                         std::lower_bound(ordered.begin(), ordered.end(), rank) - ordered.begin())]
                   : not_there;
    };
    std::vector<double> result;
    for (std::size_t i = 0; i < probabilities.size(); ++i) {
        const double below = of_rank(ranks[2 * i]);
        const double above = of_rank(ranks[2 * i + 1]);
        const double between = place(probabilities[i]) - std::floor(place(probabilities[i]));
        result.push_back(below + between * (above - below));
    }
    return result;
}

double Outcome::mean_of_lowest(double share) const {
    const std::size_t count = std::max<std::size_t>(
        1, static_cast<std::size_t>(std::ceil(share * static_cast<double>(answers.size()))));
    const double threshold = Ranks(*this, {count - 1})[0];
    Sum sum;
    std::size_t below = 0;
    for (const double answer : answers) {
        if (answer < threshold) {
            sum += answer;
            ++below;
        }
    }
    sum += static_cast<double>(count - below) * threshold;
    return sum.value() / static_cast<double>(count);
}

std::size_t Outcome::at_or_below(double threshold) const {
    return static_cast<std::size_t>(std::count_if(
        answers.begin(), answers.end(), [&](double answer) { return answer <= threshold; }));
}

Processor fastest_processor() {
#ifdef __x86_64__
    return __builtin_cpu_supports("avx2") ? Processor::with_avx2 : Processor::any;
#else
    return Processor::any;
#endif
}

void fill_uniform(std::uint64_t seed, Driver driver, std::uint32_t first, std::span<double> out) {
    Numbers numbers;
    for (std::size_t done = 0; done < out.size(); done += chunk) {
        uniform(seed, driver, first + static_cast<std::uint32_t>(done), numbers);
        std::copy_n(numbers.begin(), std::min(chunk, out.size() - done),
                    out.begin() + static_cast<std::ptrdiff_t>(done));
    }
}

Outcome simulate(const SimulationInput& input, unsigned threads, Processor processor,
                 const std::function<void(double)>& progress) {
    const Work work = prepared(input);
    const auto run = processor == Processor::with_avx2 ? run_with_avx2 : run_anywhere;

    Outcome outcome;
    outcome.trials = input.trials;
    outcome.answers.resize(input.trials);
    const std::size_t chunks = (input.trials + chunk - 1) / chunk;
    std::vector<Part> parts(chunks);
    std::atomic<std::size_t> next{0};
    const auto take_chunks = [&](Draws& draws, const std::function<void(double)>& report) {
        for (std::size_t i = next++; i < chunks; i = next++) {
            const std::size_t first = i * chunk;
            parts[i] = run(work, static_cast<std::uint32_t>(first), draws,
                           std::span(outcome.answers)
                               .subspan(first, std::min<std::size_t>(chunk, input.trials - first)));
            if (report) {
                report(static_cast<double>(i) / static_cast<double>(chunks));
            }
        }
    };
    // Everything that can fail is made before the threads are.
    const std::size_t useful = std::clamp<std::size_t>(chunks / 8, 1, threads);
    std::vector<Draws> draws(useful, Draws(input.uncertain.size()));
    {
        std::vector<std::jthread> others;
        others.reserve(useful);
        try {
            for (std::size_t i = 1; i < useful; ++i) {
                others.emplace_back([&, i] { take_chunks(draws[i], {}); });
            }
        } catch (const std::system_error&) {
            // As many as there are have to do.
        }
        take_chunks(draws[0], progress);
    }
    if (progress) {
        progress(1);
    }
    add_up(parts, outcome);
    outcome.cut_off = cut_off(work);
    std::erase_if(outcome.answers, [](double answer) { return std::isnan(answer); });
    return outcome;
}

std::function<void(std::uint32_t, std::uint32_t)> drawing(const SimulationInput& input,
                                                          Processor processor) {
    const auto draw_chunk = processor == Processor::with_avx2 ? draw_with_avx2 : draw_anywhere;
    return [work = std::make_shared<const Work>(prepared(input)),
            draw_chunk](std::uint32_t first, std::uint32_t trials) {
        Draws draws(work->tables.size());
        for (std::uint32_t done = 0; done < trials; done += chunk) {
            draw_chunk(*work, first + done, draws);
        }
    };
}

std::shared_ptr<const Outcome> Simulations::outcome(const SimulationInput& input) {
    const std::lock_guard lock(mutex_);
    auto known = recent_.find([&](const SimulationInput& other) { return other.same_as(input); });
    if (known != nullptr) {
        return known;
    }
    recent_.make_room(input.bytes() + sizeof(Outcome) + input.trials * sizeof(double));
    const unsigned threads = threads_ > 0 ? threads_ : std::thread::hardware_concurrency();
    ++runs_;
    auto outcome = std::make_shared<const Outcome>(
        simulate(input, std::max(1U, threads), processor_, progress_));
    recent_.add(input, outcome);
    return outcome;
}

} // namespace headroom
