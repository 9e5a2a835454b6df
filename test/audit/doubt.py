"""
An audit that reckons wrong on purpose: each kind of answer must then differ, or its comparison compares nothing
(`--doubt`).
"""

from dataclasses import replace
from fractions import Fraction

from cells import Cell
from ledger import Change, Ledger
from world import State


# nothing that is made wrong shows there: the form, and what the audit itself has said
UNTOUCHED = ("view indicator", "view review")


def falsify(ledger: Ledger) -> None:
    """One more of everything, another word in section 一, another date, and another kind of every change."""
    for report in ledger.reports.values():
        for version in report.versions:
            version.state = _false(version.state)
        report.captures = [(url, night, outcome, "0" * 64) for url, night, outcome, _ in report.captures]
        report.changes = [_other(change) for change in report.changes]


def _false(state: State) -> State:
    cells = {id: Cell(cell.text, None if cell.value is None else cell.value + Fraction(1), cell.reason)
             for id, cell in state.cells.items()}
    sections = {**state.sections, 1: (*state.sections[1][:-1], f"{state.sections[1][-1]}又及。")}
    return replace(state, title=f"{state.title}（二）", published="2031-01-01", cells=cells, sections=sections)


def _other(change: Change) -> Change:
    kind = "text_revised" if change.kind != "text_revised" else "figures_revised"
    return replace(change, kind=kind, cells=tuple(
        (id, before, Cell(after.text if after else None, Fraction(-1))) for id, before, after in change.cells))
