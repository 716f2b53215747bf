"""An adversary with every public file of a run, the program and the rules, and what they find."""

import csv
import json
import pathlib
import re
import shutil
import sqlite3
import unittest
import zipfile

from riskmap_command import DEMO, CommandTest, files_below

DATA = pathlib.Path(DEMO).parent
HAZARDS = {"drowning": "incidents_drowning.csv", "traffic": "incidents_road.csv"}
STAMP = "LƯU HÀNH NỘI BỘ"


def table(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def whole(path):
    """The bytes of a file, and of what is packed in it."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            data += b"".join(packed.read(name) for name in packed.namelist())
    return data


class Public(CommandTest):
    out = None
    exact = None
    stdout = ""
    keep = None

    def setUp(self):
        super().setUp()
        if Public.out is None:
            import tempfile

            Public.keep = tempfile.TemporaryDirectory(prefix="riskmap kẻ tò mò ")
            self.addClassCleanup(Public.keep.cleanup)
            Public.out = pathlib.Path(Public.keep.name) / "public"
            Public.exact = pathlib.Path(Public.keep.name) / "exact"
            done = self.run_demo(Public.out, "--json")
            Public.stdout = done.stdout + done.stderr
            self.run_demo(Public.exact, "--internal", "--quiet")
        self.communes = table(self.out / "communes.csv")
        self.truth = {row["code"]: row for row in table(self.exact / "communes.csv")}

    # --- byte search -----------------------------------------------------------------------------

    def test_no_file_has_a_place_or_day_of_an_incident(self):
        secrets = set()
        places = set()
        for name in HAZARDS.values():
            for row in table(DATA / name):
                if len(row.get("lon") or "") > 7:
                    places.add((row["lon"].encode(), row["lat"].encode()))
                day = row.get("date") or ""
                if re.fullmatch(r"\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}", day):
                    secrets.add(day.encode())
        self.assertGreater(len(places), 100)
        self.assertGreater(len(secrets), 100)
        # The first and last day of the period are no days of incidents.
        secrets -= {b"2019-01-01", b"2023-12-31", b"01/01/2019", b"31/12/2023"}
        for name in files_below(self.out):
            data = whole(self.out / name)
            found = sorted(secret for secret in secrets if secret in data)
            self.assertEqual(found, [], name)
            for lon, lat in places:
                # One of the two may stand in a border by chance; both side by side may not.
                at = data.find(lon)
                while at >= 0:
                    self.assertNotIn(lat, data[max(0, at - 40) : at + 60], name)
                    at = data.find(lon, at + 1)

    def test_there_is_no_layer_of_incidents_and_nothing_free_in_the_geopackage(self):
        with sqlite3.connect(self.out / "riskmap.gpkg") as file:
            names = {row[0] for row in file.execute("select table_name from gpkg_contents")}
            free = file.execute("pragma freelist_count").fetchone()[0]
        self.assertNotIn("incidents", names)
        self.assertEqual(free, 0)
        self.assertFalse([n for n in files_below(self.out) if "incidents" in n or "review" in n])

    # --- joins between files ---------------------------------------------------------------------

    def test_no_small_count_stands_in_any_column(self):
        for row in self.communes:
            for prefix in HAZARDS:
                observed = row[f"{prefix}_observed"]
                self.assertNotIn(observed, ("1", "2"))
                if int(self.truth[row["code"]][f"{prefix}_observed"]) in (1, 2):
                    self.assertEqual(observed, "")
                    self.assertEqual(row[f"{prefix}_status"], "suppressed")
                    self.assertIn(row[f"{prefix}_observed_shown"], ("<3", "…"))
                    self.assertEqual(row[f"{prefix}_crude"], "")
                    self.assertEqual(row[f"{prefix}_crude_upper"], "")

    def test_rates_times_people_give_no_count(self):
        """No column, times person-years or expected cases, is a whole number of 1 or 2 everywhere
        it should be: what an exact function of the count would be."""
        number = re.compile(r"-?\d+(\.\d+)?$")
        for prefix in HAZARDS:
            small = [r for r in self.communes if r[f"{prefix}_observed_shown"] == "<3"]
            self.assertGreater(len(small), 20)
            truth = [int(self.truth[r["code"]][f"{prefix}_observed"]) for r in small]
            for column in self.communes[0]:
                if not all(number.match(r[column] or "") for r in small):
                    continue
                for factor in ("person_years", f"{prefix}_expected"):
                    for scale in (1, 1e-5, 5):
                        guess = [float(r[column]) * float(r[factor]) * scale for r in small]
                        hits = sum(abs(g - t) < 0.05 for g, t in zip(guess, truth))
                        self.assertLess(hits, 0.6 * len(small), (column, factor, scale))

    def test_the_geopackage_says_what_the_csv_says(self):
        with sqlite3.connect(self.out / "riskmap.gpkg") as file:
            file.row_factory = sqlite3.Row
            rows = {r["code"]: r for r in file.execute("select * from communes")}
        compared = 0
        for row in self.communes:
            for column, text in row.items():
                value = rows[row["code"]][column]
                if isinstance(value, (int, float)):
                    self.assertEqual(value, float(text), column)
                    compared += 1
                else:
                    # A spreadsheet formula is defused in CSV only.
                    self.assertEqual(value or "", text.removeprefix("'"), column)
        self.assertGreater(compared, 5000)

    def test_geojson_and_answer_say_what_the_csv_says(self):
        features = json.loads((self.out / "geojson/communes.geojson").read_text("utf-8"))["features"]
        by_code = {f["properties"]["code"]: f["properties"] for f in features}
        rows = {row["code"]: row for row in self.communes}
        for code, row in rows.items():
            for column, text in row.items():
                value = by_code[code][column]
                if isinstance(value, (int, float)) and not isinstance(value, bool):
                    self.assertEqual(value, float(text), column)
        answer = json.loads(Public.stdout[: Public.stdout.rindex("\n}") + 2])
        for hazard, prefix in zip(answer["hazards"], HAZARDS):
            for unit in hazard["first"]:
                row = rows[unit["code"]]
                self.assertEqual(unit["relative_risk"], float(row[f"{prefix}_rr"]))
                self.assertEqual(unit["rank"], int(row[f"{prefix}_rank"]))
                self.assertEqual(unit["reason"]["en"], row[f"{prefix}_reason_en"])

    # --- differencing ----------------------------------------------------------------------------

    def test_sums_over_units_pin_no_count(self):
        """Bounds of every hidden count from the sums over all units and what "<3" means."""
        for prefix, hazard in zip(HAZARDS, ("drowning", "road_traffic")):
            shown = [row[f"{prefix}_observed_shown"] for row in self.communes]
            known = sum(int(s) for s in shown if s.isdigit())
            fit = {r["item"]: r["value"] for r in table(self.out / "model.csv")
                   if r["hazard"] == hazard and r["topic"] == "fit"}
            rest = float(fit["events"]) - known if "events" in fit else None
            small = shown.count("<3")
            if rest is not None and "…" not in shown:
                self.assertGreater(rest, small, "all of them would be 1")
                self.assertLess(rest, 2 * small, "all of them would be 2")

    # --- the stamp -------------------------------------------------------------------------------

    def test_internal_results_are_stamped_and_public_ones_are_not(self):
        for name in ("report.html", "riskmap.qgz", "annex.xlsx", "run.json"):
            self.assertIn(STAMP.encode(), whole(self.exact / name), name)
            self.assertNotIn(STAMP.encode(), whole(self.out / name), name)
        for folder in ("", "geojson", "shapefile"):
            self.assertTrue((self.exact / folder / "LUU_HANH_NOI_BO.txt").is_file(), folder)
            self.assertFalse((self.out / folder / "LUU_HANH_NOI_BO.txt").exists(), folder)
        with sqlite3.connect(self.exact / "riskmap.gpkg") as file:
            count = file.execute("select count(*) from incidents").fetchone()[0]
            columns = {row[1] for row in file.execute("pragma table_info(incidents)")}
        self.assertGreater(count, 100)
        self.assertFalse({c for c in columns if "name" in c})


class Differencing(CommandTest):
    """Two public results of the same lists, subtracted: what holds, and what cannot."""

    def communes(self, name, *arguments, study=DEMO):
        out = self.work / name
        done = self.riskmap("run", study, "--out", out, "--quiet", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {row["code"]: row for row in table(out / "communes.csv")}

    def test_other_hazards_and_formats_tell_nothing_more(self):
        """Tables are hidden hazard by hazard and before any file is written, so that a run of one
        hazard, or of other files, prints the same of it."""
        both = self.communes("both", "--set", 'output.formats=["csv"]')
        whole = self.communes("whole")
        self.assertEqual(both, whole)
        text = DEMO.read_text(encoding="utf-8")
        hazards = 'hazards = ["../hazards/drowning.toml", "../hazards/road_traffic.toml"]'
        self.assertIn(hazards, text)
        folder = self.work / "data"
        shutil.copytree(DATA.parent, folder)
        (folder / "demo/study.toml").write_text(
            text.replace(hazards, 'hazards = ["../hazards/drowning.toml"]'), encoding="utf-8"
        )
        alone = self.communes("alone", study=folder / "demo/study.toml")
        for code, row in alone.items():
            for column, value in row.items():
                if column.startswith("drowning_"):
                    self.assertEqual(value, both[code][column], column)

    def test_a_longer_period_tells_the_year_between(self):
        """Known and not prevented: where both results show a count, their difference is the count of
        the year between, whether one or two or more. SECURITY.md asks for one period."""
        long = self.communes("five years", "--set", 'output.formats=["csv"]')
        short = self.communes(
            "four years", "--set", 'output.formats=["csv"]', "--set", "study.period.last=2022-12-31"
        )
        small = 0
        for code, row in long.items():
            for prefix in HAZARDS:
                one, two = row[f"{prefix}_observed"], short[code][f"{prefix}_observed"]
                small += bool(one and two) and int(one) - int(two) in (1, 2)
        self.assertGreater(small, 0, "the subtraction tells nothing: say so in SECURITY.md")


if __name__ == "__main__":
    unittest.main()
