"""The program that made data/demo makes the same bytes again. Skipped, with a reason, away from Debian 12's packages."""

import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77  # what ctest is told to take as "skipped"
ROOT = pathlib.Path(__file__).resolve().parents[2]
HAND_WRITTEN = {"study.toml", "README.md"}


def files_in(folder):
    """Bytes by path below the folder, without what is written by hand."""
    folder = pathlib.Path(folder)
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in HAND_WRITTEN)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def reason_to_skip():
    try:
        import numpy
        import osgeo
        import scipy
    except ImportError as missing:
        return f"{missing}: install python3-numpy, python3-scipy and python3-gdal to run it"
    have = (numpy.__version__, scipy.__version__, osgeo.__version__)
    made_with = ("1.24.2", "1.10.1", "3.6.2")
    return "" if have == made_with else f"numpy, scipy, GDAL are {have}; the data were made with {made_with}"


def main():
    reason = reason_to_skip()
    if reason:
        print("SKIPPED:", reason)
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-B", "-m", "make_demo", folder], cwd=ROOT / "scripts", check=True)
        made = files_in(folder)
    kept = files_in(ROOT / "data" / "demo")
    wrong = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    print("not the same:", ", ".join(wrong) if wrong else "nothing")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
