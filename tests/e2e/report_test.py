"""The report as a reader meets it: in a browser, without a network and without 3D."""

import json
import re
import sys
import unittest
import urllib.parse

from browser import Page, chromium
from faults_test import STUDY, Drawn
from riskmap_command import CommandTest

REPORT = "report.html"


class Report(CommandTest):
    """One run of the demo for all tests."""

    @classmethod
    def setUpClass(cls):
        cls.case = cls("test_it_asks_for_nothing_outside_itself")
        cls.case.setUp()
        cls.out = cls.case.work / "kết quả"
        cls.case.run_demo(cls.out, "--quiet", "--set", "output.formats=['csv','report']")
        cls.text = (cls.out / REPORT).read_text(encoding="utf-8")

    @classmethod
    def tearDownClass(cls):
        cls.case.doCleanups()

    def page(self, fragment="", **options):
        address = "file://" + urllib.parse.quote(str(self.out / REPORT)) + fragment
        return Page(address, arguments=["--disable-3d-apis"], **options)

    def test_it_asks_for_nothing_outside_itself(self):
        self.assertIn("default-src 'none'", self.text)
        asked = re.findall(r'(?:src|action|data|poster)="[^"]*"|url\((?!#)[^)]*\)', self.text)
        self.assertEqual(asked, [])
        self.assertLess(len(self.text.encode()), 5_000_000)
        for way in ("fetch(", "XMLHttpRequest", "import(", "eval("):
            self.assertNotIn(way, self.text)

    def test_numbers_are_those_of_the_table(self):
        data = json.loads(
            re.search(r'id="page-data">(.*?)</script>', self.text, re.S).group(1)
        )
        rows = (self.out / "communes.csv").read_text(encoding="utf-8-sig").splitlines()
        self.assertEqual(len(data["units"]), len(rows) - 1)
        head = rows[0].split(",")
        for unit, row in zip(data["units"], rows[1:]):
            cells = row.split(",")
            self.assertEqual(unit[0], cells[0])
            rank = cells[head.index("drowning_rank")]
            self.assertEqual(str(unit[4][0][1]), rank)

    def test_search_switch_click_and_filter(self):
        with self.page() as page:
            self.assertEqual(page.complaints(), [])
            page.run("document.getElementById('q').focus()")
            page.type("lam thanh")
            hits = page.run(
                "[].map.call(document.querySelectorAll('#hits li'),function(e){return e.textContent})"
            )
            self.assertEqual(len(hits), 2, hits)
            self.assertTrue(hits[0].startswith("Xã Lâm Thạnh"), hits)
            self.assertTrue(hits[1].startswith("Xã Lâm Thành"), hits)
            page.key("ArrowDown")
            page.key("ArrowDown")
            page.key("Enter")
            self.assertIn("Lâm Thành", page.run("document.querySelector('#card h3').textContent"))
            before = page.run("document.querySelector('#reason [lang=vi]').textContent")
            page.click("#hz1")
            after = page.run("document.querySelector('#reason [lang=vi]').textContent")
            self.assertNotEqual(before, after)
            page.run("document.getElementById('q').value=''")
            page.click(".zoom button", 2)
            page.click("#mapsvg .u", 60)
            self.assertNotIn("Lâm Thành", page.run("document.querySelector('#card h3').textContent"))
            page.click("#lv4")
            off = page.run("document.querySelectorAll('#mapsvg .u.off').length")
            self.assertGreater(off, 0)
            self.assertEqual(off, page.run("document.querySelectorAll('#mapsvg .u.l4').length"))
            self.assertEqual([r for r in page.requests() if not r.startswith("file:")], [])
            self.assertEqual(page.complaints(), [])

    def test_the_language_switches_everything(self):
        with self.page() as page:
            heading = "document.querySelector('#data h2').innerText"
            self.assertIn("Chất lượng số liệu", page.run(heading))
            page.click(".lang [data-set=en]")
            self.assertIn("Quality of the data", page.run(heading))
            self.assertEqual(page.run("document.documentElement.lang"), "en")

    def test_a_sheet_is_reached_by_its_address(self):
        with self.page("#xa=00704") as page:
            text = page.run("document.querySelector('.sheet').innerText")
            self.assertIn("00704", text)
            page.pdf(self.work / "sheet.pdf")
            self.assertTrue((self.work / "sheet.pdf").read_bytes().startswith(b"%PDF"))

    def test_it_fits_a_phone(self):
        with self.page(width=390, height=844) as page:
            page.size(390, 844, mobile=True)
            self.assertEqual(page.run("document.documentElement.scrollWidth"), 390)

    def test_it_prints(self):
        done = self.riskmap("report", self.out, "--pdf")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.out / "report.pdf").read_bytes().startswith(b"%PDF"))

    def test_without_a_browser_it_says_how_to_print(self):
        done = self.riskmap("report", self.out, "--pdf", env={"PATH": str(self.work)})
        self.assertEqual(done.returncode, 6)
        self.assertIn("Print report", done.stderr)
        self.assertEqual(self.riskmap("report", self.work).returncode, 4)


