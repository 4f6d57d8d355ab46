"""The people of a document: who is spoken of most, and what the document says of their gender."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.gender import (
    FEMININE,
    MASCULINE,
    find_cues,
    gender_of_first_name,
    known_surnames,
)
from dragoman.language.names import FullName, authorities, find_full_names, fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person: the word they are called by, how often, first mention, and gender ("" unknown)."""

    surname: str
    full: str
    mentions: int
    first_unit: int
    gender: str


def find_people(texts: Sequence[str], language: str) -> tuple[Person, ...]:
    """The people that texts name in full at least once, most mentioned first."""
    return _find_people(tuple(texts), language)


@lru_cache(maxsize=32)
def _find_people(texts: tuple[str, ...], language: str) -> tuple[Person, ...]:
    full: dict[str, tuple[FullName, int]] = {}
    known = {fold(person.name): person for person in authorities()}
    for place, text in enumerate(texts):
        for name in find_full_names(text):
            words = _person_words(name.words, known)
            if words:
                full.setdefault(fold(words[-1]), (name, place))
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(fold(word) for name in find_full_names(text) for word in name.words)
    people = []
    for surname, (name, place) in full.items():
        words = _person_words(name.words, known)
        people.append(
            Person(
                surname=surname,
                full=" ".join(words),
                mentions=counts[surname],
                first_unit=place,
                gender=gender_of_first_name(words[0]) or known_surnames().get(words[-1].lower(), ""),
            )
        )
    return tuple(sorted(people, key=lambda person: (-person.mentions, person.first_unit)))


def _person_words(words: tuple[str, ...], known: dict[str, object]) -> tuple[str, ...]:
    """The part of a run of capitals that is a person's name: from a first name on."""
    for place, word in enumerate(words[:-1]):
        if gender_of_first_name(word):
            return words[place : place + 4]
    return words if fold(" ".join(words)) in known else ()


def pronoun_gender(texts: Sequence[str], language: str) -> str:
    """The gender of all personal pronouns of texts together; "" when both or none are there."""
    genders = {
        cue.gender for text in texts for cue in find_cues(text, language) if cue.kind == "pronoun"
    }
    return genders.pop() if len(genders) == 1 else ""


def focus_gender(texts: Sequence[str], language: str) -> str:
    """The gender of the one person a text is about, "" where there is no such person.

    Pronouns count three times, a first name twice, nouns once; both genders must not come near.
    """
    score = {FEMININE: 0.0, MASCULINE: 0.0}
    for place, text in enumerate(texts):
        for cue in find_cues(text, language):
            if cue.kind == "pronoun":
                score[cue.gender] += 3.0
            elif cue.kind == "person":
                score[cue.gender] += 1.0
            elif cue.kind == "name" and place == 0 and cue.start < 20:
                score[cue.gender] += 2.0
    high, low = max(score.values()), min(score.values())
    if high < 2 or low > 0.45 * high:
        return ""
    return FEMININE if score[FEMININE] == high else MASCULINE
