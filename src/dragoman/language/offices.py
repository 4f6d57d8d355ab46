"""Offices in running text and which of them are the same across languages (`offices.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.words import plain_language, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMention:
    """One office: its canonical name and the words that name it."""

    start: int
    end: int
    text: str
    office: str


def has_offices(language: str) -> bool:
    """True when the offices of this language are known."""
    return plain_language(language) in ("en", "pt", "es")


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for office, line in read_table("offices.toml")["forms"].items():
        names |= dict.fromkeys(line.split("|"), office)
    ordered = sorted(names, key=len, reverse=True)
    joined = "|".join(re.escape(name) for name in ordered)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE), names


@lru_cache(maxsize=8192)
def find_offices(text: str) -> tuple[OfficeMention, ...]:
    """The offices of a text in English, Portuguese or Spanish, longest form first."""
    pattern, names = _pattern()
    return tuple(
        OfficeMention(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            office=names[match.group().lower()],
        )
        for match in pattern.finditer(text)
    )


@lru_cache(maxsize=1024)
def may_render(one: str, two: str) -> bool:
    """True when languages render the first office by the second, or are less exact about it."""
    near = read_table("offices.toml")["near"]
    return one == two or two in near.get(one, "").split() or one in near.get(two, "").split()
