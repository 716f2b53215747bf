#include "geo/projector.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace riskmap::geo {
namespace {

/// Every code that stands for VN-2000: geographic, UTM, and the provincial zones.
std::vector<int> vn2000_codes() {
    std::vector<int> codes{4756, 3405, 3406, 5896, 5897, 5898, 5899};
    for (int code = 9205; code <= 9218; ++code) {
        codes.push_back(code);
    }
    return codes;
}

std::string epsg(int code) { return "EPSG:" + std::to_string(code); }

PointM moved(const Projector& projector, PointM point) {
    projector.to_study({&point, 1});
    return point;
}

PointM moved_back(const Projector& projector, PointM point) {
    projector.from_study({&point, 1});
    return point;
}

/// WGS 84 degrees to VN-2000 degrees by the seven numbers of decree 05/2007, written out: ellipsoid
/// to Cartesian, coordinate frame rotation undone to first order, Cartesian to ellipsoid.
PointM by_decree(PointM wgs84) {
    constexpr double degree = std::numbers::pi / 180;
    constexpr double second = degree / 3600;
    constexpr double a = 6378137;
    constexpr double f = 1 / 298.257223563;
    constexpr double e2 = f * (2 - f);
    const double lon = wgs84.x * degree;
    const double lat = wgs84.y * degree;
    const double n = a / std::sqrt(1 - e2 * std::sin(lat) * std::sin(lat));
    const double x = n * std::cos(lat) * std::cos(lon) + 191.90441429;
    const double y = n * std::cos(lat) * std::sin(lon) + 39.30318279;
    const double z = n * (1 - e2) * std::sin(lat) + 111.45032835;
    const double m = 1 / (1 + 0.252906278e-6);
    const double rx = -0.00928836 * second;
    const double ry = 0.01975479 * second;
    const double rz = -0.00427372 * second;
    const double u = m * (x - rz * y + ry * z);
    const double v = m * (rz * x + y - rx * z);
    const double w = m * (-ry * x + rx * y + z);
    const double p = std::hypot(u, v);
    double phi = std::atan2(w, p * (1 - e2));
    for (int i = 0; i < 10; ++i) {
        const double radius = a / std::sqrt(1 - e2 * std::sin(phi) * std::sin(phi));
        phi = std::atan2(w + e2 * radius * std::sin(phi), p);
    }
    return {std::atan2(v, u) / degree, phi / degree};
}

TEST(Projector, CanThoLandsWhereTheDecreePutsIt) {
    const Projector projector("EPSG:4326", "EPSG:5897");
    const PointM point = moved(projector, {105.7469, 10.034});
    EXPECT_NEAR(point.x, 581679.2539, 2e-4);
    EXPECT_NEAR(point.y, 1109709.1972, 2e-4);
}

TEST(Projector, PublishedExampleIsMetWithinItsPrecision) {
    const LonLat place = GeographicProjector("EPSG:9212").to_lonlat({546151.8072, 1855759.3584});
    EXPECT_NEAR(place.lon, 106.68477742, 0.03 / 106600);
    EXPECT_NEAR(place.lat, 16.77839876, 0.03 / 110600);
}

TEST(Projector, EveryCodeOfVn2000UsesTheDecree) {
    const PointM delta{105.9, 10.2};
    const PointM highlands{107.6, 13.1};
    for (const int code : vn2000_codes()) {
        const bool degrees = code == 4756;
        const Projector from_gps("EPSG:4326", degrees ? "EPSG:9210" : epsg(code));
        const Projector from_vn("EPSG:4756", degrees ? "EPSG:9210" : epsg(code));
        for (const PointM place : {delta, highlands}) {
            const PointM expected = by_decree(place);
            const PointM found = moved_back(from_vn, moved(from_gps, place));
            EXPECT_NEAR(found.x, expected.x, 2e-9) << code;
            EXPECT_NEAR(found.y, expected.y, 2e-9) << code;
        }
    }
}

TEST(Projector, ThereIsNoStepAtTheEdgeOfTheOldDeltaShift) {
    for (const int code : vn2000_codes()) {
        if (code == 4756) {
            continue;
        }
        const Projector projector("EPSG:4326", epsg(code));
        const PointM south = moved(projector, {106.7, 11.04 - 1e-7});
        const PointM north = moved(projector, {106.7, 11.04 + 1e-7});
        EXPECT_LT(std::hypot(north.x - south.x, north.y - south.y), 0.03) << code;
    }
}

TEST(Projector, FileThatOnlyDescribesVn2000IsTreatedAlike) {
    const std::string projection =
        "PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"False_Easting\",500000.0],"
        "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",105.75],"
        "PARAMETER[\"Scale_Factor\",0.9999],PARAMETER[\"Latitude_Of_Origin\",0.0],"
        "UNIT[\"Meter\",1.0]]";
    const std::string ellipsoid =
        "SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],"
        "UNIT[\"Degree\",0.0174532925199433]],";
    const std::string tm =
        "+proj=tmerc +lat_0=0 +lon_0=105.75 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84 +units=m ";
    const std::string descriptions[] = {
        "PROJCS[\"VN_2000_TM-3_105-45\",GEOGCS[\"GCS_VN_2000\",DATUM[\"D_Vietnam_2000\"," +
            ellipsoid + projection,
        "PROJCS[\"Bac Lieu\",GEOGCS[\"VN2000\",DATUM[\"unknown\"," + ellipsoid + projection,
        "PROJCS[\"VN-2000 / Can Tho\",GEOGCS[\"unknown\",DATUM[\"unknown\"," + ellipsoid +
            projection,
        tm + "+towgs84=-191.90441429,-39.30318279,-111.45032835,0.00928836,-0.01975479,0.00427372,"
             "0.252906278",
        // The rotations with the wrong sign, as many copies have them.
        tm + "+towgs84=-191.904,-39.303,-111.45,-0.00928836,0.01975479,-0.00427372,0.252906278"};
    const Projector official("EPSG:9210", "EPSG:32648");
    const PointM given{516000.25, 1109000.75};
    const PointM expected = moved(official, given);
    for (const std::string& description : descriptions) {
        const PointM found = moved(Projector(description, "EPSG:32648"), given);
        EXPECT_NEAR(found.x, expected.x, 1e-6) << description;
        EXPECT_NEAR(found.y, expected.y, 1e-6) << description;
        const PointM neighbour_zone = moved(Projector(description, "EPSG:9212"), given);
        EXPECT_NEAR(neighbour_zone.x, moved(Projector("EPSG:9210", "EPSG:9212"), given).x, 1e-6);
        EXPECT_EQ(moved(Projector(description, description), given), given);
    }
}

