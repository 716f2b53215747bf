#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include "app/run.hpp"
#include "property/random_study.hpp"
#include "support/scratch.hpp"

namespace riskmap {
namespace {

namespace fs = std::filesystem;

/// What this process holds.
struct Held {
    std::size_t bytes;      ///< allocated and not freed
    std::size_t resident;   ///< bytes of memory
    std::ptrdiff_t opened;  ///< files
};

Held held() {
    std::size_t pages = 0;
    std::size_t resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    const struct mallinfo2 heap = ::mallinfo2();
    return {heap.uordblks + heap.hblkhd,
            resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)),
            std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator())};
}

/// RISKMAP_RUNS asks for another number than the usual.
int run_count() {
    const char* asked = std::getenv("RISKMAP_RUNS");
    return asked != nullptr ? std::atoi(asked) : 24;
}

TEST(RepeatedRuns, HoldNoMoreMemoryAndNoMoreFiles) {
    constexpr int studies = 4;
    const test::Scratch scratch;
    for (int study = 0; study < studies; ++study) {
        const fs::path folder = scratch / std::to_string(study);
        fs::create_directories(folder);
        test::RandomStudy(static_cast<std::uint64_t>(study)).write(folder);
    }
    const auto run_each = [&](int runs) {
        for (int run = 0; run < runs; ++run) {
            app::RunConfig config;
            const fs::path folder = scratch / std::to_string(run % studies);
            config.study = folder / "study.toml";
            config.out = folder / "out";
            config.existing = publish::Existing::replace;
            app::run(config, RunContext());
        }
    };
    // What is read once and kept: systems of coordinates, drivers, arenas of the allocator.
    run_each(2 * studies);
    const Held before = held();
    run_each(run_count());
    const Held after = held();
    const auto grown = [](std::size_t from, std::size_t to) {
        return (static_cast<double>(to) - static_cast<double>(from)) / 1024;
    };
    std::printf(
        "%d runs in a row: %+.0f KB allocated, %+.0f KB resident of %.0f MB, %+td files open\n",
        run_count(),
        grown(before.bytes, after.bytes),
        grown(before.resident, after.resident),
        static_cast<double>(after.resident) / (1 << 20),
        after.opened - before.opened);
    EXPECT_EQ(after.opened, before.opened);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    // A kilobyte lost by each run would be noticed.
    EXPECT_LT(grown(before.bytes, after.bytes), 256);
    EXPECT_LT(grown(before.resident, after.resident), 16 * 1024);
#endif
}

}  // namespace
}  // namespace riskmap
