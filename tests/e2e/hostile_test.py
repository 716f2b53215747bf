"""Files that someone prepared: that reach out of the study, unpack without end, or are larger than any real one. Each run has a limit
of memory; it ends with a message or with a result, never with a crash, a socket or a file outside its result folder.

    RISKMAP_LARGE=1 ...     the largest files whole: 5 M vertices, a million columns, a cell of 100 MB"""

import os
import re
import resource
import shutil
import sqlite3
import struct
import subprocess
import sys
import unittest
import zipfile
import zlib

from faults_test import CONFIG, INPUT, Drawn, square
from riskmap_command import RISKMAP

INTERNAL, OUTPUT = 1, 6
# A tenth of the largest files unless asked, so that the suite stays short.
SIZE = 1.0 if os.environ.get("RISKMAP_LARGE") else 0.1
LIMIT = int(os.environ.get("RISKMAP_MEMORY_LIMIT", str(2 << 30)))
with open(RISKMAP, "rb") as program:
    SANITIZED = b"__asan_init" in program.read()


class Hostile(Drawn):
    def limited(self, *arguments, timeout=120):
        """The command under the limit of memory (sanitizers need their own address space)."""
        return subprocess.run(
            [RISKMAP, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=timeout,
            check=False,
            env={**os.environ, "RISKMAP_LANG": "en", "XDG_CACHE_HOME": str(self.work / "cache")},
            preexec_fn=None if SANITIZED else lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)),
        )

    def run_study(self, **options):
        return self.limited("run", self.work / "study.toml", "--out", self.work / "out", **options)

    def check_refused(self, done, words, codes=(CONFIG, INPUT)):
        self.assertIn(done.returncode, codes, done.stderr)
        self.assertRegex(done.stderr, words)
        self.assertFalse((self.work / "out").exists())

    def use_incidents(self, file, more=""):
        """The study with another file of incidents."""
        study = self.draw()
        text = study.read_text(encoding="utf-8").replace('file = "list.csv"', f'file = "{file}"{more}')
        study.write_text(text, encoding="utf-8")

    def use_units(self, file):
        study = self.draw()
        study.write_text(
            study.read_text(encoding="utf-8").replace("communes.geojson", str(file)), encoding="utf-8"
        )


