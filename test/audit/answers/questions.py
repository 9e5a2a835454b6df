"""The questions: query, top, compare, trend (docs/queries.md), with every kind of filter."""

import re
from fractions import Fraction

import form
from asker import Asker
from cells import Cell
from moment import Moment, Standing
from page import places_of
from reading import exactly, key_of, night_of, number, read_csv
from world import Key, YEARS

# more than there are reports
ALL = ["--limit", "100000"]


def half_away(value: Fraction, digits: int) -> Fraction:
    """Rounded, halves away from zero on both sides."""
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**digits)


def reason_of(cell: Cell | None) -> str | None:
    """Why a figure has no number, as the questions say it."""
    return "not in form" if cell is None else cell.reason


def matching(pattern: str) -> list[str]:
    """Indicators by a pattern in which * stands for any characters."""
    wanted = re.compile(".*".join(re.escape(part) for part in pattern.split("*")))
    return [id for id in form.EVERY_INDICATOR if wanted.fullmatch(id)]


def _head(moment: Moment, standing: Standing) -> dict:
    state = standing.version.state
    return {
        "version": standing.version.number, "edition": state.edition, "title": state.title,
        "published": state.published, "withdrawn_at": standing.withdrawn_night,
        "errors": moment.count(standing.key, "error"), "warnings": moment.count(standing.key, "warning"),
    }


def query(asker: Asker) -> None:
    moment, random = asker.moment, asker.random
    first, second, third = moment.portals
    rules = {key: {finding.rule for finding in found} for key, found in moment.findings.items()}
    failing = sorted({rule for found in rules.values() for rule in found})
    day = f"2024-02-{random.randrange(3, 2 + moment.night):02d}"
    night = int(day[-2:]) - 1

    def changed(key: Key) -> bool:
        # days begin at midnight, two and a half hours before the night
        return any(change.night >= night and change.kind not in ("first_seen", "cosmetic")
                   for change in moment.standings[key].report.changes)

    agency = random.choice([key.agency for key in moment.standings])
    rule = random.choice(failing)
    filters = [
        ([], lambda key: True),
        (["--year", "2021..2022"], lambda key: 2021 <= key.year <= 2022),
        (["--year", "..2020"], lambda key: key.year <= 2020),
        (["--year", "2022.."], lambda key: key.year >= 2022),
        (["--kind", "aggregate"], lambda key: key.kind == "aggregate"),
        (["--portal", "portal-1", "--kind", "own"], lambda key: key.region == second.region and key.kind == "own"),
        (["--region", first.territory], lambda key: key.region == first.region),
        (["--region", "3304"], lambda key: key.region.startswith("3304")),
        (["--region", third.region], lambda key: key.region == third.region),
        (["--agency", agency], lambda key: key.agency == agency),
        (["--agency", "*商务局"], lambda key: key.agency.endswith("商务局")),
        (["--finding", rule], lambda key: rule in rules[key]),
        (["--finding", "requests.row_sum"], lambda key: any(one.startswith("requests.row_sum.") for one in rules[key])),
        (["--finding", "crossyear.*"], lambda key: any(one.startswith("crossyear.") for one in rules[key])),
        (["--finding", "*.total"], lambda key: any(one.endswith(".total") for one in rules[key])),
        (["--finding", "deadline.late"], lambda key: "deadline.late" in rules[key]),
        (["--changed-since", day], changed),
    ]
    patterns = ["requests.new.*", "disputes.*.total", "proactive.*", "requests.*.total", "requests.other.*",
                "proactive.fees.amount"]
    for args, takes in asker.some(filters):
        with asker.tally.answering("query", " ".join(args)):
            _query(asker, args, takes, random.choice(patterns))
    _csv(asker)
    _long(asker, random.choice([2020, 2021, 2023]))
    for sign in asker.some(["", "-"]):
        _sorted(asker, sign)


def _query(asker: Asker, args: list[str], takes, pattern: str) -> None:
    moment, ids = asker.moment, matching(pattern)
    rows = exactly(asker.nianbao.run("query", *args, *ALL, "--indicator", pattern, "--json"))
    got = {}
    for row in rows:
        got[key_of(row)] = {**row, "withdrawn_at": night_of(row["withdrawn_at"]),
                            **{id: (row["figures"][id], row["null_reasons"].get(id)) for id in row["figures"]}}
    wanted = {}
    for key, standing in moment.standings.items():
        if takes(key):
            cells = standing.version.state.cells
            wanted[key] = _head(moment, standing) | {
                id: (cells[id].value, cells[id].reason) if id in cells else (None, "not_in_form") for id in ids}
    asker.tally.rows("query", " ".join([*args, "--indicator", pattern]), got, wanted)


