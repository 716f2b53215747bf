"""Runs the riskmap command as a user would."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

RISKMAP = os.environ.get("RISKMAP", "riskmap")
SOURCE = pathlib.Path(
    os.environ.get("RISKMAP_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2])
)
DEMO = SOURCE / "data" / "demo" / "study.toml"


class CommandTest(unittest.TestCase):
    """A folder of its own, with blanks and accents in its path."""

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="riskmap thử nghiệm "))
        self.addCleanup(shutil.rmtree, self.work, ignore_errors=True)

    def riskmap(self, *arguments, env=None, **options):
        return subprocess.run(
            [RISKMAP, *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=240,
            check=False,
            env={
                **os.environ,
                "RISKMAP_LANG": "en",
                "XDG_CACHE_HOME": str(self.work / "cache"),
                **(env or {}),
            },
            **options,
        )

    def run_demo(self, out, *arguments):
        """Runs the demo into `out`; it must succeed."""
        done = self.riskmap("run", DEMO, "--out", out, *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done


def files_below(folder):
    return sorted(
        str(p.relative_to(folder)) for p in pathlib.Path(folder).rglob("*") if p.is_file()
    )
