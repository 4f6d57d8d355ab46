"""Ways of saying a number that are right without giving the same value: "7 pm" for "19h"."""

from __future__ import annotations

import re

from dragoman.language.numbers import NumberMention

_HOUR_AFTER = re.compile(
    r"[ \u00a0]?(?:h\b|hrs?\b|a\.? ?m\b|p\.? ?m\b|uhr|horas?\b|hores\b|heures?\b|ore\b|uur|o.clock"
    r"|godz|čas|sat|ч\b|час|годин|da tarde|da noite|de la (?:tarde|noche)|del mediod|posle podne"
    r"|popodne|popołudniu|попладне|вечера|вечор|дня)",
    re.IGNORECASE,
)
_HOUR_BEFORE = re.compile(
    r"(?:\bat|às|\bas|a las|\bum|\bà|alle|\bora|\bu|в|о|во|godz\.?|until|até) $", re.IGNORECASE
)
_AND = re.compile(r"(?:,? (?:and (?:an? )?|e |y |und |et |și |i |и |en )?|-)")


def is_near(before: NumberMention, source: str, after: NumberMention, target: str) -> bool:
    """Clock against hour, decade against its last two digits, 12 and 24 hours, halves, quarters."""
    forms = {before.form, after.form}
    if forms == {"clock"}:
        return False
    if "clock" in forms:
        clock, other = (before, after) if before.form == "clock" else (after, before)
        return other.form in ("digits", "words") and _is_same_time(clock.value, other.value)
    one, two = sorted((before.value, after.value))
    if is_short_year(before, after):
        return True
    if _is_hour(before, source) or _is_hour(after, target):
        return two <= 24 and two - one == 12 and one >= 1
    return _is_part(before, after) or _is_part(after, before)


def is_short_year(before: NumberMention, after: NumberMention) -> bool:
    """ "2018/19" for "2018-2019", "the 80s" for "1980s"."""
    short, long = sorted((before, after), key=lambda number: number.value)
    if not 1900 <= long.value < 2100 or long.value % 100 != short.value:
        return False
    if short.form in ("loose", "words"):
        return short.value >= 20 and short.value % 10 == 0
    return short.form in ("digits", "code")


def _is_same_time(minutes: float, value: float) -> bool:
    hour = minutes // 60
    digital = round(hour + minutes % 60 / 100, 2)
    if hour > 24:
        return value == hour  # a match clock
    return value % 12 == hour % 12 or round(value % 12, 2) == digital % 12


def _is_hour(number: NumberMention, text: str) -> bool:
    return bool(
        _HOUR_AFTER.match(text, number.end)
        or _HOUR_BEFORE.search(text[max(0, number.start - 8) : number.start])
    )


def _is_part(part: NumberMention, other: NumberMention) -> bool:
    """Half an hour is 30 minutes, half of them 50 percent; a quarter is 3 months or 15 minutes."""
    if part.form != "loose":
        return False
    if part.value == 0.5:
        return (
            other.value in (30, 2, 6, 45)
            or (other.value == 50 and other.percent)
            or (round(other.value % 1, 2) == 0.5)
        )
    if part.value == 4:
        return other.value in (15, 0.25, 3, 25)
    if part.value == 3:
        return other.percent and 33 <= other.value <= 34
    return False


def is_sum(whole: NumberMention, one: NumberMention, two: NumberMention, text: str) -> bool:
    """Two neighbours in `text` that together say what `whole` says on the other side."""
    if not _AND.fullmatch(text, one.end, two.start) or two.value >= one.value:
        return False
    if one.magnitude == 1.0 and two.value != 0.5:
        return False
    half = two.value * one.magnitude if two.value == 0.5 else two.value  # "2 millones y medio"
    return abs(one.value + half - whole.value) < 0.01
