"""A study measured in parts gives the same bytes as on one machine."""

import filecmp
import unittest

from riskmap_command import DEMO, CommandTest, files_below

SMALL = ("--set", 'output.formats=["csv"]')


class Parts(CommandTest):
    def part(self, number):
        return self.riskmap("run", DEMO, "--part", number, "--out", self.work / "parts", *SMALL)

    def reduce(self):
        return self.riskmap(
            "reduce", DEMO, "--parts", self.work / "parts", "--out", self.work / "reduced", *SMALL
        )

    def test_parts_in_any_order_and_twice(self):
        planned = self.riskmap("plan", DEMO, "--parts", 3, "--out", self.work / "parts", *SMALL)
        self.assertEqual(planned.returncode, 0, planned.stderr)
        for number in (3, 1, 3):
            done = self.part(number)
            self.assertEqual(done.returncode, 0, done.stderr)

        # What is not there, or not whole, is named, and nothing is written.
        first = self.work / "parts" / "part-0001.sums"
        whole = first.read_bytes()
        first.write_bytes(whole[:-9])
        lacking = self.reduce()
        self.assertEqual(lacking.returncode, 4, lacking.stderr)
        self.assertIn("parts 1, 2 are missing or damaged", lacking.stderr)
        self.assertFalse((self.work / "reduced").exists())

        for number in (1, 2):
            self.assertEqual(self.part(number).returncode, 0)
        self.assertEqual(first.read_bytes(), whole)
        reduced = self.reduce()
        self.assertEqual(reduced.returncode, 0, reduced.stderr)
        self.run_demo(self.work / "one", "--no-cache", *SMALL)
        wanted = [f for f in files_below(self.work / "one") if f != "timings.json"]
        _, differ, missing = filecmp.cmpfiles(
            self.work / "one", self.work / "reduced", wanted, shallow=False
        )
        self.assertEqual((differ, missing), ([], []))

        # A plan belongs to its inputs and has only its own parts.
        other = self.riskmap(
            "run", DEMO, "--part", 1, "--out", self.work / "parts", "--set", "study.crs='EPSG:3405'"
        )
        self.assertEqual(other.returncode, 4, other.stderr)
        self.assertIn("other inputs", other.stderr)
        self.assertEqual(self.part(4).returncode, 2)


if __name__ == "__main__":
    unittest.main()
