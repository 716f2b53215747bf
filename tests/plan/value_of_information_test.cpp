#include "plan/value_of_information.hpp"

#include <gtest/gtest.h>

#include "support/scratch.hpp"

namespace riskmap::plan {
namespace {

TEST(ValueOfInformation, ByHand) {
    // Three options in four draws; means 2, 2.5 and 1.
    const std::vector<double> gains{4, 0, 4, 0, 2, 3, 2, 3, 0, 0, 0, 4};
    const ValueOfInformation value = value_of_information(gains, 3);
    EXPECT_DOUBLE_EQ(value.best_now, 2.5);
    EXPECT_DOUBLE_EQ(value.with_truth, (4 + 3 + 4 + 4) / 4.0);
    EXPECT_DOUBLE_EQ(value.perfect, 1.25);
    EXPECT_EQ(value.best, (std::vector<double>{0.5, 0.25, 0.25}));
}

TEST(ValueOfInformation, TiesGoToTheFirstAndLossesCount) {
    const std::vector<double> gains{-2, -2, -2, -3};
    const ValueOfInformation value = value_of_information(gains, 2);
    EXPECT_DOUBLE_EQ(value.best_now, -2);
    EXPECT_DOUBLE_EQ(value.perfect, 0);
    EXPECT_EQ(value.best, (std::vector<double>{1, 0}));
}

TEST(ValueOfInformation, NeedsAsManyDrawsOfEachOption) {
    const std::vector<double> gains{1, 2, 3};
    test::error_of(ErrorKind::internal, [&] { value_of_information(gains, 2); });
    test::error_of(ErrorKind::internal, [&] { value_of_information(gains, 0); });
    test::error_of(ErrorKind::internal, [] { value_of_information({}, 1); });
}

}  // namespace
}  // namespace riskmap::plan
