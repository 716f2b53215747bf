#include "geo/detail/box_tree.hpp"

#include <algorithm>
#include <numeric>

namespace riskmap::geo::detail {
namespace {

GeosGeometry rectangle(const Box& box) {
    return owned(GEOSGeom_createRectangle_r(geos(), box.min_x, box.min_y, box.max_x, box.max_y),
                 "GEOSGeom_createRectangle");
}

void collect(void* row, void* found) {
    static_cast<std::vector<std::uint32_t>*>(found)->push_back(
        *static_cast<const std::uint32_t*>(row));
}

}  // namespace

BoxTree::BoxTree(std::span<const Geometry> shapes)
    : rows_(shapes.size()), tree_(GEOSSTRtree_create_r(geos(), 10)) {
    std::iota(rows_.begin(), rows_.end(), 0U);
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (!shapes[i].empty()) {
            GEOSSTRtree_insert_r(geos(), tree_.get(), rectangle(shapes[i].box()).get(), &rows_[i]);
        }
    }
}

std::vector<std::uint32_t> BoxTree::meeting(const Box& box) const {
    std::vector<std::uint32_t> found;
    if (!box.empty()) {
        GEOSSTRtree_query_r(geos(), tree_.get(), rectangle(box).get(), &collect, &found);
        std::sort(found.begin(), found.end());
    }
    return found;
}

}  // namespace riskmap::geo::detail
