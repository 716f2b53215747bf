#include <gtest/gtest.h>

#include "core/error.hpp"
#include "geo/projector.hpp"

namespace riskmap::geo {
namespace {

std::string complaint_about(const std::string& text) {
    try {
        describe_crs(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        return error.what();
    }
    return "";
}

TEST(DescribeCrs, CodeNameAndUnitAreTold) {
    const CrsInfo zone = describe_crs("EPSG:9212");
    EXPECT_EQ(zone.name, "VN-2000 / TM-3 106-15");
    EXPECT_EQ(zone.authority, "EPSG:9212");
    EXPECT_TRUE(zone.metres);
    EXPECT_FALSE(zone.geographic);
    const CrsInfo gps = describe_crs("EPSG:4326");
    EXPECT_TRUE(gps.geographic);
    EXPECT_FALSE(gps.metres);
    const CrsInfo feet = describe_crs("EPSG:2227");
    EXPECT_FALSE(feet.metres);
    EXPECT_FALSE(feet.geographic);
}

TEST(DescribeCrs, DefinitionMeansTheSameSystem) {
    const CrsInfo zone = describe_crs("EPSG:9210");
    const CrsInfo again = describe_crs(zone.definition);
    EXPECT_EQ(again.authority, "EPSG:9210");
    EXPECT_EQ(again.definition, zone.definition);
}

TEST(DescribeCrs, CodeOfAPlainDescriptionIsFound) {
    const CrsInfo zone = describe_crs(
        "PROJCS[\"VN_2000_TM-3_105-45\",GEOGCS[\"GCS_VN_2000\",DATUM[\"D_Vietnam_2000\","
        "SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],"
        "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
        "PARAMETER[\"False_Easting\",500000.0],PARAMETER[\"False_Northing\",0.0],"
        "PARAMETER[\"Central_Meridian\",105.75],PARAMETER[\"Scale_Factor\",0.9999],"
        "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]");
    EXPECT_EQ(zone.authority, "EPSG:9210");
    EXPECT_TRUE(zone.metres);
}

TEST(DescribeCrs, ProjectionTextNeedsNoTypeAndMayHaveNoCode) {
    const CrsInfo zone =
        describe_crs("+proj=tmerc +lon_0=105.8 +k=0.9999 +x_0=500000 +ellps=WGS84");
    EXPECT_TRUE(zone.metres);
    EXPECT_EQ(zone.authority, "");
}

TEST(DescribeCrs, HeightsOfACompoundSystemAreLeftOut) {
    EXPECT_EQ(describe_crs("EPSG:4326+5773").authority, "EPSG:4326");
}

TEST(DescribeCrs, UnknownTextComesWithAdvice) {
    EXPECT_NE(complaint_about("9210").find("\"EPSG:9210\""), std::string::npos);
    EXPECT_NE(complaint_about("EPSG:921").find("\"EPSG:921\""), std::string::npos);
    EXPECT_NE(complaint_about("EPSG:921").find("VN-2000 / TM-3 105-45"), std::string::npos);
    EXPECT_NE(complaint_about(" ").find("no coordinate reference system"), std::string::npos);
    EXPECT_LT(complaint_about(std::string(5000, 'x')).size(), 400u);
}

TEST(DescribeCrs, SystemsWithoutAPlaceOnEarthAreRefused) {
    for (const char* text : {"LOCAL_CS[\"plan\",UNIT[\"metre\",1]]", "EPSG:5773", "EPSG:4978"}) {
        EXPECT_NE(complaint_about(text).find("where on Earth"), std::string::npos) << text;
    }
    EXPECT_NE(complaint_about("+proj=pipeline +step +proj=utm +zone=48"), "");
}

}  // namespace
}  // namespace riskmap::geo
