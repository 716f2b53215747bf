"""The rooms of engine/ keep their floors, their namespaces and their words."""

import pathlib
import re
import sys
import unittest

ENGINE = pathlib.Path(__file__).resolve().parent.parent / "engine"

FLOORS = {
    "core": 0,
    "geo": 1,
    "stats": 1,
    "disclosure": 1,
    "domain": 2,
    "gdal": 3,
    "hazard": 3,
    "intake": 4,
    "cases": 4,
    "exposure": 4,
    "risk": 5,
    "plan": 6,
    "publish": 7,
    "app": 8,
    "cli": 9,
}

# Outside libraries, and the rooms that may include them.
LIBRARIES = {
    "geos_c.h": {"geo"},
    "proj.h": {"geo"},
    "Eigen/": {"stats", "risk"},
    "boost/math": {"stats"},
    "toml++/": {"intake"},
    "CLI/": {"cli"},
    "gdal": {"gdal", "intake", "publish", "app"},
    "ogr": {"gdal", "intake", "publish", "app"},
}

# One room may use another of its own floor only where this table says why.
SAME_FLOOR = {
    # Text of tables is decoded by the room that opens files.
}

LONGEST_FILE = 400


def sources(room=None):
    folder = ENGINE / room if room else ENGINE
    return sorted(p for p in folder.rglob("*") if p.suffix in {".hpp", ".cpp"})


def includes(path):
    return re.findall(r'^#include ([<"])([^>"]+)[>"]', path.read_text(encoding="utf-8"), re.M)


class Architecture(unittest.TestCase):
    def test_every_room_has_a_floor(self):
        rooms = {p.name for p in ENGINE.iterdir() if p.is_dir()}
        self.assertEqual(rooms, set(FLOORS))

    def test_a_room_includes_only_lower_floors(self):
        wrong = []
        for room, floor in FLOORS.items():
            for path in sources(room):
                for kind, name in includes(path):
                    other = name.split("/")[0]
                    if kind != '"' or other == room:
                        continue
                    allowed = FLOORS.get(other, 99) < floor or (room, other) in SAME_FLOOR
                    if not allowed:
                        wrong.append(f"{path.relative_to(ENGINE)} includes {name}")
        self.assertEqual(wrong, [])

    def test_outside_libraries_stay_in_their_rooms(self):
        wrong = []
        for room in FLOORS:
            for path in sources(room):
                for kind, name in includes(path):
                    for start, rooms in LIBRARIES.items():
                        if kind == "<" and name.startswith(start) and room not in rooms:
                            wrong.append(f"{path.relative_to(ENGINE)} includes {name}")
        self.assertEqual(wrong, [])

    def test_a_room_is_a_namespace(self):
        wrong = []
        for path in sources():
            room = path.relative_to(ENGINE).parts[0]
            text = path.read_text(encoding="utf-8")
            wanted = "namespace riskmap" + ("" if room == "core" else f"::{room}")
            if wanted not in text and path.name != "main.cpp":
                wrong.append(str(path.relative_to(ENGINE)))
        self.assertEqual(wrong, [])

    def test_the_engine_knows_no_hazard(self):
        wrong = []
        for path in sources():
            for word in ("drown", "traffic", "đuối nước", "giao thông"):
                if word in path.read_text(encoding="utf-8").lower():
                    wrong.append(f"{path.relative_to(ENGINE)}: {word}")
        self.assertEqual(wrong, [])

    def test_files_hold_one_noun(self):
        long = [
            f"{p.relative_to(ENGINE)}: {n}"
            for p in sources()
            if (n := len(p.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
        ]
        self.assertEqual(long, [])

    def test_what_stops_the_program_is_said_in_both_languages(self):
        one_language = re.compile(
            r"Error\(\s*ErrorKind::(?!internal)\w+,\s*(?:fmt::format|\"|std::string|[\w.()]+\s*\+)"
        )
        for path in sources():
            found = one_language.search(path.read_text(encoding="utf-8"))
            self.assertIsNone(found, f"{path}: {found and found.group()}")

    def test_headers_are_included_once(self):
        wrong = [
            str(p.relative_to(ENGINE))
            for p in sources()
            if p.suffix == ".hpp" and not p.read_text(encoding="utf-8").startswith("#pragma once")
        ]
        self.assertEqual(wrong, [])


if __name__ == "__main__":
    sys.exit(unittest.main())
