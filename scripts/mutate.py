#!/usr/bin/env python3
"""Changes one sign, comparison, condition or constant of a room at a time and counts how often its tests notice.

Usage: mutate.py ROOM... [--mutants N] [--minutes M] [--seed S] [--copy FOLDER] [--survivors FILE]

Works on a copy of the sources; nothing of the checkout is touched. Every place of a file becomes a switch that the environment
variable MUTANT throws (scripts/mutant.hpp), so that a file is compiled once and not once for each mutant; places that do not compile
as a switch are left out. Mutants are drawn from all others by the seed. One whose tests fail, crash or hang is killed; what reaches
past the end of a column crashes, as in the preset `asan`. The interval is Wilson's of 95 % for the share among all places. Run it
under `nice`, with CMAKE_CXX_COMPILER_LAUNCHER=ccache where the room was built.
"""

import argparse
import hashlib
import math
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEAD = '#pragma GCC optimize("O1")\n#define _GLIBCXX_ASSERTIONS\n#include "mutant.hpp"\n'

# What is looked for in code, what is written instead (N: the mutant's number), and what the mutant does.
CHANGES = [
    (r"(?<![<\-=>])<(?![<=])(?= )", "< mutant::less<N>() >", "<="),
    (r"(?<= )<=(?!>)(?= )", "<= mutant::less_or_same<N>() >=", "<"),
    (r"(?<= )>(?![>=])(?= )", "> mutant::more<N>() <", ">="),
    (r"(?<= )>=(?= )", ">= mutant::more_or_same<N>() <=", ">"),
    (r"(?<= )==(?= )", "== mutant::same<N>() ==", "!="),
    (r"(?<= )!=(?= )", "!= mutant::other<N>() !=", "=="),
    (r"(?<= )\+(?= )", "+ mutant::plus<N>() +", "-"),
    (r"(?<= )-(?= )", "- mutant::minus<N>() -", "+"),
    (r"(?<= )\*(?= )", "* mutant::times<N>() *", "/"),
    (r"(?<= )/(?= )", "/ mutant::over<N>() /", "*"),
    (r"\+=", "+= mutant::add<N>() =", "-="),
    (r"-=", "-= mutant::add<N>() =", "+="),
    (r"\btrue\b", "(mutant::is(N) ? false : true)", "false"),
    (r"\bfalse\b", "(mutant::is(N) ? true : false)", "true"),
    (r"(?<![\w.\"'])0(?![\w.'])", "(mutant::is(N) ? 1 : 0)", "1"),
    (r"(?<![\w.\"'])1(?![\w.'])", "(mutant::is(N) ? 2 : 1)", "2"),
    (r"(?<![\w.\"'])2(?![\w.'])", "(mutant::is(N) ? 3 : 2)", "3"),
    (r"std::min(?=\()", "mutant::least<N>", "std::max"),
    (r"std::max(?=\()", "mutant::most<N>", "std::min"),
]
# The second operand is left out; `)` follows it.
CONDITIONS = [
    (r"(?<= )&&(?= )", "&& (mutant::is(N) ||", "the first condition alone"),
    (r"(?<= )\|\|(?= )", "|| (!mutant::is(N) &&", "the first condition alone"),
]
# Lines that say nothing about what the room computes, or that no switch may stand in.
SPARED = re.compile(r"^\s*(//|#|\*|using |namespace |template|(static )?constexpr |case |static_assert)")


def code_only(line):
    """The line with strings and comments blanked, so that places stay where they are."""
    line = re.sub(r'"(\\.|[^"\\])*"', lambda m: " " * len(m.group(0)), line)
    line = re.sub(r"//.*", lambda m: " " * len(m.group(0)), line)
    # Brackets of templates are no comparisons.
    return re.sub(r"<[\w:, *&<>]*>", lambda m: "#" * len(m.group(0)), line)


def end_of_operand(code, begin):
    """Where the operand of && or || that begins there ends."""
    depth = 0
    for at in range(begin, len(code)):
        c = code[at]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth < 0:
                return at
        elif depth == 0 and (c in ";,?" or code.startswith(("&&", "||"), at)
                             or (c == ":" and code[at - 1] != ":" and code[at + 1] != ":")):
            return at
    return len(code)


class Place:
    def __init__(self, number, line, column, edits, does):
        self.number, self.line, self.column, self.does = number, line, column, does
        self.edits = edits  # (begin, end, text) in the file


def places(text, first_number):
    lines = text.splitlines(keepends=True)
    code = "".join(line if line.endswith("\n") else line + "\n" for line in (
        code_only(raw.rstrip("\n")).ljust(len(raw.rstrip("\n"))) + "\n" for raw in lines))
    found, start = [], 0
    for number, raw in enumerate(lines):
        line = code[start:start + len(raw)].rstrip("\n")
        if not SPARED.match(raw) and "expects(" not in raw:
            for pattern, becomes, does in CHANGES + CONDITIONS:
                for match in re.finditer(pattern, line):
                    mutant = first_number + len(found)
                    edits = [(start + match.start(), start + match.end(), becomes.replace("N", str(mutant)))]
                    if (pattern, becomes, does) in CONDITIONS:
                        end = end_of_operand(code, start + match.end())
                        edits.append((end, end, ")"))
                    found.append(Place(mutant, number, match.start(), edits, does))
        start += len(raw)
    return found


def switched(text, chosen):
    """The text with a switch at each of the places."""
    edits = sorted((edit for place in chosen for edit in place.edits), key=lambda e: (e[0], e[1]), reverse=True)
    for begin, end, new in edits:
        text = text[:begin] + new + text[end:]
    return HEAD + text


