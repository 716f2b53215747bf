"""Grids over the working frame: row 0 in the north, centres of cells, least-cost paths."""

import heapq
import math

import numpy as np

from .settings import COARSE_M, EAST, NORTH, SOUTH, WEST


class Grid:
    """Square cells of `cell` metres over the working frame."""

    def __init__(self, cell=COARSE_M):
        self.cell = cell
        self.columns = int(round((EAST - WEST) / cell))
        self.rows = int(round((NORTH - SOUTH) / cell))
        xs = WEST + (np.arange(self.columns) + 0.5) * cell
        ys = NORTH - (np.arange(self.rows) + 0.5) * cell
        self.x, self.y = np.meshgrid(xs, ys)

    def cell_of(self, x, y):
        row = np.clip(((NORTH - np.asarray(y)) / self.cell).astype(int), 0, self.rows - 1)
        column = np.clip(((np.asarray(x) - WEST) / self.cell).astype(int), 0, self.columns - 1)
        return row, column

    def at(self, values, x, y):
        return values[self.cell_of(x, y)]


STEPS = [(di, dj) for di in (-2, -1, 0, 1, 2) for dj in (-2, -1, 0, 1, 2) if math.gcd(di, dj) == 1]
EIGHT = [(di, dj) for di in (-1, 0, 1) for dj in (-1, 0, 1) if (di, dj) != (0, 0)]


def least_cost(cost, sources):
    """Parents of a least-cost tree from `sources` (row, column) over a grid of costs per metre."""
    rows, columns = cost.shape
    flat = cost.ravel().tolist()
    best = [math.inf] * (rows * columns)
    parent = [-1] * (rows * columns)
    heap = []
    for row, column in sources:
        best[row * columns + column] = 0.0
        heapq.heappush(heap, (0.0, row * columns + column))
    steps = [(di, dj, math.hypot(di, dj) / 2) for di, dj in STEPS]
    while heap:
        so_far, here = heapq.heappop(heap)
        if so_far > best[here]:
            continue
        row, column = divmod(here, columns)
        for di, dj, half in steps:
            r, c = row + di, column + dj
            if 0 <= r < rows and 0 <= c < columns:
                there = r * columns + c
                reach = so_far + half * (flat[here] + flat[there])
                if reach < best[there]:
                    best[there], parent[there] = reach, here
                    heapq.heappush(heap, (reach, there))
    return parent


def path_to(parent, cell):
    """Cells from `cell` back to the source of its tree."""
    path = [cell]
    while parent[path[-1]] >= 0:
        path.append(parent[path[-1]])
    return path
