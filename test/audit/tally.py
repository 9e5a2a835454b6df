"""Comparisons by kind of answer, and every difference in the order in which it was found."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Hashable, Iterator, Mapping

from nianbao import Refused

# differences of one kind that are kept word by word
KEPT = 400


@dataclass(frozen=True)
class Difference:
    seed: int
    kind: str
    where: str
    got: str
    wanted: str

    def __str__(self) -> str:
        return f"seed {self.seed}, {self.kind}: {self.where}: {self.got}, by the audit {self.wanted}"


class Tally:
    def __init__(self, seed: int):
        self.seed = seed
        self.compared: Counter[str] = Counter()
        self.differing: Counter[str] = Counter()
        self.differences: list[Difference] = []

    @property
    def total(self) -> int:
        return sum(self.compared.values())

    def same(self, kind: str, where: object, got: object, wanted: object) -> None:
        """One comparison."""
        self.compared[kind] += 1
        if got != wanted:
            self._differ(kind, where, got, wanted)

    @contextmanager
    def answering(self, kind: str, what: str) -> Iterator[None]:
        """Where the command refuses what the documents offer, that is the difference."""
        try:
            yield
        except Refused as refused:
            self.same(kind, what, str(refused), "an answer")

    def _differ(self, kind: str, where: object, got: object, wanted: object) -> None:
        self.differing[kind] += 1
        if self.differing[kind] <= KEPT:
            self.differences.append(Difference(self.seed, kind, str(where), _short(got), _short(wanted)))

    def rows(self, kind: str, what: str, got: Mapping[Hashable, Mapping], wanted: Mapping[Hashable, Mapping]) -> None:
        """Rows by their keys, cell by cell; a row that only one side has is one difference."""
        for key in [*wanted, *(key for key in got if key not in wanted)]:
            if key not in got or key not in wanted:
                side = "there" if key in got else "not there"
                self.compared[kind] += 1
                self._differ(kind, f"{what} {_name(key)}", side, "there" if key in wanted else "not there")
                continue
            for field, value in wanted[key].items():
                self.compared[kind] += 1
                if got[key][field] != value:
                    self._differ(kind, f"{what} {_name(key)} {field}", got[key][field], value)

    def bags(self, kind: str, what: str, got: Counter, wanted: Counter) -> None:
        """Things that have no key of their own, each as often as it is there."""
        for thing in [*wanted, *(thing for thing in got if thing not in wanted)]:
            self.compared[kind] += max(wanted[thing], got[thing])
            if got[thing] != wanted[thing]:
                self._differ(kind, f"{what} {_name(thing)}", f"{got[thing]} times", f"{wanted[thing]} times")


def _name(key: object) -> str:
    return " ".join(_name(part) for part in key) if isinstance(key, tuple) else str(key)


def _short(value: object) -> str:
    text = str(float(value)) if isinstance(value, Fraction) and value.denominator != 1 else str(value)
    return text if len(text) <= 160 else f"{text[:157]}..."
