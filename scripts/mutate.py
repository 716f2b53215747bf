#!/usr/bin/env python3
"""Changes one sign, comparison or constant of a room at a time and counts how often its tests notice.

Usage: mutate.py ROOM... [--mutants N] [--minutes M] [--seed S] [--copy FOLDER] [--survivors FILE]

Works on a copy of the sources; nothing of the checkout is touched. A mutant whose tests fail, crash or hang is killed; one
that does not compile is not counted. Mutants are drawn from all places of the room by the seed; the interval is Wilson's of
95 % for the share among all places. Run it under `nice`, with `CMAKE_CXX_COMPILER_LAUNCHER=ccache` where the room was built before.
"""

import argparse
import math
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent

# What is looked for in code, and what it becomes.
CHANGES = [
    (r"(?<![<\-=>])<(?![<=])(?= )", "<="),
    (r"<=(?!>)", "<"),
    (r"(?<![\->=<])>(?![>=])(?= )", ">="),
    (r">=", ">"),
    (r"==", "!="),
    (r"!=", "=="),
    (r"&&(?= )", "||"),
    (r"\|\|", "&&"),
    (r"(?<= )\+(?= )", "-"),
    (r"(?<= )-(?= )", "+"),
    (r"(?<= )\*(?= )", "/"),
    (r"(?<= )/(?= )", "*"),
    (r"\+=", "-="),
    (r"-=", "+="),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r"(?<![\w.\"'])0(?![\w.'])", "1"),
    (r"(?<![\w.\"'])1(?![\w.'])", "2"),
    (r"(?<![\w.\"'])2(?![\w.'])", "3"),
    (r"std::min\b", "std::max"),
    (r"std::max\b", "std::min"),
]
# Lines that say nothing about what the room computes.
SPARED = re.compile(r'^\s*(//|#|\*|using |namespace |template|constexpr std::size_t (block|chunk)|case |static_assert)')


def code_only(line):
    """The line with strings and comments blanked, so that places stay where they are."""
    line = re.sub(r'"(\\.|[^"\\])*"', lambda m: " " * len(m.group(0)), line)
    line = re.sub(r"//.*", lambda m: " " * len(m.group(0)), line)
    # Brackets of templates are no comparisons.
    return re.sub(r"<[\w:, *&<>]*>", lambda m: "#" * len(m.group(0)), line)


def places(file):
    found = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
        if SPARED.match(line) or "expects(" in line:
            continue
        code = code_only(line)
        for pattern, becomes in CHANGES:
            found += [(number, m.start(), m.end(), becomes) for m in re.finditer(pattern, code)]
    return found


def run(command, seconds, **more):
    try:
        done = subprocess.run(command, timeout=seconds, capture_output=True, text=True, check=False, **more)
        return done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired:
        return None, "took too long"


class Workshop:
    """A copy of the sources that may be spoilt, and a build of one room's tests."""

    def __init__(self, room, copy):
        self.sources = copy
        self.build = copy / "build" / "test"
        self.test = f"{room}_test"
        self.sources.mkdir(parents=True, exist_ok=True)
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in listed.stdout.splitlines():
            target = self.sources / name
            source = ROOT / name
            if source.is_file() and (not target.exists() or target.read_bytes() != source.read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        subprocess.run(["cmake", "--preset", "test"], cwd=self.sources, check=True, stdout=subprocess.DEVNULL)
        code, text = self.compile(7200)
        if code != 0:
            sys.exit(f"the room does not build unchanged:\n{text[-2000:]}")
        begun = time.monotonic()
        code, text = self.examine(600)
        if code != 0:
            sys.exit(f"the room's tests do not pass unchanged:\n{text[-2000:]}")
        self.limit = 20 + 5 * (time.monotonic() - begun)

    def compile(self, seconds=900):
        return run(["cmake", "--build", self.build, "--target", self.test], seconds)

    def examine(self, seconds):
        return run([self.build / "tests" / self.test, "--gtest_fail_fast", "--gtest_brief=1"], seconds)

    def fate(self, file, place):
        """"killed", "survived" or "no code"."""
        number, begin, end, becomes = place
        path = self.sources / file
        whole = path.read_text(encoding="utf-8")
        lines = whole.splitlines(keepends=True)
        lines[number] = lines[number][:begin] + becomes + lines[number][end:]
        path.write_text("".join(lines), encoding="utf-8")
        try:
            if self.compile()[0] != 0:
                return "no code"
            return "survived" if self.examine(self.limit)[0] == 0 else "killed"
        finally:
            path.write_text(whole, encoding="utf-8")


def wilson(hits, tried, z=1.96):
    """Bounds of 95 % for a share of which `hits` of `tried` were seen (Wilson 1927)."""
    if tried == 0:
        return 0.0, 1.0
    share, square = hits / tried, z * z / tried
    middle = (share + square / 2) / (1 + square)
    reach = z * math.sqrt(share * (1 - share) / tried + square / tried / 4) / (1 + square)
    return middle - reach, middle + reach


def examine_room(room, asked):
    """Prints the survivors and the tally of one room; its survivors."""
    every = [
        (file.relative_to(ROOT), place)
        for file in sorted((ROOT / "engine" / room).rglob("*.cpp"))
        for place in places(file)
    ]
    random.Random(asked.seed).shuffle(every)
    workshop = Workshop(room, asked.copy)
    end = time.monotonic() + 60 * asked.minutes
    fates = {"killed": 0, "survived": 0, "no code": 0}
    survivors = []
    for file, place in every:
        tried = fates["killed"] + fates["survived"]
        if tried == asked.mutants or time.monotonic() > end:
            break
        fate = workshop.fate(file, place)
        fates[fate] += 1
        if fate == "survived":
            line = (ROOT / file).read_text(encoding="utf-8").splitlines()[place[0]]
            survivors.append(f"{file}:{place[0] + 1}:{place[1] + 1} -> {place[3]}  | {line.strip()}")
            print("survived", survivors[-1], flush=True)
    tried = fates["killed"] + fates["survived"]
    low, high = wilson(fates["killed"], tried)
    print(f"{room}: {fates['killed']} of {tried} mutants killed ({100 * fates['killed'] / max(1, tried):.0f} %, "
          f"{100 * low:.0f}-{100 * high:.0f} %), drawn from {len(every)} places; {fates['no code']} did not compile", flush=True)
    return survivors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="+", metavar="ROOM")
    parser.add_argument("--mutants", type=int, default=60, help="of each room")
    parser.add_argument("--minutes", type=float, default=math.inf, help="for each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copy", type=pathlib.Path, default=ROOT / "build" / "mutation")
    parser.add_argument("--survivors", type=pathlib.Path)
    asked = parser.parse_args()
    survivors = [survivor for room in asked.rooms for survivor in examine_room(room, asked)]
    if asked.survivors:
        asked.survivors.write_text("\n".join(survivors) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
