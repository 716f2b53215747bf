"""What the tables of the printed report say is what the tables of the result say, in both languages."""

import html.parser
import pathlib
import tempfile
import unittest

from products_agree_test import read_csv, vietnamese
from riskmap_command import CommandTest

HAZARDS = ("drowning", "traffic")
LISTS = (  # in the order of the report: table of the result, and the order printed from it
    ("schools", "drowning_lessons"),
    ("water", "drowning_fencing"),
    ("water", "drowning_signs"),
    ("schools", "traffic_gates"),
    ("roads", "traffic_zones"),
    ("roads", "traffic_speed"),
)


class Tables(html.parser.HTMLParser):
    """The tables of a page in one language: `found` has (class, rows), rows of lists of the pieces
    of text in each cell."""

    def __init__(self, language):
        super().__init__()
        self.other = "en" if language == "vi" else "vi"
        self.found = []
        self.hidden = 0  # open elements since one in the other language
        self.cell = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("br", "img", "input", "meta", "link", "hr", "wbr", "col"):
            return
        if self.hidden or (tag != "html" and attributes.get("lang") == self.other):
            self.hidden += 1
        elif tag == "table":
            self.found.append((attributes.get("class"), []))
        elif tag == "tr" and self.found:
            self.found[-1][1].append([])
        elif tag in ("td", "th") and self.found:
            self.cell = []

    def handle_endtag(self, tag):
        if self.hidden:
            self.hidden -= 1
        elif tag in ("td", "th") and self.cell is not None:
            self.found[-1][1][-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None and not self.hidden and data.strip():
            self.cell.append(data.strip())


def english(text):
    """A number of the English page, written as the Vietnamese one writes it."""
    return text.translate(str.maketrans(",.", ".,"))


class ReportTables(CommandTest):
    out = None

    def setUp(self):
        super().setUp()
        if ReportTables.out is None:
            keep = tempfile.TemporaryDirectory(prefix="riskmap bảng báo cáo ")
            self.addClassCleanup(keep.cleanup)
            ReportTables.out = pathlib.Path(keep.name) / "out"
            self.run_demo(ReportTables.out, "--quiet")
            page = (ReportTables.out / "report.html").read_text("utf-8")
            ReportTables.pages = {}
            for language in ("vi", "en"):
                tables = Tables(language)
                tables.feed(page)
                ReportTables.pages[language] = tables.found
        self.compared = 0

    def tables(self, kind, language):
        return [
            [row for row in rows if len(row) == len(rows[0])][1:]  # without heads and notes
            for name, rows in self.pages[language]
            if name == kind
        ]

    def number(self, shown, text, language):
        """A printed number is the one of the table, to the digits it is printed with."""
        scale = 100 if shown.endswith("%") else 1
        digits = shown.replace("−", "-").removesuffix("%").strip()
        read = vietnamese(digits if language == "vi" else english(digits))
        if read is None:
            self.assertEqual((shown, text), ("–", ""))
            return
        self.assertAlmostEqual(read[0], scale * float(text), delta=read[1], msg=(shown, text))
        self.compared += 1

    def interval(self, shown, row, column, language):
        for end, part in zip(("lower", "upper"), shown.split("–"), strict=True):
            self.number(part, row[f"{column}_{end}"], language)

    def test_the_ranked_communes(self):
        rows = {(row["name"], row["parent"]): row for row in read_csv(self.out / "communes.csv")}
        for language in ("vi", "en"):
            told = self.tables("rank", language)
            self.assertEqual(len(told), 4)  # the first ones and the others, for each hazard
            for hazard, (first, others) in zip(HAZARDS, (told[:2], told[2:]), strict=True):
                ranks = []
                for cells in first + others:
                    rank, who, _, recorded, rate, times, _, ranked, top = cells
                    row = rows[tuple(who)]
                    ranks.append(int(rank[0]))
                    self.assertEqual(rank[0], row[f"{hazard}_rank"])
                    self.assertEqual(recorded[0], row[f"{hazard}_observed_shown"])
                    self.number(rate[0], row[f"{hazard}_rate"], language)
                    self.interval(rate[1], row, f"{hazard}_rate", language)
                    self.number(times[0], row[f"{hazard}_rr"], language)
                    self.interval(times[1], row, f"{hazard}_rr", language)
                    self.interval(ranked[0], row, f"{hazard}_rank", language)
                    chance = top[0].removesuffix("%").strip().lstrip("<>")
                    self.assertAlmostEqual(
                        float(chance), 100 * float(row[f"{hazard}_p_top"]), delta=1
                    )
                self.assertEqual(ranks, list(range(1, len(rows) + 1)))
        self.assertGreater(self.compared, 3000)

    def test_how_many_communes_are_at_each_level(self):
        rows = read_csv(self.out / "communes.csv")
        for language in ("vi", "en"):
            (levels,) = self.tables("lv", language)
            for at, hazard in enumerate(HAZARDS):
                told = sorted(int(level[2 + at][0]) for level in levels)
                words = [row[f"{hazard}_level"] for row in rows]
                meant = sorted(words.count(word) for word in set(words))
                self.assertEqual([count for count in told if count > 0], meant)
                self.assertEqual(sum(told), len(rows))

    def test_the_rows_that_were_read(self):
        tallies = [row for row in read_csv(self.out / "ledger.csv") if row["severity"] == "tally"]
        for language in ("vi", "en"):
            told = self.tables("num", language)[0]
            self.assertEqual([row[0][-1] for row in told], [tally["file"] for tally in tallies])
            for row, tally in zip(told, tallies, strict=True):
                for cell, column in zip(
                    row[1:5], ("in", "used", "not_selected", "rejected"), strict=True
                ):
                    self.number(cell[0], tally[f"rows_{column}"], language)
        self.assertGreater(self.compared, 60)

    def test_where_to_act_first(self):
        for language in ("vi", "en"):
            told = self.tables("list", language)
            self.assertEqual(len(told), len(LISTS))
            for (table, order), rows in zip(LISTS, told, strict=True):
                meant = {
                    row[f"{order}_order"]: row
                    for row in read_csv(self.out / f"{table}.csv")
                    if row[f"{order}_order"]
                }
                self.assertEqual([row[0][0] for row in rows], [str(i + 1) for i in range(10)])
                for row in rows:
                    place = meant[row[0][0]]
                    self.interval(row[1][0], place, f"{order}_order", language)
                    nameless = f"({place['id']})"  # after what kind of place it is
                    self.assertIn(place["name"] or nameless, row[2][0])
                    self.assertEqual(row[3], [place["commune"]])
                    self.assertEqual(" ".join(row[4]), place[f"{order}_reason_{language}"])
        self.assertEqual(self.compared, 2 * 2 * 10 * len(LISTS))

    def test_water_and_roads_by_kind(self):
        for language in ("vi", "en"):
            for table, told in zip(
                ("water", "roads"), self.tables("num", language)[2:], strict=True
            ):
                rows = read_csv(self.out / f"{table}.csv")
                kinds = [row["kind"] for row in rows]
                meant = sorted(
                    (
                        kinds.count(kind),
                        sum(r["kind"] == kind and r["schools_1000"] not in ("", "0") for r in rows),
                    )
                    for kind in set(kinds)
                )
                counted = sorted(
                    tuple(int(row[at][0].replace(".", "").replace(",", "")) for at in (1, 4))
                    for row in told
                )
                self.assertEqual(counted, meant, table)

    def test_the_targets(self):
        latest = {}  # by target; the years of each come in order
        for row in read_csv(self.out / "target_status.csv"):
            latest[row["target"]] = row
        meant = list(latest.values())
        for language in ("vi", "en"):
            (told,) = self.tables("tg", language)
            self.assertEqual(len(told), len(meant))
            for row, target in zip(told, meant, strict=True):
                self.assertEqual(row[0][0], target[f"label_{language}"])
                self.assertEqual(row[1][0], target["due"])
                self.number(row[2][0], target["wanted"], language)
                if target["seen"] and target["state"] != "too_few_to_say":
                    self.number(row[3][0].split(":")[-1].strip(), target["seen"], language)

    def test_the_figures_of_the_fit(self):
        rows = read_csv(self.out / "model.csv")
        for language in ("vi", "en"):
            figures = [
                table
                for table in self.tables("par", language)
                if any(row[-1] == ["alpha_mean"] for row in table)
            ]
            self.assertEqual(len(figures), len(HAZARDS))
            for hazard, told in zip(("drowning", "road_traffic"), figures, strict=True):
                meant = {
                    r["item"]: r["value"]
                    for r in rows
                    if r["hazard"] == hazard and r["topic"] == "fit"
                }
                for row in told:
                    name, shown = row[-1][0], row[1][0]
                    if name == "weighted_draws":
                        self.assertEqual(shown in ("có", "yes"), meant[name] == "1")
                    elif name in meant:
                        self.number(shown, meant[name], language)
        self.assertGreater(self.compared, 40)


if __name__ == "__main__":
    unittest.main()
