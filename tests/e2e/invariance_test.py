"""What must not matter in a whole run: the order of rows in every file, and what codes units have."""

import csv
import pathlib
import random
import shutil
import sqlite3
import unittest

from riskmap_command import DEMO, CommandTest

DATA = pathlib.Path(DEMO).parent


def table(file):
    with open(file, encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def rewrite(file, change):
    """`change` takes and gives the rows of a CSV file."""
    rows = change(table(file))
    with open(file, "w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def rewrite_features(file, layer, change):
    """The same for a layer without spatial index; `change` takes and gives rows without fid."""
    with sqlite3.connect(file) as gpkg:
        cursor = gpkg.execute(f"select * from {layer}")
        names = [column[0] for column in cursor.description]
        rows = change([dict(zip(names, row)) for row in cursor])
        gpkg.execute(f"delete from {layer}")
        fields = [name for name in names if name != "fid"]
        gpkg.executemany(
            f"insert into {layer} ({', '.join(fields)}) values ({', '.join('?' * len(fields))})",
            [[row[name] for name in fields] for row in rows],
        )


class Invariance(CommandTest):
    maxDiff = None

    def copy_of_the_demo(self):
        """In a folder like the original's, so that paths to hazards hold."""
        root = self.work / "study"
        shutil.copytree(DATA.parent, root)
        return root / DATA.name

    def communes_of(self, study, name):
        out = self.work / name
        done = self.riskmap("run", study / "study.toml", "--out", out, "--internal", "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        return {row["code"]: row for row in table(out / "communes.csv")}

    def assert_same_columns(self, found, meant, but=()):
        """Says in how many units each differing column differs."""
        differing = {}
        for code, row in meant.items():
            for column, text in row.items():
                if column not in but and found[code][column] != text:
                    differing.setdefault(column, []).append((code, text, found[code][column]))
        self.assertEqual({c: (len(d), d[0]) for c, d in differing.items()}, {})

    def test_neither_order_of_rows_nor_codes_change_a_figure(self):
        meant = self.communes_of(DATA, "as it is")
        self.assertGreater(len(meant), 100)

        study = self.copy_of_the_demo()
        draw = random.Random(19)
        shuffled = lambda rows: draw.sample(rows, len(rows))
        for name in ("population.csv", "incidents_drowning.csv", "incidents_road.csv"):
            rewrite(study / name, shuffled)
        rewrite_features(study / "communes.gpkg", "communes", shuffled)
        self.assert_same_columns(self.communes_of(study, "in another order"), meant)

        # Codes of another order: the first unit gets the last code.
        codes = sorted(meant)
        new = dict(zip(codes, reversed(codes)))

        def renamed(*columns):
            def change(rows):
                return [
                    {**row, **{column: new.get(row[column], row[column]) for column in columns}}
                    for row in rows
                ]

            return change

        rewrite(study / "population.csv", renamed("commune_code"))
        for name in ("incidents_drowning.csv", "incidents_road.csv"):
            rewrite(study / name, renamed("commune_code", "residence_code"))
        rewrite_features(study / "communes.gpkg", "communes", renamed("code"))
        found = self.communes_of(study, "under other codes")
        back = {code: found[new[code]] for code in codes}
        self.assert_same_columns(back, meant, but=("code",))


if __name__ == "__main__":
    unittest.main()
