"""The hospital's workbook: five years, five sheets, five ways to write the same events; and a table of counts."""

import os
import unicodedata

from . import workbook

SEXES = {"male": "Nam", "female": "Nữ"}
TITLE = [("SỞ Y TẾ TỈNH MẪU",), ("TRUNG TÂM KIỂM SOÁT BỆNH TẬT",), ("DANH SÁCH TRẺ EM BỊ ĐUỐI NƯỚC NĂM {}",), ("(Kèm theo báo cáo của đơn vị)",), ()]


def _begin(name, year):
    sheet = workbook.Sheet(name)
    for cells in TITLE:
        sheet.add(*(cell.format(year) for cell in cells))
    return sheet


def _header(sheet, *heads):
    """A header of two rows; a head is a text, or a text with the columns below it."""
    upper, lower = [], []
    for head in heads:
        text, below = (head, [None]) if isinstance(head, str) else head
        upper += [text] + [None] * (len(below) - 1)
        lower += below
    first = sheet.add(*upper)
    sheet.add(*lower)
    for column, (up, down) in enumerate(zip(upper, lower)):
        if up is not None and down is None:
            sheet.merge(first, column, first + 1, column)
        elif up is not None:
            width = next((n for n in range(1, len(upper) - column) if upper[column + n] is not None), len(upper) - column)
            sheet.merge(first, column, first, column + width - 1)


def _sign(sheet, width, year):
    sheet.add()
    sheet.add(*[None] * (width - 3), f"Tỉnh Mẫu, ngày 10 tháng 01 năm {year + 1}")
    sheet.add(None, "NGƯỜI LẬP BIỂU", *[None] * (width - 5), "THỦ TRƯỞNG ĐƠN VỊ")


def _decimal(value):
    return f"{value:.2f}".replace(".", ",")


def write(folder, events, people, faults, zone):
    """Writes benh_vien.xlsx; faults are added to the list."""
    by_year = {year: [e for e in events if e.date.year == year] for year in range(2019, 2024)}
    told = [e for e in by_year[2019] if e.point is None and e.victims == 1]
    listed = [e for e in by_year[2019] if e not in told]
    fault = lambda sheet, row, reason, what, fate="rejected": faults.append(("benh_vien.xlsx", sheet.name, row, reason, fate, what))  # noqa: E731
    sheets = [_sheet_2019(listed, people, fault, zone), _sheet_counts(told, fault), _sheet_2020(by_year[2020], people, fault, zone),
              _sheet_2021(by_year[2021], people, fault), _sheet_2022(by_year[2022], people, fault), _sheet_2023(by_year[2023], people, fault, zone)]
    workbook.write(os.path.join(folder, "benh_vien.xlsx"), sheets)


def _pair(event):
    return f"{event.victims:02d}/{event.deaths:02d}"


def _metres(event, zone):
    return [_decimal(v) for v in zone(*event.point)] if event.point else [None, None]


def _sheet_2019(events, people, fault, zone):
    """Ticks under the sexes, birth dates, pairs of cases and deaths, sections by cause, coordinates with decimal commas."""
    sheet = _begin("Năm 2019", 2019)
    _header(sheet, "TT", "Họ và tên trẻ", ("Giới tính", ["Nam", "Nữ"]), "Ngày sinh", ("Nơi xảy ra", ["Xã, phường, thị trấn", "Huyện/TX/TP"]),
            "Ngày xảy ra", "Giờ", "Mắc/tử vong", ("Tọa độ VN-2000", ["X (m)", "Y (m)"]), "Điện thoại", "Ghi chú")
    sheet.add(*[f"({i + 1})" for i in range(14)])
    sheet.add("I", "Đuối nước")
    number = 0

    def row(event, **changes):
        nonlocal number
        number += 1
        cells = {"name": people.name(event.sex), "birth": people.birth(event.date, event.age)[1], "place": event.place, "district": event.district,
                 "date": event.date.strftime("%d/%m/%Y"), "pair": _pair(event), "metres": _metres(event, zone), **changes}
        ticks = ["x", None] if event.sex == "male" else [None, "x"]
        return sheet.add(str(number), cells["name"], *ticks, cells["birth"], cells["place"], cells["district"], cells["date"], event.time, cells["pair"],
                         *cells["metres"], people.phone(), "Gia đình báo, số máy ở cột bên")

    for event in events:
        row(event)
    fault(sheet, row(events[0], date="14/07/2018", metres=[None, None]), "incident.outside-period", "the year before the first")
    fault(sheet, row(events[1], date="31/02/2019"), "incident.unreadable-date", "a day that no month has")
    fault(sheet, row(events[2], pair="01/02", metres=[None, None]), "incident.unreadable-victims", "more deaths than cases")
    fault(sheet, row(events[3], birth="??/2013"), "incident.unreadable-age", "a birth date that cannot be read")
    sheet.add("II", "Nguyên nhân khác")
    for date in ("02/02/2019", "03/02/2019"):
        row(events[4], pair="01/00", date=date, metres=[None, None])
    sheet.add(None, "Cộng", None, None, None, None, None, None, None, str(number))
    _sign(sheet, 14, 2019)
    return sheet


