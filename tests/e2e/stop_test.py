"""A run that is asked to stop does so within a second and leaves nothing half written."""

import os
import signal
import subprocess
import time
import unittest

from riskmap_command import DEMO, RISKMAP, CommandTest

# Of a second, what the machine of a test may add.
SLACK_S = 1.5


class Stop(CommandTest):
    def stopped_at(self, stage, out):
        """Starts a run, interrupts it when the stage begins; how long it took to end."""
        with subprocess.Popen(
            [RISKMAP, "run", DEMO, "--out", out, "--no-cache", "--overwrite", "--lang", "en"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        ) as run:
            said = []
            asked = 0.0
            for line in run.stderr:
                said.append(line)
                if line.startswith(stage):
                    asked = time.monotonic()
                    os.kill(run.pid, signal.SIGINT)
            ended = time.monotonic()
        self.assertEqual(run.returncode, 2, "".join(said))
        self.assertIn("stopped before the end; nothing was written", said[-1])
        return ended - asked

    def test_whatever_it_is_doing(self):
        kept = self.work / "kept"
        kept.mkdir()
        for stage in ("Reading layers", "Measuring exposure", "Estimating risk", "Writing results"):
            took = self.stopped_at(stage, kept / "result")
            self.assertLess(took, 1 + SLACK_S, stage)
            self.assertEqual(list(kept.iterdir()), [], stage)


if __name__ == "__main__":
    unittest.main()
