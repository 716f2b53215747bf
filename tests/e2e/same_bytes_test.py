"""The same study gives the same bytes, whatever the number of threads."""

import filecmp
import unittest

from riskmap_command import CommandTest, files_below


class SameBytes(CommandTest):
    def test_any_number_of_threads(self):
        for threads in ("1", "2", "8"):
            self.run_demo(self.work / threads, "--no-cache", "--threads", threads, "--quiet")
        wanted = [f for f in files_below(self.work / "1") if f != "timings.json"]
        self.assertGreater(len(wanted), 10)
        for threads in ("2", "8"):
            found = [f for f in files_below(self.work / threads) if f != "timings.json"]
            self.assertEqual(found, wanted)
            _, differ, missing = filecmp.cmpfiles(
                self.work / "1", self.work / threads, wanted, shallow=False
            )
            self.assertEqual((differ, missing), ([], []))


if __name__ == "__main__":
    unittest.main()
