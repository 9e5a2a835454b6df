"""The views of the archive, asked with `nianbao sql` (docs/archive.md)."""

from collections import Counter
from fractions import Fraction

import form
import rules
from asker import Asker
from ledger import Ledger, Report
from moment import Moment
from nianbao import Nianbao
from page import payload_sha256, places_of
from reading import exactly, key_of, night_of
from rules import FAIL
from tally import Tally



def view(nianbao: Nianbao, name: str, columns: str = "*") -> list[dict]:
    return exactly(nianbao.run("sql", f"SELECT {columns} FROM {name}", "--limit", "1000000", "--timeout", "120",
                               "--format", "json"))


def compare_views(asker: Asker, ledger: Ledger) -> None:
    tally, nianbao, moment = asker.tally, asker.nianbao, asker.moment
    for compare in asker.some([
        lambda: report(tally, nianbao, moment), lambda: figure(tally, nianbao, ledger),
        lambda: figure_long(tally, nianbao, ledger), lambda: section(tally, nianbao, ledger),
        lambda: claim(tally, nianbao, ledger), lambda: finding(tally, nianbao, ledger, moment),
        lambda: change(tally, nianbao, moment), lambda: change_cell(tally, nianbao, moment),
        lambda: change_section(tally, nianbao, moment), lambda: source(tally, nianbao, ledger),
        lambda: capture(tally, nianbao, ledger), lambda: run(tally, nianbao, ledger),
        lambda: indicator(tally, nianbao), lambda: reviews(tally, nianbao, moment),
        lambda: statement(tally, nianbao, moment),
    ]):
        compare()


def report(tally: Tally, nianbao: Nianbao, moment: Moment) -> None:
    got = {key_of(row): row | {name: night_of(row[name]) for name in ("first_seen", "last_seen", "withdrawn_at")}
           for row in view(nianbao, "report")}
    wanted = {}
    for key, standing in moment.standings.items():
        version = standing.version
        wanted[key] = {
            "edition": version.state.edition, "title": version.state.title, "published": version.state.published,
            "portal": standing.report.portal.name, "url": version.url,
            "payload_sha256": payload_sha256(version.state), "versions": version.number,
            "first_seen": standing.report.versions[0].first_night, "last_seen": version.last_night(moment.night),
            "withdrawn_at": standing.withdrawn_night, "errors": moment.count(key, "error"),
            "warnings": moment.count(key, "warning"), "main_url": standing.report.url,
            "withdrawn_reason": "gone" if standing.withdrawn_night else None,
            "gone_since": gone_since(standing.report) if standing.withdrawn_night else None,
        }
    tally.rows("view report", "all", got, wanted)


def gone_since(report_: Report) -> str | None:
    """The first of the nights without it, as a day; a night is that of the day on whose evening it begins."""
    night = report_.sources[report_.url].gone_since
    return None if night is None else f"2024-02-{night:02d}"


def _versions(ledger: Ledger):
    """Every version: its report, itself, and whether it is the latest."""
    for report_ in ledger.reports.values():
        for version in report_.versions:
            yield report_, version, int(version is report_.latest)


def figure(tally: Tally, nianbao: Nianbao, ledger: Ledger) -> None:
    got = {(key_of(row), row["version"]): row for row in view(nianbao, "figure")}
    wanted = {}
    for report_, version, is_latest in _versions(ledger):
        cells = version.state.cells
        wanted[(report_.key, version.number)] = {
            "is_latest": is_latest, "edition": version.state.edition,
            **{id: cells[id].value if id in cells else None for id in form.EVERY_INDICATOR}}
    tally.rows("view figure", "all", got, wanted)


def figure_long(tally: Tally, nianbao: Nianbao, ledger: Ledger) -> None:
    got = {(key_of(row), row["version"], row["indicator"]): row for row in view(nianbao, "figure_long")}
    wanted = {}
    for report_, version, is_latest in _versions(ledger):
        places = places_of(version.state)
        for id, cell in version.state.cells.items():
            place = places.get(id)
            wanted[(report_.key, version.number, id)] = {
                "is_latest": is_latest, "value": cell.value, "reason": cell.reason, "raw": cell.text, "page_no": None,
                "table_no": place and place.table, "row_no": place and place.row, "column_no": place and place.column}
    tally.rows("view figure_long", "all", got, wanted)


