"""The same province as its offices hold it: workbooks, old encodings, two sets of units, two zones, people's names.

Everything that the clean tables count is in these files once, and beside it what real files have too. Each row that must
not be counted is written down with the reason; each name, telephone number and birth date is written down too, so that
a test can look for them where they must not be.
"""

import csv
import datetime
import io
import os

from osgeo import ogr, osr

from . import hospital, old_text, old_units, workbook
from .hospital import SEXES
from .noise import stream
from .settings import CRS
from .shift import to_metres

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Võ", "Đặng", "Bùi", "Điểu"]
MIDDLE = {"male": ["Văn", "Gia", "Quốc"], "female": ["Thị", "Hoài", "Diệu"]}
GIVEN = ["Gieo", "Mầm", "Chồi", "Nụ", "Hạt Dẻ", "Lá Non", "Búp", "Cỏ May"]
ZONE_OF_UNITS = 5899  # VN-2000 / TM-3 107-45: the neighbour's zone, as survey offices exchange


class People:
    """Invented people of the lists, each written down."""

    def __init__(self):
        self.rng, self.planted = stream("office-people"), []

    def name(self, sex):
        pick = lambda words: words[int(self.rng.integers(len(words)))]  # noqa: E731
        return self._keep("name", f"{pick(FAMILY)} {pick(MIDDLE[sex])} {pick(GIVEN)}")

    def phone(self):
        return self._keep("phone", f"09{self.rng.integers(10, 100)} {self.rng.integers(100, 1000)} {self.rng.integers(100, 1000)}")

    def identity(self):
        return self._keep("identity", f"0702{self.rng.integers(10**7, 10**8)}")

    def birth(self, date, age):
        """A day of birth of someone of that age on that date."""
        born = date.replace(year=date.year - int(age), day=min(date.day, 28)) - datetime.timedelta(days=int(self.rng.integers(1, 300)))
        return born, self._keep("birth", born.strftime("%d/%m/%Y"))

    def _keep(self, kind, text):
        if (kind, text) not in self.planted:
            self.planted.append((kind, text))
        return text


class Event:
    """One event of a clean list: its rows, where it was and what its place was called then."""

    def __init__(self, rows, commune, old):
        first = rows[0]
        self.date = datetime.date.fromisoformat(first["date"])
        self.time, self.age, self.sex, self.cause = first["time"], first["age"], first["sex"], first["cause"]
        self.victims, self.deaths = len(rows), sum(r["severity"] == "death" for r in rows)
        self.point = (float(first["lon"]), float(first["lat"])) if first["lon"] else None
        self.rows, self.commune = rows, commune
        self.before = first["date"] < old_units.REFORM
        self.unit = old if self.before else None

    @property
    def place(self):
        return self.unit.name if self.before else f"{self.commune.kind} {self.commune.name}"

    @property
    def code(self):
        return self.unit.code if self.before else self.commune.code

    @property
    def district(self):
        return f"{self.commune.district_kind} {self.commune.district_name}"


class Zone:
    """Longitude and latitude to metres north and east of a VN-2000 zone."""

    def __init__(self, central):
        self._transform = to_metres(central)

    def __call__(self, lon, lat):
        """(north, east)"""
        east, north, _ = self._transform.TransformPoint(lon, lat)
        return north, east


def write(folder, communes, shapes, ages, ponds, lists, planted):
    """Writes the folder `office`; `lists` and `planted` are the clean lists with their faults."""
    folder = os.path.join(folder, "office")
    os.makedirs(folder, exist_ok=True)
    old = old_units.old_units(communes)
    people = People()
    faults = []
    zone = Zone(106.25)
    events = {hazard: _events(lists[hazard], planted, communes, shapes, old, zone) for hazard in ("drowning", "traffic")}
    _units(folder, communes, shapes)
    _table(folder, "ranh_gioi.csv", *old_units.crosswalk(old))
    _table(folder, "dan_so_truoc_sap_nhap.csv", ["ma_xa", "nam", "gioi_tinh", "tuoi_tu", "den_duoi", "so_nguoi"], old_units.people(old, ages))
    hospital.write(folder, events["drowning"], people, faults, zone)
    _communes_report(folder, events["drowning"], people, faults)
    _police(folder, events["traffic"], people, faults)
    _ponds(folder, ponds, people)
    _table(folder, "planted_faults.csv", ["file", "sheet", "row", "reason", "fate", "what"], faults)
    _table(folder, "planted_people.csv", ["kind", "text"], sorted(people.planted))


