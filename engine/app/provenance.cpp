#include "app/provenance.hpp"

#include <gdal.h>

#include "geo/library_versions.hpp"
#include "geo/projector.hpp"

namespace riskmap::app {
namespace {

/// The corners of a box in metres as degrees; none for a table.
std::optional<publish::Extent> degrees(const geo::Box& box, const std::string& study_crs) {
    if (box.empty()) {
        return std::nullopt;
    }
    const geo::GeographicProjector projector(study_crs);
    geo::Box found;
    for (const geo::PointM corner : {geo::PointM{box.min_x, box.min_y},
                                     geo::PointM{box.max_x, box.min_y},
                                     geo::PointM{box.max_x, box.max_y},
                                     geo::PointM{box.min_x, box.max_y}}) {
        const geo::LonLat place = projector.to_lonlat(corner);
        found.add(geo::PointM{place.lon, place.lat});
    }
    return publish::Extent{found.min_x, found.min_y, found.max_x, found.max_y};
}

publish::InputRecord published(const intake::InputRecord& input, const std::string& study_crs) {
    publish::InputRecord record;
    record.id = input.source;
    record.file = input.file;
    record.sha256 = input.sha256;
    record.bytes = static_cast<std::uint64_t>(input.bytes);
    record.rows = input.rows;
    record.crs = input.crs;
    record.extent = degrees(input.extent, study_crs);
    return record;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> versions() {
    std::vector<std::pair<std::string, std::string>> list{
        {"riskmap", RISKMAP_VERSION}, {"GDAL", GDALVersionInfo("RELEASE_NAME")}};
    for (auto& library : geo::library_versions()) {
        list.push_back(std::move(library));
    }
    return list;
}

publish::RunRecord run_record(const intake::StudySpec& study,
                              const StudyData& data,
                              std::uint64_t seed) {
    publish::RunRecord record;
    record.study_id = study.id;
    record.study_name = study.name;
    record.period_from = to_iso(study.period.first);
    record.period_to = to_iso(study.period.last);
    record.settings = intake::resolved_toml(study);
    record.seed = seed;
    for (const intake::InputRecord& input : data.inputs) {
        record.inputs.push_back(published(input, study.crs));
    }
    record.versions = versions();
    return record;
}

}  // namespace riskmap::app