def section(tally: Tally, nianbao: Nianbao, ledger: Ledger) -> None:
    got = {(key_of(row), row["version"], row["number"]): row for row in view(nianbao, "section")}
    wanted = {(report_.key, version.number, number): {
        "is_latest": is_latest, "heading": form.SECTIONS[number], "text": "\n".join(paragraphs)}
        for report_, version, is_latest in _versions(ledger)
        for number, paragraphs in version.state.sections.items()}
    tally.rows("view section", "all", got, wanted)


def claim(tally: Tally, nianbao: Nianbao, ledger: Ledger) -> None:
    got = Counter((key_of(row), int(row["version"]), int(row["is_latest"]), row["indicator"], row["value"])
                  for row in view(nianbao, "claim"))
    wanted = Counter()
    for report_, version, is_latest in _versions(ledger):
        state = version.state
        head = (report_.key, version.number, is_latest)
        for id, said in state.said.items():
            wanted[(*head, id, Fraction(said))] += 1
        # section 六 says that nothing was charged
        if 6 in state.sections:
            wanted[(*head, "processing_fee.amount", Fraction(0))] += 1
    tally.bags("view claim", "all", got, wanted)


def finding(tally: Tally, nianbao: Nianbao, ledger: Ledger, moment: Moment) -> None:
    def indicators(rule: str, listed: str) -> str:
        return "" if rule.startswith("narrative.") else " ".join(exactly(listed))

    got = Counter((key_of(row), int(row["version"]), int(row["is_latest"]), row["severity"], row["scope"], row["rule"],
                   indicators(row["rule"], row["indicators"]), row["review"], row["review_note"],
                   None if row["against_year"] is None else int(row["against_year"]))
                  for row in view(nianbao, "finding"))
    wanted = Counter()
    for report_, version, is_latest in _versions(ledger):
        # what compares reports is said of latest versions only
        results = moment.findings[report_.key] if is_latest else [
            result for result in rules.check_report(report_.key, version.state) if result.status == FAIL]
        for result in results:
            wanted[(report_.key, version.number, is_latest, result.severity, result.scope, result.rule,
                    " ".join(result.indicators), *moment.review_of(report_.key, version.state, result),
                    result.against)] += 1
    tally.bags("view finding", "all", got, wanted)


def change(tally: Tally, nianbao: Nianbao, moment: Moment) -> None:
    got = Counter((key_of(row), night_of(row["at"]), row["change_kind"], row["from_version"], row["to_version"],
                   row["url"], row["moved_from"], row["run_id"], row["cells"], row["sections"],
                   row["reason"], row["former"] and key_of(exactly(row["former"])))
                  for row in view(nianbao, "change"))
    wanted = Counter((change_.key, change_.night, change_.kind, change_.from_version, change_.to_version, change_.url,
                      change_.moved_from, change_.night, len(change_.cells), len(change_.sections), change_.reason, change_.former)
                     for change_ in moment.changes)
    tally.bags("view change", "all", got, wanted)


def change_cell(tally: Tally, nianbao: Nianbao, moment: Moment) -> None:
    got = {(key_of(row), row["to_version"], row["indicator"]): row | {"at": night_of(row["at"])}
           for row in view(nianbao, "change_cell")}
    wanted = {}
    for change_ in moment.changes:
        for id, before, after in change_.cells:
            row = {"at": change_.night, "change_kind": change_.kind, "from_version": change_.from_version}
            for side, cell in (("before", before), ("after", after)):
                row |= {f"{side}_value": cell and cell.value, f"{side}_raw": cell and cell.text,
                        f"{side}_reason": cell and cell.reason}
            wanted[(change_.key, change_.to_version, id)] = row
    tally.rows("view change_cell", "all", got, wanted)


def change_section(tally: Tally, nianbao: Nianbao, moment: Moment) -> None:
    got = {(key_of(row), row["to_version"], row["section"]): row for row in view(nianbao, "change_section")}
    wanted = {}
    for change_ in moment.changes:
        versions = moment.standings[change_.key].report.versions
        for number in change_.sections:
            before, after = (versions[version - 1].state.sections.get(number)
                             for version in (change_.from_version, change_.to_version))
            wanted[(change_.key, change_.to_version, number)] = {
                "change_kind": change_.kind, "before_text": None if before is None else "\n".join(before),
                "after_text": None if after is None else "\n".join(after)}
    tally.rows("view change_section", "all", got, wanted)


