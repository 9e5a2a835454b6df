"""Exported datasets, table by table: today's and earlier ones, as CSV and as JSON lines."""

import re
import sqlite3
from collections import Counter
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import coverage
import form
import measures
from answers.xlsx import read_sheet
from ledger import Change
from moment import Moment, Standing
from page import payload_sha256, places_of
from reading import exact_lines, key_of, night_of, number, read_csv
from tally import Tally


class Dataset:
    """A folder that `nianbao export` wrote; texts in CSV are as the source has them."""

    def __init__(self, folder: Path, format: str):
        self._folder = folder
        self._format = format

    def rows(self, table: str) -> list[dict]:
        if self._format == "sqlite":
            return self._from_sqlite(table)
        if self._format == "xlsx":
            [book] = self._folder.glob("*.xlsx")
            return read_sheet(book, table)
        path = self._folder / f"{table}.{self._format}"
        if self._format == "jsonl":
            return [{name: _plain(value) for name, value in row.items()} for row in exact_lines(path)]
        rows = read_csv(path.read_text(encoding="utf-8"))
        # one apostrophe in front is the export's own, against formulas in spreadsheets
        return [{name: text[1:] if text.startswith("'") else text or None for name, text in row.items()}
                for row in rows]

    def _from_sqlite(self, table: str) -> list[dict]:
        [path] = self._folder.glob("*.sqlite")
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
            file.row_factory = sqlite3.Row
            return [{name: _plain(row[name]) for name in row.keys()} for row in file.execute(f"SELECT * FROM {table}")]


