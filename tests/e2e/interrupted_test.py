"""Runs that are killed, starved, cut short or lied to by the system: the old result stays whole, the new one is whole or absent, the
exit code and the message are right, the next run succeeds and nothing piles up.

    RISKMAP_KILLS=1000 ...       kills at that many random moments (30 without it)
    RISKMAP_FAULT_STEP=1 ...     lets every single call fail (without it, some of each kind)"""

import hashlib
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from faults_test import Drawn
from riskmap_command import RISKMAP, SOURCE, files_below

INTERNAL, CONFIG, INPUT, OUTPUT = 1, 3, 4, 6
KILLS = int(os.environ.get("RISKMAP_KILLS", "30"))
STEP = int(os.environ.get("RISKMAP_FAULT_STEP", "0"))
SHIM = SOURCE / "tests" / "faults" / "faulty_calls.c"
tally = {}


def count(what, number=1):
    tally[what] = tally.get(what, 0) + number


def skip(what):
    print(f"SKIPPED: {what}", file=sys.stderr)
    raise unittest.SkipTest(what)


def state_of(folder):
    """What a result holds, by file; timings.json differs from run to run."""
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in files_below(folder)
        if name != "timings.json"
    }


LEAST_MEGABYTES = 320  # of engine/cli/address_space.hpp


