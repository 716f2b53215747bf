#!/usr/bin/env python3
"""The joins of a study the way one writes them with GeoPandas: the yardstick of scripts/measure_speed.py.

    tests/benchmarks/geopandas_steps.py FOLDER

FOLDER is what make_country wrote as FlatGeobuf. Counts incidents by commune, finds the nearest water and road of each,
adds up road by commune and class, water and shore by commune, people by commune and within 200 m and 500 m of water
(at cell centres, as the engine has it), and writes one table. Prints seconds of CPU for each step; ends with 77 where
GeoPandas is not installed.
"""

import pathlib
import sys
import time

try:
    import geopandas
    import numpy
    import pandas
    import shapely.strtree
    from osgeo import gdal
except ImportError:
    print("SKIPPED: python3-geopandas or python3-gdal is not installed for this python", file=sys.stderr)
    sys.exit(77)


class Clock:
    def __init__(self):
        self.started = time.process_time()

    def step(self, name):
        now = time.process_time()
        print(f"{now - self.started:9.2f} {name}", flush=True)
        self.started = now


def by_unit(pieces, values, units):
    return values.groupby(pieces["code"]).sum().reindex(units["code"]).fillna(0).to_numpy()


def cells_of(file, crs):
    """Populated cells as points with their people."""
    data = gdal.Open(str(file))
    band = data.GetRasterBand(1)
    people = band.ReadAsArray()
    left, width, _, top, _, height = data.GetGeoTransform()
    rows, columns = numpy.nonzero((people != band.GetNoDataValue()) & (people > 0))
    points = geopandas.points_from_xy(left + (columns + 0.5) * width, top + (rows + 0.5) * height, crs=crs)
    return geopandas.GeoDataFrame({"people": people[rows, columns].astype(float)}, geometry=points)


def metres_to_nearest(points, layer):
    """By GeoPandas where it can (Shapely 2 or PyGEOS), else by Shapely's own tree: that is Debian 12."""
    try:
        near = geopandas.sjoin_nearest(points[["geometry"]], layer[["geometry"]], distance_col="metres")
        return near["metres"].groupby(level=0).first()
    except NotImplementedError:
        tree = shapely.strtree.STRtree(list(layer.geometry))
        return pandas.Series([p.distance(tree.nearest(p)) for p in points.geometry], index=points.index)


def main():
    folder = pathlib.Path(sys.argv[1])
    clock = Clock()
    units = geopandas.read_file(folder / "communes.fgb").sort_values("code").reset_index(drop=True)
    roads = geopandas.read_file(folder / "roads.fgb")
    water = geopandas.read_file(folder / "water.fgb")
    incidents = geopandas.read_file(folder / "incidents.fgb")
    cells = cells_of(folder / "people_100m.tif", units.crs)
    clock.step("read")

    table = units[["code", "name"]].copy()
    held = geopandas.sjoin(incidents, units[["code", "geometry"]], predicate="intersects")
    held = held[~held.index.duplicated()]
    table["incidents"] = by_unit(held, held["code"].notna().astype(float), units)
    clock.step("incidents to communes")

    for name, layer in (("water", water), ("road", roads)):
        metres = metres_to_nearest(incidents, layer).reindex(held.index)
        table[f"{name}_m"] = metres.groupby(held["code"]).mean().reindex(units["code"]).to_numpy()
        clock.step(f"incidents to nearest {name}")

    pieces = geopandas.overlay(roads, units[["code", "geometry"]], how="intersection", keep_geom_type=True)
    for word, some in pieces.groupby("class"):
        table[f"{word}_km"] = by_unit(some, some.length / 1000, units)
    clock.step("road by commune and class")

    pieces = geopandas.overlay(water, units[["code", "geometry"]], how="intersection", keep_geom_type=True)
    table["water_km2"] = by_unit(pieces, pieces.area / 1e6, units)
    shores = geopandas.GeoDataFrame(geometry=water.boundary, crs=water.crs)
    pieces = geopandas.overlay(shores, units[["code", "geometry"]], how="intersection", keep_geom_type=True)
    table["shore_km"] = by_unit(pieces, pieces.length / 1000, units)
    clock.step("water and shore by commune")

    living = geopandas.sjoin(cells, units[["code", "geometry"]], predicate="intersects")
    living = living[~living.index.duplicated()]
    table["people"] = by_unit(living, living["people"], units)
    metres = metres_to_nearest(living, water).reindex(living.index)
    for reach in (200, 500):
        table[f"people_{reach}"] = by_unit(living, living["people"].where(metres <= reach, 0), units)
    clock.step("people by commune and near water")

    table.to_csv(folder / "geopandas.csv", index=False)
    clock.step("written")


if __name__ == "__main__":
    sys.exit(main())
