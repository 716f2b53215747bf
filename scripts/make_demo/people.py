"""People: totals by commune, year, sex and age, and the 100 m grid that adds up to the totals of 2021."""

import numpy as np

from .noise import field, stream
from .settings import BANDS, FIRST_YEAR, GROWTH_A_YEAR, LAST_YEAR, MALE_SHARE, PEOPLE
from .water import burn


def commune_totals(communes):
    """People per commune in 2021."""
    rng = stream("totals")
    weight = []
    for commune in communes:
        km2 = commune.geometry().Area() / 1e6
        base = {"Phường": 16_500, "Thị trấn": 11_500, "Xã": 7_300}[commune.kind]
        weight.append(base * (km2 / 50) ** (0.15 if commune.kind != "Xã" else 0.45) * np.exp(rng.normal(scale=0.28)))
    return _whole(np.array(weight), PEOPLE)


def table(communes, totals):
    """Rows (code, year, sex, age_from, age_below, people); the cells of a commune in 2021 add up to its total."""
    rng = stream("ages")
    rows, in_2021 = [], {}
    for row, commune in enumerate(communes):
        young = np.exp(rng.normal(scale=0.07)) * (0.93 if commune.kind == "Phường" else 1.02)
        shares = np.array([share for _, _, share in BANDS])
        shares[:3] *= young
        shares[3] = 1 - shares[:3].sum()
        cells = np.array([s * m for s, (low, _, _) in zip(shares, BANDS) for m in (MALE_SHARE[low], 1 - MALE_SHARE[low])])
        growth = GROWTH_A_YEAR + rng.normal(scale=0.006)
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            total = round(totals[row] * (1 + growth) ** (year - 2021))
            counts = _whole(cells, total)
            if year == 2021:
                in_2021[row] = counts
            for number, count in enumerate(counts):
                low, below, _ = BANDS[number // 2]
                rows.append((commune.code, year, "male" if number % 2 == 0 else "female", low, below, int(count)))
    return rows, in_2021


def settle(communes, totals, hamlets, road_gap, wet, fine):
    """People per 100 m cell: clusters at hamlets and along roads; NaN where nobody lives."""
    unit = burn([c.geometry() for c in communes], fine.cell, values=range(1, len(communes) + 1)).astype(int) - 1
    near = np.zeros(unit.shape)
    for place, kind, row in hamlets:
        reach = 520.0 if communes[row].kind == "Xã" else 900.0
        _add_cluster(near, fine, place, reach, 1.6 if kind == "main" else 1.0)
    rough = field("homes", fine.x, fine.y, 900, octaves=4, roughness=0.7)
    want = (near + 0.12) * (np.exp(-road_gap / 90.0) + 0.05) * np.exp(0.45 * rough)
    want[(unit < 0) | wet] = 0
    people = np.full(unit.shape, np.nan)
    for row, commune in enumerate(communes):
        rng = stream(f"cells-{commune.code}")
        cells = np.flatnonzero((unit.ravel() == row) & (want.ravel() > 0))
        weight = want.ravel()[cells] * np.exp(rng.normal(scale=0.35, size=len(cells)))
        dense = {"Phường": 34.0, "Thị trấn": 25.0, "Xã": 15.0}[commune.kind]
        count = int(min(len(cells), totals[row] / dense))
        top = np.sort(np.argsort(-weight, kind="stable")[:count])
        people.ravel()[cells[top]] = _whole(np.minimum(weight[top], np.quantile(weight[top], 0.98)) + 0.05 * weight[top].mean(), totals[row])
    return people, unit


def _add_cluster(near, fine, place, reach, strength):
    row, column = fine.cell_of(*place)
    span = int(4 * reach / fine.cell)
    rows = slice(max(0, row - span), row + span + 1)
    columns = slice(max(0, column - span), column + span + 1)
    gap2 = (fine.x[rows, columns] - place[0]) ** 2 + (fine.y[rows, columns] - place[1]) ** 2
    near[rows, columns] += strength * np.exp(-np.sqrt(gap2) / reach)


def _whole(weights, total):
    """Whole numbers in proportion to `weights` that add up to `total` (largest remainders, ties to the first).

    Each is at least 1 where the total allows it."""
    exact = weights / weights.sum() * total
    counts = np.floor(exact).astype(int)
    if (exact.size <= total) and (counts == 0).any():
        exact = 1 + weights / weights.sum() * (total - exact.size)
        counts = np.floor(exact).astype(int)
    left = int(total - counts.sum())
    counts[np.argsort(-(exact - counts), kind="stable")[:left]] += 1
    return counts
