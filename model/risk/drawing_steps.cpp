#include "risk/drawing_steps.hpp"

#include "risk/philox.hpp"

#include <bit>

#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace headroom {

namespace {

constexpr std::uint64_t one = 0x3FF0000000000000; ///< the bits of 1.0
constexpr double before_one = 1 - 0x1p-53;

void plain_uniform(std::uint64_t seed, Driver driver, std::uint32_t first,
                   DrawingSteps::Numbers& out) {
    const philox::Key key{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)};
    const auto number = [](std::uint32_t high, std::uint32_t low) {
        const std::uint64_t bits = (std::uint64_t{high} << 20) | (low >> 12);
        return std::bit_cast<double>(bits | one) - before_one;
    };
    for (std::size_t i = 0; i < DrawingSteps::trials; i += 2) {
        const philox::Counter words = philox::block(
            {(first + static_cast<std::uint32_t>(i)) / 2, static_cast<std::uint32_t>(driver), 0, 0},
            key);
        out[i] = number(words[0], words[1]);
        out[i + 1] = number(words[2], words[3]);
    }
}

void plain_look_up(const Piece* pieces, const DrawingSteps::Places& places,
                   DrawingSteps::Numbers& numbers) {
    for (std::size_t i = 0; i < DrawingSteps::trials; ++i) {
        numbers[i] = pieces[places[i]].at(numbers[i]);
    }
}

#ifdef __x86_64__

typedef std::uint64_t Words4 __attribute__((vector_size(32)));
typedef std::uint64_t Words8 __attribute__((vector_size(64)));

/// Multiplies the lower halves of each pair of words.
struct MultiplyWithAvx2 {
    [[gnu::target("avx2")]] void operator()(const Words4& left, const Words4& right,
                                            Words4& product) const {
        product = reinterpret_cast<Words4>(
            _mm256_mul_epu32(reinterpret_cast<__m256i>(left), reinterpret_cast<__m256i>(right)));
    }
};
struct MultiplyWithAvx512 {
    [[gnu::target("avx512f")]] void operator()(const Words8& left, const Words8& right,
                                               Words8& product) const {
        product = reinterpret_cast<Words8>(_mm512_maskz_mul_epu32(
            0xFF, reinterpret_cast<__m512i>(left), reinterpret_cast<__m512i>(right)));
    }
};

/// The four words of several blocks of Philox.
template <class Words> struct Set { Words a, b, c, d; };

/// Several blocks of Philox in the lower halves of 64 bits, as the multiplication wants them; what
/// is in the upper halves falls away. Many sets of blocks go side by side, so that some multiply
/// while others wait.
template <class Words, class Multiply>
[[gnu::always_inline]] inline void
uniform_side_by_side(std::uint64_t seed, Driver driver, std::uint32_t first,
                     DrawingSteps::Numbers& out, Multiply multiply) {
    constexpr std::size_t blocks = sizeof(Words) / sizeof(std::uint64_t);
    constexpr std::size_t sets = 64 / blocks;
    typedef double Doubles __attribute__((vector_size(sizeof(Words))));
    const Words left = Words{} + philox::multipliers[0];
    const Words right = Words{} + philox::multipliers[1];
    // In this order the numbers of a block come to stand one behind the other.
    Words counter;
    Words second;
    for (std::size_t i = 0; i < blocks; ++i) {
        second[i] = static_cast<std::uint64_t>(driver);
        counter[i] = first / 2 + i / 2 + i % 2 * blocks / 2;
    }
    // Two rounds of words of which only the first differs from block to block, and the last two are
    // 0.
    philox::Key second_key{static_cast<std::uint32_t>(seed),
                           static_cast<std::uint32_t>(seed >> 32)};
    const philox::Key first_key = second_key;
    philox::raise(second_key);
    Words same_lefts;
    multiply(second ^ first_key[0], left, same_lefts);
    const auto two_rounds = [&](const Words& first_word) __attribute__((always_inline)) {
        Words lefts;
        multiply(first_word, left, lefts);
        Words rights;
        multiply((lefts >> 32) ^ first_key[1], right, rights);
        return Set<Words>{(rights >> 32) ^ second_key[0], rights,
                          (same_lefts >> 32) ^ lefts ^ second_key[1], same_lefts};
    };
    for (std::size_t done = 0; done < DrawingSteps::trials; done += 2 * blocks * sets) {
        Set<Words> all[sets];
        for (Set<Words>& set : all) {
            set = two_rounds(counter);
            counter += blocks;
        }
        philox::Key key = second_key;
        for (int round = 2; round < philox::rounds; ++round) {
            philox::raise(key);
            for (Set<Words>& set : all) {
                Words lefts;
                Words rights;
                multiply(set.a, left, lefts);
                multiply(set.c, right, rights);
                set = {(rights >> 32) ^ set.b ^ key[0], rights, (lefts >> 32) ^ set.d ^ key[1],
                       lefts};
            }
        }
        const auto number =
            [](const Words& high, const Words& low, Words& bits) __attribute__((always_inline)) {
            bits = (high << 32 >> 12) | (low << 32 >> 44) | one;
            bits = reinterpret_cast<Words>(reinterpret_cast<Doubles>(bits) - before_one);
        };
        double* place = &out[done];
        for (const Set<Words>& set : all) {
            Words even;
            Words odd;
            number(set.a, set.b, even);
            number(set.c, set.d, odd);
            Words both;
            if constexpr (blocks == 4) {
                both = __builtin_shufflevector(even, odd, 0, 4, 2, 6);
                __builtin_memcpy(place, &both, sizeof both);
                both = __builtin_shufflevector(even, odd, 1, 5, 3, 7);
            } else {
                both = __builtin_shufflevector(even, odd, 0, 8, 2, 10, 4, 12, 6, 14);
                __builtin_memcpy(place, &both, sizeof both);
                both = __builtin_shufflevector(even, odd, 1, 9, 3, 11, 5, 13, 7, 15);
            }
            __builtin_memcpy(place + blocks, &both, sizeof both);
            place += 2 * blocks;
        }
    }
}

