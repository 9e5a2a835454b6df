"""The checks that compare reports, over the reports of one moment (docs/findings.md)."""

from fractions import Fraction

import form
from cells import Cell
from rules import UNDETERMINED, Result, equal, total, verdict
from world import Key, Portal, State

Reports = dict[Key, State]


def previous(key: Key) -> Key:
    return Key(key.region, key.agency, key.year - 1, key.kind)


def against(status: str, year: int) -> int | None:
    return year if status == "fail" else None


def stock(key: Key, state: State, before: State | None) -> list[Result]:
    if state.edition != "2021":
        return []
    found = []
    for name in ("proactive.rules", "proactive.normative"):
        ids = (f"{name}.in_force", f"{name}.issued", f"{name}.repealed")
        status = UNDETERMINED
        if before is not None and before.edition == "2021":
            # in force and repealed = in force the year before and issued
            status = equal([state.cells[ids[0]], state.cells[ids[2]]], [before.cells[ids[0]], state.cells[ids[1]]])
        found.append(Result("proactive.stock", status, ids, against=against(status, key.year - 1), scope="archive"))
    return found


def carry(key: Key, state: State, before: State | None) -> list[Result]:
    found = []
    for applicant in form.SEVEN:
        ids = (f"requests.carried_in.{applicant}", f"requests.carried_out.{applicant}")
        status = UNDETERMINED if before is None else equal([state.cells[ids[0]]], [before.cells[ids[1]]])
        found.append(Result(f"crossyear.carry.{applicant}", status, ids, against=against(status, key.year - 1),
                            scope="archive"))
    return found


def is_outlier(now: Fraction, before: Fraction) -> bool:
    """Over five times or under a fifth, and one of the two at least 20."""
    return (now > 5 * before or 5 * now < before) and (now >= 20 or before >= 20)


def outliers(key: Key, state: State, before: State | None) -> list[Result]:
    found = []
    for id in form.TOTALS[state.edition]:
        status = UNDETERMINED
        if before is not None and id in before.cells:
            cells = [state.cells[id], before.cells[id]]
            values = [cell.as_zero() for cell in cells]
            if None not in values:
                status = verdict(not is_outlier(*values), cells)
        found.append(Result(f"crossyear.outlier.{id}", status, (id,), "warning", against(status, key.year - 1),
                            "archive"))
    return found


def territory(key: Key, portals: list[Portal], reports: Reports) -> list[State] | None:
    """The own reports of an aggregate's territory, or None where they are not known to be all."""
    named = [agency for portal in portals if portal.region == key.region and portal.has_table and portal.all_agencies
             for agency in portal.agencies if agency.in_table and agency.kind == "own"]
    if not named:
        return None
    names = {agency.name for agency in named}
    own = {other.agency: state for other, state in reports.items()
           if other.region == key.region and other.year == key.year and other.kind == "own"}
    if any(agency.owes(key.year) and agency.name not in own for agency in named):
        return None
    # a report of an agency that the table does not name: the table does not name all
    if any(name not in names for name in own):
        return None
    return list(own.values())


def aggregate(key: Key, state: State, portals: list[Portal], reports: Reports) -> list[Result]:
    if key.kind != "aggregate":
        return []
    own = territory(key, portals, reports)
    found = []
    for id in form.INDICATORS[state.edition]:
        status = UNDETERMINED
        if own is not None and all(id in other.cells for other in own):
            cells: list[Cell] = [other.cells[id] for other in own]
            if state.cells[id].as_zero() is not None and all(cell.as_zero() is not None for cell in cells):
                status = verdict(total([state.cells[id]]) == total(cells), [state.cells[id], *cells])
        found.append(Result(f"aggregate.sum.{id}", status, (id,), scope="archive"))
    return found


def compare_report(key: Key, portals: list[Portal], reports: Reports) -> list[Result]:
    """Every rule that compares a report with others."""
    state, before = reports[key], reports.get(previous(key))
    return [*stock(key, state, before), *carry(key, state, before), *outliers(key, state, before),
            *aggregate(key, state, portals, reports)]
