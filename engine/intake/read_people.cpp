#include <cmath>

#include <fmt/format.h>

#include "core/number_text.hpp"
#include "geo/locate.hpp"
#include "intake/read.hpp"
#include "intake/source_table.hpp"

namespace riskmap::intake {
namespace {

/// Tells how much of the raster has no figure.
void report_missing(const std::string& file, std::size_t missing, std::size_t all, IssueLog& log) {
    if (missing == 0) {
        return;
    }
    domain::Layer place;
    place.file = file;
    SourceLog(log, "people", place)
        .note({"people.missing-cells",
               "",
               "",
               {fmt::format("{} trong {} ô không có số liệu; bỏ trống, không tính là 0",
                            number_text(static_cast<double>(missing), 0, Language::vi),
                            number_text(static_cast<double>(all), 0, Language::vi)),
                fmt::format("{} of {} cells have no figure; left out, not taken as 0",
                            number_text(static_cast<double>(missing), 0, Language::en),
                            number_text(static_cast<double>(all), 0, Language::en))},
               {"dùng ảnh phủ kín các đơn vị nếu có",
                "use a raster that covers the units if there is one"}});
}

}  // namespace

std::vector<domain::PeopleCell> read_people(const PeopleSource& source,
                                            const domain::AdminUnits& units,
                                            const StudyFrame& frame,
                                            IssueLog& log,
                                            std::vector<InputRecord>& inputs) {
    geo::Raster raster = gdal::read_raster(source.source.file);
    if (!source.source.crs.empty()) {
        raster.crs = source.source.crs;
    }
    InputRecord record = record_of("people", source.source, raster);
    std::vector<geo::PointM> centres;
    std::vector<double> people;
    std::size_t missing = 0;
    for (std::size_t row = 0; row < raster.rows; ++row) {
        for (std::size_t column = 0; column < raster.columns; ++column) {
            const double count = raster.at(row, column);
            if (std::isnan(count)) {
                ++missing;
            } else if (count > 0) {
                centres.push_back(raster.centre(row, column));
                people.push_back(count);
            }
        }
    }
    geo::Projector(raster.crs, frame.crs).to_study(centres);
    const auto found = geo::locate_points(centres, units.shape.values(), {});
    std::vector<domain::PeopleCell> cells;
    cells.reserve(centres.size());
    for (std::size_t i = 0; i < centres.size(); ++i) {
        domain::PeopleCell& cell = cells.emplace_back();
        cell.at = centres[i];
        cell.people = people[i];
        if (found[i]) {
            cell.unit = UnitIndex(*found[i]);
        }
        record.extent.add(cell.at);
    }
    inputs.push_back(std::move(record));
    report_missing(source.source.written, missing, raster.values.size(), log);
    return cells;
}

}  // namespace riskmap::intake
