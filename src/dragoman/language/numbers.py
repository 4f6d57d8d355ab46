"""Numbers in running text: digits, words, magnitudes, ordinals, decades, clock times.

`find_numbers` reads what a text says as values, so that "3,1 mil milhões" and "3.1bn" compare
equal. A mention keeps every value its form may have ("1.500" is 1500 or 1.5). What words are worth
stands in `number_words`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from dragoman.language.dates import NUMERIC_DATE
from dragoman.language.digits import (
    DIGITS,
    digit_mention,
    mention_of,
    numeric_dates,
    roman_mentions,
)
from dragoman.language.digits import (
    NumberMention as NumberMention,
)
from dragoman.language.number_words import (
    NumberTable,
    WordReading,
    add_up,
    lower_form,
    number_table,
    read_word,
)
from dragoman.language.words import Word, cut_words, plain_language, read_table

_IDEOGRAPHIC = {"百": 1e2, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
_GLUED = re.compile(r"([^\W\d_]{1,12})(?![^\W\d_])")
_BETWEEN = (
    "de",
    "autres",
    "other",
    "more",
    "further",
    "outros",
    "otros",
    "altri",
    "weitere",
    "alte",
)
_OTHERS = re.compile(rf" (?:{'|'.join(_BETWEEN)}) $")
_SHORT_MAGNITUDES = ("bn", "tn", "mi", "bi", "mn")
_PERCENT = ("%", "por cento", "por ciento", "por cent", "per cent", "pour cent", "la sută")


def _multiply(mention: NumberMention, factor: float, end: int, text: str) -> NumberMention:
    return replace(
        mention,
        end=end,
        text=text[mention.start : end],
        value=round(mention.value * factor, 6),
        values=frozenset(round(value * factor, 6) for value in mention.values),
        magnitude=mention.magnitude * factor,
    )


def _take_magnitudes(
    mention: NumberMention, text: str, table: NumberTable, following: list[Word]
) -> NumberMention:
    """Join "million", "mil milhões", "bn", glued or in the next words, to a number."""
    glued = _GLUED.match(text, mention.end)
    if glued and glued.group() in ("s", "st", "nd", "rd", "th"):
        return mention
    if glued:
        factor = table.magnitudes.get(glued.group(1)) or table.magnitudes.get(
            lower_form(glued.group(1), table)
        )
        if factor:
            mention = _multiply(mention, factor, glued.end(), text)
    while text[mention.end : mention.end + 1] in _IDEOGRAPHIC:
        mention = _multiply(mention, _IDEOGRAPHIC[text[mention.end]], mention.end + 1, text)
    for word in following[:3]:
        if word.text.lower() in _BETWEEN and mention.magnitude == 1.0:
            continue
        gap = _OTHERS.sub(" ", text[mention.end : word.start])
        head = word.text.partition("-")[0]  # "a 6 million-plus deal"
        short = len(head) < 3 and gap == ""
        factor = table.magnitudes.get(lower_form(head, table))
        if not factor or (gap not in (" ", "\u00a0", "-", "\u202f") and not short):
            break
        if len(head) < 3 and head.lower() not in _SHORT_MAGNITUDES:
            break
        mention = _multiply(mention, factor, word.start + len(head), text)
    return mention


def _shares(mention: NumberMention, text: str, language: str, table: NumberTable) -> NumberMention:
    """The mention with what follows it: percent, or percentage points."""
    after = text[mention.end : mention.end + 40].lstrip(" \u00a0\u202f-").lower()
    if not after:
        return mention
    if _points(language).match(after):
        return replace(mention, points=True)
    first = re.match(r"[^\W\d_]+", after)
    named = first is not None and lower_form(first.group(), table) in table.percent
    if named or after.startswith(_PERCENT):
        return replace(mention, percent=True)
    return mention


@lru_cache(maxsize=64)
def _points(language: str) -> re.Pattern[str]:
    """What percentage points are called; a pattern that nothing matches where it is not known."""
    phrases = read_table("numbers.toml")["points"].get(plain_language(language), ())
    return re.compile("|".join(phrases) if phrases else r"(?!)")


def _word_mentions(
    text: str, words: tuple[Word, ...], table: NumberTable, taken: list[tuple[int, int]]
) -> list[NumberMention]:
    """Runs of number words, read from left to right."""
    found = []
    busy = [False] * len(words)
    spans = iter(sorted(taken))
    span = next(spans, None)
    for place, word in enumerate(words):
        while span and span[1] <= word.start:
            span = next(spans, None)
        busy[place] = bool(span and span[0] < word.end)
    place = 0
    while place < len(words):
        if busy[place]:
            place += 1
            continue
        mention, used = _read_run(text, words, place, table, busy)
        if mention is not None:
            found.append(mention)
        place += max(used, 1)
    return found


def _read_run(
    text: str, words: tuple[Word, ...], place: int, table: NumberTable, busy: list[bool]
) -> tuple[NumberMention | None, int]:
    """One number in words that starts at `place`; how many words it took."""
    first = words[place]
    reading = read_word(first.text, table)
    if reading is None:
        return _single_word(text, words, place, table)
    values, form = list(reading.values), reading.form
    last, end = place, first.start + reading.letters
    here = place + 1
    while reading.whole and here < len(words) and not busy[here]:
        if text[words[here - 1].end : words[here].start] != " ":
            break
        more = read_word(words[here].text, table)
        ordinal = table.ordinals.get(lower_form(words[here].text, table), 0.0)
        if more is not None and (more.values[0] >= 100 or more.values[0] < _lowest(values)):
            values += more.values
            last, end, reading = here, words[here].start + more.letters, more
        elif 0 < ordinal < min(_lowest(values), 10) and form == "words":
            values.append(ordinal)
            form, last, end = "ordinal", here, words[here].end
            break
        elif lower_form(words[here].text, table) not in table.joins or here - last > 1:
            break
        here += 1
    mention = mention_of(text, first.start, end, add_up(values), form)
    if reading.whole:
        ahead = slice(last + 1, last + 4)
        following = [w for w, taken in zip(words[ahead], busy[ahead], strict=True) if not taken]
        mention = _take_magnitudes(mention, text, table, following)
    used = sum(1 for word in words[place : place + 12] if word.start < mention.end)
    return mention, max(used, last - place + 1)


def _single_word(
    text: str, words: tuple[Word, ...], place: int, table: NumberTable
) -> tuple[NumberMention | None, int]:
    """Ordinals (two of them may make one: "trigésimo sexto"), and words such as "half"."""
    word = words[place]
    lowered = lower_form(word.text, table)
    if lowered in table.ordinals:
        value, end, used = table.ordinals[lowered], word.end, 1
        after = words[place + 1] if place + 1 < len(words) else None
        unit = table.ordinals.get(lower_form(after.text, table), 0.0) if after else 0.0
        if after and value >= 10 and 0 < unit < 10 and text[end : after.start] in (" ", "-"):
            value, end, used = value + unit, after.end, 2
        return mention_of(text, word.start, end, value, "ordinal"), used
    value = table.loose.get(lowered, 0.0) or (
        table.magnitudes.get(lowered, 0.0) if len(lowered) > 3 else 0.0
    )
    known = lowered in table.loose or bool(value)
    return (mention_of(text, word.start, word.end, value, "loose") if known else None), 1


def _lowest(values: list[float]) -> float:
    last = values[-1]
    return last if last >= 20 else 0.0


@lru_cache(maxsize=8192)
def find_numbers(text: str, language: str) -> tuple[NumberMention, ...]:
    """All numbers of a text in order. Unknown languages: digits only, "." before decimals."""
    table = number_table(language)
    words = cut_words(text)
    found = numeric_dates(text, language)
    dates = [match.span() for match in NUMERIC_DATE.finditer(text)] if found else []
    at = 0
    for match in DIGITS.finditer(text):
        mention = digit_mention(text, match, table)
        if mention is None or any(start <= mention.start < end for start, end in dates):
            continue
        while at < len(words) and words[at].start < mention.end:
            at += 1
        found.append(_take_magnitudes(mention, text, table, list(words[at : at + 3])))
    found += _word_mentions(text, words, table, [(one.start, one.end) for one in found])
    found = [_shares(mention, text, language, table) for mention in found]
    found += roman_mentions(text)
    return tuple(sorted(found, key=lambda mention: mention.start))


@lru_cache(maxsize=8192)
def find_vague(text: str, language: str) -> tuple[NumberMention, ...]:
    """Orders of magnitude without a figure: "dozens", "centenas", "several hundred" (form "vague").

    "Tens of thousands" is two of them.
    """
    table = number_table(language)
    words = cut_words(text)
    found = []
    before = ""
    for word in words:
        lowered = lower_form(word.text, table)
        value = table.vague.get(lowered)
        if value is None and before in table.quantifiers:
            value = table.magnitudes.get(lowered)
        counted = before[-1:].isdigit() or _is_number(before, table)
        if value is not None and not counted and value >= 10:
            found.append(mention_of(text, word.start, word.end, value, "vague"))
        before = lowered
    return tuple(found)


def _is_number(word: str, table: NumberTable) -> bool:
    reading: WordReading | None = read_word(word, table) if word else None
    return reading is not None
