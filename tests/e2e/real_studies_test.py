"""Whole runs on real places: what is known of each must come out, and what is thin must be said."""

import collections
import csv
import json
import sqlite3
import unittest

from real_data import shared_data, write_study
from riskmap_command import CommandTest

DATA = shared_data()
BANDS = ("0-04", "05-09", "10-14", "15-19")


def table(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def total(rows, column):
    return sum(float(row[column]) for row in rows if row[column] != "")


class RealStudy(CommandTest):
    """Runs a study once and keeps what was written."""

    def run_study(self, name, prepare=None):
        study = write_study(name, DATA, self.work / "study")
        if prepare:
            prepare(study.parent)
        self.out = self.work / "kết quả"
        done = self.riskmap("run", study, "--out", self.out, "--internal", "--lang", "en", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.answer = json.loads(done.stdout)
        self.communes = table(self.out / "communes.csv")
        self.ledger = table(self.out / "ledger.csv")
        self.check_ledger()
        self.check_numbers()

    def check_ledger(self):
        rejected = collections.Counter(
            row["source"] for row in self.ledger if row["severity"] == "rejected"
        )
        tallies = [row for row in self.ledger if row["severity"] == "tally"]
        self.assertEqual(len({row["source"] for row in tallies}), len(tallies))
        for row in tallies:
            parts = [int(row[f"rows_{part}"]) for part in ("used", "not_selected", "rejected")]
            self.assertEqual(int(row["rows_in"]), sum(parts), row)
            self.assertEqual(parts[2], rejected[row["source"]], row)
        for row in self.ledger:
            self.assertTrue(row["message_vi"] and row["message_en"], row)

    def check_numbers(self):
        """No word for "not a number" in any table, and no interval the wrong way round."""
        for file in self.out.glob("*.csv"):
            for row in table(file):
                for column, cell in row.items():
                    self.assertNotIn(cell.lower(), ("nan", "inf", "-inf", "-nan", "-0"), (file, column))
        for row in self.communes:
            for prefix in ("drowning", "traffic"):
                if row.get(prefix + "_rr"):
                    low, middle, high = (
                        float(row[f"{prefix}_{name}"]) for name in ("rr_lower", "rr", "rr_upper")
                    )
                    self.assertLessEqual(low, middle, row["code"])
                    self.assertLessEqual(middle, high, row["code"])

    def tally(self, source):
        for row in self.ledger:
            if row["source"] == source and row["severity"] == "tally":
                return tuple(int(row[f"rows_{part}"]) for part in ("in", "used", "not_selected", "rejected"))
        raise AssertionError(f"{source} is not in the ledger")

    def slugs(self, source):
        """How often each thing was noticed about a source; how rows were matched is no finding."""
        return collections.Counter(
            row["slug"]
            for row in self.ledger
            if row["source"] == source and row["slug"] not in ("source.tally", "incident.matched")
        )

    def said(self, slug):
        return " ".join(row["message_en"] for row in self.ledger if row["slug"] == slug)


class Cambridge(RealStudy):
    def test_every_crash_has_its_block_group_or_its_reason(self):
        self.run_study("cambridge")
        self.assertEqual(len(self.communes), 113)
        self.assertEqual(self.tally("incidents.city"), (11810, 11727, 0, 83))
        self.assertEqual(self.slugs("incidents.city"), {"incident.outside-study-area": 83})
        self.assertEqual(self.tally("layers.streets")[1], 2643)
        self.assertEqual(self.tally("layers.major_roads")[1], 833)
        self.assertEqual(self.tally("layers.water")[1], 74)
        self.assertAlmostEqual(total(self.communes, "traffic_street_km"), 240.54, delta=0.05)
        schools = sum(total(self.communes, f"traffic_{kind}_schools") for kind in ("public", "private"))
        self.assertEqual(schools, 50)
        self.assertEqual(total(self.communes, "traffic_observed"), 2110)
        self.assertAlmostEqual(total(self.communes, "population"), 105162, delta=60)
        # Nobody knows who lives where: who lives around a school is left empty, not invented.
        for row in table(self.out / "schools.csv"):
            self.assertEqual(row["children_200"], "")
        self.assertIn("per 100,000 people a year", self.communes[0]["traffic_reason_en"])


class BinhPhuoc111(RealStudy):
    def test_census_overlaps_and_thin_layers_come_out(self):
        self.run_study("binh_phuoc_111")
        self.assertEqual(len(self.communes), 111)
        self.assertIn("216 pair(s) of units overlap, 15.27", self.said("unit.overlaps"))
        self.assertIn("417 holes between the units, 14.939", self.said("unit.holes"))
        totals = self.said("population.total")
        for people in ("86,603", "93,328", "89,036"):  # together 268,967
            self.assertIn(f"{people} people read, {people} given to units", totals)
        self.assertIn("column pop2019", self.said("population.spread"))
        # 240 events were invented and three rows are there twice.
        self.assertEqual(self.tally("incidents.list"), (243, 240, 0, 3))
        self.assertEqual(self.slugs("incidents.list")["incident.duplicate"], 3)
        self.assertEqual(self.slugs("incidents.list")["incident.swapped-axes"], 10)
        self.check_thin()

    def check_thin(self):
        self.assertEqual(self.slugs("layers.water"), {"layer.partly-surveyed": 1})
        self.assertEqual(self.slugs("layers.roads"), {"layer.partly-surveyed": 1})
        for source in ("hazards.drowning", "hazards.road_traffic"):
            self.assertEqual(self.slugs(source)["exposure.index"], 1, source)
            self.assertGreater(self.slugs(source)["exposure.column"], 2, source)
        for row in self.communes:  # no ponds and no schools: empty, never 0
            self.assertEqual(row["drowning_pond_density"], "")
            self.assertEqual(row["drowning_schools_near_water_200"], "")
        for row in table(self.out / "water.csv"):
            self.assertEqual((row["schools_1000"], row["nearest_school_m"]), ("", ""))
        meanings = {row["field"]: row["meaning_en"] for row in table(self.out / "dictionary.csv")}
        self.assertIn("surveyed in part", meanings["drowning_water_distance"])
        self.assertIn('no layer "ponds"', meanings["drowning_pond_density"])
        self.assertTrue(any("surveyed in part" in note["en"] for note in self.answer["hazards"][0]["notes"]))

    def test_all_the_people_of_the_census_are_read(self):
        def by_column(folder):
            study = (folder / "study.toml").read_text(encoding="utf-8")
            start, end = study.index("[population]"), study.index("[people]")
            whole = '[population]\nform = "column"\nbands = [{ from = 0, below = 100, column = "pop2019" }]\n\n'
            (folder / "study.toml").write_text(study[:start] + whole + study[end:], encoding="utf-8")

        self.run_study("binh_phuoc_111", by_column)
        self.assertIn("994,679 people read, 994,679 given to units", self.said("population.total"))


def carried_census(folder):
    """The census of 2019 by age, carried from the old communes to the new ones that took them whole."""
    ages = {}
    for row in table(DATA / "vn_binhphuoc" / "census2019_age_by_district.csv"):
        bare = row["district"].replace("Thị xã ", "").replace("Huyện ", "")
        ages[bare] = [int(row[f"t_{band}"]) for band in BANDS]
    file = DATA / "vn_binhphuoc" / "communes_old111.gpkg"
    with sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True) as package:
        communes = package.execute("SELECT district, new_code, pop2019 FROM communes").fetchall()
    district_people = collections.Counter()
    for district, _, people in communes:
        district_people[district] += people
    carried = collections.defaultdict(lambda: [0.0] * len(BANDS))
    for district, new_code, people in communes:
        bare = district.replace("Thị xã ", "").replace("Huyện ", "").replace("Thành phố ", "")
        for band, count in enumerate(ages[bare]):
            carried[new_code][band] += count * people / district_people[district]
    with open(folder / "population.csv", "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["code", "age_0_4", "age_5_9", "age_10_14", "age_15_19"])
        for code in sorted(carried):
            writer.writerow([code, *(f"{count:.2f}" for count in carried[code])])


class BinhPhuoc40(RealStudy):
    def test_new_communes_fit_together_and_keep_the_people(self):
        self.run_study("binh_phuoc_40", carried_census)
        self.assertEqual(len(self.communes), 40)
        self.assertEqual(self.slugs("units"), {})
        # Planar area in the projection of the province: 6,870.56 km2 on the ellipsoid.
        self.assertAlmostEqual(total(self.communes, "area_km2"), 6870.56, delta=2)
        children = total(self.communes, "population")
        self.assertGreater(children, 268967)  # to 14 years, and one more year of the next band
        self.assertAlmostEqual(children, 268967 + 75596 / 5, delta=30)
        found, used, not_selected, rejected = self.tally("incidents.list")
        self.assertEqual((found, not_selected, found - used), (240, 0, rejected))
        self.assertEqual(self.slugs("layers.roads"), {"layer.partly-surveyed": 1})


class Liechtenstein(RealStudy):
    def test_the_extract_is_read_as_it_came_and_nothing_is_invented(self):
        self.run_study("liechtenstein")
        names = {row["name"] for row in self.communes}
        self.assertEqual(len(self.communes), 11)
        self.assertIn("Vaduz", names)
        self.assertEqual(self.tally("layers.waterways")[1], 76)
        self.assertGreater(total(self.communes, "traffic_major_road_density"), 0)
        for row in self.communes:  # nobody told of incidents, and there is no census
            for prefix in ("drowning", "traffic"):
                self.assertEqual(row[f"{prefix}_observed"], "")
                self.assertEqual(row[f"{prefix}_rr"], "")
                self.assertEqual(row[f"{prefix}_level"], "insufficient_data")
                self.assertIn("not the same as none", row[f"{prefix}_reason_en"])
        for row in table(self.out / "roads.csv"):
            self.assertEqual((row["traffic_within_500"], row["children_500"]), ("", ""))
        for hazard in self.answer["hazards"]:
            self.assertFalse(hazard["usable"])
            self.assertIn("no denominator", hazard["verdict"])


if __name__ == "__main__":
    unittest.main()
