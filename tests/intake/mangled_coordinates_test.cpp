#include <cmath>
#include <functional>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "geo/projector.hpp"
#include "intake/read.hpp"
#include "intake/support/square_communes.hpp"
#include "support/files.hpp"
#include "support/scratch.hpp"

/// Coordinates of every system, written in each way that offices write them: every point comes back
/// within a metre of where it was, or the row or the file is refused.
namespace riskmap::intake {
namespace {

using geo::PointM;
using test::study_crs;

constexpr std::size_t points = 500;

/// A way of writing a position; `cells` is empty where the way does not suit the position.
struct Manner {
    const char* name;
    bool one_cell;
    std::function<std::vector<std::string>(PointM)> cells;
};

bool is_degrees(PointM at) { return std::abs(at.x) <= 180; }

std::string decimal(PointM at, double value) {
    return is_degrees(at) ? fmt::format("{:.7f}", value) : fmt::format("{:.2f}", value);
}

std::string with_comma(std::string number) {
    number[number.find('.')] = ',';
    return number;
}

/// 1276543.21 as "1.276.543,21"
std::string with_thousands(double value) {
    std::string number = with_comma(fmt::format("{:.2f}", value));
    for (std::size_t at = number.find(','); at > 3; at -= 3) {
        number.insert(at - 3, ".");
    }
    return number;
}

std::string sexagesimal(double value, const char* side) {
    const double seconds = std::round(value * 360000) / 100;
    const int degrees = static_cast<int>(seconds / 3600);
    const int minutes = static_cast<int>((seconds - degrees * 3600) / 60);
    return fmt::format(
        "{}°{:02}'{:05.2f}\"{}", degrees, minutes, seconds - degrees * 3600 - minutes * 60, side);
}

std::vector<Manner> manners() {
    using Cells = std::vector<std::string>;
    return {
        {"decimal point",
         false,
         [](PointM at) {
             return Cells{decimal(at, at.x), decimal(at, at.y)};
         }},
        {"decimal comma",
         false,
         [](PointM at) {
             return Cells{with_comma(decimal(at, at.x)), with_comma(decimal(at, at.y))};
         }},
        {"swapped axes",
         false,
         [](PointM at) {
             return Cells{decimal(at, at.y), decimal(at, at.x)};
         }},
        {"thousand dots",
         false,
         [](PointM at) {
             return is_degrees(at) ? Cells{} : Cells{with_thousands(at.x), with_thousands(at.y)};
         }},
        {"degrees, minutes, seconds",
         false,
         [](PointM at) {
             return is_degrees(at) ? Cells{sexagesimal(at.x, "E"), sexagesimal(at.y, "N")}
                                   : Cells{};
         }},
        {"degrees, minutes, seconds in the wrong columns",
         false,
         [](PointM at) {
             return is_degrees(at) ? Cells{sexagesimal(at.y, "B"), sexagesimal(at.x, "Đ")}
                                   : Cells{};
         }},
        {"X north, Y east in one cell",
         true,
         [](PointM at) {
             return Cells{fmt::format(
                 "X: {}  Y: {}", with_comma(decimal(at, at.y)), with_comma(decimal(at, at.x)))};
         }},
        {"pair in one cell",
         true,
         [](PointM at) { return Cells{decimal(at, at.y) + " " + decimal(at, at.x)}; }},
        {"map link",
         true,
         [](PointM at) {
             return is_degrees(at)
                        ? Cells{fmt::format("https://maps.example/?q={:.6f}%2C{:.6f}", at.y, at.x)}
                        : Cells{};
         }},
    };
}

domain::AdminUnits coded_communes() {
    domain::AdminUnits units = test::communes();
    for (std::size_t i = 0; i < units.code.size(); ++i) {
        units.code[UnitIndex(i)] = std::to_string(10000 + i);
        units.name[UnitIndex(i)] = "Xã " + std::to_string(10000 + i);
    }
    return units;
}

struct Truth {
    PointM at;
    std::string code;
};

std::vector<Truth> truth() {
    std::mt19937 random(17);
    std::uniform_real_distribution<double> within(1, test::side * test::across - 1);
    std::vector<Truth> result;
    for (std::size_t i = 0; i < points; ++i) {
        const double x = within(random);
        const double y = within(random);
        const auto unit = static_cast<std::size_t>(y / test::side) * test::across +
                          static_cast<std::size_t>(x / test::side);
        result.push_back({{test::west + x, test::south + y}, std::to_string(10000 + unit)});
    }
    return result;
}

struct Outcome {
    std::size_t placed = 0;
    std::size_t rejected = 0;
    double farthest_m = 0;
    std::string refused;  ///< why the file was
};

Outcome read(IncidentSource source, const std::vector<Truth>& rows) {
    static const domain::AdminUnits units = coded_communes();
    source.id = "police";
    source.source.written = "vụ.csv";
    source.unit_code = "code";
    source.date = "date";
    source.keep = {"row"};
    source.assume_no_duplicates = true;
    source.constants = {{"cause", "fall"}};
    const Date first{std::chrono::year(2021), std::chrono::month(1), std::chrono::day(1)};
    const Date last{std::chrono::year(2021), std::chrono::month(12), std::chrono::day(31)};
    Outcome outcome;
    try {
        IssueLog log;
        std::vector<InputRecord> inputs;
        const domain::Incidents incidents =
            read_incidents({source}, units, {study_crs, {first, last}}, {}, log, inputs);
        outcome.rejected = static_cast<std::size_t>(log.rejected("incidents.police"));
        for (std::size_t i = 0; i < incidents.rows.size(); ++i) {
            const domain::Incident& incident = incidents.rows[i];
            if (!incident.at) {
                continue;
            }
            const PointM was =
                rows[static_cast<std::size_t>(std::stoi(domain::as_text(
                         incidents.attributes.at(*incidents.attributes.find("row"), i))))]
                    .at;
            ++outcome.placed;
            outcome.farthest_m = std::max(
                outcome.farthest_m, std::hypot(incident.at->x - was.x, incident.at->y - was.y));
        }
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
        outcome.refused = error.what();
    }
    return outcome;
}

/// The points as a file of that system and manner has them, read with the system stated or not;
/// none where the manner does not suit the system.
std::optional<Outcome> read(const std::vector<Truth>& rows,
                            const std::string& crs,
                            const Manner& manner,
                            bool stated) {
    const test::Scratch scratch;
    const geo::Projector projector(crs, study_crs);
    std::string csv = manner.one_cell ? "row;code;date;where\n" : "row;code;date;x;y\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        PointM at = rows[i].at;
        projector.from_study(std::span(&at, 1));
        const std::vector<std::string> cells = manner.cells(at);
        if (cells.empty()) {
            return std::nullopt;
        }
        csv += fmt::format("{};{};2021-06-01;{}\n", i, rows[i].code, fmt::join(cells, ";"));
    }
    IncidentSource source;
    source.source.file = test::write_bytes(scratch / "vụ.csv", csv);
    source.source.crs = stated ? crs : "";
    (manner.one_cell ? source.position : source.x) = manner.one_cell ? "where" : "x";
    source.y = manner.one_cell ? "" : "y";
    return read(std::move(source), rows);
}

TEST(MangledCoordinates, EveryPointComesBackWithinAMetreOrIsRefused) {
    const std::vector<Truth> rows = truth();
    for (const Manner& manner : manners()) {
        SCOPED_TRACE(manner.name);
        std::size_t files = 0;
        for (const std::string crs : test::systems) {
            for (const bool stated : {true, false}) {
                SCOPED_TRACE(fmt::format("{}, {}", crs, stated ? "stated" : "not stated"));
                const auto outcome = read(rows, crs, manner, stated);
                if (!outcome) {
                    continue;
                }
                ++files;
                EXPECT_LE(outcome->farthest_m, 1) << outcome->refused;
                const bool open_order = std::string(manner.name) == "pair in one cell" &&
                                        crs != "EPSG:4326" && crs != "EPSG:4756";
                EXPECT_EQ(outcome->placed, open_order ? 0 : points) << outcome->refused;
            }
        }
        EXPECT_GE(files, 4U);
    }
}

TEST(MangledCoordinates, PointsOfAFileWithoutASystemComeBackToo) {
    const std::vector<Truth> rows = truth();
    for (const std::string crs : test::systems) {
        for (const bool swapped : {false, true}) {
            const test::Scratch scratch;
            const geo::Projector projector(crs, study_crs);
            test::DrawnFile file;
            file.crs = "";
            file.fields = {{"row", OFTString}, {"code", OFTString}, {"date", OFTString}};
            for (std::size_t i = 0; i < rows.size(); ++i) {
                PointM at = rows[i].at;
                projector.from_study(std::span(&at, 1));
                file.rows.push_back(
                    {fmt::format(
                         "POINT ({:.8f} {:.8f})", swapped ? at.y : at.x, swapped ? at.x : at.y),
                     {std::to_string(i), rows[i].code, "2021-06-01"}});
            }
            IncidentSource source;
            source.source.file = test::draw_file(scratch / "vụ.gpkg", file);
            const Outcome outcome = read(source, rows);
            EXPECT_LE(outcome.farthest_m, 1) << crs << " " << swapped;
            EXPECT_EQ(outcome.placed, points) << crs << " " << swapped << outcome.refused;
        }
    }
}

}  // namespace
}  // namespace riskmap::intake
