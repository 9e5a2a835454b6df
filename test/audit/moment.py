"""What there is to be said of all reports at the end of a night."""

from dataclasses import dataclass
from functools import cached_property

import cross
import rules
from ledger import Change, Ledger, Report, Version
from rules import FAIL, Result
from world import Key, Portal


@dataclass(frozen=True)
class Standing:
    """A report as it stands: its latest version then."""

    report: Report
    version: Version
    withdrawn_night: int | None

    @property
    def key(self) -> Key:
        return self.report.key


class Moment:
    def __init__(self, ledger: Ledger, portals: list[Portal], night: int):
        self.night = night
        self.portals = portals
        self.standings: dict[Key, Standing] = {
            key: Standing(report, report.versions_at(night)[-1], report.withdrawn_night(night))
            for key, report in sorted(ledger.reports.items()) if report.versions_at(night)
        }

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

    def count(self, key: Key, severity: str) -> int:
        return sum(1 for finding in self.findings[key] if finding.severity == severity)

    @cached_property
    def changes(self) -> list[Change]:
        return [change for standing in self.standings.values() for change in standing.report.changes
                if change.night <= self.night]

