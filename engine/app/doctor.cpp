#include "app/doctor.hpp"

#include <cmath>
#include <filesystem>
#include <thread>

#include <fmt/format.h>
#include <gdal_priv.h>

#include "app/data_folder.hpp"
#include "app/provenance.hpp"
#include "core/error.hpp"
#include "gdal/read.hpp"
#include "geo/projector.hpp"

namespace riskmap::app {
namespace {

namespace fs = std::filesystem;

HealthCheck libraries() {
    std::string list;
    for (const auto& [name, version] : versions()) {
        list += fmt::format("{}{} {}", list.empty() ? "" : ", ", name, version);
    }
    return {{"Phiên bản", "Versions"}, true, list, {}};
}

HealthCheck formats() {
    gdal::register_drivers();
    std::string missing;
    for (const char* driver :
         {"GPKG", "GeoJSON", "ESRI Shapefile", "CSV", "XLSX", "GTiff", "OSM"}) {
        if (GetGDALDriverManager()->GetDriverByName(driver) == nullptr) {
            missing += fmt::format("{}{}", missing.empty() ? "" : ", ", driver);
        }
    }
    return {{"Định dạng tệp", "File formats"},
            missing.empty(),
            missing.empty() ? fmt::format("{} drivers", GetGDALDriverManager()->GetDriverCount())
                            : "missing: " + missing,
            {"Cài gói libgdal của Debian.", "Install Debian's GDAL package."}};
}

/// A point of Can Tho in TM-3 105 degrees by decree 05/2007/QD-BTNMT.
HealthCheck official_shift() {
    const Text name{"Phép chuyển VN-2000 chính thức", "Official VN-2000 shift"};
    const Text repair{"Cài gói proj-data và đặt lại biến môi trường PROJ_LIB.",
                      "Install the package proj-data and clear the variable PROJ_LIB."};
    try {
        const geo::GeographicProjector projector("EPSG:5897");
        const geo::PointM official{581679.2539, 1109709.1972};
        const geo::LonLat place = projector.to_lonlat(official);
        const geo::PointM back = projector.to_study(place);
        const double miss = std::hypot(back.x - official.x, back.y - official.y);
        constexpr double tolerance_m = 0.001;
        return {name,
                miss < tolerance_m,
                fmt::format("{:.7f} E {:.7f} N, round trip {:.4f} m", place.lon, place.lat, miss),
                repair};
    } catch (const Error& error) {
        return {name, false, error.what(), repair};
    }
}

HealthCheck data_files() {
    const Text name{"Tệp dữ liệu kèm theo", "Data files"};
    const Text repair{"Đặt biến môi trường RISKMAP_DATA trỏ tới thư mục data của riskmap.",
                      "Set the variable RISKMAP_DATA to the folder data of riskmap."};
    try {
        return {name, true, data_folder().string(), repair};
    } catch (const Error& error) {
        return {name, false, error.what(), repair};
    }
}

HealthCheck room_to_write() {
    std::error_code error;
    const fs::path here = fs::current_path(error);
    const fs::space_info space = fs::space(here, error);
    constexpr std::uintmax_t enough = 200u << 20u;
    return {{"Chỗ trống trên đĩa", "Room on the disk"},
            !error && space.available > enough,
            error ? error.message() : fmt::format("{} MB", space.available >> 20u),
            {"Dọn bớt đĩa hoặc chạy ở thư mục khác.", "Free some space or run in another folder."}};
}

HealthCheck processors() {
    return {
        {"Số luồng", "Threads"}, true, fmt::format("{}", std::thread::hardware_concurrency()), {}};
}

}  // namespace

std::vector<HealthCheck> examine() {
    return {libraries(), formats(), official_shift(), data_files(), room_to_write(), processors()};
}

}  // namespace riskmap::app
