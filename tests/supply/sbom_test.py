"""The bill of materials names what the loader takes, each with its version, and is the same twice."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

RISKMAP = os.environ["RISKMAP"]
SCRIPT = pathlib.Path(os.environ["RISKMAP_SOURCE_DIR"], "scripts", "write_sbom.py")


def write():
    return subprocess.run(
        [sys.executable, "-B", str(SCRIPT), RISKMAP, "--version", "1.2.3"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


class Sbom(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = write()
        cls.bill = json.loads(cls.text)
        cls.packages = {p["SPDXID"]: p for p in cls.bill["packages"]}

    def related(self, kind):
        return {
            self.packages[r["relatedSpdxElement"]]["name"]
            for r in self.bill["relationships"]
            if r["relationshipType"] == kind
        }

    def test_what_is_linked_and_what_is_compiled_in_are_told_apart(self):
        self.assertLessEqual(
            {"libgdal32", "libgeos-c1v5", "libproj25", "libicu72", "libc6"}, self.related("DYNAMIC_LINK")
        )
        self.assertLessEqual({"libeigen3-dev", "nlohmann-json3-dev"}, self.related("STATIC_LINK"))
        self.assertIn("libsqlite3-0", self.related("DEPENDS_ON"))

    def test_every_package_has_its_version_and_a_place_to_look_it_up(self):
        self.assertEqual(self.related("DESCRIBES"), {"riskmap"})
        for package in self.packages.values():
            self.assertTrue(package["versionInfo"], package["name"])
            self.assertRegex(package["SPDXID"], r"^SPDXRef-[A-Za-z0-9.-]+$")
            if package["name"] != "riskmap":
                self.assertRegex(
                    package["externalRefs"][0]["referenceLocator"], r"^pkg:deb/debian/\S+@\S+\?arch=\w+$"
                )

    def test_twice_the_same_bytes(self):
        self.assertEqual(write(), self.text)


if __name__ == "__main__":
    if not shutil.which("dpkg-query"):
        print("SKIPPED: no dpkg on this system", file=sys.stderr)
        sys.exit(77)
    unittest.main()
