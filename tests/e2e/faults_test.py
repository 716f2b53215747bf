"""Faults that other programs fall over, on a drawn province of three square communes."""

import csv
import json
import os
import unittest

from riskmap_command import CommandTest

CONFIG, INPUT, OUTPUT = 3, 4, 6
SIDE = 0.1  # degrees, some 11 km

HAZARD = """format = 1
id = "falls"
prefix = "fall"
short_prefix = "fa"
label = { vi = "Ngã", en = "Falls" }
events = { vi = "vụ ngã", en = "falls" }
[incidents]
count = "events"
place = "occurrence"
ages = { from = 0, below = 16 }
count_unknown_age = true
where = [{ field = "cause", equals = "fall" }]
[model]
family = "poisson_bym2"
"""

STUDY = """format = 1
hazards = ["falls.toml"]
[study]
id = "drawn"
name = { vi = "Ba xã vẽ tay", en = "Three drawn communes" }
period = { first = 2020-01-01, last = 2022-12-31 }
crs = "EPSG:9212"
[units]
file = "communes.geojson"
code = "code"
name = "name"
[population]
form = "wide"
file = "people.csv"
key = "code"
bands = [{ from = 0, below = 16, column = "children" }]
[[incidents]]
id = "list"
file = "list.csv"
crs = "EPSG:4326"
assume_no_duplicates = true
constants = { cause = "fall" }
columns = { x = "lon", y = "lat", date = "date" }
"""

# One line of 9 km in three systems; the second and third by PROJ's cs2cs.
LINE = {
    "EPSG:4326": [[106.52, 11.52], [106.58, 11.57]],
    "EPSG:9212": [[529256.3600, 1273985.4118], [535794.8977, 1279522.7213]],
    "EPSG:5899": [[365626.3277, 1274260.2617], [372195.1046, 1279764.3269]],
}


def square(west, south=11.5, side=SIDE):
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def bow_tie(west, south=11.5, side=SIDE):
    """Two triangles that meet in the middle."""
    east, north = west + side, south + side
    return [[west, south], [east, north], [east, south], [west, north], [west, south]]


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(features):
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)


