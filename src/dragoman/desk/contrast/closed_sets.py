"""Closed sets: rows of words of which at most one is right in a given place.

The tables `sets.LANGUAGE.tsv` were written for this project. A set is no claim that its members
are opposites: only that a translator who means one of them does not write another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dragoman.language.words import Word, cut_words, plain_language

_LONGEST = 3  # words of a member


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivalry:
    """A word or phrase of a text (code points) and what might stand there instead.

    `kind` is the set's: opposite, sense, weekday, month, season, day, period, magnitude, number,
    unit, currency, office, person, pronoun, place, modal.
    """

    kind: str
    start: int
    end: int
    found: str
    rivals: tuple[str, ...]


@lru_cache(maxsize=8)
def closed_sets(language: str) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """By member, lower case: the kind and the other members of every set that it is in."""
    name = f"sets.{plain_language(language)}.tsv"
    path = resources.files("dragoman.desk.contrast").joinpath(name)
    if not path.is_file():
        return {}
    book: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        kind, _, row = line.partition("\t")
        members = [member.replace("_", " ") for member in row.split()]
        for place, member in enumerate(members):
            others = tuple(members[:place] + members[place + 1 :])
            book.setdefault(member.lower(), []).append((kind, others))
    return {member: tuple(sets) for member, sets in book.items()}


def has_closed_sets(language: str) -> bool:
    """True when there is a table for a language."""
    return bool(closed_sets(language))


def find_rivalries(text: str, language: str) -> tuple[Rivalry, ...]:
    """Every place of a text where a member of a closed set stands, one for each kind of set.

    The longest phrase counts; rivals have the capitals of what stands there.
    """
    book = closed_sets(language)
    if not book:
        return ()
    words = cut_words(text)
    found: list[Rivalry] = []
    place = 0
    while place < len(words):
        count = _longest(words, place, text, book)
        if count:
            found += _rivalries(text, words[place].start, words[place + count - 1].end, book)
        place += max(count, 1)
    return tuple(found)


def _longest(words: tuple[Word, ...], place: int, text: str, book: Mapping[str, object]) -> int:
    """How many words the longest member that begins at `place` has; 0 for none."""
    for count in range(min(_LONGEST, len(words) - place), 0, -1):
        start, end = words[place].start, words[place + count - 1].end
        if text[start:end].lower() in book:
            return count
    return 0


def _rivalries(
    text: str, start: int, end: int, book: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
) -> list[Rivalry]:
    found = text[start:end]
    kinds: dict[str, dict[str, None]] = {}
    for kind, others in book[found.lower()]:
        kinds.setdefault(kind, {}).update(dict.fromkeys(_as_written(one, found) for one in others))
    return [
        Rivalry(
            kind=kind, start=start, end=end, found=found,
            rivals=tuple(one for one in rivals if one != found),
        )
        for kind, rivals in kinds.items()
    ]  # fmt: skip


def _as_written(rival: str, found: str) -> str:
    """A rival in the capitals of the word that it stands against."""
    if len(found) > 1 and found.isupper():
        return rival.upper()
    if found[:1].isupper():
        return rival[:1].upper() + rival[1:]
    return rival
