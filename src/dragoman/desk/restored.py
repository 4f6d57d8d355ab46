"""What a wrong figure should read: the original's value in the target's own way of writing."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from dragoman.language.number_forms import magnitude_names, name_magnitude, name_number, show_number
from dragoman.language.number_words import number_table
from dragoman.language.numbers import NumberMention
from dragoman.records import Span

_WRITTEN_OUT = 5  # digits from which a figure is taken for one that has no word of magnitude
_GROUPED = re.compile(r"\d{1,3}([.,'’ \u00a0\u202f\u2009])\d{3}(?!\d)")
_WITH_OF = ("pt", "es", "ca", "fr", "it", "ro")
"""Languages that join a million to its noun by "of": "20 millones de personas"."""


@dataclass(frozen=True, slots=True)
class Restored:
    """The part of the target that is wrong, and what belongs there ("" where that is not known)."""

    span: Span
    text: str


def restore(before: NumberMention, after: NumberMention, target: str, language: str) -> Restored:
    """What to change in `target` so that `after` says what `before` says in the original."""
    whole = (after.start, after.end)
    before = _meant(before, after)
    if "clock" in (before.form, after.form):
        return Restored(whole, _clock(before, after))
    if after.form == "roman":
        known = before.form in ("digits", "roman")
        return Restored(whole, roman(int(before.value)) if known else "")
    if before.form == "roman" and after.form == "digits":
        return Restored((after.start, after.figure_end), str(int(before.value)))
    if before.form not in ("digits", "words") or after.form not in ("digits", "words"):
        return Restored(whole, "")
    if before.figure == after.figure and before.magnitude == 1.0 < after.magnitude:
        return Restored((after.figure_end, after.end), "")
    magnitude = _magnitude(before, after, target, language)
    return _figure(before, after, target, language) if magnitude is None else magnitude


def _figure(before: NumberMention, after: NumberMention, target: str, language: str) -> Restored:
    """The figure to put in place of a wrong one, in the target's magnitude, digits or words."""
    span = (after.start, after.figure_end)
    written = target[span[0] : span[1]]
    figure = before.value / after.magnitude
    if round(figure, 3) != round(figure, 9) or figure < 0 or figure >= 1e15:
        return Restored(span, "")
    digits = sum(letter.isdigit() for letter in written)
    if before.magnitude > after.magnitude == 1.0 and digits < _WRITTEN_OUT:
        return Restored(span, "")  # the word of magnitude may stand where it was not recognised
    if before.text.isdigit() and before.text.startswith("0") and written.isdigit():
        return Restored(span, before.text)  # a telephone number, an agent's: no quantity
    decimals = _decimals(before) if before.magnitude == after.magnitude else -1
    if digits:
        return Restored(span, _digits(figure, decimals, written, before, language))
    named = name_number(figure, language)
    if not named and figure >= 2:
        named = _digits(figure, decimals, written, before, language)
    return Restored(span, named.capitalize() if written[:1].isupper() else named)


def _meant(before: NumberMention, after: NumberMention) -> NumberMention:
    """The reading of an ambiguous figure ("820,000") that is nearest to what stands for it."""
    if len(before.values) < 2 or after.value <= 0 or min(before.values) <= 0:
        return before
    value = min(before.values, key=lambda one: abs(math.log(one / after.value)))
    return replace(before, value=value, figure=value / before.magnitude)


def _digits(
    figure: float, decimals: int, written: str, before: NumberMention, language: str
) -> str:
    """A value in digits, its thousands set apart as in the figure it stands for."""
    mark = _GROUPED.match(written)
    year = before.text.isdigit() and len(before.text) == 4 and 1900 <= figure < 2100
    if figure < 10_000 and (mark is None or year):
        return show_number(figure, language, grouped=False, decimals=decimals)
    shown = show_number(figure, language, grouped=True, decimals=decimals)
    if mark is None or mark.group(1) == number_table(language).decimal:
        return shown
    group = "." if number_table(language).decimal == "," else ","
    return shown.replace(group, mark.group(1))


def _decimals(number: NumberMention) -> int:
    """How many decimals the original writes ("2,50" has two); -1 where that is not plain."""
    figure = number.text[: number.figure_end - number.start]
    for mark in ",.":
        _, found, tail = figure.rpartition(mark)
        if found and tail.isdigit() and number.figure != int(number.figure):
            return len(tail)
    return -1


def _magnitude(
    before: NumberMention, after: NumberMention, target: str, language: str
) -> Restored | None:
    """The word of magnitude to put behind a figure that is right itself; None for other errors."""
    if after.figure <= 0 or before.value <= 0 or after.magnitude == 1.0:
        return None
    factor = before.value / after.figure
    known = {worth for worth, _, _ in magnitude_names(language)}
    power = round(math.log10(factor)) if factor > 0 else 0
    if power < 3 or abs(factor / 10**power - 1) > 1e-9:
        return None
    factor = 10.0**power
    start = after.figure_end
    while start < after.end and target[start] in " \u00a0\u202f-":
        start += 1
    span, said = (start, after.end), target[start : after.end]
    if factor not in known or len(said) < 3:
        return Restored(span, "")
    has_of = target[after.end : after.end + 4] in (" de ", " di ")
    if has_of and factor < 1e6:
        span = (start, after.end + 3)  # "20 milhões de pessoas", but "20 mil pessoas"
    alone = not target[after.end : after.end + 2].strip()[:1].isalpha()
    if not has_of and not alone and factor >= 1e6 > after.magnitude and language[:2] in _WITH_OF:
        return Restored(span, "")
    return Restored(span, name_magnitude(factor, after.figure, language))


def _clock(before: NumberMention, after: NumberMention) -> str:
    """The original's time of day with the target's own mark between hours and minutes."""
    if after.form != "clock" or not re.fullmatch(r"\d{1,2} ?[:.,hH] ?\d{2}", before.text):
        return ""
    mark = next((letter for letter in after.text if not letter.isdigit()), ":")
    hours, minutes = re.split(" ?[:.,hH] ?", before.text)
    padded = after.text[0] == "0" or len(after.text) == 5
    shown = hours if padded or len(hours) == 1 else hours.lstrip("0")
    if int(hours) > 12 and int("".join(c for c in after.text[:2] if c.isdigit())) <= 12:
        return ""  # one side counts to 24, the other to 12: which half of the day is not told
    return f"{shown}{mark}{minutes}"


def roman(value: int) -> str:
    """A value from 1 to 39 in Roman figures, as centuries are numbered; "" beyond that."""
    if not 0 < value < 40:
        return ""
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + units[value % 10]
