"""What stands in two products is the same in both: tables, GeoPackage, GeoJSON, shapefile, report."""

import csv
import json
import pathlib
import re
import sqlite3
import struct
import tempfile
import unittest

from riskmap_command import CommandTest

TABLES = ("communes", "schools", "water", "roads", "data_quality", "burden_curve", "target_status")


def read_csv(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def read_dbf(file):
    """Records as texts by field."""
    data = file.read_bytes()
    count, head, size = struct.unpack("<IHH", data[4:12])
    fields, at = [], 1
    for start in range(32, head - 1, 32):
        name = data[start : start + 11].rstrip(b"\0").decode("utf-8")
        fields.append((name, at, at + data[start + 16]))
        at += data[start + 16]
    for row in range(count):
        record = data[head + row * size : head + (row + 1) * size]
        yield {name: record[a:b].decode("utf-8", "replace").strip(" \0") for name, a, b in fields}


def vietnamese(text):
    """A number as the report writes it, and half of its last digit; none for other texts."""
    match = re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d+)?", text)
    if not match:
        return None
    decimals = len(match[2] or ",") - 1
    return float(text.replace(".", "").replace(",", ".")), 0.5 * 10**-decimals + 1e-9


class ProductsAgree(CommandTest):
    out = None

    def setUp(self):
        super().setUp()
        if ProductsAgree.out is None:
            keep = tempfile.TemporaryDirectory(prefix="riskmap sản phẩm ")
            self.addClassCleanup(keep.cleanup)
            ProductsAgree.out = pathlib.Path(keep.name) / "out"
            self.run_demo(ProductsAgree.out, "--quiet", "--internal")
        self.tables = {name: read_csv(self.out / f"{name}.csv") for name in TABLES}

    def agree(self, text, value, where):
        """Whether a cell of a CSV and a typed value are the same; 1 for a number compared."""
        if value is None or value == "":
            self.assertEqual(text, "", where)
            return 0
        if isinstance(value, bool) or text in ("true", "false"):
            self.assertEqual(text, str(bool(value)).lower(), where)
            return 0
        if isinstance(value, (int, float)):
            self.assertEqual(float(text), value, where)
            return 1
        # A spreadsheet formula is defused in CSV only.
        self.assertEqual(text.removeprefix("'"), value, where)
        return 0

    def test_geopackage(self):
        numbers = 0
        with sqlite3.connect(self.out / "riskmap.gpkg") as file:
            file.row_factory = sqlite3.Row
            for name, rows in self.tables.items():
                found = list(file.execute(f"select * from {name} order by rowid"))
                self.assertEqual(len(found), len(rows), name)
                for row, typed in zip(rows, found):
                    for column, text in row.items():
                        numbers += self.agree(text, typed[column], (name, column, row))
        self.assertGreater(numbers, 50_000)

    def test_geojson(self):
        numbers = 0
        for name, rows in self.tables.items():
            file = self.out / "geojson" / f"{name}.geojson"
            features = json.loads(file.read_text("utf-8"))["features"]
            self.assertEqual(len(features), len(rows), name)
            for row, feature in zip(rows, features):
                for column, text in row.items():
                    value = feature["properties"].get(column)
                    numbers += self.agree(text, value, (name, column, row))
        self.assertGreater(numbers, 50_000)

    def test_shapefile(self):
        short = {}
        for row in read_csv(self.out / "dictionary.csv"):
            short.setdefault(row["layer"], {})[row["short_name"]] = row
        numbers = 0
        for name, rows in self.tables.items():
            files = sorted((self.out / "shapefile").glob(f"{name}.dbf")) or sorted(
                (self.out / "shapefile").glob(f"{name}_*.dbf")
            )
            self.assertTrue(files, name)
            key = next(iter(rows[0]))
            by_key = {row[key]: row for row in rows}
            seen = 0
            for file in files:
                for record in read_dbf(file):
                    meant = {short[name][s]["field"]: t for s, t in record.items()}
                    row = by_key[meant[key]] if len(by_key) == len(rows) else rows[seen]
                    seen += 1
                    for column, text in meant.items():
                        kind = next(
                            r["type"] for r in short[name].values() if r["field"] == column
                        )
                        if not text.strip("*"):  # no data
                            self.assertEqual(row[column], "", (name, column))
                        elif kind in ("integer", "real"):
                            self.assertEqual(float(text), float(row[column]), (name, column, row))
                            numbers += 1
                        elif kind == "boolean":
                            self.assertEqual(text in ("T", "1"), row[column] == "true", column)
                        else:
                            # A field of a shapefile ends after 254 bytes, before a broken letter.
                            self.assertTrue(
                                row[column].removeprefix("'").strip().startswith(
                                    text.rstrip("\ufffd.… ")
                                ),
                                (name, column, text),
                            )
            self.assertEqual(seen, len(rows), name)
        self.assertGreater(numbers, 50_000)

    def near(self, shown, text, where):
        """A number of the report is that of the table, to the digits it is written with."""
        number = vietnamese(shown)
        if number is None:
            self.assertEqual((shown, text), ("–", ""), where)
            return 0
        self.assertAlmostEqual(number[0], float(text), delta=number[1], msg=where)
        return 1

    def test_report(self):
        page = (self.out / "report.html").read_text("utf-8")
        data = json.loads(re.search(r'id="page-data">(.*?)</script>', page, re.S)[1])
        rows = {row["code"]: row for row in self.tables["communes"]}
        self.assertEqual({unit[0] for unit in data["units"]}, set(rows))
        numbers = 0
        for unit in data["units"]:
            row = rows[unit[0]]
            self.assertEqual(unit[1:3], [row["name"], row["parent"]])
            numbers += self.near(unit[3], row["population"], "population")
            for prefix, told in zip(("drowning", "traffic"), unit[4]):
                for at, column in ((1, "rank"), (2, "rank_lower"), (3, "rank_upper")):
                    self.assertEqual(told[at], int(row[f"{prefix}_{column}"]), column)
                for at, column in ((4, "rate"), (6, "rr"), (9, "per_year")):
                    numbers += self.near(told[at], row[f"{prefix}_{column}"], column)
                for at, column in ((5, "rate"), (7, "rr")):
                    for end, part in zip(("lower", "upper"), told[at].split("–")):
                        numbers += self.near(part, row[f"{prefix}_{column}_{end}"], column)
                self.assertEqual(told[8][0], row[f"{prefix}_observed_shown"])
                self.assertEqual(
                    told[10], [row[f"{prefix}_reason_vi"], row[f"{prefix}_reason_en"]]
                )
        self.assertGreater(numbers, 1500)


if __name__ == "__main__":
    unittest.main()
