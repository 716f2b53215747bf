#pragma once

#include <memory>
#include <span>
#include <string>

#include "geo/point.hpp"

namespace riskmap::geo {

/// A coordinate reference system, by any text PROJ knows ("EPSG:9212", WKT, PROJ string).
struct CrsInfo {
    std::string definition;   ///< WKT2
    std::string name;         ///< "VN-2000 / TM-3 106-15"
    std::string authority;    ///< "EPSG:9212", empty when unknown
    bool geographic = false;  ///< degrees
    bool metres = false;      ///< projected with axes in metres
};

/// Throws an input `Error` when PROJ does not know the text.
CrsInfo describe_crs(const std::string& text);

/// Transforms between a coordinate system and the metres of the study, and between those metres and
/// WGS 84.
///
/// Axis order is always longitude/east first, whatever the authority says. VN-2000 is tied to WGS
/// 84 by the operation EPSG:6960 (decree 05/2007/QD-BTNMT) everywhere: PROJ's own choice jumps by
/// 0.8 m at 11.04 N. Only for the thread that made it.
class Projector {
  public:
    /// From `source` (any CRS) to `study` (projected, metres). Throws an input `Error` for an
    /// unknown CRS and for a `study` that is not in metres.
    Projector(const std::string& source, const std::string& study);
    ~Projector();
    Projector(Projector&&) noexcept;
    Projector& operator=(Projector&&) noexcept;

    /// In place, source units to metres. Throws an input `Error` that names the first point that
    /// has no image; what the points hold then is not promised. There and back differs by less
    /// than a millimetre, because the shift between the datums takes heights as 0 on both sides.
    void to_study(std::span<PointM> points) const;
    /// In place, metres to source units.
    void from_study(std::span<PointM> points) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// Study metres to WGS 84 degrees. Built as `GeographicProjector("EPSG:9212")`. Only for the
/// thread that made it.
class GeographicProjector {
  public:
    explicit GeographicProjector(const std::string& study) : projector_("EPSG:4326", study) {}
    LonLat to_lonlat(PointM point) const;
    PointM to_study(LonLat position) const;

  private:
    Projector projector_;
};

}  // namespace riskmap::geo
