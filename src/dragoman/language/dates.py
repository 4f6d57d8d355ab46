"""Weekdays, months and relative days in running text; the tables stand in `dates.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.number_words import lower_form, number_table
from dragoman.language.words import Word, cut_words, plain_language, read_table, word_list

_TITLE = re.compile(
    r" (?:Times|Telegraph|Mirror|Mail|Express|Post|Herald|Night|Morning|Independent|People|Sun|Star"
    r"|World|Tribune|Service)"
)
_YEAR = re.compile(r"(?<!\w)(?:1[6-9]|20)\d\d(?!\w)")
NUMERIC_DATE = re.compile(
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\w/-])"
    r"|(?<![\w./-])(?P<iso>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])"
)
"""A date in figures: day, month and year in either order, or ISO 8601."""
_FULL_DATE = re.compile(
    r"(?<!\w)\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}(?!\w)|(?<!\w)\d{4}-\d\d-\d\d(?!\w)"
)
_OTHER_DAY = re.compile(
    r" e (?:na |à |de |para )?(?:\w+-feira|sábado|domingo)|\s(?:à|de) (?:noite|tarde|manhã)"
)
_SURNAME = re.compile(r"[A-ZÀ-Ý][^\W\d_]* (?:de|del|y) $")  # "Maria de Abril"
_COUNTING = ("segunda", "terça", "quarta", "quinta", "sexta")
_NEXT = re.compile(r" ([^\W\d_]+)")
_ENDING = 4  # letters that an adjective may have behind its stem
_CAPITALISED = ("en", "de")


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
def _words(language: str, kind: str) -> frozenset[str]:
    entry = read_table("dates.toml").get(plain_language(language), {})
    return frozenset(entry.get(kind, "").split())


def has_dates(language: str) -> bool:
    """True when weekdays and months of this language are known."""
    return plain_language(language) in read_table("dates.toml")


@lru_cache(maxsize=8192)
def find_dates(text: str, language: str) -> tuple[DateMention, ...]:
    """The weekdays, months and relative days of a text, in order."""
    forms = _forms(language)
    if not forms:
        return ()
    found = []
    before = ""
    for word in cut_words(text):
        mention = _read_word(text, word, before, forms, language)
        if mention is not None:
            found.append(mention)
        before = word.text
    found += _numeric_months(text, language)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _read_word(
    text: str, word: Word, before: str, forms: dict[str, tuple[str, int]], language: str
) -> DateMention | None:
    """One word as a date; "Sunday's" and "mid-June" name it in one of their parts."""
    lowered = lower_form(word.text, number_table(language))
    named, start, end = forms.get(lowered), word.start, word.end
    if named is not None and _is_ordinal(text, word, language):
        return None
    if named is None and _stems(language):
        named = _adjective(lowered, language)
    if named is None and not lowered.isalnum():
        named, start, end = _part_of(word, forms)
    if named is None:
        return None
    kind, value = named
    found = text[start:end]
    if plain_language(language) in _CAPITALISED and kind != "relative" and not found[:1].isupper():
        return None
    doubtful = kind != "relative" and _is_doubtful(text, (start, end), before, language)
    return DateMention(start=start, end=end, text=found, kind=kind, value=value, unsure=doubtful)


def _part_of(
    word: Word, forms: dict[str, tuple[str, int]]
) -> tuple[tuple[str, int] | None, int, int]:
    """The part of "Sunday's" or "mid-June" that is a date, and its place."""
    for part in re.finditer("[^'’-]+", word.text):
        named = forms.get(part.group().lower()) if len(part.group()) > 3 else None
        if named is not None and named[0] != "relative":
            return named, word.start + part.start(), word.start + part.end()
    return None, word.start, word.end


@lru_cache(maxsize=64)
def _stems(language: str) -> tuple[tuple[str, str, int], ...]:
    entry = read_table("dates.toml").get(plain_language(language), {})
    return tuple(
        (stem, kind, value)
        for kind in ("weekday", "month")
        for value, line in enumerate(entry.get(f"{kind}_stems", ()), start=1)
        for stem in line.split()
    )


def _adjective(lowered: str, language: str) -> tuple[str, int] | None:
    """The day or month in "subotnji" and "ноябрьский"; None for other words."""
    for stem, kind, value in _stems(language):
        if lowered.startswith(stem) and len(lowered) <= len(stem) + _ENDING:
            return kind, value
    return None


def _is_ordinal(text: str, word: Word, language: str) -> bool:
    """Portuguese "segunda" to "sexta" count ("na segunda posição") where a noun follows them."""
    if plain_language(language) != "pt" or word.text.lower() not in _COUNTING:
        return False
    after = _NEXT.match(text, word.end)
    if after is None:
        return False
    following = after.group(1)
    return following.islower() and following not in word_list("pt", "function")


def _is_doubtful(text: str, span: tuple[int, int], before: str, language: str) -> bool:
    """True where the word may mean something else here: a name, a verb, a newspaper."""
    start, end = span
    if _TITLE.match(text, end):
        return True
    if _stands_with_number(text, start, end):
        return False
    form = text[start:end].lower()
    if form in _COUNTING and _is_day_by_place(text, span, before, language):
        return False
    if form in _words(language, "unsure"):
        if before.lower() in _words(language, "before"):
            return text[end : end + 2].strip()[:1].isupper()
        if text[end : end + 1] == "." and len(form) <= 4:
            return False
        return not _is_month_by_place(text, span, before, form)
    capital = text[start].isupper() and plain_language(language) not in _CAPITALISED
    if not capital or "-" in form or not _is_inside_sentence(text, start):
        return False
    leads = _words(language, "on") | _words(language, "before")
    return before.lower() not in leads | {"de"} or bool(_SURNAME.search(text, 0, start))


def _is_day_by_place(text: str, span: tuple[int, int], before: str, language: str) -> bool:
    """ "na segunda, ...", "para segunda e terça-feira": a day where no noun follows."""
    if plain_language(language) != "pt" or before.lower() not in _words("pt", "on"):
        return False
    after = text[span[1] :]
    return not after or after[0] in ",.;)" or bool(_OTHER_DAY.match(after))


def _is_month_by_place(text: str, span: tuple[int, int], before: str, form: str) -> bool:
    """ "the March vote", "a late August day": capitals inside a sentence, no name around."""
    start, end = span
    if form not in ("march", "august") or not text[start].isupper():
        return False
    after = text[end : end + 2].strip()
    return _is_inside_sentence(text, start) and not before[:1].isupper() and after[:1].islower()


def _is_inside_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return bool(before) and (before[-1].isalnum() or before[-1] in ",;")


def _stands_with_number(text: str, start: int, end: int) -> bool:
    """A day or year beside the word settles that it is a month."""
    before, after = text[max(0, start - 8) : start], text[end : end + 8]
    return bool(re.search(r"\d(?:st|nd|rd|th|º|\.)?(?: de| of)? $", before)) or bool(
        re.match(r"(?: de| of|,)?\.? ?\d", after)
    )


def _numeric_months(text: str, language: str) -> list[DateMention]:
    """The months of dates in figures; unsure where day and month could be the other way round."""
    found = []
    for match in NUMERIC_DATE.finditer(text):
        if match.group("iso"):
            value, name, sure = int(match.group("month")), "month", True
        else:
            one, two = int(match.group("first")), int(match.group("second"))
            american = plain_language(language) == "en" and match.group("mark") == "/"
            name = "second" if two <= 12 and (one > 12 or not american) else "first"
            value, sure = (two if name == "second" else one), not american or max(one, two) > 12
        if 1 <= value <= 12:
            start, end = match.span(name)
            found.append(
                DateMention(
                    start=start,
                    end=end,
                    text=match.group(name),
                    kind="month",
                    value=value,
                    unsure=not sure,
                )
            )
    return found


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
    return word.capitalize() if plain in _CAPITALISED else word
