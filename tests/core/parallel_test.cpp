#include "core/parallel.hpp"

#include <atomic>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap {
namespace {

using Block = std::pair<std::size_t, std::size_t>;

RunContext with_threads(unsigned threads) {
    RunContext context;
    context.threads = threads;
    return context;
}

TEST(ParallelFor, CutsBySizeAloneWhateverTheNumberOfThreads) {
    const std::vector<Block> cut{{0, 3}, {3, 6}, {6, 7}};
    for (const unsigned threads : {0U, 1U, 2U, 9U}) {
        std::vector<Block> found(3);
        parallel_for(with_threads(threads), 7, 3, [&](std::size_t first, std::size_t last) {
            found[first / 3] = {first, last};
        });
        EXPECT_EQ(found, cut) << threads;
    }
    parallel_for({}, 0, 3, [](std::size_t, std::size_t) { FAIL() << "there are no rows"; });
    EXPECT_THROW(parallel_for({}, 1, 0, [](std::size_t, std::size_t) {}), Error);
}

TEST(ParallelFor, CountsItsBlocks) {
    EXPECT_EQ(block_count(0, 3), 0U);
    EXPECT_EQ(block_count(1, 3), 1U);
    EXPECT_EQ(block_count(3, 3), 1U);
    EXPECT_EQ(block_count(4, 3), 2U);
    for (std::size_t size = 0; size < 20; ++size) {
        for (std::size_t block = 1; block < 8; ++block) {
            std::size_t called = 0;
            parallel_for({}, size, block, [&](std::size_t, std::size_t) { ++called; });
            EXPECT_EQ(block_count(size, block), called) << size << " by " << block;
        }
    }
}

TEST(ParallelFor, ErrorOfTheLowestBlockLeaves) {
    for (const unsigned threads : {1U, 4U}) {
        // All four wait for each other, so that all of them fail.
        std::atomic<unsigned> here{0};
        try {
            parallel_for(with_threads(threads), 4, 1, [&](std::size_t first, std::size_t) {
                ++here;
                while (threads == 4 && here < 4) {
                    std::this_thread::yield();
                }
                throw std::runtime_error("block " + std::to_string(first));
            });
            FAIL() << "nothing was thrown";
        } catch (const std::runtime_error& error) {
            EXPECT_STREQ(error.what(), "block 0");
        }
    }
}

TEST(ParallelFor, StopsBetweenBlocksWhenAsked) {
    std::stop_source source;
    RunContext context;
    context.stop = source.get_token();
    std::size_t called = 0;
    EXPECT_ANY_THROW(parallel_for(context, 10, 1, [&](std::size_t first, std::size_t) {
        ++called;
        if (first == 3) {
            source.request_stop();
        }
    }));
    EXPECT_EQ(called, 4U);
}

}  // namespace
}  // namespace riskmap