class TwoOfAName(Drawn):
    """Communes whose names differ by one mark, found and read by keyboard alone."""

    names = {"001": "Xã Lộc Thạnh", "002": "Xã Lộc Thành", "003": "Thị trấn Đắk Ơ"}

    def setUp(self):
        super().setUp()
        study = self.draw(study=STUDY + '[output]\nformats = ["csv", "report"]\n')
        communes = json.loads((self.work / "communes.geojson").read_text("utf-8"))
        for one in communes["features"]:
            one["properties"]["name"] = self.names[one["properties"]["code"]]
        self.write("communes.geojson", json.dumps(communes))
        done = self.riskmap("run", study, "--out", self.work / "out", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)

    def hits(self, page, text):
        page.run("var q=document.getElementById('q'); q.value=''; q.focus()")
        page.type(text)
        return page.run(
            "[].map.call(document.querySelectorAll('#hits li'),function(e){return e.textContent})"
        )

    def test_letters_without_marks_find_every_bearer_and_keys_choose(self):
        address = "file://" + urllib.parse.quote(str(self.work / "out" / REPORT))
        with Page(address, arguments=["--disable-3d-apis"]) as page:
            for typed in ("loc thanh", "LOC THANH", "Lộc thanh", "lôc  thành"):
                found = self.hits(page, typed)
                self.assertEqual(len(found), 2, (typed, found))
                for name in ("Xã Lộc Thạnh", "Xã Lộc Thành"):
                    self.assertTrue(any(hit.startswith(name) for hit in found), (typed, found))
            # A letter typed with its marks is no other letter.
            self.assertEqual(len(self.hits(page, "dak o")), 1)
            self.assertEqual(len(self.hits(page, "đăk ơ")), 1)
            self.assertEqual(len(self.hits(page, "khong co xa nay")), 0)
            self.hits(page, "loc thanh")
            page.key("ArrowDown")
            page.key("ArrowDown")
            page.key("Enter")
            chosen = page.run("document.querySelector('#card h3').textContent")
            self.assertIn("Lộc Th", chosen)
            self.hits(page, "dak")
            page.key("Enter")
            self.assertIn("Đắk Ơ", page.run("document.querySelector('#card h3').textContent"))
            self.assertEqual([r for r in page.requests() if not r.startswith("file:")], [])
            self.assertEqual(page.complaints(), [])

    def test_it_prints_without_its_tools(self):
        address = "file://" + urllib.parse.quote(str(self.work / "out" / REPORT))
        with Page(address, arguments=["--disable-3d-apis"]) as page:
            page.call("Emulation.setEmulatedMedia", media="print")
            for tool in ("#q", ".lang"):
                shown = page.run(f"document.querySelector('{tool}').getClientRects().length")
                self.assertEqual(shown, 0, tool)
            page.pdf(self.work / "page.pdf")
            data = (self.work / "page.pdf").read_bytes()
            self.assertGreater(len(re.findall(rb"/Type\s*/Page\b", data)), 2)


if __name__ == "__main__":
    if chromium() is None:
        print("SKIPPED: no chromium on this machine; the report was not opened", file=sys.stderr)
        sys.exit(77)
    unittest.main()
