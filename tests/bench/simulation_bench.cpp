// Times a million trials of a plan, and holds them against NumPy, against Calc alone and against
// the mere drawing of the random numbers. Usage: simulation_bench [ROUNDS]

#include "bench_paths.hpp"
#include "native_simulation.hpp"
#include "plan/plan.hpp"
#include "risk/simulation.hpp"
#include "simulated_plan.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <numbers>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace headroom::bench {

namespace {

constexpr std::uint32_t trials = 1'000'000;
constexpr std::size_t native_trials = 4000;
constexpr int usual_rounds = 5;
constexpr auto limit = std::chrono::minutes(30);
const std::vector<double> probabilities{0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};
constexpr std::size_t median = 3; ///< the place of 0.5 among them

double seconds(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// What is compared between two ways to simulate.
struct Statistics {
    std::size_t answers;
    double mean;
    double deviation;
    std::vector<double> percentiles;
};

Statistics statistics_of(const Outcome& outcome) {
    return {outcome.answers.size(), outcome.mean, outcome.deviation,
            outcome.percentiles(probabilities)};
}

/// The plan and its simulation by Headroom.
class Subject {
public:
    Subject() : plan(read_assumptions(test::simulated_plan(), "assumptions", Read::spreads)) {
        // As PLANRISK does.
        std::sort(
            plan.uncertain.begin(), plan.uncertain.end(),
            [](const Uncertain& one, const Uncertain& other) { return one.driver < other.driver; });
        input = {.values = plan.values,
                 .uncertain = plan.uncertain,
                 .correlations = {},
                 .line = Line::required_cuts,
                 .quarter = plan.quarters(),
                 .trials = trials,
                 .seed = 1};
        draw = drawing(input, fastest_processor());
    }

    Statistics simulate(unsigned threads, Processor processor = fastest_processor(),
                        Sampling sampling = Sampling::random) const {
        SimulationInput asked = input;
        asked.sampling = sampling;
        return statistics_of(headroom::simulate(asked, threads, processor));
    }

    /// Only draws the drivers, with all tables at hand.
    void draw_alone(unsigned threads) const {
        constexpr std::uint32_t step = 8192;
        std::atomic<std::uint32_t> next{0};
        const auto take = [&] {
            for (std::uint32_t first = next.fetch_add(step); first < trials;
                 first = next.fetch_add(step)) {
                draw(first, std::min(step, trials - first));
            }
        };
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < threads; ++i) {
            others.emplace_back(take);
        }
        take();
    }

    Assumptions plan;
    SimulationInput input;
    std::function<void(std::uint32_t, std::uint32_t)> draw;
};

/// Python's side: each answer comes from a process of its own.
class NumPy {
public:
    explicit NumPy(const Subject& subject) : table_(folder_.path() / "plan.csv") {
        std::ofstream file(table_);
        const Table table = test::simulated_plan();
        for (std::size_t row = 0; row < table.rows(); ++row) {
            for (std::size_t column = 0; column < table.columns(); ++column) {
                file << (column == 0 ? "" : ",") << text(table.at(row, column));
            }
            file << '\n';
        }
        // What the range leaves out has to be said to Python.
        for (const DriverRecord& record : drivers()) {
            if (subject.plan.rows[static_cast<std::size_t>(record.driver)] == 0 &&
                record.driver != Driver::cuts) {
                file << record.id << ',' << plain(subject.plan.values[record.driver]) << ",,,\n";
            }
        }
    }

    bool installed() const { return run({"-c", "import numpy"}).first == 0; }

    /// For each of the certain plans the exact and the whole cuts.
    std::vector<double> certain() const { return answer({}); }

    struct Run {
        double seconds;
        Statistics statistics;
    };
    Run simulate(unsigned processes) const {
        const std::vector<double> numbers =
            answer({std::to_string(trials), "1", std::to_string(processes)});
        return {numbers.at(0),
                {static_cast<std::size_t>(numbers.at(1)),
                 numbers.at(2),
                 numbers.at(3),
                 {numbers.begin() + 4, numbers.end()}}};
    }

private:
    static std::string text(const Cell& cell) {
        const double* number = std::get_if<double>(&cell);
        const std::string* words = std::get_if<std::string>(&cell);
        return number != nullptr ? plain(*number) : words != nullptr ? *words : "";
    }

    std::pair<int, std::string> run(const std::vector<std::string>& arguments) const {
        test::Process process(path::python, arguments, folder_.path() / "python.log", limit);
        const int code = process.wait();
        return {code, process.log()};
    }

