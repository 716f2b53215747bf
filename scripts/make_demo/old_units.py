"""The units of the years before the reform: what the lists of those years call places."""

from .noise import stream

REFORM = "2021-07-01"
OLD_NAMES = ["Bàu Lùng", "Suối Dứa", "Gò Tranh", "Hố Nai Con", "Bưng Sậy"]


class OldUnit:
    """A commune before the reform; all of it lies in the commune `now` afterwards."""

    def __init__(self, code, name, now, share):
        self.code, self.name, self.now, self.share = code, name, now, share
        self.district = f"{now.district_kind} {now.district_name}"


def old_units(communes):
    """Units before the reform by the code of the commune they lie in now, in order.

    Most were what they are. Five communes were two each; six had one another's codes, in two rings of three; four wards
    and towns were rural communes; three had other names. So neither code nor name leads from one set to the other.
    """
    rng = stream("old-units")
    plain = [c for c in communes if c.kind == "Xã" and c.name not in ("Tân Trạch", "Lâm Thạnh", "Lâm Thành", "Hòa Thủy", "Đắk Mộc")]
    picks = [plain[i] for i in rng.permutation(len(plain))[:14]]
    merged, ringed, renamed = picks[:5], picks[5:11], picks[11:]
    raised = [c for c in communes if c.kind != "Xã" and not c.town][:4]
    code = {c.code: c.code for c in communes}
    for ring in (ringed[:3], ringed[3:]):
        for one, other in zip(ring, ring[1:] + ring[:1]):
            code[one.code] = other.code
    name = {c.code: f"{'Xã' if c in raised else c.kind} {c.name}" for c in communes}
    name.update({c.code: f"Xã {c.name.split()[0]} Mẫu {c.name.split()[1]}" for c in renamed})
    units = {c.code: [OldUnit(code[c.code], name[c.code], c, 0.6 if c in merged else 1.0)] for c in communes}
    for number, commune in enumerate(merged):
        units[commune.code].append(OldUnit(f"{int(commune.code) + 1:05d}", f"Xã {OLD_NAMES[number]}", commune, 0.4))
    return units


def crosswalk(units):
    """Header and rows of the table that leads from the old units to those of now."""
    header = ["from_valid", "from_code", "from_name", "from_parent", "to_valid", "to_code", "to_name", "to_parent", "share"]
    rows = [["", old.code, old.name, old.district, REFORM, old.now.code, f"{old.now.kind} {old.now.name}", old.district, 1]
            for several in units.values() for old in several]
    return header, sorted(rows, key=lambda row: row[1])


def people(units, ages):
    """The rows of the population table by old units; those of one commune add up to it."""
    rows = []
    for code, year, sex, low, below, count in ages:
        several = units[code]
        first = count if len(several) == 1 else round(count * several[0].share)
        for old, part in zip(several, (first, count - first)):
            rows.append((old.code, year, sex, low, below, part))
    return sorted(rows)
