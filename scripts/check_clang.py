#!/usr/bin/env python3
"""Passes every source of a build folder through clang's checks, warnings as errors, without making code.

Usage: check_clang.py BUILD_FOLDER [PART_OF_PATH...]
"""

import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys


def checked(entry):
    words = shlex.split(entry["command"])
    compiler = next(i for i, word in enumerate(words) if "++" in os.path.basename(word))
    flags = []
    skip = False
    for word in words[compiler + 1 :]:
        if skip:
            skip = False
        elif word == "-o":
            skip = True
        elif word not in ("-c", "-Wno-restrict"):
            flags.append(word)
    done = subprocess.run(
        ["clang++", "-fsyntax-only", "-Werror", *flags],
        cwd=entry["directory"],
        capture_output=True,
        text=True,
        check=False,
    )
    return entry["file"], done.returncode, done.stderr


def main():
    build, parts = pathlib.Path(sys.argv[1]), sys.argv[2:]
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    # What the build itself writes is not there yet, and is only text handed through.
    entries = [e for e in entries if not pathlib.Path(e["file"]).is_relative_to(build.resolve())]
    entries = [e for e in entries if not parts or any(part in e["file"] for part in parts)]
    bad = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, code, errors in pool.map(checked, entries):
            if code != 0:
                bad += 1
                print(f"{file}\n{errors}", file=sys.stderr)
    print(f"clang: {len(entries)} sources, {bad} with warnings")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
