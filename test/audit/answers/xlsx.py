"""A workbook's sheets as rows of texts, read from its XML with the standard library."""

import re
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_sheet(path: Path, name: str) -> list[dict[str, str | None]]:
    """The rows under the first one, which names the columns; None where there is no cell."""
    with ZipFile(path) as file:
        shared = _shared(file)
        root = ElementTree.fromstring(file.read(_part(file, name)))
    rows = [_cells(row, shared) for row in root.iter(f"{MAIN}row")]
    header = rows[0]
    return [{title: row.get(column) for column, title in header.items()} for row in rows[1:]]


def _shared(file: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in file.namelist():
        return []
    root = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in item.iter(f"{MAIN}t")) for item in root.iter(f"{MAIN}si")]


def _part(file: ZipFile, name: str) -> str:
    """The sheet's part of the package."""
    book = ElementTree.fromstring(file.read("xl/workbook.xml"))
    [id] = [sheet.get(RELATION) for sheet in book.iter(f"{MAIN}sheet") if sheet.get("name") == name]
    relations = ElementTree.fromstring(file.read("xl/_rels/workbook.xml.rels"))
    [target] = [relation.get("Target") for relation in relations if relation.get("Id") == id]
    return f"xl/{target}" if target and not target.startswith("/") else (target or "").lstrip("/")


def _cells(row: ElementTree.Element, shared: list[str]) -> dict[str, str | None]:
    """By the letters of the column."""
    found = {}
    for cell in row.iter(f"{MAIN}c"):
        column = re.sub(r"\d", "", cell.get("r") or "")
        if cell.get("t") == "inlineStr":
            text = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
        else:
            text = cell.findtext(f"{MAIN}v") or ""
            text = shared[int(text)] if cell.get("t") == "s" else text
        found[column] = text or None
    return found
