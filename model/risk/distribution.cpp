#include "risk/distribution.hpp"

#include "core/beta.hpp"
#include "core/elementary.hpp"
#include "core/normal.hpp"
#include "core/recent.hpp"

#include <boost/math/tools/roots.hpp>

#include <cmath>
#include <limits>
#include <mutex>

namespace headroom {

namespace {

constexpr double z90 = 1.2815515655446004; ///< the standard normal quantile of 0.9

/// Through four values at 0, 1/3, 2/3 and 1.
Piece through_thirds(double a, double b, double c, double d) {
    return {a, -5.5 * a + 9 * b - 4.5 * c + d, 9 * a - 22.5 * b + 18 * c - 4.5 * d,
            -4.5 * a + 13.5 * b - 13.5 * c + 4.5 * d};
}

/// Through four values at -1, 0, 1 and 2.
Piece through_neighbours(double a, double b, double c, double d) {
    return {b, -a / 3 - b / 2 + c - d / 6, a / 2 - b + c / 2, -a / 6 + b / 2 - c / 2 + d / 6};
}

} // namespace

double snapped(double value, double scale) {
    const double unit = std::ldexp(1.0, std::ilogb(scale) - 36);
    return unit > 0 && std::isfinite(unit) ? std::round(value / unit) * unit : value;
}

double quantile(const Uncertain& u, double p, double q) {
    const double width = u.high - u.low;
    const double log_odds = elementary::log(p / q);
    switch (u.spread) {
    case Spread::pert: {
        const double alpha = 1 + 4 * (u.value - u.low) / width;
        return u.low + width * beta_quantile(alpha, 6 - alpha, p, q);
    }
    case Spread::triangular:
        return p * width <= u.value - u.low ? u.low + std::sqrt(p * width * (u.value - u.low))
                                            : u.high - std::sqrt(q * width * (u.high - u.value));
    case Spread::uniform:
        return p < q ? u.low + width * p : u.high - width * q;
    case Spread::metalog: {
        const double skew = (u.value - u.low) / width;
        return u.value +
               width / elementary::log(9.0) * log_odds * (0.5 + (p - q) / 2 * (1 - 2 * skew) / 0.8);
    }
    case Spread::normal:
    case Spread::lognormal:
        break;
    }
    const double z = normal_quantile(p, q);
    return u.spread == Spread::normal
               ? u.value + width / (2 * z90) * z
               : u.value * elementary::exp(elementary::log(u.high / u.low) / (2 * z90) * z);
}

namespace {

/// Where a driver in whole steps is rounded to the nearest, all that is rounded to an allowed
/// value.
struct Span {
    double low;
    double high;
};

Span allowed(const DriverRecord& record) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const Limits& limits = record.limits;
    const double low = limits.low() - record.step / 2;
    const double high = limits.high() + record.step / 2; // itself rounded up, and out
    return {limits.low_open() ? std::nextafter(low, infinity) : low,
            limits.high_open() || record.step > 0 ? std::nextafter(high, -infinity) : high};
}

/// The log odds at which a three-term metalog has a value.
double metalog_log_odds(const Uncertain& u, double value) {
    const auto miss = [&](double log_odds) {
        const double below = 1 / (1 + elementary::exp(-log_odds));
        return quantile(u, below, 1 / (1 + elementary::exp(log_odds))) - value;
    };
    constexpr double end = 700;
    if (miss(-end) >= 0 || miss(end) <= 0) {
        return miss(-end) >= 0 ? -end : end;
    }
    std::uintmax_t most = 200;
    const auto [low, high] = boost::math::tools::bisect(
        miss, -end, end, boost::math::tools::eps_tolerance<double>(50), most);
    return low + (high - low) / 2;
}

} // namespace

Sides sides(const Uncertain& u, double value) {
    if (std::isinf(value)) {
        return value < 0 ? Sides{0, 1} : Sides{1, 0};
    }
    // How far from the middle, and how far P90 is from P10 (which may be nothing in doubles).
    double distance = value - u.value;
    double width = u.high - u.low;
    switch (u.spread) {
    case Spread::normal:
        break;
    case Spread::lognormal:
        if (value <= 0) {
            return {0, 1};
        }
        distance = elementary::log(value / u.value);
        width = elementary::log(u.high / u.low);
        break;
    case Spread::metalog: {
        const double log_odds = metalog_log_odds(u, value);
        return {1 / (1 + elementary::exp(-log_odds)), 1 / (1 + elementary::exp(log_odds))};
    }
    case Spread::pert:
    case Spread::triangular:
    case Spread::uniform:
        // Only their ends are asked for.
        return value <= u.low ? Sides{0, 1} : Sides{1, 0};
    }
    const double z = distance == 0 ? 0 : distance / width * (2 * z90);
    return {normal_probability(z), normal_probability(-z)};
}

double share_outside(const Uncertain& u) {
    const Span span = allowed(record_of(u.driver));
    return snapped(sides(u, span.low).below + sides(u, span.high).above, 1);
}

NormalTable::NormalTable() {
    const auto z = [](double tail) { return snapped(normal_quantile(tail, 1 - tail), 8); };
    for (int exponent = -53; exponent < 0; ++exponent) {
        const double pieces = std::ldexp(1.0, static_cast<int>(pieces_bits));
        for (double piece = 0; piece < pieces; ++piece) {
            const double start = std::ldexp(1 + piece / pieces, exponent);
            const double width = std::ldexp(1 / pieces, exponent);
            const double end = std::min(start + width, 0.5);
            pieces_.push_back(through_thirds(z(start), z(start + width / 3),
                                             z(std::min(start + 2 * width / 3, 0.5)), z(end)));
            if (start == 0.5) {
                break;
            }
        }
    }
    pieces_.push_back({0, 0, 0, 0}); // a half itself
}

SpreadTable::SpreadTable(const Uncertain& u) {
    const bool bounded =
        u.spread == Spread::pert || u.spread == Spread::triangular || u.spread == Spread::uniform;
    const Span span = bounded ? Span{u.low, u.high} : allowed(record_of(u.driver));
    low_ = span.low;
    high_ = span.high;
    const double below = sides(u, low_).below;
    const double above = sides(u, high_).above;
    const double kept = 1 - below - above;
    cut_off_ = share_outside(u);
    const int count = static_cast<int>(2 * reach * pieces_per_unit);
    std::vector<double> points;
    for (int i = -1; i <= count + 1; ++i) {
        const double z = static_cast<double>(i) / pieces_per_unit - reach;
        points.push_back(snapped(quantile(u, below + kept * normal_probability(z),
                                          above + kept * normal_probability(-z)),
                                 u.high - u.low));
    }
    for (std::size_t i = 0; i + 3 < points.size(); ++i) {
        pieces_.push_back(
            through_neighbours(points[i], points[i + 1], points[i + 2], points[i + 3]));
    }
}

std::shared_ptr<const SpreadTable> spread_table(const Uncertain& uncertain) {
    struct Key {
        Uncertain uncertain;

        std::size_t bytes() const { return sizeof *this; }
    };
    constexpr std::size_t room = 2'000'000; // of some hundred tables
    static Recent<Key, SpreadTable> tables(room);
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    auto table = tables.find([&](const Key& key) { return key.uncertain == uncertain; });
    if (table == nullptr) {
        table = std::make_shared<const SpreadTable>(uncertain);
        tables.add({uncertain}, table);
    }
    return table;
}

} // namespace headroom
