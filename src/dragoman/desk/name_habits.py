"""How languages spell the same word apart, and which capitalised words are ordinary words.

The tables stand in `language/endings.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.desk.check import UnitView
from dragoman.desk.coverage import lexicon, listed_words, look_alike, small_words, stem
from dragoman.language.names import NameWord, distance, find_name_words, forms_of
from dragoman.language.offices import find_portfolios
from dragoman.language.words import cut_words, fold, plain_language, read_table

# Letters that words of the language hardly have.
_FOREIGN = {
    "pt": r"[kwy]|([bcdfglmnptz])\1|th|sh|ph|ck|tz|dg|sch|oo|ee|uo$|ae|"
    r"[bcdfghjkpqtvnx]$|[bcdfghkmprstv]s$",
    "es": r"[kw]|([bdfgmptz])\1|th|sh|ph|ck|tz|dg|sch|oo|ee|[bcfghjkpqtvmx]$|hs$|ts$|[dln]s$",
    "it": r"[kwyjx]|th|sh|ph|ck|[bcdfghjkpqtvnsx]$",
    "fr": r"[kw]|th|sh|ck|oo|ee$",
}


def has_capital_inside(word: str) -> bool:
    """True for "McGregor": no common word has a capital but at its beginning or a hyphen's."""
    parts = re.split("[-'’]", word)
    return any(part[1:] != part[1:].lower() and not part.isupper() for part in parts)


@lru_cache(maxsize=32)
def common_endings(language: str) -> tuple[str, ...]:
    """Endings of ordinary words of a language, singular and plural; empty if not known."""
    line = str(read_table("endings.toml")["common"].get(plain_language(language), ""))
    return tuple(ending + plural for ending in line.split() for plural in ("", "s"))


@lru_cache(maxsize=32)
def listed_stems(language: str) -> frozenset[str]:
    """Stems of the words of a language that the word list and the light words have."""
    words = listed_words(plain_language(language)) | small_words(language)
    return frozenset(map(stem, words))


@lru_cache(maxsize=1)
def _endings_of_kin() -> frozenset[str]:
    return frozenset(str(read_table("endings.toml")["kin"]["endings"]).split())


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[str, str], ...]:
    return tuple((old, new) for old, new in read_table("endings.toml")["kin"]["spellings"])


def differ_by_habit(first: str, second: str) -> bool:
    """The difference lies in endings or letters by which languages spell the same word apart."""
    for old, new in _spellings():
        first, second = first.replace(old, new), second.replace(old, new)
    for letter in "abcdefgilmnoprstuv":
        first, second = first.replace(letter * 2, letter), second.replace(letter * 2, letter)
    if first == second or "e" + first == second or "e" + second == first:
        return True
    shared = 0
    while shared < min(len(first), len(second)) and first[shared] == second[shared]:
        shared += 1
    rests = (first[shared:], second[shared:])
    return shared >= 3 and all(not rest or rest in _endings_of_kin() for rest in rests)


def is_swapped_pair(first: str, second: str) -> bool:
    """Two neighbouring letters changed places, as fingers do and languages do not."""
    if len(first) != len(second):
        return False
    places = [place for place, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and first[places[0]] == second[places[1]]
        and first[places[1]] == second[places[0]]
    )


def accents_apart(one: str, two: str) -> bool:
    """The words differ in nothing but accents."""
    return fold(one) == fold(two)


def is_slip_of_known(before: str, after: str) -> bool:
    """`after` is one letter off a known name that languages write otherwise, if at all."""
    first, second = fold(before), fold(after)
    return (
        len(first) > 3
        and first[:1] == second[:1]
        and first[-1:] == second[-1:]
        and distance(first, second, 2) == 1
        and second not in forms_of(before)
        and not differ_by_habit(first, second)
    )


def looks_translatable_twin(name: NameWord, unit: UnitView) -> bool:
    """The word also stands in lower case in its sentence, or the word list translates it."""
    lowered = name.text.lower()
    if any(word.text == lowered for word in cut_words(unit.source)):
        return True
    book = lexicon(plain_language(unit.source_language), plain_language(unit.target_language))
    return stem(name.text) in book


def looks_translatable(name: NameWord, unit: UnitView) -> bool:
    """Ends like a common word of its language, or stands in lower case beside."""
    lowered = name.text.lower()
    if any(word.text == lowered for word in cut_words(unit.source)):
        return True
    endings = common_endings(unit.source_language)
    return not endings or lowered.endswith(endings)


@lru_cache(maxsize=16384)
def looks_foreign(name: str, language: str) -> bool:
    """Letters that words of the language hardly have: k, w, "th", an end in "t" in Portuguese."""
    pattern = _FOREIGN.get(plain_language(language))
    return bool(pattern and re.search(pattern, fold(name)))


def has_translation(name: NameWord, unit: UnitView) -> bool:
    """The word list knows the word, or a word of the translation begins like it."""
    book = lexicon(plain_language(unit.source_language), plain_language(unit.target_language))
    return stem(name.text) in book or any(
        look_alike(name.text, word.text) for word in cut_words(unit.target)
    )


def names_of(text: str) -> list[NameWord]:
    """The names of a text without the fields of ministries ("Ports Minister"), which are words."""
    fields = find_portfolios(text)
    return [
        name
        for name in find_name_words(text)
        if not any(start <= name.word.start < end for start, end in fields)
    ]
