"""What is judged of reports: checks, findings, coverage."""

from collections import Counter
from collections.abc import Callable
from random import Random

import coverage
from answers.exports import cell_of
from asker import Asker
from moment import Moment, Review
from nianbao import Nianbao, shanghai_day
from reading import exactly, key_of
from rules import UNDETERMINED, FAIL, PASS, Result
from tally import Tally


def _results(nianbao: Nianbao, *args: str) -> list[dict]:
    return [exactly(line) for line in nianbao.run(*args, "--json").splitlines()]


def _line(key: object, version: int, status: str, rule: str, severity: str, indicators, against) -> tuple:
    # of a claim, which readings its words have is the program's to say
    named = "" if rule.startswith("narrative.") else " ".join(indicators)
    return (key, version, status, rule, severity, named, against)


def _got(row: dict, status: str) -> tuple:
    against = None if row["against"] is None else int(row["against"]["year"])
    return _line(key_of(row["report"]), int(row["version"]), status, row["rule"], row["severity"], row["indicators"],
                 against)


def _wanted(moment: Moment, status: str, takes=lambda key, result: True) -> Counter:
    return Counter(
        _line(key, moment.standings[key].version.number, status, result.rule, result.severity, result.indicators,
              result.against)
        for key, results in moment.results.items() for result in results
        if result.status == status and takes(key, result))


def check(asker: Asker) -> None:
    """Every result of every rule; then the failures that a filter takes."""
    tally, nianbao, moment = asker.tally, asker.nianbao, asker.moment
    for status in asker.some((PASS, FAIL, UNDETERMINED)):
        got = Counter(_got(row, row["status"]) for row in _results(nianbao, "check", "--status", status))
        tally.bags("check", status, got, _wanted(moment, status))
    filters = [
        (["--rule", "requests.balance"], lambda key, result: result.rule.startswith("requests.balance.")),
        (["--rule", "*.total"], lambda key, result: result.rule.endswith(".total")),
        (["--year", "2021..2022"], lambda key, result: 2021 <= key.year <= 2022),
        (["--portal", "portal-1"], lambda key, result: key.region == moment.portals[1].region),
        (["--region", moment.portals[0].region], lambda key, result: key.region == moment.portals[0].region),
        (["--severity", "warning"], lambda key, result: result.severity == "warning"),
    ]
    for args, takes in asker.some(filters):
        with tally.answering("check", " ".join(args)):
            got = Counter(_got(row, row["status"]) for row in _results(nianbao, "check", *args))
            tally.bags("check", " ".join(args), got, _wanted(moment, FAIL, takes))


def family(rule: str) -> str:
    """The rule as docs/findings.md names it, without the part in angle brackets."""
    for long in ("requests.balance", "requests.handled_sum", "requests.row_sum", "disputes.sum", "crossyear.carry",
                 "crossyear.outlier", "aggregate.sum", "narrative"):
        if rule.startswith(f"{long}."):
            return long
    return rule


def summary(asker: Asker) -> None:
    """The counts, by family and by rule."""
    tally, nianbao, moment = asker.tally, asker.nianbao, asker.moment
    for args, name, takes in (
        ([], family, lambda rule: True),
        (["--rule", "crossyear.outlier"], lambda rule: rule, lambda rule: rule.startswith("crossyear.outlier.")),
    ):
        got = exactly(nianbao.run("check", "--summary", *args, "--json"))
        counts: dict[str, Counter] = {}
        for results in moment.results.values():
            for result in results:
                if takes(result.rule):
                    counts.setdefault(name(result.rule), Counter())[result.status] += 1
        wanted = {rule: {PASS: count[PASS], FAIL: count[FAIL], "undetermined": count[UNDETERMINED]}
                  for rule, count in counts.items()}
        tally.rows("check --summary", " ".join(args) or "all", {row["rule"]: row for row in got["rules"]}, wanted)
        tally.same("check --summary", "reports", got["reports"], len(moment.standings))
    _rates(tally, nianbao, moment)


def _rates(tally: Tally, nianbao: Nianbao, moment: Moment) -> None:
    """FAIL RATE, as people read it: failed / (passed + failed), in percent."""
    lines = [line.split() for line in nianbao.run("check", "--summary").splitlines()]
    counts: dict[str, Counter] = {}
    for results in moment.results.values():
        for result in results:
            counts.setdefault(family(result.rule), Counter())[result.status] += 1
    for words in lines:
        if words and words[0] in counts:
            count = counts[words[0]]
            told = count[PASS] + count[FAIL]
            tenths = (2 * 1000 * count[FAIL] + told) // (2 * told) if told else 0
            wanted = f"{tenths // 10}.{tenths % 10}" if told else "-"
            tally.same("check --summary", f"FAIL RATE {words[0]}", words[-2] if words[-1] == "%" else words[-1], wanted)


