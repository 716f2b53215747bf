#include <fstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "property/random_study.hpp"
#include "support/source_folder.hpp"

namespace riskmap::test {
namespace {

using geo::PointM;

std::string ring_text(const Path& corners) {
    std::string text;
    for (const PointM corner : corners) {
        text += fmt::format("{}[{},{}]", text.empty() ? "" : ",", corner.x, corner.y);
    }
    return text;
}

std::string closed_text(Path corners) {
    corners.push_back(corners.front());
    return "[" + ring_text(corners) + "]";
}

std::string feature(const std::string& properties, const std::string& geometry) {
    return fmt::format(
        R"({{"type":"Feature","properties":{{{}}},"geometry":{}}})", properties, geometry);
}

std::string shape(const std::string& type, const std::string& coordinates) {
    return fmt::format(R"({{"type":"{}","coordinates":{}}})", type, coordinates);
}

void write_features(const std::filesystem::path& file, const std::vector<std::string>& features) {
    std::ofstream(file) << fmt::format("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n",
                                       fmt::join(features, ",\n"));
}

}  // namespace

void RandomStudy::write(const std::filesystem::path& folder) const {
    std::vector<std::string> features;
    // Written backwards: the order of a file means nothing.
    for (std::size_t i = units.size(); i-- > 0;) {
        features.push_back(feature(fmt::format(R"("code":"{}","name":"{}")", codes[i], names_[i]),
                                   shape("Polygon", "[" + closed_text(units[i]) + "]")));
    }
    write_features(folder / "units.geojson", features);
    features.clear();
    for (const DrawnWater& body : water) {
        const Convex& first = body.parts.front();
        const Path corners =
            body.bow_tie ? Path{first[0], first[1], body.parts[1][2], body.parts[1][1]} : first;
        features.push_back(feature("", shape("Polygon", "[" + closed_text(corners) + "]")));
    }
    if (shapeless_water_) {
        features.push_back(feature("", "null"));
    }
    write_features(folder / "water.geojson", features);
    features.clear();
    for (const Path& road : roads) {
        features.push_back(feature("", shape("LineString", "[" + ring_text(road) + "]")));
    }
    write_features(folder / "roads.geojson", features);
    features.clear();
    for (const PointM school : schools) {
        features.push_back(feature("", shape("Point", ring_text({school}))));
    }
    write_features(folder / "schools.geojson", features);
    std::ofstream(folder / "people.csv") << people_;
    std::ofstream(folder / "list.csv") << incidents_;
    std::filesystem::copy_file(source_folder() / "tests" / "property" / "data" / "study.toml",
                               folder / "study.toml",
                               std::filesystem::copy_options::overwrite_existing);
    std::filesystem::copy_file(source_folder() / "tests" / "property" / "data" / "fall.toml",
                               folder / "fall.toml",
                               std::filesystem::copy_options::overwrite_existing);
}

}  // namespace riskmap::test
