"""Heights and drainage: hills in the north-east, a plain in the south-west, valleys in between."""

import heapq

import numpy as np

from .grid import EIGHT
from .noise import field, stream
from .settings import CENTRE


class Terrain:
    """`height` in metres, `down` the cell each cell drains to (-1: out of the frame), `area` the cells above it."""

    def __init__(self, grid):
        self.grid = grid
        east = (grid.x - CENTRE[0]) / 55_000
        north = (grid.y - CENTRE[1]) / 55_000
        rough = field("height", grid.x, grid.y, 26_000, octaves=7, roughness=0.58)
        self.slant = stream("slant").uniform(0.35, 1.0, size=grid.x.size).tolist()
        self.height = 240 + 90 * north + 60 * east + 75 * rough + 0.02 * np.maximum(0, 90 * (north + east)) ** 1.5
        for _ in range(4):
            self._drain()
            self.height = self.height - 7.0 * np.log1p(self.area)
            self.height = 0.75 * self.height + 0.25 * _blur(self.height)
        self._drain()

    def _drain(self):
        """Fills hollows from the frame inwards (Barnes, Lehman, Mulla 2014), then adds up the water.

        Each cell drains to its steepest neighbour, the slopes weighed at random (Fairfield, Leymarie 1991), or
        streams would run along the grid.
        """
        rows, columns = self.height.shape
        flat = self.height.ravel().tolist()
        level = [None] * len(flat)
        self.down = [-1] * len(flat)
        heap = []
        for cell in range(len(flat)):
            row, column = divmod(cell, columns)
            if row in (0, rows - 1) or column in (0, columns - 1):
                level[cell] = flat[cell]
                heapq.heappush(heap, (flat[cell], cell))
        order = []
        while heap:
            here_level, here = heapq.heappop(heap)
            order.append(here)
            row, column = divmod(here, columns)
            for di, dj in EIGHT:
                r, c = row + di, column + dj
                if 0 <= r < rows and 0 <= c < columns:
                    there = r * columns + c
                    if level[there] is None:
                        level[there] = max(flat[there], here_level + 0.01)
                        self.down[there] = here
                        heapq.heappush(heap, (level[there], there))
        for here in order:
            self._steepest(here, level, rows, columns)
        area = [1] * len(flat)
        for cell in reversed(order):
            if self.down[cell] >= 0:
                area[self.down[cell]] += area[cell]
        self.area = np.array(area, dtype=float).reshape(rows, columns)
        self.order = order

    def _steepest(self, here, level, rows, columns):
        row, column = divmod(here, columns)
        if row in (0, rows - 1) or column in (0, columns - 1):
            return
        best = 0.0
        for di, dj in EIGHT:
            there = (row + di) * columns + column + dj
            slope = (level[here] - level[there]) * self.slant[(here * 7 + there * 13) % len(self.slant)]
            slope *= 0.7071 if di and dj else 1.0
            if slope > best:
                best, self.down[here] = slope, there

    def upstream(self, cell):
        """Mask of the cells that drain through `cell`."""
        mask = np.zeros(self.area.size, dtype=bool)
        mask[cell] = True
        for here in self.order:
            if self.down[here] >= 0 and mask[self.down[here]]:
                mask[here] = True
        return mask.reshape(self.area.shape)


def _blur(values):
    padded = np.pad(values, 1, mode="edge")
    total = sum(padded[1 + di : padded.shape[0] - 1 + di, 1 + dj : padded.shape[1] - 1 + dj]
                for di in (-1, 0, 1) for dj in (-1, 0, 1))
    return total / 9
