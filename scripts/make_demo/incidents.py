"""Five years of incidents, drawn from the truth: where, when, who, and how well each place is known."""

import calendar
import datetime

import numpy as np
from osgeo import ogr

from .noise import stream
from .settings import DROWNING_EVENTS, FIRST_YEAR, LAST_YEAR, ROAD_EVENTS
from .shift import to_degrees

DROWNING_COLUMNS = ["record_id", "event_id", "date", "time", "age", "sex", "severity", "cause", "water_type", "lon", "lat", "precision",
                    "commune_code", "commune_name", "district_name", "residence_code"]
ROAD_COLUMNS = ["record_id", "event_id", "date", "time", "age", "sex", "severity", "cause", "road_class", "role", "lon", "lat", "precision",
                "commune_code", "commune_name", "district_name", "residence_code"]
# March to August 1.3, else 0.7; hours of daylight for water, ways to and from school for roads.
MONTHS = {"drowning": [0.7, 0.7, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 0.7, 0.7, 0.7, 0.7],
          "traffic": [1.1, 1.0, 1.0, 1.0, 1.1, 0.9, 0.8, 0.8, 1.1, 1.0, 1.0, 1.1]}
HOURS = {"drowning": [0.1] * 6 + [0.6, 1.5, 3, 4, 5, 4.5, 4, 4.5, 5.5, 5.5, 4, 2, 0.8] + [0.3] * 5,
         "traffic": [0.3] * 5 + [0.8, 4.5, 4, 1.8, 1.6, 2.4, 4, 2, 1.8, 1.8, 2.2, 4.5, 5.5, 4, 3, 2.5, 2, 1.2, 0.6]}


class Geographic:
    """Metres of the study to longitude and latitude of WGS 84."""

    def __init__(self):
        self._transform = to_degrees(106.25)

    def __call__(self, x, y):
        lon, lat, _ = self._transform.TransformPoint(float(x), float(y))
        return f"{lon:.6f}", f"{lat:.6f}"


def draw(hazard, communes, children, rr, spots, neighbours):
    """Rows of one list as dicts. `spots(row, rng, age)` gives (x, y, word) of a place in the commune of that row."""
    rng = stream(f"incidents-{hazard}")
    lonlat = Geographic()
    events = DROWNING_EVENTS if hazard == "drowning" else ROAD_EVENTS
    where = np.sort(rng.choice(len(communes), size=events, p=children * rr / np.sum(children * rr)))
    rows = []
    for number, row in enumerate(rng.permutation(where).tolist()):
        date, hour = _when(rng, hazard)
        extra = rng.choice([0, 1, 2], p=[0.87, 0.10, 0.03] if hazard == "drowning" else [0.88, 0.10, 0.02])
        first_age = _age(rng, hazard)
        x, y, word = spots(row, rng, first_age)
        home = row if rng.random() < 0.85 else int(rng.choice(sorted(neighbours[row])))
        for victim in range(1 + extra):
            age = first_age if victim == 0 else int(np.clip(first_age + rng.integers(-3, 4), 0 if first_age < 6 else 6, 15))
            rows.append(_row(rng, hazard, number, date, hour, age, communes[row], communes[home], x, y, word, lonlat))
        _precision(rng, rows[-1 - extra :], communes[row])
    if hazard == "traffic":
        rows += [_older(rng, communes, spots, lonlat, number) for number in range(14)]
    rows.sort(key=lambda r: (r["date"], r["event_id"], int(r["age"])))
    for number, row in enumerate(rows):
        row["record_id"] = f"{'DN' if hazard == 'drowning' else 'GT'}{number + 1:04d}"
    return rows


def as_police(row):
    """The row in the words of a police list: Vietnamese, and the date with the day first."""
    words = {"male": "nam", "female": "nữ", "death": "tử vong", "injury": "bị thương"}
    date = "/".join(reversed(row["date"].split("-")))
    return dict(row, date=date, sex=words[row["sex"]], severity=words[row["severity"]])


def _when(rng, hazard):
    year = int(rng.integers(FIRST_YEAR, LAST_YEAR + 1))
    weight = np.array(MONTHS[hazard])
    month = int(rng.choice(12, p=weight / weight.sum())) + 1
    day = int(rng.integers(1, calendar.monthrange(year, month)[1] + 1))
    weight = np.array(HOURS[hazard])
    return datetime.date(year, month, day), int(rng.choice(24, p=weight / weight.sum()))


def _age(rng, hazard):
    weight = [1.0, 2.6, 2.6, 2.0, 1.5] + [1.25] * 5 + [1.2] * 6 if hazard == "drowning" else [0.2, 0.4, 0.6] + [0.8] * 6 + [1.2] * 4 + [2.2, 2.8, 3.2]
    return int(rng.choice(16, p=np.array(weight) / np.sum(weight)))


