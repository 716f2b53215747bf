"""Rivers as ribbons, streams and canals as lines, reservoirs and lakes as polygons, from the drainage."""

import numpy as np
from osgeo import gdal, ogr, osr

from .cells import closed_curve, on_grid
from .grid import Grid
from .noise import field, fractal_line, smooth, stream
from .settings import CRS, NORTH, WEST

RIVER_CELLS = 1_300  # coarse cells above the point where a stream is a river: about 210 km2
STREAM_CELLS = 42  # about 7 km2

RIVER_NAMES = ["Sông Mẫu", "Sông Cái Mây", "Sông Đăng Lam", "Sông Rạch Tre", "Sông Lá Buông", "Sông Vàm Sim", "Sông Bàu Sen",
               "Sông Măng Mẫu", "Sông Cạn Giồng", "Sông Trà Lam", "Sông Ô Cát", "Sông Bến Chùm"]
LAKE_NAMES = ["Hồ Thác Mây", "Hồ Suối Trầm", "Hồ Đá Bàn Mẫu", "Hồ Bàu Trắng", "Hồ Cây Gáo Mẫu"]


class Water:
    """`rows`: (class, name, geometry, width in metres or None), not yet cut to the province."""

    def __init__(self, terrain, province):
        self.terrain, self.grid = terrain, terrain.grid
        self.rows = []
        lakes = self._reservoirs(province)
        wet = union([shape for _, shape, _ in lakes])
        rivers = self._rivers(wet, province)
        for name, shape, _ in lakes:
            self.rows.append(("reservoir", name, shape))
        self.rows += rivers
        blocked = union([wet] + [shape for _, _, shape in rivers])
        self._streams(blocked, province)
        self._canals(lakes, blocked, province)
        self._lakes(blocked, province)

    def _point(self, cell):
        """A point in a coarse cell, the same one each time, off the centre so that paths do not look gridded."""
        if not hasattr(self, "_shift"):
            self._shift = stream("channel").uniform(-0.36, 0.36, size=(self.terrain.area.size, 2)) * self.grid.cell
        row, column = divmod(cell, self.grid.columns)
        return np.array([self.grid.x[row, column], self.grid.y[row, column]]) + self._shift[cell]

    def _stems(self, least, most=np.inf):
        """Main stems of the network of cells with more than `least` above them: lists of cells, downstream."""
        area, down = self.terrain.area.ravel(), self.terrain.down
        inflow = {}
        for cell in np.flatnonzero((area >= least) & (area < most)).tolist():
            inflow.setdefault(down[cell], []).append(cell)
        heads = [c for c in np.flatnonzero((area >= least) & (area < most)).tolist() if c not in inflow]
        followed, stems = set(), []
        heads.sort(key=lambda c: (-self._length(c), c))
        for head in heads:
            stem = [head]
            while down[stem[-1]] >= 0 and stem[-1] not in followed and area[stem[-1]] < most:
                followed.add(stem[-1])
                stem.append(down[stem[-1]])
            stems.append(stem)
        return stems

    def _length(self, cell):
        steps = 0
        while self.terrain.down[cell] >= 0:
            cell, steps = self.terrain.down[cell], steps + 1
        return steps

    def _rivers(self, wet, province):
        area = self.terrain.area.ravel()
        rows, taken = [], None
        frame = province.Buffer(1_200)
        for stem in self._stems(RIVER_CELLS):
            line = meander([self._point(c) for c in stem], stream(f"river-{stem[0]}"), 0.10, 130.0)
            cells = area[np.array(stem)]
            size = np.interp(np.linspace(0, 1, len(line)), np.linspace(0, 1, len(cells)), cells)
            width = np.clip(24 + 1.15 * np.sqrt(size), 40, 190)
            pieces = []
            for start in range(0, len(line) - 1, 12):
                part = as_line(line[start : start + 13])
                pieces.append(part.Buffer(float(width[start]) / 2, 3))
            shape = union(pieces).Intersection(frame)
            if wet is not None:
                shape = shape.Difference(wet)
            if taken is not None:
                shape = shape.Difference(taken)
            if shape.Area() < 400_000:
                continue
            shape = shape.SimplifyPreserveTopology(4.0)
            taken = shape.Clone() if taken is None else taken.Union(shape)
            name = RIVER_NAMES[min(len(rows), len(RIVER_NAMES) - 1)]
            rows.append(("river", name, rounded(shape)))
        return rows

    def _streams(self, blocked, province):
        frame = province.Buffer(300)
        words = ["Suối Đá", "Suối Nghệ", "Suối Cạn", "Suối Lồ Ô", "Suối Giai", "Suối Trâm", "Suối Đục", "Suối Rạt", "Suối Binh", "Suối Măng"]
        number = 0
        for stem in self._stems(STREAM_CELLS, RIVER_CELLS):
            if len(stem) < 3:
                continue
            line = meander([self._point(c) for c in stem], stream(f"stream-{stem[0]}"), 0.13, 170.0)
            shape = as_line(line).Intersection(frame).Difference(blocked)
            for part in lines_of(shape):
                if part.Length() > 900:
                    name = f"{words[number % len(words)]} {number // len(words) + 1}"
                    self.rows.append(("stream", name, rounded(part.Simplify(12.0))))
                    number += 1

    def _reservoirs(self, province):
        """Dams on middling streams: the valley above is filled to a level that gives the wanted area."""
        area, rng = self.terrain.area.ravel(), stream("dams")
        fine = Grid(100.0)
        detail = field("shore", fine.x, fine.y, 1_800, octaves=4, roughness=0.6)
        inside = self._mask(province.Buffer(-3_500))
        wanted = [38.0, 16.0, 9.0, 5.0, 3.2]
        order = rng.permutation(np.flatnonzero(inside.ravel() & (area > 250) & (area < 6_000)))
        lakes = []
        for target in wanted:
            for dam in order.tolist():
                if area[dam] < 45 * target or area[dam] > 400 * target:
                    continue
                spot = self._point(dam)
                if any(np.hypot(*(spot - other)) < 15_000 for _, _, other in lakes):
                    continue
                shape = self._flood(dam, fine, detail, target)
                if shape is None or not shape.Within(province):
                    continue
                if shape.Area() / shape.ConvexHull().Area() > 0.62:
                    continue
                lakes.append((LAKE_NAMES[len(lakes)], rounded(shape), spot))
                break
        return lakes

    def _flood(self, dam, fine, detail, target):
        above = self.terrain.upstream(dam)
        if above.sum() * 0.16 < 2.5 * target:
            return None
        height = np.where(above, self.terrain.height, 1e6)
        scale = int(self.grid.cell / fine.cell)
        high = _resample(self.terrain.height, scale) + 1.6 * detail
        open_to_dam = np.kron(above, np.ones((scale, scale), dtype=bool))
        base = height.ravel()[dam]
        for rise in np.arange(3.0, 60.0, 1.0):
            mask = open_to_dam & (high < base + rise)
            if mask.sum() * 0.01 > target * 0.9:
                shapes = polygons_of(mask)
                spot = self._point(dam)
                shape = max(shapes, key=lambda s: (s.Area() / (1 + _gap(s, spot) / 500)))
                if not 0.55 * target < shape.Area() / 1e6 < 1.7 * target or _gap(shape, spot) > 700:
                    return None
                return soften(shape)
        return None

    def _canals(self, lakes, blocked, province):
        """Irrigation canals that leave a dam and follow the valley, some hundred metres beside the stream."""
        for number, (_, _, spot) in enumerate(lakes):
            rng = stream(f"canal-{number}")
            row, column = self.grid.cell_of(*spot)
            cell, path = int(row) * self.grid.columns + int(column), []
            while self.terrain.down[cell] >= 0 and len(path) < 34:
                path.append(self._point(cell))
                cell = self.terrain.down[cell]
            if len(path) < 8:
                continue
            line = smooth(np.array(path)[::3], 3)
            steps = np.gradient(line, axis=0)
            side = np.column_stack([-steps[:, 1], steps[:, 0]]) / np.maximum(1e-9, np.hypot(*steps.T))[:, None]
            for name, shift in (("Kênh Đông", 650 + rng.uniform(0, 250)), ("Kênh Tây", -650 - rng.uniform(0, 250))):
                shape = as_line(line + shift * side).Intersection(province).Difference(blocked)
                for part in lines_of(shape):
                    if part.Length() > 1_500 and part.IsSimple():
                        self.rows.append(("canal", f"{name} {number + 1}", rounded(part.Simplify(8.0))))

    def _lakes(self, blocked, province):
        """Small natural lakes (bàu) in the low south-west."""
        rng = stream("lakes")
        inside = self._mask(province.Buffer(-900))
        cells = np.flatnonzero(inside.ravel())
        low = -self.terrain.height.ravel()[cells]
        chance = np.exp((low - low.max()) / 45.0)
        kept = []
        for cell in rng.choice(cells, size=200, replace=False, p=chance / chance.sum()).tolist():
            ring = closed_curve(rng, self._point(cell), float(np.exp(rng.normal(4.6, 0.45))), shortest=45.0)
            shape = as_polygon(ring)
            if not shape.IsValid() or shape.Intersects(blocked) or any(shape.Distance(k) < 800 for k in kept):
                continue
            kept.append(shape)
            self.rows.append(("lake", f"Bàu Sen {len(kept)}" if len(kept) % 3 else f"Bàu Sậy {len(kept)}", shape))
            if len(kept) == 46:
                return

    def _mask(self, shape):
        return burn([shape], self.grid.cell) > 0


