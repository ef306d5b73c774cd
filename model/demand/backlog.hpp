#pragma once

#include "core/define.hpp"

namespace headroom {

/// What a share of unserved demand is a share of.
enum class Basis { demand, served };
template <>
inline constexpr std::array words_of<Basis>{std::string_view("demand"), std::string_view("served")};

/// Unserved demand as a share of what is served: share / (1 - share) for `demand`, with
/// 0 <= share < 1; the share itself for `served`, with share >= 0. Throws Error otherwise.
/// Source: U = D - S, so U/S = (U/D) / (1 - U/D).
double unserved_to_served(Share share, Basis basis);

std::vector<Function> backlog_functions();

} // namespace headroom