def source(tally: Tally, nianbao: Nianbao, ledger: Ledger) -> None:
    got = {row["url"]: row | {"of": key_of(row), "first_seen": night_of(row["first_seen"]),
                              "last_seen": night_of(row["last_seen"])} for row in view(nianbao, "source")}
    wanted = {}
    for report_ in ledger.reports.values():
        for source_ in report_.sources.values():
            wanted[source_.url] = {
                "source_kind": "page", "portal": report_.portal.name, "of": report_.key,
                "listed_title": report_.latest.state.title, "listed_published": report_.latest.state.published,
                "payload_sha256": source_.payload, "first_seen": source_.nights[0], "last_seen": source_.nights[-1],
                "page_url": None, "gone_nights": source_.gone_nights, "gone_since": source_.gone_since and f"2024-02-{source_.gone_since:02d}",
                "held_sha256": None}
    tally.rows("view source", "all", got, wanted)


def capture(tally: Tally, nianbao: Nianbao, ledger: Ledger) -> None:
    got = Counter((row["url"], night_of(row["at"]), row["outcome"], row["payload_sha256"])
                  for row in view(nianbao, "capture", "url, at, outcome, payload_sha256") if row["outcome"] in ("new", "unchanged"))
    wanted = Counter(captured for report_ in ledger.reports.values() for captured in report_.captures)
    tally.bags("view capture", "all", got, wanted)


def run(tally: Tally, nianbao: Nianbao, ledger: Ledger) -> None:
    got = {(row["portal"], row["run_id"]): row | {"changes": exactly(row["changes"])} for row in view(nianbao, "run")
           if (row["portal"], row["run_id"]) in ledger.listed}
    wanted = {}
    for (portal, night), listed in ledger.listed.items():
        changes = Counter(change_.kind for report_ in ledger.reports.values() if report_.portal.name == portal
                          for change_ in report_.changes if change_.night == night)
        made = sum(changes[kind] for kind in ("first_seen", "figures_revised", "text_revised"))
        wanted[(portal, night)] = {"listed": listed, "changes": dict(changes), "versions": made}
    tally.rows("view run", "all", got, wanted)


def indicator(tally: Tally, nianbao: Nianbao) -> None:
    got = {row["indicator"]: row | {"editions": exactly(row["editions"])} for row in view(nianbao, "indicator")}
    units = {id: "万元" if form.is_money(id) else None for id in form.EVERY_INDICATOR}
    wanted = {id: {"editions": form.editions_of(id)} | ({"unit": unit} if unit else {}) for id, unit in units.items()}
    tally.rows("view indicator", "all", got, wanted)


def reviews(tally: Tally, nianbao: Nianbao, moment: Moment) -> None:
    got = Counter((key_of(row), row["rule"], row["review"], row["note"]) for row in view(nianbao, "review"))
    wanted = Counter((review.key, review.rule, review.state, review.note) for review in moment.reviews)
    tally.bags("view review", "all", got, wanted)


def statement(tally: Tally, nianbao: Nianbao, moment: Moment) -> None:
    """A statement of docs/queries.md: what share of the requests was granted, by year."""
    rows = exactly(nianbao.run("sql", """
        SELECT year, count(*) AS reports, sum("requests.granted.total") AS granted,
               sum("requests.handled_total.total") AS handled
        FROM figure WHERE is_latest AND kind = :kind AND "requests.granted.total" IS NOT NULL
          AND "requests.handled_total.total" IS NOT NULL
        GROUP BY year ORDER BY year""", "--param", "kind=own", "--format", "json"))
    wanted: dict[int, dict] = {}
    for key, standing in moment.standings.items():
        cells = standing.version.state.cells
        granted, handled = cells["requests.granted.total"].value, cells["requests.handled_total.total"].value
        if key.kind == "own" and granted is not None and handled is not None:
            row = wanted.setdefault(key.year, {"reports": 0, "granted": Fraction(0), "handled": Fraction(0)})
            row["reports"] += 1
            row["granted"] += granted
            row["handled"] += handled
    tally.rows("sql", "granted by year", {int(row["year"]): row for row in rows}, wanted)
