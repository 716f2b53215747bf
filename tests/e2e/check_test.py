"""`riskmap check` shows what each column of an office table was taken for, and a study can pin it."""

import shutil
import unittest

from riskmap_command import DEMO, CommandTest

OFFICE = DEMO.parent / "office"


class Mapping(CommandTest):
    def check(self, study, *arguments):
        done = self.riskmap("check", study, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout + done.stderr

    def test_every_column_is_told_with_its_meaning_and_samples(self):
        said = self.check(OFFICE / "study.toml", "--lang", "en")
        for line in (
            "benh_vien.xlsx[Năm 2019]: line list, header in row 6",
            'Ngày xảy ra (H) → date of the event, 25 values: "04/01/2019", "29/01/2019", "06/02/2019"',
            "Họ và tên trẻ (B) → name of a person, 25 values (ignored: personal, not kept)",
            "Ngày sinh (E) → birth (only the age kept), 25 values (ignored: personal, not kept)",
            "TT (A) → row number, 25 values (ignored: not needed)",
            "benh_vien.xlsx[Tổng hợp 2019]: table of counts, header in row 3",
            "cong_an.csv: text encoding VNI",
            "not data: 4 title row(s), 2 header row(s), 2 section row, 1 total row",
        ):
            self.assertIn(line, said)
        self.assertIn("(bỏ qua: thông tin cá nhân, không giữ lại)", self.check(OFFICE / "study.toml", "--lang", "vi"))

    def test_a_study_can_pin_what_a_column_means(self):
        root = self.work / "data"
        shutil.copytree(DEMO.parent, root / "demo")
        for name in ("hazards", "targets", "interventions"):
            shutil.copytree(DEMO.parents[1] / name, root / name)
        study = root / "demo" / "office" / "study.toml"
        text = study.read_text(encoding="utf-8")
        text = text[: text.index("[[incidents]]")] + text[text.index("[output]") :]
        (study.parent / "vụ.csv").write_text(
            "STT,Chốn,Huyện,Hôm,Tuổi,Nguyên nhân\n"
            "1,Xã Hưng Châu,Huyện Cẩm Trạch,05/03/2022,7,Đuối nước\n"
            "2,Xã Phú Yên,Huyện Đắk Mẫu,06/03/2022,8,Đuối nước\n",
            encoding="utf-8",
        )
        source = '[[incidents]]\nid = "list"\nfile = "vụ.csv"\nrecognise = true\n'
        study.write_text(text + "\n" + source, encoding="utf-8")
        said = self.check(study, "--lang", "en")
        self.assertIn("incidents.list: 3 rows, 0 used, 1 not data, 2 rejected", said)
        self.assertIn("Chốn (B) → unknown, 2 values (ignored: header not known", said)
        pins = '[incidents.columns]\nunit_name = "Chốn"\ndate = "Hôm"\n'
        study.write_text(text + "\n" + source + pins, encoding="utf-8")
        said = self.check(study, "--lang", "en")
        self.assertIn("incidents.list: 3 rows, 2 used, 1 not data, 0 rejected", said)
        self.assertIn('Chốn (B) → commune, 2 values: "Xã Hưng Châu", "Xã Phú Yên"', said)


if __name__ == "__main__":
    unittest.main()
