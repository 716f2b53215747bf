"""Every join of Cambridge against GeoPandas, where both are there."""

import os
import subprocess
import sys

from real_data import shared_data
from riskmap_command import RISKMAP, SOURCE

# Debian's packages belong to Debian's python.
PYTHON = "/usr/bin/python3" if os.access("/usr/bin/python3", os.X_OK) else sys.executable

if __name__ == "__main__":
    script = SOURCE / "scripts" / "check_joins.py"
    done = subprocess.run(
        [PYTHON, "-B", script, shared_data(), "--riskmap", RISKMAP], check=False, timeout=280
    )
    sys.exit(done.returncode)
