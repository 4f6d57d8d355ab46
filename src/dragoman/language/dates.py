"""Weekdays, months and relative days in running text; the tables stand in `dates.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.words import cut_words, plain_language, read_table

_TITLE = re.compile(
    r" (?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|Night|Morning|Independent|People|Sun|Star"
    r"|World|Tribune|Service)"
)
_YEAR = re.compile(r"(?<!\w)(?:1[6-9]|20)\d\d(?!\w)")
_FULL_DATE = re.compile(
    r"(?<!\w)\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}(?!\w)|(?<!\w)\d{4}-\d\d-\d\d(?!\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A weekday, month or relative day. `value` is 1-7 or 1-12 (0 for relative days).

    `unsure` is true for words that often mean something else: they never raise an alarm.
    """

    start: int
    end: int
    text: str
    kind: str
    value: int
    unsure: bool = False


@lru_cache(maxsize=64)
def _forms(language: str) -> dict[str, tuple[str, int]]:
    entry = read_table("dates.toml").get(plain_language(language), {})
    forms: dict[str, tuple[str, int]] = {}
    for kind, name in (("weekday", "weekdays"), ("month", "months")):
        for value, line in enumerate(entry.get(name, ()), start=1):
            forms |= dict.fromkeys(line.split(), (kind, value))
    for form in entry.get("relative", "").split():
        forms.setdefault(form, ("relative", 0))
    return forms


@lru_cache(maxsize=64)
def _unsure(language: str) -> frozenset[str]:
    entry = read_table("dates.toml").get(plain_language(language), {})
    return frozenset(entry.get("unsure", "").split())


def has_dates(language: str) -> bool:
    """True when weekdays and months of this language are known."""
    return plain_language(language) in read_table("dates.toml")


@lru_cache(maxsize=8192)
def find_dates(text: str, language: str) -> tuple[DateMention, ...]:
    """The weekdays, months and relative days of a text, in order."""
    forms, unsure = _forms(language), _unsure(language)
    needs_capital = plain_language(language) in ("en", "de")
    found = []
    for word in cut_words(text):
        named = forms.get(word.text.lower()) or _last_part(word.text, forms)
        if named is None:
            continue
        kind, value = named
        capital = any(part[:1].isupper() for part in word.text.split("-"))
        if needs_capital and kind != "relative" and not capital:
            continue
        doubtful = word.text.lower() in unsure and not _stands_with_number(
            text, word.start, word.end
        )
        doubtful = doubtful or (kind == "weekday" and bool(_TITLE.match(text, word.end)))
        found.append(
            DateMention(
                start=word.start,
                end=word.end,
                text=word.text,
                kind=kind,
                value=value,
                unsure=doubtful,
            )
        )
    return tuple(found)


def _last_part(word: str, forms: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    """ "Sunday's" and "mid-June" name their day or month in one of their parts."""
    for part in re.split("['’-]", word.lower()):
        if len(part) > 3 and part in forms and forms[part][0] != "relative":
            return forms[part]
    return None


def _stands_with_number(text: str, start: int, end: int) -> bool:
    """A day or year beside the word settles that it is a month."""
    before, after = text[max(0, start - 8) : start], text[end : end + 8]
    return bool(re.search(r"\d(?:st|nd|rd|th|º)?(?: de| of)? $", before)) or bool(
        re.match(r"(?: de| of|,)? ?\d", after)
    )


def names_full_date(text: str, language: str) -> bool:
    """True when a text carries a date that relative days can be counted from."""
    if _FULL_DATE.search(text):
        return True
    months = [date for date in find_dates(text, language) if date.kind == "month"]
    for month in months:
        around = text[max(0, month.start - 14) : month.end + 14]
        if re.search(r"(?<!\w)\d{1,2}(?:st|nd|rd|th|\.|º)?(?!\d)", around) and _YEAR.search(around):
            return True
    return False


def name_date(kind: str, value: int, language: str) -> str:
    """The word for a weekday or month in a language, as printed; "" where it is not known."""
    plain = plain_language(language)
    entry = read_table("dates.toml").get(plain, {})
    lines = entry.get({"weekday": "weekdays", "month": "months"}.get(kind, ""), ())
    if not 1 <= value <= len(lines):
        return ""
    word = str(lines[value - 1].split()[0])
    return word.capitalize() if plain in ("en", "de") else word
