"""Reads the program as its loader does: what the hardening flags promise must be in the file."""

import os
import platform
import re
import subprocess
import sys
import unittest

RISKMAP = os.environ["RISKMAP"]
SOURCE = os.environ["RISKMAP_SOURCE_DIR"]


def readelf(*options):
    return subprocess.run(
        ["readelf", "--wide", *options, RISKMAP], check=True, capture_output=True, text=True
    ).stdout


class Hardening(unittest.TestCase):
    def test_the_program_is_loaded_at_an_address_that_moves(self):
        self.assertRegex(readelf("--file-header"), r"Type:\s+DYN")
        self.assertRegex(readelf("--dynamic"), r"\(FLAGS_1\).*\bPIE\b")

    def test_its_tables_are_bound_at_start_and_read_only_from_then_on(self):
        self.assertRegex(readelf("--dynamic"), r"BIND_NOW|\(FLAGS_1\).*\bNOW\b")
        self.assertIn("GNU_RELRO", readelf("--program-headers"))

    def test_no_memory_is_both_written_and_run(self):
        segments = re.findall(
            r"^\s+(LOAD|GNU_STACK)\s+(?:0x\w+\s+){5}([RWE ]{3})", readelf("--program-headers"), re.M
        )
        self.assertEqual({name for name, _ in segments}, {"LOAD", "GNU_STACK"})
        for name, rights in segments:
            self.assertFalse("W" in rights and "E" in rights, f"{name} {rights}")
        self.assertNotIn("(TEXTREL)", readelf("--dynamic"))

    def test_functions_with_buffers_check_the_stack(self):
        self.assertIn("__stack_chk_fail", readelf("--dyn-syms"))

    def test_copies_into_buffers_of_known_size_are_checked(self):
        self.assertRegex(readelf("--dyn-syms"), r"\b__\w+_chk\b(?<!__stack_chk)")

    @unittest.skipUnless(platform.machine() == "x86_64", "a feature of x86-64")
    def test_jumps_land_only_where_one_may_begin(self):
        entry = subprocess.run(
            ["objdump", "--disassemble=main", "--no-show-raw-insn", RISKMAP],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        self.assertIn("endbr64", entry)

    def test_libraries_come_from_the_system_and_no_folder_of_the_builder(self):
        self.assertNotRegex(readelf("--dynamic"), r"\((RPATH|RUNPATH)\)")
        with open(RISKMAP, "rb") as stream:
            self.assertNotIn(os.fsencode(SOURCE), stream.read())


if __name__ == "__main__":
    if os.environ.get("RISKMAP_HARDENED") != "1":
        print("SKIPPED: not an optimised build, or one under sanitizers", file=sys.stderr)
        sys.exit(77)
    unittest.main()
