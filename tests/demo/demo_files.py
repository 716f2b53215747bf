"""Reads the files of data/demo with Python alone: GeoPackage shapes and the raster of people."""

import csv
import pathlib
import sqlite3
import struct
import zlib

DEMO = pathlib.Path(__file__).resolve().parents[2] / "data" / "demo"


def table(name):
    with open(DEMO / name, encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def layer(name, columns):
    """Rows (column values..., shape) of the layer `name` in the file of that name."""
    with sqlite3.connect(f"file:{DEMO / (name + '.gpkg')}?mode=ro&immutable=1", uri=True) as database:
        rows = database.execute(f"SELECT {', '.join(columns)}, geom FROM {name} ORDER BY fid").fetchall()
    database.close()
    return [(*row[:-1], shape(row[-1])) for row in rows]


def shape(blob):
    """Polygons of a GeoPackage shape: lists of rings of points; a point or line is its points."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    return _wkb(blob, 8 + envelope)[0]


def _wkb(data, at):
    kind, at = struct.unpack_from("<I", data, at + 1)[0], at + 5
    if kind == 1:
        return [struct.unpack_from("<2d", data, at)], at + 16
    if kind == 2:
        return _points(data, at)
    count, at = struct.unpack_from("<I", data, at)[0], at + 4
    parts = []
    for _ in range(count):
        part, at = _points(data, at) if kind == 3 else _wkb(data, at)
        parts.append(part)
    return parts, at


def _points(data, at):
    count, at = struct.unpack_from("<I", data, at)[0], at + 4
    values = struct.unpack_from(f"<{2 * count}d", data, at)
    return list(zip(values[0::2], values[1::2])), at + 16 * count


class People:
    """The raster of people: `at(row)` is one row of counts; None where nobody lives."""

    def __init__(self):
        data = (DEMO / "people_100m.tif").read_bytes()
        tag = self._tags(data)
        self.columns, self.rows, side = tag[256][0], tag[257][0], tag[322][0]
        self.cell, self.west, self.north = tag[33550][0], tag[33922][3], tag[33922][4]
        self.values = [[None] * self.columns for _ in range(self.rows)]
        across = -(-self.columns // side)
        for number, (start, length) in enumerate(zip(tag[324], tag[325])):
            if length:
                self._tile(zlib.decompress(data[start : start + length]), side, divmod(number, across))

    def _tags(self, data):
        size = {3: ("H", 2), 4: ("I", 4), 12: ("d", 8)}
        at = struct.unpack_from("<I", data, 4)[0]
        tags = {}
        for entry in range(struct.unpack_from("<H", data, at)[0]):
            name, kind, count, where = struct.unpack_from("<HHII", data, at + 2 + 12 * entry)
            if kind in size:
                letter, width = size[kind]
                start = where if count * width > 4 else at + 2 + 12 * entry + 8
                tags[name] = struct.unpack_from(f"<{count}{letter}", data, start)
        return tags

    def _tile(self, raw, side, place):
        for line in range(side):
            row, value = place[0] * side + line, 0
            if row >= self.rows:
                return
            for column, step in enumerate(struct.unpack_from(f"<{side}H", raw, 2 * side * line), place[1] * side):
                value = (value + step) & 0xFFFF
                if column < self.columns and value != 0xFFFF:
                    self.values[row][column] = value
