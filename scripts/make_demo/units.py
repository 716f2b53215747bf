"""Communes and districts: sites, an exact coverage, an enclave, detached parts, a commune apart from the rest."""

import heapq

import numpy as np
from osgeo import ogr

from .cells import Cells, closed_curve
from .noise import field, stream
from .settings import CENTRE, COMMUNES, DISTRICTS, EAST, NORTH, RADIUS_M, SOUTH, WEST


class Commune:
    """One commune: `parts` are lists of rings, the outer one first, on the shared vertex grid."""

    def __init__(self, cell, site, parts):
        self.cell, self.site, self.parts = cell, np.asarray(site), parts
        self.district = None
        self.town = False  # holds the seat of its district
        self.enclave = False  # lies wholly inside another commune
        self.code = self.name = self.kind = ""

    def geometry(self):
        shape = ogr.Geometry(ogr.wkbMultiPolygon)
        for rings in self.parts:
            polygon = ogr.Geometry(ogr.wkbPolygon)
            for number, ring in enumerate(rings):
                turn = np.sum(ring[:-1, 0] * ring[1:, 1] - ring[1:, 0] * ring[:-1, 1])
                if (turn > 0) != (number == 0):
                    ring = ring[::-1]
                line = ogr.Geometry(ogr.wkbLinearRing)
                for x, y in ring:
                    line.AddPoint_2D(float(x), float(y))
                polygon.AddGeometry(line)
            shape.AddGeometry(polygon)
        return shape


def make_units():
    """(communes in no particular order, seats: index of the seat of each district)."""
    towns = _town_sites()
    sites = _sites(towns)
    cells = Cells(sites)
    chosen = _choose(cells, len(towns))
    apart = _cell_apart(cells, chosen)
    members = chosen + [apart]
    district = _districts(cells, members, DISTRICTS)
    communes = []
    for cell in members:
        commune = Commune(cell, sites[cell], [[cells.ring(cell)]])
        commune.district = district[cell]
        commune.town = cell < DISTRICTS
        communes.append(commune)
    _add_enclave(communes, cells)
    _add_detached_parts(communes, cells)
    return communes


def _reach(angle):
    """Distance of the province's edge from its centre in a direction."""
    rng = stream("outline")
    total = np.ones_like(angle)
    for wave in range(2, 7):
        total = total + rng.normal() * 0.16 / np.sqrt(wave) * np.cos(wave * angle + rng.uniform(0, 2 * np.pi))
    return RADIUS_M * np.clip(total, 0.62, 1.35)


def _within(points):
    east, north = points[:, 0] - CENTRE[0], points[:, 1] - CENTRE[1]
    return np.hypot(east, north) < _reach(np.arctan2(north, east))


def _town_sites():
    """District towns spread over the province: the first is the provincial city, near the centre."""
    rng = stream("towns")
    pool = np.asarray(CENTRE) + rng.uniform(-1.3, 1.3, size=(4000, 2)) * RADIUS_M
    east, north = pool[:, 0] - CENTRE[0], pool[:, 1] - CENTRE[1]
    pool = pool[np.hypot(east, north) < 0.80 * _reach(np.arctan2(north, east))]
    towns = [np.asarray(CENTRE) + [-5_500.0, -7_000.0]]
    while len(towns) < DISTRICTS:
        gap = np.min([np.hypot(*(pool - town).T) for town in towns], axis=0)
        good = np.flatnonzero(gap > 0.88 * gap.max())
        towns.append(pool[good[rng.integers(len(good))]])
    return np.array(towns)


def _sites(towns):
    """Sites of communes, close together near towns and far apart in the hills; towns come first."""
    rng = stream("sites")
    span = 1.75 * RADIUS_M
    pool = np.asarray(CENTRE) + rng.uniform(-1, 1, size=(14_000, 2)) * span
    gap = np.min([np.hypot(*(pool - town).T) for town in towns], axis=0)
    city = np.hypot(*(pool - towns[0]).T)
    wild = field("commune-size", pool[:, 0], pool[:, 1], 40_000, octaves=2)
    north = (pool[:, 1] - CENTRE[1]) / RADIUS_M
    apart = 6_150 * np.exp(0.16 * wild + 0.20 * north) * (1 - 0.38 * np.exp(-gap / 6_000)) * (1 - 0.60 * np.exp(-city / 4_500))
    sites = [tuple(town) for town in towns]
    for point, radius in zip(pool, apart):
        if all((point[0] - s[0]) ** 2 + (point[1] - s[1]) ** 2 > radius**2 for s in sites):
            sites.append(tuple(point))
    return np.array(sites)