def meander(points, rng, amplitude, shortest):
    line = smooth(np.array(points), 2)
    line = np.vstack([line[:-1:2], line[-1:]])
    parts = [fractal_line(rng, line[i], line[i + 1], amplitude, shortest)[:-1] for i in range(len(line) - 1)]
    return smooth(np.vstack(parts + [line[-1:]]), 1)


def union(shapes):
    shapes = [s for s in shapes if s is not None]
    if not shapes:
        return None
    together = ogr.Geometry(ogr.wkbMultiPolygon)
    for shape in shapes:
        for part in ([shape] if shape.GetGeometryType() == ogr.wkbPolygon else list(shape)):
            together.AddGeometry(part)
    return together.UnionCascaded()


def as_line(points):
    line = ogr.Geometry(ogr.wkbLineString)
    for x, y in points:
        line.AddPoint_2D(float(x), float(y))
    return line


def as_polygon(ring):
    line = ogr.Geometry(ogr.wkbLinearRing)
    for x, y in ring:
        line.AddPoint_2D(float(x), float(y))
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(line)
    return polygon


def lines_of(shape):
    if shape is None or shape.IsEmpty():
        return []
    if shape.GetGeometryName() == "LINESTRING":
        return [shape]
    return [part.Clone() for part in shape if part.GetGeometryName() == "LINESTRING"]