def _plain(value: object) -> str | None:
    """As CSV has it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else str(float(value))
    return None if value is None or value == "" else str(value)


def compare_export(tally: Tally, kind: str, data: Dataset, moment: Moment, today: str | None, sites: dict[str, str]) -> None:
    """
    Every table.

    @param today the day in China, where coverage is exported; None where an earlier moment is
    @param sites the address of each portal
    """
    compare_tables(tally, kind, data, moment)
    agencies(tally, kind, data, moment)
    portals(tally, kind, data, moment, sites)
    derived(tally, kind, data, moment)
    if today is not None:
        covered(tally, kind, data, moment, today)


def compare_tables(tally: Tally, kind: str, data: Dataset, moment: Moment) -> None:
    """The tables that follow from the reports shown."""
    reports(tally, kind, data, moment)
    figures(tally, kind, data, moment)
    sections(tally, kind, data, moment)
    findings(tally, kind, data, moment)
    changes(tally, kind, data, moment)


def reports(tally: Tally, kind: str, data: Dataset, moment: Moment) -> None:
    got = {}
    for row in data.rows("reports"):
        got[key_of(row)] = row | {
            "version": int(row["version"]), "first_seen": night_of(row["first_seen"]),
            "last_seen": night_of(row["last_seen"]), "withdrawn_at": night_of(row["withdrawn_at"]),
            "errors": int(row["errors"]), "warnings": int(row["warnings"]),
            **{id: number(row.get(id)) for id in form.EVERY_INDICATOR},
        }
    tally.rows(kind, "reports", got, {key: _report(moment, standing) for key, standing in moment.standings.items()})


def _report(moment: Moment, standing: Standing) -> dict:
    version = standing.version
    state = version.state
    return {
        "version": version.number, "edition": state.edition, "title": state.title, "published": state.published,
        "portal": standing.report.portal.name, "url": version.url, "payload_sha256": payload_sha256(state),
        "first_seen": version.first_night, "last_seen": version.last_night(moment.night),
        "withdrawn_at": standing.withdrawn_night, "errors": moment.count(standing.key, "error"),
        "warnings": moment.count(standing.key, "warning"),
        **{id: state.cells[id].value if id in state.cells else None for id in form.EVERY_INDICATOR},
    }


def figures(tally: Tally, kind: str, data: Dataset, moment: Moment) -> None:
    got = {}
    for row in data.rows("figures"):
        got[(key_of(row), row["indicator"])] = row | {"value": number(row["value"]), "version": int(row["version"])}
    wanted = {}
    for key, standing in moment.standings.items():
        state, places = standing.version.state, places_of(standing.version.state)
        for id, cell in state.cells.items():
            place = places.get(id)
            wanted[(key, id)] = {
                "version": standing.version.number, "value": cell.value, "null_reason": cell.reason,
                "raw": cell.text or None,
                "page": None,
                "table": str(place.table) if place else None, "row": str(place.row) if place else None,
                "column": str(place.column) if place else None,
            }
    tally.rows(kind, "figures", got, wanted)


def sections(tally: Tally, kind: str, data: Dataset, moment: Moment) -> None:
    got = {(key_of(row), int(row["section"])): row for row in data.rows("sections")}
    wanted = {}
    for key, standing in moment.standings.items():
        state = standing.version.state
        for number_, paragraphs in state.sections.items():
            wanted[(key, number_)] = {
                "version": str(standing.version.number), "heading": form.SECTIONS[number_],
                "text": "\n".join(paragraphs) or None, "url": standing.version.url,
                "payload_sha256": payload_sha256(state),
            }
    tally.rows(kind, "sections", got, wanted)


def findings(tally: Tally, kind: str, data: Dataset, moment: Moment) -> None:
    got = Counter((key_of(row), int(row["version"]), row["severity"], row["scope"], row["rule"],
                   _indicators(row["rule"], row["indicators"]), row["review"], row["review_note"]) for row in data.rows("findings"))
    wanted = Counter(
        (key, moment.standings[key].version.number, finding.severity, finding.scope, finding.rule,
         " ".join(finding.indicators), *moment.review_of(key, moment.standings[key].version.state, finding))
        for key, found in moment.findings.items() for finding in found)
    tally.bags(kind, "findings", got, wanted)


def _indicators(rule: str, indicators: str | None) -> str:
    # of a claim, which readings its words have is the program's to say
    return "" if rule.startswith("narrative.") else indicators or ""


def changes(tally: Tally, kind: str, data: Dataset, moment: Moment) -> None:
    got = Counter(
        (key_of(row), night_of(row["at"]), row["kind_of_change"], row["from_version"], row["to_version"], row["url"],
         row["moved_from"], row["indicator"], number(row["before"]), row["before_null_reason"], row["before_raw"],
         number(row["after"]), row["after_null_reason"], row["after_raw"], row["sections"])
        for row in data.rows("changes"))
    wanted = Counter(line for change in moment.changes for line in _change(change))
    tally.bags(kind, "changes", got, wanted)


def _change(change: Change) -> list[tuple]:
    """One line a cell, or one where no cell has changed."""
    head = (change.key, change.night, change.kind, str(change.from_version) if change.from_version else None,
            str(change.to_version), change.url, change.moved_from)
    sections_ = " ".join(map(str, change.sections)) or None
    if not change.cells:
        return [(*head, None, None, None, None, None, None, None, sections_)]
    lines = []
    for id, before, after in change.cells:
        sides = [(cell.value, cell.reason, cell.text or None) if cell else (None, None, None)
                 for cell in (before, after)]
        lines.append((*head, id, *sides[0], *sides[1], sections_))
    return lines


def agencies(tally: Tally, kind: str, data: Dataset, moment: Moment) -> None:
    got = {(row["region"], row["agency"]): row for row in data.rows("agencies")}
    wanted: dict[tuple[str, str], dict] = {}
    for key, standing in moment.standings.items():
        portal = standing.report.portal
        row = wanted.setdefault((key.region, key.agency), {"portals": portal.name, "reports": 0, "years": []})
        row["reports"] += 1
        row["years"].append(key.year)
        # of the other names that the portal's file gives it, those under which it has published
        aliases = [alias for agency in portal.agencies if agency.name == key.agency for alias in agency.aliases
                   if any(title.startswith(alias) for title in moment.titles)]
        row["aliases"] = "; ".join(aliases) or None
    for row in wanted.values():
        years = row.pop("years")
        row |= {"reports": str(row["reports"]), "first_year": str(min(years)), "last_year": str(max(years))}
    tally.rows(kind, "agencies", got, wanted)


def portals(tally: Tally, kind: str, data: Dataset, moment: Moment, sites: dict[str, str]) -> None:
    got = {row["portal"]: row for row in data.rows("portals")}
    wanted = {}
    for portal in moment.portals:
        keys = [key for key, standing in moment.standings.items() if standing.report.portal is portal]
        if keys:
            wanted[portal.name] = {
                "name": portal.title, "region": portal.region, "base_url": f"{sites[portal.name]}/",
                "agencies": str(len({key.agency for key in keys})), "reports": str(len(keys)),
            }
    tally.rows(kind, "portals", got, wanted)


def derived(tally: Tally, kind: str, data: Dataset, moment: Moment) -> None:
    got = {}
    for row in data.rows("measures"):
        of = key_of(row) if row["level"] == "agency" else (row["portal"], int(row["year"]))
        got[(of, row["measure"])] = measured_row(row)
    wanted = {}
    for key in moment.standings:
        for name, measured in measures.of_report(key, moment).items():
            wanted[(key, name)] = wanted_row(measured)
    for group, measured in measures.requests_per_agency(moment).items():
        wanted[(group, "requests_per_agency")] = wanted_row(measured) | {
            "agencies": str(measured.agencies), "left_out": str(measured.left_out),
            "withdrawn": str(measured.withdrawn)}
    tally.rows(kind, "measures", got, wanted)


def measured_row(row: dict) -> dict:
    value = None if row["value"] is None else float(row["value"])
    missing = named([row["missing"] or ""]) if row["null_reason"] == "part_missing" else frozenset()
    return row | {"blanks": named([row["blanks"] or ""]), "missing": missing, "value": value, "numerator": number(row["numerator"]) if value is not None else None,
                  "denominator": number(row["denominator"]) if value is not None else None}


def wanted_row(measured: measures.Measured) -> dict:
    """The value is rounded once, to the nearest double, which is what Python's division of integers gives."""
    value = measured.value
    return {
        "value": None if value is None else value.numerator / value.denominator, "null_reason": measured.reason,
        "numerator": measured.numerator, "denominator": measured.denominator, **parts_of(measured),
    }


