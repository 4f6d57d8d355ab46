"""Numbers in running text: digits, words, magnitudes, ordinals, decades, clock times.

`find_numbers` reads what a text says as values, so that "3,1 mil milhões" and "3.1bn" compare
equal. A mention keeps every value its form may have ("1.500" is 1500 or 1.5). Word tables stand in
`numbers.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.language.words import Word, cut_words, plain_language, read_table

_DIGITS = re.compile(
    r"(?<![\w])(?P<clock>\d{1,2}[:hH]\d{2})(?![\d:])"
    r"|(?P<digits>\d{1,3}(?:[.,'’\u00a0\u202f\u2009 ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d+)*)"
)
_ROMAN = re.compile(r"(?<![\w])(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})(?=(?:e|er|ème)?(?![\w'’]))")
_SEPARATORS = "'’\u00a0\u202f\u2009 "
_LONGEST = 18  # digits; longer runs are codes, not quantities


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMention:
    """One number in a text.

    `values` holds every reading, `value` the one the language's own habits give. `form` is
    "digits", "words", "ordinal", "clock", "roman" or "loose" (half, dozen, both).
    """

    start: int
    end: int
    text: str
    value: float
    values: frozenset[float]
    form: str
    percent: bool = False
    magnitude: float = 1.0

    @property
    def is_firm(self) -> bool:
        """True when the number is written so that a translation must show it too."""
        return self.form in ("digits", "clock") or self.magnitude > 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    decimal: str
    words: dict[str, float]
    magnitudes: dict[str, float]
    ordinals: dict[str, float]
    loose: dict[str, float]
    joins: frozenset[str]
    percent: frozenset[str]


def _pairs(line: str) -> dict[str, float]:
    return {name: float(value) for name, value in (cell.split("=") for cell in line.split())}


@lru_cache(maxsize=64)
def _table(language: str) -> _Table:
    entry = read_table("numbers.toml").get(plain_language(language), {})
    words = _pairs(entry.get("words", ""))
    plain = plain_language(language)
    if plain in ("de", "nl"):
        words |= _joined_words(words, {"de": "und", "nl": "en"}[plain])
    return _Table(
        decimal=entry.get("decimal", "."),
        words=words,
        magnitudes=_pairs(entry.get("magnitudes", "")),
        ordinals=_pairs(entry.get("ordinals", "")),
        loose=_pairs(entry.get("loose", "")),
        joins=frozenset(entry.get("joins", "").split()),
        percent=frozenset(entry.get("percent", "").split()),
    )


def _joined_words(words: dict[str, float], join: str) -> dict[str, float]:
    """German and Dutch write 21 to 99 as one word: "fünfundzwanzig", "vijfentwintig"."""
    made = {}
    for tens, ten in words.items():
        if ten < 20 or ten > 90:
            continue
        for name, unit in words.items():
            if 1 <= unit <= 9:
                made[name + join + tens] = unit + ten
                if join == "en" and name.endswith("e"):
                    made[name + "ën" + tens] = unit + ten
    return made


def has_number_words(language: str) -> bool:
    """True when numbers written as words are understood in this language."""
    return plain_language(language) in read_table("numbers.toml")


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


def _digit_mention(match: re.Match[str], table: _Table) -> NumberMention | None:
    start, end = match.span()
    text = match.group()
    if match.group("clock"):
        hours, minutes = (int(part) for part in re.split("[:hH]", text))
        if hours > 24 or minutes > 59:
            return None
        value = float(hours % 12 * 60 + minutes)
        return NumberMention(
            start=start, end=end, text=text, value=value, values=frozenset((value,)), form="clock"
        )
    value, values = read_digits(text, table.decimal)
    if not values:
        return None
    return NumberMention(start=start, end=end, text=text, value=value, values=values, form="digits")


def _multiply(mention: NumberMention, factor: float, end: int, text: str) -> NumberMention:
    return replace(
        mention,
        end=end,
        text=text[mention.start : end],
        value=round(mention.value * factor, 6),
        values=frozenset(round(value * factor, 6) for value in mention.values),
        magnitude=mention.magnitude * factor,
    )


_GLUED = re.compile(r"([^\W\d_]{1,12})(?![^\W\d_])")


def _take_magnitudes(
    mention: NumberMention, text: str, table: _Table, following: list[Word]
) -> NumberMention:
    """Join "million", "mil milhões", "bn", glued or in the next words, to a number."""
    glued = _GLUED.match(text, mention.end)
    if glued and glued.group() in ("s", "st", "nd", "rd", "th"):
        return mention
    if glued:
        factor = table.magnitudes.get(glued.group(1)) or table.magnitudes.get(
            glued.group(1).lower()
        )
        if factor:
            mention = _multiply(mention, factor, glued.end(), text)
    for word in following[:2]:
        gap = text[mention.end : word.start]
        short = len(word.text) < 3 and gap == ""
        factor = table.magnitudes.get(word.text.lower())
        if not factor or (gap not in (" ", "\u00a0", "-", "\u202f") and not short):
            break
        if len(word.text) < 3 and word.text.lower() not in ("bn", "tn", "mi", "bi", "mn"):
            break
        mention = _multiply(mention, factor, word.end, text)
    return mention


def _percent(mention: NumberMention, text: str, table: _Table) -> bool:
    after = text[mention.end : mention.end + 14].lstrip(" \u00a0\u202f-").lower()
    if after.startswith(("%", "por cento", "por ciento", "per cent", "pour cent", "per cento")):
        return True
    if after.startswith(("la sută", "por cent")):
        return True
    first = re.match(r"[^\W\d_]+", after)
    return bool(first and first.group() in table.percent)


def _word_mentions(
    text: str, words: tuple[Word, ...], table: _Table, taken: list[tuple[int, int]]
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


def _parts(word: str, table: _Table) -> list[float] | None:
    lowered = word.lower()
    if lowered in table.words:
        return [table.words[lowered]]
    if "-" not in lowered:
        return None
    values = []
    for part in lowered.split("-"):
        if part in table.words:
            values.append(table.words[part])
        elif part not in table.joins:
            return None
    return values


def _read_run(
    text: str, words: tuple[Word, ...], place: int, table: _Table, busy: list[bool]
) -> tuple[NumberMention | None, int]:
    """One number in words that starts at `place`; how many words it took."""
    lowered = words[place].text.lower()
    values = _parts(words[place].text, table)
    if values is None:
        for form, names in (("ordinal", table.ordinals), ("loose", table.loose)):
            if lowered in names:
                return _word_mention(text, words[place], words[place], names[lowered], form), 1
        if lowered in table.magnitudes and len(lowered) > 3:
            return _word_mention(
                text, words[place], words[place], table.magnitudes[lowered], "loose"
            ), 1
        return None, 1
    last, here = place, place + 1
    while (
        here < len(words)
        and not busy[here]
        and text[words[here - 1].end : words[here].start] == " "
    ):
        more = _parts(words[here].text, table)
        if more is not None and (more[0] >= 100 or more[0] < _lowest(values)):
            values += more
            last = here
        elif words[here].text.lower() not in table.joins or here - last > 1:
            break
        here += 1
    value = _add_up(values)
    mention = _word_mention(text, words[place], words[last], value, "words")
    following = [
        word
        for word, is_busy in zip(
            words[last + 1 : last + 3], busy[last + 1 : last + 3], strict=False
        )
        if not is_busy
    ]
    mention = _take_magnitudes(mention, text, table, following)
    used = sum(1 for word in words[place : place + 12] if word.end <= mention.end)
    return mention, max(used, last - place + 1)


def _lowest(values: list[float]) -> float:
    last = values[-1]
    return last if last >= 20 else 0.0


def _add_up(values: list[float]) -> float:
    total, part = 0.0, 0.0
    for value in values:
        if value == 1000:
            total += (part or 1.0) * 1000
            part = 0.0
        elif value == 100 and 0 < part < 10:
            part *= 100
        else:
            part += value
    return total + part


def _word_mention(text: str, first: Word, last: Word, value: float, form: str) -> NumberMention:
    return NumberMention(
        start=first.start,
        end=last.end,
        text=text[first.start : last.end],
        value=value,
        values=frozenset((value,)),
        form=form,
    )


@lru_cache(maxsize=8192)
def find_numbers(text: str, language: str) -> tuple[NumberMention, ...]:
    """All numbers of a text in order. Unknown languages: digits only, "." before decimals."""
    table = _table(language)
    words = cut_words(text)
    found = []
    at = 0
    for match in _DIGITS.finditer(text):
        mention = _digit_mention(match, table)
        if mention is None:
            continue
        while at < len(words) and words[at].start < mention.end:
            at += 1
        mention = _take_magnitudes(mention, text, table, list(words[at : at + 2]))
        found.append(replace(mention, percent=_percent(mention, text, table)))
    spelt = _word_mentions(text, words, table, [(mention.start, mention.end) for mention in found])
    found += [replace(mention, percent=_percent(mention, text, table)) for mention in spelt]
    found += _roman_mentions(text)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _roman_mentions(text: str) -> list[NumberMention]:
    letters = {"I": 1, "V": 5, "X": 10}
    found = []
    for match in _ROMAN.finditer(text):
        if not match.group():
            continue
        digits = [letters[letter] for letter in match.group()]
        value = 0
        for here, after in zip(digits, [*digits[1:], 0], strict=True):
            value += -here if here < after else here
        found.append(
            NumberMention(
                start=match.start(),
                end=match.end(),
                text=match.group(),
                value=float(value),
                values=frozenset((float(value),)),
                form="roman",
            )
        )
    return found


@lru_cache(maxsize=8192)
def find_vague(text: str, language: str) -> tuple[NumberMention, ...]:
    """Orders of magnitude without a figure: "dozens", "centenas", "thousands". Form "vague"."""
    entry = read_table("numbers.toml").get(plain_language(language), {})
    table = _pairs(entry.get("vague", ""))
    words = cut_words(text)
    found = []
    for place, word in enumerate(words):
        value = table.get(word.text.lower())
        before = words[place - 1].text if place else ""
        if value is None or before[-1:].isdigit() or _parts(before, _table(language)):
            continue
        found.append(_word_mention(text, word, word, value, "vague"))
    return tuple(found)


def show_number(value: float, language: str) -> str:
    """A value in digits, as a newspaper in `language` prints it (grouped from 10,000 on)."""
    decimal = _table(language).decimal
    group = "," if decimal == "." else "."
    if value == int(value):
        return f"{int(value):,}".replace(",", group) if value >= 10_000 else str(int(value))
    whole, _, tail = f"{value:.6f}".rstrip("0").partition(".")
    return f"{whole}{decimal}{tail}"
