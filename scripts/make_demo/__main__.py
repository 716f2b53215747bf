"""python3 -m make_demo FOLDER: writes the invented province. Needs Debian 12's python3-numpy, -scipy and -gdal."""

import os
import sys

import numpy as np
from osgeo import gdal, ogr, osr
from scipy.ndimage import distance_transform_edt

from . import faults, incidents, names, office, people, places, risk, write
from .grid import Grid
from .roads import Roads
from .settings import PROVINCE
from .terrain import Terrain
from .units import make_units
from .water import Water, burn, union


def main(folder):
    for part in (gdal, ogr, osr):
        part.UseExceptions()
    os.makedirs(folder, exist_ok=True)
    coarse, fine = Grid(), Grid(100.0)
    terrain = Terrain(coarse)
    communes = names.name_units(make_units())
    shapes = [c.geometry() for c in communes]
    province = union(shapes)
    water = Water(terrain, province)
    pools = [s for _, _, s in water.rows if s.GetDimension() == 2]
    wet = burn(pools, fine.cell) > 0
    totals = people.commune_totals(communes)
    hamlets = places.make_hamlets(communes, totals, wet, fine)
    roads = Roads(terrain, water, province, communes, hamlets)
    road_gap = _gap_raster([s for _, _, _, s in roads.rows], fine)
    grid, unit = people.settle(communes, totals, hamlets, road_gap, wet, fine)
    ages, in_2021 = people.table(communes, totals)
    schools = places.make_schools(communes, hamlets, totals, road_gap, fine)
    cells = np.flatnonzero(np.nan_to_num(grid) > 0)
    ponds = places.make_ponds(communes, fine.x.ravel()[cells], fine.y.ravel()[cells], grid.ravel()[cells], unit.ravel()[cells], wet, fine)
    truth = _truth(communes, unit, grid, fine, water, ponds, roads, in_2021)
    lists = _incidents(communes, unit, grid, fine, water, ponds, roads, truth)
    planted = faults.plant(lists["drowning"], lists["traffic"])
    registered = _registered(communes, ponds, unit, fine)
    _write_layers(folder, communes, shapes, water, registered, roads, schools)
    write.people_raster(os.path.join(folder, "people_100m.tif"), grid, unit)
    _write_tables(folder, communes, ages, truth, lists, planted)
    office.write(folder, communes, shapes, ages, registered, lists, planted)
    print(f"{len(communes)} communes, {sum(s.Area() for s in shapes) / 1e6:.0f} km2, {totals.sum()} people in {len(cells)} cells,"
          f" {int(truth['children'].sum())} children, {len(hamlets)} hamlets, {len(schools)} schools, {len(ponds)} ponds")


def _gap_raster(shapes, fine):
    return distance_transform_edt(burn(shapes, fine.cell, touched=True) == 0) * fine.cell


def _truth(communes, unit, grid, fine, water, ponds, roads, in_2021):
    counts = np.array([in_2021[row] for row in range(len(communes))])
    young, older = counts[:, 0:2].sum(axis=1), counts[:, 2:6].sum(axis=1)
    children = (young + older).astype(float)
    beside = risk.neighbours_of(communes)
    truth = {"children": children, "neighbours": beside}
    wet = risk.water_exposure(unit, grid, fine, water.rows, ponds, young, older) / children
    hard = risk.road_exposure(unit, grid, fine, roads.rows, children) / children
    truth["drowning"] = risk.true_risk("drowning", communes, wet, beside, children)
    truth["traffic"] = risk.true_risk("traffic", communes, hard, beside, children)
    for hazard in ("drowning", "traffic"):
        part = truth[hazard]
        print(f"  {hazard}: sd of log exposure {part['log_exposure'].std():.2f}, relative risk {part['rr'].min():.2f} to {part['rr'].max():.2f}")
    return truth


def _incidents(communes, unit, grid, fine, water, ponds, roads, truth):
    spots = {"drowning": incidents.water_spots(communes, unit, grid, fine, water.rows, ponds),
             "traffic": incidents.road_spots(communes, unit, grid, fine, roads.rows, risk.ROAD_WEIGHT)}
    return {hazard: incidents.draw(hazard, communes, truth["children"], truth[hazard]["rr"], spots[hazard], truth["neighbours"])
            for hazard in ("drowning", "traffic")}


