"""What is told of reports: list, show, history, diff, status, measures, the feed and the notices."""

from collections import Counter
from collections.abc import Callable
from xml.etree import ElementTree

import form
import measures
from answers.exports import named, wanted_row
from asker import Asker
from ledger import Ledger, figure_changes, section_changes
from moment import Moment
from nianbao import Nianbao
from page import payload_sha256, places_of
from reading import exactly, key_of, night_of
from tally import Tally
from world import Key

ATOM = "{http://www.w3.org/2005/Atom}"


def _report(key: Key) -> list[str]:
    return [key.agency, str(key.year), "--kind", key.kind, "--json"]


def listed(asker: Asker) -> None:
    second = asker.moment.portals[1]
    for args, takes in asker.some([
        ([], lambda key: True),
        (["--year", "2021"], lambda key: key.year == 2021),
        (["--portal", second.name, "--kind", "own"], lambda key: key.region == second.region and key.kind == "own"),
        (["商务局"], lambda key: "商务局" in key.agency),
        (["--kind", "aggregate"], lambda key: key.kind == "aggregate"),
    ]):
        _listed(asker, args, takes)


def _listed(asker: Asker, args: list[str], takes: Callable[[Key], bool]) -> None:
    moment = asker.moment
    got = {key_of(row["report"]): row | {
        name: night_of(row[name]) for name in ("firstSeen", "lastSeen", "withdrawnAt")}
        for row in exactly(asker.nianbao.run("list", *args, "--json"))}
    wanted = {}
    for key, standing in moment.standings.items():
        state = standing.version.state
        if takes(key):
            wanted[key] = {
                "portal": standing.report.portal.name, "source": standing.version.url, "title": state.title,
                "edition": state.edition, "published": state.published, "versions": standing.version.number,
                "errors": moment.count(key, "error"), "warnings": moment.count(key, "warning"),
                "firstSeen": standing.report.versions[0].first_night,
                "lastSeen": standing.version.last_night(moment.night), "withdrawnAt": standing.withdrawn_night}
    asker.tally.rows("list", " ".join(args) or "all", got, wanted)


def shown(asker: Asker) -> None:
    """`show` of some reports, an earlier version among them."""
    tally, nianbao, moment, random = asker.tally, asker.nianbao, asker.moment, asker.random
    keys = random.sample(sorted(moment.standings), 6)
    revised = [key for key, standing in moment.standings.items() if standing.version.number > 1]
    for key in asker.some([*keys, *revised[:4]]):
        report = moment.standings[key].report
        version = random.choice(report.versions)
        got = exactly(nianbao.run("show", *_report(key), "--at", str(version.number)))
        state, places = version.state, places_of(version.state)
        tally.rows("show", f"{key} version {version.number}", {
            "head": got | {"firstSeen": night_of(got["firstSeen"]), "payload": got["digests"]["payload"]},
            **{figure["indicator"]: figure | {"place": figure["locator"] and [
                figure["locator"][name] for name in ("table", "row", "column")]} for figure in got["figures"]},
            **{section["number"]: section for section in got["sections"]},
        }, {
            "head": {"number": version.number, "versions": len(report.versions), "title": state.title,
                     "edition": state.edition, "published": state.published, "firstSeen": version.first_night,
                     "payload": payload_sha256(state)},
            **{id: {"value": cell.value, "reason": cell.reason, "raw": cell.text,
                    "place": [places[id].table, places[id].row, places[id].column] if id in places else None}
               for id, cell in state.cells.items()},
            **{number: {"heading": form.SECTIONS[number], "text": "\n".join(text)}
               for number, text in state.sections.items()},
        })


def history(asker: Asker) -> None:
    """`history` and `diff` of the reports that most has happened to."""
    tally, nianbao, moment = asker.tally, asker.nianbao, asker.moment
    busy = sorted(moment.standings.values(), key=lambda standing: -len(standing.report.changes))
    for standing in asker.some(busy[:10]):
        report = standing.report
        got = exactly(nianbao.run("history", *_report(report.key)))
        tally.bags("history", str(report.key), Counter(
            (night_of(change["at"]), change["kind"], change["fromVersion"], change["toVersion"], change["source"],
             change["movedFrom"], len(change["cells"]), tuple(section["section"] for section in change["sections"]))
            for change in got["changes"]), Counter(
            (change.night, change.kind, change.from_version, change.to_version, change.url, change.moved_from,
             len(change.cells), change.sections) for change in report.changes))
        if len(report.versions) > 1:
            _diff(tally, nianbao, report.key, report.versions)


