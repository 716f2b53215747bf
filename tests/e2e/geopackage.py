"""Writes a GeoPackage of one layer row by row, with nothing but sqlite3: millions of rows in constant memory."""

import sqlite3
import struct

EPSG = 9212
KINDS = {"LINESTRING": 2, "POLYGON": 3}
HEADER = struct.pack("<2sBBi", b"GP", 0, 1, EPSG)

TABLES = """
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10200;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
    organization_coordsys_id INTEGER, definition TEXT, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT DEFAULT '',
    last_change DATETIME DEFAULT '2020-01-01T00:00:00Z', min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z TINYINT, m TINYINT);
"""


def points(path):
    return struct.pack("<I", len(path)) + b"".join(struct.pack("<dd", x, y) for x, y in path)


def shape(kind, path):
    """The bytes of a line, or of a polygon without holes."""
    rings = struct.pack("<I", 1) if kind == "POLYGON" else b""
    return HEADER + struct.pack("<BI", 1, KINDS[kind]) + rings + points(path)


def write(file, kind, columns, rows):
    """`rows` are (path, value, value, ...) with a text for each of `columns`."""
    file.unlink(missing_ok=True)
    base = sqlite3.connect(file)
    base.executescript(TABLES)
    base.execute("INSERT INTO gpkg_spatial_ref_sys VALUES ('VN-2000', ?, 'EPSG', ?, 'undefined', '')", (EPSG, EPSG))
    base.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('layer', 'features', 'layer', ?)", (EPSG,))
    base.execute("INSERT INTO gpkg_geometry_columns VALUES ('layer', 'geom', ?, ?, 0, 0)", (kind, EPSG))
    named = "".join(f", {column} TEXT" for column in columns)
    base.execute(f"CREATE TABLE layer (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom {kind}{named})")
    base.executemany(f"INSERT INTO layer VALUES (NULL{', ?' * (1 + len(columns))})",
                     ((shape(kind, path), *values) for path, *values in rows))
    base.commit()
    base.close()
