"""Roads of every class as one network: segments from junction to junction that share their end points."""

import numpy as np

from .cells import on_grid
from .grid import least_cost, path_to
from .noise import field, fractal_line, smooth, stream
from .settings import DISTRICTS
from .water import as_line, burn

RANK = {"national": 0, "provincial": 1, "urban": 2, "district": 3, "commune": 4, "village": 5}
SPEED = {"national": (80, 60), "provincial": (60, 50), "urban": (40,), "district": (50, 40), "commune": (40,), "village": (None,)}


class Roads:
    """`rows`: (class, ref, speed limit or None, geometry)."""

    def __init__(self, terrain, water, province, communes, hamlets):
        self.grid = terrain.grid
        self.edges = {}  # (cell, cell) -> (class, ref), cells of the coarse grid
        slope = np.hypot(*np.gradient(terrain.height, self.grid.cell))
        rough = field("road-cost", self.grid.x, self.grid.y, 3_000, octaves=3)
        cost = (1 + 14 * slope) * np.exp(0.35 * rough)
        wet = burn([s for _, _, s in water.rows if s.GetDimension() == 2], self.grid.cell, touched=False) > 0
        cost[wet] += 18
        outside = burn([province], self.grid.cell, touched=True) == 0
        self.outside = outside
        self.cost = cost + np.where(outside, 2.0, 0.0)
        self._trunk(communes)
        self._districts(communes)
        self._hamlets(hamlets)
        self.rows = self._segments(province, communes) + self._streets(communes, wet, province)

    def _cell(self, point):
        row, column = self.grid.cell_of(*point)
        return int(row), int(column)

    def _lay(self, path, word, ref):
        """Marks a path; a better class that is there already stays. Roads that are there are cheap to follow."""
        for a, b in zip(path, path[1:]):
            key = (min(a, b), max(a, b))
            if key not in self.edges or RANK[self.edges[key][0]] > RANK[word]:
                self.edges[key] = (word, ref)
            for cell in (a, b):
                self.cost.ravel()[cell] = min(self.cost.ravel()[cell], 0.75)

    def _route(self, start, end, word, ref):
        parent = least_cost(self.cost, [self._cell(start)])
        row, column = self._cell(end)
        self._lay(path_to(parent, row * self.grid.columns + column), word, ref)

    def _trunk(self, communes):
        """Two national roads across the province through the city, provincial roads between the other towns."""
        towns = [c.site for c in sorted((c for c in communes if c.town), key=lambda c: c.district)]
        north = max(range(1, DISTRICTS), key=lambda i: towns[i][1])
        south = min(range(1, DISTRICTS), key=lambda i: towns[i][1])
        east = max((i for i in range(1, DISTRICTS) if i not in (north, south)), key=lambda i: towns[i][0])
        west = min((i for i in range(1, DISTRICTS) if i not in (north, south)), key=lambda i: towns[i][0])
        for far, ref, shift in ((north, "QL.96", (3_000, 26_000)), (south, "QL.96", (-4_000, -26_000)),
                                (east, "QL.97", (24_000, 3_000)), (west, "QL.97", (-26_000, -4_000))):
            self._route(towns[0], towns[far], "national", ref)
            self._route(towns[far], towns[far] + np.array(shift), "national", ref)
        done, number = set(), 961
        for i in range(DISTRICTS):
            order = sorted(range(DISTRICTS), key=lambda j: float(np.hypot(*(towns[i] - towns[j]))))
            for j in order[1:3]:
                if (min(i, j), max(i, j)) not in done:
                    done.add((min(i, j), max(i, j)))
                    self._route(towns[i], towns[j], "provincial", f"ĐT.{number}")
                    number += 1

    def _districts(self, communes):
        """From each town to the centres of its communes; paths share what they can."""
        towns = {c.district: c for c in communes if c.town}
        for district in sorted(towns):
            parent = least_cost(self.cost, [self._cell(towns[district].site)])
            for commune in communes:
                if commune.district == district and not commune.town:
                    row, column = self._cell(commune.site)
                    path = path_to(parent, row * self.grid.columns + column)
                    self._lay(path, "district", f"ĐH.{district + 1:02d}{int(commune.code) % 100:02d}")

    def _hamlets(self, hamlets):
        for word in ("commune", "village"):
            there = sorted({cell for edge in self.edges for cell in edge})
            parent = least_cost(self.cost, [divmod(c, self.grid.columns) for c in there])
            for place, kind, _ in hamlets:
                if (kind == "main") == (word == "commune"):
                    row, column = self._cell(place)
                    self._lay(path_to(parent, row * self.grid.columns + column), word, "")

    def _streets(self, communes, wet, province):
        """A skewed, gappy grid of streets around the seat of each district."""
        rows = []
        for commune in communes:
            if not commune.town:
                continue
            rng = stream(f"streets-{commune.code}")
            count = 9 if commune.district == 0 else 5
            turn = rng.uniform(0, np.pi / 2)
            axes = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]) * rng.uniform(180, 240)
            steps = np.arange(count) - (count - 1) / 2
            nodes = {(i, j): on_grid(commune.site + steps[i] * axes[0] + steps[j] * axes[1] + rng.normal(scale=22, size=2))
                     for i in range(count) for j in range(count)}
            for (i, j), here in sorted(nodes.items()):
                for there in (nodes.get((i + 1, j)), nodes.get((i, j + 1))):
                    if there is not None and rng.random() < 0.86 and not self.grid.at(wet, *((here + there) / 2)):
                        street = as_line([here, there])
                        if street.Within(province):
                            rows.append(("urban", "", 40, street))
        return rows

    def _segments(self, province, communes):
        """Cuts the network at junctions and changes of class, then draws each piece as a natural line."""
        at = {}
        for edge, value in self.edges.items():
            for cell in edge:
                at.setdefault(cell, []).append((edge, value))
        nodes = {cell for cell, edges in at.items() if len(edges) != 2 or edges[0][1] != edges[1][1]}
        shift = stream("road-points").uniform(-0.35, 0.35, size=(self.cost.size, 2)) * self.grid.cell
        flat_x, flat_y = self.grid.x.ravel(), self.grid.y.ravel()
        city = [c.site for c in communes if c.town]
        rows, seen = [], set()
        for start in sorted(nodes):
            for edge, value in sorted(at[start]):
                if edge in seen:
                    continue
                path, here = [start], edge
                while True:
                    seen.add(here)
                    path.append(here[0] if here[1] == path[-1] else here[1])
                    if path[-1] in nodes:
                        break
                    here = next(e for e, _ in at[path[-1]] if e != here)
                points = np.array([[flat_x[c] + shift[c, 0], flat_y[c] + shift[c, 1]] for c in path])
                rows += self._row(value, points, province, city)
        return rows

    def _row(self, value, points, province, city):
        word, ref = value
        rng = stream(f"road-{points[0]}-{points[-1]}")
        line = smooth(points, 2)
        if len(line) > 6:
            line = np.vstack([line[:-1:3], line[-1:]])
        step = {"national": 0.015, "provincial": 0.03}.get(word, 0.05)
        parts = [fractal_line(rng, line[i], line[i + 1], step, 260.0)[:-1] for i in range(len(line) - 1)]
        line = on_grid(np.vstack(parts + [line[-1:]]))
        shape = as_line(line)
        if not shape.Within(province):
            shape = shape.Intersection(province.Buffer(50))
        out = []
        for part in ([shape] if shape.GetGeometryName() == "LINESTRING" else list(shape)):
            if part.IsEmpty() or part.Length() < 30:
                continue
            middle = np.array(part.GetPoint_2D(part.GetPointCount() // 2))
            near = min(float(np.hypot(*(middle - c))) for c in city)
            kind = "urban" if word in ("district", "commune", "village") and near < 2_200 else word
            limits = SPEED[kind]
            speed = limits[-1] if near < 2_600 or len(limits) == 1 else limits[0]
            out.append((kind, ref if kind == word else "", speed, part.Simplify(6.0)))
        return out
