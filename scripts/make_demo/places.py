"""Hamlets, schools and the register of ponds."""

import numpy as np
from osgeo import ogr

from .noise import stream
from .settings import PONDS, UNSURVEYED_DISTRICTS


def point(x, y):
    shape = ogr.Geometry(ogr.wkbPoint)
    shape.AddPoint_2D(round(float(x), 1), round(float(y), 1))
    return shape


def make_hamlets(communes, people, wet, grid):
    """(place, "main" or "outer", commune row) per hamlet: near the centre first, apart from each other, on dry land."""
    hamlets = []
    for row, commune in enumerate(communes):
        rng = stream(f"hamlets-{commune.code}")
        shape = commune.geometry()
        west, east, south, north = shape.GetEnvelope()
        dense = np.sqrt(shape.Area() / 1e6 / people[row])
        count = int(np.clip(people[row] / 1_150, 5, 16))
        apart = 0.42 * np.sqrt(shape.Area() / count)
        kept, tries = [commune.site], 0
        while len(kept) < count and tries < 3_000:
            tries += 1
            place = np.array([rng.uniform(west, east), rng.uniform(south, north)])
            if rng.random() > np.exp(-np.hypot(*(place - commune.site)) / (9_000 + 1e5 * dense)):
                continue
            if min(np.hypot(*(place - k)) for k in kept) < apart or grid.at(wet, *place):
                continue
            if shape.Contains(point(*place)):
                kept.append(place)
        hamlets += [(place, "main" if number < 4 else "outer", row) for number, place in enumerate(kept)]
    return hamlets


def make_schools(communes, hamlets, people, road_gap, grid):
    """Rows (level, name, commune code, pupils, point): kindergartens and primary schools in hamlets, others in centres."""
    rows = []
    for row, commune in enumerate(communes):
        rng = stream(f"schools-{commune.code}")
        own = [place for place, _, r in hamlets if r == row]
        children = people[row]
        plan = [("kindergarten", "Trường Mầm non", max(1, round(children / 5_500)), 0.045),
                ("primary", "Trường Tiểu học", max(1, round(children / 6_500)), 0.087),
                ("lower_secondary", "Trường THCS", max(1, round(children / 12_000)), 0.066)]
        if commune.town or (commune.kind == "Xã" and rng.random() < 0.10):
            plan.append(("upper_secondary", "Trường THPT", 1, 0.0))
        for level, title, count, share in plan:
            for number in range(count):
                home = own[min(number, len(own) - 1)] if level != "upper_secondary" else own[0]
                spot = _beside_road(rng, home, road_gap, grid)
                pupils = int(children * share / count * rng.uniform(0.9, 1.1)) if share else int(rng.uniform(600, 1_300))
                label = f"{title} {commune.name}" + (f" {number + 1}" if count > 1 else "")
                rows.append((level, label, commune.code, pupils, point(*spot)))
    return rows


def _beside_road(rng, home, road_gap, grid):
    """A spot within 700 m of a place that lies 15-60 m from a road where the grid of road distances allows it."""
    tries = home + rng.normal(scale=260, size=(80, 2))
    gap = np.array([grid.at(road_gap, *t) for t in tries])
    good = np.flatnonzero(gap <= 100)
    return tries[good[0]] if len(good) else tries[int(np.argmin(gap))]


def make_ponds(communes, cells_x, cells_y, cells_people, cells_row, wet, fine):
    """Rows (class, depth, fenced, sign, commune row, point): irrigation pits beside homes and fields.

    They are thick where coffee and pepper grow, the hilly half of the province. All are real in the invented province;
    those of districts without a survey are left out of the register.
    """
    rng = stream("ponds")
    sites = np.array([c.site for c in communes])
    hilly = np.exp(1.3 * (sites[:, 1] - sites[:, 1].mean()) / 40_000 + rng.normal(scale=0.6, size=len(sites)))
    rural = np.array([0.25 if c.kind != "Xã" else 1.0 for c in communes])
    chance = hilly[cells_row] * rural[cells_row] * np.sqrt(cells_people)
    total = round(PONDS * 1.27)
    homes = rng.choice(len(cells_x), size=total, p=chance / chance.sum())
    words = rng.choice(["pit", "pond", "quarry", "pool"], size=total, p=[0.72, 0.225, 0.035, 0.02])
    rows = []
    for home, word in zip(homes, words):
        away = rng.exponential(120.0) + 15.0 if word in ("pit", "pond") else rng.exponential(500.0) + 80.0
        angle = rng.uniform(0, 2 * np.pi)
        x, y = cells_x[home] + away * np.cos(angle), cells_y[home] + away * np.sin(angle)
        low, high = {"pit": (2.0, 7.0), "pond": (1.0, 2.8), "quarry": (5.0, 18.0), "pool": (0.8, 1.5)}[word]
        depth = round(float(rng.uniform(low, high)), 1)
        fenced = bool(rng.random() < (0.95 if word == "pool" else 0.13))
        sign = bool(rng.random() < (0.5 if word == "pool" else 0.09))
        if not fine.at(wet, x, y):
            rows.append((str(word), depth, fenced, sign, point(x, y)))
    return rows


def unsurveyed_districts():
    """Districts whose ponds nobody has registered; their pits exist and children drown in them all the same."""
    return {"907", "909"} if UNSURVEYED_DISTRICTS == 2 else set()
