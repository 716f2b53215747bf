#!/usr/bin/env python3
"""What the hardening flags cost: the same run with and without them, in turns, so that other work on the machine hits both.

    cmake -S . -B build/plain -G Ninja -DCMAKE_BUILD_TYPE=Release -DRISKMAP_TESTS=OFF -DRISKMAP_HARDENING=OFF
    cmake --build build/plain --target riskmap
    scripts/measure_hardening.py build/release/bin/riskmap build/plain/bin/riskmap [--turns 15] [--study STUDY]

Prints the median of the processor time of each and of the ratios of neighbouring runs (one thread, no cache). Ends with 1 when the
cost is above 3 %.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

DEMO = pathlib.Path(__file__).resolve().parents[1] / "data" / "demo" / "study.toml"
MOST = 0.03


def cpu_s(program, study, folder):
    """Seconds of processor (user and system) of one run."""
    process = subprocess.Popen(
        [program, "run", study, "--out", folder / "out", "--overwrite", "--no-cache", "--quiet", "--threads", "1"],
        stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{program}: ended with {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hardened", type=pathlib.Path)
    parser.add_argument("plain", type=pathlib.Path)
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--study", type=pathlib.Path, default=DEMO)
    asked = parser.parse_args()
    hardened, plain = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for turn in range(asked.turns):
            both = [(asked.hardened, hardened), (asked.plain, plain)]
            for program, times in both if turn % 2 else reversed(both):
                times.append(cpu_s(program.resolve(), asked.study, folder))
    ratios = [a / b for a, b in zip(hardened, plain)]
    cost = statistics.median(ratios) - 1
    quarter = statistics.quantiles(ratios, n=4)
    print(f"{asked.turns} runs each, in turns: {statistics.median(hardened):.2f} s hardened, {statistics.median(plain):.2f} s without; "
          f"cost {100 * cost:+.1f} % (half of the pairs within {100 * (quarter[0] - 1):+.1f} and {100 * (quarter[2] - 1):+.1f} %)")
    return 1 if cost > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
