"""Missing is not zero: what units reported, and where somebody looked, comes out as states in every format."""

import csv
import json
import sqlite3
import struct
import unittest

from riskmap_command import DEMO, CommandTest

FORMATS = 'output.formats=["gpkg","csv","geojson","shapefile"]'
SILENT, NOTHING = "00104", "00101"


def rows_of_dbf(path):
    """Texts by column of a DBF in UTF-8."""
    data = path.read_bytes()
    count, head, width = struct.unpack("<IHH", data[4:12])
    fields, at = [], 32
    while data[at] != 0x0D:
        fields.append((data[at : at + 11].split(b"\0")[0].decode(), data[at + 16]))
        at += 32
    for row in range(count):
        at = head + row * width + 1
        texts = {}
        for name, size in fields:
            texts[name] = data[at : at + size].decode("utf-8").strip(" *")  # a field of stars is no data
            at += size
        yield texts


class States(CommandTest):
    def communes(self, out):
        """(observed, state) by code, as each format tells them."""
        told = {}
        with open(out / "communes.csv", encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        told["csv"] = {r["code"]: (r["drowning_observed"], r["drowning_status"]) for r in rows}
        layer = json.loads((out / "geojson" / "communes.geojson").read_text(encoding="utf-8"))
        cells = [f["properties"] for f in layer["features"]]
        told["geojson"] = {c["code"]: (c["drowning_observed"], c["drowning_status"]) for c in cells}
        with sqlite3.connect(out / "riskmap.gpkg") as package:
            table = package.execute("select code, drowning_observed, drowning_status from communes").fetchall()
        told["gpkg"] = {code: (observed, state) for code, observed, state in table}
        dbf = rows_of_dbf(out / "shapefile" / "communes.dbf")
        told["shapefile"] = {r["ma_xa"]: (r["dn_so_vu"], r["dn_tt"]) for r in dbf}
        return rows, {
            name: {code: ("" if seen is None else str(seen), state) for code, (seen, state) in by_code.items()}
            for name, by_code in told.items()
        }

    def test_states_are_the_same_in_every_format(self):
        with sqlite3.connect(DEMO.parent / "communes.gpkg") as units:
            codes = [row[0] for row in units.execute("select code from communes order by code")]
        lines = [f"{code},{'báo cáo không có vụ' if code == NOTHING else 'có báo cáo'}\n" for code in codes if code != SILENT]
        table = self.work / "báo cáo.csv"
        table.write_text("code,status\n" + "".join(lines), encoding="utf-8")
        out = self.work / "out"
        reporting = f'reporting={{file="{table}",key="code",status="status"}}'
        self.run_demo(out, "--quiet", "--internal", "--set", FORMATS, "--set", reporting)
        rows, told = self.communes(out)
        for name, by_code in told.items():
            self.assertEqual(by_code, told["csv"], name)
        self.assertEqual(told["csv"][SILENT], ("", "not_reported"))
        self.assertEqual(told["csv"][NOTHING], ("0", "zero_reported"))
        self.assertIn("value", {state for _, state in told["csv"].values()})
        silent = next(row for row in rows if row["code"] == SILENT)
        self.assertEqual((silent["drowning_level"], silent["drowning_rank"]), ("insufficient_data", ""))
        with open(out / "ledger.csv", encoding="utf-8-sig", newline="") as stream:
            ledger = [row for row in csv.DictReader(stream) if row["slug"] == "reporting.not-reported"]
        self.assertEqual(len(ledger), 1)
        self.assertIn(SILENT, ledger[0]["message_en"])
        self.check_survey(rows)

    def check_survey(self, rows):
        """Where nobody looked for ponds their density is empty, and nowhere else."""
        with open(DEMO.parent / "pond_survey.csv", encoding="utf-8-sig", newline="") as stream:
            unseen = {r["district_code"] for r in csv.DictReader(stream) if r["status"] == "not_surveyed"}
        self.assertTrue(unseen)
        with sqlite3.connect(DEMO.parent / "communes.gpkg") as units:
            district = dict(units.execute("select code, district_code from communes"))
        for row in rows:
            empty = row["drowning_pond_density"] == ""
            self.assertEqual(empty, district[row["code"]] in unseen, row["code"])


if __name__ == "__main__":
    unittest.main()
