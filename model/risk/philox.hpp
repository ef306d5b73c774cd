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

/// Many blocks at once, word by word, so that the compiler can work on several side by side.
template <std::size_t blocks> using Words = std::array<std::array<std::uint32_t, blocks>, 4>;

template <std::size_t blocks>
[[gnu::always_inline]] inline void scramble(Words<blocks>& words, Key key) {
    for (int round = 0; round < 10; ++round) {
        for (std::size_t i = 0; i < blocks; ++i) {
            const std::uint64_t left = std::uint64_t{0xD2511F53} * words[0][i];
            const std::uint64_t right = std::uint64_t{0xCD9E8D57} * words[2][i];
            words[0][i] = static_cast<std::uint32_t>(right >> 32) ^ words[1][i] ^ key[0];
            words[1][i] = static_cast<std::uint32_t>(right);
            words[2][i] = static_cast<std::uint32_t>(left >> 32) ^ words[3][i] ^ key[1];
            words[3][i] = static_cast<std::uint32_t>(left);
        }
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
}

inline Counter block(const Counter& counter, const Key& key) {
    Words<1> words;
    for (std::size_t i = 0; i < 4; ++i) {
        words[i][0] = counter[i];
    }
    scramble(words, key);
    return {words[0][0], words[1][0], words[2][0], words[3][0]};
}

} // namespace philox

} // namespace headroom
