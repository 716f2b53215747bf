"""Names that someone chose to do harm, through a whole public run: every product opens as what it is."""

import csv
import html.parser
import json
import pathlib
import re
import shutil
import sqlite3
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

from annex_test import Workbook
from riskmap_command import DEMO, CommandTest, files_below

NAMES = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\u202eạxã\u202c ngược",
    "\u200f\u2066Xã\u2069",
    "\"kép\" 'đơn' `ngược`",
    "hai\ndòng",
    "tab\tvà\rxuống dòng",
    "&amp; &lt;b&gt; ]]> --> <!--",
    "{0} %s %n {{}} ${HOME} $(id)",
    "'; drop table communes; --",
    "../../../tmp/riskmap",
    "\u0007kết thúc",
    "http://example.invalid/?q=1",
    "javascript:alert(1)",
]
RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Elements(html.parser.HTMLParser):
    """Which elements and attributes a page has."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags = {}
        self.attributes = set()
        self.links = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src", "xlink:href"):
                self.links.append(value or "")


class HostileNames(CommandTest):
    out = None
    plain = None

    def setUp(self):
        super().setUp()
        if HostileNames.out is None:
            keep = tempfile.TemporaryDirectory(prefix="riskmap tên dữ ")
            self.addClassCleanup(keep.cleanup)
            folder = pathlib.Path(keep.name)
            data = folder / "data"
            shutil.copytree(DEMO.parent.parent, data)
            self.rename(data / "demo")
            HostileNames.out = folder / "out"
            HostileNames.plain = folder / "plain"
            study = data / "demo" / "study.toml"
            done = self.riskmap("run", study, "--out", self.out, "--quiet")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.run_demo(self.plain, "--quiet", "--set", 'output.formats=["report","qgis","gpkg"]')

    def rename(self, demo):
        """Every name of every layer, in turn; districts too."""
        for layer, columns in (
            ("communes", ("name", "district")),
            ("schools", ("name",)),
            ("roads", ("ref",)),
            ("water", ("name",)),
            ("ponds", ("pond_id",)),
        ):
            with sqlite3.connect(demo / f"{layer}.gpkg") as file:
                for (name,) in list(
                    file.execute("select name from sqlite_master where type = 'trigger'")
                ):
                    file.execute(f'drop trigger "{name}"')
                for column in columns:
                    for i, name in enumerate(NAMES):
                        key = "district_code" if column == "district" else "fid"
                        file.execute(
                            f"update {layer} set {column} = ? where cast({key} as integer) % ? = ?",
                            (name, len(NAMES), i),
                        )

    def text(self, name):
        return (self.out / name).read_text("utf-8-sig")

    def test_the_names_are_there(self):
        with sqlite3.connect(self.out / "riskmap.gpkg") as file:
            found = {row[0] for row in file.execute("select name from communes")}
        self.assertGreaterEqual(len(found), 15)
        self.assertIn("<script>alert(1)</script>", found)

    def test_the_report_has_no_element_that_a_name_made(self):
        page, plain = Elements(self.text("report.html")), Elements(
            (self.plain / "report.html").read_text("utf-8")
        )
        self.assertEqual(page.tags.get("script"), plain.tags.get("script"))
        self.assertEqual(set(page.tags), set(plain.tags))
        self.assertEqual(page.attributes, plain.attributes)
        self.assertFalse([name for name in page.attributes if name.startswith("on")])
        for link in page.links:
            self.assertTrue(link.startswith("#"), link)
        data = json.loads(
            re.search(r'id="page-data">(.*?)</script>', self.text("report.html"), re.S)[1]
        )
        names = {unit[1] for unit in data["units"]}
        self.assertIn("<script>alert(1)</script>", names)
        self.assertFalse([name for name in names if MARKS.search(name)])

    def test_no_cell_of_a_table_is_a_formula(self):
        cells = 0
        for name in files_below(self.out):
            if not name.endswith(".csv"):
                continue
            with open(self.out / name, encoding="utf-8-sig", newline="") as stream:
                rows = list(csv.reader(stream))
            self.assertEqual(len({len(row) for row in rows}), 1, name)
            for row in rows:
                for cell in row:
                    cells += 1
                    if cell.startswith(RUNS_AS_FORMULA):
                        self.assertRegex(cell, r"^-?\d+(\.\d+)?$", name)
        self.assertGreater(cells, 10_000)

    def test_the_workbook_has_only_our_own_formulas(self):
        book = Workbook(self.out / "annex.xlsx")
        texts = set()
        for name in book.names:
            for row in book.rows(name).values():
                for kind, text in row.values():
                    if kind == "formula":
                        self.assertRegex(text, r"^(IF|SUM)\(")
                        self.assertNotIn("cmd", text)
                    elif kind == "text":
                        texts.add(text)
        self.assertTrue(any("cmd|" in text for text in texts), "a name stands as text")
        with zipfile.ZipFile(self.out / "annex.xlsx") as packed:
            for member in packed.namelist():
                self.assertNotIn(b"externalLink", packed.read(member), member)
                self.assertFalse("hyperlink" in member.lower(), member)

    def test_every_xml_is_well_formed_and_no_larger_in_kind(self):
        """QGIS project, styles: a name is a text or an attribute, never an element."""
        with zipfile.ZipFile(self.out / "riskmap.qgz") as packed, zipfile.ZipFile(
            self.plain / "riskmap.qgz"
        ) as plain:
            for member in packed.namelist():
                if member.endswith(".qgs"):
                    kinds = {e.tag for e in ElementTree.fromstring(packed.read(member)).iter()}
                    usual = {e.tag for e in ElementTree.fromstring(plain.read(member)).iter()}
                    self.assertEqual(kinds, usual)
        styles = [n for n in files_below(self.out) if n.endswith((".qml", ".sld"))]
        self.assertGreater(len(styles), 10)
        for name in styles:
            ElementTree.parse(self.out / name)

    def test_geojson_has_the_names_as_they_are(self):
        features = json.loads(self.text("geojson/communes.geojson"))["features"]
        names = {feature["properties"]["name"] for feature in features}
        self.assertIn("=cmd|' /C calc'!A0", names)
        self.assertIn("\"kép\" 'đơn' `ngược`", names)

    def test_no_file_is_named_after_them(self):
        plain = re.compile(r"[A-Za-z0-9_./]+")
        for name in files_below(self.out):
            self.assertRegex(name, plain)
            self.assertTrue(plain.fullmatch(name), name)

    def test_the_answers_keep_the_terminal(self):
        code = next(
            feature["properties"]["code"]
            for feature in json.loads(self.text("geojson/communes.geojson"))["features"]
            if "ngược" in feature["properties"]["name"]
        )
        for arguments in (("explain", self.out, code), ("allocate", self.out, "--budget", "1e9")):
            done = self.riskmap(*arguments)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertFalse(re.search("[\x00-\x08\x0b-\x1f\x7f]", done.stdout + done.stderr))


if __name__ == "__main__":
    unittest.main()