def _diff(tally: Tally, nianbao: Nianbao, key: Key, versions: list) -> None:
    first, last = versions[0], versions[-1]
    name, year, *rest = _report(key)
    got = exactly(nianbao.run("diff", name, year, str(first.number), str(last.number), *rest))
    tally.rows("diff", f"{key} {first.number} {last.number}",
               {cell["indicator"]: {
                   f"{side} {what}": cell[side][what] for side in ("before", "after")
                   for what in ("value", "reason", "raw")} for cell in got["cells"]},
               {id: {f"{side} {what}": value for side, cell in (("before", before), ("after", after))
                     for what, value in (("value", cell.value), ("reason", cell.reason), ("raw", cell.text))}
                for id, before, after in figure_changes(first.state, last.state)})
    tally.same("diff", f"{key} sections", [section["section"] for section in got["sections"]],
               list(section_changes(first.state, last.state)))


def status(asker: Asker, ledger: Ledger) -> None:
    tally, nianbao, moment = asker.tally, asker.nianbao, asker.moment
    got = exactly(nianbao.run("status", "--json"))
    reports = list(ledger.reports.values())
    findings = Counter(finding.severity for found in moment.findings.values() for finding in found)
    for name, wanted in {
        "portals": len(moment.portals), "agencies": len({(key.region, key.agency) for key in ledger.reports}),
        "reports": len(reports), "versions": sum(len(report.versions) for report in reports),
        "sources": sum(len(report.sources) for report in reports),
        "payloads": len({payload for report in reports for _, _, _, payload in report.captures}),
        "changes": dict(Counter(change.kind for change in moment.changes)),
        "years": [{"year": year, "reports": count} for year, count in
                  sorted(Counter(report.key.year for report in reports).items())],
    }.items():
        tally.same("status", name, got[name], wanted)
    for severity in ("error", "warning"):
        tally.same("status", f"findings {severity}", got["findings"].get(severity, 0), findings[severity])


def derived(asker: Asker) -> None:
    nianbao, moment = asker.nianbao, asker.moment
    for key in asker.some(asker.random.sample(sorted(moment.standings), 8)):
        got = {}
        for row in exactly(nianbao.run("measures", "--agency", key.agency, "--year", str(key.year), "--kind", key.kind,
                                       "--json")):
            got[row["measure"]] = row | {
                "value": None if row["value"] is None else float(row["value"]), "null_reason": row["reason"],
                "blanks": named(row["blanks"]), "missing": named([row["detail"] or ""])}
            if row["value"] is None:
                got[row["measure"]] |= {"numerator": None, "denominator": None}
        wanted = {name: wanted_row(measured) for name, measured in measures.of_report(key, moment).items()}
        asker.tally.rows("measures", str(key), got, wanted)


def feed(asker: Asker) -> None:
    tally, nianbao, moment = asker.tally, asker.nianbao, asker.moment
    out = nianbao.folder / "feed.atom"
    nianbao.run("feed", "--out", str(out))
    entries = ElementTree.parse(out).getroot().findall(f"{ATOM}entry")
    got, ids = Counter(), Counter()
    for entry in entries:
        link, category = entry.find(f"{ATOM}link"), entry.find(f"{ATOM}category")
        assert link is not None and category is not None
        title = (entry.findtext(f"{ATOM}title") or "").split("] ", 1)[-1]
        got[(category.get("term"), title.split()[0], link.get("href"), night_of(entry.findtext(f"{ATOM}updated")))] += 1
        ids[entry.findtext(f"{ATOM}id")] += 1
    wanted = Counter((change.kind, change.key.agency, change.url, change.night) for change in moment.changes
                     if change.kind != "cosmetic")
    tally.bags("feed", "entries", got, wanted)
    tally.same("feed", "ids that are there twice", [id for id, times in ids.items() if times > 1], [])


def notices(asker: Asker, moments: dict[int, Moment]) -> None:
    """The digest of each night: every change that people are told of, and the reports whose new version has findings."""
    tally, nianbao = asker.tally, asker.nianbao
    rows = exactly(nianbao.run("notices", "list", "--limit", "1000", "--json"))["notices"]
    got = {int(row["run"]): row["digest"] for row in rows}
    for night, moment in moments.items():
        counts: Counter = Counter(change.kind for change in moment.changes
                                  if change.night == night and change.kind != "cosmetic")
        failing = {key: len(moment.findings[key]) for key, standing in moment.standings.items()
                   if standing.version.first_night == night and moment.findings[key]}
        if failing:
            counts["failing_checks"] = len(failing)
        digest = got.get(night, {"counts": {}, "items": []})
        tally.same("notices", f"night {night} counts", digest["counts"], dict(counts))
        if sum(counts.values()) > 200:
            continue
        tally.bags("notices", f"night {night}", Counter(
            (item["event"], item["agency"], int(item["year"]), item["kind"],
             int(item["findingCount"]) if item["event"] == "failing_checks" else None) for item in digest["items"]),
            Counter([(change.kind, change.key.agency, change.key.year, change.key.kind, None)
                     for change in moment.changes if change.night == night and change.kind != "cosmetic"]
                    + [("failing_checks", key.agency, key.year, key.kind, count) for key, count in failing.items()]))