def _sheet_counts(events, fault):
    """Events of which only the commune is known, as counts with subtotals; one printed total is wrong."""
    sheet = workbook.Sheet("Tổng hợp 2019")
    sheet.add("TỔNG HỢP SỐ TRẺ EM BỊ TAI NẠN THƯƠNG TÍCH KHÔNG CÓ DANH SÁCH, NĂM 2019")
    sheet.add()
    _header(sheet, "TT", "Đơn vị", "Huyện/TX/TP", ("Đuối nước", ["Mắc", "Tử vong"]), ("Ngã", ["Mắc", "Tử vong"]))
    rows = {}
    for event in events:
        counts = rows.setdefault((event.district, event.place), [0, 0])
        counts[0] += 1
        counts[1] += event.deaths
    for number, ((district, place), (cases, deaths)) in enumerate(sorted(rows.items()), 1):
        sheet.add(str(number), place, district, str(cases), str(deaths), "1.426" if number == 1 else "12", "-")
    cases, deaths = (sum(c[i] for c in rows.values()) for i in (0, 1))
    fault(sheet, sheet.add(None, "Tổng cộng", None, str(cases), str(deaths), "1.500", "0"), "table.sum-differs", "a printed total that is wrong", "told")
    return sheet


def _sheet_2020(events, people, fault, zone):
    """Years of birth under the sexes, days as Excel numbers, outcomes ticked or counted."""
    sheet = _begin("2020", 2020)
    _header(sheet, "STT", "Họ tên", ("Năm sinh", ["Nam", "Nữ"]), "Xã", "Huyện", "Ngày bị nạn", "Giờ", "Loại TNTT", "Tử vong", "Bị thương", "X", "Y")
    number = 0

    def row(event, **changes):
        nonlocal number
        number += 1
        cells = {"place": event.place, "district": event.district, "metres": _metres(event, zone), "date": event.date, "shift": 0, **changes}
        year = event.date.year - int(event.age) - cells["shift"]
        years = [year, None] if event.sex == "male" else [None, year]
        alive = event.victims - event.deaths
        deaths = "x" if event.deaths == 1 else str(event.deaths) if event.deaths else None
        return sheet.add(number, people.name(event.sex), *years, cells["place"], cells["district"], cells["date"], event.time,
                         "ĐN" if number % 3 else "Đuối nước", deaths, "x" if alive == 1 else str(alive) if alive else None, *cells["metres"])

    for event in events:
        row(event)
    by_name = next(e for e in events if e.point)
    fault(sheet, row(by_name, place="Xã Đồng Không Có", metres=[None, None], shift=4), "incident.unknown-unit", "a name that no commune has")
    north, east = zone(by_name.point[0] + 0.9, by_name.point[1])
    fault(sheet, row(by_name, place=None, district=None, metres=[_decimal(north), _decimal(east)]), "incident.outside-study-area",
          "a point about 90 km east of the province")
    sheet.add("Tổng số:", f"{number} trẻ")
    _sign(sheet, 13, 2020)
    return sheet


