#include "exposure/piece_rows.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/random.hpp"
#include "exposure/kernel.hpp"
#include "exposure/support/drawn_study.hpp"

namespace riskmap::exposure {
namespace {

TEST(Decay, HasAPlateauAFloorAndALimitThatIsWithin) {
    const hazard::Kernel kernel{.plateau_m = 100, .scale_m = 50, .floor = 0.1, .limit_m = 500};
    EXPECT_EQ(decay(kernel, 0), 1);
    EXPECT_EQ(decay(kernel, 100), 1);
    EXPECT_DOUBLE_EQ(decay(kernel, 150), std::exp(-1));
    EXPECT_EQ(decay(kernel, 500), 0.1);
    EXPECT_EQ(decay(kernel, 500.001), 0);
    EXPECT_EQ(decay(kernel, std::nan("")), 0);
}

TEST(CutIntoPieces, PiecesAreEqualAndKeepTheLength) {
    const auto pieces = cut_into_pieces(test::line({{0, 0}, {30, 0}, {30, 60}}), 40);
    ASSERT_EQ(pieces.size(), 3U);
    for (const Piece& piece : pieces) {
        EXPECT_DOUBLE_EQ(piece.length_m, 30);
    }
    EXPECT_EQ(pieces[0].middle, (geo::PointM{15, 0}));
    EXPECT_EQ(pieces[2].middle, (geo::PointM{30, 45}));
    EXPECT_TRUE(cut_into_pieces(test::point(0, 0), 40).empty());
}

TEST(PieceRows, SumsLikeBruteForce) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        RandomStream random(seed, 1, 1);
        std::vector<Piece> pieces;
        std::vector<double> amounts;
        for (int i = 0; i < 300; ++i) {
            pieces.push_back({{2000 * random.uniform(), 2000 * random.uniform()}, 1});
            amounts.push_back(random.uniform());
        }
        const hazard::Kernel kernel{
            .plateau_m = 600 * random.uniform(), .scale_m = 90, .floor = 0.01, .limit_m = 500};
        const PieceRows rows(pieces, amounts, 130);
        for (int i = 0; i < 20; ++i) {
            const geo::PointM from{3000 * random.uniform() - 500, 2000 * random.uniform()};
            double wanted = 0;
            for (std::size_t j = 0; j < pieces.size(); ++j) {
                const geo::PointM at = pieces[j].middle;
                wanted += amounts[j] * decay(kernel, std::hypot(at.x - from.x, at.y - from.y));
            }
            EXPECT_NEAR(rows.sum(from, kernel), wanted, 1e-9) << seed;
        }
    }
}

TEST(PieceRows, PiecesBeyondTheLimitChangeNoBit) {
    RandomStream random(3, 1, 2);
    const hazard::Kernel kernel{.plateau_m = 50, .scale_m = 90, .limit_m = 500};
    std::vector<Piece> near;
    std::vector<Piece> all;
    std::vector<double> near_amounts;
    std::vector<double> all_amounts;
    const geo::PointM from{10, -20};
    for (int i = 0; i < 3000; ++i) {
        const Piece piece{{4000 * random.uniform() - 2000, 4000 * random.uniform() - 2000}, 1};
        const double amount = random.uniform();
        all.push_back(piece);
        all_amounts.push_back(amount);
        if (std::hypot(piece.middle.x - from.x, piece.middle.y - from.y) < 600) {
            near.push_back(piece);
            near_amounts.push_back(amount);
        }
    }
    ASSERT_LT(near.size(), 400U);
    EXPECT_EQ(PieceRows(near, near_amounts, 125).sum(from, kernel),
              PieceRows(all, all_amounts, 125).sum(from, kernel));
}

}  // namespace
}  // namespace riskmap::exposure
