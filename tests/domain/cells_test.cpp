#include "domain/cells.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace riskmap::domain {
namespace {

std::vector<Value> every_kind() {
    return {Value(),
            true,
            false,
            std::int64_t{-7},
            std::numeric_limits<std::int64_t>::max(),
            -0.0,
            0.1,
            std::numeric_limits<double>::infinity(),
            std::string(),
            "Xã Đường Hoa",
            std::string("a\0b", 3),
            std::string(3'000'000, 'x'),
            "after a page of its own"};
}

TEST(Cells, GiveBackEveryKindOfValueAsItWas) {
    const std::vector<Value> values = every_kind();
    const Cells cells(values);
    ASSERT_EQ(cells.size(), values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
        EXPECT_EQ(cells[row], values[row]) << row;
        EXPECT_EQ(cells.is_missing(row), is_missing(values[row])) << row;
        EXPECT_EQ(cells.is_text(row), std::holds_alternative<std::string>(values[row])) << row;
    }
    EXPECT_EQ(std::vector<Value>(cells.begin(), cells.end()), values);
    EXPECT_EQ(cells.text(9), "Xã Đường Hoa");
    EXPECT_EQ(cells.text(3), "");
}

TEST(Cells, AreEqualByValueWhateverWayTheyWereFilled) {
    Cells filled(3);
    EXPECT_EQ(filled, (Cells{Value(), Value(), Value()}));
    filled.set(0, "old");
    filled.set(0, "new");
    filled.set(2, "old");
    filled.set(1, std::int64_t{1});
    EXPECT_EQ(filled, (Cells{"new", std::int64_t{1}, "old"}));
    EXPECT_FALSE(filled == (Cells{"new", 1.0, "old"}));
    EXPECT_FALSE(filled == (Cells{"new", std::int64_t{1}}));
}

TEST(Cells, KeepNumbersOfFewAndOfManyDigitsInOneColumn) {
    Cells cells{0.5, std::int64_t{7}, "text", true, Value()};
    cells.set(1, 0.1);
    cells.push_back(-3.0);
    cells.resize(7);
    cells.set(6, std::numeric_limits<std::int64_t>::min());
    EXPECT_EQ(
        cells,
        (Cells{0.5, 0.1, "text", true, Value(), -3.0, std::numeric_limits<std::int64_t>::min()}));
    cells.set(1, std::int64_t{7});
    EXPECT_EQ(cells[1], Value(std::int64_t{7})) << "what stood there before leaves nothing";
}

TEST(Cells, KeepTextsApartThatAreManyMoreThanAreRemembered) {
    Cells cells;
    for (int i = 0; i < 3000; ++i) {
        cells.push_back("word " + std::to_string(i % 1000));
    }
    for (std::size_t i = 0; i < 3000; ++i) {
        ASSERT_EQ(cells.text(i), "word " + std::to_string(i % 1000));
    }
}

TEST(Cells, CopiesAndMovesStandOnTheirOwn) {
    Cells cells{"one", "two"};
    Cells copy = cells;
    copy.set(0, "three");
    EXPECT_EQ(cells, (Cells{"one", "two"}));
    EXPECT_EQ(copy, (Cells{"three", "two"}));
    const Cells moved = std::move(copy);
    EXPECT_EQ(moved.text(0), "three");
}

}  // namespace
}  // namespace riskmap::domain