def review(nianbao: Nianbao, moment: Moment, random: Random) -> list[Review]:
    """Reviews some findings on sums, one of them twice, and returns what was said."""
    known = {(key_of(row["report"]), row["rule"]): row["fingerprint"]
             for row in _results(nianbao, "findings", "list") if row["scope"] == "report"}
    on_sums = [(key, finding) for key, found in moment.findings.items() for finding in found
               if finding.rule.startswith(("requests.", "disputes.")) and (key, finding.rule) in known]
    said = []
    for key, finding in random.sample(on_sums, min(3, len(on_sums))):
        cells = tuple(moment.standings[key].version.state.cells[id] for id in finding.indicators)
        for state in random.choice([["confirmed"], ["dismissed"], ["confirmed", "dismissed"], ["dismissed", "open"]]):
            note = f"as the audit has it: {state}"
            nianbao.run("findings", "review", known[(key, finding.rule)], "--as", state, "--note", note)
            said.append(Review(moment.night, key, finding.rule, cells, state, note))
    return said


def findings(asker: Asker) -> None:
    moment = asker.moment
    filters = [
        ([], lambda key, result: True),
        (["--rule", "crossyear"], lambda key, result: result.rule.startswith("crossyear.")),
        (["--severity", "error", "--year", "2023"], lambda key, result: result.severity == "error" and key.year == 2023),
        (["--review", "dismissed"], lambda key, result: moment.review_of(
            key, moment.standings[key].version.state, result)[0] == "dismissed"),
        (["--review", "open"], lambda key, result: moment.review_of(
            key, moment.standings[key].version.state, result)[0] == "open"),
    ]
    for args, takes in asker.some(filters):
        got = Counter((*_got(row, FAIL), row["scope"], *_said(row["review"])) for row in _results(asker.nianbao, "findings", "list", *args))
        wanted: Counter = Counter()
        for key, found in moment.findings.items():
            for result in found:
                if takes(key, result):
                    wanted[_of(moment, key, result)] += 1
        asker.tally.bags("findings", " ".join(args) or "all", got, wanted)


def _said(review: dict | None) -> tuple[str, str | None]:
    return ("open", None) if review is None else (review["state"], review["note"])


def _of(moment: Moment, key, result: Result) -> tuple:
    return (*_line(key, moment.standings[key].version.number, FAIL, result.rule, result.severity, result.indicators,
                   result.against), result.scope,
            *moment.review_of(key, moment.standings[key].version.state, result))


def covered(asker: Asker) -> None:
    """`coverage`: its cells one by one, and its sums."""
    second = asker.moment.portals[1].name
    for args, takes in asker.some([
        ([], lambda entry: True),
        (["--year", "2021..2022"], lambda entry: entry.key.year in (2021, 2022)),
        (["--portal", second], lambda entry: entry.portal == second),
    ]):
        _covered(asker, args, takes)


def _covered(asker: Asker, args: list[str], takes: Callable[[coverage.Owed], bool]) -> None:
    moment, tally, what = asker.moment, asker.tally, " ".join(args) or "all"
    got = exactly(asker.nianbao.run("coverage", "--all", *args, "--json"))
    owed = [entry for entry in coverage.owed(moment, shanghai_day(asker.nianbao.now)) if takes(entry)]
    tally.rows("coverage", f"cells {what}", {(row["portal"], key_of(row)): {
        "state": row["state"], "basis": row["basis"], "deadline": row["deadline"], "published": row["published"]}
        for row in got["cells"]},
        {(entry.portal, entry.key): {name: value for name, value in cell_of(moment, entry).items()
                                     if name != "first_seen"} for entry in owed})
    wanted: dict[tuple[str, int], Counter] = {}
    for entry in owed:
        if coverage.expected(entry, moment):
            wanted.setdefault((entry.portal, entry.key.year), Counter())[entry.state] += 1
    sums = {}
    for group, states in wanted.items():
        due = sum(states.values()) - states["not_due"]
        there = states["published"] + states["late"] + states["undated"]
        sums[group] = {"expected": sum(states.values()), "share": there / due if due else None,
                       **{state: states[state] for state in ("published", "late", "withdrawn", "missing", "not_due")}}
    tally.rows("coverage", f"summary {what}", {(row["portal"], int(row["year"])): {
        "expected": row["expected"], "share": None if row["share"] is None else float(row["share"]), **row["states"]}
        for row in got["summary"]}, sums)
