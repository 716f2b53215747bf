"""Writes the files of data/demo: the same bytes each time."""

import csv
import os

import numpy as np
from osgeo import gdal, ogr, osr

from .settings import CRS
from .water import frame_raster

STAMP = "2024-01-01T00:00:00.000Z"


def vector(path, name, kind, fields, rows):
    """One GeoPackage layer; `fields` are (name, OGR type), `rows` (values, geometry)."""
    if os.path.exists(path):
        os.remove(path)
    gdal.SetConfigOption("OGR_CURRENT_DATE", STAMP)
    system = osr.SpatialReference()
    system.ImportFromEPSG(CRS)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(path, ["ADD_GPKG_OGR_CONTENTS=NO"])
    layer = source.CreateLayer(name, system, kind, ["SPATIAL_INDEX=NO", "FID=fid", "GEOMETRY_NAME=geom"])
    for field, type_ in fields:
        definition = ogr.FieldDefn(field, ogr.OFTInteger if type_ == "boolean" else type_)
        if type_ == "boolean":
            definition.SetSubType(ogr.OFSTBoolean)
        layer.CreateField(definition)
    layer.StartTransaction()
    for values, shape in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for (field, _), value in zip(fields, values):
            if value is not None:
                feature[field] = value
        feature.SetGeometry(shape)
        layer.CreateFeature(feature)
    layer.CommitTransaction()
    layer = source = None


def table(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def people_raster(path, people, unit):
    """People per 100 m cell as whole numbers; cells where nobody lives hold no data. Cut to the province."""
    rows, columns = np.flatnonzero((unit >= 0).any(axis=1)), np.flatnonzero((unit >= 0).any(axis=0))
    window = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    values = people[window]
    assert np.nanmax(values) < 65_535
    frame = frame_raster(100.0)
    west, cell, _, north, _, _ = frame.GetGeoTransform()
    raster = gdal.GetDriverByName("GTiff").Create(path, values.shape[1], values.shape[0], 1, gdal.GDT_UInt16,
                                                  ["COMPRESS=DEFLATE", "PREDICTOR=2", "ZLEVEL=9", "TILED=YES", "NUM_THREADS=1"])
    raster.SetGeoTransform((west + columns[0] * cell, cell, 0, north - rows[0] * cell, 0, -cell))
    raster.SetProjection(frame.GetProjection())
    band = raster.GetRasterBand(1)
    band.SetNoDataValue(65_535)
    band.WriteArray(np.where(np.isnan(values), 65_535, values).astype(np.uint16))
    raster.FlushCache()
