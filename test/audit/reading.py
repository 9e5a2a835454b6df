"""Reading what the program prints: numbers exactly, times as nights, keys of reports."""

import csv
import io
import json
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Iterable

from world import FIRST_NIGHT, Key


def night_of(time: str | None) -> int | None:
    """The night in which an instant lies, from 1; None for none."""
    if not time:
        return None
    begun = datetime.fromisoformat(FIRST_NIGHT.replace("Z", "+00:00"))
    return (datetime.fromisoformat(time.replace("Z", "+00:00")) - begun).days + 1


def exactly(text: str) -> list | dict:
    """JSON with numbers as fractions, so that 0.1 is a tenth."""
    return json.loads(text, parse_float=Fraction, parse_int=Fraction)


def exact_lines(path: Path) -> list[dict]:
    return [exactly(line) for line in path.read_text(encoding="utf-8").splitlines()]


def number(text: str | None) -> Fraction | None:
    return None if text is None or text == "" else Fraction(text)


def key_of(row: dict) -> Key:
    return Key(row["region"], row["agency"], int(row["year"]), row["kind"])


def read_csv(text: str) -> list[dict]:
    """Rows of a CSV; a null and an empty text are the same here."""
    return list(csv.DictReader(io.StringIO(text)))


def by_report(rows: Iterable[dict]) -> dict[Key, dict]:
    return {key_of(row): row for row in rows}
