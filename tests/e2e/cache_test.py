"""What was read and measured is kept, told apart from what changed, and never in the way."""

import filecmp
import json
import shutil
import unittest

from riskmap_command import DEMO, CommandTest, files_below



class Cache(CommandTest):
    def setUp(self):
        super().setUp()
        # A study with little to compute: one hazard, nothing drawn or printed.
        self.small = ("--set", 'output.formats=["csv"]')

    def stages(self, name):
        timings = json.loads((self.work / name / "timings.json").read_text())
        return [stage["stage"] for stage in timings["stages"]]

    def entries(self):
        return sorted((self.work / "cache" / "riskmap").glob("*.stage"))

    def assert_same(self, one, other):
        wanted = [f for f in files_below(self.work / one) if f != "timings.json"]
        _, differ, missing = filecmp.cmpfiles(
            self.work / one, self.work / other, wanted, shallow=False
        )
        self.assertEqual((differ, missing), ([], []))

    def test_second_run_reads_nothing_and_writes_the_same_bytes(self):
        self.run_demo(self.work / "none", "--no-cache", *self.small)
        self.assertEqual(self.entries(), [])
        self.run_demo(self.work / "first", *self.small)
        self.run_demo(self.work / "second", *self.small)
        self.assertIn("Reading layers", self.stages("first"))
        self.assertNotIn("Reading layers", self.stages("second"))
        self.assert_same("none", "first")
        self.assert_same("none", "second")

        # Damage is found and mended.
        for entry in self.entries():
            data = bytearray(entry.read_bytes())
            data[len(data) // 2] ^= 1
            entry.write_bytes(data)
        self.run_demo(self.work / "mended", *self.small)
        self.assertIn("Reading layers", self.stages("mended"))
        self.assert_same("none", "mended")

        # A weight of the model changes no input; a file does.
        kept = len(self.entries())
        self.run_demo(self.work / "weight", *self.small, "--set", "study.seed=5")
        self.assertNotIn("Reading layers", self.stages("weight"))
        self.assertEqual(len(self.entries()), kept)

        shown = self.riskmap("cache", "show")
        self.assertIn(f"{kept} entries", shown.stderr)
        cleared = self.riskmap("cache", "clear")
        self.assertEqual(cleared.returncode, 0)
        self.assertEqual(self.entries(), [])

    def test_changed_input_is_read_again(self):
        folder = self.work / "study"
        shutil.copytree(DEMO.parent, folder / "demo")
        shutil.copytree(DEMO.parent.parent / "hazards", folder / "hazards")
        shutil.copytree(DEMO.parent.parent / "targets", folder / "targets")
        shutil.copytree(DEMO.parent.parent / "interventions", folder / "interventions")
        study = folder / "demo" / "study.toml"
        rows = []
        for _ in range(2):
            done = self.riskmap("check", study, "--json")
            self.assertEqual(done.returncode, 0, done.stderr)
            rows.append(done.stdout)
            incidents = folder / "demo" / "incidents_drowning.csv"
            lines = incidents.read_text(encoding="utf-8").splitlines(keepends=True)
            incidents.write_text("".join(lines[:-1]), encoding="utf-8")
        self.assertNotEqual(rows[0], rows[1])
        self.assertEqual(len(self.entries()), 2)


if __name__ == "__main__":
    unittest.main()
