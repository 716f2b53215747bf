"""Cells of the plane around sites, with natural-looking borders that neighbours share vertex for vertex."""

import numpy as np
from osgeo import ogr

from .noise import fractal_line, stream

STEP_M = 0.1  # vertices lie on a grid of this size, so shared borders are equal to the last bit


def on_grid(points):
    return np.round(np.asarray(points) / STEP_M) * STEP_M


class Cells:
    """Voronoi cells of `sites` with displaced borders.

    `borders[(a, b)]` is the polyline between the cells a < b, from corner `ends[0]` to corner `ends[1]`.
    Cells at the rim of the point set are open and have no ring.
    """

    def __init__(self, sites):
        self.sites = np.asarray(sites)
        triangles = _triangulate(self.sites)
        self.corners = [on_grid(_circumcentre(self.sites[list(t)])) for t in triangles]
        beside = {}
        for index, (a, b, c) in enumerate(triangles):
            for pair in ((a, b), (b, c), (a, c)):
                beside.setdefault(tuple(sorted(pair)), []).append(index)
        self.borders, self.ends, self.neighbours = {}, {}, {i: set() for i in range(len(self.sites))}
        rng = stream("borders")
        for pair in sorted(beside):
            self.neighbours[pair[0]].add(pair[1])
            self.neighbours[pair[1]].add(pair[0])
            if len(beside[pair]) == 2:
                first, second = beside[pair]
                self.ends[pair] = (first, second)
                self.borders[pair] = self._border(rng, pair, self.corners[first], self.corners[second])

    def _border(self, rng, pair, start, end):
        """Displaced inside the two triangles that site, start and end make: no other border comes there."""
        if np.hypot(*(end - start)) < 1:
            return np.array([start, end])
        line = fractal_line(rng, start, end, 0.16, 320.0)
        straight = start + np.outer(np.linspace(0, 1, len(line)), end - start)
        for _ in range(30):
            rounded = on_grid(line)
            if _inside(rounded[1:-1], self.sites[pair[0]], start, end, self.sites[pair[1]]) and _simple(rounded):
                return rounded
            line = straight + 0.8 * (line - straight)
        return np.array([start, end])

    def ring(self, cell):
        """Closed ring of a cell, counter-clockwise or clockwise as it comes; None for an open cell."""
        return join_ring([self.borders.get(tuple(sorted((cell, other)))) for other in sorted(self.neighbours[cell])])


def join_ring(lines):
    """Joins polylines end to end into one closed ring; None when one is missing or they do not close."""
    if any(line is None for line in lines):
        return None
    left = [line for line in lines if len(line) > 2 or not np.array_equal(line[0], line[-1])]
    ring = left.pop(0)
    while left:
        for index, line in enumerate(left):
            if np.array_equal(line[0], ring[-1]) or np.array_equal(line[-1], ring[-1]):
                piece = line if np.array_equal(line[0], ring[-1]) else line[::-1]
                ring = np.vstack([ring, piece[1:]])
                left.pop(index)
                break
        else:
            return None
    return ring if np.array_equal(ring[0], ring[-1]) else None


def closed_curve(rng, centre, radius, shortest=160.0):
    """A blob of about `radius` metres: a closed fractal curve on the vertex grid."""
    angles = np.linspace(0, 2 * np.pi, 7)[:-1] + rng.uniform(0, 1)
    reach = radius * rng.uniform(0.75, 1.25, size=6)
    corners = np.column_stack([centre[0] + reach * np.cos(angles), centre[1] + reach * np.sin(angles)])
    parts = [fractal_line(rng, corners[i], corners[(i + 1) % 6], 0.10, shortest)[:-1] for i in range(6)]
    ring = on_grid(np.vstack(parts))
    return np.vstack([ring, ring[:1]])


def _triangulate(sites):
    """Delaunay triangles as triples of row numbers, in a fixed order."""
    points = ogr.Geometry(ogr.wkbMultiPoint)
    row_of = {}
    for row, (x, y) in enumerate(sites):
        point = ogr.Geometry(ogr.wkbPoint)
        point.AddPoint_2D(float(x), float(y))
        points.AddGeometry(point)
        row_of[(float(x), float(y))] = row
    triangles = []
    for triangle in points.DelaunayTriangulation():
        corners = triangle.GetGeometryRef(0).GetPoints()[:3]
        triangles.append(tuple(sorted(row_of[(c[0], c[1])] for c in corners)))
    return sorted(triangles)


def _circumcentre(corners):
    (ax, ay), (bx, by), (cx, cy) = corners - corners[0]
    d = 2 * (bx * cy - by * cx)
    x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / d
    y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / d
    return corners[0] + np.array([x, y])


def _inside(points, left, start, end, right):
    """Whether all points lie in the triangle (left, start, end) or (right, start, end)."""
    def triangle(apex):
        def turn(a, b):
            return (b[0] - a[0]) * (points[:, 1] - a[1]) - (b[1] - a[1]) * (points[:, 0] - a[0])
        sides = np.array([turn(apex, start), turn(start, end), turn(end, apex)])
        return (sides >= 0).all(axis=0) | (sides <= 0).all(axis=0)
    return bool((triangle(left) | triangle(right)).all())


def _simple(points):
    line = ogr.Geometry(ogr.wkbLineString)
    for x, y in points:
        line.AddPoint_2D(float(x), float(y))
    return line.IsSimple()