def _sheet_2021(events, people, fault):
    """Districts merged downwards, dates and ages in words."""
    sheet = _begin("Năm 2021", 2021)
    sheet.add("STT", "Huyện, thị xã, thành phố", "Họ và tên", "Xã, phường", "Tuổi", "Giới", "Thời gian xảy ra", "Nguyên nhân", "Mắc/TV", "SĐT")
    by_district = {}
    for event in events:
        by_district.setdefault(event.district, []).append(event)
    number = 0
    for district, members in sorted(by_district.items()):
        first = len(sheet.rows) + 1
        for event in sorted(members, key=lambda e: (e.place, e.date)):
            number += 1
            told = f"ngày {event.date.day} tháng {event.date.month} năm {event.date.year}" if number % 2 else event.date.strftime("%d/%m/%Y")
            at = sheet.add(number, district if len(sheet.rows) + 1 == first else None, people.name(event.sex), event.place,
                           f"{event.age} tuổi", SEXES[event.sex], told, "Chết đuối", _pair(event), people.phone())
        if at > first:
            sheet.merge(first, 1, at, 1)
    number += 1
    fault(sheet, sheet.add(number, None, people.name("male"), "Xã Mẫu Giang", "215 tuổi", "Nam", "05/03/2021", "Chết đuối", "01/01", people.phone()),
          "incident.impossible-age", "age of 215 years")
    sheet.add(None, "Cộng", None, None, None, None, None, None, str(number))
    _sign(sheet, 10, 2021)
    return sheet


def _sheet_2022(events, people, fault):
    """Addresses instead of columns, accents as separate marks, letters as escapes."""
    sheet = _begin("Năm 2022", 2022)
    sheet.add("TT", "Họ và tên nạn nhân", "Ngày sinh", "Giới tính", "Nơi xảy ra", "Ngày xảy ra", "Giờ xảy ra", "Nguyên nhân", "Số mắc/số tử vong")

    def row(number, event, **changes):
        cells = {"district": f", {event.district}", "place": event.place, **changes}
        place = f"Ao nhà ông {people.name('male')}, {cells['place']}{cells['district']}"
        place = unicodedata.normalize("NFD", place) if number % 3 == 0 else place
        place = place.replace("ộ", "\\u1ed9").replace("ạ", "\\u1ea1") if number % 3 == 1 else place
        born = people.birth(event.date, event.age)
        return sheet.add(number, people.name(event.sex), born[0] if number % 2 else born[1], SEXES[event.sex], place, event.date.strftime("%d/%m/%Y"),
                         event.time.replace(":", "h"), "Đuối nước", _pair(event))

    for number, event in enumerate(events, 1):
        row(number, event)
    fault(sheet, row(len(events) + 1, events[0], place="Xã Tân Trạch", district=""), "incident.ambiguous-unit", "a name that two districts have, district left out")
    fault(sheet, row(len(events) + 2, events[1], place="Xa Lam Thanh", district=", Huyen Thac May"), "incident.ambiguous-unit",
          "two communes that differ by a tone mark, written without it")
    _sign(sheet, 9, 2022)
    return sheet


def _sheet_2023(events, people, fault, zone):
    """Codes that lost their zeros, and the same child twice."""
    sheet = _begin("Năm 2023", 2023)
    sheet.add("STT", "Họ và tên", "Tuổi", "Giới tính", "Mã xã", "Xã/phường", "Ngày xảy ra", "Giờ", "Nguyên nhân", "Số mắc", "Số chết", "X", "Y")

    def row(number, event):
        return sheet.add(number, people.name(event.sex), event.age, SEXES[event.sex], int(event.code), event.place.upper() if number % 4 == 0 else event.place,
                         event.date, event.time, "Đuối nước", event.victims, event.deaths, *_metres(event, zone))

    for number, event in enumerate(events, 1):
        row(number, event)
    fault(sheet, row(len(events) + 1, events[2]), "incident.duplicate", "the same event a second time")
    _sign(sheet, 13, 2023)
    return sheet
