"""The word side of numbers: tables by language, and what one written word is worth.

The tables stand in `numbers.toml`. A word may be a number ("sete"), several joined by hyphens
("twenty-five"), a compound ("fünfundzwanzig", "четирииесетгодишен") or a number with something
else hanging on it ("two-foot", "four-year-old").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.words import plain_language, read_table

_CYRILLIC = dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
_CYRILLIC |= {"љ": "lj", "њ": "nj", "џ": "dž"}
_LONGEST_COMPOUND = 40  # letters; longer words are no numbers, and cutting them costs


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTable:
    """What a language calls its numbers; `decimal` is the mark before the decimals."""

    decimal: str
    words: dict[str, float]
    parts: dict[str, float]
    heads: frozenset[str]
    tails: tuple[str, ...]
    magnitudes: dict[str, float]
    ordinals: dict[str, float]
    loose: dict[str, float]
    vague: dict[str, float]
    quantifiers: frozenset[str]
    joins: frozenset[str]
    percent: frozenset[str]
    latin: bool


@dataclass(frozen=True, slots=True)
class WordReading:
    """What a word is worth: its parts, to be added up; how many of its letters say so; its form."""

    values: tuple[float, ...]
    letters: int
    form: str
    whole: bool


def _pairs(line: str) -> dict[str, float]:
    return {name: float(value) for name, value in (cell.split("=") for cell in line.split())}


@lru_cache(maxsize=64)
def number_table(language: str) -> NumberTable:
    """The table of a language; an empty one with "." before decimals where nothing is known."""
    plain = plain_language(language)
    entry = read_table("numbers.toml").get(plain, {})
    words = _pairs(entry.get("words", ""))
    if plain in ("de", "nl"):
        words |= _joined_words(words, {"de": "und", "nl": "en"}[plain])
    parts = _pairs(entry.get("glue", ""))
    if parts:
        parts |= {name: value for name, value in words.items() if len(name) > 2 and value}
    return NumberTable(
        decimal=entry.get("decimal", "."),
        words=words,
        parts=parts,
        heads=frozenset(part[:3] for part in parts),
        tails=tuple(entry.get("tails", "").split()),
        magnitudes=_pairs(entry.get("magnitudes", "")),
        ordinals=_pairs(entry.get("ordinals", "")),
        loose=_pairs(entry.get("loose", "")),
        vague=_pairs(entry.get("vague", "")),
        quantifiers=frozenset(entry.get("quantifiers", "").split()),
        joins=frozenset(entry.get("joins", "").split()),
        percent=frozenset(entry.get("percent", "").split()),
        latin=plain == "sr",
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


def lower_form(word: str, table: NumberTable) -> str:
    """A word as the tables write it: lower case, Serbian in Latin letters."""
    lowered = word.lower()
    if not table.latin or lowered.isascii():
        return lowered
    return "".join(_CYRILLIC.get(letter, letter) for letter in lowered)


def read_word(word: str, table: NumberTable) -> WordReading | None:
    """What one word says as a number; None where it says none."""
    lowered = lower_form(word, table)
    if lowered in table.words:
        return WordReading((table.words[lowered],), len(word), "words", whole=True)
    if "-" in lowered:
        return _read_hyphens(lowered, table)
    compound = _cut_compound(lowered, table)
    if compound is None:
        return None
    values, rest = compound
    return WordReading(values, max(len(word) - rest, 1), "words", whole=not rest)


def _read_hyphens(lowered: str, table: NumberTable) -> WordReading | None:
    """ "twenty-five", "twenty-first"; in "two-foot" and "four-year-old" only the first part."""
    values: list[float] = []
    letters = 0
    form = "words"
    for part in lowered.split("-"):
        if part in table.words and _goes_on(values, table.words[part]):
            values.append(table.words[part])
        elif values and values[-1] >= 20 and 0 < table.ordinals.get(part, 0) < 10:
            values.append(table.ordinals[part])
            form = "ordinal"
        elif part not in table.joins or not values:
            break
        letters += len(part) + 1
    whole = letters == len(lowered) + 1
    if not values or (not whole and values[0] < 2):
        return None
    return WordReading(tuple(values), letters - 1, form, whole=whole)


def _goes_on(values: list[float], value: float) -> bool:
    """True when `value` may follow inside one number: "four-four" is no eight."""
    return not values or value >= 100 or values[-1] >= 100 or (values[-1] >= 20 and value < 10)


def _cut_compound(lowered: str, table: NumberTable) -> tuple[tuple[float, ...], int] | None:
    """The numbers that a word is made of, and the letters of its known tail, if that is all."""
    if not table.parts or not 6 <= len(lowered) <= _LONGEST_COMPOUND:
        return None
    if lowered[:3] not in table.heads:
        return None
    return _segment(lowered, table.parts, table.tails, ())


def _segment(
    rest: str, parts: dict[str, float], tails: tuple[str, ...], done: tuple[float, ...]
) -> tuple[tuple[float, ...], int] | None:
    """Cut `rest` into numbers, longest first; at least two parts, or one and a tail."""
    if done and not rest:
        return (done, 0) if len(done) > 1 else None
    if done and any(rest.startswith(tail) and len(rest) <= len(tail) + 7 for tail in tails):
        return (done, len(rest)) if done != (1.0,) else None
    for size in range(min(len(rest), 14), 1, -1):
        value = parts.get(rest[:size])
        if (
            value is None
            or (not value and not done)
            or (value and done and done[-1] < 20 and value < 100)
        ):
            continue
        found = _segment(rest[size:], parts, tails, (*done, value) if value else done)
        if found is not None:
            return found
    return None


def add_up(values: tuple[float, ...] | list[float]) -> float:
    """The sum that number words make: (2, 100, 50) is 250, (3, 1000) is 3000."""
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
