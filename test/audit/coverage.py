"""Which reports there should be, and how each stands (docs/cli.md, coverage)."""

from dataclasses import dataclass

from moment import Moment
from rules import deadline
from world import YEARS, Key


@dataclass(frozen=True)
class Owed:
    portal: str
    key: Key
    state: str
    basis: str
    deadline: str
    published: str | None


def owed(moment: Moment, today: str) -> list[Owed]:
    """
    Of all portals and years, at the end of the moment's night.

    @param today the day in China, as YYYY-MM-DD
    """
    found = []
    for portal in moment.portals:
        known = {key for key, standing in moment.standings.items() if standing.report.portal is portal}
        wanted: dict[Key, str] = {}
        if portal.has_table:
            for agency in portal.agencies:
                if agency.in_table:
                    wanted |= {Key(portal.region, agency.name, year, agency.kind): "table"
                               for year in YEARS if agency.owes(year)}
        else:
            for agency, kind in {(key.agency, key.kind) for key in known}:
                first = min(key.year for key in known if (key.agency, key.kind) == (agency, kind))
                wanted |= {Key(portal.region, agency, year, kind): "archive" for year in YEARS if year >= first}
        for key in sorted({*wanted, *known}):
            found.append(_owed(moment, portal.name, key, wanted.get(key, "archive"), today))
    return found


def _owed(moment: Moment, portal: str, key: Key, basis: str, today: str) -> Owed:
    standing = moment.standings.get(key)
    due = deadline(key)
    if standing is None:
        return Owed(portal, key, "missing" if today > due else "not_due", basis, due, None)
    published = min(version.state.published for version in standing.report.versions_at(moment.night))
    if standing.withdrawn_night is not None:
        state = "withdrawn"
    else:
        state = "published" if published <= due else "late"
    return Owed(portal, key, state, basis, due, published)


def expected(entry: Owed, moment: Moment) -> bool:
    """Whether it counts: reports of agencies that a portal's table does not name never do."""
    portal = next(portal for portal in moment.portals if portal.name == entry.portal)
    return entry.basis == "table" or not portal.has_table


