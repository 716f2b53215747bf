#include "geo/library_versions.hpp"

#include <memory>

#include <geos_c.h>
#include <proj.h>

namespace riskmap::geo {

std::vector<std::pair<std::string, std::string>> library_versions() {
    const std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> context(
        proj_context_create(), proj_context_destroy);
    const char* table = proj_context_get_database_metadata(context.get(), "EPSG.VERSION");
    return {{"GEOS", GEOSversion()},
            {"PROJ", proj_info().version},
            {"EPSG", table == nullptr ? "not found" : table}};
}

}  // namespace riskmap::geo
