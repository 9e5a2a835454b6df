"""Who asks: the program, what is true at that moment, and how many of the possible questions are put."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from moment import Moment
from nianbao import Nianbao
from tally import Tally

Question = TypeVar("Question")


@dataclass(frozen=True)
class Asker:
    tally: Tally
    nianbao: Nianbao
    moment: Moment
    random: random.Random
    # from 0 to 1
    share: float

    def some(self, questions: Iterable[Question]) -> list[Question]:
        """All of them, or in a short audit a share that the seed draws, in their order."""
        all_of_them = list(questions)
        count = ceil(len(all_of_them) * self.share)
        return [all_of_them[place] for place in sorted(self.random.sample(range(len(all_of_them)), count))]
