#include "stats/scan_windows.hpp"

#include <algorithm>
#include <stop_token>
#include <tuple>

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "core/random.hpp"

namespace riskmap::stats {
namespace {

struct Points {
    std::vector<double> x;
    std::vector<double> y;
};

Points drawn(std::size_t count) {
    Points points;
    RandomStream random(4, 9, 1);
    for (std::size_t i = 0; i < count; ++i) {
        points.x.push_back(random.below(200));  // some at one place
        points.y.push_back(random.below(200));
    }
    return points;
}

TEST(ScanWindows, TakeUnitsInByDistanceAsFarAsTheyMayReach) {
    constexpr std::size_t count = 900;
    const Points points = drawn(count);
    const std::vector<double> expected(count, 1);
    const ScanWindows windows = scan_windows(points.x, points.y, expected, 700, {});
    ASSERT_EQ(windows.centres(), count);
    for (std::size_t centre = 0; centre < count; centre += 97) {
        const auto away = [&](std::uint32_t unit) {
            const double dx = points.x[unit] - points.x[centre];
            const double dy = points.y[unit] - points.y[centre];
            return std::tuple(dx * dx + dy * dy, unit);
        };
        std::vector<std::uint32_t> wanted(count);
        for (std::uint32_t unit = 0; unit < count; ++unit) {
            wanted[unit] = unit;
        }
        std::sort(wanted.begin(), wanted.end(), [&](std::uint32_t a, std::uint32_t b) {
            return away(a) < away(b);
        });
        const std::size_t first = windows.starts[centre];
        const std::size_t size = windows.starts[centre + 1] - first;
        ASSERT_GT(size, 650U);
        ASSERT_LE(size, 700U);
        for (std::size_t k = 0; k < size; ++k) {
            ASSERT_EQ(windows.units[first + k], wanted[k]) << "centre " << centre << " rank " << k;
            EXPECT_EQ(windows.expected[first + k], static_cast<double>(k + 1));
        }
    }
}

TEST(ScanWindows, HearAStop) {
    const Points points = drawn(5);
    std::stop_source stop;
    RunContext context;
    context.stop = stop.get_token();
    EXPECT_NO_THROW(nearest_units(points.x, points.y, 2, context));
    stop.request_stop();
    EXPECT_THROW(scan_windows(points.x, points.y, std::vector<double>(5, 1), 2, context), Error);
    EXPECT_THROW(nearest_units(points.x, points.y, 2, context), Error);
}

}  // namespace
}  // namespace riskmap::stats
