"""What a run leaves open is answered in its workbook, and the next run reads the answers and counts the rows."""

import csv
import sys
import unittest
import xml.etree.ElementTree as tree
import zipfile

from riskmap_command import DEMO, SOURCE, CommandTest

sys.path.insert(0, str(SOURCE / "scripts"))
from make_demo import workbook  # noqa: E402

STUDY = DEMO.parent / "office" / "study.toml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PLACES, PAIRS = "don_vi (units)", "cap_trung (pairs)"


def table(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def column_of(reference):
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = 26 * number + ord(letter) - 64
    return number - 1


def sheets_of(path):
    """Rows of text by the name of the sheet."""
    with zipfile.ZipFile(path) as package:
        strings = ["".join(t.text or "" for t in item.iter(MAIN + "t")) for item in tree.fromstring(package.read("xl/sharedStrings.xml"))]
        names = [sheet.get("name") for sheet in tree.fromstring(package.read("xl/workbook.xml")).iter(MAIN + "sheet")]
        result = {}
        for number, name in enumerate(names, 1):
            rows = []
            for row in tree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml")).iter(MAIN + "row"):
                cells = {}
                for cell in row.iter(MAIN + "c"):
                    value = cell.find(MAIN + "v")
                    if value is not None:
                        cells[column_of(cell.get("r"))] = strings[int(value.text)] if cell.get("t") == "s" else value.text
                rows.append([cells.get(i, "") for i in range(max(cells, default=-1) + 1)])
            result[name] = rows
    return result


def as_dicts(rows):
    head = next(i for i, row in enumerate(rows) if len(row) > 5)
    return head, [dict(zip(rows[head], row + [""] * len(rows[head]))) for row in rows[head + 1 :]]


class Review(CommandTest):
    def observed(self, out, *arguments):
        done = self.riskmap("run", STUDY, "--out", out, "--quiet", "--internal", "--set", 'output.formats=["csv"]', *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {row["code"]: int(row["drowning_observed"]) for row in table(out / "communes.csv")}

    def test_answers_of_the_workbook_are_read_by_the_next_run(self):
        before = self.observed(self.work / "first")
        sheets = sheets_of(self.work / "first" / "to_review.xlsx")
        head, places = as_dicts(sheets[PLACES])
        told = [row for row in places if row["Tệp ghi (as written)"]]
        self.assertGreaterEqual(len(told), 3)
        wanted = {}
        for number, row in enumerate(places):
            candidates = [row[f"Có thể là {i} (candidate {i})"] for i in (1, 2, 3)]
            if candidates[0] and candidates[1]:
                wanted[number] = candidates[1].split()[0]
        self.assertEqual(len(wanted), 2, "the two names that two communes have")
        filled = []
        for name, rows in sheets.items():
            sheet = workbook.Sheet(name)
            sheet.rows = [list(row) for row in rows]
            filled.append(sheet)
            answers = wanted if name == PLACES else {number: "không" for number in range(len(rows) - head - 1)}
            for number, answer in answers.items():
                width = len(rows[head])
                row = sheet.rows[head + 1 + number]
                row += [None] * (width - len(row))
                row[width - 1] = answer
        workbook.write(self.work / "đã xem lại.xlsx", filled)
        after = self.observed(self.work / "second", "--set", f'review.file="{self.work / "đã xem lại.xlsx"}"')
        pairs = len(as_dicts(sheets[PAIRS])[1])
        self.assertGreater(pairs, 3)
        gained = {code: after[code] - count for code, count in before.items() if after[code] != count}
        self.assertEqual(sum(gained.values()), 2 + pairs)
        for code in wanted.values():
            self.assertGreaterEqual(gained.get(code, 0), 1)
        left = sheets_of(self.work / "second" / "to_review.xlsx")
        self.assertEqual(len([r for r in as_dicts(left[PLACES])[1] if r["Tệp ghi (as written)"]]), len(told) - 2)


if __name__ == "__main__":
    unittest.main()
