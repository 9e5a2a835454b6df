"""
Differences that are known and wait for their mending, each with its reason. The audit prints them and does not fail for
them; one that no longer appears makes it fail, so that it is taken off this list.
"""

import re
from dataclasses import dataclass

from tally import Difference


@dataclass(frozen=True)
class Known:
    reason: str
    # the kinds of answers, as a whole
    kinds: str
    # found in where the difference is and what was got
    pattern: str
    # whether seed 1 of a short audit shows it, whatever questions are drawn
    in_short: bool = True

    def covers(self, difference: Difference) -> bool:
        text = f"{difference.where}: {difference.got}"
        return re.fullmatch(self.kinds, difference.kind) is not None and re.search(self.pattern, text) is not None


KNOWN: list[Known] = []
