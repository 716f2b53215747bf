"""More than any office has: each load is run whole and asked to stop at several moments. Memory stays below a bound, progress is shown,
every row is accounted for, and a request to stop is heard within a second.

    RISKMAP_LOAD=1 ...     the whole load: 1,000,000 incidents, a workbook of 200,000 rows, a layer of 5 M features, 50,000 communes
                           (a hundredth of each without it)
    RISKMAP_MOMENTS=6 ...  asks each to stop at that many moments (2 without it)"""

import csv
import json
import math
import os
import random
import signal
import subprocess
import sys
import time
import unittest

import geopackage
from faults_test import HAZARD, STUDY
from riskmap_command import RISKMAP, SOURCE, CommandTest, files_below

sys.path.insert(0, str(SOURCE / "scripts"))
from make_demo import workbook  # noqa: E402

LOAD = float(os.environ.get("RISKMAP_LOAD", "0.01"))
MOMENTS = int(os.environ.get("RISKMAP_MOMENTS", "2"))
WEST, SOUTH = 400000.0, 1190000.0
MOST_MB = 4096
# Seconds of one processor, so that other work on the machine does not count.
STOP_S = 1.0

ROADS = """
[layers.roads]
file = "roads.gpkg"
crs = "EPSG:9212"
"""
EXPOSURE = """
[[exposure]]
name = "road_{measure}"
short = "{short}"
label = {{ vi = "Đường {short}", en = "Roads {short}" }}
layer = "roads"
measure = "{measure}"
source = "drawn"
"""


