"""Text and tables as written before Unicode: TCVN3 and VNI bytes, DBF."""

import struct
import unicodedata

# Letters of the bytes A0 to FF of TCVN 5712.
TCVN3 = ("\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệ"
         "ìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ")
# VNI: whole letters, and marks that follow a plain vowel; small, capital.
VNI_LETTERS = {"đ": (0xF1, 0xD1), "ơ": (0xF4, 0xD4), "ư": (0xF6, 0xD6), "í": (0xED, 0xCD), "ì": (0xEC, 0xCC), "ỉ": (0xE6, 0xC6),
               "ĩ": (0xF3, 0xD3), "ị": (0xF2, 0xD2), "ỵ": (0xEE, 0xCE)}
VNI_MARKS = {"\u0301": 0xF9, "\u0300": 0xF8, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF, "\u0302": 0xE2, "\u0306": 0xEA,
             "\u0302\u0301": 0xE1, "\u0302\u0300": 0xE0, "\u0302\u0309": 0xE5, "\u0302\u0303": 0xE3, "\u0302\u0323": 0xE4,
             "\u0306\u0301": 0xE9, "\u0306\u0300": 0xE8, "\u0306\u0309": 0xFA, "\u0306\u0303": 0xFC, "\u0306\u0323": 0xEB}
VNI_ORDER = {mark: order for order, mark in enumerate("\u031b\u0302\u0306\u0301\u0300\u0309\u0303\u0323")}


def tcvn3(text):
    """Bytes of TCVN3 (ABC); capitals with marks become small letters, as its fonts drew them."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        if ord(letter) < 0x80:
            out.append(ord(letter))
        else:
            at = TCVN3.find(letter)
            out.append(0xA0 + (at if at >= 0 else TCVN3.index(letter.lower())))
    return bytes(out)


def vni(text):
    """Bytes of VNI-Windows."""
    out = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        if ord(letter) < 0x80:
            out.append(ord(letter))
            continue
        small, capital = letter.lower(), letter != letter.lower()
        if small in VNI_LETTERS:
            out.append(VNI_LETTERS[small][capital])
            continue
        base, *marks = unicodedata.normalize("NFD", small)
        if "\u031b" in marks:  # the horn is part of the letter
            marks.remove("\u031b")
            out.append(VNI_LETTERS[unicodedata.normalize("NFC", base + "\u031b")][capital])
        else:
            out.append(ord(base.upper() if capital else base))
        byte = VNI_MARKS["".join(sorted(marks, key=VNI_ORDER.get))]
        out.append(byte - 0x20 if capital else byte)
    return bytes(out)


def dbf(path, fields, rows):
    """A dBase table of text columns; `fields` are (name, width), cells are bytes."""
    with open(path, "wb") as out:
        out.write(struct.pack("<BBBBIHH20x", 3, 124, 1, 1, len(rows), 33 + 32 * len(fields), 1 + sum(width for _, width in fields)))
        for name, width in fields:
            out.write(struct.pack("<11sc4xBB14x", name.encode(), b"C", width, 0))
        out.write(b"\r")
        for row in rows:
            out.write(b" " + b"".join(cell.ljust(width) for cell, (_, width) in zip(row, fields)))
            assert all(len(cell) <= width for cell, (_, width) in zip(row, fields))
        out.write(b"\x1a")
