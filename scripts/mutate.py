#!/usr/bin/env python3
"""Changes one sign, comparison or constant of a room at a time and counts how often its tests notice.

Usage: mutate.py ROOM [--mutants N] [--seed S] [--build FOLDER] [--survivors FILE]

Works on a copy of the sources in the build folder; nothing of the checkout is touched. A mutant whose
tests fail, crash or hang is killed; one that does not compile is not counted.
"""

import argparse
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

    def __init__(self, room, build):
        self.sources = build / "sources"
        self.build = build / "out"
        self.test = f"{room}_test"
        self.sources.mkdir(parents=True, exist_ok=True)
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in listed.stdout.splitlines():
            target = self.sources / name
            source = ROOT / name
            if source.is_file() and (not target.exists() or target.read_bytes() != source.read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source, target)
        subprocess.run(
            ["cmake", "-S", self.sources, "-B", self.build, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=None",
             "-DCMAKE_CXX_FLAGS=-O1 -w"],
            check=True, stdout=subprocess.DEVNULL)
        code, text = self.compile()
        if code != 0:
            sys.exit(f"the room does not build unchanged:\n{text[-2000:]}")
        begun = time.monotonic()
        code, text = self.examine(600)
        if code != 0:
            sys.exit(f"the room's tests do not pass unchanged:\n{text[-2000:]}")
        self.limit = 20 + 5 * (time.monotonic() - begun)

    def compile(self):
        return run(["cmake", "--build", self.build, "--target", self.test], 900)

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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("room")
    parser.add_argument("--mutants", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", type=pathlib.Path)
    parser.add_argument("--survivors", type=pathlib.Path)
    asked = parser.parse_args()
    build = asked.build or ROOT / "build" / "mutation"
    every = [
        (file.relative_to(ROOT), place)
        for file in sorted((ROOT / "engine" / asked.room).rglob("*.cpp"))
        for place in places(file)
    ]
    random.Random(asked.seed).shuffle(every)
    workshop = Workshop(asked.room, build)
    fates = {"killed": 0, "survived": 0, "no code": 0}
    survivors = []
    for file, place in every:
        if fates["killed"] + fates["survived"] == asked.mutants:
            break
        fate = workshop.fate(file, place)
        fates[fate] += 1
        if fate == "survived":
            line = (ROOT / file).read_text(encoding="utf-8").splitlines()[place[0]]
            survivors.append(f"{file}:{place[0] + 1}:{place[1] + 1} -> {place[3]}  | {line.strip()}")
            print("survived", survivors[-1], flush=True)
    tried = fates["killed"] + fates["survived"]
    print(f"{asked.room}: {fates['killed']} of {tried} mutants killed "
          f"({100 * fates['killed'] / max(1, tried):.0f} %), of {len(every)} places; "
          f"{fates['no code']} did not compile")
    if asked.survivors:
        asked.survivors.write_text("\n".join(survivors) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