def rounded(shape):
    """The shape with coordinates of a decimetre; a polygon that this breaks is repaired."""
    shape = _round(shape)
    if shape.GetDimension() == 2 and not shape.IsValid():
        shape = shape.Buffer(0)
    return shape


def _round(shape):
    copy = shape.Clone()
    if copy.GetGeometryCount():
        fresh = ogr.Geometry(copy.GetGeometryType())
        for part in copy:
            fresh.AddGeometry(_round(part))
        return fresh
    points = on_grid([p[:2] for p in copy.GetPoints()])
    for number, (x, y) in enumerate(points):
        copy.SetPoint_2D(number, float(x), float(y))
    return copy


def frame_raster(cell, kind=gdal.GDT_Float32):
    """An empty raster over the working frame, in memory."""
    grid = Grid(cell)
    raster = gdal.GetDriverByName("MEM").Create("", grid.columns, grid.rows, 1, kind)
    raster.SetGeoTransform((WEST, cell, 0, NORTH, 0, -cell))
    system = osr.SpatialReference()
    system.ImportFromEPSG(CRS)
    raster.SetProjection(system.ExportToWkt())
    return raster


def burn(shapes, cell, values=None, touched=False):
    """Raster of the frame with the shapes burned in (1, or their value); 0 elsewhere. Cell centres decide."""
    raster = frame_raster(cell)
    system = osr.SpatialReference(raster.GetProjection())
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("shapes", system)
    layer.CreateField(ogr.FieldDefn("value", ogr.OFTReal))
    for number, shape in enumerate(shapes):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(shape)
        feature["value"] = float(values[number]) if values is not None else 1.0
        layer.CreateFeature(feature)
    options = ["ATTRIBUTE=value"] + (["ALL_TOUCHED=TRUE"] if touched else [])
    gdal.RasterizeLayer(raster, [1], layer, options=options)
    return raster.ReadAsArray()


def polygons_of(mask):
    """Polygons of the true cells of a fine mask."""
    raster = frame_raster(100.0, gdal.GDT_Byte)
    raster.GetRasterBand(1).WriteArray(mask.astype(np.uint8))
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("mask")
    gdal.Polygonize(raster.GetRasterBand(1), raster.GetRasterBand(1), layer, -1)
    return [feature.geometry().Clone() for feature in layer]


def soften(shape):
    """A polygon of square cells with its corners cut, holes of less than 2 ha filled."""
    polygon = ogr.Geometry(ogr.wkbPolygon)
    for number, ring in enumerate(shape):
        points = np.array([p[:2] for p in ring.GetPoints()])
        if number > 0 and abs(_turn(points)) < 20_000:
            continue
        points = _smooth_closed(points[:-1], 2)
        line = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in np.vstack([points, points[:1]]):
            line.AddPoint_2D(float(x), float(y))
        polygon.AddGeometry(line)
    return polygon.Buffer(0).SimplifyPreserveTopology(12.0)


def _smooth_closed(points, rounds):
    for _ in range(rounds):
        after = np.roll(points, -1, axis=0)
        cut = np.empty((2 * len(points), 2))
        cut[0::2], cut[1::2] = points * 0.75 + after * 0.25, points * 0.25 + after * 0.75
        points = cut
    return points


def _turn(points):
    return float(np.sum(points[:-1, 0] * points[1:, 1] - points[1:, 0] * points[:-1, 1])) / 2


def _gap(shape, spot):
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(float(spot[0]), float(spot[1]))
    return shape.Distance(point)


def _resample(values, scale):
    """Bilinear refinement of a coarse grid by a whole factor."""
    rows, columns = values.shape
    r = np.clip((np.arange(rows * scale) + 0.5) / scale - 0.5, 0, rows - 1.001)
    c = np.clip((np.arange(columns * scale) + 0.5) / scale - 0.5, 0, columns - 1.001)
    i, j = r.astype(int)[:, None], c.astype(int)[None, :]
    u, v = r[:, None] - i, c[None, :] - j
    return ((values[i, j] * (1 - v) + values[i, j + 1] * v) * (1 - u)
            + (values[i + 1, j] * (1 - v) + values[i + 1, j + 1] * v) * u)
