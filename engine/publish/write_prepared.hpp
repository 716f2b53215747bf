#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/issue.hpp"
#include "publish/published_layer.hpp"
#include "publish/write.hpp"

namespace riskmap::publish {

// The writers of `write.hpp` on layers prepared once for all formats.

/// A GeoPackage that is written layer by layer, each closed, read back and compared before the next
/// is taken, so that no two need be in memory. One thread.
class GeopackageFile {
  public:
    /// `names` are those of all layers to come.
    GeopackageFile(std::filesystem::path file, Text title, std::set<std::string> names);
    void add(const PublishedLayer& layer);
    /// Aliases and styles of all layers (their outlines do). Once, at the end.
    void finish(const std::vector<PublishedLayer>& outlines, const std::vector<MapHazard>& hazards);

  private:
    std::filesystem::path file_;
    Text title_;
    std::set<std::string> identifiers_;
    bool made_ = false;
};
void write_geojson(const PublishedLayer& layer, const std::filesystem::path& file);
std::vector<std::filesystem::path> write_shapefile(const PublishedLayer& layer,
                                                   const std::filesystem::path& folder,
                                                   IssueLog& log);
void write_csv(const PublishedLayer& layer, const std::filesystem::path& file);

}  // namespace riskmap::publish
