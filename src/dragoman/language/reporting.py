"""Who is said to speak: names beside a reporting verb, outside the quotation (`reporting.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.names import FullName, find_full_names
from dragoman.language.quotes import find_quotations
from dragoman.language.words import Word, cut_words, plain_language, read_table

_BESIDE = (
    4  # words between a speaker and the verb: "said Prime Minister Ana Couto", "he, Rui, said"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A name to which words are ascribed."""

    name: FullName
    verb: Word


def reporting_languages() -> frozenset[str]:
    """The languages whose reporting verbs are known."""
    return frozenset(read_table("reporting.toml"))


@lru_cache(maxsize=16)
def reporting_words(language: str) -> frozenset[str]:
    """Verbs that report speech, and single words that name a speaker; empty where none is known."""
    entry = read_table("reporting.toml").get(plain_language(language), {})
    return frozenset(f"{entry.get('verbs', '')} {entry.get('phrases', '')}".split())


@lru_cache(maxsize=4096)
def find_speakers(text: str, language: str) -> tuple[Speaker, ...]:
    """The names nearest to each reporting verb of a text, outside quotations; also "Name: ...".

    A verb without a name within four words has no speaker here ("he said").
    """
    words = cut_words(text)
    verbs = reporting_words(language)
    quoted = [(one.start, one.end) for one in find_quotations(text)]
    names = [
        name
        for name in find_full_names(text)
        if not any(start <= name.start < end for start, end in quoted)
    ]
    numbers = {word.start: place for place, word in enumerate(words)}
    found: list[Speaker] = []
    for place, word in enumerate(words):
        if word.text.lower() not in verbs or any(a <= word.start < b for a, b in quoted):
            continue
        near = [
            (_gap(numbers, name, place), name.start, name)
            for name in names
            if name.start in numbers
        ]
        if near and min(near)[0] <= _BESIDE:
            found.append(Speaker(name=min(near)[2], verb=word))
    if names and names[0].start <= 1 and text[names[0].end : names[0].end + 1] == ":":
        found.append(Speaker(name=names[0], verb=words[0]))
    return tuple(found)


def _gap(numbers: dict[int, int], name: FullName, verb: int) -> int:
    """Words between a name and a verb."""
    first = numbers[name.start]
    last = first + len(name.words) - 1
    return first - verb - 1 if first > verb else max(0, verb - last - 1)
