#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "publish/published_layer.hpp"
#include "publish/write.hpp"

namespace riskmap::publish {

// The writers of `write.hpp` on layers prepared once for all formats.

void write_geopackage(const std::vector<PublishedLayer>& layers,
                      const Text& title,
                      const std::vector<MapHazard>& hazards,
                      const std::filesystem::path& file);
void write_geojson(const PublishedLayer& layer, const std::filesystem::path& file);
std::vector<std::filesystem::path> write_shapefile(const PublishedLayer& layer,
                                                   const std::filesystem::path& folder,
                                                   IssueLog& log);
void write_csv(const PublishedLayer& layer, const std::filesystem::path& file);

}  // namespace riskmap::publish
