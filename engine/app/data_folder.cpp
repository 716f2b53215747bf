#include "app/data_folder.hpp"

#include <cstdlib>

#include <fmt/format.h>

#include "core/error.hpp"

namespace riskmap::app {
namespace {

bool holds_data(const std::filesystem::path& folder) {
    std::error_code none;
    return std::filesystem::is_directory(folder / "hazards", none);
}

}  // namespace

std::filesystem::path find_data_folder(const DataPlaces& places) {
    if (!places.named.empty()) {
        if (!holds_data(places.named)) {
            throw Error(
                ErrorKind::config,
                Text{fmt::format("RISKMAP_DATA = {}: thư mục này không có hazards/; ghi đúng thư "
                                 "mục dữ liệu của riskmap hoặc bỏ biến này",
                                 places.named),
                     fmt::format("RISKMAP_DATA = {}: this folder has no hazards/ in it; name the "
                                 "folder of riskmap's data or unset the variable",
                                 places.named)});
        }
        return places.named;
    }
    const std::filesystem::path installed =
        (places.executable.parent_path() / ".." / "share" / "riskmap").lexically_normal();
    if (holds_data(installed)) {
        return installed;
    }
    throw Error(ErrorKind::config,
                Text{fmt::format("không thấy dữ liệu của riskmap trong {}; đặt RISKMAP_DATA là "
                                 "thư mục của chúng (có hazards/ và demo/)",
                                 installed.string()),
                     fmt::format("riskmap's data are not in {}; set RISKMAP_DATA to their folder "
                                 "(it has hazards/ and demo/)",
                                 installed.string())});
}

std::filesystem::path data_folder() {
    const char* named = std::getenv("RISKMAP_DATA");
    std::error_code none;
    return find_data_folder(
        {named != nullptr ? named : "", std::filesystem::read_symlink("/proc/self/exe", none)});
}

}  // namespace riskmap::app