class ReachingOut(Hostile):
    """Nothing leads to another file or machine than the study names."""

    def test_addresses_instead_of_files(self):
        for address in (
            "http://127.0.0.1:9/units.geojson",
            "https://127.0.0.1:9/units.geojson",
            "/vsicurl/http://127.0.0.1:9/units.geojson",
            "/vsis3/bucket/units.gpkg",
            "/vsizip/communes.zip/units.shp",
            "/vsistdin/",
            "PG:host=127.0.0.1",
            "WFS:http://127.0.0.1:9/",
            "GeoJSON:communes.geojson",
        ):
            with self.subTest(address):
                self.use_units(address)
                self.check_refused(self.run_study(), "no (such )?file|not found")

    def test_files_that_only_point_to_others(self):
        vrt = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
        cases = {
            "units.vrt": vrt.format("/etc/passwd"),
            "units.gml": vrt.format("/vsicurl/http://127.0.0.1:9/"),  # whatever its name says
            "padded.vrt": " " * 5000 + vrt.format("communes.geojson"),
            "service.xml": "<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>",
            "units.json": '{"type":"FeatureCollection","features":"http://127.0.0.1:9/"}',
            "units.geojson": '"/vsicurl/http://127.0.0.1:9/units.geojson"',
        }
        for name, text in cases.items():
            with self.subTest(name):
                self.write(name, text)
                self.use_units(name)
                self.check_refused(self.run_study(), "virtual layer|not a layer|has no layer|holds no|damaged|reads")

    def test_a_folder_of_virtual_files_nested_in_each_other(self):
        for i in range(50):
            self.write(
                f"v{i}.vrt",
                f'<OGRVRTDataSource><OGRVRTLayer name="v{i}"><SrcDataSource>v{i + 1}.vrt</SrcDataSource>'
                "</OGRVRTLayer></OGRVRTDataSource>",
            )
        self.use_units("v0.vrt")
        self.check_refused(self.run_study(), "virtual layer")

    def test_xml_entities_neither_grow_nor_read_files(self):
        secret = self.work / "secret.txt"
        secret.write_text("SECRET-WORDS")
        lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
        for encoding in ("UTF-8", "ISO-8859-1", "windows-1258", "UTF-16"):
            for entities, use in ((f'<!ENTITY l0 "lollollol">{lol}', "&l11;"),
                                  (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', "&x;"),
                                  ('<!ENTITY x SYSTEM "http://127.0.0.1:9/x">', "&x;")):
                with self.subTest(encoding=encoding, use=use):
                    text = (
                        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE g [{entities}]>'
                        '<g:FeatureCollection xmlns:g="http://www.opengis.net/gml" '
                        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                        'xsi:schemaLocation="http://x http://127.0.0.1:9/x.xsd"><g:featureMember><g:u>'
                        f"<g:code>{use}</g:code><g:name>a</g:name></g:u></g:featureMember></g:FeatureCollection>"
                    )
                    (self.work / "units.gml").write_text(text, encoding=encoding if encoding == "UTF-16" else "ascii")
                    self.use_units("units.gml")
                    done = self.run_study()
                    self.assertIn(done.returncode, (CONFIG, INPUT), done.stderr)
                    self.assertNotIn("SECRET-WORDS", done.stderr + done.stdout)
                    for made in self.work.glob("units.*"):
                        self.assertIn(made.suffix, (".gml",), "a file was made beside the input")

    def test_tables_of_a_database_that_are_views_of_other_files(self):
        file = self.work / "units.sqlite"
        base = sqlite3.connect(file)
        base.execute("CREATE TABLE plain (code TEXT, name TEXT)")
        base.execute("PRAGMA writable_schema = ON")
        for name, words in (
            ("outside", "VirtualOGR('/etc/passwd')"),
            ("far", "VirtualOGR('/vsicurl/http://127.0.0.1:9/x')"),
            ("text", "VirtualText('/etc/passwd', 'UTF-8', 0, POINT, DOUBLEQUOTE, ':')"),
        ):
            base.execute(
                "INSERT INTO sqlite_master VALUES ('table', ?, ?, 0, ?)",
                (name, name, f"CREATE VIRTUAL TABLE {name} USING {words}"),
            )
        base.commit()
        base.close()
        for layer in ("outside", "far", "text"):
            with self.subTest(layer):
                self.use_units(f'units.sqlite"\nlayer = "{layer}')
                done = self.run_study()
                self.assertIn(done.returncode, (CONFIG, INPUT), done.stderr)
                self.assertNotIn("root:", done.stderr + done.stdout)

    def test_a_loop_of_links_and_things_that_are_no_files(self):
        os.symlink(self.work / "b.geojson", self.work / "a.geojson")
        os.symlink(self.work / "a.geojson", self.work / "b.geojson")
        os.mkfifo(self.work / "pipe.geojson")
        os.symlink("/dev/zero", self.work / "zero.csv")
        os.symlink(".", self.work / "again")
        for name in ("a.geojson", "pipe.geojson", "zero.csv", "again", "/dev/zero", "/proc/self/mem"):
            with self.subTest(name):
                self.use_units(name)
                self.check_refused(self.run_study(timeout=30), ".")


class TooLarge(Hostile):
    def test_a_workbook_that_unpacks_to_ten_gigabytes(self):
        file = self.work / "list.xlsx"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
            book.writestr("[Content_Types].xml", "<Types/>")
            book.writestr("_rels/.rels", "<Relationships/>")
            book.writestr(
                "xl/workbook.xml",
                '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
                '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
            )
            book.writestr(
                "xl/_rels/workbook.xml.rels",
                '<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            )
        append_bomb(file, "xl/sharedStrings.xml", b"<sst>", b"<si><t>aaaaaaaa</t></si>" * 40000, 11000)
        append_bomb(
            file, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>",
            b'<row><c t="inlineStr"><is><t>aaaaaaaaaaaaaaa</t></is></c></row>' * 10000, 100,
        )
        self.assertLess(file.stat().st_size, 40 << 20)
        self.use_incidents("list.xlsx")
        self.check_refused(self.run_study(), "unpack")

    def test_a_polygon_of_five_million_vertices(self):
        side = int(1_250_000 * SIZE)
        with open(self.work / "big.geojson", "w", encoding="utf-8") as stream:
            stream.write('{"type":"FeatureCollection","features":[')
            for i, west in enumerate((106.5, 106.6)):
                ring = square(west)
                stream.write(
                    ("," if i else "") + '{"type":"Feature","properties":{"code":"00%d","name":"a"},'
                    '"geometry":{"type":"Polygon","coordinates":[[' % (i + 1)
                )
                if i == 0:
                    for a, b in zip(ring, ring[1:]):
                        for k in range(side):
                            t = k / side
                            stream.write("[%.7f,%.7f]," % (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
                    stream.write("[%r,%r]]]}}" % tuple(ring[0]))
                else:
                    stream.write(",".join("[%r,%r]" % tuple(p) for p in ring) + "]]}}")
            stream.write("]}")
        self.use_units("big.geojson")
        self.check_done(self.run_study(timeout=240))

    def check_done(self, done):
        """A result or a refusal with words; no crash."""
        self.assertIn(done.returncode, (0, INTERNAL, CONFIG, INPUT, OUTPUT), done.stderr[-500:])
        self.assertEqual(done.returncode == 0, (self.work / "out").exists())
        self.assertNotIn("terminate called", done.stderr)
        if done.returncode:
            self.assertTrue(done.stderr.strip())

    def test_a_million_columns(self):
        header = ",".join(["lon,lat,date", *(f"c{i}" for i in range(int(1_000_000 * SIZE)))])
        self.use_incidents("wide.csv")
        self.write("wide.csv", header + "\n106.55,11.55,2021-05-01\n")
        self.check_done(self.run_study())

    def test_a_cell_of_a_hundred_megabytes(self):
        self.use_incidents("cell.csv")
        with open(self.work / "cell.csv", "w", encoding="utf-8") as stream:
            stream.write("lon,lat,date,note\n106.55,11.55,2021-05-01,")
            for _ in range(int(100 * SIZE)):
                stream.write("x" * (1 << 20))
            stream.write("\n")
        self.check_done(self.run_study())
        self.use_incidents("quote.csv")
        with open(self.work / "quote.csv", "w", encoding="utf-8") as stream:
            stream.write('lon,lat,date\n106.55,11.55,"' + "y" * int(SIZE * (100 << 20)))  # a quote that never ends
        self.limited("run", self.work / "study.toml", "--out", self.work / "out2")

    def test_a_raster_that_says_it_is_the_whole_earth_by_the_metre(self):
        self.write(
            "people.asc", "ncols 40000000\nnrows 40000000\nxllcorner 0\nyllcorner 0\ncellsize 1\nNODATA_value -1\n1\n"
        )
        study = self.draw()
        study.write_text(study.read_text(encoding="utf-8") + '[people]\nfile = "people.asc"\ncrs = "EPSG:9212"\n')
        self.check_refused(self.run_study(), ".")

    def test_settings_nested_without_end(self):
        self.draw()
        for text in ("a = " + "[" * 200000, "a." * 100000 + "b = 1", "[" * 100000):
            self.write("study.toml", text)
            self.check_refused(self.run_study(), ".", (CONFIG,))

    def test_json_nested_without_end(self):
        self.write("deep.geojson", '{"type":"FeatureCollection","features":' + "[" * 500000)
        self.use_units("deep.geojson")
        self.check_refused(self.run_study(), ".")


class Writing(Hostile):
    def test_words_of_a_study_never_become_a_path(self):
        study = self.draw()
        for words in ("../../escaped", "/tmp/escaped", "a/b", "..", "a\\u0000b", "x\\u001b[31m"):
            text = study.read_text(encoding="utf-8").replace('id = "drawn"', f'id = "{words}"')
            (self.work / "other.toml").write_text(text, encoding="utf-8")
            done = self.limited("run", self.work / "other.toml", "--out", self.work / "out", "--overwrite")
            self.assertIn(done.returncode, (0, CONFIG), done.stderr)
            self.assertNotIn("\x1b", done.stderr + done.stdout)
        for place in (self.work, self.work.parent, self.work.parent.parent):
            self.assertFalse((place / "escaped").exists())

    def test_a_run_opens_no_socket_and_writes_only_its_result(self):
        strace = shutil.which("strace")
        if strace is None or SANITIZED:
            print("SKIPPED: no strace, or a program under sanitizers", file=sys.stderr)
            self.skipTest("no strace")
        log = self.work / "calls.txt"
        self.draw()
        done = subprocess.run(
            [strace, "-f", "-qq", "-s", "300", "-o", str(log), "-e",
             "trace=network,openat,open,creat,rename,renameat,renameat2,mkdir,mkdirat,unlink,unlinkat,"
             "link,linkat,symlink,symlinkat,truncate,chmod,fchmodat,execve",
             RISKMAP, "run", str(self.work / "study.toml"), "--out", str(self.work / "out"),
             "--no-cache"],
            capture_output=True, text=True, check=False, timeout=120,
        )
        if done.returncode != 0 and "PTRACE" in done.stderr + done.stdout:
            print("SKIPPED: this machine lets nobody trace", file=sys.stderr)
            self.skipTest("no tracing")
        self.assertEqual(done.returncode, 0, done.stderr)
        calls = log.read_text(encoding="utf-8", errors="replace").splitlines()
        self.assertGreater(len(calls), 100)
        allowed = printed(self.work / "out")
        for call in calls:
            self.assertNotRegex(call, r"\b(socket|connect|bind|sendto|listen)\(", "a socket was opened")
            name = re.match(r"\d+ +(\w+)\(", call)
            if name is None or " = -1 " in call:
                continue
            writes = name[1] not in ("openat", "open", "execve") or re.search(r"O_(WRONLY|RDWR|CREAT)", call)
            if writes:
                for path in re.findall(r'"((?:[^"\\]|\\.)*)"', call):
                    self.assertTrue(
                        path.startswith(allowed) or path in ("/dev/null", "/dev/tty") or not path.startswith("/"),
                        f"written outside the result: {call}",
                    )
        programs = [c for c in calls if " execve(" in c and " = 0" in c]
        self.assertEqual(len(programs), 1, "no other program is started")


def printed(path):
    """A path as strace prints it: bytes outside ASCII in octal."""
    return "".join(chr(b) if 32 <= b < 127 else f"\\{b:o}" for b in os.fsencode(path))


def append_bomb(file, name, start, block, times):
    """Adds an entry of `start` and `times` times `block`, packed as deflate packs one block and copied as it stands."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    one = body.compress(block) + body.flush(zlib.Z_FULL_FLUSH)
    last = zlib.compressobj(9, zlib.DEFLATED, -15)
    tail = last.compress(b"") + last.flush(zlib.Z_FINISH)
    packed = len(head) + len(one) * times + len(tail)
    unpacked = len(start) + len(block) * times
    checksum = 0  # nobody gets so far as to see that it is wrong
    with zipfile.ZipFile(file) as book:
        old = book.infolist()
        entries_at = book.start_dir
    data = file.read_bytes()
    directory, entries = data[entries_at:], data[:entries_at]
    end = directory.rfind(b"PK\x05\x06")
    big = struct.pack("<HHQQ", 1, 16, unpacked, packed)
    encoded = name.encode()
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 45, 0, 8, 0, 33, checksum, 0xFFFFFFFF, 0xFFFFFFFF, len(encoded), len(big))
    where = len(entries)
    central = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 45, 45, 0, 8, 0, 33, checksum, 0xFFFFFFFF, 0xFFFFFFFF,
        len(encoded), len(big), 0, 0, 0, 0, where,
    ) + encoded + big
    with open(file, "wb") as stream:
        stream.write(entries)
        stream.write(local + encoded + big + head)
        for _ in range(times):
            stream.write(one)
        stream.write(tail)
        start_of_directory = stream.tell()
        stream.write(directory[:end] + central)
        size = stream.tell() - start_of_directory
        stream.write(struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(old) + 1, len(old) + 1, size, start_of_directory, 0))


if __name__ == "__main__":
    unittest.main()
