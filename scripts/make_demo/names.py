"""Names and codes. Invented; where one is also the name of a real place, that is chance and means nothing."""


from .noise import stream

FIRST = ["An", "Bình", "Cẩm", "Đông", "Hòa", "Hưng", "Khánh", "Kim", "Lâm", "Long", "Lương", "Mỹ", "Nghĩa", "Ngọc", "Phú",
         "Phước", "Quang", "Sơn", "Tân", "Thanh", "Thiện", "Thuận", "Tiên", "Trung", "Vĩnh", "Xuân", "Đăng", "Đức"]
SECOND = ["An", "Bửu", "Cát", "Châu", "Điền", "Giang", "Hạnh", "Hiệp", "Hội", "Khê", "Lạc", "Lãnh", "Lĩnh", "Mẫu", "Mộc", "Nhuận",
          "Quế", "Sa", "Tường", "Trạch", "Trì", "Vân", "Yên", "Thịnh", "Thủy", "Đài", "Uyên", "Cương"]
DISTRICTS = [("Thành phố", "Mẫu Giang"), ("Thị xã", "An Mẫu"), ("Thị xã", "Mẫu Long"), ("Huyện", "Đăng Lam"), ("Huyện", "Cẩm Trạch"),
             ("Huyện", "Bàu Sen"), ("Huyện", "Thác Mây"), ("Huyện", "Lương Điền"), ("Huyện", "Đắk Mẫu"), ("Huyện", "Vàm Sim")]


def name_units(communes):
    """Gives every commune its district's name and code, its own kind, name and code; sorts them by code.

    Traps of real lists are laid on purpose: "Tân Trạch" in two districts, "Lâm Thạnh" beside "Lâm Thành" (one tone
    mark apart) in one district, "Hòa Thủy" and "Đắk Mộc", whose spelling varies in real tables.
    """
    rng = stream("names")
    pool = [f"{a} {b}" for a in FIRST for b in SECOND if a != b and f"{a} {b}" != "Tân Trạch"]
    pool = [pool[i] for i in rng.permutation(len(pool))]
    by_district = {}
    for commune in communes:
        by_district.setdefault(commune.district, []).append(commune)
    for district, members in sorted(by_district.items()):
        members.sort(key=lambda c: (not c.town, round(-c.site[1] / 9_000), c.site[0]))
        for number, commune in enumerate(members):
            commune.code = f"{100 * (district + 1) + 3 * number + 1:05d}"
            commune.kind = _kind(district, commune, number)
            commune.name = DISTRICTS[district][1] if commune.town else pool.pop()
            commune.district_kind, commune.district_name = DISTRICTS[district]
            commune.district_code = f"{901 + district}"
    _lay_traps(by_district)
    return sorted(communes, key=lambda c: c.code)


def _kind(district, commune, number):
    kind = DISTRICTS[district][0]
    if kind == "Thành phố":
        return "Phường" if number < 9 else "Xã"
    if kind == "Thị xã":
        return "Phường" if number < 4 else "Xã"
    return "Thị trấn" if commune.town or commune.enclave else "Xã"


def _lay_traps(by_district):
    def rural(district):
        return [c for c in by_district[district] if c.kind == "Xã"]
    rural(5)[1].name = "Tân Trạch"
    rural(8)[2].name = "Tân Trạch"
    rural(6)[0].name = "Lâm Thạnh"
    rural(6)[1].name = "Lâm Thành"
    rural(4)[0].name = "Hòa Thủy"
    rural(8)[0].name = "Đắk Mộc"