def _csv(asker: Asker) -> None:
    """A table for a spreadsheet: a cell without a number is empty."""
    ids = matching("requests.new.*")
    got = {}
    for row in read_csv(asker.nianbao.run("query", "--indicator", "requests.new.*", *ALL, "--format", "csv")):
        got[key_of(row)] = row | {id: number(row[id]) for id in ids} | {"withdrawn_at": night_of(row["withdrawn_at"])}
    wanted = {}
    for key, standing in asker.moment.standings.items():
        head = _head(asker.moment, standing)
        wanted[key] = {name: value if name == "withdrawn_at" else str(value) for name, value in head.items()} | {
            id: standing.version.state.cells[id].value for id in ids}
    asker.tally.rows("query", "--format csv", got, wanted)


def _long(asker: Asker, year: int) -> None:
    """One row a figure, as CSV, with the place of its cell."""
    rows = read_csv(asker.nianbao.run("query", "--year", str(year), *ALL, "--long", "--format", "csv"))
    got = {(key_of(row), row["indicator"]): row | {"value": number(row["value"])} for row in rows}
    wanted = {}
    for key, standing in asker.moment.standings.items():
        if key.year != year:
            continue
        cells, places = standing.version.state.cells, places_of(standing.version.state)
        for id in form.EVERY_INDICATOR:
            cell, place = cells.get(id), places.get(id)
            wanted[(key, id)] = {
                "value": cell.value if cell else None, "raw": guarded(cell.text or "" if cell else ""),
                "null_reason": "not_in_form" if cell is None else cell.reason or "",
                "version": str(standing.version.number), "table": str(place.table) if place else "",
                "row": str(place.row) if place else "", "column": str(place.column) if place else ""}
    asker.tally.rows("query", f"--year {year} --long", got, wanted)


def guarded(text: str) -> str:
    """With an apostrophe in front, where a spreadsheet would run the text as a formula."""
    return f"'{text}" if text.startswith(tuple("=+-@＝＋－＠")) else text


def _sorted(asker: Asker, sign: str) -> None:
    """The order of values; reports without a number come last either way."""
    id = "requests.new.total"
    values = [standing.version.state.cells[id].value for standing in asker.moment.standings.values()]
    rows = exactly(asker.nianbao.run("query", "--indicator", id, f"--sort={sign}{id}", *ALL, "--json"))
    numbers = sorted((value for value in values if value is not None), reverse=sign == "-")
    wanted = [*numbers, *([None] * (len(values) - len(numbers)))]
    asker.tally.same("query", f"--sort={sign}{id} reports", len(rows), len(wanted))
    for place, (row, value) in enumerate(zip(rows, wanted)):
        asker.tally.same("query", f"--sort={sign}{id} place {place + 1}", row["figures"][id], value)


def top(asker: Asker) -> None:
    ids = ["requests.new.total", "requests.granted.total", "disputes.review.total", "proactive.fees.amount",
           "proactive.normative.in_force", "requests.refused.process_info.natural_person"]
    first = asker.moment.portals[0]
    filters = [
        ([], lambda key: key.year == 2023 and key.kind == "own"),
        (["--kind", "aggregate", "--year", "2019..2023"], lambda key: key.kind == "aggregate"),
        (["--year", "..2021"], lambda key: key.year <= 2021 and key.kind == "own"),
        (["--region", first.region, "--year", "2022"],
         lambda key: key.region == first.region and key.year == 2022 and key.kind == "own"),
    ]
    for id, (args, takes) in asker.some((id, filter) for id in ids for filter in filters):
        order = asker.random.choice([[], ["--asc"]])
        _top(asker, [id, *args, *order], takes, bool(order))
    for limit in asker.some((3, 5, 9)):
        _limited(asker, limit)


def _ranked(moment: Moment, id: str, takes, ascending: bool) -> dict[Key, dict]:
    numbers = {key: standing.version.state.cells[id].value for key, standing in moment.standings.items()
               if takes(key) and id in standing.version.state.cells and standing.version.state.cells[id].is_number}
    return {key: {
        "value": value, "withdrawn_at": moment.standings[key].withdrawn_night,
        "rank": 1 + sum(1 for other in numbers.values() if (other < value if ascending else other > value)),
    } for key, value in numbers.items()}


