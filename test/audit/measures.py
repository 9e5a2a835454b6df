"""The derived measures of docs/measures.md, reckoned as fractions."""

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Callable

import form
from cells import Cell
from cross import previous
from moment import Moment
from world import Key, State

Terms = list[str]


def _handled(edition: str) -> Terms:
    return [f"requests.{row}.total" for row in form.results(edition)]


def _grounds(prefix: str) -> Callable[[str], Terms]:
    return lambda edition: [id for id in _handled(edition) if id.startswith(f"requests.{prefix}.")]


def _these(*ids: str) -> Callable[[str], Terms]:
    return lambda _: list(ids)


_APPLICANTS = _these(*(f"requests.new.{one}" for one in form.SIX))
_SUITS = ("suit_direct", "suit_after_review")

# (measure, numerator, denominator, the one edition that has it)
QUOTIENTS: list[tuple[str, Callable[[str], Terms], Callable[[str], Terms], str | None]] = [
    ("disclosure_rate", _these("requests.granted.total", "requests.partial.total"), _handled, None),
    ("refusal_rate", _grounds("refused"), _handled, None),
    ("not_held_share", _these("requests.unavailable.not_held.total"), _handled, None),
    ("rejection_rate", _grounds("rejected"), _handled, None),
    ("backlog_rate", _these("requests.carried_out.total"),
     _these("requests.new.total", "requests.carried_in.total"), None),
    ("natural_person_share", _these("requests.new.natural_person"), _APPLICANTS, None),
    ("business_share", _these("requests.new.business"), _APPLICANTS, None),
    ("review_rate", _these(*(f"disputes.review.{one}" for one in ("upheld", "corrected", "other", "pending"))),
     _handled, None),
    ("review_correction_rate", _these("disputes.review.corrected"),
     _these(*(f"disputes.review.{one}" for one in ("upheld", "corrected", "other"))), None),
    ("litigation_loss_rate", _these(*(f"disputes.{suit}.corrected" for suit in _SUITS)),
     _these(*(f"disputes.{suit}.{one}" for suit in _SUITS for one in ("upheld", "corrected", "other"))), None),
    ("normative_turnover", _these("proactive.normative.issued", "proactive.normative.repealed"),
     _these("proactive.normative.in_force"), "2021"),
    ("procurement_per_project", _these("proactive.procurement.amount"), _these("proactive.procurement.projects"),
     "2019"),
]


@dataclass
class Measured:
    """A value, or why there is none; `blanks` and `missing` are sets of indicators."""

    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    reason: str | None = None
    blanks: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    agencies: int | None = None
    left_out: int | None = None
    withdrawn: int | None = None


@dataclass
class _Sum:
    """Adds cells up, and keeps those that say nothing and those that cannot be told."""

    blanks: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)

    def add(self, cells: dict[str, Cell], ids: Terms, prefix: str = "") -> Fraction:
        amount = Fraction(0)
        for id in ids:
            value = cells[id].as_zero()
            if value is None:
                self.missing.add(prefix + id)
            elif not cells[id].is_number:
                self.blanks.add(prefix + id)
            amount += value or 0
        return amount

    def quotient(self, numerator: Fraction, denominator: Fraction) -> Measured:
        found = Measured(blanks=frozenset(self.blanks), missing=frozenset(self.missing))
        if self.missing:
            found.reason = "part_missing"
        elif denominator == 0:
            found.reason = "division_by_zero"
        else:
            found.value, found.numerator, found.denominator = numerator / denominator, numerator, denominator
        return found


def of_report(key: Key, moment: Moment) -> dict[str, Measured]:
    state = moment.standings[key].version.state
    found = {}
    for name, above, below, edition in QUOTIENTS:
        if edition is not None and edition != state.edition:
            found[name] = Measured(reason="not_in_edition")
            continue
        parts = _Sum()
        found[name] = parts.quotient(parts.add(state.cells, above(state.edition)),
                                     parts.add(state.cells, below(state.edition)))
    before = moment.standings.get(previous(key))
    found["new_requests_growth"] = _growth(state, before.version.state if before else None)
    return found


def _growth(now: State, before: State | None) -> Measured:
    if before is None:
        return Measured(reason="no_previous_report")
    parts, ids = _Sum(), ["requests.new.total"]
    new = parts.add(now.cells, ids)
    old = parts.add(before.cells, ids, "previous ")
    return parts.quotient(new - old, old)


def requests_per_agency(moment: Moment) -> dict[tuple[str, int], Measured]:
    """By portal and year, of the own reports."""
    groups: dict[tuple[str, int], list[Cell]] = {}
    withdrawn: Counter[tuple[str, int]] = Counter()
    for standing in moment.standings.values():
        if standing.key.kind == "own":
            name, cell = (standing.report.portal.name, standing.key.year), standing.version.state.cells["requests.new.total"]
            groups.setdefault(name, []).append(cell)
            withdrawn[name] += standing.withdrawn_night is not None and cell.as_zero() is not None
    found = {}
    for group, cells in groups.items():
        usable = [value for value in (cell.as_zero() for cell in cells) if value is not None]
        measured = Measured(agencies=len(usable), left_out=len(cells) - len(usable),
                            withdrawn=withdrawn[group])
        if usable:
            measured.numerator, measured.denominator = sum(usable, Fraction(0)), Fraction(len(usable))
            measured.value = measured.numerator / measured.denominator
        else:
            measured.reason = "no_agencies"
        found[group] = measured
    return found
