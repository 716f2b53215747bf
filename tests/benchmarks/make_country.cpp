#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <gdal_priv.h>

#include "benchmarks/ogr_file.hpp"
#include "core/error.hpp"
#include "gdal/read.hpp"
#include "support/country.hpp"

namespace riskmap::benchmarks {
namespace {

namespace fs = std::filesystem;
using test::Country;

constexpr int epsg = 3405;  // VN-2000, UTM zone 48 north
constexpr double cell_m = 100;

struct Format {
    const char* word;
    const char* driver;
    const char* ending;
};
constexpr std::array<Format, 3> formats{
    {{"fgb", "FlatGeobuf", ".fgb"}, {"gpkg", "GPKG", ".gpkg"}, {"geojson", "GeoJSON", ".geojson"}}};

std::string code(int unit) { return fmt::format("{:05}", unit + 1); }
std::string district(int unit) { return fmt::format("{:03}", unit / 11 + 1); }

RandomStream words(const Country&, std::uint32_t stream, int unit) {
    return {7, stream, static_cast<std::uint64_t>(unit)};
}

/// The files of one country in one folder, and the study that reads them.
class CountryFiles {
  public:
    CountryFiles(const Country& country, const Format& format, fs::path folder)
        : country_(country), format_(format), folder_(std::move(folder)) {
        fs::create_directories(folder_);
    }

    void write() const {
        write_units();
        write_roads();
        write_water();
        write_points();
        write_incidents();
        write_population();
        write_people();
        write_study("study.toml",
                    R"("{0}/data/hazards/drowning.toml", "{0}/data/hazards/road_traffic.toml")");
        write_study("joins.toml", R"("{0}/tests/benchmarks/joins.toml")");
    }

  private:
    OgrFile layer(const std::string& name,
                  OGRwkbGeometryType type,
                  std::span<const Column> columns) const {
        return {folder_ / (name + format_.ending), format_.driver, type, epsg, columns};
    }

    void write_units() const {
        const std::array<Column, 4> columns{{{"code", OFTString},
                                             {"name", OFTString},
                                             {"district", OFTString},
                                             {"district_code", OFTString}}};
        OgrFile file = layer("communes", wkbMultiPolygon, columns);
        for (int unit = 0; unit < country_.size(); ++unit) {
            file.add(country_.unit(unit),
                     {code(unit), "Xã " + code(unit), "Huyện " + district(unit), district(unit)});
        }
        file.close();
    }

    void write_roads() const {
        constexpr std::array classes{
            "expressway", "national", "provincial", "district", "urban", "commune", "village", ""};
        const std::array<Column, 3> columns{
            {{"class", OFTString}, {"ref", OFTString}, {"speed_kmh", OFTInteger64}}};
        OgrFile file = layer("roads", wkbLineString, columns);
        for (int unit = 0; unit < country_.size(); ++unit) {
            RandomStream random = words(country_, 1, unit);
            for (const geo::Geometry& road : country_.roads(unit)) {
                const std::uint32_t kind = random.below(classes.size());
                file.add(road,
                         {std::string(classes[kind]),
                          kind < 3 ? fmt::format("R{}", 1 + random.below(40)) : std::string(),
                          std::int64_t{30} + 10 * random.below(6)});
            }
        }
        file.close();
    }

    void write_water() const {
        constexpr std::array classes{"lake", "reservoir", "canal", "stream"};
        const std::array<Column, 2> columns{{{"class", OFTString}, {"name", OFTString}}};
        OgrFile file = layer("water", wkbMultiPolygon, columns);
        for (int unit = 0; unit < country_.size(); ++unit) {
            RandomStream random = words(country_, 2, unit);
            for (const geo::Geometry& water : country_.water(unit)) {
                file.add(water,
                         {std::string(classes[random.below(classes.size())]),
                          fmt::format("N{}", random.below(1000))});
            }
        }
        for (int k = 0; k < country_.ribbon_count(); ++k) {
            file.add(country_.ribbon(k), {std::string("river"), fmt::format("S{}", k)});
        }
        file.close();
    }

