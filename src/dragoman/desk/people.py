"""The people of a document: who is spoken of most, and what the document says of their gender."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.gender import (
    FEMININE,
    MASCULINE,
    find_cues,
    gender_of_first_name,
    known_surnames,
)
from dragoman.language.names import FullName, authorities, find_full_names
from dragoman.language.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person: the word they are called by, in how many sentences, the first of them, and gender
    ("" where it is not known)."""

    surname: str
    full: str
    mentions: int
    first_unit: int
    gender: str


def find_people(texts: Sequence[str]) -> tuple[Person, ...]:
    """The people that texts name in full at least once, most mentioned first."""
    return _find_people(tuple(texts))


@lru_cache(maxsize=32)
def _find_people(texts: tuple[str, ...]) -> tuple[Person, ...]:
    full: dict[str, tuple[FullName, int]] = {}
    known = {fold(person.name): person for person in authorities()}
    for place, text in enumerate(texts):
        for name in find_full_names(text):
            words = _person_words(name.words, known)
            if words:
                full.setdefault(fold(words[-1]), (name, place))
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({fold(word) for name in find_full_names(text) for word in name.words})
    people = []
    for surname, (name, place) in full.items():
        words = _person_words(name.words, known)
        people.append(
            Person(
                surname=surname,
                full=" ".join(words),
                mentions=counts[surname],
                first_unit=place,
                gender=gender_of_first_name(words[0])
                or known_surnames().get(words[-1].lower(), ""),
            )
        )
    return tuple(sorted(people, key=lambda person: (-person.mentions, person.first_unit)))


def _person_words(words: tuple[str, ...], known: Mapping[str, object]) -> tuple[str, ...]:
    """The part of a run of capitals that is a person's name: from a first name on."""
    for place, word in enumerate(words[:-1]):
        if gender_of_first_name(word):
            return words[place : place + 4]
    return words if fold(" ".join(words)) in known else ()


def focus_gender(texts: Sequence[str], language: str) -> str:
    """The gender of the one person a text is about, "" where there is no such person.

    The first sentence must open with that person's name, and no other person may be named often.
    Pronouns count three times, a first name twice, nouns once; without a pronoun or a first name
    nothing is concluded, nor where the other gender's share comes near.
    """
    opening = find_full_names(texts[0])[:1] if len(texts) > 1 else ()
    if not opening or opening[0].start > 25 or not _is_person(opening[0]):
        return ""
    called = {fold(word) for word in opening[0].words}
    if _is_outnumbered(called, texts):
        return ""
    score = {FEMININE: 0.0, MASCULINE: 0.0}
    first = gender_of_first_name(opening[0].words[0])
    told = _gender_of_opening(texts[0], opening[0])
    for gender in filter(None, (first, told)):
        score[gender] += 2.0
    firm = bool(first or told)
    for text in texts:
        for cue in find_cues(text, language):
            firm = firm or cue.kind == "pronoun"
            score[cue.gender] += {"pronoun": 3.0, "person": 1.0}.get(cue.kind, 0.0)
    high, low = max(score.values()), min(score.values())
    if not firm or high < 2 or low > 0.5 * high:
        return ""
    return FEMININE if score[FEMININE] == high else MASCULINE


_IS_A = re.compile(
    r"\b(?:foi|era|é|fue|es)\s+(?:um|un|(uma|una))\s|\b(?:nascid|nacid)(?:o|(a))\b", re.IGNORECASE
)


def _gender_of_opening(text: str, name: FullName) -> str:
    """ "Lo Reis é uma atleta", "nascida em 1962": the forms that go with the opening name."""
    genders = {
        FEMININE if match.group(1) or match.group(2) else MASCULINE
        for match in _IS_A.finditer(text, name.end)
    }
    return genders.pop() if len(genders) == 1 else ""


def _is_person(name: FullName) -> bool:
    """Two capitalised words or more, or a first name alone."""
    return len(name.words) > 1 or bool(gender_of_first_name(name.words[0]))


def _is_outnumbered(called: set[str], texts: Sequence[str]) -> bool:
    """Somebody else is named three times, or more often than the person called so."""
    mentions = sum(
        any(fold(word) in called for name in find_full_names(text) for word in name.words)
        for text in texts
    )
    others = [
        person
        for person in find_people(texts)
        if not called & {fold(word) for word in person.full.split()}
    ]
    return any(person.mentions > 2 or person.mentions > mentions for person in others)
