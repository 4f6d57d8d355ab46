"""Units of measure in running text and what they are worth; the table stands in `units.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.words import cut_words, plain_language, read_table

_DAY_PARTS = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMention:
    """One unit word: `unit` is its canonical name, `kind` length, mass, time ..."""

    start: int
    end: int
    text: str
    unit: str
    kind: str
    factor: float


@lru_cache(maxsize=32)
def _forms(language: str) -> dict[str, str]:
    entry = read_table("units.toml").get(plain_language(language), {})
    return {form: unit for unit, line in entry.items() if unit != "square" for form in line.split()}


@lru_cache(maxsize=32)
def _square_words(language: str) -> frozenset[str]:
    return frozenset(
        read_table("units.toml").get(plain_language(language), {}).get("square", "").split()
    )


def has_units(language: str) -> bool:
    """True when the units of this language are known."""
    language = plain_language(language)
    return language != "facts" and language in read_table("units.toml")


@lru_cache(maxsize=8192)
def find_units(text: str, language: str) -> tuple[UnitMention, ...]:
    """The unit words of a text in order; "square inch" and "metro quadrado" are areas."""
    forms, squares = _forms(language), _square_words(language)
    facts = read_table("units.toml")["facts"]
    words = cut_words(text)
    found = []
    for place, word in enumerate(words):
        for part in word.text.lower().split("-"):
            unit = forms.get(part)
            if unit is None:
                continue
            near = {other.text.lower() for other in words[max(0, place - 1) : place + 2]}
            if near & squares and f"{unit}2" in facts:
                unit = f"{unit}2"
            kind, factor = facts[unit]
            found.append(
                UnitMention(
                    start=word.start,
                    end=word.end,
                    text=word.text,
                    unit=unit,
                    kind=kind,
                    factor=factor,
                )
            )
            break
    return tuple(found)


def convert(value: float, source: str, target: str) -> float | None:
    """A value in another unit of the same kind; None when the two cannot be compared."""
    facts = read_table("units.toml")["facts"]
    if source not in facts or target not in facts or facts[source][0] != facts[target][0]:
        return None
    if {source, target} == {"celsius", "fahrenheit"}:
        return value * 1.8 + 32 if source == "celsius" else (value - 32) / 1.8
    return float(value * facts[source][1] / facts[target][1])


def is_time(unit: str) -> bool:
    """True for seconds to years, which translations word freely."""
    return unit in _DAY_PARTS