    void write_points() const {
        const std::array<Column, 2> school_columns{{{"name", OFTString}, {"level", OFTString}}};
        const std::array<Column, 3> pond_columns{
            {{"pond_id", OFTString}, {"class", OFTString}, {"fenced", OFTInteger}}};
        OgrFile schools = layer("schools", wkbPoint, school_columns);
        OgrFile ponds = layer("ponds", wkbPoint, pond_columns);
        for (int unit = 0; unit < country_.size(); ++unit) {
            RandomStream random = words(country_, 3, unit);
            for (const geo::PointM at : country_.schools(unit)) {
                schools.add(geo::Geometry::of_points({at}),
                            {fmt::format("Trường {}", random.below(100'000)),
                             std::string(random.below(2) == 0 ? "primary" : "lower_secondary")});
            }
            for (const geo::PointM at : country_.ponds(unit)) {
                ponds.add(geo::Geometry::of_points({at}),
                          {fmt::format("P{}", random.below(1'000'000)),
                           std::string(random.below(2) == 0 ? "pond" : "pit"),
                           random.below(3) == 0});
            }
        }
        schools.close();
        ponds.close();
    }

    void write_incidents() const {
        const std::array<Column, 6> columns{{{"date", OFTString},
                                             {"age", OFTInteger64},
                                             {"sex", OFTString},
                                             {"severity", OFTString},
                                             {"cause", OFTString},
                                             {"precision", OFTString}}};
        OgrFile file = layer("incidents", wkbPoint, columns);
        for (int unit = 0; unit < country_.size(); ++unit) {
            RandomStream random = words(country_, 4, unit);
            for (const geo::PointM at : country_.points(unit)) {
                file.add(geo::Geometry::of_points({at}),
                         {fmt::format("{}-{:02}-{:02}",
                                      2019 + random.below(5),
                                      1 + random.below(12),
                                      1 + random.below(28)),
                          std::int64_t{random.below(16)},
                          std::string(random.below(2) == 0 ? "male" : "female"),
                          std::string(random.below(4) == 0 ? "death" : "injury"),
                          std::string(random.below(3) == 0 ? "drowning" : "road_traffic"),
                          std::string("gps")});
            }
        }
        file.close();
    }

    void write_population() const {
        std::ofstream file(folder_ / "population.csv");
        file << "commune_code,year,sex,age_from,age_below,people\n";
        constexpr std::array<int, 5> ages{0, 5, 10, 16, 100};
        for (int unit = 0; unit < country_.size(); ++unit) {
            RandomStream random = words(country_, 5, unit);
            for (int year = 2019; year <= 2023; ++year) {
                for (std::size_t band = 0; band + 1 < ages.size(); ++band) {
                    for (const char* sex : {"male", "female"}) {
                        const std::uint32_t people = 300 + random.below(band == 3 ? 4000 : 400);
                        file << fmt::format("{},{},{},{},{},{}\n",
                                            code(unit),
                                            year,
                                            sex,
                                            ages[band],
                                            ages[band + 1],
                                            people);
                    }
                }
            }
        }
    }

    void write_people() const {
        const fs::path path = folder_ / "people_100m.tif";
        const gdal::Operation operation(path, ErrorKind::output);
        const int columns = static_cast<int>(country_.width() / cell_m);
        const int rows = static_cast<int>(country_.height() / cell_m);
        const char* const options[] = {"COMPRESS=DEFLATE", "TILED=YES", nullptr};
        const GDALDatasetUniquePtr dataset(GetGDALDriverManager()->GetDriverByName("GTiff")->Create(
            path.c_str(), columns, rows, 1, GDT_UInt16, const_cast<char**>(options)));
        operation.require(dataset != nullptr, "making the raster");
        const double north = country_.origin().y + rows * cell_m;
        std::array<double, 6> transform{country_.origin().x, cell_m, 0, north, 0, -cell_m};
        dataset->SetGeoTransform(transform.data());
        OGRSpatialReference crs;
        crs.importFromEPSG(epsg);
        dataset->SetSpatialRef(&crs);
        GDALRasterBand& band = *dataset->GetRasterBand(1);
        constexpr std::uint16_t no_data = 65535;
        band.SetNoDataValue(no_data);
        std::vector<std::uint16_t> line(static_cast<std::size_t>(columns));
        for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < columns; ++column) {
                const int people = country_.people(column, rows - 1 - row);
                line[static_cast<std::size_t>(column)] =
                    people > 0 ? static_cast<std::uint16_t>(people) : no_data;
            }
            operation.require(
                band.RasterIO(
                    GF_Write, 0, row, columns, 1, line.data(), columns, 1, GDT_UInt16, 0, 0) ==
                    CE_None,
                "writing the raster");
        }
    }

