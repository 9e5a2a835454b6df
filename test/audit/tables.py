"""Figures of a report that agree with one another, as whole numbers, before anything is done to them."""

from random import Random

import form
from cells import Cell, count, money, signed


def amounts(random: Random, edition: str, scale: int, before: dict[str, int] | None) -> dict[str, int]:
    """
    Every count of the three tables.

    @param scale about how many requests there are
    @param before the amounts of the year before, if the two years are to agree
    """
    figures: dict[str, int] = {}
    sums = {row: 0 for row in form.request_rows(edition)}
    rows = form.results(edition)
    for applicant in form.SIX:
        size = random.randrange(scale + 1) if random.random() < 0.6 else 0
        column = {row: 0 for row in rows}
        for _ in range(size):
            column[random.choices(rows, weights=[12, 4] + [1] * (len(rows) - 2))[0]] += 1
        carried_in = before.get(f"requests.carried_out.{applicant}", 0) if before else random.randrange(3) if size else 0
        handled = sum(column.values())
        carried_out = random.randrange(1 + max(1, scale // 4)) if size else 0
        if handled + carried_out < carried_in:
            column["granted"] += carried_in - handled - carried_out
            handled = carried_in - carried_out
        column |= {"handled_total": handled, "carried_in": carried_in, "carried_out": carried_out,
                   "new": handled + carried_out - carried_in}
        for row, value in column.items():
            figures[f"requests.{row}.{applicant}"] = value
            sums[row] += value
    figures |= {f"requests.{row}.total": value for row, value in sums.items()}
    for kind, _ in form.DISPUTES:
        outcomes = [random.randrange(4) if random.random() < 0.4 else 0 for _ in range(4)]
        names = [outcome for outcome, _ in form.OUTCOMES]
        figures |= {f"disputes.{kind}.{name}": value for name, value in zip(names, [*outcomes, sum(outcomes)])}
    for id in form.INDICATORS[edition]:
        if not id.startswith("proactive."):
            continue
        if form.is_money(id):
            figures[id] = random.choice([0, 2510, 120_000_00, random.randrange(1_000_000)])
        elif form.is_signed(id):
            figures[id] = random.randrange(-5, 6)
        else:
            figures[id] = random.choice([0, random.randrange(30), random.randrange(3000)])
    for documents in ("rules", "normative"):
        if edition == "2021":
            stock(random, figures, before, f"proactive.{documents}")
    return figures


def stock(random: Random, figures: dict[str, int], before: dict[str, int] | None, name: str) -> None:
    """Makes what is in force follow from the year before."""
    had = (before or {}).get(f"{name}.in_force", random.randrange(40))
    figures[f"{name}.repealed"] = random.randrange(min(had, 3) + 1)
    figures[f"{name}.issued"] = random.randrange(4)
    figures[f"{name}.in_force"] = had + figures[f"{name}.issued"] - figures[f"{name}.repealed"]


def written(random: Random, edition: str, figures: dict[str, int]) -> dict[str, Cell]:
    """The cells that say these figures; an amount of money is in hundredths of 万元."""
    def cell(id: str, value: int) -> Cell:
        if form.is_money(id):
            return money(value, random)
        return signed(value, random) if form.is_signed(id) else count(value, random)

    return {id: cell(id, figures[id]) for id in form.INDICATORS[edition]}
