#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "exposure/sites.hpp"
#include "support/study_nouns.hpp"

namespace riskmap::test {

/// Places of one layer, drawn by hand. They look at it, so that it is not copied.
class DrawnSites {
  public:
    struct One {
        geo::Geometry shape;
        std::string kind = {};
        std::string name = {};
    };

    explicit DrawnSites(const std::vector<One>& drawn, std::string id = "a") {
        std::vector<geo::Geometry> shapes;
        for (const One& one : drawn) {
            shapes.push_back(one.shape);
        }
        layer_ = layer_of(std::move(shapes));
        add_column("kind", drawn, &One::kind);
        add_column("name", drawn, &One::name);
        source_ = {std::move(id), &layer_, "name", "kind", {}};
        for (std::uint32_t row = 0; row < drawn.size(); ++row) {
            sites_.push_back({&source_, row, 0, drawn[row].shape, {}});
        }
    }
    DrawnSites(const DrawnSites&) = delete;
    DrawnSites& operator=(const DrawnSites&) = delete;

    const std::vector<exposure::Site>& all() const { return sites_; }

  private:
    void add_column(const char* name, const std::vector<One>& drawn, std::string One::*text) {
        layer_.fields.emplace_back().name = name;
        domain::Cells& cells = layer_.columns.emplace_back();
        for (const One& one : drawn) {
            cells.push_back(one.*text);
        }
    }

    domain::Layer layer_;
    exposure::SiteLayer source_;
    std::vector<exposure::Site> sites_;
};

}  // namespace riskmap::test
