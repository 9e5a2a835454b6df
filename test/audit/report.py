"""The table that an audit prints, and whether it has passed."""

from collections import Counter
from collections.abc import Callable

from known import KNOWN, Known
from tally import Difference, Tally

# differences shown of one shape, and in all
SHOWN_OF_SHAPE, SHOWN = 2, 40


def print_report(tallies: list[Tally], how: str, must_show: Callable[[Known], bool]) -> bool:
    """
    @param how the options with which a seed is audited again
    @param must_show whether a known difference must have shown itself
    @return whether there is no difference that is not known
    """
    compared, differing = Counter(), Counter()
    found: list[Difference] = []
    for tally in tallies:
        compared += tally.compared
        differing += tally.differing
        found += tally.differences
    known = {entry: [one for one in found if entry.covers(one)] for entry in KNOWN}
    explained = {one for some in known.values() for one in some}
    unknown = [one for one in found if one not in explained]
    kinds = Counter(one.kind for one in unknown)
    print(f"{'kind of answer':20} {'comparisons':>12} {'differences':>12} {'unknown':>9}")
    for kind in compared:
        print(f"{kind:20} {compared[kind]:>12,} {differing[kind]:>12,} {kinds[kind]:>9,}")
    total = sum(compared.values())
    print(f"{'in all':20} {total:>12,} {sum(differing.values()):>12,} {len(unknown):>9,}")
    for entry, some in known.items():
        print(f"known: {entry.reason} ({len(some)} times)")
    _print_first(unknown, how)
    gone = [entry for entry, some in known.items() if not some and must_show(entry)]
    for entry in gone:
        print(f"no longer to be seen: take it off the list in test/audit/known.py: {entry.reason}")
    return not unknown and not gone


def _print_first(unknown: list[Difference], how: str) -> None:
    """The first of each shape: its kind, what it is in, and the column."""
    shapes: Counter[tuple] = Counter()
    shown = 0
    for one in unknown:
        words = one.where.split()
        shape = (one.kind, words[0], words[-1] if one.wanted not in ("there", "not there") else one.wanted)
        shapes[shape] += 1
        if shapes[shape] <= SHOWN_OF_SHAPE and shown < SHOWN:
            shown += 1
            print(one)
    if unknown:
        seeds = sorted({one.seed for one in unknown})
        print(f"{len(unknown) - shown} more like these; again: npm run audit -- --seed {seeds[0]} {how}")


