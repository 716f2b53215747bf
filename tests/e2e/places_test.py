"""Orders of schools, water and stretches of road: one run of the demo, read back from its tables."""

import csv
import unittest

from riskmap_command import CommandTest

LISTS = {
    "schools": ("drowning_lessons", "traffic_gates"),
    "water": ("drowning_fencing", "drowning_signs"),
    "roads": ("traffic_zones", "traffic_speed"),
}


class Places(CommandTest):
    def test_places_are_put_in_order(self):
        """One run for all that is asked of its result."""
        self.out = self.work / "out"
        self.run_demo(self.out, "--quiet", "--internal")
        self.tables = {name: self.table(name) for name in LISTS}
        for ask in (self.orders, self.states, self.segments, self.report, self.assigned):
            with self.subTest(ask.__name__):
                ask()

    def table(self, name):
        with open(self.out / f"{name}.csv", encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def orders(self):
        for layer, lists in LISTS.items():
            for name in lists:
                rows = [row for row in self.tables[layer] if row[name + "_order"]]
                orders = sorted(int(row[name + "_order"]) for row in rows)
                self.assertGreater(len(rows), 10, name)
                self.assertEqual(orders, list(range(1, len(rows) + 1)), name)
                for row in rows:
                    self.assertLessEqual(float(row[name + "_order_lower"]), int(row[name + "_order"]))
                    self.assertGreaterEqual(float(row[name + "_order_upper"]), int(row[name + "_order"]))
                    self.assertTrue(row[name + "_reason_vi"] and row[name + "_reason_en"])
                    self.assertLessEqual(float(row[name + "_score"]), 100)

    def states(self):
        for row in self.tables["water"]:
            self.assertIn(row["fence"], ("yes", "no", "not_surveyed"))
            if row["kind"] == "river":
                self.assertEqual(row["fence"], "not_surveyed")
            if row["fence"] == "yes":
                self.assertEqual(row["drowning_fencing_order"], "")
        fences = {row["fence"] for row in self.tables["water"] if row["id"].startswith("ponds-")}
        self.assertLessEqual({"yes", "no"}, fences)

    def segments(self):
        lengths = [float(row["length_m"]) for row in self.tables["roads"]]
        self.assertAlmostEqual(sum(lengths) / 1000, 2592.73, places=1)
        self.assertLess(max(lengths), 750)
        expected = [float(row["traffic_predicted"]) for row in self.tables["roads"]]
        self.assertGreater(min(expected), 0)

    def report(self):
        page = (self.out / "report.html").read_text(encoding="utf-8")
        for layer, lists in LISTS.items():
            for name in lists:
                first = next(row for row in self.tables[layer] if row[name + "_order"] == "1")
                self.assertIn(first[name + "_reason_vi"], page)
                self.assertIn(first[name + "_reason_en"], page)

    def assigned(self):
        """What was assigned, as far as this result tells it."""
        for row in self.table("assigned_cases"):
            if not row.get("located"):
                continue
            layer = {"drowning": "water", "road_traffic": "roads"}[row["hazard"]]
            prefix = {"drowning": "drowning", "road_traffic": "traffic"}[row["hazard"]]
            given = sum(int(one[prefix + "_assigned"]) for one in self.tables[layer])
            self.assertEqual(given, int(row["assigned"]))
            parts = ("assigned", "ambiguous", "other_kind", "none_near")
            self.assertEqual(sum(int(row[part]) for part in parts), int(row["located"]))


if __name__ == "__main__":
    unittest.main()
