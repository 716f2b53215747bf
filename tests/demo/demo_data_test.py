"""The invented province holds what its README promises. Python's own library is enough."""

import collections
import unittest

from demo_files import DEMO, People, layer, table


class Communes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = layer("communes", ["code", "name", "district"])

    def test_are_about_120_in_ten_districts_with_codes_as_text(self):
        self.assertEqual(len(self.rows), 120)
        self.assertEqual(len({district for _, _, district, _ in self.rows}), 10)
        codes = [code for code, *_ in self.rows]
        self.assertEqual(codes, sorted(set(codes)))
        self.assertTrue(all(len(code) == 5 and code.startswith("0") and code.isdigit() for code in codes))

    def test_share_their_borders_vertex_for_vertex(self):
        sides = collections.Counter()
        for *_, polygons in self.rows:
            for ring in (ring for rings in polygons for ring in rings):
                self.assertEqual(ring[0], ring[-1])
                sides.update(zip(ring, ring[1:]))
        self.assertEqual(set(sides.values()), {1}, "a side used twice in one direction: two communes overlap")
        outer = {start: end for start, end in sides if (end, start) not in sides}
        self.assertEqual(len(outer), sum((end, start) not in sides for start, end in sides))
        outlines = 0
        while outer:
            outlines += 1
            start, here = outer.popitem()
            while here != start:
                here = outer.pop(here)
        self.assertEqual(outlines, 2, "the province and the commune apart from it; more would be holes")

    def test_hold_an_enclave_detached_parts_and_one_apart(self):
        self.assertEqual(sum(len(polygons) > 1 for *_, polygons in self.rows), 2)
        self.assertEqual(sum(len(rings) > 1 for *_, polygons in self.rows for rings in polygons), 3)

    def test_hold_the_traps_of_real_names(self):
        districts = [district for _, name, district, _ in self.rows if name == "Xã Tân Trạch"]
        self.assertEqual(len(set(districts)), 2)
        names = {name: district for _, name, district, _ in self.rows}
        self.assertEqual(names["Xã Lâm Thạnh"], names["Xã Lâm Thành"])


class PeopleOfTheProvince(unittest.TestCase):
    def test_number_a_million_and_a_quarter_are_children(self):
        rows = [row for row in table("population.csv") if row["year"] == "2021"]
        self.assertEqual(sum(int(row["people"]) for row in rows), 1_000_000)
        children = sum(int(row["people"]) for row in rows if int(row["age_from"]) < 16)
        self.assertAlmostEqual(children, 270_000, delta=5_000)

    def test_add_up_from_cells_to_each_commune(self):
        wanted = collections.Counter()
        for row in table("population.csv"):
            wanted[row["commune_code"]] += int(row["people"]) if row["year"] == "2021" else 0
        self.assertEqual(count_in_communes(People()), dict(wanted))


class Incidents(unittest.TestCase):
    def test_are_as_many_as_a_province_of_this_size_has(self):
        planted = {row["record_id"] for row in table("planted_faults.csv")}
        drowned = [row for row in table("incidents_drowning.csv") if row["record_id"] not in planted]
        hurt = [row for row in table("incidents_road.csv") if row["record_id"] not in planted and int(row["age"]) < 16]
        self.assertTrue(80 <= len(drowned) <= 100, len(drowned))
        self.assertTrue(50 <= len(hurt) <= 70, len(hurt))
        self.assertEqual({row["date"][:4] for row in drowned}, {"2019", "2020", "2021", "2022", "2023"})
        self.assertEqual({row["date"][-4:] for row in hurt}, {"2019", "2020", "2021", "2022", "2023"})

    def test_name_communes_that_exist_unless_a_fault_was_planted(self):
        codes = {code for code, _ in layer("communes", ["code"])}
        planted = {row["record_id"] for row in table("planted_faults.csv")}
        for name in ("incidents_drowning.csv", "incidents_road.csv"):
            for row in table(name):
                if row["record_id"] not in planted:
                    self.assertTrue(row["commune_code"] in codes or (row["commune_name"] and row["district_name"]))

    def test_have_every_planted_fault_where_the_list_says(self):
        for fault in table("planted_faults.csv"):
            lines = (DEMO / fault["file"]).read_text(encoding="utf-8").split("\n")
            self.assertTrue(lines[int(fault["line"]) - 1].startswith(fault["record_id"] + ","), fault)
        self.assertEqual(len({fault["reason"] for fault in table("planted_faults.csv")}), 9)


class Folder(unittest.TestCase):
    def test_stays_small(self):
        self.assertLess(sum(path.stat().st_size for path in DEMO.iterdir()), 5_000_000)

    def test_has_a_truth_for_every_commune_whose_mean_is_one(self):
        truth = {row["code"]: row for row in table("truth.csv")}
        children = collections.Counter()
        for row in table("population.csv"):
            if row["year"] == "2021" and int(row["age_from"]) < 16:
                children[row["commune_code"]] += int(row["people"])
        self.assertEqual(set(truth), set(children))
        for hazard in ("drowning_rr", "traffic_rr"):
            mean = sum(float(truth[code][hazard]) * n for code, n in children.items()) / sum(children.values())
            self.assertAlmostEqual(mean, 1.0, places=3)


def count_in_communes(people):
    """People by commune, a cell counting where its centre lies; a scan along each row of cells."""
    crossings = collections.defaultdict(list)
    for code, polygons in layer("communes", ["code"]):
        for ring in (ring for rings in polygons for ring in rings):
            for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
                low, high = sorted((y0, y1))
                first = int((people.north - high) / people.cell - 0.5)
                for row in range(max(first, 0), int((people.north - low) / people.cell - 0.5) + 2):
                    y = people.north - (row + 0.5) * people.cell
                    if (y0 > y) != (y1 > y):
                        crossings[row].append((x0 + (y - y0) * (x1 - x0) / (y1 - y0), code))
    counts = collections.Counter()
    for row, values in enumerate(people.values):
        inside, hits, next_hit = set(), sorted(crossings[row]), 0
        for column, value in enumerate(values):
            x = people.west + (column + 0.5) * people.cell
            while next_hit < len(hits) and hits[next_hit][0] < x:
                inside ^= {hits[next_hit][1]}
                next_hit += 1
            if value is not None:
                counts[next(iter(inside)) if len(inside) == 1 else None] += value
    return dict(counts)


if __name__ == "__main__":
    unittest.main()
