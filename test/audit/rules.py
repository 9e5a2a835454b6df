"""
The checks (勾稽关系) of one report, reckoned anew from docs/findings.md.

A sum fails only where every term is there. A cell that says nothing counts as 0: where the sum then holds, the check
passes, and where it does not, nobody can tell. Nor can anybody where a cell is absent or cannot be read.
"""

from dataclasses import dataclass
from fractions import Fraction

import form
from cells import Cell
from world import Key, State

PASS, FAIL, UNDETERMINED = "pass", "fail", "undetermined"


@dataclass(frozen=True)
class Result:
    rule: str
    status: str
    indicators: tuple[str, ...] = ()
    severity: str = "error"
    # the year of the report that it was compared with, where it fails
    against: int | None = None
    scope: str = "report"


def verdict(holds: bool, cells: list[Cell]) -> str:
    """Of a rule over cells, which holds or not where a cell that says nothing counts as 0."""
    if holds:
        return PASS
    return FAIL if all(cell.is_number for cell in cells) else UNDETERMINED


def equal(left: list[Cell], right: list[Cell]) -> str:
    """Whether the sums of both sides are the same."""
    cells = [*left, *right]
    if any(cell.as_zero() is None for cell in cells):
        return UNDETERMINED
    return verdict(total(left) == total(right), cells)


def total(cells: list[Cell]) -> Fraction:
    return sum((cell.as_zero() or Fraction(0) for cell in cells), Fraction(0))


def sums(state: State) -> list[Result]:
    cells = state.cells

    def result(rule: str, left: list[str], right: list[str]) -> Result:
        return Result(rule, equal([cells[id] for id in left], [cells[id] for id in right]), (*left, *right))

    found = []
    for applicant in form.SEVEN:
        def of(row: str) -> str:
            return f"requests.{row}.{applicant}"

        found.append(result(f"requests.balance.{applicant}", [of("new"), of("carried_in")],
                            [of("handled_total"), of("carried_out")]))
        found.append(result(f"requests.handled_sum.{applicant}", [of(row) for row in form.results(state.edition)],
                            [of("handled_total")]))
    for row in form.request_rows(state.edition):
        found.append(result(f"requests.row_sum.{row}", [f"requests.{row}.{one}" for one in form.SIX],
                            [f"requests.{row}.total"]))
    for kind, _ in form.DISPUTES:
        ids = [f"disputes.{kind}.{outcome}" for outcome, _ in form.OUTCOMES]
        found.append(result(f"disputes.sum.{kind}", ids[:-1], ids[-1:]))
    return found


def single_cells(state: State) -> list[Result]:
    """Cells that are not what the form asks for; of a row that is not there, one result."""
    found = []
    for row in form.request_rows(state.edition):
        ids = tuple(f"requests.{row}.{applicant}" for applicant in form.SEVEN)
        if all(state.cells[id].reason == "absent" for id in ids):
            found.append(Result("cell.missing", FAIL, ids))
    for id, cell in state.cells.items():
        if cell.reason == "unreadable":
            found.append(Result("cell.unreadable", FAIL, (id,)))
        if cell.value is None or not form.is_count(id):
            continue
        if cell.value < 0:
            found.append(Result("cell.negative", FAIL, (id,)))
        if cell.value.denominator != 1:
            found.append(Result("cell.fraction", FAIL, (id,)))
    return found


# what the words of a claim may mean: 收到 may count what was carried in, 上年结转 means one thing
READINGS = {
    "requests.new.total": (("requests.new.total",), ("requests.new.total", "requests.carried_in.total")),
    "requests.carried_in.total": (("requests.carried_in.total",),),
}


def claims(state: State) -> list[Result]:
    """What section 一（二） says against table 3: it holds in one of its readings, or fails in each."""
    found = []
    for id, readings in READINGS.items():
        said = [Cell(None, Fraction(state.said[id]))]
        of_each = [equal([state.cells[term] for term in reading], said) for reading in readings]
        status = PASS if PASS in of_each else UNDETERMINED if UNDETERMINED in of_each else FAIL
        found.append(Result(f"narrative.{id}", status))
    return found


def deadline(key: Key) -> str:
    return f"{key.year + 1}-{'03-31' if key.kind == 'aggregate' else '01-31'}"


def of_the_form(key: Key, state: State) -> list[Result]:
    in_force = form.edition_in_force(key.year) == state.edition
    found = [Result("form.edition_year", PASS if in_force else FAIL)]
    for number in form.SECTIONS:
        found.append(Result("form.section_missing", PASS if number in state.sections else FAIL))
    for number in (1, 5):
        text = "".join(state.sections[number])
        found.append(Result("prose.section_empty", PASS if len(text) >= 10 else FAIL))
    found.append(Result("deadline.late", FAIL if state.published > deadline(key) else PASS))
    return found


def check_report(key: Key, state: State) -> list[Result]:
    """Every rule that looks at one report."""
    return [*sums(state), *single_cells(state), *claims(state), *of_the_form(key, state)]
