"""Units of measure in running text and what they are worth; the table stands in `units.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.language.number_words import lower_form, number_table
from dragoman.language.words import cut_words, plain_language, read_table

_DAY_PARTS = frozenset(
    ("second", "minute", "hour", "day", "week", "month", "year", "decade", "century")
)
_PART = re.compile(r"[^-]+")
_LEADING_FIGURE = re.compile(r"\d+(?:[.,]\d+)*(?=[^\W\d_])")
_DEGREES = re.compile(r"[°º]\s?([CF])(?![^\W_])")
_SUPERSCRIPT = re.compile("[²2](?!\\d)")
_SPEEDS = {"km": "kmh", "mile": "mph"}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMention:
    """One unit word: `unit` is its canonical name, `kind` length, mass, time ..."""

    start: int
    end: int
    text: str
    unit: str
    kind: str
    factor: float


def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = read_table("units.toml")["facts"]
    return facts


@lru_cache(maxsize=32)
def _forms(language: str) -> dict[str, str]:
    entry = read_table("units.toml").get(plain_language(language), {})
    facts = _facts()
    return {form: unit for unit, line in entry.items() if unit in facts for form in line.split()}


@lru_cache(maxsize=32)
def _words(language: str, kind: str) -> frozenset[str]:
    entry = read_table("units.toml").get(plain_language(language), {})
    return frozenset(str(entry.get(kind, "")).split())


@lru_cache(maxsize=32)
def _hourly(language: str) -> re.Pattern[str]:
    """What makes a speed of a length: "/h", and "per hour" in a language."""
    phrases = read_table("units.toml").get(plain_language(language), {}).get("hourly", ())
    return re.compile(
        "|".join([r"\s?/\s?h\b", *(rf"[\s-]{phrase}\b" for phrase in phrases)]), re.IGNORECASE
    )


@lru_cache(maxsize=1)
def bridge_words() -> frozenset[str]:
    """Words of all languages that may stand between a figure and its unit ("20 more miles")."""
    return frozenset(read_table("units.toml")["between"]["words"].split())


def has_units(language: str) -> bool:
    """True when the units of this language are known."""
    language = plain_language(language)
    return language not in ("facts", "between") and language in read_table("units.toml")


@lru_cache(maxsize=8192)
def find_units(text: str, language: str) -> tuple[UnitMention, ...]:
    """The unit words of a text in order; "square inch" and "metro quadrado" are areas."""
    forms, squares = _forms(language), _words(language, "square")
    if not forms:
        return ()
    table = number_table(language)
    words = cut_words(text)
    found = []
    for place, word in enumerate(words):
        spot = _unit_part(word.text, forms, lower_form(word.text, table))
        if spot is None:
            continue
        unit, start, end = spot[0], word.start + spot[1], word.start + spot[2]
        near = {lower_form(other.text, table) for other in words[max(0, place - 1) : place + 2]}
        square = bool(near & squares) or bool(_SUPERSCRIPT.match(text, end))
        if square and f"{unit}2" in _facts():
            unit = f"{unit}2"
        elif unit in _SPEEDS and _hourly(language).match(text, end):
            unit = _SPEEDS[unit]
        found.append(_mention(text, start, end, unit))
    for match in _DEGREES.finditer(text):
        unit = "celsius" if match.group(1) == "C" else "fahrenheit"
        found.append(_mention(text, match.start(), match.end(), unit))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mention(text: str, start: int, end: int, unit: str) -> UnitMention:
    kind, factor = _facts()[unit]
    return UnitMention(
        start=start, end=end, text=text[start:end], unit=unit, kind=kind, factor=factor
    )


def _unit_part(word: str, forms: dict[str, str], lowered: str) -> tuple[str, int, int] | None:
    """The unit in a word: all of it, one of its parts ("15-month"), or behind a figure ("5km")."""
    bare = lowered.rstrip("²³")
    if bare in forms:
        return forms[bare], 0, len(word) - len(lowered) + len(bare)
    glued = _LEADING_FIGURE.match(word)
    if glued and len(word) - glued.end() > 1:
        unit = forms.get(word[glued.end() :].lower())
        return (unit, glued.end(), len(word)) if unit else None
    if "-" not in word:
        return None
    for part in _PART.finditer(word):
        unit = forms.get(part.group().lower())
        if unit:
            return unit, part.start(), part.end()
    return None


def convert(value: float, source: str, target: str) -> float | None:
    """A value in another unit of the same kind; None when the two cannot be compared."""
    facts = _facts()
    if source not in facts or target not in facts or facts[source][0] != facts[target][0]:
        return None
    if {source, target} == {"celsius", "fahrenheit"}:
        return value * 1.8 + 32 if source == "celsius" else (value - 32) / 1.8
    return float(value * facts[source][1] / facts[target][1])


def units_of(kind: str) -> tuple[str, ...]:
    """The names of all units of a kind ("length")."""
    return tuple(name for name, (of, _) in _facts().items() if of == kind)


def is_time(unit: str) -> bool:
    """True for seconds to centuries, which translations word freely."""
    return unit in _DAY_PARTS


def name_unit(unit: str, language: str, *, plural: bool, short: bool = False) -> str:
    """A unit's word in a language ("miles", "mile"; short: "km"); "" where it is not known."""
    plain = plain_language(language)
    entry = read_table("units.toml").get(plain, {})
    forms = str(entry.get(unit, "")).split()
    if short:
        return next((form for form in forms if len(form) <= 3), "")
    if plain not in ("en", "pt", "es", "fr", "it", "ca") or not forms:
        return ""
    if len(forms) < 2 or len(forms[1]) <= 3 < len(forms[0]):
        return forms[0]
    return forms[1] if plural else forms[0]


def is_feminine_unit(unit: str, language: str) -> bool | None:
    """Grammatical gender of a unit's word; None in languages where words do not agree with it."""
    if not _words(language, "feminine"):
        return None
    return unit in _words(language, "feminine")
