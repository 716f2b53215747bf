"""Where a child lived, where it happened and where it was found: each hazard counts at the place it names, and what lies
around a place is measured from where it happened.
"""

import collections
import csv
import unittest

from riskmap_command import DEMO, CommandTest


def table(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


class EventPlaces(CommandTest):
    """The demo's list of drownings tells the commune of residence too; here it also tells where some were found."""

    @classmethod
    def setUpClass(cls):
        cls.case = cls()
        cls.case.setUp()
        work = cls.case.work
        rows = table(DEMO.parent / "incidents_drowning.csv")
        cls.codes = sorted({row["commune_code"] for row in rows if row["commune_code"]})
        for number, row in enumerate(rows):
            row["found_code"] = cls.codes[(number * 7) % len(cls.codes)] if number % 3 == 0 else ""
        cls.listed = work / "vụ.csv"
        with open(cls.listed, "w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        text = DEMO.read_text(encoding="utf-8")
        text = text.replace('"incidents_drowning.csv"', f'"{cls.listed}"')
        text = text.replace("[incidents.columns]", "[incidents.columns]\n"
                            'residence = { unit_code = "residence_code" }\nrecovery = { unit_code = "found_code" }', 1)
        text = text.replace('"../', f'"{DEMO.parents[1]}/')
        for name in ("communes.gpkg", "population.csv", "people_100m.tif", "water.gpkg", "ponds.gpkg", "roads.gpkg",
                     "schools.gpkg", "pond_survey.csv", "incidents_road.csv"):
            text = text.replace(f'"{name}"', f'"{DEMO.parent / name}"')
        cls.results = {}
        for place in ("occurrence", "residence"):
            hazard = (DEMO.parents[1] / "hazards" / "drowning.toml").read_text(encoding="utf-8")
            hazard = hazard.replace('place = "occurrence"', f'place = "{place}"', 1)
            hazard = hazard.replace('"../interventions/', f'"{DEMO.parents[1]}/interventions/')
            file = work / f"{place}.toml"
            file.write_text(hazard, encoding="utf-8")
            study = work / f"study {place}.toml"
            study.write_text(text.replace(f"{DEMO.parents[1]}/hazards/drowning.toml", str(file)), encoding="utf-8")
            out = work / place
            done = cls.case.riskmap("run", study, "--out", out, "--quiet", "--internal", "--set",
                                    'output.formats=["csv","report","annex"]')
            assert done.returncode == 0, done.stderr
            cls.results[place] = out
        cls.study = study

    @classmethod
    def tearDownClass(cls):
        cls.case.doCleanups()

    def counted(self, place):
        return {row["code"]: int(row["drowning_observed"]) for row in table(self.results[place] / "communes.csv")}

    def events(self, column):
        """Events by commune, worked out from the list itself: the youngest victim speaks for an event."""
        listed = table(self.listed)
        speakers = {}
        for row in table(self.results["residence"] / "incidents.csv"):
            source, number, _ = row["id"].split("-")
            if source != "health" or (row["age"] and float(row["age"]) >= 16):
                continue
            record = listed[int(number) - 2]
            age = float(row["age"] or "inf")
            event = record["event_id"] or row["id"]
            if event not in speakers or age < speakers[event][0]:
                speakers[event] = (age, row[column] or row["commune_code"])
        return collections.Counter(code for _, code in speakers.values())

    def test_counts_are_at_the_place_the_hazard_names(self):
        lived, happened = self.counted("residence"), self.counted("occurrence")
        self.assertNotEqual(lived, happened)
        self.assertEqual(sum(lived.values()), sum(happened.values()))
        self.assertEqual({code: n for code, n in lived.items() if n}, dict(self.events("residence_code")))
        self.assertEqual({code: n for code, n in happened.items() if n}, dict(self.events("occurrence_code")))
        rows = [row for row in table(self.results["residence"] / "incidents.csv") if row["cause"] == "drowning"]
        moved = [row for row in rows if row["occurrence_code"] not in ("", row["residence_code"])]
        self.assertGreater(len(moved), 5)
        self.assertGreater(sum(1 for row in rows if row["recovery_code"]), 10)
        stood_in = [row for row in rows if row["place"] != "occurrence"]
        self.assertTrue(all(row["place"] == "residence" and not row["occurrence_code"] for row in stood_in))
        self.assertLess(len(stood_in), 8)

    def test_what_lies_around_a_place_is_measured_from_where_it_happened(self):
        cases = [
            [row for row in table(self.results[place] / "assigned_cases.csv") if row["hazard"] == "drowning"]
            for place in ("residence", "occurrence")
        ]
        self.assertEqual(cases[0], cases[1])
        self.assertGreater(int(cases[0][0]["located"]), 30)
        lived, happened = (table(self.results[place] / "water.csv") for place in ("residence", "occurrence"))
        told = [column for column in happened[0] if column in ("drowning_assigned", "drowning_near", "drowning_far")]
        self.assertIn("drowning_assigned", told)
        for column in told:
            self.assertEqual([row[column] for row in lived], [row[column] for row in happened], column)

    def test_the_ledger_and_the_documents_tell_the_places(self):
        done = self.case.riskmap("check", self.study, "--out", self.case.work / "ledger.csv", "--overwrite")
        self.assertEqual(done.returncode, 0, done.stderr)
        ledger = table(self.case.work / "ledger.csv")
        told = [row for row in ledger if row["slug"] == "incident.places"]
        self.assertEqual([row["source"] for row in told], ["incidents.health"])
        for word in ("residence:", "occurrence:", "recovery:"):
            self.assertIn(word, told[0]["message_en"])
        for word in ("nơi cư trú:", "nơi xảy ra:", "nơi tìm thấy:"):
            self.assertIn(word, told[0]["message_vi"])
        page = (self.results["residence"] / "report.html").read_text(encoding="utf-8")
        self.assertIn("theo nơi ở của trẻ", page)
        self.assertIn("nơi tìm thấy", page)
        told = [row for row in table(self.results["residence"] / "ledger.csv") if row["slug"] == "cases.other-place"]
        self.assertLessEqual(len(told), 2)

    def test_a_second_run_reads_the_places_from_what_is_kept(self):
        out = self.case.work / "again"
        study = self.case.work / "study residence.toml"
        done = self.case.riskmap("run", study, "--out", out, "--internal", "--set",
                                 'output.formats=["csv","report","annex"]')
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in ("communes.csv", "incidents.csv", "ledger.csv"):
            self.assertEqual((out / name).read_bytes(), (self.results["residence"] / name).read_bytes(), name)


if __name__ == "__main__":
    unittest.main()