TEST(Projector, ShiftOfAnotherCountryIsKept) {
    const std::string tm = "+proj=utm +zone=48 +ellps=evrst30 +units=m ";
    const PointM with =
        moved(Projector(tm + "+towgs84=198,881,317,0,0,0,0", "EPSG:32648"), {500000, 1100000});
    const PointM without = moved(Projector(tm, "EPSG:32648"), {500000, 1100000});
    EXPECT_GT(std::hypot(with.x - without.x, with.y - without.y), 100);
}

TEST(Projector, SameSystemLeavesPointsUntouched) {
    const PointM point{445368.8057000001, 1221045.6566000003};
    EXPECT_EQ(moved(Projector("EPSG:9212", "EPSG:9212"), point), point);
    EXPECT_EQ(moved(Projector("VN-2000 / TM-3 106-15", "EPSG:9212"), point), point);
}

TEST(Projector, OtherSystemsGoTheUsualWay) {
    const PointM utm = moved(Projector("EPSG:4326", "EPSG:32648"), {105, 0});
    EXPECT_NEAR(utm.x, 500000, 1e-6);
    EXPECT_NEAR(utm.y, 0, 1e-6);
    const PointM vaduz = moved(Projector("EPSG:4326", "EPSG:2056"), {9.52, 47.14});
    EXPECT_NEAR(vaduz.x, 2758000, 3000);
    EXPECT_NEAR(vaduz.y, 1222000, 3000);
    // By way of WGS 84 into the datum of the study.
    const PointM direct = moved(Projector("EPSG:4326", "EPSG:9212"), {106.9, 11.7});
    const PointM in_utm = moved(Projector("EPSG:4326", "EPSG:32648"), {106.9, 11.7});
    const PointM around = moved(Projector("EPSG:32648", "EPSG:9212"), in_utm);
    EXPECT_NEAR(around.x, direct.x, 1e-6);
    EXPECT_NEAR(around.y, direct.y, 1e-6);
}

