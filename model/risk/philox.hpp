#pragma once

#include <array>
#include <cstdint>

namespace headroom {

/// Random numbers that are a function of their place: the same for a key and a counter on every
/// machine and in any order. Source: J. K. Salmon, M. A. Moraes, R. O. Dror & D. E. Shaw, Parallel
/// random numbers: as easy as 1, 2, 3 (2011), Philox4x32 with ten rounds.
namespace philox {

using Counter = std::array<std::uint32_t, 4>;
using Key = std::array<std::uint32_t, 2>;

constexpr int rounds = 10;
constexpr std::array<std::uint32_t, 2> multipliers{0xD2511F53, 0xCD9E8D57};

/// The key of the next round.
[[gnu::always_inline]] inline void raise(Key& key) {
    key[0] += 0x9E3779B9;
    key[1] += 0xBB67AE85;
}

inline Counter block(Counter words, Key key) {
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t left = std::uint64_t{multipliers[0]} * words[0];
        const std::uint64_t right = std::uint64_t{multipliers[1]} * words[2];
        words = {static_cast<std::uint32_t>(right >> 32) ^ words[1] ^ key[0],
                 static_cast<std::uint32_t>(right),
                 static_cast<std::uint32_t>(left >> 32) ^ words[3] ^ key[1],
                 static_cast<std::uint32_t>(left)};
        raise(key);
    }
    return words;
}

} // namespace philox

} // namespace headroom
