"""Seeded noise: separate random streams by name, and smooth fields made of octaves."""

import zlib

import numpy as np

from .settings import SEED


def stream(name):
    """A random generator of its own for one purpose, so that one more draw elsewhere moves nothing here."""
    return np.random.Generator(np.random.PCG64([SEED, zlib.crc32(name.encode())]))


def _octave(rng, x, y, wavelength):
    """Value noise at the points (x, y): lattice of normals, smooth interpolation."""
    i = np.floor(x / wavelength).astype(int)
    j = np.floor(y / wavelength).astype(int)
    i0, j0 = i.min(), j.min()
    lattice = rng.normal(size=(i.max() - i0 + 2, j.max() - j0 + 2))
    u, v = x / wavelength - i, y / wavelength - j
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)
    i, j = i - i0, j - j0
    low = lattice[i, j] * (1 - u) + lattice[i + 1, j] * u
    high = lattice[i, j + 1] * (1 - u) + lattice[i + 1, j + 1] * u
    return low * (1 - v) + high * v


def field(name, x, y, wavelength, octaves=5, roughness=0.5):
    """A smooth random field of about unit standard deviation at the points (x, y)."""
    rng = stream(name)
    total, power = np.zeros_like(x, dtype=float), 0.0
    for octave in range(octaves):
        weight = roughness**octave
        total += weight * _octave(rng, x, y, wavelength / 2**octave)
        power += weight**2
    return total / np.sqrt(power) * 1.5


def fractal_line(rng, a, b, amplitude, shortest):
    """Points from a to b (both kept): midpoints displaced sideways, by less at each finer level."""
    points = np.array([a, b], dtype=float)
    while True:
        steps = np.diff(points, axis=0)
        lengths = np.hypot(steps[:, 0], steps[:, 1])
        if lengths.max() <= shortest:
            return points
        side = np.column_stack([-steps[:, 1], steps[:, 0]])
        push = np.clip(rng.normal(size=(len(steps), 1)), -2, 2) * amplitude
        middle = (points[:-1] + points[1:]) / 2 + side * push
        merged = np.empty((len(points) + len(middle), 2))
        merged[0::2], merged[1::2] = points, middle
        points = merged


def smooth(points, rounds=2):
    """Chaikin's corner cutting; the two ends stay."""
    points = np.asarray(points, dtype=float)
    for _ in range(rounds):
        if len(points) < 3:
            break
        first = points[:-1] * 0.75 + points[1:] * 0.25
        second = points[:-1] * 0.25 + points[1:] * 0.75
        cut = np.empty((2 * len(first), 2))
        cut[0::2], cut[1::2] = first, second
        points = np.vstack([points[:1], cut[1:-1], points[-1:]])
    return points
