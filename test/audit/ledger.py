"""
What an archive must have of its reports, night by night, by the words of docs/archive.md, docs/notices.md and
docs/decisions.md: versions, changes, withdrawals, addresses. It is told what was to be seen each night, and nothing else.
"""

from dataclasses import dataclass, field

from cells import Cell
from page import payload_sha256
from world import Key, Portal, State

# separate nights on which a report must be missing before it counts as withdrawn (harvest.withdrawnAfter)
WITHDRAWN_AFTER = 3


@dataclass
class Version:
    number: int
    state: State
    url: str
    # nights on which it was there to be seen, in order
    nights: list[int]

    @property
    def first_night(self) -> int:
        return self.nights[0]

    def last_night(self, until: int) -> int:
        return max(night for night in self.nights if night <= until)


@dataclass(frozen=True)
class Change:
    night: int
    kind: str
    key: Key
    from_version: int | None
    to_version: int
    url: str
    moved_from: str | None = None
    # (indicator, before, after); None where the version's form does not have it
    cells: tuple[tuple[str, Cell | None, Cell | None], ...] = ()
    sections: tuple[int, ...] = ()
    # why it moved or was withdrawn
    reason: str | None = None
    # its name before
    former: Key | None = None


@dataclass
class Source:
    url: str
    # nights on which it was found, in order, and the digest of the page that it was then
    nights: list[int]
    payload: str
    gone_nights: int = 0
    gone_night: int | None = None
    gone_since: int | None = None


@dataclass
class Report:
    key: Key
    portal: Portal
    versions: list[Version] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    # (night of a withdrawal, night of the return)
    withdrawals: list[tuple[int, int | None]] = field(default_factory=list)
    # the names that it had before, each with the night on which it got another
    former: list[tuple[int, Key]] = field(default_factory=list)
    # (address, night, outcome, digest) of what was found
    captures: list[tuple[str, int, str, str]] = field(default_factory=list)
    # the address that speaks for it, and what its page counted when it was last seen
    url: str = ""
    visits: int = 0

    def key_at(self, night: int) -> Key:
        """Its name at the end of a night."""
        return next((key for renamed, key in self.former if renamed > night), self.key)

    def versions_at(self, night: int) -> list[Version]:
        return [version for version in self.versions if version.first_night <= night]

    def withdrawn_night(self, night: int) -> int | None:
        """Since when it is withdrawn, at the end of a night."""
        for begun, ended in self.withdrawals:
            if begun <= night and (ended is None or ended > night):
                return begun
        return None

    @property
    def latest(self) -> Version:
        return self.versions[-1]


def figure_changes(before: State, after: State) -> tuple[tuple[str, Cell | None, Cell | None], ...]:
    ids = list(dict.fromkeys([*before.cells, *after.cells]))
    return tuple((id, before.cells.get(id), after.cells.get(id)) for id in ids
                 if before.cells.get(id) != after.cells.get(id))


def section_changes(before: State, after: State) -> tuple[int, ...]:
    return tuple(number for number in range(1, 7) if before.sections.get(number) != after.sections.get(number))


class Ledger:
    def __init__(self) -> None:
        self.reports: dict[Key, Report] = {}
        # by portal and night, how many reports its lists named
        self.listed: dict[tuple[str, int], int] = {}

    def night(self, night: int, portal: Portal, seen: dict[Key, tuple[str, State]]) -> None:
        """A healthy night of a portal: each report that was on its list, at one address."""
        self.listed[(portal.name, night)] = len(seen)
        for key, (url, state) in seen.items():
            if key not in self.reports:
                self._new(night, portal, key, url, state, seen)
            else:
                self._again(night, self.reports[key], url, state)
        for report in self.reports.values():
            if report.portal is portal and report.key not in seen:
                self._missing(night, report)

    def _new(self, night: int, portal: Portal, key: Key, url: str, state: State, seen: dict) -> None:
        """A report that is there for the first time, or one under another name: the same address, text and figures."""
        before = next((report for report in self.reports.values() if report.url == url and report.key not in seen), None)
        if before is None or figure_changes(before.latest.state, state) or section_changes(before.latest.state, state):
            self._first(night, portal, key, url, state)
            return
        del self.reports[before.key]
        self.reports[key] = before
        before.former.append((night, before.key))
        before.key = key
        self._capture(night, before, url, state)
        number = before.latest.number + 1
        before.changes.append(Change(night, "renamed", key, number - 1, number, url, former=before.former[-1][1]))
        before.versions.append(Version(number, state, url, [night]))

    def _first(self, night: int, portal: Portal, key: Key, url: str, state: State) -> None:
        report = Report(key, portal, url=url, visits=state.visits)
        report.versions.append(Version(1, state, url, [night]))
        self._capture(night, report, url, state)
        report.changes.append(Change(night, "first_seen", key, None, 1, url))
        self.reports[key] = report

    def _again(self, night: int, report: Report, url: str, state: State) -> None:
        key, number = report.key, report.latest.number
        if report.withdrawals and report.withdrawals[-1][1] is None:
            report.withdrawals[-1] = (report.withdrawals[-1][0], night)
            report.changes.append(Change(night, "restored", key, number, number, url))
        has_moved = url != report.url
        if has_moved:
            report.changes.append(Change(night, "moved", key, number, number, url, moved_from=report.url,
                                         reason="gone"))
            # the address before is asked for as many nights as a withdrawal takes
            self._gone(night, report.sources[report.url])
            report.url = url
        else:
            for source in report.sources.values():
                if source.url != url and 0 < source.gone_nights < WITHDRAWN_AFTER:
                    self._gone(night, source)
        self._capture(night, report, url, state)
        before = report.latest.state
        cells, sections = figure_changes(before, state), section_changes(before, state)
        if cells or sections:
            kind = "figures_revised" if cells else "text_revised"
            report.changes.append(Change(night, kind, key, number, number + 1, url, None, cells, sections))
            report.versions.append(Version(number + 1, state, url, [night]))
        elif state.visits != report.visits and not has_moved:
            # of one address: what stands at another is no other copy of the page
            report.changes.append(Change(night, "cosmetic", key, number, number, url))
        report.visits = state.visits
        if report.latest.nights[-1] != night:
            report.latest.nights.append(night)

    def _capture(self, night: int, report: Report, url: str, state: State) -> None:
        payload = payload_sha256(state)
        source = report.sources.get(url)
        if source is None:
            source = report.sources[url] = Source(url, [], "")
        report.captures.append((url, night, "unchanged" if source.payload == payload else "new", payload))
        source.nights.append(night)
        source.payload, source.gone_nights, source.gone_night, source.gone_since = payload, 0, None, None

    def _gone(self, night: int, source: Source) -> None:
        source.gone_nights += 1
        source.gone_night = night
        source.gone_since = source.gone_since or night

    def _missing(self, night: int, report: Report) -> None:
        if report.withdrawn_night(night) is not None:
            # the count ends with the withdrawal
            return
        source = report.sources[report.url]
        self._gone(night, source)
        if source.gone_nights == WITHDRAWN_AFTER:
            report.withdrawals.append((night, None))
            number = report.latest.number
            report.changes.append(Change(night, "withdrawn", report.key, number, number, report.url, reason="gone"))
