#!/usr/bin/env python3
"""Lets libFuzzer search every door in turns and prints what came of it, one row a door.

    cmake --preset fuzz && cmake --build --preset fuzz
    nice -n 19 scripts/search_doors.py [--runs 10000000] [--turn 120] [--hours 8] [--door NAME ...]

Each door gets turns of --turn seconds until it has had --runs executions. What was found is kept in --work, so that a later
call goes on there; how often each door was knocked at, over all calls and all versions, stands in tests/fuzz/reached.json, and a
call adds to it (one call at a time). A door that breaks a promise, crashes, hangs for --patience seconds or takes more than 3 GB
is not knocked at again before its file (`crash-...` in --work) was seen to: move it to tests/fuzz/corpus/DOOR. Ends with 1 when
there is such a file.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import time

SOURCE = pathlib.Path(__file__).resolve().parents[1]
CORPUS = SOURCE / "tests" / "fuzz" / "corpus"
REACHED = SOURCE / "tests" / "fuzz" / "reached.json"
# The longest input tried. Shapes read no further; a longer text finds nothing new and takes longer.
MOST_BYTES = {"geometry_repair": 200, "geometry_joins": 300, "coordinates": 64, "dates": 48, "text_decoders": 200,
              "unit_names": 300, "crosswalk": 600, "delimited_text": 400, "office_sheet": 600, "raster": 300, "plan_basis": 400,
              "study": 1300}
MOST_BYTES_OF_A_FILE = 4096
# Freed memory that is kept to catch its use: more than one input takes, and small enough for the caches.
SANITIZERS = {"ASAN_OPTIONS": "quarantine_size_mb=16", "LSAN_OPTIONS": f"suppressions={SOURCE}/tests/lsan.supp:print_suppressions=0"}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=10_000_000, help="executions wanted at each door")
    parser.add_argument("--turn", type=int, default=120, help="seconds of one turn")
    parser.add_argument("--hours", type=float, default=8.0, help="of all doors together")
    parser.add_argument("--patience", type=int, default=25, help="seconds by the clock for one input; more on a busy machine")
    parser.add_argument("--door", nargs="*", help="only these")
    parser.add_argument("--program", type=pathlib.Path, default=SOURCE / "build" / "fuzz" / "bin" / "fuzz")
    parser.add_argument("--work", type=pathlib.Path, default=SOURCE / "build" / "fuzz" / "found")
    parser.add_argument("--table", action="store_true", help="print what earlier calls reached, and knock nowhere")
    return parser.parse_args()


def reached():
    """What earlier calls reached, by door."""
    return json.loads(REACHED.read_text()) if REACHED.exists() else {}


class Door:
    def __init__(self, name, work, program):
        self.name, self.program, self.work = name, program, work
        self.found = work / name
        self.found.mkdir(parents=True, exist_ok=True)
        known = reached().get(name, {})
        self.executions, self.seconds = known.get("executions", 0), known.get("seconds", 0.0)
        self.edges, self.features = known.get("edges", 0), known.get("features", 0)

    def crashes(self):
        return sorted(p.name for p in self.work.glob(f"{self.name}-*") if p.is_file())

    def take_turn(self, seconds, runs, patience):
        begun = os.times()
        done = subprocess.run(
            [self.program, f"--door={self.name}", f"-runs={runs}", f"-max_total_time={seconds}", f"-timeout={patience}", "-report_slow_units=86400",
             "-entropic=0", "-rss_limit_mb=3072", f"-max_len={MOST_BYTES.get(self.name, MOST_BYTES_OF_A_FILE)}", "-print_final_stats=1",
             f"-artifact_prefix={self.work}/{self.name}-", self.found, CORPUS / self.name],
            env={**os.environ, **SANITIZERS},
            capture_output=True, text=True, errors="replace", check=False)
        used = os.times()
        self.seconds += used.children_user + used.children_system - begun.children_user - begun.children_system
        reached = re.findall(r"^#\d+\s+\w+\s+cov: (\d+) ft: (\d+)", done.stderr, re.M)
        if reached:
            self.edges, self.features = (max(old, int(new)) for old, new in zip((self.edges, self.features), reached[-1]))
        counted = re.search(r"stat::number_of_executed_units:\s+(\d+)", done.stderr)
        last = re.findall(r"^#(\d+)\t", done.stderr, re.M)
        self.executions += int(counted.group(1) if counted else last[-1] if last else 0)
        self.keep()
        if done.returncode != 0:
            (self.work / f"{self.name}.log").write_text(done.stderr)
            if not self.crashes():
                sys.exit(done.stderr[-2000:])

    def keep(self):
        doors = {**reached(), self.name: {"executions": self.executions, "seconds": round(self.seconds), "edges": self.edges,
                                          "features": self.features}}
        REACHED.write_text(json.dumps(doors, indent=1) + "\n")

    def row(self):
        found = sum(1 for _ in self.found.iterdir())
        return (f"| {self.name} | {self.executions:,} | {self.seconds:,.0f} | {self.edges:,} | {self.features:,} "
                f"| {found:,} | {len(self.crashes())} |")


def names_of(program):
    told = subprocess.run([program], capture_output=True, text=True, check=False).stderr
    return told.splitlines()[0].partition(":")[2].split()


def main():
    asked = parse_arguments()
    doors = [Door(name, asked.work, asked.program) for name in asked.door or names_of(asked.program)]
    end = time.monotonic() + (0 if asked.table else asked.hours * 3600)
    open_doors = list(doors)
    while open_doors and time.monotonic() < end:
        for door in list(open_doors):
            left = end - time.monotonic()
            if door.executions >= asked.runs or door.crashes():
                open_doors.remove(door)
            elif left >= 1:
                door.take_turn(int(min(asked.turn, left)), asked.runs - door.executions, asked.patience)
                print(door.row(), file=sys.stderr, flush=True)
    print("| door | executions | CPU s | edges covered | features | inputs kept | crashes |")
    print("|---|---|---|---|---|---|---|")
    for door in doors:
        print(door.row())
    total = sum(door.executions for door in doors)
    crashes = sum(len(door.crashes()) for door in doors)
    print(f"\n{total:,} executions at {len(doors)} doors, {crashes} crashes open")
    return 1 if crashes else 0


if __name__ == "__main__":
    sys.exit(main())
