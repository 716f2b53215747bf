"""Excel workbooks as offices send them: titles, merged cells, dates as numbers. The same bytes each time."""

import zipfile
from xml.sax.saxutils import escape

STAMP = (2024, 1, 1, 0, 0, 0)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
STYLES = (f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
          '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>')
FIRST_DAY = 693594  # ordinal of 1899-12-30, day 0 of spreadsheets


class Sheet:
    """Rows of cells: None, text, a number, or a date. `merge` joins cells as in the program's menu."""

    def __init__(self, name):
        self.name, self.rows, self.merged = name, [], []

    def add(self, *cells):
        """Appends a row; returns its number in the file."""
        self.rows.append(list(cells))
        return len(self.rows)

    def merge(self, first_row, first_column, last_row, last_column):
        self.merged.append(f"{letters(first_column)}{first_row}:{letters(last_column)}{last_row}")


def letters(column):
    """The letters of a column counted from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def write(path, sheets):
    """Writes the sheets to an .xlsx file."""
    strings = {}
    parts = {f"xl/worksheets/sheet{i + 1}.xml": _sheet(sheet, strings) for i, sheet in enumerate(sheets)}
    texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{texts}</sst>'
    parts["xl/styles.xml"] = STYLES
    names = "".join(f'<sheet name="{escape(s.name)}" sheetId="{i + 1}" r:id="rId{i + 1}"/>' for i, s in enumerate(sheets))
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
    links = [("worksheet", f"worksheets/sheet{i + 1}.xml") for i in range(len(sheets))] + [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    parts["xl/_rels/workbook.xml.rels"] = _links(links)
    parts["_rels/.rels"] = _links([("officeDocument", "xl/workbook.xml")])
    kinds = [(f"/xl/worksheets/sheet{i + 1}.xml", "worksheet") for i in range(len(sheets))]
    kinds += [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles"), ("/xl/sharedStrings.xml", "sharedStrings")]
    overrides = "".join(f'<Override PartName="{part}" ContentType="{KINDS}.{kind}+xml"/>' for part, kind in kinds)
    parts["[Content_Types].xml"] = (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                                    f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>')
    with zipfile.ZipFile(path, "w") as out:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + parts[name])


def _links(links):
    rows = "".join(f'<Relationship Id="rId{i + 1}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(links))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _sheet(sheet, strings):
    rows = "".join(f'<row r="{number}">{"".join(_cell(cell, number, column, strings) for column, cell in enumerate(cells))}</row>'
                   for number, cells in enumerate(sheet.rows, 1) if any(cell is not None for cell in cells))
    merged = "".join(f'<mergeCell ref="{cells}"/>' for cells in sheet.merged)
    merged = f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>' if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>'


def _cell(cell, row, column, strings):
    if cell is None or cell == "":
        return ""
    place = f"{letters(column)}{row}"
    if isinstance(cell, str):
        return f'<c r="{place}" t="s"><v>{strings.setdefault(cell, len(strings))}</v></c>'
    if hasattr(cell, "toordinal"):
        return f'<c r="{place}" s="1"><v>{cell.toordinal() - FIRST_DAY}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'
