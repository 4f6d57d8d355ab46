"""How often readers meet errors, as the project measured it: `error_rates.toml`.

The file is written by `python -m bench.endtoend --write`, never by hand; the page "how this is
made" is drawn from it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Rate:
    """Sentences with such an error for each 1,000 words of the original.

    The true figure lies between `low` and `high` in 95 of 100 cases.
    """

    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRate:
    """What readers found in the default engine's translations of news, for one pair and gravity.

    `gravity` is `critical` or `serious` (critical and major together), `engine` the engine alone,
    `published` after guard, terms, desk and repair, `unmarked` what of it no mark warns of.
    `readers` graded `sentences` of `words` words, each alone.
    """

    source: str
    target: str
    gravity: str
    readers: int
    sentences: int
    words: int
    measured_on: date
    engine: Rate
    published: Rate
    unmarked: Rate


@lru_cache(maxsize=1)
def error_rates() -> tuple[ErrorRate, ...]:
    """All figures of the package, in the order of the file; none where nothing was measured."""
    text = files("dragoman.edition").joinpath("error_rates.toml").read_text(encoding="utf-8")
    return tuple(_read(row) for row in tomllib.loads(text).get("rate", ()))


def _read(row: Mapping[str, Any]) -> ErrorRate:
    """One table of the file."""
    fields: dict[str, Any] = {
        name: Rate(*value) if isinstance(value, list) else value for name, value in row.items()
    }
    return ErrorRate(**fields)


def scale_of(rates: tuple[ErrorRate, ...]) -> float:
    """The longest bar of a chart: the highest end of an interval, at least 1."""
    ends = (one.high for rate in rates for one in (rate.engine, rate.published, rate.unmarked))
    return max([1.0, *ends])