    std::vector<double> answer(std::vector<std::string> more) const {
        std::vector<std::string> arguments{path::numpy_simulation, table_.string()};
        std::move(more.begin(), more.end(), std::back_inserter(arguments));
        const auto [code, log] = run(arguments);
        if (code != 0) {
            throw std::runtime_error("NumPy: " + log);
        }
        std::istringstream words(log);
        return {std::istream_iterator<double>(words), {}};
    }

    test::TemporaryFolder folder_;
    std::filesystem::path table_;
};

void expect(bool fine, const std::string& what) {
    if (!fine) {
        throw std::runtime_error("not the same work: " + what);
    }
}

bool same(double left, double right) {
    return std::abs(left - right) <= 1e-9 * std::max(1.0, std::abs(right));
}

/// All ways give the same digits for certain plans.
void expect_same_plans(const Subject& subject, test::Office& office, const NumPy* numpy) {
    const std::vector<Drivers<double>> plans = certain_plans(subject.plan);
    NativeSimulation native(office, subject.plan, plans.size());
    native.set(plans);
    const Table native_exact = native.exact_cuts();
    const Table native_whole = native.required_cuts();
    const std::vector<double> from_numpy =
        numpy == nullptr ? std::vector<double>() : numpy->certain();
    for (std::size_t i = 0; i < plans.size(); ++i) {
        Assumptions assumptions = subject.plan;
        assumptions.values = plans[i];
        const Plan plan(assumptions);
        double exact = 0;
        for (int quarter = static_cast<int>(plans[i][Driver::hold_from]);
             quarter <= plan.quarters(); ++quarter) {
            exact = std::max(exact, plan.raw(Line::least_cuts, quarter));
        }
        SimulationInput input = subject.input;
        input.values = plans[i];
        input.uncertain.clear();
        input.trials = 2;
        const double whole = plan.value(Line::required_cuts, plan.quarters());
        expect(whole == simulate(input, 1, fastest_processor()).mean, "plan and trial");
        expect(exact > 0, "a plan without cuts proves nothing");
        expect(same(std::get<double>(native_exact.at(i, 0)), exact) &&
                   std::get<double>(native_whole.at(i, 0)) == whole,
               "Calc alone in certain plan " + std::to_string(i + 1));
        expect(numpy == nullptr ||
                   (same(from_numpy.at(2 * i), exact) && from_numpy.at(2 * i + 1) == whole),
               "NumPy in certain plan " + std::to_string(i + 1));
    }
}

/// How many standard errors two means are apart.
double means_apart(const Statistics& one, const Statistics& other) {
    const auto square = [](const Statistics& of) {
        return of.deviation * of.deviation / static_cast<double>(of.answers);
    };
    return std::abs(one.mean - other.mean) / std::sqrt(square(one) + square(other));
}

/// The same of two medians, of as many answers each: `error` is the standard error of one.
double medians_apart(const Statistics& one, const Statistics& other, double error) {
    return std::abs(one.percentiles[median] - other.percentiles[median]) /
           (error * std::numbers::sqrt2);
}

/// Half the distance of the percentiles a standard deviation of the binomial distribution to the
/// left and to the right of the median.
double median_error(const Outcome& outcome) {
    const double step = 0.5 / std::sqrt(static_cast<double>(outcome.answers.size()));
    const std::vector<double> ends = outcome.percentiles({0.5 - step, 0.5 + step});
    return (ends[1] - ends[0]) / 2;
}

Statistics statistics_of(const Table& cells) {
    std::vector<double> answers;
    for (std::size_t row = 0; row < cells.rows(); ++row) {
        if (const double* number = std::get_if<double>(&cells.at(row, 0))) {
            answers.push_back(*number);
        }
    }
    Statistics result{answers.size(), 0, 0, {}};
    for (const double answer : answers) {
        result.mean += answer / static_cast<double>(answers.size());
    }
    for (const double answer : answers) {
        result.deviation += (answer - result.mean) * (answer - result.mean);
    }
    result.deviation = std::sqrt(result.deviation / static_cast<double>(answers.size() - 1));
    return result;
}

/// One way to get the answers, its nanoseconds per trial, and what it is held against.
struct Way {
    std::string name;
    std::function<double()> nanoseconds;
    const Way* held = nullptr;
    Times times = {};

