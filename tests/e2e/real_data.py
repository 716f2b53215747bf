"""The folder of real data, and studies on it. Nothing of it is part of the project."""

import os
import pathlib
import sys

from riskmap_command import SOURCE

STUDIES = SOURCE / "tests" / "real"
HAZARDS = SOURCE / "data" / "hazards"


def shared_data():
    """RISKMAP_SHARED/data, or shared/data beside the sources or above; ends the test as skipped when it is not there."""
    places = [SOURCE.parent / "shared", SOURCE.parent.parent / "shared"]
    if os.environ.get("RISKMAP_SHARED"):
        places.insert(0, pathlib.Path(os.environ["RISKMAP_SHARED"]))
    for place in places:
        if (place / "data" / "README.md").is_file():
            return (place / "data").resolve()
    print(
        "SKIPPED: NO REAL DATA. Set RISKMAP_SHARED to the folder that holds data/; the studies of "
        "Cambridge, Bình Phước and Liechtenstein are not run.",
        file=sys.stderr,
    )
    sys.exit(77)


def write_study(name, data, folder):
    """A copy of tests/real/NAME in `folder` with the paths written in; its study.toml."""
    folder.mkdir()
    for file in (STUDIES / name).iterdir():
        text = file.read_text(encoding="utf-8")
        text = text.replace("SHARED", data.as_posix()).replace("HAZARDS", HAZARDS.as_posix())
        (folder / file.name).write_text(text, encoding="utf-8")
    return folder / "study.toml"