def _top(asker: Asker, args: list[str], takes, ascending: bool) -> None:
    rows = exactly(asker.nianbao.run("top", *args, "--limit", "500", "--json"))
    got = {key_of(row): row | {"withdrawn_at": night_of(row["withdrawn_at"])} for row in rows}
    asker.tally.rows("top", " ".join(args), got, _ranked(asker.moment, args[0], takes, ascending))
    values = [row["value"] for row in rows]
    asker.tally.same("top", f"{' '.join(args)} order", values, sorted(values, reverse=not ascending))


def _limited(asker: Asker, limit: int) -> None:
    """With a limit: what is shown, and what the last line counts."""
    id = "requests.new.total"
    ranked = _ranked(asker.moment, id, lambda key: key.year == 2022 and key.kind == "own", False)
    values = sorted((row["value"] for row in ranked.values()), reverse=True)
    rows = exactly(asker.nianbao.run("top", id, "--year", "2022", "--limit", str(limit), "--json"))
    asker.tally.same("top", f"{id} --limit {limit} reports", len(rows), min(limit, len(values)))
    for place, (row, value) in enumerate(zip(rows, values)):
        asker.tally.same("top", f"{id} --limit {limit} place {place + 1}", row["value"], value)
    ties = values[limit:].count(values[limit - 1]) if limit < len(values) else 0
    said = re.search(r"(\d+) more with the same value", asker.nianbao.stderr)
    asker.tally.same("top", f"{id} --limit {limit} as many more", int(said.group(1)) if said else 0, ties)


def compare(asker: Asker) -> None:
    moment = asker.moment
    for portal in asker.some(moment.portals):
        names = sorted({key.agency for key in moment.standings if key.region == portal.region and key.kind == "own"})
        for year in asker.some(asker.random.sample(list(YEARS), 3)):
            there = [name for name in names if Key(portal.region, name, year, "own") in moment.standings]
            left, right = asker.random.sample(there, 2)
            _compare(asker, [Key(portal.region, name, year, "own") for name in (left, right)])


def _compare(asker: Asker, keys: list[Key]) -> None:
    left, right = (asker.moment.standings[key].version.state.cells for key in keys)
    args = [keys[0].agency, keys[1].agency, "--year", str(keys[0].year), "--indicator", "requests.*,disputes.*,proactive.*"]
    rows = exactly(asker.nianbao.run("compare", *args, "--json"))
    wanted = {}
    for id in form.EVERY_INDICATOR:
        sides = [cells.get(id) for cells in (left, right)]
        if sides == [None, None]:
            continue
        wanted[id] = _sides(sides) | _step(*(side.value if side else None for side in sides))
    got = {row["indicator"]: row for row in rows if row["indicator"] in wanted or row["left"] is not None
           or row["right"] is not None}
    asker.tally.rows("compare", f"{args[0]} {args[1]} {args[3]}", got, wanted)


def _sides(sides: list[Cell | None]) -> dict:
    found = {}
    for name, cell in zip(("left", "right"), sides):
        found |= {name: cell.value if cell else None,
                  f"{name}_null_reason": "not_in_form" if cell is None else cell.reason}
    return found


def _step(before: Fraction | None, after: Fraction | None, name: str = "difference") -> dict:
    """From one number to another, in percent of the first; nothing where one of them is not there."""
    if before is None or after is None:
        return {name: None, "percent": None}
    percent = half_away(100 * (after - before) / abs(before), 1) if before else None
    return {name: after - before, "percent": percent}


def trend(asker: Asker) -> None:
    moment, random = asker.moment, asker.random
    patterns = ["requests.*.total", "disputes.*", "proactive.*", "requests.granted.*"]
    groups = sorted({(key.region, key.agency, key.kind) for key in moment.standings})
    for region, agency, kind in asker.some(random.sample(groups, min(10, len(groups)))):
        pattern = random.choice(patterns)
        rows = exactly(asker.nianbao.run("trend", agency, pattern, "--kind", kind, "--json"))
        cells = {year: moment.standings[key].version.state.cells for year in YEARS
                 if (key := Key(region, agency, year, kind)) in moment.standings}
        wanted = {}
        for id in matching(pattern):
            for year in range(min(cells), max(cells) + 1):
                cell, before = cells.get(year, {}).get(id), cells.get(year - 1, {}).get(id)
                wanted[(id, year)] = {
                    "value": cell.value if cell else None,
                    "null_reason": "no_report" if year not in cells else "not_in_form" if cell is None else cell.reason,
                    **_step(before.value if before else None, cell.value if cell else None, "change")}
        got = {(row["indicator"], int(row["year"])): row for row in rows}
        asker.tally.rows("trend", f"{agency} {pattern} {kind}", got, wanted)
