#!/usr/bin/env python3
"""Checks every join of the Cambridge study against GeoPandas, number by number.

    scripts/check_joins.py DATA_FOLDER [--riskmap build/release/bin/riskmap]

Needs the packages python3-geopandas and python3-rtree (Debian: apt-get install them; run with /usr/bin/python3).
DATA_FOLDER holds us_cambridge/cambridge.gpkg. The study is tests/real/cambridge; it is run afresh, and its
results are compared with what GeoPandas finds in the same files, reprojected by GeoPandas itself. Prints the
largest difference of every number and ends with 1 when one is larger than rounding and floating point allow.
"""

import argparse
import collections
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

try:
    import geopandas
    import numpy
    import pandas
    import shapely.geometry
except ImportError:
    print("SKIPPED: python3-geopandas is not installed for this python", file=sys.stderr)
    sys.exit(77)

SOURCE = pathlib.Path(__file__).resolve().parents[1]
CRS = "EPSG:26986"
KM2 = 1e6
NODE_M = 1.0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=pathlib.Path, help="folder that holds us_cambridge/")
    parser.add_argument("--riskmap", default="riskmap", help="the program to check")
    return parser.parse_args()


def run_study(riskmap, data, work):
    """Runs the study with the paths written in; the folder of its results."""
    study = work / "study"
    study.mkdir()
    for file in (SOURCE / "tests" / "real" / "cambridge").iterdir():
        text = file.read_text(encoding="utf-8").replace("SHARED", str(data.resolve()))
        (study / file.name).write_text(text, encoding="utf-8")
    out = work / "out"
    subprocess.run(
        [riskmap, "run", str(study / "study.toml"), "--out", str(out), "--quiet", "--internal"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return out


def table(file):
    """A result's CSV by code, empty cells as NaN."""
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def number(text):
    return float(text) if text != "" else math.nan


class Nodes:
    """Points within `reach` of each other, directly or in a chain, are one node."""

    def __init__(self, points, reach):
        self.place = sorted(set(points))
        number = {point: i for i, point in enumerate(self.place)}
        self.first = list(range(len(self.place)))
        cells = collections.defaultdict(list)
        for i, (x, y) in enumerate(self.place):
            column, row = math.floor(x / reach), math.floor(y / reach)
            for near in ((column + a, row + b) for a in (-1, 0, 1) for b in (-1, 0, 1)):
                for j in cells[near]:
                    if math.dist(self.place[i], self.place[j]) <= reach:
                        self.first[self.find(i)] = self.find(j)
            cells[column, row].append(i)
        self.node_of = {point: self.find(i) for point, i in number.items()}

    def find(self, i):
        while self.first[i] != i:
            i = self.first[i]
        return i

    def of(self, point):
        return self.node_of[point]


class Cambridge:
    """The layers as GeoPandas reads and projects them."""

    def __init__(self, data):
        file = data / "us_cambridge" / "cambridge.gpkg"

        def layer(name):
            return geopandas.read_file(file, layer=name).to_crs(CRS)

        self.units = layer("blockgroups113").sort_values("GEOID10").reset_index(drop=True)
        self.streets = layer("streets")
        self.major = layer("major_roads")
        self.water = layer("water")
        self.water["geometry"] = self.water.geometry.buffer(0)
        self.public = layer("schools_public")
        self.private = layer("schools_private")
        crashes = layer("crashes_2010_2017")
        self.crashes = self.located(crashes)
        hurt = self.crashes["Bicycle Involved"] | self.crashes["Pedestrian Involved"]
        self.counted = self.crashes[hurt]
        self.area = self.units.geometry.area

    def located(self, points):
        """Each point with the first unit that holds it; points of no unit are left out."""
        joined = geopandas.sjoin(
            points, self.units[["GEOID10", "geometry"]], predicate="intersects"
        )
        return joined.sort_values("GEOID10").groupby(level=0).first().set_crs(CRS).sort_index()

    def per_unit(self, values):
        """A series by code in the order of the units; units without rows have 0."""
        return values.reindex(self.units["GEOID10"]).fillna(0).to_numpy()

    def count(self, points):
        located = points if "GEOID10" in points else self.located(points)
        return self.per_unit(located.groupby("GEOID10").size())

    def length_km(self, lines):
        index = lines.sindex
        metres = []
        for shape in self.units.geometry:
            near = lines.geometry.iloc[sorted(index.query(shape))]
            metres.append(near.intersection(shape).length.sum())
        return numpy.array(metres) / 1000

    def water_share(self):
        wet = self.water.geometry.unary_union
        return (self.units.geometry.intersection(wet).area / self.area).to_numpy()

    def shoreline(self):
        outlines = geopandas.GeoDataFrame(geometry=self.water.geometry.boundary, crs=CRS)
        return self.length_km(outlines) / self.area.to_numpy() * KM2

    def junctions(self):
        """Nodes where three or more branches meet, per unit: vertices within a metre of each other (chained) are one
        node, the end of a line within a metre of a segment joins it there, and a branch drawn twice is one."""
        lines = self.streets.geometry.explode(index_parts=False)
        lines = [[point[:2] for point in line.coords] for line in lines]
        nodes = Nodes([point for line in lines for point in line], NODE_M)
        segments = [
            (shapely.geometry.LineString(pair), pair)
            for line in lines
            for pair in zip(line, line[1:])
            if pair[0] != pair[1]
        ]
        tree = geopandas.GeoSeries([segment for segment, _ in segments]).sindex
        splits = {}
        for end in {point for line in lines for point in (line[0], line[-1])}:
            box = shapely.geometry.Point(end).buffer(NODE_M)
            for hit in tree.query(box):
                segment, pair = segments[hit]
                foot = segment.project(shapely.geometry.Point(end))
                inside = 0 < foot < segment.length and segment.distance(shapely.geometry.Point(end)) <= NODE_M
                if inside and nodes.of(end) not in (nodes.of(pair[0]), nodes.of(pair[1])):
                    splits.setdefault(pair, []).append((foot, nodes.of(end)))
        branches = set()
        for line in lines:
            for pair in zip(line, line[1:]):
                stops = [node for _, node in sorted(splits.get(pair, []))]
                walk = [nodes.of(pair[0]), *stops, nodes.of(pair[1])]
                for one, other in zip(walk, walk[1:]):
                    if one != other:
                        branches.update([(one, other), (other, one)])
        degree = collections.Counter(one for one, _ in branches)
        at = [nodes.place[node] for node, count in degree.items() if count >= 3]
        shapes = geopandas.points_from_xy([x for x, _ in at], [y for _, y in at], crs=CRS)
        return self.count(geopandas.GeoDataFrame(geometry=shapes, crs=CRS))

    def distances(self, points, lines):
        """Metres from each point to the nearest line."""
        whole = lines.geometry.unary_union
        return points.geometry.distance(whole)

    def of_units(self, points, values, how):
        """`how` of the values of a unit's points; NaN for units without any."""
        grouped = pandas.Series(values.to_numpy()).groupby(points["GEOID10"].to_numpy())
        return grouped.agg(how).reindex(self.units["GEOID10"]).to_numpy()


class Comparison:
    """Prints one line per number and remembers whether any differs too much."""

    def __init__(self):
        self.failed = False

    def add(self, name, found, wanted, allowed):
        found = numpy.asarray(found, dtype=float)
        wanted = numpy.asarray(wanted, dtype=float)
        both = ~(numpy.isnan(found) & numpy.isnan(wanted))
        apart = numpy.abs(found[both] - wanted[both])
        one_only = int(numpy.isnan(apart).sum())
        largest = float(numpy.nanmax(apart)) if apart.size > one_only else 0.0
        good = one_only == 0 and largest <= allowed
        self.failed |= not good
        print(
            f"{'ok' if good else 'DIFFERS':8}{name:36}{int(both.sum()):5} values, "
            f"largest difference {largest:.3g} (allowed {allowed:g})"
            + (f", {one_only} with one side missing" if one_only else "")
        )


def compare_units(check, out, city):
    rows = table(out / "communes.csv")
    check.add("units", len(rows), len(city.units), 0)
    if [row["code"] for row in rows] != list(city.units["GEOID10"]):
        sys.exit("DIFFERS: the codes of the units are others")

    def column(name):
        return [number(row[name]) for row in rows]

    def term(name):
        return column("traffic_" + name)

    area_km2 = city.area.to_numpy() / KM2
    streets = city.length_km(city.streets)
    schools = city.located(city.public)
    to_major = city.distances(schools, city.major)
    crash_to_major = city.distances(city.counted, city.major)

    check.add("area (km2)", column("area_km2"), area_km2, 6e-5)
    check.add("crashes counted", term("observed"), city.count(city.counted), 0)
    check.add("crashes in any unit", ledger_used(out, "incidents.city"), len(city.crashes), 0)
    check.add("street (km)", term("street_km"), streets, 6e-4)
    check.add("street (km), whole city", sum(term("street_km")), streets.sum(), 0.06)
    check.add("street per km2", term("street_density"), streets / area_km2, 6e-4)
    check.add("major road (km)", term("major_km"), city.length_km(city.major), 6e-4)
    check.add("junctions per km2", term("junction_density"), city.junctions() / area_km2, 6e-4)
    check.add("public schools", term("public_schools"), city.count(city.public), 0)
    private = city.count(city.private)
    check.add("private schools", term("private_schools"), private, 0)
    check.add(
        "private schools per km2", term("private_schools_per_km2"), private / area_km2, 6e-4
    )
    check.add("share of water", term("water_share"), city.water_share(), 6e-5)
    check.add("shoreline per km2", term("shoreline"), city.shoreline(), 6e-4)
    check.add(
        "school to major road, mean (m)",
        term("school_major_distance"),
        city.of_units(schools, to_major, "mean"),
        0.06,
    )
    check.add(
        "crash to major road, median (m)",
        term("crash_major_distance"),
        city.of_units(city.counted, crash_to_major, "median"),
        0.06,
    )
    check.add(
        "crashes within 50 m of major",
        term("crashes_near_major_50"),
        city.of_units(city.counted, (crash_to_major <= 50).astype(float), "mean"),
        6e-5,
    )
    near = schools[to_major.to_numpy() <= 100]
    check.add("schools within 100 m", term("schools_near_major_100"), city.count(near), 0)


def compare_schools(check, out, city):
    rows = {row["name"]: row for row in table(out / "schools.csv")}
    schools = city.public.sort_values("SITE_NAME")
    if sorted(rows) != sorted(schools["SITE_NAME"]):
        sys.exit("DIFFERS: the schools have other names")
    crashes = city.counted.geometry

    def column(name):
        return [number(rows[school][name]) for school in schools["SITE_NAME"]]

    check.add("school to water (m)", column("nearest_water_m"), city.distances(schools, city.water), 0.06)
    major = city.streets[city.streets["MajorRoad"].isin([1, 2])]
    check.add("school to major street (m)", column("nearest_major_road_m"), city.distances(schools, major), 0.06)
    for metres in (250, 500):
        around = [(crashes.distance(point) <= metres).sum() for point in schools.geometry]
        check.add(f"crashes within {metres} m of a school", column(f"traffic_within_{metres}"), around, 0)


def ledger_used(out, source):
    for row in table(out / "ledger.csv"):
        if row["source"] == source and row["severity"] == "tally":
            return number(row["rows_used"])
    return math.nan


def main():
    arguments = parse_arguments()
    if not (arguments.data / "us_cambridge" / "cambridge.gpkg").is_file():
        print(f"SKIPPED: there is no {arguments.data}/us_cambridge/cambridge.gpkg", file=sys.stderr)
        return 77
    check = Comparison()
    with tempfile.TemporaryDirectory() as work:
        out = run_study(arguments.riskmap, arguments.data, pathlib.Path(work))
        city = Cambridge(arguments.data)
        compare_units(check, out, city)
        compare_schools(check, out, city)
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
