"""Faults planted in the lists, each written down with the reason a reader should give."""

from .noise import stream


def plant(drowning, road):
    """Adds faulty rows to both lists (rows of dicts, in file order); returns (list, record_id, reason, what) per fault.

    A row with swapped axes can be repaired and counts; every other faulty row is one to reject.
    """
    faults = []

    def add(name, rows, base, record, reason, what, **changes):
        row = dict(base, record_id=record, event_id="", **changes)
        rows.append(row)
        faults.append((name, record, reason, what))

    rng = stream("faults")
    for name, rows in (("incidents_drowning.csv", drowning), ("incidents_road.csv", road)):
        measured = [r for r in rows if r["precision"] == "gps" and int(r["age"]) < 16]
        picks = [measured[i] for i in rng.permutation(len(measured))[:10]]
        head = picks[0]["record_id"][:2]
        number = iter(range(9001, 9100))
        here = lambda: f"{head}{next(number)}"  # noqa: E731
        add(name, rows, picks[0], here(), "incident.outside-study-area", "a point about 90 km east of the province",
            lon=f"{float(picks[0]['lon']) + 0.9:.6f}", commune_code="", commune_name="", district_name="")
        add(name, rows, picks[1], here(), "incident.outside-period", "the year before the first", date="2018-07-14")
        add(name, rows, picks[2], here(), "incident.outside-period", "the year after the last", date="2024-02-03")
        add(name, rows, picks[3], here(), "incident.no-date", "date left empty", date="")
        add(name, rows, picks[4], here(), "incident.impossible-age", "age of 215 years", age="215")
        add(name, rows, picks[5], here(), "incident.swapped-axes", "longitude and latitude swapped",
            lon=picks[5]["lat"], lat=picks[5]["lon"], commune_code="", commune_name="", district_name="", **_moved(picks[5]))
        add(name, rows, picks[6], here(), "incident.unknown-unit", "a code that no commune has", lon="", lat="", precision="commune",
            commune_code="09999", commune_name="", district_name="", **_moved(picks[6]))
        rows.append(dict(picks[7]))
        faults.append((name, picks[7]["record_id"], "incident.duplicate", "the whole row a second time"))
        add(name, rows, picks[8], here(), "incident.ambiguous-unit", "a name that two districts have, district left empty", lon="", lat="",
            precision="commune", commune_code="", commune_name="Xã Tân Trạch", district_name="", **_moved(picks[8]))
        add(name, rows, picks[9], here(), "incident.unreadable-date", "a day that no month has", date="2021-02-30", **_moved(picks[9], date=False))
    return faults


def _moved(row, date=True):
    """Another day, time and age, so that the row is no copy of the one it was made from."""
    changes = {"time": f"{(int(row['time'][:2]) + 5) % 24:02d}:25", "age": str((int(row["age"]) + 4) % 16)}
    if date:
        year, month, day = row["date"].split("-")
        changes["date"] = f"{year}-{month}-{(int(day) + 9) % 28 + 1:02d}"
    return changes
