"""VN-2000 and WGS 84, by the seven parameters of EPSG:6960 spelt out: whatever PROJ would choose, the files stay the same."""

from osgeo import osr

from .settings import CRS

HELMERT = ("+proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835"
           " +rx=-0.00928836 +ry=0.01975479 +rz=-0.00427372 +s=0.252906278 +convention=coordinate_frame")


def zone(central):
    """The transverse Mercator of a 3-degree zone."""
    return f"+proj=tmerc +lat_0=0 +lon_0={central} +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84"


def to_degrees(central):
    """From metres east and north to longitude and latitude; GDAL swaps the axes of the last step itself."""
    return _transformation(
        CRS, 4326,
        f"+proj=pipeline +step +inv {zone(central)} +step +proj=cart +ellps=WGS84 +step {HELMERT}"
        " +step +inv +proj=cart +ellps=WGS84 +step +proj=unitconvert +xy_in=rad +xy_out=deg +step +proj=axisswap +order=2,1")


def to_metres(central):
    """The other way."""
    return _transformation(
        4326, CRS,
        f"+proj=pipeline +step +proj=axisswap +order=2,1 +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=cart +ellps=WGS84"
        f" +step +inv {HELMERT} +step +inv +proj=cart +ellps=WGS84 +step {zone(central)}")


def _transformation(source, target, steps):
    systems = []
    for code in (source, target):
        system = osr.SpatialReference()
        system.ImportFromEPSG(code)
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        systems.append(system)
    options = osr.CoordinateTransformationOptions()
    options.SetOperation(steps)
    return osr.CoordinateTransformation(*systems, options)
