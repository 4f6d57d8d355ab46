"""Numbers written in figures: digits, clock times, dates, Roman numerals.

A mention keeps every value its form may have ("1.500" is 1500 or 1.5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.language.dates import NUMERIC_DATE, find_dates
from dragoman.language.number_words import NumberTable

DIGITS = re.compile(
    r"(?<![\w])(?P<clock>\d{1,2}"
    r"(?:[:hH]\d{2}|[ \u00a0\u202f]h[ \u00a0\u202f]\d{2}"
    r"|\.[0-5]\d(?= ?(?:[ap]\.?m\b|Uhr|ч\b))))(?![\d:])"
    r"|(?P<digits>\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d+)*)"
)
"""A clock time or a run of digits, with their marks."""
_ROMAN = re.compile(r"(?<![\w])(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})(?=(?:e|er|ème)?(?![\w'’]))")
_CODE = re.compile(r"[a-zA-ZÀ-ɏЀ-ӿ]+$")
_COUNTED = frozenset(
    ("us", "usd", "eur", "gbp", "brl", "chf", "r", "rs", "rm", "rub", "n", "nº", "nr", "x", "kn")
)
_SEPARATORS = "'’\u00a0\u202f\u2009 "
_LONGEST = 18  # digits; longer runs are codes, not quantities


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention:
    """One number in a text.

    `values` holds every reading, `value` the one the language's own habits give. `form` is
    "digits", "words", "ordinal", "clock" (minutes of half a day), "roman", "loose" (half, dozen,
    both), "vague" (dozens) or "code" (the 20 of G20). `figure` is the value before the magnitude,
    `figure_end` where it ends. `points` is true for percentage points.
    """

    start: int
    end: int
    text: str
    value: float
    values: frozenset[float]
    form: str
    figure: float
    figure_end: int
    percent: bool = False
    points: bool = False
    magnitude: float = 1.0

    @property
    def is_firm(self) -> bool:
        """True when the number is written so that a translation must show it too."""
        return self.form in ("digits", "clock") or self.magnitude > 100


def read_digits(text: str, decimal: str) -> tuple[float, frozenset[float]]:
    """The likely value of a digit form and all values it may have; `decimal` is "." or ","."""
    bare = text
    for mark in _SEPARATORS:
        bare = bare.replace(mark, "")
    if len(bare) > _LONGEST:
        return -1.0, frozenset()
    marks = [letter for letter in bare if letter in ".,"]
    plain = float(bare.replace(".", "").replace(",", ""))
    if not marks:
        return plain, frozenset((plain,))
    head, _, tail = bare.rpartition(marks[-1])
    whole = head.replace(".", "").replace(",", "") or "0"
    broken = float(f"{whole}.{tail}") if tail.isdigit() and whole.isdigit() else plain
    grouped = len(tail) == 3 and len(set(marks)) == 1
    if len(marks) > 1:
        if grouped:
            return plain, frozenset((plain,))
        return broken, frozenset((broken, plain)) if len(set(marks)) == 1 else frozenset((broken,))
    if not grouped:
        return broken, frozenset((broken,))
    value = broken if marks[0] == decimal else plain
    return value, frozenset((broken, plain))


def mention_of(
    text: str, start: int, end: int, value: float, form: str, values: frozenset[float] | None = None
) -> NumberMention:
    """A mention at [start, end) of a text; `values` where its form may mean several."""
    return NumberMention(
        start=start,
        end=end,
        text=text[start:end],
        value=value,
        values=values or frozenset((value,)),
        form=form,
        figure=value,
        figure_end=end,
    )


def digit_mention(text: str, match: re.Match[str], table: NumberTable) -> NumberMention | None:
    """What a match of `DIGITS` says; None for runs too long to be quantities."""
    start, end = match.span()
    if match.group("clock"):
        hours, minutes = (int(part) for part in re.split(r"\s?[:hH.]\s?", match.group()))
        # what is no time of day (a match clock, a misprint) keeps its own value
        is_time = hours <= 24 and minutes < 60
        minute = (hours % 12 if is_time else hours) * 60 + minutes
        return mention_of(text, start, end, float(minute), "clock")
    value, values = read_digits(match.group(), table.decimal)
    if not values:
        return None
    glued = _CODE.search(text, max(0, start - 12), start)
    is_code = glued is not None and glued.group().lower() not in _COUNTED
    return mention_of(text, start, end, value, "code" if is_code else "digits", values)


def numeric_dates(text: str, language: str) -> list[NumberMention]:
    """Day and year of the dates in figures ("26.12.2004"); their months are `dates`' business."""
    found = []
    months = {date.start for date in find_dates(text, language) if date.text.isdigit()}
    for match in NUMERIC_DATE.finditer(text):
        for name in ("first", "second", "year", "iso", "day"):
            if match.group(name) and match.start(name) not in months:
                start, end = match.span(name)
                found.append(mention_of(text, start, end, float(match.group(name)), "digits"))
    return found


def roman_mentions(text: str) -> list[NumberMention]:
    """Roman numerals up to 39, as centuries and reigns are numbered."""
    letters = {"I": 1, "V": 5, "X": 10}
    found = []
    for match in _ROMAN.finditer(text):
        if not match.group():
            continue
        digits = [letters[letter] for letter in match.group()]
        value = 0
        for here, after in zip(digits, [*digits[1:], 0], strict=True):
            value += -here if here < after else here
        found.append(mention_of(text, match.start(), match.end(), float(value), "roman"))
    return found
