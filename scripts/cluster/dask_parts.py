#!/usr/bin/python3
"""Measures a study in parts on the workers of a Dask cluster, then puts the result together.

    scripts/cluster/dask_parts.py STUDY --parts N --out RESULT [--work FOLDER] [--scheduler ADDRESS]

Without a scheduler a cluster of local processes is started. The folder of the parts and the study's
files must be reachable under the same paths from every worker. A part that fails, or whose worker
dies, is run again: a part is a function of its inputs, and its file is there whole or not at all.
Needs Dask distributed (Debian: python3-distributed).
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

RISKMAP = os.environ.get("RISKMAP", "riskmap")
RETRIES = 5


def riskmap(*arguments):
    subprocess.run([RISKMAP, *map(str, arguments)], check=True)


def run_part(command, study, part, folder):
    """On a worker: one part; what it printed goes with the error."""
    done = subprocess.run(
        [command, "run", study, "--part", str(part), "--out", folder, "--threads", "1", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"part {part}: {done.stderr.strip()}")
    return part


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("study", type=pathlib.Path)
    parser.add_argument("--parts", type=int, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, help="folder of the parts; a new one if absent")
    parser.add_argument("--scheduler", help="address of a running cluster")
    parser.add_argument("--workers", type=int, default=4, help="of a local cluster")
    options = parser.parse_args()

    from distributed import Client, LocalCluster, as_completed

    study = options.study.resolve()
    folder = (options.work or pathlib.Path(tempfile.mkdtemp(prefix="riskmap-parts-"))).resolve()
    riskmap("plan", study, "--parts", options.parts, "--out", folder, "--overwrite", "--quiet")
    cluster = options.scheduler or LocalCluster(
        n_workers=options.workers, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with Client(cluster) as client:
        pids = client.run(os.getpid)
        print("workers:", *pids.values(), file=sys.stderr, flush=True)
        parts = client.map(
            run_part,
            [RISKMAP] * options.parts,
            [str(study)] * options.parts,
            range(1, options.parts + 1),
            [str(folder)] * options.parts,
            retries=RETRIES,
            pure=False,
        )
        for done in as_completed(parts):
            print("part", done.result(), file=sys.stderr, flush=True)
    riskmap("reduce", study, "--parts", folder, "--out", options.out, "--overwrite", "--quiet")


if __name__ == "__main__":
    main()
