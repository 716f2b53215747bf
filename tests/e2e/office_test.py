"""The invented province as its offices hold it: the same counts as the clean tables, every other row explained, and
nothing of the people in the lists in anything that comes out.
"""

import csv
import io
import unicodedata
import unittest
import zipfile

from riskmap_command import DEMO, CommandTest

OFFICE = DEMO.parent / "office"
STUDY = OFFICE / "study.toml"
FORMATS = 'output.formats=["gpkg","csv","geojson","annex","report"]'


def table(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def texts_in(path):
    """The bytes of a file, and those of the files inside it when it is a package such as a workbook."""
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                yield package.read(name)


def forms_of(kind, text):
    """The ways in which a planted text could come out."""
    for form in (text, text.lower(), text.upper()):
        yield form
        yield unicodedata.normalize("NFD", form)
    if kind == "phone":
        yield text.replace(" ", "")
    if kind == "birth":
        yield "-".join(reversed(text.split("/")))


class OfficeFiles(CommandTest):
    def test_counts_are_those_of_the_clean_tables(self):
        clean, office = self.work / "clean", self.work / "office"
        for study, out in ((DEMO, clean), (STUDY, office)):
            done = self.riskmap("run", study, "--out", out, "--quiet", "--internal", "--set", 'output.formats=["csv"]')
            self.assertEqual(done.returncode, 0, done.stderr)
        columns = ["code", "name", "drowning_observed", "traffic_observed"]
        wanted, told = ([[row[c] for c in columns] for row in table(out / "communes.csv")] for out in (clean, office))
        self.assertEqual(told, wanted)
        self.assertGreater(sum(int(row[2]) for row in told), 70)
        self.assertGreater(sum(int(row[3]) for row in told), 50)

    def test_every_row_that_is_not_counted_has_its_planted_reason(self):
        done = self.riskmap("check", STUDY, "--out", self.work / "ledger.csv", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        ledger = [row for row in table(self.work / "ledger.csv") if row["source"].startswith("incidents.")]
        told = sorted(
            (row["file"], row["sheet"], int(row["row"]), row["slug"])
            for row in ledger
            if row["severity"] in ("warning", "rejected")
        )
        planted = sorted(
            (row["file"], row["sheet"], int(row["row"]), row["reason"])
            for row in table(OFFICE / "planted_faults.csv")
        )
        self.assertEqual(told, planted)
        for row in ledger:
            if row["severity"] == "rejected":
                for column in ("message_vi", "message_en", "repair_vi", "repair_en"):
                    self.assertTrue(row[column].strip(), (column, row))

    def checked(self, piece, by):
        """The study with one piece of the register of ponds written otherwise: what `check` says, and its ledger."""
        text = STUDY.read_text(encoding="utf-8")
        self.assertIn(piece, text)
        text = text.replace(piece, by)
        for folder in ("../../", "../"):
            text = text.replace(f'"{folder}', f'"{(OFFICE / folder).resolve()}/')
        for name in ("xa_phuong.shp", "ranh_gioi.csv", "dan_so_truoc_sap_nhap.csv", "so_ao.xlsx", "benh_vien.xlsx",
                     "bao_cao_xa.xlsx", "cong_an.csv"):
            text = text.replace(f'"{name}"', f'"{OFFICE / name}"')
        study, ledger = self.work / "study.toml", self.work / "ledger.csv"
        study.write_text(text, encoding="utf-8")
        done = self.riskmap("check", study, "--out", ledger, "--overwrite", "--quiet", "--lang", "en")
        return done, [row["slug"] for row in table(ledger)] if ledger.exists() else []

    def test_a_layer_without_a_system_gets_the_one_in_which_it_fits_the_communes(self):
        ponds = 'crs = "EPSG:9212"\nx = "Y (m)"\ny = "X (m)"'
        done, slugs = self.checked(ponds, 'x = "Y (m)"\ny = "X (m)"')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("layer.crs-detected", slugs)
        done, slugs = self.checked(ponds, 'crs = "EPSG:9212"\nx = "X (m)"\ny = "Y (m)"')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("layer.axes-exchanged", slugs)
        done, _ = self.checked(ponds, ponds.replace("9212", "5899"))
        self.assertEqual(done.returncode, 4)
        self.assertIn("the layer is not in EPSG:5899 as stated", done.stderr)
        self.assertRegex(done.stderr, r"EPSG:9212, east first: \d+ of \d+ stretches wholly in the units")

    def test_nothing_of_the_people_in_the_lists_comes_out(self):
        out = self.work / "out"
        done = self.riskmap("run", STUDY, "--out", out, "--internal", "--set", FORMATS)
        self.assertEqual(done.returncode, 0, done.stderr)
        code = table(out / "communes.csv")[0]["code"]
        runs = [done, self.riskmap("check", STUDY, "--out", self.work / "ledger.csv"), self.riskmap("check", STUDY, "--json")]
        runs += [self.riskmap("check", STUDY, "--lang", "vi"), self.riskmap("explain", out, code, "--lang", "vi")]
        runs += [self.riskmap("explain", out, code, "--json"), self.riskmap("explain", out, code)]
        for run in runs:
            self.assertEqual(run.returncode, 0, run.stderr)
        said = [text.encode() for run in runs for text in (run.stdout, run.stderr)]
        files = [p for p in self.work.rglob("*") if p.is_file()]
        self.assertTrue((out / "to_review.xlsx").is_file())
        self.assertTrue([p for p in files if p.suffix == ".stage"], "what is kept for the next run is searched too")
        planted = table(OFFICE / "planted_people.csv")
        marks = {form.encode() for row in planted for form in forms_of(row["kind"], row["text"])}
        marks |= {given.encode() for given in ("Gieo", "Hạt Dẻ", "Lá Non", "Cỏ May")}
        sources = b"".join(data for p in OFFICE.glob("*.xlsx") for data in texts_in(p))
        self.assertGreater(sum(row["text"].encode() in sources for row in planted), 200)
        for where, data in [("messages", text) for text in said] + [(p.name, d) for p in files for d in texts_in(p)]:
            for mark in marks:
                self.assertNotIn(mark, data, (where, mark.decode()))


if __name__ == "__main__":
    unittest.main()