def _row(rng, hazard, event, date, hour, age, commune, home, x, y, word, lonlat):
    lon, lat = lonlat(x + rng.normal(scale=8), y + rng.normal(scale=8))
    drowning = hazard == "drowning"
    row = {"event_id": f"{'dn' if drowning else 'gt'}-{event + 1:03d}", "date": date.isoformat(), "time": f"{hour:02d}:{int(rng.integers(0, 12)) * 5:02d}", "age": str(age),
           "sex": "male" if rng.random() < (0.66 if drowning else 0.62) else "female",
           "severity": "death" if rng.random() < (0.86 if drowning else 0.36) else "injury",
           "cause": "drowning" if drowning else "road_traffic", "lon": lon, "lat": lat, "precision": "gps",
           "commune_code": commune.code, "commune_name": f"{commune.kind} {commune.name}",
           "district_name": f"{commune.district_kind} {commune.district_name}", "residence_code": home.code}
    if drowning:
        row["water_type"] = word
    else:
        row["road_class"] = word
        row["role"] = "passenger" if age < 6 else str(rng.choice(["pedestrian", "bicycle", "passenger", "motorcycle"], p=[0.27, 0.30, 0.25, 0.18]))
    return row


def _precision(rng, rows, commune):
    """Most places are measured; some rows tell the commune by code, some only by name and district."""
    known = rng.choice(["gps", "named_feature", "code", "name"], p=[0.68, 0.08, 0.15, 0.09])
    for row in rows:
        if known == "named_feature":
            row["precision"] = "named_feature"
        elif known in ("code", "name"):
            row["precision"], row["lon"], row["lat"] = "commune", "", ""
            if known == "name":
                row["commune_code"] = ""


def _older(rng, communes, spots, lonlat, number):
    """A victim of 16 or 17: on the list, not of the age that is counted."""
    row = int(rng.integers(len(communes)))
    x, y, word = spots(row, rng, 15)
    date, hour = _when(rng, "traffic")
    out = _row(rng, "traffic", 900 + number, date, hour, int(rng.integers(16, 18)), communes[row], communes[row], x, y, word, lonlat)
    out["role"] = "motorcycle"
    return out


def water_spots(communes, unit, people, fine, water_rows, ponds):
    """Places of water inside a commune, weighted by the children near them."""
    choices = {row: [] for row in range(len(communes))}
    heads = np.nan_to_num(people)
    nearby = _blur(heads)
    for word, _, shape in water_rows:
        shape = shape.Clone()
        shape.Segmentize(150.0)
        for x, y in _shore(shape):
            row = int(fine.at(unit, x, y))
            if row >= 0:
                choices[row].append((x, y, word, (0.8 if word != "stream" else 0.35) * (0.15 + float(fine.at(nearby, x, y)))))
    for word, _, fenced, _, spot in ponds:
        x, y = spot.GetPoint_2D()
        row = int(fine.at(unit, x, y))
        if row >= 0 and word != "pool":
            choices[row].append((x, y, word, 4.0 * (0.27 if fenced else 1.0) * (0.15 + float(fine.at(nearby, x, y)))))

    def pick(row, rng, age):
        spots = choices[row]
        weight = np.array([s[3] * (2.5 if age < 5 and s[2] in ("pit", "pond") else 1.0) for s in spots])
        return _inside(communes[row], spots, weight, rng)
    return pick


def road_spots(communes, unit, people, fine, road_rows, weights):
    """Places on roads inside a commune, weighted by class, speed and the children near them."""
    choices = {row: [] for row in range(len(communes))}
    nearby = _blur(np.nan_to_num(people))
    for word, _, speed, shape in road_rows:
        shape = shape.Clone()
        shape.Segmentize(120.0)
        for x, y, *_ in shape.GetPoints():
            row = int(fine.at(unit, x, y))
            if row >= 0:
                choices[row].append((x, y, word, weights[word] * ((speed or 40) / 50) ** 2 * (0.3 + float(fine.at(nearby, x, y)))))

    def pick(row, rng, _age):
        return _inside(communes[row], choices[row], np.array([s[3] for s in choices[row]]), rng)
    return pick


def _inside(commune, spots, weight, rng):
    """One of the spots, at least 40 m inside the commune so that a measured point cannot fall beside it."""
    core = commune.geometry().Buffer(-40.0)
    for _ in range(200):
        x, y, word, _ = spots[int(rng.choice(len(spots), p=weight / weight.sum()))]
        shape = ogr.Geometry(ogr.wkbPoint)
        shape.AddPoint_2D(x, y)
        if core.Contains(shape):
            return x, y, word
    return float(commune.site[0]), float(commune.site[1]), spots[0][2]


def _shore(shape):
    if shape.GetGeometryCount():
        return [p for part in shape for p in _shore(part)]
    return [p[:2] for p in shape.GetPoints()]


def _blur(values, reach=5):
    total = np.zeros_like(values)
    for dr in range(-reach, reach + 1):
        for dc in range(-reach, reach + 1):
            total += np.roll(np.roll(values, dr, axis=0), dc, axis=1)
    return total / (2 * reach + 1) ** 2