def named(texts: list[str]) -> frozenset[str]:
    """The indicators that are named in texts."""
    return frozenset(id for text in texts for id in re.findall(r"(?:requests|disputes|proactive)(?:\.\w+)+", text))


def parts_of(measured: measures.Measured) -> dict[str, frozenset[str]]:
    """Which parts had no number: those that are counted as 0, where there is a value, or those that stand in its way."""
    parts = {}
    if measured.reason == "part_missing":
        parts["missing"] = frozenset(id.removeprefix("previous ") for id in measured.missing)
    elif measured.agencies is None and measured.reason is None:
        parts["blanks"] = frozenset(id.removeprefix("previous ") for id in measured.blanks)
    return parts


def covered(tally: Tally, kind: str, data: Dataset, moment: Moment, today: str) -> None:
    got = {(row["portal"], key_of(row)): row for row in data.rows("coverage")}
    wanted = {(entry.portal, entry.key): cell_of(moment, entry) for entry in coverage.owed(moment, today)}
    tally.rows(kind, "coverage", got, wanted)


def cell_of(moment: Moment, entry: coverage.Owed) -> dict:
    standing = moment.standings.get(entry.key)
    return {
        "state": entry.state, "basis": entry.basis, "deadline": entry.deadline, "published": entry.published,
        "first_seen": None if standing is None else day_of_night(standing.report.versions[0].first_night),
    }


def day_of_night(night: int) -> str:
    """In China; the first night is that of 2 February 2024, at half past two in the morning."""
    return f"2024-02-{1 + night:02d}"

