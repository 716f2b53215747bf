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

TEST(ScanWindows, UnitOfLengthDoesNotMatter) {
    // Whole distances of a board tie; in other units their squares differ by rounding.
    Points board;
    for (int i = 0; i < 36; ++i) {
        board.x.push_back(i % 6);
        board.y.push_back(i / 6);
    }
    const std::vector<double> expected(36, 1);
    const ScanWindows whole = scan_windows(board.x, board.y, expected, 18, {});
    for (const double unit : {1e-4, 0.1, 1234.5}) {
        Points scaled = board;
        for (std::size_t i = 0; i < 36; ++i) {
            scaled.x[i] *= unit;
            scaled.y[i] *= unit;
        }
        const ScanWindows windows = scan_windows(scaled.x, scaled.y, expected, 18, {});
        EXPECT_EQ(windows.starts, whole.starts) << unit;
        EXPECT_EQ(windows.ends, whole.ends) << unit;
    }
}

TEST(ScanWindows, UnitsAtOneDistanceEnterTogetherOrNotAtAll) {
    // Around 0: itself, then 1 and 2 at the same distance, then 3.
    const std::vector<double> x{0, 1, -1, 3};
    const std::vector<double> y{0, 0, 0, 0};
    const std::vector<double> expected{1, 2, 4, 8};
    const auto of_first = [&](double most) {
        const ScanWindows windows = scan_windows(x, y, expected, most, {});
        return std::vector<std::uint32_t>(
            windows.units.begin(),
            windows.units.begin() + static_cast<std::ptrdiff_t>(windows.starts[1]));
    };
    EXPECT_EQ(of_first(0.5), (std::vector<std::uint32_t>{}));
    EXPECT_EQ(of_first(1), (std::vector<std::uint32_t>{0}));
    EXPECT_EQ(of_first(6.9), (std::vector<std::uint32_t>{0}));
    // Exactly as much as may be is not too much.
    EXPECT_EQ(of_first(7), (std::vector<std::uint32_t>{0, 1, 2}));
    EXPECT_EQ(of_first(14.9), (std::vector<std::uint32_t>{0, 1, 2}));
    EXPECT_EQ(of_first(15), (std::vector<std::uint32_t>{0, 1, 2, 3}));

    const ScanWindows windows = scan_windows(x, y, expected, 15, {});
    EXPECT_EQ(windows.starts, (std::vector<std::size_t>{0, 4, 8, 12, 16}));
    EXPECT_EQ(std::vector<double>(windows.expected.begin(), windows.expected.begin() + 4),
              (std::vector<double>{1, 3, 7, 15}));
    EXPECT_EQ(std::vector<std::uint32_t>(windows.ends.begin(), windows.ends.begin() + 8),
              (std::vector<std::uint32_t>{0, 2, 2, 3, 4, 5, 7, 7}));
}

TEST(ScanWindows, RoundingOfSumsLeavesNoUnitOut) {
    // 0.1 + 0.2 + 0.3 is more than 0.6 in doubles.
    const std::vector<double> x{0, 1, 3, 7};
    const std::vector<double> y(4, 0);
    const ScanWindows windows = scan_windows(x, y, std::vector<double>{0.1, 0.2, 0.3, 5}, 0.6, {});
    EXPECT_EQ(windows.starts[1], 3U);
}

TEST(ScanWindows, NearestUnitsBeginWithTheCentre) {
    const std::vector<double> x{0, 2, 1, -1};
    const std::vector<double> y(4, 0);
    const auto nearest = nearest_units(x, y, 3, {});
    EXPECT_EQ(nearest[0], (std::vector<std::uint32_t>{0, 2, 3}));
    EXPECT_EQ(nearest[1], (std::vector<std::uint32_t>{1, 2, 0}));
    EXPECT_EQ(nearest[3], (std::vector<std::uint32_t>{3, 0, 2}));
    EXPECT_EQ(nearest_units(x, y, 9, {})[2].size(), 4U);
    // Two units at one place: each begins with itself.
    const auto twins = nearest_units(std::vector<double>{5, 5}, std::vector<double>{1, 1}, 1, {});
    EXPECT_EQ(twins[1], (std::vector<std::uint32_t>{1}));
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
