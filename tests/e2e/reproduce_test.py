"""riskmap reproduce, and result folders of other versions."""

import json
import shutil
import unittest

from faults_test import Drawn, INPUT, OUTPUT
from riskmap_command import files_below

USAGE = 2


class Reproduce(Drawn):
    def setUp(self):
        super().setUp()
        self.run_drawn()
        self.out = self.work / "out"

    def reproduce(self, *arguments):
        done = self.riskmap("reproduce", self.out, "--json", *arguments)
        return done, json.loads(done.stdout) if done.stdout else None

    def differences(self, answer):
        return [(d["difference"], d["file"]) for d in answer["differences"]]

    def test_a_result_is_made_again_to_the_byte_and_only_read(self):
        before = {name: (self.out / name).read_bytes() for name in files_below(self.out)}
        done, answer = self.reproduce()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(answer["same"])
        self.assertEqual(answer["inputs"], 3)
        self.assertEqual(answer["outputs"], len(before) - 2)  # run.json and timings.json
        self.assertEqual(before, {name: (self.out / name).read_bytes() for name in files_below(self.out)})

    def test_a_study_edited_since_does_not_matter_its_files_do(self):
        self.write("study.toml", "no study any more")
        self.assertEqual(self.reproduce()[0].returncode, 0)
        with open(self.work / "list.csv", "a", encoding="utf-8") as stream:
            stream.write("106.55,11.55,2021-05-09\n")
        (self.work / "people.csv").unlink()
        done, answer = self.reproduce()
        self.assertEqual(done.returncode, INPUT)
        self.assertCountEqual(
            self.differences(answer), [("input_changed", "list.csv"), ("input_missing", "people.csv")]
        )
        self.assertEqual(answer["outputs"], 0)
        self.assertIn("nothing was run", done.stderr)

    def test_every_altered_missing_and_foreign_file_is_told(self):
        table = self.out / "communes.csv"
        table.write_bytes(table.read_bytes().replace("Xã 002".encode(), "Xã 00X".encode()))
        (self.out / "ledger.csv").unlink()
        (self.out / "my notes.txt").write_text("mine")
        done, answer = self.reproduce()
        self.assertEqual(done.returncode, OUTPUT)
        self.assertEqual(
            self.differences(answer), [("output_altered", "communes.csv"), ("output_missing", "ledger.csv")]
        )
        self.assertEqual(answer["differences"][0]["first_line"], 3)
        self.assertEqual(answer["strangers"], ["my notes.txt"])
        shown = self.riskmap("reproduce", self.out, "--lang", "vi")
        self.assertIn("communes.csv: bị sửa sau lần chạy (từ dòng 3)", shown.stdout)
        self.assertIn("2 trong", shown.stderr)

    def test_a_record_that_another_program_would_give_is_told(self):
        record = json.loads((self.out / "run.json").read_text())
        record["entity"]["output:model.csv"]["riskmap:sha256"] = "0" * 64
        record["agent"]["riskmap:software"]["riskmap:versions"]["GDAL"] = "2.4.0"
        (self.out / "run.json").write_text(json.dumps(record))
        done, answer = self.reproduce()
        self.assertEqual(done.returncode, OUTPUT)
        self.assertEqual(self.differences(answer), [("not_reproduced", "model.csv")])
        self.assertEqual([(v["name"], v["then"]) for v in answer["versions"]], [("GDAL", "2.4.0")])

    def test_a_moved_result_finds_its_study_where_it_is_told(self):
        elsewhere = self.work / "archive" / "2024" / "kept"
        elsewhere.parent.mkdir(parents=True)
        shutil.move(self.out, elsewhere)
        self.out = elsewhere
        lost, _ = self.reproduce()
        self.assertNotEqual(lost.returncode, 0)
        for place in (self.work, self.work / "study.toml"):
            self.assertEqual(self.reproduce("--study", place)[0].returncode, 0)
        (elsewhere / "timings.json").unlink()
        self.assertEqual(self.reproduce()[0].returncode, USAGE)


class OtherVersions(Drawn):
    """Every command that reads a result folder knows one of another format."""

    COMMANDS = (
        ("explain", "OUT", "001"),
        ("allocate", "OUT", "--budget", "1000000"),
        ("compare", "OUT", "OUT"),
        ("report", "OUT"),
        ("reproduce", "OUT"),
    )

    def setUp(self):
        super().setUp()
        self.run_drawn()

    def told(self, command, language="en"):
        words = [str(self.work / "out") if word == "OUT" else word for word in command]
        done = self.riskmap(*words, "--lang", language)
        self.assertEqual(done.returncode, INPUT, (command, done.stderr))
        return done.stderr

    def set_format(self, text):
        file = self.work / "out" / "run.json"
        file.write_text(file.read_text().replace('"riskmap-run/1"', json.dumps(text)))

    def test_a_newer_format_is_refused_with_advice(self):
        self.set_format("riskmap-run/7")
        for command in self.COMMANDS:
            self.assertIn("update riskmap", self.told(command), command)
            self.assertIn("hãy cập nhật riskmap", self.told(command, "vi"), command)

    def test_an_older_format_is_refused_with_advice(self):
        self.set_format("riskmap-run/0")
        for command in self.COMMANDS:
            self.assertIn("run the study again, with --overwrite", self.told(command), command)

    def test_a_result_of_any_version_may_be_replaced(self):
        self.set_format("riskmap-run/0")
        done = self.riskmap("run", self.work / "study.toml", "--out", self.work / "out", "--overwrite")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_folder_that_is_no_result_or_has_a_damaged_record_is_told(self):
        file = self.work / "out" / "run.json"
        whole = file.read_text()
        file.write_text(whole[: len(whole) // 2])
        for command in self.COMMANDS:
            self.assertIn("damaged", self.told(command), command)
        file.unlink()
        for command in self.COMMANDS:
            self.assertIn("no result of riskmap", self.told(command), command)

    def test_a_record_cannot_point_outside_the_folder(self):
        file = self.work / "out" / "run.json"
        file.write_text(file.read_text().replace("output:ledger.csv", "output:../../ledger.csv"))
        self.assertIn("outside the result folder", self.told(("reproduce", "OUT")))


if __name__ == "__main__":
    unittest.main()