class Interrupted(Drawn):
    """An old result in the result folder, and a study that has got one more incident since."""

    def setUp(self):
        super().setUp()
        self.place = self.work / "results"
        self.place.mkdir()
        self.out = self.place / "out"
        self.study = self.draw()
        self.run_well(self.work / "old")
        with open(self.work / "list.csv", "a", encoding="utf-8") as stream:
            stream.write("106.56,11.57,2021-06-01\n")
        self.seconds = -time.monotonic()
        self.run_well(self.work / "new")
        self.seconds += time.monotonic()
        self.old, self.new = state_of(self.work / "old"), state_of(self.work / "new")
        self.assertNotEqual(self.old, self.new)
        self.renew()

    def run_well(self, out, *arguments):
        done = self.riskmap("run", self.study, "--out", out, "--quiet", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)

    def renew(self):
        """The old result in its place, and nothing beside it."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.copytree(self.work / "old", self.out)

    def command(self, language="en", out=None):
        return [RISKMAP, "run", str(self.study), "--out", str(out or self.out), "--overwrite", "--quiet",
                "--no-cache", "--lang", language]

    def check_whole(self, what):
        """The result is the old one or the new one, and says so itself."""
        found = state_of(self.out)
        self.assertIn(found, (self.old, self.new), f"{what}: neither the old result nor the new one")
        record = json.loads((self.out / "run.json").read_text(encoding="utf-8"))
        for name, digest in found.items():
            if name != "run.json":
                self.assertEqual(record["entity"][f"output:{name}"]["riskmap:sha256"], digest, what)
        return found == self.new

    def check_failure(self, done, what):
        """Told as an error with a message, not a crash; nothing is left beside the old result."""
        self.assertIn(done.returncode, (INTERNAL, CONFIG, INPUT, OUTPUT), f"{what}: {done.stderr}")
        self.assertTrue(done.stderr.strip(), f"{what}: no message")
        self.assertNotIn("terminate called", done.stderr, what)
        self.assertFalse(self.check_whole(what), f"{what}: failed, yet the new result stands")
        self.assertEqual(os.listdir(self.place), ["out"], f"{what}: left something behind")

    def check_next_run(self, what):
        self.run_well(self.out, "--overwrite")
        self.assertTrue(self.check_whole(what))
        self.assertEqual(os.listdir(self.place), ["out"], f"{what}: things pile up")
        self.renew()


class Killed(Interrupted):
    def test_at_random_moments(self):
        chance = random.Random(1)
        ends = {"old": 0, "new": 0}
        for i in range(KILLS):
            process = subprocess.Popen(
                self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                process.wait(chance.uniform(0, 1.1 * self.seconds))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            ends["new" if self.check_whole(f"kill {i}") else "old"] += 1
            left = [name for name in os.listdir(self.place) if name != "out"]
            self.assertLessEqual(len(left), 1, f"kill {i}: debris of earlier kills piles up: {left}")
            if i % 10 == 9:
                self.check_next_run(f"after kill {i}")
            elif state_of(self.out) == self.new:
                self.renew()
        self.check_next_run("after all kills")
        count("kills survived", KILLS)
        print(f"{KILLS} kills: {ends['old']} left the old result whole, {ends['new']} came too late")

    def test_a_request_to_stop_ends_with_a_message_and_nothing_beside(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen(
                self.command(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
            )
            time.sleep(self.seconds / 3)
            process.send_signal(number)
            process.wait(timeout=30)
            process.stderr.close()
            self.check_whole(number)
            self.assertEqual(os.listdir(self.place), ["out"])


class TwoAtOnce(Interrupted):
    def test_one_wins_and_the_other_says_so(self):
        processes = [
            subprocess.Popen(
                self.command(language),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            for language in ("vi", "en", "vi", "en")
        ]
        messages = {"vi": "một lần chạy khác", "en": "another run"}
        ends = []
        for language, process in zip(("vi", "en", "vi", "en"), processes):
            _, said = process.communicate(timeout=120)
            ends.append(process.returncode)
            if process.returncode != 0:
                self.assertEqual(process.returncode, OUTPUT, said)
                self.assertIn(messages[language], said)
        self.assertGreaterEqual(ends.count(0), 1)
        self.assertTrue(self.check_whole("two at once"))
        self.assertEqual(os.listdir(self.place), ["out"])


class FaultyCalls(Interrupted):
    """Every call of a kind fails in turn, as a preloaded library makes it."""

    ENOSPC, EIO, EROFS = 28, 5, 30

    @classmethod
    def setUpClass(cls):
        compiler = shutil.which("cc") or shutil.which("gcc")
        if compiler is None or RISKMAP_IS_SANITIZED:
            skip("no C compiler, or a program under sanitizers: no calls can be made to fail")
        cls.built = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.built.cleanup)
        cls.shim = str(pathlib.Path(cls.built.name, "faulty.so"))
        subprocess.run(
            [compiler, "-shared", "-fPIC", "-O1", "-o", cls.shim, str(SHIM), "-ldl"], check=True
        )

    def with_fault(self, call, at, language="en", under=None, **more):
        fault = {"FAULT_CALL": call, "FAULT_AT": at, "FAULT_UNDER": under or self.place,
                 "FAULT_COUNT": self.work / "count", "FAULT_LARGE": 4096, **more}
        return subprocess.run(
            self.command(language),
            env={**os.environ, "LD_PRELOAD": self.shim, **{k: str(v) for k, v in fault.items()}},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=240,
            check=False,
        )

    def sweep(self, call, moments=6, may_succeed=False, speaks=True, **more):
        done = self.with_fault(call, 0, **more)
        self.assertEqual(done.returncode, 0, done.stderr)
        calls = int((self.work / "count").read_text())
        self.assertGreater(calls, 0, f"no {call} was seen")
        self.renew()
        step = STEP or max(1, calls // moments)
        failed = 0
        for at in sorted({*range(1, calls + 1, step), calls}):
            what = f"{call} {at} of {calls} {more}"
            language = "vi" if at % 2 else "en"
            done = self.with_fault(call, at, language, **more)
            if done.returncode == 0:
                self.assertTrue(may_succeed, f"{what} went unnoticed")
                self.assertTrue(self.check_whole(what), f"{what}: succeeded without a new result")
                self.assertEqual(os.listdir(self.place), ["out"])
                self.renew()
            else:
                failed += 1
                self.check_failure(done, what)
                if speaks:
                    self.check_language(done, language, what)
            count(f"{call} faults")
        self.check_next_run(f"after {call} faults")
        return failed

    def check_language(self, done, language, what):
        vietnamese = "không" in done.stderr
        self.assertEqual(vietnamese, language == "vi", f"{what} in {language}: {done.stderr}")

    def test_no_space_left_at_each_write(self):
        self.assertGreater(self.sweep("write", FAULT_HOW="fail", FAULT_ERRNO=self.ENOSPC), 0)

    def test_a_single_write_that_fails(self):
        self.sweep("write", may_succeed=True, FAULT_HOW="once", FAULT_ERRNO=self.EIO)

    def test_short_writes_go_on_where_they_stopped(self):
        self.sweep("write", may_succeed=True, FAULT_HOW="short")

    def test_files_that_cannot_be_made(self):
        self.assertGreater(self.sweep("open", FAULT_HOW="fail", FAULT_ERRNO=self.EROFS), 0)

    def test_renames_that_fail(self):
        self.sweep("rename", may_succeed=True, FAULT_HOW="fail", FAULT_ERRNO=self.EIO)

    def test_a_disk_that_cannot_promise(self):
        self.assertGreater(self.sweep("fsync", FAULT_HOW="once", FAULT_ERRNO=self.EIO), 0)

    def test_reads_of_inputs_that_fail(self):
        self.sweep("read", may_succeed=True, under=self.study.parent, FAULT_HOW="once", FAULT_ERRNO=self.EIO)

    def test_short_reads_change_nothing(self):
        self.assertEqual(
            self.sweep("read", may_succeed=True, under=self.study.parent, FAULT_HOW="short"), 0
        )

    def test_no_memory_at_a_large_allocation(self):
        # The libraries speak of memory in English only; libxlsxwriter does not look at smaller blocks.
        self.sweep("malloc", may_succeed=True, speaks=False, FAULT_HOW="once", FAULT_LARGE=65536)


class SmallDisk(Interrupted):
    def mount(self, size, where):
        where.mkdir(exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(where)],
            capture_output=True, check=False,
        ) if os.geteuid() == 0 else None
        if done is None or done.returncode != 0:
            skip("only root can mount a small disk")
        self.addCleanup(subprocess.run, ["umount", "-l", str(where)], check=False, capture_output=True)

    def test_a_disk_that_fills_up_at_any_size(self):
        need = sum((self.work / "new" / name).stat().st_size for name in self.new)
        sizes = [need * share // 8 for share in range(1, 9)]
        for size in sizes:
            disk = self.work / f"disk {size}"
            self.mount(size, disk)
            done = subprocess.run(
                self.command("vi", disk / "out"), capture_output=True, text=True, check=False, timeout=120
            )
            self.assertEqual(done.returncode, OUTPUT, f"{size} of {need} bytes: {done.stderr}")
            self.assertIn("không", done.stderr)
            self.assertEqual(os.listdir(disk), [], "debris on the full disk")
            count("disks filled up")

    def test_a_read_only_place(self):
        disk = self.work / "fixed"
        self.mount("8m", disk)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = self.riskmap("run", self.study, "--out", disk / "out", "--lang", "en")
        self.assertEqual(done.returncode, OUTPUT)
        self.assertIn("cannot write here", done.stderr)


class VanishingFolder(Interrupted):
    def test_the_place_of_the_result_is_removed_during_the_run(self):
        for share in (0.2, 0.5, 0.8):
            place = self.work / f"gone {share}"
            place.mkdir()
            remove = threading.Timer(share * self.seconds, shutil.rmtree, (place, True))
            remove.start()
            done = self.riskmap("run", self.study, "--out", place / "out", "--lang", "en")
            remove.join()
            self.assertIn(done.returncode, (0, OUTPUT), done.stderr)
            if done.returncode == 0:
                shutil.rmtree(place, ignore_errors=True)
            self.assertFalse((place / "out").exists())
            count("folders that vanished")


class LittleMemory(Interrupted):
    def test_any_limit_ends_with_a_message_or_a_result(self):
        if RISKMAP_IS_SANITIZED:
            skip("sanitizers need their own address space")
        ends = {"failed": 0, "succeeded": 0}
        for megabytes in [*range(200, 340, 10), *range(350, 2000, 50)]:
            limit = megabytes << 20
            done = subprocess.run(
                [*self.command("vi"), "--threads", "2"],
                capture_output=True, text=True, check=False, timeout=120, encoding="utf-8",
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
            )
            if done.returncode == 127:
                continue  # the loader itself did not fit
            count("memory limits")
            if done.returncode == 0:
                ends["succeeded"] += 1
                self.assertTrue(self.check_whole(f"{megabytes} MB"))
                self.renew()
                if ends["succeeded"] >= 2:
                    break
            else:
                ends["failed"] += 1
                self.check_failure(done, f"{megabytes} MB")
                if megabytes < LEAST_MEGABYTES:
                    self.assertIn(f"ít nhất {LEAST_MEGABYTES} MB", done.stderr)
        self.assertGreater(ends["succeeded"], 0)
        print(f"memory limits: {ends}")


def is_sanitized():
    with open(RISKMAP, "rb") as stream:
        return b"__asan_init" in stream.read() or b"__tsan_init" in open(RISKMAP, "rb").read()


RISKMAP_IS_SANITIZED = is_sanitized()

if __name__ == "__main__":
    try:
        unittest.main()
    finally:
        print(", ".join(f"{number} {what}" for what, number in sorted(tally.items())))
