"""A third hazard is one more file: the demo with "any child injury" beside its two."""

import csv
import json
import sqlite3
import struct
import unittest

from riskmap_command import SOURCE, CommandTest

HAZARDS = [
    SOURCE / "data" / "hazards" / "drowning.toml",
    SOURCE / "data" / "hazards" / "road_traffic.toml",
    SOURCE / "tests" / "intake" / "data" / "any_injury.toml",
]
SHORTEST_LIST = ("observed", "expected", "rate", "rr", "p_exceed", "rank", "level", "status")


def dbf_fields(file):
    """Names of a DBF file's columns."""
    data = file.read_bytes()
    header = struct.unpack_from("<H", data, 8)[0]
    fields = [data[at : at + 32] for at in range(32, header - 1, 32)]
    return [field[:11].split(b"\0")[0].decode("ascii") for field in fields]


class ThirdHazard(CommandTest):
    def test_its_columns_stand_beside_those_of_the_others(self):
        """One run for all that is asked of its result."""
        self.out = self.work / "out"
        files = ", ".join(f'"{file}"' for file in HAZARDS)
        self.run_demo(self.out, "--set", f"hazards=[{files}]", "--internal", "--quiet")
        for ask in (self.columns_in_every_format, self.counts, self.short_names):
            with self.subTest(ask.__name__):
                ask()

    def dictionary(self):
        with open(self.out / "dictionary.csv", encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def columns_in_every_format(self):
        wanted = {f"injury_{name}" for name in SHORTEST_LIST} | {"injury_water_near_home"}
        short_of = {
            row["field"]: row["short_name"]
            for row in self.dictionary()
            if row["layer"] == "communes"
        }
        with open(self.out / "communes.csv", encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        self.assertLessEqual(wanted, set(rows[0]))
        with sqlite3.connect(self.out / "riskmap.gpkg") as package:
            columns = {row[1] for row in package.execute("PRAGMA table_info(communes)")}
        self.assertLessEqual(wanted, columns)
        text = (self.out / "geojson" / "communes.geojson").read_text(encoding="utf-8")
        self.assertLessEqual(wanted, set(json.loads(text)["features"][0]["properties"]))
        shapefile = set(dbf_fields(self.out / "shapefile" / "communes.dbf"))
        self.assertLessEqual({short_of[name] for name in wanted}, shapefile)

    def counts(self):
        with open(self.out / "communes.csv", encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))

        def total(prefix):
            return sum(int(row[prefix + "_observed"]) for row in rows)

        # Every victim of either cause is one child, so there are at least as many as events.
        self.assertGreaterEqual(total("injury"), total("drowning") + total("traffic"))
        self.assertEqual(
            sorted(int(row["injury_rank"]) for row in rows), list(range(1, len(rows) + 1))
        )
        self.assertTrue(all("child injuries" in row["injury_reason_en"] for row in rows))

    def short_names(self):
        names = {}
        for row in self.dictionary():
            short = row["short_name"]
            self.assertLessEqual(len(short), 10, short)
            self.assertNotIn(short, names.setdefault(row["layer"], set()), row)
            names[row["layer"]].add(short)
        fields = dbf_fields(self.out / "shapefile" / "communes.dbf")
        self.assertEqual(len(fields), len(set(fields)))
        self.assertEqual(set(fields), names["communes"])

    def test_a_short_name_used_twice_is_refused_before_anything_is_read(self):
        twice = self.work / "twice.toml"
        text = HAZARDS[2].read_text(encoding="utf-8").replace('short_prefix = "tt"', 'short_prefix = "dn"')
        twice.write_text(text, encoding="utf-8")
        files = ", ".join(f'"{file}"' for file in [*HAZARDS[:2], twice])
        study = SOURCE / "data" / "demo" / "study.toml"
        done = self.riskmap("run", study, "--out", self.work / "b", "--set", f"hazards=[{files}]")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("dn", done.stderr)
        self.assertFalse((self.work / "b").exists())


if __name__ == "__main__":
    unittest.main()
