"""The model put to the test, and the proof that every run carries."""

import csv
import json
import unittest

from riskmap_command import DEMO, CommandTest

USAGE, OUTPUT = 2, 6
QUICK = ("--quick", "--replicates", "2", "--truth", "equal_risk,point_sources", "--events", "21")


class Validate(CommandTest):
    def test_equal_risk_confirms_nothing_and_every_figure_is_written(self):
        out = self.work / "kiểm định.csv"
        done = self.riskmap("validate", DEMO, *QUICK, "--out", out, "--json", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual([h["id"] for h in answer["hazards"]], ["drowning", "road_traffic"])
        for hazard in answer["hazards"]:
            (report,) = hazard["reports"]
            equal = report["truths"][0]
            self.assertEqual(equal["truth"], "equal_risk")
            self.assertLessEqual(equal["falsely_confirmed_share"]["mean"], 0.01)
        with open(out, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertTrue(any(r["measure"] == "burden" and r["method"] == "gi_star" for r in rows))

    def test_the_number_of_threads_changes_no_byte(self):
        answers = [
            self.riskmap(
                "validate", DEMO, *QUICK, "--hazard", "drowning", "--lang", "en", "--threads", n
            ).stdout
            for n in ("1", "3")
        ]
        self.assertIn("Raw rate", answers[0])
        self.assertEqual(*answers)

    def test_wrong_numbers_and_names_are_usage_errors(self):
        for wrong in (("--events", "21,x"), ("--truth", "tails"), ("--hazard", "fire")):
            done = self.riskmap("validate", DEMO, *wrong)
            self.assertEqual(done.returncode, USAGE, wrong)
            self.assertEqual(done.stdout, "")

    def test_an_old_file_is_not_replaced_unasked(self):
        out = self.work / "old.csv"
        out.write_text("kept")
        done = self.riskmap("validate", DEMO, *QUICK, "--out", out)
        self.assertEqual(done.returncode, OUTPUT)
        self.assertEqual(out.read_text(), "kept")


class ProofInEveryRun(CommandTest):
    def test_the_demo_foretells_its_later_years_and_tries_other_settings(self):
        out = self.work / "out"
        done = self.run_demo(out, "--lang", "en", "--internal")
        self.assertIn("Back-test 2021-2023", done.stderr)
        self.assertIn("Sensitivity: ", done.stderr)
        with open(out / "backtest.csv", encoding="utf-8-sig", newline="") as file:
            foretold = list(csv.DictReader(file))
        self.assertEqual(
            [r["method"] for r in foretold], 2 * ["model", "raw_rate", "poisson_gamma"]
        )
        for row in foretold:
            self.assertLess(float(row["captured_lower"]), float(row["captured_upper"]))
        with open(out / "sensitivity.csv", encoding="utf-8-sig", newline="") as file:
            tried = {r["variation"] for r in csv.DictReader(file)}
        self.assertLessEqual({"equal_weights", "steeper_weights", "wider_reach", "slope_0"}, tried)


if __name__ == "__main__":
    unittest.main()
