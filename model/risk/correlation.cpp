#include "risk/correlation.hpp"

#include "core/elementary.hpp"
#include "risk/distribution.hpp"

#include <algorithm>
#include <cmath>

namespace headroom {

std::vector<double> mixing(std::span<const Uncertain> uncertain,
                           std::span<const Correlation> correlations) {
    const std::size_t count = uncertain.size();
    if (correlations.empty()) {
        return {};
    }
    const auto place = [&](Driver driver) {
        return static_cast<std::size_t>(
            std::find_if(uncertain.begin(), uncertain.end(),
                         [&](const Uncertain& one) { return one.driver == driver; }) -
            uncertain.begin());
    };
    std::vector<double> matrix(count * count);
    for (std::size_t i = 0; i < count; ++i) {
        matrix[i * count + i] = 1;
    }
    for (const Correlation& correlation : correlations) {
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
                static constexpr Text sentence =
                    tr("correlations contradict each other: %1% cannot have all of its "
                       "correlations at once (the matrix is not positive definite).");
                throw Error(Failure::invalid, "correlations", sentence,
                            {std::string(record_of(uncertain[i].driver).id)});
            }
            lower[i * count + j] = i == j ? std::sqrt(rest) : rest / lower[j * count + j];
        }
    }
    return lower;
}

} // namespace headroom