[[gnu::target("avx2")]] void uniform_with_avx2(std::uint64_t seed, Driver driver,
                                               std::uint32_t first, DrawingSteps::Numbers& out) {
    uniform_side_by_side<Words4>(seed, driver, first, out, MultiplyWithAvx2());
}

[[gnu::target("avx512f")]] void uniform_with_avx512(std::uint64_t seed, Driver driver,
                                                    std::uint32_t first,
                                                    DrawingSteps::Numbers& out) {
    uniform_side_by_side<Words8>(seed, driver, first, out, MultiplyWithAvx512());
}

/// The values of four pieces.
[[gnu::target("avx2"), gnu::always_inline]] inline __m256d
values_at(const Piece& first, const Piece& second, const Piece& third, const Piece& fourth,
          __m256d x) {
    // Exchanged in two steps, what stands beside each other is a coefficient of all four.
    const __m256d a = _mm256_load_pd(&first.c0);
    const __m256d b = _mm256_load_pd(&second.c0);
    const __m256d c = _mm256_load_pd(&third.c0);
    const __m256d d = _mm256_load_pd(&fourth.c0);
    const __m256d evens = _mm256_unpacklo_pd(a, b);
    const __m256d odds = _mm256_unpackhi_pd(a, b);
    const __m256d next_evens = _mm256_unpacklo_pd(c, d);
    const __m256d next_odds = _mm256_unpackhi_pd(c, d);
    constexpr int lower = 0x20;
    constexpr int upper = 0x31;
    __m256d sum = _mm256_permute2f128_pd(odds, next_odds, upper);
    sum = _mm256_add_pd(_mm256_permute2f128_pd(evens, next_evens, upper), _mm256_mul_pd(x, sum));
    sum = _mm256_add_pd(_mm256_permute2f128_pd(odds, next_odds, lower), _mm256_mul_pd(x, sum));
    return _mm256_add_pd(_mm256_permute2f128_pd(evens, next_evens, lower), _mm256_mul_pd(x, sum));
}

[[gnu::target("avx2")]] void look_up_with_avx2(const Piece* pieces,
                                               const DrawingSteps::Places& places,
                                               DrawingSteps::Numbers& numbers) {
    for (std::size_t i = 0; i < DrawingSteps::trials; i += 4) {
        const __m256d x = _mm256_loadu_pd(&numbers[i]);
        const __m256d values = values_at(pieces[places[i]], pieces[places[i + 1]],
                                         pieces[places[i + 2]], pieces[places[i + 3]], x);
        _mm256_storeu_pd(&numbers[i], values);
    }
}

#endif

} // namespace

std::vector<Processor> processors() {
    std::vector<Processor> all{Processor::any};
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        all.push_back(Processor::with_avx2);
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
            __builtin_cpu_supports("avx512vl")) {
            all.push_back(Processor::with_avx512);
        }
    }
#endif
    return all;
}

Processor fastest_processor() {
    return processors().back();
}

const DrawingSteps& drawing_steps([[maybe_unused]] Processor processor) {
    static constexpr DrawingSteps plain{plain_uniform, plain_look_up};
#ifdef __x86_64__
    static constexpr DrawingSteps with_avx2{uniform_with_avx2, look_up_with_avx2};
    static constexpr DrawingSteps with_avx512{uniform_with_avx512, look_up_with_avx2};
    switch (processor) {
    case Processor::with_avx2:
        return with_avx2;
    case Processor::with_avx512:
        return with_avx512;
    case Processor::any:
        break;
    }
#endif
    return plain;
}

} // namespace headroom
