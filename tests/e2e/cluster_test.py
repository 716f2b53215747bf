"""Dask workers that are killed lose nothing and count nothing twice."""

import filecmp
import os
import re
import signal
import subprocess
import sys

from riskmap_command import DEMO, RISKMAP, SOURCE, CommandTest, files_below, unittest

PYTHON = "/usr/bin/python3"


def dask_is_there():
    try:
        found = subprocess.run([PYTHON, "-c", "import distributed"], capture_output=True, check=False)
    except OSError:
        return False
    return found.returncode == 0


class Cluster(CommandTest):
    def test_two_of_four_workers_killed(self):
        study = self.work / "study.toml"
        text = DEMO.read_text(encoding="utf-8")
        text = text.replace('"../', f'"{DEMO.parent.parent}/')
        for ending in ("gpkg", "csv", "tif"):
            text = re.sub(rf'"([a-z0-9_]+\.{ending})"', rf'"{DEMO.parent}/\1"', text)
        text = re.sub(r"(?m)^formats = .*$", 'formats = ["csv"]', text)
        study.write_text(text, encoding="utf-8")
        env = {**os.environ, "RISKMAP": RISKMAP, "XDG_CACHE_HOME": str(self.work / "cache")}
        with subprocess.Popen(
            [PYTHON, SOURCE / "scripts" / "cluster" / "dask_parts.py", study]
            + ["--parts", "8", "--out", self.work / "reduced", "--work", self.work / "parts"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            env=env,
        ) as run:
            workers, parts, said = [], [], []
            for line in run.stderr:
                said.append(line)
                if line.startswith("workers:"):
                    workers = [int(pid) for pid in line.split()[1:]]
                if line.startswith("part "):
                    parts.append(int(line.split()[1]))
                    if len(parts) == 2:
                        for pid in workers[:2]:
                            os.kill(pid, signal.SIGKILL)
        self.assertEqual(run.returncode, 0, "".join(said))
        self.assertEqual(len(workers), 4)
        self.assertEqual(sorted(set(parts)), list(range(1, 9)))
        done = self.riskmap("run", study, "--out", self.work / "one", "--no-cache")
        self.assertEqual(done.returncode, 0, done.stderr)
        wanted = [f for f in files_below(self.work / "one") if f != "timings.json"]
        _, differ, missing = filecmp.cmpfiles(
            self.work / "one", self.work / "reduced", wanted, shallow=False
        )
        self.assertEqual((differ, missing), ([], []))


if __name__ == "__main__":
    if not dask_is_there():
        print("SKIPPED: Dask distributed (python3-distributed) is not installed")
        sys.exit(77)
    unittest.main()
