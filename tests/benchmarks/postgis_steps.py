#!/usr/bin/env python3
"""The joins of a study the way one writes them in SQL for PostGIS: a yardstick of scripts/measure_speed.py.

    tests/benchmarks/postgis_steps.py FOLDER

FOLDER is what make_country wrote as FlatGeobuf. Makes a cluster of its own in a scratch folder (a socket, no port; as
user postgres when root asks), loads the layers with ogr2ogr, builds the indexes and asks for the same numbers as
geopandas_steps.py, but for the raster of people. Prints seconds of CPU of the server for each step and their sum; ends
with 77 where PostgreSQL 15, PostGIS or ogr2ogr is not installed.
"""

import contextlib
import os
import pathlib
import pwd
import shutil
import subprocess
import sys
import tempfile

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
POSTGIS = pathlib.Path("/usr/share/postgresql/15/extension/postgis.control")
MISSING = 77
SETTINGS = {
    "listen_addresses": "''",
    "shared_buffers": "'512MB'",
    "work_mem": "'256MB'",
    "maintenance_work_mem": "'512MB'",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "fsync": "off",
    "jit": "off",
}
LAYERS = ("communes", "roads", "water", "incidents")

# Words of a step, and the SQL that does it.
STEPS = (
    (
        "incidents to communes",
        """CREATE TABLE held AS SELECT i.ogc_fid, min(c.code) AS code FROM incidents i
           JOIN communes c ON ST_Intersects(c.geom, i.geom) GROUP BY i.ogc_fid;
           SELECT code, count(*) FROM held GROUP BY code""",
    ),
    (
        "incidents to nearest water",
        """SELECT h.code, avg(n.metres) FROM held h JOIN incidents i USING (ogc_fid) CROSS JOIN LATERAL
           (SELECT ST_Distance(w.geom, i.geom) AS metres FROM water w ORDER BY w.geom <-> i.geom LIMIT 1) n
           GROUP BY h.code""",
    ),
    (
        "incidents to nearest road",
        """SELECT h.code, avg(n.metres) FROM held h JOIN incidents i USING (ogc_fid) CROSS JOIN LATERAL
           (SELECT ST_Distance(r.geom, i.geom) AS metres FROM roads r ORDER BY r.geom <-> i.geom LIMIT 1) n
           GROUP BY h.code""",
    ),
    (
        "road by commune and class",
        """SELECT c.code, r.class, sum(ST_Length(CASE WHEN ST_CoveredBy(r.geom, c.geom) THEN r.geom
           ELSE ST_Intersection(r.geom, c.geom) END)) FROM communes c JOIN roads r ON ST_Intersects(c.geom, r.geom)
           GROUP BY c.code, r.class""",
    ),
    (
        "water and shore by commune",
        """SELECT c.code, sum(ST_Area(p.water)), sum(ST_Length(p.shore)) FROM communes c
           JOIN water w ON ST_Intersects(c.geom, w.geom) CROSS JOIN LATERAL (SELECT
           CASE WHEN ST_CoveredBy(w.geom, c.geom) THEN w.geom ELSE ST_Intersection(w.geom, c.geom) END AS water,
           CASE WHEN ST_CoveredBy(w.geom, c.geom) THEN ST_Boundary(w.geom)
           ELSE ST_Intersection(ST_Boundary(w.geom), c.geom) END AS shore) p GROUP BY c.code""",
    ),
)


def as_server():
    """Keywords for subprocess: PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def cpu_seconds(pid):
    """Of a process that still runs, user and system."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Session:
    """One connection through psql; its backend is what is timed."""

    def __init__(self, socket):
        self.process = subprocess.Popen(
            ["psql", "-h", socket, "-U", "postgres", "-d", "postgres", "-qAtX", "-v", "ON_ERROR_STOP=1"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            **as_server(),
        )
        self.backend = int(self.ask("SELECT pg_backend_pid()")[0])

    def ask(self, sql):
        self.process.stdin.write(f"{sql};\n\\echo done.\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            if line == "done.\n":
                return lines
            lines.append(line.rstrip("\n"))
        sys.exit("postgis_steps.py: the server refused a statement")

    def timed(self, sql):
        before = cpu_seconds(self.backend)
        self.ask(sql)
        return cpu_seconds(self.backend) - before


@contextlib.contextmanager
def cluster(folder):
    server = as_server()
    if server:
        shutil.chown(folder, server["user"], server["group"])
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, **server, "cwd": folder, "check": True}
    subprocess.run([BIN / "initdb", "-D", data, "--locale", "C.UTF-8", "-A", "trust", "-U", "postgres"], **quiet)
    options = " ".join(f"-c {key}={value}" for key, value in SETTINGS.items())
    start = ["-l", folder / "log", "-o", f"{options} -k {folder}", "-w", "start"]
    subprocess.run([BIN / "pg_ctl", "-D", data, *start], **quiet)
    try:
        yield str(folder)
    finally:
        subprocess.run([BIN / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"], **quiet)


def load(source, socket, session):
    session.ask("CREATE EXTENSION postgis")
    for layer in LAYERS:
        subprocess.run(
            ["ogr2ogr", "-f", "PostgreSQL", f"PG:host={socket} user=postgres dbname=postgres", source / f"{layer}.fgb"]
            + ["-nln", layer, "-lco", "GEOMETRY_NAME=geom", "-lco", "FID=ogc_fid", "-lco", "SPATIAL_INDEX=NONE"]
            + ["-nlt", "PROMOTE_TO_MULTI" if layer in ("communes", "water") else "GEOMETRY"]
            + ["--config", "PG_USE_COPY", "YES"],
            check=True,
        )


def main():
    if not (BIN / "initdb").is_file() or not POSTGIS.is_file() or not shutil.which("ogr2ogr"):
        print("SKIPPED: postgresql-15-postgis-3 or ogr2ogr is not installed", file=sys.stderr)
        return MISSING
    source = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as scratch, cluster(pathlib.Path(scratch)) as socket:
        session = Session(socket)
        load(source, socket, session)
        total = 0
        index = "".join(f"CREATE INDEX ON {layer} USING gist (geom); ANALYZE {layer};" for layer in LAYERS)
        for words, sql in (("indexes", index.rstrip(";")), *STEPS):
            seconds = session.timed(sql)
            total += seconds
            print(f"{seconds:9.2f} {words}", flush=True)
        print(f"{total:9.2f} all", flush=True)
        session.process.stdin.close()
        session.process.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
