"""Exit codes, streams and messages of every command."""

import csv
import json
import unittest

from riskmap_command import DEMO, CommandTest, files_below

USAGE, CONFIG, INPUT, OUTPUT = 2, 3, 4, 6


class Usage(CommandTest):
    def test_help_names_every_command(self):
        done = self.riskmap("--help")
        self.assertEqual(done.returncode, 0)
        for command in ("run", "check", "init", "validate", "explain", "fields", "schema", "doctor"):
            self.assertIn(f"\n  {command} ", done.stdout)
        self.assertEqual(done.stderr, "")

    def test_an_unknown_command_is_named_with_the_nearest(self):
        done = self.riskmap("chek")
        self.assertEqual(done.returncode, USAGE)
        self.assertIn('no command "chek" (did you mean "check"?)', done.stderr)
        self.assertEqual(done.stdout, "")

    def test_threads_must_be_a_whole_number(self):
        done = self.riskmap("run", DEMO, "--out", self.work / "a", "--threads", "0")
        self.assertEqual(done.returncode, USAGE)
        self.assertIn("--threads must be a whole number from 1", done.stderr)

    def test_messages_come_in_vietnamese_when_asked(self):
        done = self.riskmap("--lang", "vi", "chek")
        self.assertEqual(done.returncode, USAGE)
        self.assertIn("không có lệnh", self.riskmap("chek", "--lang", "vi").stderr)


class Run(CommandTest):
    def test_the_demo_gives_paths_on_stdout_and_the_answer_on_stderr(self):
        out = self.work / "kết quả"
        done = self.run_demo(out, "--lang", "en")
        written = done.stdout.splitlines()
        self.assertIn(str(out / "riskmap.gpkg"), written)
        self.assertEqual(
            sorted(line[len(str(out)) + 1 :] for line in written), files_below(out)
        )
        self.assertIn("Open first:", done.stderr)
        self.assertIn("rejected", done.stderr)

    def test_quiet_says_nothing_but_the_paths(self):
        done = self.run_demo(self.work / "out", "--quiet")
        self.assertEqual(done.stderr, "")
        self.assertNotEqual(done.stdout, "")

    def test_json_is_one_document(self):
        done = self.run_demo(self.work / "out", "--json", "--quiet")
        answer = json.loads(done.stdout)
        self.assertEqual([h["id"] for h in answer["hazards"]], ["drowning", "road_traffic"])
        for source in answer["sources"]:
            self.assertEqual(
                source["rows_in"],
                source["rows_used"] + source["rows_not_selected"] + source["rows_rejected"],
            )

    def test_an_existing_result_is_refused_and_kept(self):
        out = self.work / "out"
        self.run_demo(out)
        before = (out / "run.json").read_bytes()
        done = self.riskmap("run", DEMO, "--out", out)
        self.assertEqual(done.returncode, OUTPUT)
        self.assertIn("--overwrite", done.stderr)
        self.assertEqual((out / "run.json").read_bytes(), before)
        self.run_demo(out, "--overwrite")
        self.assertEqual(sorted(p.name for p in self.work.iterdir()), ["cache", "out"])

    def test_a_missing_study_is_a_config_error(self):
        done = self.riskmap("run", self.work / "none.toml", "--out", self.work / "out")
        self.assertEqual(done.returncode, CONFIG)
        self.assertIn("none.toml", done.stderr)
        self.assertEqual(list(self.work.iterdir()), [])

    def test_a_misspelt_key_is_found_with_line_and_suggestion(self):
        study = DEMO.read_text(encoding="utf-8").replace("\ncrs =", "\ncsr =", 1)
        (self.work / "study.toml").write_text(study, encoding="utf-8")
        done = self.riskmap("run", self.work / "study.toml", "--out", self.work / "out")
        self.assertEqual(done.returncode, CONFIG)
        self.assertRegex(done.stderr, r"study\.toml:\d+:\d+: .*csr.*did you mean \"crs\"")

    def test_a_place_that_cannot_be_made_fails_before_computing(self):
        (self.work / "notes.txt").write_text("mine", encoding="utf-8")
        done = self.riskmap("run", DEMO, "--out", self.work / "notes.txt" / "out")
        self.assertEqual(done.returncode, OUTPUT)
        self.assertNotIn("Reading", done.stderr)


class OtherCommands(CommandTest):
    def test_check_computes_nothing_and_writes_the_ledger(self):
        done = self.riskmap("check", DEMO, "--out", self.work / "ledger.csv", "--lang", "en")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue((self.work / "ledger.csv").is_file())
        self.assertIn("rejected", done.stderr)

    def test_reasons_of_rejection_are_words_in_the_language_asked_for(self):
        done = self.riskmap("check", DEMO, "--lang", "vi")
        self.assertIn("1 trùng dòng", done.stderr)
        self.assertNotIn("incident.", done.stderr)
        self.assertIn("1 repeated", self.riskmap("check", DEMO, "--lang", "en").stderr)

    def test_init_writes_a_study_that_runs_at_once(self):
        folder = self.work / "nghiên cứu"
        done = self.riskmap("init", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        done = self.riskmap("run", folder / "study.toml", "--out", self.work / "out", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.riskmap("init", folder).returncode, USAGE)

    def test_explain_tells_why_in_words_and_numbers(self):
        out = self.work / "out"
        self.run_demo(out, "--quiet", "--json")
        code = (out / "communes.csv").read_text(encoding="utf-8-sig").splitlines()[1].split(",")[0]
        done = self.riskmap("explain", out, code)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(code, done.stdout)
        self.assertIn("relative risk", done.stdout)
        done = self.riskmap("explain", out, "99999")
        self.assertEqual(done.returncode, INPUT)
        self.assertIn("99999", done.stderr)

    def test_explain_never_says_none_of_a_count_that_is_not_published(self):
        out = self.work / "out"
        self.run_demo(out, "--quiet", "--json")
        with open(out / "communes.csv", encoding="utf-8-sig", newline="") as file:
            hidden = [row["code"] for row in csv.DictReader(file) if row["drowning_observed_shown"] == "<3"]
        done = self.riskmap("explain", out, hidden[0], "--lang", "vi")
        self.assertRegex(done.stdout, r"\n  số vụ ghi nhận +không công bố \(rất ít vụ\)\n")
        self.assertRegex(done.stdout, r"\n  tỷ suất mô hình +\d+(,\d+)? trên 100\.000 người-năm\n")

    def test_fields_schema_and_doctor_answer(self):
        self.assertIn("communes,drowning_rr,", self.riskmap("fields").stdout)
        schema = json.loads(self.riskmap("schema").stdout)
        self.assertIn("units", schema["properties"])
        json.loads(self.riskmap("schema", "--hazard").stdout)
        done = self.riskmap("doctor")
        self.assertEqual(done.returncode, 0, done.stdout)


if __name__ == "__main__":
    unittest.main()