class Drawn(CommandTest):
    rings = {"001": square(106.5), "002": square(106.6), "003": square(106.7)}
    people = {"001": 3000, "002": 3000, "003": 3000}
    points = [(106.55, 11.55), (106.55, 11.56), (106.65, 11.55), (106.75, 11.55)]

    def draw(self, rings=None, people=None, points=None, study=STUDY, hazard=HAZARD):
        rings = rings or self.rings
        self.write("study.toml", study)
        self.write("falls.toml", hazard)
        communes = [
            feature({"type": "Polygon", "coordinates": [ring]}, code=code, name=f"Xã {code}")
            for code, ring in rings.items()
        ]
        self.write("communes.geojson", collection(communes))
        lines = [f"{code},{count}" for code, count in (people or self.people).items()]
        self.write("people.csv", "\n".join(["code,children", *lines]) + "\n")
        rows = [f"{x},{y},2021-05-{day + 1:02}" for day, (x, y) in enumerate(points or self.points)]
        self.write("list.csv", "\n".join(["lon,lat,date", *rows]) + "\n")
        return self.work / "study.toml"

    def write(self, name, text):
        (self.work / name).write_text(text, encoding="utf-8")

    def run_drawn(self, **drawing):
        done = self.riskmap("run", self.draw(**drawing), "--out", self.work / "out", "--internal", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.answer = json.loads(done.stdout)
        self.ledger = self.table("ledger.csv")
        return {row["code"]: row for row in self.table("communes.csv")}

    def table(self, name):
        with open(self.work / "out" / name, encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def issues(self, slug):
        return [row for row in self.ledger if row["slug"] == slug]


class Shapes(Drawn):
    def test_a_bow_tie_commune_is_repaired_listed_and_keeps_its_count(self):
        rings = {**self.rings, "002": bow_tie(106.6)}
        communes = self.run_drawn(rings=rings, points=[(106.61, 11.55), (106.69, 11.55), (106.55, 11.55)])
        self.assertEqual(communes["002"]["fall_observed"], "2")
        self.assertEqual(len(self.issues("unit.shape-repaired")), 1)
        self.assertEqual(self.issues("unit.shape-repaired")[0]["value"], "002")

    def test_where_two_communes_overlap_the_first_code_counts_and_the_area_is_told(self):
        rings = {**self.rings, "002": square(106.59)}
        communes = self.run_drawn(rings=rings, points=[(106.595, 11.55), (106.595, 11.56)])
        self.assertEqual(communes["001"]["fall_observed"], "2")
        self.assertEqual(communes["002"]["fall_observed"], "0")
        told = {row["value"]: row["message_en"] for row in self.issues("unit.overlap")}
        self.assertRegex(told["002"], r"overlaps the unit 001 by 12\.0\d+ km2; that part counts for 001")
        self.assertIn("lowest code", self.issues("unit.overlaps")[0]["message_en"])

    def test_an_island_commune_and_one_without_people_work(self):
        rings = {**self.rings, "003": square(107.2)}
        communes = self.run_drawn(
            rings=rings,
            people={"001": 3000, "003": 3000},
            points=[(106.55, 11.55), (106.65, 11.55), (107.25, 11.55)],
        )
        self.assertNotEqual(communes["003"]["fall_rr"], "")
        self.assertEqual(communes["002"]["fall_observed"], "1")
        self.assertEqual(communes["002"]["fall_expected"], "")
        self.assertEqual(communes["002"]["fall_rr"], "")
        self.assertEqual(communes["002"]["fall_level"], "insufficient_data")
        self.assertIn("without the number of children", communes["002"]["fall_reason_en"])
        self.assertEqual([row["value"] for row in self.issues("cases.no-denominator")], ["002"])
        self.assertIn("002", self.issues("population.missing-units")[0]["message_en"])


class Incidents(Drawn):
    def test_four_incidents_are_not_enough_and_everything_is_written(self):
        self.run_drawn()
        hazard = self.answer["hazards"][0]
        self.assertEqual(hazard["cases"], 4)
        self.assertIn("Not enough cases: 4 events", hazard["verdict"])
        self.assertIn("Not enough cases", self.issues("model.verdict")[0]["message_en"])
        for name in ("riskmap.gpkg", "geojson/communes.geojson", "shapefile/communes.shp", "communes.csv"):
            self.assertTrue((self.work / "out" / name).is_file(), name)

    def test_swapped_axes_are_listed_with_the_repair_and_counted(self):
        communes = self.run_drawn(points=[*self.points, (11.58, 106.72)])
        self.assertEqual(communes["003"]["fall_observed"], "2")
        (told,) = self.issues("incident.swapped-axes")
        self.assertEqual(told["row"], "6")
        self.assertIn("swap", told["repair_en"])

    def test_without_a_list_of_incidents_no_zero_is_invented(self):
        communes = self.run_drawn(study=STUDY[: STUDY.index("[[incidents]]")])
        for row in communes.values():
            self.assertEqual(row["fall_observed"], "")
            self.assertEqual(row["fall_status"], "not_reported")


class CoordinateSystems(Drawn):
    def test_layers_in_three_systems_agree_within_a_decimetre(self):
        study, hazard = STUDY, HAZARD[: HAZARD.index("[model]")]
        for crs, line in LINE.items():
            name = crs.replace("EPSG:", "line_")
            shape = {"type": "LineString", "coordinates": line}
            self.write(f"{name}.geojson", collection([feature(shape, name=name)]))
            study += f'[layers.{name}]\nfile = "{name}.geojson"\ncrs = "{crs}"\nrole = "other"\n'
            for measure, keys in (("distance_mean", 'from = "incidents"\n'), ("length_km", "")):
                hazard += (
                    f'[[exposure]]\nname = "{measure}_{name}"\nshort = "{measure[0]}_{name[-4:]}"\n'
                    f'label = {{ vi = "x", en = "x" }}\nlayer = "{name}"\nmeasure = "{measure}"\n{keys}'
                    'source = "[A] drawn"\nassumption = true\n'
                )
        communes = self.run_drawn(study=study, hazard=hazard + '[model]\nfamily = "poisson_bym2"\n')
        for measure, allowed in (("distance_mean", 0.1), ("length_km", 0.001)):
            for row in communes.values():
                values = [float(row[f"fall_{measure}_line_{crs[5:]}"]) for crs in LINE]
                self.assertLessEqual(max(values) - min(values), allowed + 1e-9, values)
        self.assertGreater(float(communes["001"]["fall_length_km_line_4326"]), 8)


class Messages(Drawn):
    def failed(self, code, study, out="out"):
        done = self.riskmap("run", self.draw(study=study), "--out", self.work / out)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertFalse((self.work / "out").exists())
        return done.stderr.splitlines()[-1]

    def test_missing_file_missing_column_and_bad_system_are_three_messages(self):
        file = self.failed(CONFIG, STUDY.replace("people.csv", "peple.csv"))
        self.assertIn('there is no file "peple.csv"', file)
        self.assertIn('did you mean "people.csv"', file)
        column = self.failed(INPUT, STUDY.replace('column = "children"', 'column = "childern"'))
        self.assertIn("childern", column)
        self.assertIn("children", column.replace("childern", ""))
        system = self.failed(CONFIG, STUDY.replace("EPSG:9212", "EPSG:99212"))
        self.assertIn("EPSG:99212", system)
        self.assertEqual(len({file, column, system}), 3)
        for line in (file, column, system):
            self.assertRegex(line, r"study\.toml:\d+:\d+: ")

    def test_a_place_where_nothing_can_be_written_is_told_before_computing(self):
        (self.work / "file").write_text("not a folder", encoding="utf-8")
        done = self.riskmap("run", self.draw(), "--out", self.work / "file" / "out")
        self.assertEqual(done.returncode, OUTPUT)
        self.assertNotIn("Reading", done.stderr)
        self.assertEqual((self.work / "file").read_text(encoding="utf-8"), "not a folder")

    @unittest.skipIf(os.geteuid() == 0, "SKIPPED: root may write in a read-only folder")
    def test_a_read_only_folder_is_told_before_computing(self):
        locked = self.work / "locked"
        locked.mkdir(mode=0o500)
        done = self.riskmap("run", self.draw(), "--out", locked / "out")
        self.assertEqual(done.returncode, OUTPUT)
        self.assertNotIn("Reading", done.stderr)
        self.assertEqual(list(locked.iterdir()), [])


if __name__ == "__main__":
    unittest.main()
