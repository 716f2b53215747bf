"""The written truth: relative risk per commune = exposure part x residual that is smooth in space."""

import numpy as np
from scipy.spatial import cKDTree

from .grid import Grid
from .noise import stream
from .water import burn

# strength of the environment, spread of the residual, share of the residual that is smooth, raised district
DRAWS = {"drowning": {"beta": 0.8, "sigma": 0.40, "smooth": 0.6, "raised": ("908", 0.55)},
         "traffic": {"beta": 0.8, "sigma": 0.35, "smooth": 0.6, "raised": None}}

ROAD_WEIGHT = {"national": 1.0, "provincial": 0.8, "urban": 0.6, "district": 0.6, "commune": 0.4, "village": 0.2}


def true_risk(hazard, communes, exposure, neighbours, children):
    """Columns of the truth: log exposure G, residual b and relative risk, child-weighted mean 1."""
    draw, rng = DRAWS[hazard], stream(f"truth-{hazard}")
    g = np.log(exposure / np.average(exposure, weights=children))
    rough = rng.normal(size=len(communes))
    smooth = rng.normal(size=len(communes))
    for _ in range(6):
        smooth = np.array([np.mean([smooth[j] for j in sorted(neighbours[i])] + [smooth[i]]) for i in range(len(communes))])
    smooth = (smooth - smooth.mean()) / smooth.std()
    b = draw["sigma"] * (np.sqrt(draw["smooth"]) * smooth + np.sqrt(1 - draw["smooth"]) * rough)
    if draw["raised"]:
        b += np.array([draw["raised"][1] if c.district_code == draw["raised"][0] else 0.0 for c in communes])
    rr = np.exp(draw["beta"] * g + b)
    return {"log_exposure": g, "residual": b, "rr": rr / np.average(rr, weights=children)}


def water_exposure(unit, people, fine, water_rows, ponds, young, older):
    """Danger of water to the children of each commune: toddlers at the door, older children on their ways."""
    cells = np.flatnonzero(np.nan_to_num(people) > 0)
    xy = np.column_stack([fine.x.ravel()[cells], fine.y.ravel()[cells]])
    near, far = np.full(len(cells), 0.05), np.full(len(cells), 0.8)
    for word, weight in (("river", 0.8), ("reservoir", 0.8), ("lake", 0.8), ("stream", 0.6), ("canal", 0.6)):
        gap = _gap(xy, [s for w, _, s in water_rows if w == word])
        near += weight * np.exp(-gap / 30)
        far += weight * (1.5 if word in ("river", "reservoir", "lake") else 1.0) * _plateau(gap)
    for fenced, factor in ((False, 1.0), (True, 0.27)):
        spots = np.array([p[4].GetPoint_2D() for p in ponds if p[2] == fenced and p[0] != "pool"])
        gap, _ = cKDTree(spots).query(xy)
        near += 1.5 * factor * np.exp(-gap / 30)
        far += factor * np.array([np.sum(_plateau(np.hypot(*(spots[near_by] - at).T))) if near_by else 0.0
                                  for at, near_by in zip(xy, cKDTree(spots).query_ball_point(xy, 1_500))])
    return _by_commune(unit, people, cells, near, young) + _by_commune(unit, people, cells, 0.25 * far, older)


def road_exposure(unit, people, fine, road_rows, children):
    """Kilometres of road within a kilometre of home, weighted by class and the fourth power of signed speed."""
    load = np.zeros(unit.shape)
    for word, _, speed, shape in road_rows:
        weight = ROAD_WEIGHT[word]
        if word in ("national", "provincial") and speed:
            weight *= (speed / 60) ** 4
        shape = shape.Clone()
        shape.Segmentize(50.0)
        points = np.array([p[:2] for p in shape.GetPoints()])
        middle = (points[1:] + points[:-1]) / 2
        length = np.hypot(*np.diff(points, axis=0).T) / 1_000
        np.add.at(load, fine.cell_of(middle[:, 0], middle[:, 1]), weight * length)
    reach = int(1_000 / fine.cell)
    total = np.zeros_like(load)
    for dr in range(-reach, reach + 1):
        for dc in range(-reach, reach + 1):
            if dr * dr + dc * dc <= reach * reach:
                total += np.roll(np.roll(load, dr, axis=0), dc, axis=1)
    cells = np.flatnonzero(np.nan_to_num(people) > 0)
    return _by_commune(unit, people, cells, total.ravel()[cells] + 0.05, children)


def neighbours_of(communes):
    """Rows of the communes that share a border; the one apart has its nearest three."""
    shapes = [c.geometry() for c in communes]
    boxes = [s.GetEnvelope() for s in shapes]
    beside = {i: set() for i in range(len(communes))}
    for i in range(len(communes)):
        for j in range(i + 1, len(communes)):
            a, b = boxes[i], boxes[j]
            if a[0] <= b[1] and b[0] <= a[1] and a[2] <= b[3] and b[2] <= a[3]:
                if shapes[i].Intersection(shapes[j]).GetDimension() >= 1:
                    beside[i].add(j)
                    beside[j].add(i)
    sites = np.array([c.site for c in communes])
    for i, own in beside.items():
        if not own:
            own.update(np.argsort(np.hypot(*(sites - sites[i]).T), kind="stable")[1:4].tolist())
    return beside


def _plateau(gap):
    return np.where(gap <= 500, 1.0, np.where(gap <= 1_500, np.exp(-(gap - 500) / 1_000), 0.0))


def _gap(xy, shapes):
    """Metres from each place to the nearest of the shapes, 0 inside a polygon."""
    points = []
    for shape in shapes:
        shape = shape.Clone()
        shape.Segmentize(25.0)
        points += _vertices(shape)
    gap, _ = cKDTree(np.array(points)).query(xy)
    inside = burn([s for s in shapes if s.GetDimension() == 2], 100.0) > 0
    if inside.any():
        gap = np.where(Grid(100.0).at(inside, xy[:, 0], xy[:, 1]), 0.0, gap)
    return gap


def _vertices(shape):
    if shape.GetGeometryCount():
        return [p for part in shape for p in _vertices(part)]
    return [p[:2] for p in shape.GetPoints()]


def _by_commune(unit, people, cells, value, children):
    """Mean over people of a commune times its share of children of these ages."""
    row, weight = unit.ravel()[cells], people.ravel()[cells]
    count = len(children)
    mean = np.bincount(row, weight * value, count) / np.bincount(row, weight, count)
    return mean * children
