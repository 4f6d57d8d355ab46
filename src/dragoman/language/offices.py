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


_CAPITAL = r"[^\W\d_a-zà-öø-ÿ][\w-]+"
# "ministra dos Portos", "Secretaria de Minas e Energia", "Minister for Ports and Fisheries"
_BEHIND = re.compile(
    r"\b(?i:(?:vice-?)?ministr[oa]s?|minist[eé]rios?|(?:sub)?secret[aá]ri[oa]s?|pastas?|"
    r"ministers?|ministry|secretary|department|committee|comiss[ãa]o|comisi[óo]n|departamento)"
    rf"((?: (?:de|da|do|das|dos|del|la|las|los|para|of|for|the|e|y|and)|,)*"
    rf"(?: {_CAPITAL})(?:(?:, {_CAPITAL})*(?: e| y| and)(?: (?:de|da|do|das|dos|the))?"
    rf" {_CAPITAL})?)"
)
# "Ports Minister", "Mines and Energy Secretary"
_BEFORE = re.compile(
    rf"\b({_CAPITAL}(?: and {_CAPITAL})*) (?=(?i:minister|secretary|ministry|department)\b)"
)
_SMALL_LINK = re.compile(r" (?:de|da|do|das|dos|del|para|of|for)\b")


@lru_cache(maxsize=8192)
def find_portfolios(text: str) -> tuple[tuple[int, int], ...]:
    """Where the fields of ministries stand: capitals there are no names but translated words.

    Into and out of English, Portuguese and Spanish; spans are code points of `text`.
    """
    behind = [
        found.span(1) for found in _BEHIND.finditer(text) if _SMALL_LINK.match(found.group(1))
    ]
    return tuple(behind + [found.span(1) for found in _BEFORE.finditer(text)])


@lru_cache(maxsize=1024)
def may_render(one: str, two: str) -> bool:
    """True when languages render the first office by the second, or are less exact about it."""
    near = read_table("offices.toml")["near"]
    return one == two or two in near.get(one, "").split() or one in near.get(two, "").split()