TEST(Projector, ManyPointsAreTheSameAsOneByOneAndComeBack) {
    const Projector projector("EPSG:4326", "EPSG:9212");
    std::vector<PointM> given;
    for (int i = 0; i < 2500; ++i) {
        given.push_back({102.2 + 0.0028 * i, 8.4 + 0.006 * i});
    }
    std::vector<PointM> points = given;
    projector.to_study(points);
    for (const std::size_t i :
         {std::size_t{0}, std::size_t{1023}, std::size_t{1024}, std::size_t{2499}}) {
        EXPECT_EQ(points[i], moved(projector, given[i]));
    }
    projector.from_study(points);
    double worst = 0;
    for (std::size_t i = 0; i < given.size(); ++i) {
        worst = std::max(
            {worst, std::abs(points[i].x - given[i].x), std::abs(points[i].y - given[i].y)});
    }
    EXPECT_LT(worst, 1e-8);  // a millimetre: a shift without heights is not its own inverse
    projector.to_study({});
}

TEST(Projector, FirstPointWithoutAnImageIsNamed) {
    const Projector projector("EPSG:4326", "EPSG:9212");
    std::vector<PointM> points(1500, {106.5, 11.5});
    points[1200] = {11.5, 106.5};
    points[1300] = {std::numeric_limits<double>::quiet_NaN(), 11};
    try {
        projector.to_study(points);
        FAIL() << "latitude 106.5 was accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        const std::string message = error.what();
        EXPECT_NE(message.find("position 1201 of 1500, (11.5, 106.5)"), std::string::npos)
            << message;
        EXPECT_NE(message.find("VN-2000 / TM-3 106-15"), std::string::npos) << message;
    }
}

TEST(Projector, NotANumberIsRefusedEvenWithoutATransformation) {
    const Projector projector("EPSG:9212", "EPSG:9212");
    EXPECT_THROW(moved(projector, {std::numeric_limits<double>::infinity(), 0}), Error);
    EXPECT_THROW(moved_back(projector, {0, std::numeric_limits<double>::quiet_NaN()}), Error);
}

TEST(Projector, StudyMustBeInMetres) {
    for (const char* study : {"EPSG:4326", "EPSG:4756", "EPSG:2227"}) {
        try {
            Projector("EPSG:4326", study);
            FAIL() << study;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::input);
            EXPECT_NE(std::string(error.what()).find("EPSG:9210"), std::string::npos);
        }
    }
}

TEST(Projector, CanBeMoved) {
    Projector first("EPSG:4326", "EPSG:9212");
    const PointM expected = moved(first, {106.5, 11.5});
    Projector second("EPSG:4326", "EPSG:5897");
    second = std::move(first);
    EXPECT_EQ(moved(second, {106.5, 11.5}), expected);
}

TEST(GeographicProjector, ThereAndBackAgain) {
    const GeographicProjector projector("EPSG:9212");
    const LonLat place{106.75, 11.75};
    const LonLat again = projector.to_lonlat(projector.to_study(place));
    EXPECT_NEAR(again.lon, place.lon, 1e-8);
    EXPECT_NEAR(again.lat, place.lat, 1e-8);
}

}  // namespace
}  // namespace riskmap::geo
