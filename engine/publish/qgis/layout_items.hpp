#pragma once

#include <string>
#include <vector>

#include "geo/point.hpp"
#include "publish/qgis/project.hpp"
#include "publish/qgis/xml.hpp"

namespace riskmap::publish {

/// Where an item lies on the page, in millimetres from its upper left corner.
struct Frame {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

struct Lettering {
    double size_pt = 9;
    bool bold = false;
    Rgb color{};
    bool centred = false;
};

/// A print layout under construction: each item gets a number, its identity in the file.
class LayoutSheet {
  public:
    LayoutSheet(const std::string& name, double width_mm, double height_mm);

    /// `text` may hold QGIS expressions in "[% %]".
    void label(const std::string& text, const Frame& frame, const Lettering& lettering);
    /// A map of a theme over `box`, grown to the frame's proportions. Returns its identity. An
    /// atlas map follows the sheet's commune instead.
    std::string map(const std::string& theme, const geo::Box& box, const Frame& frame, bool atlas);
    void legend(const std::vector<const ProjectLayer*>& layers,
                const std::string& map,
                const Frame& frame);
    /// Kilometres, one segment about `segment_mm` long on a map of `metres_per_mm`; on an atlas
    /// map, as many as fit.
    void scale_bar(const std::string& map, double metres_per_mm, const Frame& frame, bool atlas);
    /// Sheets follow the rows of `coverage`, named and sorted by `field`.
    void atlas(const ProjectLayer& coverage, const std::string& field);

    Xml finish() &&;

  private:
    Xml item(const char* type, const Frame& frame, std::string& identity);

    Xml layout_;
    int items_ = 0;
    std::string name_;
    Xml atlas_{"Atlas"};
};

/// The box with the proportions of the frame and a narrow margin.
geo::Box fitted(const geo::Box& box, const Frame& frame);

}  // namespace riskmap::publish
