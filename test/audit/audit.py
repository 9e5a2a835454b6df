"""One audit by seed: the nights, then the answers."""

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

from answers import exports, judged, questions, searches, told, views
from asker import Asker
from days import OUTAGE, Days
from doubt import falsify
from ledger import Ledger
from moment import Moment, Review
from nianbao import Nianbao, night_at, shanghai_day
from page import forget
from portals import Site
from tally import Tally
from world import FIRST_NIGHT, World, build_world

SETTINGS = {
    "pause": 0,
    "timeouts": {"backoff": 0},
    "limits": {"retries": 0},
    "notices": {
        "feed": {"entries": 5000},
        # nothing is ever sent: the digests are read where they wait
        "channels": {"office": {"kind": "webhook", "preset": "wecom", "url": "http://127.0.0.1:9/never-sent"}},
        "rules": {"all": {"channels": ["office"], "minSeverity": "warning", "events": [
            "first_seen", "figures_revised", "text_revised", "moved", "renamed", "withdrawn", "restored", "failing_checks"]}},
    },
}


@dataclass(frozen=True)
class Size:
    agencies: int
    nights: int
    # of the questions of each kind that are put, from 0 to 1
    share: float = 1
    # whether to reckon wrong on purpose
    is_doubted: bool = False
    # kinds of answers; all where none is named
    only: tuple[str, ...] = ()

    def asks(self, kind: str) -> bool:
        return not self.only or any(kind.startswith(name) for name in self.only)


def audit(seed: int, size: Size, folder: Path) -> tuple[Tally, int]:
    """The comparisons of one seed, and how many reports there were."""
    forget()
    tally = Tally(seed)
    world = build_world(seed, size.agencies)
    sites = {portal.name: Site(portal) for portal in world.portals}
    nianbao = Nianbao(folder)
    (nianbao.config / "nianbao.yaml").write_text(json.dumps(SETTINGS))
    for name, site in sites.items():
        (nianbao.config / "portals" / f"{name}.yaml").write_text(site.config(), encoding="utf-8")
    try:
        ledger = play(world, sites, nianbao, size.nights)
    finally:
        for site in sites.values():
            site.close()
    if size.is_doubted:
        falsify(ledger)
    reviews: list[Review] = []
    moments = {night: Moment(ledger, world.portals, night, reviews) for night in range(1, size.nights + 1)}
    nianbao.at(night_at(FIRST_NIGHT, size.nights) + timedelta(minutes=30))
    reviews += judged.review(nianbao, moments[size.nights], Random(f"reviews {seed}"))
    ask(tally, nianbao, ledger, moments, size)
    if size.asks("export"):
        export(tally, nianbao, moments, {name: site.base for name, site in sites.items()}, folder, size)
    return tally, len(ledger.reports)


def play(world: World, sites: dict[str, Site], nianbao: Nianbao, nights: int) -> Ledger:
    """Harvests every night, and keeps beside it what was to be seen."""
    ledger, days = Ledger(), Days(world)
    for night in range(1, nights + 1):
        days.pass_day(night)
        for name, site in sites.items():
            site.publish([entry for entry in world.entries if entry.portal.name == name], night)
            site.is_down = (night, name) == OUTAGE
        nianbao.at(night_at(FIRST_NIGHT, night))
        nianbao.run("harvest", "--json", fails=(0, 3))
        for portal in world.portals:
            if sites[portal.name].is_down:
                continue
            base = sites[portal.name].base
            ledger.night(night, portal, {
                entry.key: (base + entry.path, entry.state) for entry in world.entries
                if entry.portal is portal and entry.is_online and entry.from_night <= night})
    return ledger


def ask(tally: Tally, nianbao: Nianbao, ledger: Ledger, moments: dict[int, Moment], size: Size) -> None:
    """Every question about the archive as it is after the last night."""
    now = moments[max(moments)]
    asker = Asker(tally, nianbao, now, Random(f"questions {tally.seed}"), size.share)
    for name, question in {
        "query": questions.query, "top": questions.top, "compare": questions.compare, "trend": questions.trend,
        "check": judged.check, "check --summary": judged.summary, "findings": judged.findings,
        "coverage": judged.covered, "search": searches.search, "list": told.listed, "show": told.shown,
        "history": told.history, "measures": told.derived, "feed": told.feed,
        "status": lambda asker: told.status(asker, ledger), "notices": lambda asker: told.notices(asker, moments),
        "views": lambda asker: views.compare_views(asker, ledger),
    }.items():
        if size.asks(name):
            with tally.answering(name, "as a whole"):
                question(asker)


def export(tally: Tally, nianbao: Nianbao, moments: dict[int, Moment], bases: dict[str, str], folder: Path,
           size: Size) -> None:
    """Today's dataset in two formats, and that of each night before."""
    last = max(moments)
    formats = ["csv", "jsonl", "sqlite", "xlsx"] if size.share == 1 else ["csv"]
    nianbao.run("export", "--out", str(folder / "today"), "--format", ",".join(formats))
    for format in formats:
        exports.compare_export(tally, f"export {format}", exports.Dataset(folder / "today", format), moments[last],
                               shanghai_day(nianbao.now), bases)
    for night in range(1, last) if size.share == 1 else [last // 2]:
        out = folder / f"as-of-{night}"
        day = shanghai_day(night_at(FIRST_NIGHT, night))
        # at the end of the day, or an hour after the night has begun
        nianbao.run("export", "--out", str(out), "--as-of", day if night % 2 else f"{day}T03:30:00+08:00")
        exports.compare_export(tally, "export --as-of", exports.Dataset(out, "csv"), moments[night], None, bases)
    if size.share < 1:
        return
    tables, out = "reports,figures,sections,findings,changes", folder / "years"
    nianbao.run("export", "--out", str(out), "--years", "2020..2021", "--tables", tables)
    exports.compare_tables(tally, "export --years", exports.Dataset(out, "csv"), moments[last].of_years(range(2020, 2022)))
