"""Offices in running text and which of them are the same across languages (`offices.toml`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.names import bare_name, country, find_name_words, is_known_form
from dragoman.language.words import cut_words, fold, plain_language, read_table

_NO_OFFICE = "none"  # the row of phrases such as "obstruction of justice"
_BY_STEM = frozenset(("mk", "sr"))
OFFICE_LANGUAGES = frozenset(("en", "pt", "es")) | _BY_STEM
"""Plain codes of the languages whose offices the table has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeMention:
    """One office: its canonical name and the words that name it."""

    start: int
    end: int
    text: str
    office: str


def has_offices(language: str) -> bool:
    """True when the offices of this language are known."""
    return plain_language(language) in OFFICE_LANGUAGES


@lru_cache(maxsize=1)
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for office, line in read_table("offices.toml")["forms"].items():
        names |= dict.fromkeys(line.split("|"), office)
    ordered = sorted(names, key=len, reverse=True)
    joined = "|".join(re.escape(name) for name in ordered)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE), names


@lru_cache(maxsize=1)
def _stem_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    stems: dict[str, str] = {}
    for office, line in read_table("offices.toml")["stems"].items():
        stems |= dict.fromkeys(line.split("|"), office)
    joined = "|".join(re.escape(stem) for stem in sorted(stems, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({joined})\w*", re.IGNORECASE), stems


@lru_cache(maxsize=8192)
def find_offices(text: str, language: str = "en") -> tuple[OfficeMention, ...]:
    """The offices of a text in order, longest form first.

    English, Portuguese and Spanish are read with one table; Macedonian, Serbian, Croatian and
    Bosnian with their own, by the beginnings of words.
    """
    by_stem = plain_language(language) in _BY_STEM
    pattern, names = _stem_pattern() if by_stem else _pattern()
    return tuple(
        OfficeMention(
            start=match.start(),
            end=match.end(),
            text=match.group(),
            office=names[match.group(1 if by_stem else 0).lower()],
        )
        for match in pattern.finditer(text)
        if names[match.group(1 if by_stem else 0).lower()] != _NO_OFFICE
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


def is_foreign_secretary(before: str, after: str, target_language: str, text: str) -> bool:
    """A minister made a secretary in a sentence about another country than those that have them.

    `text` is the sentence on both sides, without the two offices. Only English calls ministers so,
    and only those of the countries in `offices.toml`; a sentence that names no country at all is
    not judged.
    """
    homes = read_table("offices.toml")["secretaries"].get(after, "").split()
    if not homes or "minister" not in before or "secretary" in before:
        return False
    if plain_language(target_language) != "en":
        return True
    words = {fold(bare_name(word.text)) for word in cut_words(text)}
    places = read_table("offices.toml")["places"]
    if any(not words.isdisjoint(places[home].split()) for home in homes):
        return False
    at_home = {word for line in places.values() for word in line.split()}
    names = [name.text for name in find_name_words(text) if fold(name.text) not in at_home]
    return any(country(name) or is_known_form(name) for name in names)
