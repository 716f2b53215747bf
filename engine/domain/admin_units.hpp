#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/graph.hpp"
#include "core/index.hpp"
#include "geo/geometry.hpp"
#include "geo/repair.hpp"

namespace riskmap::domain {

/// The polygons for which risk is estimated: one vintage, sorted by code, valid shapes in study
/// metres.
struct AdminUnits {
    std::string vintage;  ///< date from which the set is valid, "2022-10-01"; may be empty
    PerUnit<std::string> code;
    PerUnit<std::string> name;
    PerUnit<std::string> parent;  ///< name of the parent unit; empty when there is none
    PerUnit<std::string> parent_code;
    PerUnit<geo::Geometry> shape;
    PerUnit<double> area_m2;
    Graph neighbours;
    geo::CoverageReport coverage;

    std::size_t size() const { return code.size(); }
    std::optional<UnitIndex> find(const std::string& unit_code) const;
};

}  // namespace riskmap::domain