    double ratio() const { return times.per(held->times).median(); }
};

std::ostream& number(std::ostream& out, double value, int width, int digits) {
    return out << std::setw(width) << std::right << std::fixed << std::setprecision(digits)
               << value;
}

std::ostream& operator<<(std::ostream& out, const Way& way) {
    out << std::setw(34) << std::left << way.name;
    number(out, way.times.median(), 12, 1);
    number(out, way.times.minimum(), 12, 1);
    if (way.held != nullptr) {
        number(out, way.ratio(), 12, 2);
        number(out, way.times.minimum() / way.held->times.minimum(), 12, 2);
    }
    return out << '\n';
}

void judge(const std::string& aim, double found, bool reached) {
    std::cout << aim << ": " << (reached ? "yes" : "no") << ", ";
    number(std::cout, found, 0, 1) << '\n';
}

/// What somebody asks of a simulation.
struct Answers {
    double mean;
    double median;
    double p90;
    double probability;
};

/// Their standard deviations over 40 seeds of 8,192 trials.
Answers deviations(SimulationInput input, Sampling sampling) {
    constexpr double seeds = 40;
    constexpr double threshold = 30000;
    constexpr double Answers::*all[] = {&Answers::mean, &Answers::median, &Answers::p90,
                                        &Answers::probability};
    input.trials = 8192;
    input.sampling = sampling;
    std::vector<Answers> found;
    Answers means{};
    for (input.seed = 1; static_cast<double>(input.seed) <= seeds; ++input.seed) {
        const Outcome outcome = headroom::simulate(input, 1, fastest_processor());
        const std::vector<double> both = outcome.percentiles({0.5, 0.9});
        found.push_back({outcome.mean, both[0], both[1],
                         static_cast<double>(outcome.at_or_below(threshold)) / outcome.plans()});
        for (const auto each : all) {
            means.*each += found.back().*each / seeds;
        }
    }
    Answers result{};
    for (const auto each : all) {
        double squares = 0;
        for (const Answers& answers : found) {
            squares += (answers.*each - means.*each) * (answers.*each - means.*each);
        }
        result.*each = std::sqrt(squares / (seeds - 1));
    }
    return result;
}

/// How far the statistics of the others are from Headroom's, in standard errors.
struct Distances {
    double mean_of_calc;
    double mean_of_numpy = 0;
    double median_of_numpy = 0;

