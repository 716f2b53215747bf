#!/usr/bin/env python3
"""Prints the tables of tests/benchmarks/README.md: joins beside GEOS, Boost and GDAL, the same steps beside GeoPandas
and PostGIS, and growth with the number of communes.

    scripts/measure_speed.py BUILD_FOLDER [--joins 111 1110] [--field 111] [--growth 111 333 1110 3321]
                             [--work FOLDER] [--python /usr/bin/python3]

BUILD_FOLDER was configured with -DRISKMAP_BENCHMARKS=ON (preset benchmarks) and has riskmap, joins_benchmark and
make_country. Everything is measured in this one call, one program at a time: seconds of CPU (user and system) and the
peak of resident memory of each process. Needs about 1 GB on disk for 3,321 communes; a size that is not asked for is
not made. GeoPandas is compared where --python has it, PostGIS where it is installed; what is missing is said.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[1]
BENCHMARKS = SOURCE / "tests" / "benchmarks"
MISSING = 77
# What GeoPandas and PostGIS are compared with: not models, second opinions, places and maps.
JOINING = ("Reading", "Counting", "Measuring")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--joins", type=int, nargs="*", default=[111, 1110], metavar="COMMUNES")
    parser.add_argument("--field", type=int, nargs="*", default=[111], metavar="COMMUNES")
    parser.add_argument("--growth", type=int, nargs="*", default=[111, 333, 1110, 3321], metavar="COMMUNES")
    parser.add_argument("--work", type=pathlib.Path, help="folder for the countries; kept")
    parser.add_argument("--python", default="/usr/bin/python3", help="that has geopandas")
    return parser.parse_args()


class Used:
    """What one finished process took."""

    def __init__(self, command):
        with tempfile.TemporaryFile() as told:
            process = subprocess.Popen([str(part) for part in command], stdout=told, stderr=subprocess.PIPE)
            self.complaint = process.stderr.read().decode(errors="replace")
            _, status, usage = os.wait4(process.pid, 0)
            told.seek(0)
            self.told = told.read().decode(errors="replace")
        self.code = os.waitstatus_to_exitcode(status)
        self.cpu_s = usage.ru_utime + usage.ru_stime
        self.peak_mb = usage.ru_maxrss / 1024

    def or_stop(self):
        if self.code != 0:
            sys.exit(self.complaint)
        return self


class Programs:
    def __init__(self, build, work):
        self.riskmap = build / "bin" / "riskmap"
        self.joins = build / "tests" / "benchmarks" / "joins_benchmark"
        self.make_country = build / "tests" / "benchmarks" / "make_country"
        self.work = work

    def country(self, communes):
        folder = self.work / f"country_{communes}"
        if not (folder / "joins.toml").is_file():
            Used([self.make_country, folder, communes, "fgb"]).or_stop()
        return folder

    def run(self, communes, study="study.toml"):
        """One whole run on one thread, and what its stages took."""
        out = self.work / f"result_{communes}"
        shutil.rmtree(out, ignore_errors=True)
        file = self.country(communes) / study
        command = [self.riskmap, "run", file, "--out", out, "--no-cache", "--quiet", "--threads", "1"]
        used = Used(command).or_stop()
        used.stages = json.loads((out / "timings.json").read_text())["stages"]
        shutil.rmtree(out)
        return used


def machine():
    cpu = platform.processor() or platform.machine()
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores of {cpu}, {memory:.0f} GB"


def print_joins(programs, sizes):
    print("## Joins", flush=True)
    if subprocess.run([programs.joins, *map(str, sizes)], check=False).returncode != 0:
        sys.exit("joins_benchmark: answers differ")


def joining_s(used):
    """Of a whole run, what it took to start, to read and to join."""
    others = sum(stage["cpu_seconds"] for stage in used.stages if not stage["stage"].startswith(JOINING))
    return used.cpu_s - others


def print_field(programs, sizes, python):
    print("\n## The same steps beside GeoPandas and PostGIS\n")
    print("| communes | peer | its time | riskmap | ratio | target |")
    print("|---|---|---|---|---|---|")
    missing = []
    for communes in sizes:
        ours = joining_s(programs.run(communes, "joins.toml"))
        for peer, script in (("GeoPandas", "geopandas_steps.py"), ("PostGIS", "postgis_steps.py")):
            theirs = Used([python, "-B", BENCHMARKS / script, programs.country(communes)])
            if theirs.code == MISSING:
                missing.append(theirs.complaint.strip())
                continue
            theirs.or_stop()
            # The server of PostGIS is a process of its own, whose time the last line tells.
            seconds = theirs.cpu_s if peer == "GeoPandas" else float(theirs.told.split("\n")[-2].split()[0])
            target = 25 if peer == "GeoPandas" else ""
            times = f"{seconds:.2f} s | {ours:.2f} s | {seconds / ours:.0f}"
            print(f"| {communes} | {peer} | {times} | {target} |", flush=True)
    for complaint in dict.fromkeys(missing):
        print(f"\n{complaint}")


def print_growth(programs, sizes):
    print("\n## Growth of a whole run\n")
    print("| communes | CPU s | ms a commune | peak MB | MB per 1,000 communes |")
    print("|---|---|---|---|---|")
    for communes in sizes:
        used = programs.run(communes)
        print(
            f"| {communes} | {used.cpu_s:.2f} | {1000 * used.cpu_s / communes:.1f} | {used.peak_mb:.0f} "
            f"| {1000 * used.peak_mb / communes:.0f} |",
            flush=True,
        )


def main():
    arguments = parse_arguments()
    print(f"{datetime.date.today()}, {machine()}\n")
    with tempfile.TemporaryDirectory() as scratch:
        programs = Programs(arguments.build, arguments.work or pathlib.Path(scratch))
        if arguments.joins:
            print_joins(programs, arguments.joins)
        if arguments.field:
            print_field(programs, arguments.field, arguments.python)
        if arguments.growth:
            print_growth(programs, arguments.growth)


if __name__ == "__main__":
    main()
