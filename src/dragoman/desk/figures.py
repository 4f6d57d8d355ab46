"""The figures of a text: numbers with what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.language.money import Amount, find_amounts
from dragoman.language.numbers import NumberMention, find_numbers
from dragoman.language.units import UnitMention, bridge_words, find_units

_FOOT = 12  # inches
_AND_A_HALF = ["and", "a", "half"]
_YEAR = 31_557_600.0  # seconds
_AGED = re.compile(r"\b(?:aged?|the age of|ages?) $")
RUN = re.compile(
    r"(?<![\w.,:/–-])(?:\d+(?:[.,]\d+)*(?:[-–/:&]\d+(?:[.,]\d+)*)+|\d{1,3} [-–] \d{1,3})(?![\w])"
)
"""Figures joined by hyphens, colons or slashes: scores, ranges, telephone numbers, fractions."""
ORDINAL_MARK = re.compile(r"(?:st|nd|rd|th|º|ª|\.º|\.ª|e|ème|er|ème|-й|-го|-м)\b|[º°]")
"""What makes an ordinal of a figure: "3rd", "3.º", "3er"."""
_BIRTHDAY = re.compile(
    r"(?:st|nd|rd|th) birthday\b|-\w{1,3} (?:день|дня|дню|дн[еє]м|днём) (?:рождения|народження)\b"
)
_DECADE_OF_LIFE = re.compile(r"\bin (?:his|her|their|my|our) (?:early |mid-?|late )?$")
_NAMED = re.compile(r"[^\W\d_]{2,}, $")
_RANGE = re.compile(
    r"[ \u00a0]?(?:[-–—]|to|and|or|a|e|ou|y|o|u|à|et|bis|und|oder|do|i|ili|до|и|или|по)[ \u00a0]?"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts: a unit of measure, a currency, or neither that is known.

    `joint` is true for parts of a score, range or telephone number ("3-2", "2018/19").
    """

    number: NumberMention
    unit: UnitMention | None = None
    amount: Amount | None = None
    joint: bool = False

    @property
    def start(self) -> int:
        """Where the number begins (code points)."""
        return self.number.start

    @property
    def end(self) -> int:
        """Where the number ends, its magnitude included."""
        return self.number.end

    @property
    def label(self) -> str:
        """What is counted, in one word: "km", "USD", "%"; "" where it is not known."""
        if self.number.percent or self.number.points:
            return "%"
        if self.unit is not None and not self.may_be_money:
            return self.unit.unit
        return self.amount.currency if self.amount is not None else ""

    @property
    def may_be_money(self) -> bool:
        """True for "pounds" and "libras", which weigh and pay."""
        return self.amount is not None and self.unit is not None and self.unit.unit == "pound"

    @property
    def kind(self) -> str:
        """What kind of thing that is: "%", "money", "length" ...; "" where it is not known."""
        if self.number.percent or self.number.points:
            return "%"
        if self.unit is not None and not self.may_be_money:
            return self.unit.kind
        return "money" if self.amount is not None else ""


@lru_cache(maxsize=8192)
def read_figures(text: str, language: str) -> tuple[Figure, ...]:
    """All numbers of a text with their units and currencies; in a range both ends share them."""
    numbers = find_numbers(text, language)
    units = find_units(text, language)
    amounts = {amount.number.start: amount for amount in find_amounts(text, language)}
    runs = [match.span() for match in RUN.finditer(text)]
    figures = [
        Figure(
            number,
            _unit_of(number, units, text),
            amounts.get(number.start),
            any(start <= number.start < end for start, end in runs) and number.form == "digits",
        )
        for number in numbers
    ]
    for place in range(len(figures) - 2, -1, -1):
        here, after = figures[place], figures[place + 1]
        if here.kind or not after.kind or here.number.form not in ("digits", "words"):
            continue
        if _RANGE.fullmatch(text, here.end, after.start):
            figures[place] = replace(here, unit=after.unit)
    return tuple(_join_feet(_with_ages(figures, text)))


def _with_ages(figures: list[Figure], text: str) -> list[Figure]:
    """ "West, 41, has ...", "aged 33, 34 and 39" and "in her 40s" tell years without the word."""
    aged: list[Figure] = []
    for figure in figures:
        number, last = figure.number, aged[-1] if aged else None
        before = text[max(0, number.start - 18) : number.start]
        if not figure.kind and _is_of_life(number, before, text):
            aged.append(replace(figure, unit=_years(number)))
            continue
        if figure.kind or number.form != "digits" or not 1 < number.value < 111 or figure.joint:
            aged.append(figure)
            continue
        named = _NAMED.search(before) and text[number.end : number.end + 1] == ","
        listed = (
            last is not None
            and last.unit is not None
            and not last.unit.text
            and (
                _RANGE.fullmatch(text, last.end, number.start)
                or text[last.end : number.start] == ", "
            )
        )
        aged.append(
            replace(figure, unit=_years(number))
            if named or listed or _AGED.search(before)
            else figure
        )
    return aged


def _is_of_life(number: NumberMention, before: str, text: str) -> bool:
    """ "On her 21st birthday", "in his 40s": the figure counts years of a life."""
    decade = number.value % 10 == 0 and text[number.end - 1 : number.end + 1].count("s") == 1
    return bool(_BIRTHDAY.match(text, number.end)) or (
        decade and bool(_DECADE_OF_LIFE.search(before))
    )


def _years(number: NumberMention) -> UnitMention:
    """Years that are meant and not written."""
    return UnitMention(
        start=number.end, end=number.end, text="", unit="year", kind="time", factor=_YEAR
    )


def _join_feet(figures: list[Figure]) -> list[Figure]:
    """ "6-foot-6" and "six feet two inches" are one measure, in feet."""
    joined: list[Figure] = []
    for figure in figures:
        feet = joined[-1] if joined else None
        close = feet and feet.unit and 0 <= figure.start - feet.unit.end <= 5
        inches = figure.unit is None or figure.unit.unit == "inch"
        if feet and close and inches and feet.label == "foot" and figure.number.value < _FOOT:
            value = feet.number.value + figure.number.value / _FOOT
            joined[-1] = replace(
                feet, number=replace(feet.number, value=value, values=frozenset((value,)))
            )
        else:
            joined.append(figure)
    return joined


def _unit_of(number: NumberMention, units: Sequence[UnitMention], text: str) -> UnitMention | None:
    """The unit word right behind a number, at most a few usual words between."""
    if _BIRTHDAY.match(text, number.end):
        return None  # "21-й день рождения": years of a life, not days
    words = bridge_words()
    ordinal = ORDINAL_MARK.match(text, number.end) if number.form == "digits" else None
    end = ordinal.end() if ordinal else number.end
    for unit in units:
        if number.form == "roman" and unit.unit == "century" and 0 < number.start - unit.end < 3:
            return unit
        if unit.start < end:
            continue
        if unit.start > end + 24:
            return None
        between = re.split(r"[ \u00a0\-]+", text[end : unit.start].strip(" \u00a0-"))
        if all(word.lower() in words for word in between if word) or between == _AND_A_HALF:
            return unit
        return None
    return None
