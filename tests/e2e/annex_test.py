"""annex.xlsx says what the other files say, is safe to open, and its sums move."""

import csv
import io
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

from riskmap_command import CommandTest

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
HEADS = 4  # row of the heads of columns
CSV_OF_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{}"


def column_number(reference):
    number = 0
    for letter in re.match("[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class Workbook:
    """Cells as (kind, text): kind is "text", "number", "formula" or "empty"."""

    def __init__(self, file):
        self.archive = zipfile.ZipFile(file)
        strings = self.xml("xl/sharedStrings.xml")
        self.strings = ["".join(t.text or "" for t in si.iter(f"{{{NS['m']}}}t")) for si in strings]
        book = self.xml("xl/workbook.xml")
        self.names = [sheet.get("name") for sheet in book.find("m:sheets", NS)]
        self.paths = {name: f"xl/worksheets/sheet{i + 1}.xml" for i, name in enumerate(self.names)}

    def xml(self, path):
        return ElementTree.fromstring(self.archive.read(path))

    def rows(self, name):
        rows = {}
        for cell in self.xml(self.paths[name]).iter(f"{{{NS['m']}}}c"):
            reference = cell.get("r")
            value, formula = cell.find("m:v", NS), cell.find("m:f", NS)
            if formula is not None:
                found = ("formula", formula.text)
            elif value is None:
                found = ("empty", "")
            elif cell.get("t") == "s":
                found = ("text", self.strings[int(value.text)])
            else:
                found = ("number", value.text)
            row = int(re.search(r"\d+", reference).group())
            rows.setdefault(row, {})[column_number(reference)] = found
        return rows

    def table(self, name):
        """Rows under the heads, each a list of cells by column."""
        rows = self.rows(name)
        width = len(rows[HEADS])
        found = []
        for row in sorted(r for r in rows if r > HEADS):
            found.append([rows[row].get(i, ("empty", "")) for i in range(width)])
        return [cell[1] for _, cell in sorted(rows[HEADS].items())], found


def read_csv(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


class Annex(CommandTest):
    """One run of the demo serves all tests."""

    shared = None

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.shared, ignore_errors=True)

    def setUp(self):
        super().setUp()
        if Annex.shared is None:
            Annex.shared = pathlib.Path(tempfile.mkdtemp(prefix="riskmap phụ lục "))
            self.run_demo(Annex.shared / "out", "--quiet")
        self.out = Annex.shared / "out"
        self.book = Workbook(self.out / "annex.xlsx")

    def compare(self, sheet, file, key, columns):
        """`columns`: names of the CSV in the order of the sheet."""
        _, rows = self.book.table(sheet)
        published = {row[key]: row for row in read_csv(self.out / file)}
        self.assertEqual(len(rows), len(published))
        compared = 0
        for cells in rows:
            meant = published[cells[columns.index(key)][1]]
            for (kind, text), column in zip(cells, columns):
                if column.endswith(("_level", "kind")):
                    self.assertNotEqual(text, meant[column], "plain words")
                    continue
                if kind == "number":
                    self.assertEqual(float(text), float(meant[column]), (sheet, column))
                    compared += 1
                elif kind == "text":
                    self.assertEqual(text, meant.get(f"{column}_shown", meant[column]))
                else:
                    self.assertEqual((kind, meant[column]), ("empty", ""))
        return compared

    def test_communes_are_as_published(self):
        columns = ["code", "name", "parent", "population", "priority_rank"]
        for prefix in ("drowning", "traffic"):
            columns += [f"{prefix}_{suffix}" for suffix in (
                "level", "observed", "expected", "crude", "crude_lower", "crude_upper", "rate",
                "rate_lower", "rate_upper", "rr", "rank", "rank_lower", "rank_upper", "p_exceed")]
        compared = self.compare("T2 Xã", "communes.csv", "code", columns)
        self.assertGreater(compared, 120 * 20)
        _, rows = self.book.table("T2 Xã")
        self.assertTrue(all(row[0][0] == "text" for row in rows), "codes stay text")
        self.assertTrue(any(row[0][1].startswith("00") for row in rows))

    def test_places_are_as_published(self):
        self.compare("T6 Trường học", "schools.csv", "id", [
            "id", "name", "commune_code", "commune", "nearest_water_m", "nearest_water_kind",
            "nearest_water", "nearest_major_road_m", "nearest_major_road_kind",
            "nearest_major_road", "road_to_cross", "children_crossing", "children_500"])
        self.compare("T5 Vùng nước", "water.csv", "id", [
            "id", "name", "kind", "commune_code", "commune", "children_200", "children_500",
            "schools_1000", "nearest_school_m", "nearest_school"])

    def test_every_source_stands_as_in_the_ledger(self):
        _, rows = self.book.table("T1 Chất lượng số liệu")
        tallies = [r for r in read_csv(self.out / "ledger.csv") if r["severity"] == "tally"]
        self.assertEqual(
            [[text for _, text in row[1:6]] for row in rows],
            [[t["file"], t["rows_in"], t["rows_used"], t["rows_not_selected"],
              t["rows_rejected"]] for t in tallies])
        labels = [row[0][1] for row in rows]
        self.assertEqual(len(set(labels)), len(labels))
        self.assertIn("Ao, hố nước đã đăng ký", labels)
        self.assertFalse({t["source"] for t in tallies} & set(labels), "labels in plain words")

    def test_years_add_up_to_the_period(self):
        _, rows = self.book.table("T2 Năm")
        communes = read_csv(self.out / "communes.csv")
        for label, prefix in (("Đuối nước trẻ em", "drowning"), ("Tai nạn giao thông trẻ em", "traffic")):
            whole = [r[3] for r in rows if r[0][1] == label and r[2][1] == "Toàn vùng"]
            self.assertEqual(len(whole), 5)
            told = [int(text) for kind, text in whole if kind == "number"]
            least = sum(told) + 3 * (len(whole) - len(told))
            shown = [c[f"{prefix}_observed_shown"] for c in communes]
            most = sum(int(s) for s in shown if s.isdigit()) + 2 * shown.count("<3")
            self.assertLessEqual(least, most)

    def test_counts_of_one_and_two_are_not_told(self):
        for sheet, first in (("T3 Tuổi và giới", 2), ("T4 Tháng và giờ", 2)):
            _, rows = self.book.table(sheet)
            self.assertGreater(len(rows), 10)
            for row in rows:
                for kind, text in row[first:]:
                    self.assertFalse(kind == "number" and float(text) in (1, 2), (sheet, row))
                hidden = [text for _, text in row[first:-1] if text in ("<3", "…")]
                if row[-1][0] == "number":
                    self.assertNotEqual(len(hidden), 1, "its total would tell the hidden cell")

    def test_only_our_own_cells_are_formulas(self):
        for name in self.book.names:
            for row in self.book.rows(name).values():
                for kind, text in row.values():
                    if kind == "formula":
                        self.assertRegex(text, r"^(IF|SUM)\(")
                        self.assertIn(name, ("T7 Chỉ tiêu", "T8 Đề xuất và dự toán"))

    def test_a_price_moves_the_sum(self):
        heads, rows = self.book.table("T8 Đề xuất và dự toán")
        self.assertEqual(heads[:3] + heads[4:10], [
            "TT", "Mã xã", "Xã", "Nội dung", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền", "Nguồn"])
        price_row = int(re.search(r"\$D\$(\d+)", rows[0][7][1]).group(1))
        office = shutil.which("soffice") or shutil.which("libreoffice")
        if not office:
            self.skipTest("SKIPPED: LibreOffice is not installed, nothing was recalculated")
        for price in (1000, 2500):
            self.assertEqual(self.recalculated(office, price_row, price), 4 * price)

    def recalculated(self, office, price_row, price):
        """The total when the first proposal asks for 4 and its price is `price`."""
        changes = {("T8 Đề xuất và dự toán", "G5"): 4, ("Đơn giá", f"D{price_row}"): price}
        file = self.work / f"changed{price}.xlsx"
        with zipfile.ZipFile(file, "w") as changed:
            for entry in self.book.archive.namelist():
                text = self.book.archive.read(entry)
                for (sheet, cell), value in changes.items():
                    if entry == self.book.paths[sheet]:
                        text = re.sub(rf'<c r="{cell}"( s="\d+")?(/>|><v>.*?</v></c>)'.encode(),
                                      f'<c r="{cell}"><v>{value}</v></c>'.encode(), text)
                        # Without stored values every program computes.
                        text = re.sub(rb"(</f>)<v>.*?</v>", rb"\1", text)
                changed.writestr(entry, text)
        number = self.book.names.index("T8 Đề xuất và dự toán") + 1
        subprocess.run(
            [office, f"-env:UserInstallation=file:///{self.work.as_posix().replace(' ', '%20')}/profile",
             "--headless", "--convert-to", CSV_OF_SHEET.format(number), "--outdir", self.work, file],
            capture_output=True, timeout=200, check=True)
        written = next(self.work.glob(f"changed{price}-*.csv")).read_text(encoding="utf-8")
        total = next(r for r in csv.reader(io.StringIO(written)) if "Tổng cộng" in r)
        return float(re.sub(r"\D", "", total[8]))


if __name__ == "__main__":
    unittest.main()