def _registered(communes, ponds, unit, fine):
    """The ponds that the register knows: those of the districts that were surveyed."""
    unsurveyed = places.unsurveyed_districts()
    return [p for p in ponds if fine.at(unit, *p[4].GetPoint_2D()) >= 0
            and communes[int(fine.at(unit, *p[4].GetPoint_2D()))].district_code not in unsurveyed]


def _write_layers(folder, communes, shapes, water, registered, roads, schools):
    text, whole, real = ogr.OFTString, ogr.OFTInteger, ogr.OFTReal
    unsurveyed = places.unsurveyed_districts()
    write.vector(os.path.join(folder, "communes.gpkg"), "communes", ogr.wkbMultiPolygon,
                 [("code", text), ("name", text), ("type", text), ("district", text), ("district_code", text), ("province", text)],
                 [((c.code, f"{c.kind} {c.name}", c.kind, f"{c.district_kind} {c.district_name}", c.district_code, PROVINCE[0]), s)
                  for c, s in zip(communes, shapes)])
    write.vector(os.path.join(folder, "water.gpkg"), "water", ogr.wkbUnknown, [("class", text), ("name", text)],
                 [((word, name), shape) for word, name, shape in water.rows])
    write.vector(os.path.join(folder, "ponds.gpkg"), "ponds", ogr.wkbPoint,
                 [("pond_id", text), ("class", text), ("depth_m", real), ("fenced", "boolean"), ("sign", "boolean")],
                 [((f"AO{number + 1:05d}", word, depth, int(fenced), int(sign)), spot)
                  for number, (word, depth, fenced, sign, spot) in enumerate(registered)])
    write.table(os.path.join(folder, "pond_survey.csv"), ["district_code", "district", "status"],
                sorted({(c.district_code, f"{c.district_kind} {c.district_name}",
                         "not_surveyed" if c.district_code in unsurveyed else "surveyed") for c in communes}))
    write.vector(os.path.join(folder, "roads.gpkg"), "roads", ogr.wkbLineString, [("class", text), ("ref", text), ("speed_kmh", whole)],
                 [((word, ref or None, speed), shape) for word, ref, speed, shape in roads.rows])
    write.vector(os.path.join(folder, "schools.gpkg"), "schools", ogr.wkbPoint,
                 [("school_id", text), ("name", text), ("level", text), ("pupils", whole), ("commune_code", text)],
                 [((f"TH{number + 1:04d}", label, level, pupils, code), spot)
                  for number, (level, label, code, pupils, spot) in enumerate(schools)])


def _write_tables(folder, communes, ages, truth, lists, planted):
    write.table(os.path.join(folder, "population.csv"), ["commune_code", "year", "sex", "age_from", "age_below", "people"], ages)
    header = ["code", "name", "district_code"]
    for hazard in ("drowning", "traffic"):
        header += [f"{hazard}_log_exposure", f"{hazard}_residual", f"{hazard}_rr"]
    rows = []
    for row, commune in enumerate(communes):
        values = [commune.code, f"{commune.kind} {commune.name}", commune.district_code]
        for hazard in ("drowning", "traffic"):
            values += [f"{truth[hazard][part][row]:.4f}" for part in ("log_exposure", "residual", "rr")]
        rows.append(values)
    write.table(os.path.join(folder, "truth.csv"), header, rows)
    for name, hazard, columns in (("incidents_drowning.csv", "drowning", incidents.DROWNING_COLUMNS),
                                  ("incidents_road.csv", "traffic", incidents.ROAD_COLUMNS)):
        written = [incidents.as_police(r) for r in lists[hazard]] if hazard == "traffic" else lists[hazard]
        write.table(os.path.join(folder, name), columns, [[r.get(c, "") for c in columns] for r in written])
    line = {(name, r["record_id"]): number + 2 for name, hazard in (("incidents_drowning.csv", "drowning"), ("incidents_road.csv", "traffic"))
            for number, r in enumerate(lists[hazard])}
    write.table(os.path.join(folder, "planted_faults.csv"), ["file", "line", "record_id", "reason", "fate", "what"],
                [(name, line[(name, record)], record, reason, "repaired" if reason.endswith("swapped-axes") else "rejected", what) for name, record, reason, what in planted])


if __name__ == "__main__":
    main(sys.argv[1])