class Used:
    """What one finished process took and said."""

    def __init__(self, command, environment, work, stop_after=None):
        with open(work / "said", "w", encoding="utf-8") as said:
            process = subprocess.Popen(
                [RISKMAP, *map(str, command)], stdout=subprocess.DEVNULL, stderr=said, env=environment
            )
        self.asked_cpu = self.asked = None
        if stop_after is not None:
            self.asked_cpu = cpu_reaches(process.pid, stop_after)
            self.asked = time.monotonic()
            process.send_signal(signal.SIGINT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = self.code = os.waitstatus_to_exitcode(status)
        self.ended = time.monotonic()
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak_mb = usage.ru_maxrss / 1024
        self.said = (work / "said").read_text(encoding="utf-8", errors="replace")


def cpu_reaches(pid, seconds):
    """Waits until the process has used that much of a processor; what it has used then."""
    tick = os.sysconf("SC_CLK_TCK")
    while True:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stream:
            words = stream.read().rpartition(")")[2].split()
        used = (int(words[11]) + int(words[12])) / tick
        if used >= seconds or words[0] == "Z":
            return used
        time.sleep(0.005)


class Load(CommandTest):
    side = 1000.0  # of a commune, m

    def environment(self):
        return {**os.environ, "RISKMAP_LANG": "en", "XDG_CACHE_HOME": str(self.work / "cache")}

    def draw(self, communes, incidents, study=STUDY, hazard=HAZARD):
        """A grid of communes with wavy borders of 40 vertices each, and a list of that many events."""
        self.across = math.ceil(math.sqrt(communes))
        self.communes = communes
        code = "{:05}".format
        geopackage.write(self.work / "communes.gpkg", "POLYGON", ["code", "name"],
                         ((self.border(k), code(k), f"Xã {code(k)}") for k in range(communes)))
        with open(self.work / "people.csv", "w", encoding="utf-8") as stream:
            stream.write("code,children\n")
            stream.writelines(f"{code(k)},{2000 + k % 700}\n" for k in range(communes))
        with open(self.work / "list.csv", "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["lon", "lat", "date"])
            writer.writerows(self.events(incidents))
        (self.work / "falls.toml").write_text(hazard, encoding="utf-8")
        (self.work / "study.toml").write_text(
            study.replace("communes.geojson", "communes.gpkg").replace("EPSG:4326", "EPSG:9212")
            + '\n[output]\nformats = ["csv"]\n', encoding="utf-8")

    def border(self, k):
        column, row = k % self.across, k // self.across
        corner = [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]
        path = []
        for (x0, y0), (x1, y1) in zip(corner, corner[1:]):
            for step in range(10):
                x, y = column + x0 + (x1 - x0) * step / 10, row + y0 + (y1 - y0) * step / 10
                wave = 0.05 * math.sin(math.pi * 2 * (x + y))
                path.append((round(WEST + self.side * (x + (wave if x0 == x1 else 0)), 3),
                             round(SOUTH + self.side * (y + (wave if y0 == y1 else 0)), 3)))
        return [*path, path[0]]

    def events(self, count):
        """Well inside communes, drawn from a seed, on days of three years."""
        chance = random.Random(7)
        for _ in range(count):
            k = chance.randrange(self.communes)
            x = WEST + self.side * (k % self.across + chance.uniform(0.1, 0.9))
            y = SOUTH + self.side * (k // self.across + chance.uniform(0.1, 0.9))
            yield [f"{x:.3f}", f"{y:.3f}", f"{chance.randrange(2020, 2023)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"]

    def roads(self, count):
        chance = random.Random(11)
        width, height = self.across * self.side, (self.communes // self.across) * self.side
        for _ in range(count):
            x, y = WEST + chance.uniform(0, width - 300), SOUTH + chance.uniform(0, height - 300)
            yield [(x, y), (x + chance.uniform(-200, 200), y + chance.uniform(5, 200))], "village"

    def command(self, out):
        return ["run", self.work / "study.toml", "--out", self.work / out, "--internal", "--overwrite"]

    def hold(self, what, most_mb=MOST_MB):
        """Runs the load whole, then asks it to stop at moments spread over it."""
        whole = Used([*self.command("out"), "--no-cache"], self.environment(), self.work)
        self.assertEqual(whole.code, 0, whole.said[-2000:])
        stages = json.loads((self.work / "out" / "timings.json").read_text(encoding="utf-8"))["stages"]
        self.assertIn(stages[0]["stage"], whole.said, "no progress was shown")
        longest = max(stages, key=lambda stage: stage["cpu_seconds"])
        print(f"{what}: {whole.cpu:.0f} s of processor, {whole.peak_mb:.0f} MB at most; longest stage: "
              f"{longest['stage']}, {longest['cpu_seconds']:.0f} s", flush=True)
        self.assertLess(whole.peak_mb, most_mb)
        slowest = slowest_clock = 0.0
        for moment in range(1, MOMENTS + 1):
            after = whole.cpu * moment / (MOMENTS + 1)
            asked = Used([*self.command("stopped"), "--no-cache"], self.environment(), self.work, stop_after=after)
            self.assertEqual(asked.code, 2, asked.said[-500:])
            self.assertIn("stopped before the end; nothing was written", asked.said)
            self.assertFalse((self.work / "stopped").exists())
            slowest = max(slowest, asked.cpu - asked.asked_cpu)
            slowest_clock = max(slowest_clock, asked.ended - asked.asked)
        print(f"    asked to stop at {MOMENTS} moments: it had after {slowest:.2f} s of processor at most "
              f"({slowest_clock:.2f} s by the clock)", flush=True)
        self.assertLess(slowest, STOP_S)

    def counted(self):
        with open(self.work / "out" / "communes.csv", encoding="utf-8-sig", newline="") as stream:
            return sum(int(row["fall_observed"]) for row in csv.DictReader(stream))


class Heavy(Load):
    def test_a_million_incidents(self):
        rows = int(1_000_000 * LOAD)
        self.draw(111, rows)
        self.hold(f"{rows:,} rows of incidents in 111 communes")
        self.assertEqual(self.counted(), rows)

    def test_a_workbook_of_200_000_rows(self):
        rows = int(200_000 * LOAD)
        self.draw(111, 0, STUDY.replace("list.csv", "list.xlsx"))
        sheet = workbook.Sheet("list")
        sheet.add("lon", "lat", "date")
        for row in self.events(rows):
            sheet.add(*row)
        workbook.write(self.work / "list.xlsx", [sheet])
        self.hold(f"a workbook of {rows:,} rows")
        self.assertEqual(self.counted(), rows)

    def test_a_layer_of_5_million_features(self):
        features = int(5_000_000 * LOAD)
        self.side *= math.sqrt(100 * LOAD)  # 450 roads to the km2, whatever the load
        measures = "".join(EXPOSURE.format(measure=m, short=f"m{i}") for i, m in enumerate(("count", "length_km", "length_per_km2")))
        self.draw(111, 2000, STUDY + ROADS, HAZARD.replace("[model]", measures + "[model]"))
        geopackage.write(self.work / "roads.gpkg", "LINESTRING", ["class"], self.roads(features))
        self.hold(f"a layer of {features:,} features")

    def test_50_000_communes(self):
        communes = int(50_000 * LOAD)
        self.draw(communes, 2 * communes)
        self.hold(f"{communes:,} communes", 500 + 0.1 * communes)
        self.assertEqual(self.counted(), 2 * communes)


class SideBySide(Load):
    def test_eight_runs_share_a_cache_and_say_the_same(self):
        self.draw(111, 3000)
        processes = [
            subprocess.Popen([RISKMAP, *map(str, self.command(f"out{i}")), "--quiet"], stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE, env=self.environment())
            for i in range(8)
        ]
        for process in processes:
            said = process.communicate(timeout=600)[1].decode()
            self.assertEqual(process.returncode, 0, said)
        first = files_below(self.work / "out0")
        for i in range(1, 8):
            self.assertEqual(files_below(self.work / f"out{i}"), first)
            for name in first:
                if name != "timings.json":
                    self.assertEqual((self.work / f"out{i}" / name).read_bytes(), (self.work / "out0" / name).read_bytes(), name)
        print(f"8 runs side by side: {len(first)} files each, the same bytes", flush=True)


if __name__ == "__main__":
    unittest.main()
