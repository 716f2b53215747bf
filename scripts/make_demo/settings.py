"""Sizes, counts and rates of the invented province. Everything else follows from the seed."""

SEED = 20230601
CRS = 9212  # VN-2000 / TM-3 106-15, metres

# The working frame, metres in CRS; the province lies well inside it.
WEST, SOUTH, EAST, NORTH = 520_000.0, 1_245_000.0, 630_000.0, 1_355_000.0
CENTRE = (575_000.0, 1_301_000.0)
RADIUS_M = 44_500.0
COARSE_M = 400.0  # terrain and routing grid
FINE_M = 100.0  # grid of people

PROVINCE = ("Tỉnh Mẫu", "99")
COMMUNES = 120
DISTRICTS = 10

FIRST_YEAR, LAST_YEAR = 2019, 2023
PEOPLE = 1_000_000
GROWTH_A_YEAR = 0.011
# Age bands: from, below, share of people.
BANDS = ((0, 5, 0.083), (5, 10, 0.089), (10, 16, 0.098), (16, 100, 0.730))
MALE_SHARE = {0: 0.527, 5: 0.524, 10: 0.520, 16: 0.497}

PONDS = 1_500
UNSURVEYED_DISTRICTS = 2

DROWNING_EVENTS = 78
ROAD_EVENTS = 52