    /// The hazards as a list of paths from the folder {0} of the sources.
    void write_study(const char* name, const char* hazards) const {
        std::ofstream file(folder_ / name);
        file << fmt::format(R"(format = 1
hazards = [{0}]

[study]
id = "invented_country"
name = {{ vi = "Nước hư cấu, {1} xã", en = "Invented country of {1} communes" }}
notice = {{ vi = "SỐ LIỆU HƯ CẤU", en = "INVENTED DATA" }}
period = {{ first = 2019-01-01, last = 2023-12-31 }}
crs = "EPSG:{2}"
seed = 1

[units]
file = "communes{3}"
code = "code"
name = "name"
parent = "district"
parent_code = "district_code"
vintage = "2019-01-01"

[population]
form = "long"
file = "population.csv"
key = "commune_code"
year = "year"
sex = "sex"
age_from = "age_from"
age_below = "age_below"
count = "people"

[people]
file = "people_100m.tif"

[layers.water]
file = "water{3}"
name_field = "name"
class_field = "class"
survey_status = "surveyed"

[layers.ponds]
file = "ponds{3}"
name_field = "pond_id"
class_field = "class"
survey_status = "surveyed"

[layers.roads]
file = "roads{3}"
name_field = "ref"
class_field = "class"
major = [{{ field = "class", in = ["expressway", "national", "provincial"] }}]
survey_status = "surveyed"

[layers.schools]
file = "schools{3}"
name_field = "name"
class_field = "level"
survey_status = "surveyed"

[[incidents]]
id = "list"
file = "incidents{3}"
date_format = "iso"
[incidents.columns]
date = "date"
age = "age"
sex = "sex"
cause = "cause"
severity = "severity"
precision = "precision"

[output]
formats = ["gpkg", "geojson", "csv"]
language = "en"
)",
                            fmt::format(fmt::runtime(hazards), RISKMAP_SOURCE_DIR),
                            country_.size(),
                            epsg,
                            format_.ending);
    }

    const Country& country_;
    const Format& format_;
    fs::path folder_;
};

template <class Number>
bool read_number(const char* text, Number& number) {
    const char* end = text + std::strlen(text);
    return std::from_chars(text, end, number).ptr == end;
}

int run(int count, char** arguments) {
    Country::Settings settings;
    const Format* format = formats.data();
    bool understood = count >= 3 && read_number(arguments[2], settings.units) &&
                      settings.units >= 1 && settings.units <= 99'000;
    if (count > 3) {
        format = std::find_if(formats.begin(), formats.end(), [&](const Format& known) {
            return std::strcmp(known.word, arguments[3]) == 0;
        });
        understood = understood && format != formats.end();
    }
    if (count > 4) {
        understood = understood && read_number(arguments[4], settings.density);
    }
    if (count > 5) {
        understood = understood && read_number(arguments[5], settings.seed);
    }
    if (!understood) {
        fmt::print(stderr,
                   "usage: make_country FOLDER UNITS [fgb|gpkg|geojson] [DENSITY] [SEED]\n"
                   "111 units are a province, 3321 a nation\n");
        return 2;
    }
    gdal::register_drivers();
    const Country country(settings);
    CountryFiles(country, *format, arguments[1]).write();
    return 0;
}

}  // namespace
}  // namespace riskmap::benchmarks

/// Writes an invented country and the study that reads it.
int main(int count, char** arguments) {
    try {
        return riskmap::benchmarks::run(count, arguments);
    } catch (const riskmap::Error& error) {
        fmt::print(stderr, "make_country: {}\n", error.what());
        return 1;
    }
}
