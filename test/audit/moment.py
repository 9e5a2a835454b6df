"""What there is to be said of all reports at the end of a night."""

from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import cross
import rules
from cells import Cell
from ledger import Change, Ledger, Report, Version
from rules import FAIL, Result
from world import Key, Portal, State


@dataclass(frozen=True)
class Standing:
    """A report as it stands: its latest version then."""

    report: Report
    version: Version
    withdrawn_night: int | None
    # its name then
    key: Key


@dataclass(frozen=True)
class Review:
    """What a person said of a finding on these figures; it stands as long as the figures are the same."""

    night: int
    key: Key
    rule: str
    cells: tuple[Cell, ...]
    state: str
    note: str


class Moment:
    def __init__(self, ledger: Ledger, portals: list[Portal], night: int, reviews: list[Review]):
        self.night = night
        # today's at every moment
        self.titles = {version.state.title for report in ledger.reports.values() for version in report.versions}
        # of all nights, the latest last
        self.reviews = reviews
        self.portals = portals
        standings = [
            Standing(report, report.versions_at(night)[-1], report.withdrawn_night(night), report.key_at(night))
            for report in ledger.reports.values() if report.versions_at(night)]
        self.standings = {standing.key: standing for standing in sorted(standings, key=lambda one: one.key)}

    @cached_property
    def results(self) -> dict[Key, list[Result]]:
        """Of every rule, over every latest version."""
        states = {key: standing.version.state for key, standing in self.standings.items()}
        return {key: [*rules.check_report(key, state), *cross.compare_report(key, self.portals, states)]
                for key, state in states.items()}

    @cached_property
    def findings(self) -> dict[Key, list[Result]]:
        return {key: [result for result in results if result.status == FAIL]
                for key, results in self.results.items()}

    def of_years(self, years: range) -> "Moment":
        """The same moment, of which only the reports of some years are shown; they are judged among all."""
        part = copy(self)
        part.standings = {key: standing for key, standing in self.standings.items() if key.year in years}
        part.__dict__ |= {"results": self.results, "findings": {key: self.findings[key] for key in part.standings}}
        part.__dict__.pop("changes", None)
        return part

    def count(self, key: Key, severity: str) -> int:
        return sum(1 for finding in self.findings[key] if finding.severity == severity)

    def review_of(self, key: Key, state: State, finding: Result) -> tuple[str, str | None]:
        """Its state and note at this moment."""
        cells = tuple(state.cells[id] for id in finding.indicators if id in state.cells)
        for review in reversed(self.reviews):
            if review.night <= self.night and (review.key, review.rule, review.cells) == (key, finding.rule, cells):
                return review.state, review.note
        return "open", None

    @cached_property
    def changes(self) -> list[Change]:
        return [replace(change, key=key) for key, standing in self.standings.items()
                for change in standing.report.changes if change.night <= self.night]