def _choose(cells, towns):
    """The connected cells of the province, as many as COMMUNES less enclave and the commune apart."""
    inside = _within(cells.sites)
    east, north = (cells.sites - np.asarray(CENTRE)).T
    depth = np.hypot(east, north) / _reach(np.arctan2(north, east))
    order = [int(i) for i in np.argsort(depth, kind="stable") if cells.ring(int(i)) is not None]
    wanted = COMMUNES - 2
    chosen = sorted(set(order[:wanted]) | set(range(towns)))
    while len(chosen) > wanted:
        chosen.remove(max((c for c in chosen if c >= towns), key=lambda c: depth[c]))
    print(f"  {inside.sum()} sites inside, {len(chosen)} chosen, edge at {depth[chosen].max():.2f}")
    return chosen


def _cell_apart(cells, chosen):
    """A cell that touches no chosen one, two steps from the province in the east."""
    corners_used = set()
    for pair, ends in cells.ends.items():
        if pair[0] in chosen or pair[1] in chosen:
            corners_used.update(ends)
    first = {n for c in chosen for n in cells.neighbours[c]} - set(chosen)
    second = {n for c in first for n in cells.neighbours[c]} - set(chosen) - first
    free = [c for c in sorted(second) if _fits(cells.ring(c))
            and not any(c in pair and corners_used & set(ends) for pair, ends in cells.ends.items())]
    return min(free, key=lambda c: np.hypot(*(cells.sites[c] - CENTRE)) - 0.6 * (cells.sites[c][0] - CENTRE[0]))


def _fits(ring):
    """Whether a ring lies well inside the working frame."""
    return (ring is not None and ring[:, 0].min() > WEST + 2_000 and ring[:, 0].max() < EAST - 2_000
            and ring[:, 1].min() > SOUTH + 2_000 and ring[:, 1].max() < NORTH - 2_000)


def _districts(cells, members, towns):
    """Grows the districts from their towns over neighbouring cells, nearest first; each stays in one piece."""
    allowed = set(members)
    district, heap = {}, [(0.0, town, town) for town in range(towns)]
    weight = stream("district-size").uniform(0.8, 1.25, size=towns)
    heapq.heapify(heap)
    while heap:
        reach, cell, owner = heapq.heappop(heap)
        if cell in district:
            continue
        district[cell] = owner
        for other in sorted(cells.neighbours[cell]):
            if other in allowed and other not in district:
                step = float(np.hypot(*(cells.sites[other] - cells.sites[cell])))
                heapq.heappush(heap, (reach + step * float(weight[owner]), other, owner))
    for cell in members:  # the commune apart belongs to the nearest town
        if cell not in district:
            district[cell] = int(np.argmin(np.hypot(*(cells.sites[:towns] - cells.sites[cell]).T)))
    return district


def _add_enclave(communes, cells):
    """A small town that lies wholly inside one large rural commune."""
    rng = stream("enclave")
    host = max((c for c in communes if not c.town and all(n in {d.cell for d in communes} for n in cells.neighbours[c.cell])),
               key=lambda c: _room(c.parts[0][0], c.site))
    ring = closed_curve(rng, host.site, 0.36 * _room(host.parts[0][0], host.site))
    host.parts[0].append(ring)
    enclave = Commune(len(cells.sites), host.site.copy(), [[ring]])
    enclave.district, enclave.enclave = host.district, True
    host.site = host.site + np.array([0.0, 0.68 * _room(host.parts[0][0], host.site)])
    communes.append(enclave)


def _add_detached_parts(communes, cells):
    """Two communes own a piece of land inside a neighbour: multipolygons on both sides of a hole."""
    rng = stream("detached")
    by_cell = {c.cell: c for c in communes}
    hosts = sorted((c for c in communes if not c.town and len(c.parts[0]) == 1 and c.cell < len(cells.sites)),
                   key=lambda c: -_room(c.parts[0][0], c.site))
    done = set()
    for host in hosts:
        owners = [by_cell[n] for n in sorted(cells.neighbours[host.cell])
                  if n in by_cell and by_cell[n].district == host.district and not by_cell[n].town]
        if host.district in done or not owners:
            continue
        room = _room(host.parts[0][0], host.site)
        angle = rng.uniform(0, 2 * np.pi)
        centre = host.site + 0.45 * room * np.array([np.cos(angle), np.sin(angle)])
        ring = closed_curve(rng, centre, 0.24 * room)
        host.parts[0].append(ring)
        owners[0].parts.append([ring])
        done.add(host.district)
        if len(done) == 2:
            return


def _room(ring, point):
    """Distance from a point to the nearest vertex of a ring."""
    return float(np.hypot(*(ring - point).T).min())
