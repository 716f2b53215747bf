#include "intake/crs_detector.hpp"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "geo/projector.hpp"
#include "intake/support/square_communes.hpp"

namespace riskmap::intake {
namespace {

using test::across;
using test::communes;
using test::side;
using test::south;
using test::study_crs;
using test::west;

struct Truth {
    std::vector<geo::PointM> at;
    std::vector<UnitIndex> unit;
};

Truth five_hundred(unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> within(0, side * across);
    Truth truth;
    for (int i = 0; i < 500; ++i) {
        const double x = within(random);
        const double y = within(random);
        truth.at.push_back({west + x, south + y});
        truth.unit.emplace_back(static_cast<std::size_t>(y / side) * across +
                                static_cast<std::size_t>(x / side));
    }
    return truth;
}

std::vector<PointClue> written(const Truth& truth, const std::string& crs, bool swapped) {
    const geo::Projector projector(crs, study_crs);
    std::vector<PointClue> clues;
    for (std::size_t i = 0; i < truth.at.size(); ++i) {
        geo::PointM point = truth.at[i];
        projector.from_study(std::span(&point, 1));
        if (swapped) {
            std::swap(point.x, point.y);
        }
        clues.push_back({point, {truth.unit[i]}});
    }
    return clues;
}

CrsVerdict detected(const std::vector<PointClue>& clues, const std::string& stated = "") {
    static const domain::AdminUnits units = communes();
    static const geo::UnitLocator locator(units.shape.values());
    TrialSystems systems(study_crs);
    return detect_crs(clues, locator, systems, stated);
}

std::string told(const CrsVerdict& verdict) {
    return candidates_table(verdict, {"đúng", "in the unit named"}, {"bất kỳ", "in any"}).en;
}

TEST(CrsDetector, PointsOfEverySystemComeBackWithinAMetreOrAreRefused) {
    int settled = 0;
    for (const std::string crs : test::systems) {
        for (const bool swapped : {false, true}) {
            const Truth truth = five_hundred(settled == 0 ? 1 : 2);
            const std::vector<PointClue> clues = written(truth, crs, swapped);
            const CrsVerdict verdict = detected(clues);
            if (!verdict.clear) {
                continue;
            }
            ++settled;
            const CrsCandidate& found = verdict.candidates.front();
            const geo::Projector back(found.crs, study_crs);
            for (std::size_t i = 0; i < clues.size(); ++i) {
                geo::PointM point = clues[i].point;
                if (found.swapped) {
                    std::swap(point.x, point.y);
                }
                back.to_study(std::span(&point, 1));
                ASSERT_LE(std::hypot(point.x - truth.at[i].x, point.y - truth.at[i].y), 1.0)
                    << crs << " taken for " << found.crs;
            }
        }
    }
    EXPECT_EQ(settled, 14);
}

TEST(CrsDetector, MissingShiftOfTheDatumIsSeen) {
    const CrsVerdict verdict = detected(written(five_hundred(3), "EPSG:4756", false), "EPSG:4326");
    EXPECT_TRUE(verdict.clear);
    EXPECT_EQ(verdict.candidates.front().crs, "EPSG:4756");
}

TEST(CrsDetector, TheStatedSystemIsKeptWhenNoOtherIsClearlyBetter) {
    // Half of the points are of units that they do not lie in, in whatever system.
    std::vector<PointClue> clues = written(five_hundred(5), "EPSG:9212", false);
    for (std::size_t i = 0; i < clues.size(); i += 2) {
        clues[i].named = {UnitIndex((clues[i].named[0].row() + 7) % 25)};
    }
    const CrsVerdict verdict = detected(clues, "EPSG:9212");
    ASSERT_EQ(verdict.candidates.size(), 1U);
    EXPECT_EQ(verdict.best().agreeing, 250U);
    EXPECT_FALSE(verdict.clear);
    EXPECT_GT(detected(clues).candidates.size(), 40U);
    EXPECT_EQ(detected(clues).best().crs, "EPSG:9212");
}

TEST(CrsDetector, FewPointsDecideNothing) {
    std::vector<PointClue> clues = written(five_hundred(4), "EPSG:4326", false);
    clues.resize(5);
    const CrsVerdict verdict = detected(clues);
    EXPECT_FALSE(verdict.clear);
    EXPECT_NE(told(verdict).find("EPSG:4326, east first: 5 of 5"), std::string::npos);
}

TEST(CrsDetector, PointsOfAnotherCountryDecideNothing) {
    std::vector<PointClue> clues;
    for (int i = 0; i < 50; ++i) {
        clues.push_back({{-71.1 + 0.001 * i, 42.4}, {UnitIndex(0)}});
    }
    const CrsVerdict verdict = detected(clues);
    EXPECT_FALSE(verdict.clear);
    EXPECT_NE(told(verdict).find("no candidate"), std::string::npos);
}

}  // namespace
}  // namespace riskmap::intake
