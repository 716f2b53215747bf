#!/usr/bin/env python3
"""Times `riskmap check` on a workbook of 200,000 rows and on delimited text of 1,000,000 rows of invented events.

    RISKMAP=build/release/bin/riskmap scripts/check_office_speed.py

Each must take less than 20 s and 1 GB and show how far it is. Ends with 1 when one does not.
"""

import csv
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from make_demo import workbook  # noqa: E402

DEMO = pathlib.Path(__file__).resolve().parents[1] / "data" / "demo"
RISKMAP = os.environ.get("RISKMAP", "riskmap")
MOST_S, MOST_MB = 20.0, 1024
HEADER = ["STT", "Họ và tên", "Tuổi", "Giới tính", "Xã/phường", "Huyện", "Ngày xảy ra", "Giờ", "Nguyên nhân", "Hậu quả", "Kinh độ", "Vĩ độ", "Điện thoại"]
STUDY = """format = 1
hazards = ["{demo}/../hazards/drowning.toml"]
without_layers = ["water", "ponds", "roads", "schools"]

[study]
id = "speed"
name = {{ vi = "Đo tốc độ", en = "Speed" }}
period = {{ first = 2019-01-01, last = 2023-12-31 }}
crs = "EPSG:9212"

[units]
file = "{demo}/communes.gpkg"
code = "code"
name = "name"
parent = "district"
vintage = "2019-01-01"

[population]
form = "long"
file = "{demo}/population.csv"
key = "commune_code"
year = "year"
sex = "sex"
age_from = "age_from"
age_below = "age_below"
count = "people"

[[incidents]]
id = "list"
file = "{file}"
crs = "EPSG:4326"
recognise = true
"""


def rows(count):
    """Invented events at the places of the demo's own list, spread over the years."""
    rng = random.Random(20230601)
    with open(DEMO / "incidents_drowning.csv", encoding="utf-8", newline="") as stream:
        places = [row for row in csv.DictReader(stream) if row["lon"] and row["commune_name"] and row["age"] != "215"]
    for number in range(1, count + 1):
        place = rng.choice(places)
        yield [number, f"Nguyễn Văn {number % 977}", rng.randrange(16), rng.choice(["Nam", "Nữ"]), place["commune_name"], place["district_name"],
               f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/{rng.randrange(2019, 2024)}", f"{rng.randrange(24):02d}:{rng.randrange(60):02d}",
               "Đuối nước", rng.choice(["Tử vong", "Bị thương"]), f"{float(place['lon']) + rng.uniform(-1e-4, 1e-4):.6f}",
               f"{float(place['lat']) + rng.uniform(-1e-4, 1e-4):.6f}", f"09{rng.randrange(10**8):08d}"]


def make_workbook(path, count):
    sheet = workbook.Sheet("Danh sách")
    sheet.add("DANH SÁCH")
    sheet.add(*HEADER)
    for row in rows(count):
        sheet.add(*row)
    workbook.write(path, [sheet])


def make_text(path, count):
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADER)
        writer.writerows(rows(count))


def check(folder, file):
    """(seconds, MB, whether progress was shown) of a check of the file."""
    study = folder / "study.toml"
    study.write_text(STUDY.format(demo=DEMO, file=file.name), encoding="utf-8")
    before = time.monotonic()
    done = subprocess.Popen([RISKMAP, "check", str(study), "--out", str(folder / "ledger.csv"), "--overwrite", "--lang", "en"],
                            stdout=subprocess.PIPE, stderr=open(folder / "said", "w", encoding="utf-8"), encoding="utf-8")
    answer = done.stdout.read()
    _, status, used = os.wait4(done.pid, 0)
    taken = time.monotonic() - before
    said = (folder / "said").read_text(encoding="utf-8")
    if status:
        sys.exit(said[-2000:])
    print("\n".join(line for line in answer.splitlines() + said.splitlines() if "incidents.list" in line))
    return taken, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime


def main():
    ok = True
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for file, make, count in ((folder / "list.xlsx", make_workbook, 200_000), (folder / "list.csv", make_text, 1_000_000)):
            make(file, count)
            taken, megabytes, processor = check(folder, file)
            good = taken < MOST_S and megabytes < MOST_MB
            ok = ok and good
            print(f"{file.name}: {count} rows, {file.stat().st_size / 1e6:.0f} MB: {taken:.1f} s ({processor:.1f} s of processor), "
                  f"{megabytes:.0f} MB{'' if good else '  TOO MUCH'}")
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
