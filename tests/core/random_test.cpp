#include "core/random.hpp"

#include <array>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap {
namespace {

/// Philox4x32-10 as the paper writes it, one block at a time.
std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> c,
                                    std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xD2511F53} * c[0];
        const std::uint64_t b = std::uint64_t{0xCD9E8D57} * c[2];
        c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ key[0],
             static_cast<std::uint32_t>(b),
             static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ key[1],
             static_cast<std::uint32_t>(a)};
        key = {key[0] + 0x9E3779B9, key[1] + 0xBB67AE85};
    }
    return c;
}

TEST(RandomStream, BeginsWithTheKnownAnswerOfRandom123) {
    RandomStream random(0, 0, 0);
    for (const std::uint32_t word : {0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U}) {
        EXPECT_EQ(random.bits(), word);
    }
}

TEST(RandomStream, GoesThroughTheBlocksOneByOne) {
    RandomStream random(0x1234567890abcdef, 7, 0x0000000500000003);
    for (std::uint32_t block = 0; block < 40; ++block) {
        for (const std::uint32_t word : philox({block, 7, 3, 5}, {0x90abcdef, 0x12345678})) {
            ASSERT_EQ(random.bits(), word) << block;
        }
    }
}

TEST(RandomStream, BelowIsTheHighWordAndRejectsWhatWouldBeUneven) {
    constexpr std::uint32_t bound = 0xC0000001;  // a quarter of all words is rejected
    RandomStream words(3, 1, 4);
    RandomStream random(3, 1, 4);
    for (int i = 0; i < 200; ++i) {
        std::uint64_t product = std::uint64_t{words.bits()} * bound;
        while (static_cast<std::uint32_t>(product) < (0u - bound) % bound) {
            product = std::uint64_t{words.bits()} * bound;
        }
        ASSERT_EQ(random.below(bound), product >> 32);
    }
    EXPECT_EQ(random.below(1), 0U);
    EXPECT_THROW(random.below(0), Error);
}

}  // namespace
}  // namespace riskmap
