"""The QGIS project and every style, opened by QGIS itself where it is installed."""

import json
import pathlib
import subprocess
import sys
import unittest
import zipfile

from riskmap_command import SOURCE, CommandTest

PYTHON = pathlib.Path("/usr/bin/python3")
NO_QGIS = 77


class Project(CommandTest):
    def test_the_project_names_only_files_beside_it(self):
        out = self.work / "out"
        self.run_demo(out, "--quiet")
        with zipfile.ZipFile(out / "riskmap.qgz") as archive:
            self.assertEqual(archive.namelist(), ["riskmap.qgs"])
            project = archive.read("riskmap.qgs").decode("utf-8")
        self.assertNotIn(str(self.work), project)
        sources = [part.split("<")[0] for part in project.split("<datasource>")[1:]]
        self.assertGreater(len(sources), 5)
        for source in sources:
            self.assertTrue(source.startswith("./riskmap.gpkg|layername="), source)
        self.assertIn('name="Phiếu địa bàn"', project)

    def test_qgis_opens_every_layer_and_style(self):
        out = self.work / "kết quả"
        self.run_demo(out, "--quiet")
        done = subprocess.run(
            [PYTHON, SOURCE / "scripts" / "render_project.py", out],
            capture_output=True, text=True, encoding="utf-8", timeout=200, check=False,
        )
        if done.returncode == NO_QGIS:
            self.skipTest("SKIPPED: python3-qgis is not installed, nothing was opened by QGIS")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        said = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        self.assertEqual(said[0]["crs"], "EPSG:9212")
        self.assertEqual(len(said[0]["layouts"]), 3)
        layers = {fact["layer"]: fact for fact in said if "layer" in fact}
        self.assertEqual(layers["communes_drowning_level"]["rows"], 120)
        self.assertIn("Chưa đủ dữ liệu", layers["communes_traffic_level"]["legend"])
        self.assertGreater(sum("style" in fact for fact in said), 8)


if __name__ == "__main__":
    if not PYTHON.exists():
        sys.exit(NO_QGIS)
    unittest.main(verbosity=2)
