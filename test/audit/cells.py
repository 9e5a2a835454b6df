"""Cells of a table as an agency fills them in, each with what it says: a number, or why it says none."""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

# reasons of form.md; a cell of these reasons counts as 0 in a sum
EMPTY = ("blank", "dash", "none")


@dataclass(frozen=True)
class Cell:
    """text is None where the cell is not there at all; value is None where reason says why."""

    text: str | None
    value: Fraction | None
    reason: str | None = None

    @property
    def is_number(self) -> bool:
        return self.value is not None

    def as_zero(self) -> Fraction | None:
        """The number, 0 for a cell that says nothing, None for one that cannot be told."""
        if self.value is not None:
            return self.value
        return Fraction(0) if self.reason in EMPTY else None


ABSENT = Cell(None, None, "absent")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def count(value: int, random: Random | None = None) -> Cell:
    """A number, now and then written in one of the ways in which agencies write them."""
    text = str(value)
    if random is not None and value >= 0:
        way = random.randrange(40)
        if way == 0:
            text = text.translate(WIDE)
        elif way == 1:
            text += random.choice(["件", "项", "条", "个"])
        elif way == 2:
            text += " 件"
        elif value >= 1000 and way < 20:
            text = f"{value:,}"
    return Cell(text, Fraction(value))


def signed(value: int, random: Random) -> Cell:
    """A number of 本年增/减."""
    if value > 0:
        text = random.choice([f"+{value}", f"增{value}", str(value)])
    elif value < 0:
        text = random.choice([f"-{-value}", f"减{-value}", f"－{-value}"])
    else:
        text = "0"
    return Cell(text, Fraction(value))


def money(hundredths: int, random: Random) -> Cell:
    """An amount in 万元, written in 万元, 元 or 亿元."""
    value = Fraction(hundredths, 100)
    way = random.randrange(8)
    if way == 0:
        return Cell(f"{hundredths * 100}元", value)
    if way == 1 and hundredths and hundredths % 100_000 == 0:
        return Cell(f"{decimal(value / 10_000)}亿元", value)
    if way == 2:
        return Cell(f"{decimal(value)}万元", value)
    return Cell(decimal(value), value)


def decimal(value: Fraction) -> str:
    """Exactly, in decimal notation; only for fractions that have one."""
    digits = 0
    while (value * 10**digits).denominator != 1:
        digits += 1
        if digits > 30:
            raise ValueError(f"{value} has no finite decimal notation")
    whole = int(abs(value) * 10**digits)
    text = str(whole) if digits == 0 else f"{whole // 10**digits}.{whole % 10**digits:0{digits}d}"
    return f"-{text}" if value < 0 else text


def nothing(random: Random) -> Cell:
    """A cell without a number."""
    text, reason = random.choice([("", "blank"), ("", "blank"), ("/", "dash"), ("—", "dash"), ("-", "dash"), ("无", "none")])
    return Cell(text, None, reason)


def unreadable(random: Random) -> Cell:
    return Cell(random.choice(["若干", "约", "见附件"]), None, "unreadable")
