"""From risk to money: allocate and compare over a result folder."""

import csv
import json
import unittest

from riskmap_command import DEMO, CommandTest

USAGE, INPUT, OUTPUT = 2, 4, 6


class Money(CommandTest):
    @classmethod
    def setUpClass(cls):
        cls.shared = cls()
        CommandTest.setUp(cls.shared)
        cls.addClassCleanup(cls.shared.doCleanups)
        cls.result = cls.shared.work / "kết quả"
        cls.shared.run_demo(cls.result)

    def allocate(self, *arguments):
        done = self.riskmap("allocate", self.result, *arguments, "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_a_plan_stays_within_the_budget_and_says_what_has_no_price(self):
        plan = self.allocate("--budget", "2000000000")
        self.assertLessEqual(plan["spent"], 2_000_000_000)
        self.assertGreater(plan["averted"], 0)
        self.assertLess(plan["averted_lower"], plan["averted"])
        self.assertGreater(plan["averted_upper"], plan["averted"])
        self.assertGreaterEqual(plan["bound"], plan["averted"])
        self.assertLessEqual(plan["averted_with_a_tenth_less"], plan["averted"])
        self.assertGreaterEqual(plan["averted_with_a_tenth_more"], plan["averted"])
        self.assertAlmostEqual(plan["spent"], sum(u["cost"] for u in plan["units"]), delta=1)
        self.assertAlmostEqual(plan["averted"], sum(u["averted"] for u in plan["units"]), places=9)
        reasons = {row["intervention"]: row["reason"]["en"] for row in plan["left_out"]}
        self.assertIn("interventions/safe_ponds.toml", reasons["safe_ponds"])
        self.assertIn("--price safe_ponds=", reasons["safe_ponds"])
        self.assertNotIn("survival_swimming", reasons)

    def test_more_money_averts_no_less(self):
        averted = [
            self.allocate("--budget", str(n * 500_000_000))["averted"] for n in range(5)
        ]
        self.assertEqual(averted, sorted(averted))

    def test_a_local_price_puts_a_measure_on_offer(self):
        plan = self.allocate("--budget", "300000000", "--price", "safe_ponds=3000000")
        bought = {p["intervention"] for u in plan["units"] for p in u["purchases"]}
        self.assertIn("safe_ponds", bought)

    def test_the_table_says_what_the_answer_says(self):
        out = self.work / "phương án.csv"
        done = self.riskmap("allocate", self.result, "--budget", "1e9", "--out", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.splitlines(), [str(out)])
        with open(out, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        plan = self.allocate("--budget", "1e9")
        self.assertEqual(len(rows), sum(len(u["purchases"]) for u in plan["units"]))
        self.assertEqual(sum(float(r["cost"]) for r in rows), plan["spent"])
        self.assertIn("INVENTED DATA", done.stderr)
        again = self.riskmap("allocate", self.result, "--budget", "1e9", "--out", out)
        self.assertEqual(again.returncode, OUTPUT)

    def test_what_must_and_must_not_be_funded_is(self):
        plan = self.allocate("--budget", "2000000000")
        first = plan["units"][0]["code"]
        last = plan["units"][-1]["code"]
        self.assertNotEqual(first, last)
        wish = ["--forbid", f"{first}=survival_swimming", "--must", f"{last}=survival_swimming"]
        other = self.allocate("--budget", "2000000000", *wish)
        codes = {u["code"] for u in other["units"]}
        self.assertNotIn(first, codes)
        self.assertIn(last, codes)
        self.assertLessEqual(other["averted"], plan["averted"])

    def test_money_for_remote_communes_reaches_them(self):
        remote = self.work / "xa_kho_khan.csv"
        plan = self.allocate("--budget", "1000000000")
        unfunded = {u["code"] for u in plan["units"]}
        with open(self.result / "communes.csv", encoding="utf-8-sig", newline="") as file:
            levels = ("confirmed", "probable", "watch")
            rows = [r for r in csv.DictReader(file) if r["drowning_level"] in levels]
        chosen = [r["code"] for r in rows if r["code"] not in unfunded][:3]
        remote.write_text("code\n" + "\n".join(chosen) + "\n", encoding="utf-8")
        if not chosen:
            self.skipTest("every commune on offer is funded already")
        share = ["--min-share-remote", "0.5", "--remote", str(remote)]
        other = self.allocate("--budget", "1000000000", *share)
        spent = sum(u["cost"] for u in other["units"] if u["code"] not in chosen)
        self.assertLessEqual(spent, 500_000_001)

    def test_wrong_words_are_answered_with_the_nearest(self):
        for arguments, told in (
            (["--budget", "x"], "must be a number"),
            (["--budget", "-1"], "0 or more"),
            (["--budget", "1", "--price", "safe_pond=1"], 'did you mean "safe_ponds"'),
            (["--budget", "1", "--must", "1=survival_swimming"], "no unit has the code 1"),
            (["--budget", "1", "--min-share-remote", "0.2"], "needs --remote"),
        ):
            done = self.riskmap("allocate", self.result, *arguments)
            self.assertEqual(done.returncode, USAGE, arguments)
            self.assertIn(told, done.stderr)

    def test_a_damaged_result_is_refused(self):
        done = self.riskmap("allocate", self.work, "--budget", "1")
        self.assertEqual(done.returncode, INPUT)

    def test_a_result_does_not_differ_from_itself(self):
        done = self.riskmap("compare", self.result, self.result)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertIn("0 units up, 0 down", done.stderr)

    def test_the_burden_curve_reaches_everything(self):
        with open(self.result / "burden_curve.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        covered = [float(r["covered"]) for r in rows]
        self.assertEqual(covered, sorted(covered))
        self.assertEqual(covered[-1], 1)

    def test_targets_are_held_against_the_series(self):
        with open(self.result / "target_status.csv", encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        drowning = [r for r in rows if r["target"] == "drowning_deaths_2025"]
        self.assertEqual([r["year"] for r in drowning], ["2021", "2022", "2023"])
        self.assertTrue(all(r["state"] != "not_measured" for r in drowning))
        homes = [r for r in rows if r["target"] == "safe_schools_2030"]
        self.assertEqual([r["state"] for r in homes], ["not_measured"])


class Stamped(CommandTest):
    """What is made from an internal result, or quotes the records, says so in every row."""

    STAMP = "LƯU HÀNH NỘI BỘ"

    def rows(self, file):
        with open(file, encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def test_tables_from_an_internal_result_carry_the_stamp(self):
        inside, outside = self.work / "nội bộ", self.work / "công khai"
        self.run_demo(inside, "--internal", "--quiet")
        self.run_demo(outside, "--quiet")
        for result, stamped in ((inside, True), (outside, False)):
            plan, moved = self.work / f"plan{stamped}.csv", self.work / f"moved{stamped}.csv"
            for command, file in (
                (("allocate", result, "--budget", "1e9"), plan),
                (("compare", outside, result), moved),
            ):
                done = self.riskmap(*command, "--out", file, "--json")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertEqual(json.loads(done.stdout).get("stamp") == self.STAMP, stamped)
                rows = self.rows(file)
                self.assertGreater(len(rows), 0)
                for row in rows:
                    self.assertEqual(row.get("stamp") == self.STAMP, stamped, row)

    def test_the_ledger_of_a_check_carries_the_stamp(self):
        file = self.work / "sổ cái.csv"
        done = self.riskmap("check", DEMO, "--out", file, "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({row["stamp"] for row in self.rows(file)}, {self.STAMP})


class Answers(CommandTest):
    def test_compare_answers_in_json_what_its_table_says(self):
        one, two, file = self.work / "một", self.work / "hai", self.work / "so.csv"
        self.run_demo(one, "--quiet")
        self.run_demo(two, "--quiet", "--set", "study.period.first=2020-01-01")
        done = self.riskmap("compare", one, two, "--json", "--out", file)
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        units = [
            {"hazard": hazard["id"], **unit}
            for hazard in answer["hazards"]
            for unit in hazard["units"]
        ]
        with open(file, encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        self.assertEqual(len(rows), len(units))
        for row, unit in zip(rows, units):
            self.assertEqual((row["hazard"], row["code"]), (unit["hazard"], unit["code"]))
            self.assertEqual(row["movement"], unit["movement"])
            self.assertAlmostEqual(float(row["ratio"]), unit["ratio"], delta=5.1e-5)
        self.assertEqual((answer["only_before"], answer["only_after"]), ([], []))

    def test_the_cache_answers_in_json(self):
        done = self.riskmap("cache", "show", "--json")
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["action"], answer["entries"], answer["bytes"]), ("show", 0, 0))


class Scenario(CommandTest):
    def test_a_what_if_changes_the_layer_and_is_recorded(self):
        what_if = self.work / "rao_ao.toml"
        what_if.write_text(
            'format = 1\nname = { vi = "Rào mọi ao", en = "Fence every pond" }\n'
            '[[changes]]\nlayer = "ponds"\nset = { fenced = true }\n',
            encoding="utf-8",
        )
        out = self.work / "rào"
        self.run_demo(out, "--scenario", what_if)
        with open(out / "communes.csv", encoding="utf-8-sig", newline="") as file:
            open_ponds = {row["drowning_open_ponds"] for row in csv.DictReader(file)}
        self.assertLessEqual({float(number) for number in open_ponds if number}, {0.0})
        ledger = (out / "ledger.csv").read_text(encoding="utf-8-sig")
        self.assertIn("scenario.changed", ledger)
        self.assertIn("rao_ao.toml", (out / "run.json").read_text(encoding="utf-8"))


class Evaluate(CommandTest):
    def evaluate(self, rows):
        table = self.work / "trước sau.csv"
        table.write_text("site,treated,before,after\n" + rows, encoding="utf-8")
        return self.riskmap("evaluate", table, "--json")

    def test_a_common_trend_is_no_effect(self):
        rows = "".join(f"s{i},{int(i < 5)},10,5\n" for i in range(20))
        done = self.evaluate(rows)
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertAlmostEqual(answer["naive_ratio"], 0.5)
        self.assertAlmostEqual(answer["ratio"], 1, delta=0.05)

    def test_a_bad_cell_is_named_with_its_line(self):
        done = self.evaluate("a,1,3,2\nb,0,many,2\n")
        self.assertEqual(done.returncode, INPUT)
        self.assertIn(':3 before "many"', done.stderr)


if __name__ == "__main__":
    unittest.main()