    double largest() const { return std::max({mean_of_calc, mean_of_numpy, median_of_numpy}); }
};

void print(const Distances& distances, bool with_numpy) {
    std::cout << "\nCertain plans agree to 1e-9. Standard errors between the means of Headroom and "
                 "of Calc alone: ";
    number(std::cout, distances.mean_of_calc, 0, 2);
    if (with_numpy) {
        std::cout << "; of NumPy: ";
        number(std::cout, distances.mean_of_numpy, 0, 2) << ", between the medians: ";
        number(std::cout, distances.median_of_numpy, 0, 2);
    }
    std::cout << ".\n\n";
}

Distances distances(const Subject& subject, NativeSimulation& native, const NumPy* numpy,
                    unsigned cores) {
    const Outcome outcome = simulate(subject.input, cores, fastest_processor());
    const Statistics own = statistics_of(outcome);
    native.timed().recalculate();
    native.timed().forget_times();
    Distances result{.mean_of_calc = means_apart(statistics_of(native.required_cuts()), own)};
    if (numpy != nullptr) {
        const Statistics theirs = numpy->simulate(cores).statistics;
        expect(theirs.answers == own.answers, "trials with an answer");
        result.mean_of_numpy = means_apart(theirs, own);
        result.median_of_numpy = medians_apart(theirs, own, median_error(outcome));
    }
    return result;
}

void run(int rounds) {
    if (rounds < 1) {
        throw std::invalid_argument("at least one round");
    }
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const Subject subject;
    const NumPy numpy(subject);
    const NumPy* const installed = numpy.installed() ? &numpy : nullptr;
    test::Office office(test::Extension::absent, limit);
    expect_same_plans(subject, office, installed);
    NativeSimulation native(office, subject.plan, native_trials);
    const Distances apart = distances(subject, native, installed, cores);
    expect(apart.largest() < 4, "statistics 4 standard errors apart");

    const auto per_trial = [](double time) { return time * 1e9 / trials; };
    const auto ours = [&](auto... how) {
        return [&, how...] { return per_trial(seconds([&] { subject.simulate(how...); })); };
    };
    const auto draws = [&](unsigned threads) {
        return [&, threads] { return per_trial(seconds([&] { subject.draw_alone(threads); })); };
    };
    const auto theirs = [&](unsigned processes) {
        return [&, processes] { return per_trial(numpy.simulate(processes).seconds); };
    };
    const std::string all = std::to_string(cores);
    Way ours_all{"Headroom, " + all + " threads", ours(cores)};
    Way ours_one{"Headroom, 1 thread", ours(1)};
    Way ours_avx2{"Headroom without AVX-512, " + all + " threads",
                  ours(cores, std::min(fastest_processor(), Processor::with_avx2)), &ours_all};
    Way ours_sobol{"Headroom, Sobol points, " + all + " threads",
                   ours(cores, fastest_processor(), Sampling::sobol), &ours_all};
    Way draws_all{"random numbers alone, " + all + " threads", draws(cores), &ours_all};
    Way draws_one{"random numbers alone, 1 thread", draws(1), &ours_one};
    Way numpy_all{"NumPy, " + all + " processes", theirs(cores), &ours_all};
    Way numpy_one{"NumPy, 1 process", theirs(1), &ours_one};
    Way calc{"Calc alone, " + std::to_string(native_trials) + " trials",
             [&] {
                 native.timed().forget_times();
                 native.timed().recalculate();
                 return native.timed().times().median() * 1000;
             },
             &ours_all};
    std::vector<Way*> ways{&ours_all, &ours_avx2, &ours_sobol, &draws_all,
                           &ours_one, &draws_one, &calc};
    if (installed != nullptr) {
        ways.insert(ways.end(), {&numpy_all, &numpy_one});
    }
    for (int round = 0; round < rounds; ++round) {
        for (Way* way : ways) {
            way->times.add(way->nanoseconds());
        }
        // There and back: nobody is always the first or the last.
        std::reverse(ways.begin(), ways.end());
    }

    std::cout << trials << " trials of " << subject.plan.quarters() << " quarters with "
              << subject.plan.uncertain.size() << " uncertain drivers: required cuts and "
              << probabilities.size() << " percentiles, " << rounds
              << (rounds == 1 ? " round" : " rounds")
              << ";\nnanoseconds per trial, and ratios within a round to Headroom on as "
                 "many cores\n\n"
              << "                                       nanoseconds             to Headroom\n"
              << "                                        median     minimum      median     "
                 "minimum\n"
              << ours_all << ours_avx2 << ours_sobol << ours_one << draws_all << draws_one;
    if (installed != nullptr) {
        std::cout << numpy_all << numpy_one;
    } else {
        std::cout << "NumPy is left out: python3-numpy is not installed.\n";
    }
    std::cout << calc;
    print(apart, installed != nullptr);
    if (installed != nullptr) {
        const auto judge_numpy = [&](const std::string& with, const Way& way, double aim) {
            const double times = numpy_all.times.per(way.times).median();
            judge("At least " + std::to_string(static_cast<int>(aim)) +
                      " times as quick as NumPy on " + all + " processes, with " + with,
                  times, times >= aim);
        };
        judge_numpy("AVX2", ours_avx2, 8);
        if (fastest_processor() == Processor::with_avx512) {
            judge_numpy("AVX-512", ours_all, 10);
        }
    }
    judge("Over 5,000 times as quick as Calc alone", calc.ratio(), calc.ratio() > 5000);
    const double to_draws = 1 / draws_all.ratio();
    judge("Within 2.3 times the random numbers alone", to_draws, to_draws <= 2.3);

    const Answers random = deviations(subject.input, Sampling::random);
    const Answers sobol = deviations(subject.input, Sampling::sobol);
    std::cout << "\nSobol points against random numbers, standard deviation over 40 seeds of 8,192 "
                 "trials\n\n";
    const double median_times = random.median / sobol.median;
    const double p90_times = random.p90 / sobol.p90;
    const double chance_times = random.probability / sobol.probability;
    judge("At least 20 times as certain a mean", random.mean / sobol.mean,
          random.mean / sobol.mean >= 20);
    judge("At least twice as certain a P50", median_times, median_times >= 2);
    judge("At least twice as certain a P90", p90_times, p90_times >= 2);
    judge("At least twice as certain a probability", chance_times, chance_times >= 2);
    if (installed != nullptr) {
        // As many trials as it takes to be as certain.
        const double times = numpy_all.times.per(ours_sobol.times).median() * p90_times * p90_times;
        judge("At least 40 times as quick as NumPy's random numbers to a standard error of P90",
              times, times >= 40);
    }
}

} // namespace

} // namespace headroom::bench

int main(int count, char** arguments) {
    try {
        headroom::bench::run(count > 1 ? std::stoi(arguments[1]) : headroom::bench::usual_rounds);
    } catch (const com::sun::star::uno::Exception& exception) {
        std::cerr << exception.Message << '\n';
        return 1;
    } catch (const std::exception& exception) {
        std::cerr << exception.what() << '\n';
        return 1;
    }
}