def run(command, seconds, **more):
    try:
        done = subprocess.run(command, timeout=seconds, capture_output=True, text=True, errors="replace", check=False, **more)
        return done.returncode, done.stdout + done.stderr
    except subprocess.TimeoutExpired:
        return None, "took too long"


class Workshop:
    """A copy of the sources that may be spoilt, and a build of one room's tests."""

    def __init__(self, room, copy):
        self.room, self.sources, self.build = room, copy, copy / "build" / "test"
        self.test = f"{room}_test"
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        for name in listed.stdout.splitlines():
            target, source = self.sources / name, ROOT / name
            if source.is_file() and (not target.exists() or target.read_bytes() != source.read_bytes()):
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)  # dated now: whatever was built of another state is built anew
        shutil.copy2(ROOT / "scripts" / "mutant.hpp", self.sources / "engine" / "mutant.hpp")
        subprocess.run(["cmake", "--preset", "test"], cwd=self.sources, check=True, stdout=subprocess.DEVNULL)
        self.numbers, self.whole = [], {}

    def put_switches(self):
        """Writes switches into every file of the room and builds its tests; the places that took one."""
        first = 1
        for path in sorted((self.sources / "engine" / self.room).rglob("*.cpp")):
            text = path.read_text(encoding="utf-8")
            self.whole[path] = text
            chosen = places(text, first)
            first += len(chosen)
            self.numbers += self.settle(path, text, chosen)
        code, said = run(["cmake", "--build", self.build, "--target", self.test], 7200)
        if code != 0:
            sys.exit(f"the room does not build with switches:\n{said[-3000:]}")
        begun = time.monotonic()
        code, said = self.run_tests(0, 3600, [])
        if code != 0:
            sys.exit(f"the room's tests do not pass unchanged:\n{said[-3000:]}")
        self.limit = 5 + 4 * (time.monotonic() - begun)
        took = {name: int(ms) for name, ms in re.findall(r"OK \] (\S+).* \((\d+) ms\)", said)}
        self.slow = ":".join(name for name, ms in took.items() if ms > 0.02 * sum(took.values()))
        return self.numbers

    def settle(self, path, text, chosen):
        """Compiles the file, leaving out places on lines that the compiler names, until it compiles. What compiled is
        remembered beside the build."""
        name = path.relative_to(self.sources / "engine")
        target = f"engine/CMakeFiles/riskmap_{self.room}.dir/{name}.o"
        all_places = switched(text, chosen) + (ROOT / "scripts" / "mutant.hpp").read_text(encoding="utf-8")
        memory = self.build / "switches" / hashlib.sha256(all_places.encode()).hexdigest()
        if memory.exists():
            remembered = set(memory.read_text(encoding="utf-8").split())
            chosen = [place for place in chosen if str(place.number) in remembered]
        for _ in range(12):
            path.write_text(switched(text, chosen), encoding="utf-8")
            code, said = run(["ninja", "-C", self.build, target], 3600)
            if code == 0:
                break
            named = {int(number) - 1 - HEAD.count("\n") for number in re.findall(rf"{re.escape(str(name))}:(\d+)", said)}
            kept = [place for place in chosen if place.line not in named]
            if len(kept) == len(chosen):
                kept = [place for place in chosen if not any(abs(place.line - line) <= 3 for line in named)]
            chosen = kept if len(kept) < len(chosen) else []
        else:
            sys.exit(f"{name} does not compile:\n{said[-3000:]}")
        memory.parent.mkdir(exist_ok=True)
        memory.write_text(" ".join(str(place.number) for place in chosen), encoding="utf-8")
        return [(path, place) for place in chosen]

    def run_tests(self, number, seconds, asked):
        return run([self.build / "tests" / self.test, "--gtest_fail_fast", *asked], seconds,
                   env={**os.environ, "MUTANT": str(number)})

    def survives(self, number):
        """Whether all tests pass: the quick ones first, the slow ones only then."""
        return all(self.run_tests(number, self.limit, ["--gtest_brief=1", f"--gtest_filter={some}"])[0] == 0
                   for some in (f"-{self.slow}", self.slow))

    def restore(self):
        for path, text in self.whole.items():
            path.write_text(text, encoding="utf-8")


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
    workshop = Workshop(room, asked.copy)
    try:
        every = workshop.put_switches()
        random.Random(asked.seed).shuffle(every)
        end = time.monotonic() + 60 * asked.minutes
        tried, survivors = 0, []
        for path, place in every[:asked.mutants]:
            if time.monotonic() > end:
                break
            tried += 1
            if workshop.survives(place.number):
                line = workshop.whole[path].splitlines()[place.line]
                name = path.relative_to(workshop.sources)
                survivors.append(f"{name}:{place.line + 1}:{place.column + 1} -> {place.does}  | {line.strip()}")
                print("survived", survivors[-1], flush=True)
    finally:
        workshop.restore()
    killed = tried - len(survivors)
    low, high = wilson(killed, tried)
    print(f"{room}: {killed} of {tried} mutants killed ({100 * killed / max(1, tried):.0f} %, "
          f"{100 * low:.0f}-{100 * high:.0f} %), drawn from {len(every)} places", flush=True)
    return survivors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rooms", nargs="+", metavar="ROOM")
    parser.add_argument("--mutants", type=int, default=200, help="of each room")
    parser.add_argument("--minutes", type=float, default=math.inf, help="of trying mutants of each room")
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