def _table(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _events(rows, planted, communes, shapes, old, zone):
    """The events that the clean list counts, rows with swapped axes put right."""
    faulty = {(record, reason) for _, record, reason, _ in planted}
    bad = {record for record, reason in faulty if reason not in ("incident.swapped-axes", "incident.duplicate")}
    swapped = {record for record, reason in faulty if reason == "incident.swapped-axes"}
    by_name = {(f"{c.kind} {c.name}", f"{c.district_kind} {c.district_name}"): c for c in communes}
    rng = stream("office-places-" + rows[0]["cause"])
    events, seen = {}, set()
    for row in rows:
        if row["record_id"] in bad or row["record_id"] in seen:
            continue
        seen.add(row["record_id"])
        if row["record_id"] in swapped:
            row = dict(row, lon=row["lat"], lat=row["lon"])
        events.setdefault(row["event_id"] or row["record_id"], []).append(row)
    made = []
    for several in events.values():
        commune = by_name.get((several[0]["commune_name"], several[0]["district_name"])) or _at(several[0], communes, shapes, zone)
        options = old[commune.code]
        made.append(Event(several, commune, options[int(rng.integers(len(options)))]))
    return sorted(made, key=lambda e: (e.date, e.time, e.age))


def _at(row, communes, shapes, zone):
    north, east = zone(float(row["lon"]), float(row["lat"]))
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(east, north)
    return next(c for c, shape in zip(communes, shapes) if shape.Contains(point))


def _units(folder, communes, shapes):
    """Shapefile of a survey office: TCVN3 letters, no word on the coordinate system."""
    here, there = osr.SpatialReference(), osr.SpatialReference()
    here.ImportFromEPSG(CRS)
    there.ImportFromEPSG(ZONE_OF_UNITS)
    for system in (here, there):
        system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    move = osr.CoordinateTransformation(here, there)
    path = os.path.join(folder, "xa_phuong.shp")
    driver = ogr.GetDriverByName("ESRI Shapefile")
    if os.path.exists(path):
        driver.DeleteDataSource(path)
    source = driver.CreateDataSource(path)
    layer = source.CreateLayer("xa_phuong", None, ogr.wkbPolygon)
    layer.CreateField(ogr.FieldDefn("MA", ogr.OFTString))
    for shape in shapes:
        feature = ogr.Feature(layer.GetLayerDefn())
        moved = shape.Clone()
        moved.Transform(move)
        feature.SetGeometry(moved)
        layer.CreateFeature(feature)
    layer = source = None
    for extension in (".cpg", ".prj"):
        if os.path.exists(path[:-4] + extension):
            os.remove(path[:-4] + extension)
    encode = old_text.tcvn3
    old_text.dbf(path[:-4] + ".dbf", [("MA", 5), ("TEN", 40), ("HUYEN", 40), ("MA_HUYEN", 3)],
                 [[encode(c.code), encode(f"{c.kind} {c.name}"), encode(f"{c.district_kind} {c.district_name}"), encode(c.district_code)]
                  for c in communes])


def _communes_report(folder, events, people, faults):
    """What communes reported themselves: events that the hospital has too, and one row that no list may hold."""
    sheet = workbook.Sheet("Xã báo cáo")
    sheet.add("BÁO CÁO CỦA CÁC XÃ, PHƯỜNG VỀ TRẺ EM BỊ TAI NẠN")
    sheet.add("STT", "Họ tên trẻ", "Tuổi", "Giới tính", "Đơn vị", "Huyện", "Ngày xảy ra", "Loại tai nạn", "Kết quả", "ĐT liên hệ")
    again = [e for e in events if e.date.year in (2020, 2022, 2023) and e.victims == 1][::6]

    def add(row, reason, what):
        faults.append(("bao_cao_xa.xlsx", sheet.name, row, reason, "rejected", what))

    def row(event, date, cause):
        return sheet.add(str(len(sheet.rows) - 1), people.name(event.sex), event.age, SEXES[event.sex], event.place, event.district, date.strftime("%d/%m/%Y"),
                         cause, "Tử vong" if event.deaths else "Bị thương", people.phone())

    for number, event in enumerate(again):
        add(row(event, event.date + datetime.timedelta(days=number % 2), "Đuối nước"), "incident.possible-repeat", "an event of the hospital's list")
    add(row(again[0], again[0].date + datetime.timedelta(days=9), "Xâm hại tình dục"), "incident.protected-kind", "sexual abuse of a child")
    sheet.add("Cộng", None, str(len(again) + 1))
    workbook.write(os.path.join(folder, "bao_cao_xa.xlsx"), [sheet])


def _police(folder, events, people, faults):
    """The police list: VNI letters, semicolons, decimal commas; in one half of the file longitude and latitude changed places."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["CÔNG AN TỈNH MẪU"] + [""] * 14)
    writer.writerow(["DANH SÁCH TRẺ EM LIÊN QUAN TAI NẠN GIAO THÔNG"] + [""] * 14)
    writer.writerow(["STT", "Mã vụ", "Họ tên nạn nhân", "Năm sinh", "Giới tính", "Ngày xảy ra", "Giờ", "Xã/phường", "Huyện/TX/TP", "Loại tai nạn", "Hậu quả",
                     "Kinh độ", "Vĩ độ", "Số CCCD", "Số điện thoại"])
    line = 3
    for number, event in enumerate(events, 1):
        for victim in event.rows:
            line += 1
            place = [f"{value:.6f}".replace(".", ",") for value in event.point] if event.point else ["", ""]
            if event.point and event.date.year >= 2022:
                place.reverse()
                faults.append(("cong_an.csv", "", line, "incident.swapped-axes", "repaired", "longitude and latitude swapped"))
            outcome = "Tử vong" if victim["severity"] == "death" else "Bị thương"
            writer.writerow([line - 3, f"VA-{number:03d}", people.name(victim["sex"]), event.date.year - int(victim["age"]), SEXES[victim["sex"]],
                             event.date.strftime("%d/%m/%Y"), event.time, event.place, event.district, "TNGT", outcome, *place, people.identity(), people.phone()])
    with open(os.path.join(folder, "cong_an.csv"), "wb") as file:
        file.write(old_text.vni(out.getvalue()))


WATER = {"pond": "Ao", "pit": "Hố nước", "quarry": "Mỏ đá", "pool": "Bể bơi"}


def _ponds(folder, ponds, people):
    """The register of ponds as its keepers hold it: a workbook with metres north and east, and the keeper's telephone."""
    sheet = workbook.Sheet("Sổ ao")
    sheet.add("SỔ THEO DÕI AO, HỐ NƯỚC")
    sheet.add("Mã ao", "Chủ ao", "Loại", "X (m)", "Y (m)", "Sâu (m)", "Rào", "Biển báo")
    for number, (word, depth, fenced, sign, spot) in enumerate(ponds, 1):
        east, north = spot.GetPoint_2D()
        sheet.add(f"AO{number:05d}", people.name("male"), WATER[word], f"{north:.2f}".replace(".", ","), f"{east:.2f}".replace(".", ","),
                  str(depth).replace(".", ","), "có" if fenced else "không", "có" if sign else "không")
    workbook.write(os.path.join(folder, "so_ao.xlsx"), [sheet])
