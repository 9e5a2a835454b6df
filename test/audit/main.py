"""
The independent auditor: an archive is filled with reports whose figures are known, night by night, and every kind of
answer of nianbao is compared with arithmetic that shares nothing with it. CONTRIBUTING.md says how to run it.
"""

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit(f"the audit needs Python 3.11 or later; this is {sys.version.split()[0]}")

from audit import Size, audit  # noqa: E402
from doubt import UNTOUCHED  # noqa: E402
from known import Known  # noqa: E402
from report import print_report  # noqa: E402

SHORT = Size(agencies=2, nights=5, share=0.06)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="npm run audit --", description="Audits nianbao with independent arithmetic.")
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default: 1)")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds (default: 1)")
    parser.add_argument("--comparisons", type=int, default=0, help="further seeds until so many answers are compared")
    parser.add_argument("--agencies", type=int, default=6, help="agencies of a portal, besides some fixed ones (default: 6)")
    parser.add_argument("--nights", type=int, default=8, help="nights (default: 8, at least 5)")
    parser.add_argument("--share", type=float, default=1.0, help="of the questions of each kind, how many are put (default: 1)")
    parser.add_argument("--short", action="store_true", help="fewer reports and questions, as in CI")
    parser.add_argument("--doubt", action="store_true",
                        help="reckon wrong on purpose: fails where a kind of answer does not show it")
    parser.add_argument("--only", default="", help="kinds of answers, joined by commas: query,top")
    parser.add_argument("--keep", type=Path, help="a new folder for the archives, which are else removed")
    given = parser.parse_args()
    if given.nights < 5 or given.agencies < 2 or not 0 < given.share <= 1:
        parser.error("an audit takes at least 5 nights and 2 agencies, and a share above 0, up to 1")
    return given


def main() -> int:
    given = options()
    only = tuple(name for name in given.only.split(",") if name)
    size = SHORT if given.short else Size(given.agencies, given.nights, share=given.share)
    size = replace(size, only=only, is_doubted=given.doubt)
    tallies = []
    seed = given.seed
    while seed < given.seed + given.seeds or sum(tally.total for tally in tallies) < given.comparisons:
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="nianbao-audit-") as scratch:
            folder = Path(scratch) if given.keep is None else given.keep / f"seed-{seed}"
            folder.mkdir(parents=True, exist_ok=given.keep is None)
            tally, reports = audit(seed, size, folder)
        print(f"seed {seed}: {reports} reports, {tally.total:,} comparisons, {sum(tally.differing.values())} differences, "
              f"{time.monotonic() - started:.0f} s", flush=True)
        tallies.append(tally)
        seed += 1
    if given.doubt:
        blind = [kind for tally in tallies for kind in tally.compared
                 if not tally.differing[kind] and kind not in UNTOUCHED]
        print(f"kinds of answers that did not notice: {', '.join(blind) or 'none'}")
        return 1 if blind else 0
    how = "--short" if given.short else (
        f"--agencies {given.agencies} --nights {given.nights} --share {given.share:g}")

    def must_show(known: Known) -> bool:
        return not only and (given.share == 1 and not given.short or (given.seed == 1 and known.in_short))

    return 0 if print_report(tallies, how, must_show) else 1


if __name__ == "__main__":
    sys.exit(main())
