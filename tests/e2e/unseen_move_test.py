"""A case moved between two communes whose hidden counts hide it changes no byte of a public result.

Everything public is computed from what the public tables print: two studies whose printed tables are the same have
the same result, whatever the hidden counts are. Exceptions, each named below: the check sum of the changed list (run.json
and the report's list of inputs), the timings, and the back-test, which needs exact counts and keeps shares of the whole
study to 5 % (backtest.csv, and its sentence in model.csv, report and answer).
"""

import csv
import hashlib
import pathlib
import shutil
import unittest
import zipfile

from annex_test import Workbook
from riskmap_command import DEMO, CommandTest, files_below

LISTS = {"drowning": "incidents_drowning.csv", "traffic": "incidents_road.csv"}
ONLY_TABLES = ("--set", 'output.formats=["csv"]')
COUNT_SHEETS = slice(2, 5)  # years, ages, months and hours
# run.json: check sums of inputs, and of outputs that quote them.
NOT_COMPARED = {"timings.json", "run.json", "backtest.csv"}


def read(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(file, rows):
    with open(file, "w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def sha256(file):
    return hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()


class UnseenMove(CommandTest):
    def study(self, name):
        """A copy of the demo, whose result lies beside it, so that paths in the record are the same."""
        shutil.copytree(DEMO.parent.parent, self.work / name / "data")
        return self.work / name / "data" / "demo"

    def run_study(self, data, out, *arguments):
        done = self.riskmap("run", data / "study.toml", "--out", out, "--overwrite", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout + done.stderr

    def printed(self, out):
        """What the public tables say of counts."""
        communes = [
            {k: v for k, v in row.items() if k.endswith("_observed_shown")}
            for row in read(out / "communes.csv")
        ]
        book = Workbook(out / "annex.xlsx")
        return communes, [book.rows(name) for name in book.names[COUNT_SHEETS]]

    def moves(self, prefix, public, exact, rows):
        """Pairs of a row and a row of another commune: the first's commune has two cases, the other's one."""
        by_code = {row["code"]: row for row in public}
        count = {row["code"]: int(row[f"{prefix}_observed"] or 0) for row in exact}
        events = [row["event_id"] for row in rows]
        for row in rows:
            code = row["commune_code"]
            if count.get(code) != 2 or events.count(row["event_id"]) != 1:
                continue
            for other in rows:
                to = other["commune_code"]
                if (
                    count.get(to) == 1
                    and other["precision"] == row["precision"]
                    and by_code[to]["parent"] == by_code[code]["parent"]
                    and by_code[to][f"{prefix}_observed_shown"] == "<3"
                    and by_code[code][f"{prefix}_observed_shown"] == "<3"
                ):
                    yield row, other

    def without_back_test(self, text, out):
        for row in read(out / "model.csv"):
            if row["topic"] == "back_test":
                for language in ("sentence_vi", "sentence_en"):
                    self.assertIn("ack-test" if language[-1] == "n" else "Thử dự báo", row[language])
                    text = text.replace(row[language], "(back-test)")
        return text

    def assert_same_bytes(self, first, second, swap):
        names = files_below(first)
        self.assertEqual(names, files_below(second))
        compared = 0
        for name in names:
            if name in NOT_COMPARED:
                continue
            one, two = (first / name).read_bytes(), (second / name).read_bytes()
            if name in ("model.csv", "report.html"):
                two = two.replace(swap[1][:16].encode(), swap[0][:16].encode())
                one = self.without_back_test(one.decode("utf-8"), first).encode()
                two = self.without_back_test(two.decode("utf-8"), second).encode()
            if one != two and zipfile.is_zipfile(first / name):
                with zipfile.ZipFile(first / name) as a, zipfile.ZipFile(second / name) as b:
                    for member in a.namelist():
                        self.assertEqual(a.read(member), b.read(member), f"{name}: {member}")
            self.assertEqual(one == two, True, f"{name} differs")
            compared += 1
        self.assertGreater(compared, 40)

    def test_a_move_that_no_table_prints_changes_no_byte(self):
        here, there = self.study("here"), self.study("there")
        public, exact = self.work / "here" / "out", self.work / "exact"
        answer = self.run_study(here, public)
        self.run_study(here, exact, "--internal", "--quiet", *ONLY_TABLES)
        printed = self.printed(public)
        out = self.work / "there" / "out"
        for prefix, name in LISTS.items():
            with self.subTest(prefix):
                rows = read(here / name)
                moved = 0
                for row, other in self.moves(
                    prefix, read(public / "communes.csv"), read(exact / "communes.csv"), rows
                ):
                    place = ("lon", "lat", "commune_code", "commune_name", "district_name")
                    changed = [
                        {**each, **{key: other[key] for key in place}} if each is row else each
                        for each in rows
                    ]
                    write(there / name, changed)
                    told = self.run_study(there, out)
                    if self.printed(out) != printed:
                        continue  # what is hidden beside them is another choice
                    moved += 1
                    internal = self.work / "moved"
                    self.run_study(there, internal, "--internal", "--quiet", *ONLY_TABLES)
                    column = f"{prefix}_observed"
                    counts = [
                        [r[column] for r in read(folder / "communes.csv")]
                        for folder in (exact, internal)
                    ]
                    self.assertNotEqual(*counts, "the case did move")
                    self.assert_same_bytes(
                        public, out, (sha256(here / name), sha256(there / name))
                    )
                    self.assertEqual(
                        self.without_back_test(told.replace(str(out), str(public)), out),
                        self.without_back_test(answer, public),
                    )
                    break
                shutil.copyfile(here / name, there / name)
                self.assertEqual(moved, 1, "no pair of communes hides a move")


if __name__ == "__main__":
    unittest.main()
