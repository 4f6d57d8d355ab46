"""Who holds an office or plays a part in an English document: "Judge Ellen Marsh", "Sen. Reis"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.desk.clauses import Clauses
from dragoman.language.inflection import is_person_noun
from dragoman.language.names import FullName

_SHORT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "prof": "professor",
    "dr": "doctor", "sgt": "sergeant", "capt": "captain", "lt": "lieutenant",
}  # fmt: skip
_OTHERS = frozenset(("a", "an", "another", "two", "other", "every", "any", "some", "each"))
_BESIDE = (" ", ", ", ". ")


def role_of(word: str) -> str:
    """The noun for a person that a small-letter word is or stands for ("sen": senator), or ""."""
    if is_person_noun(word):
        return word
    return _SHORT.get(word, "")


def find_roles(clauses: Clauses, people: Mapping[FullName, str]) -> Iterator[tuple[str, str]]:
    """The roles of a sentence with the gender of whoever holds them.

    `people` are the sentence's names with their genders. A role without a name is told with ""
    where it cannot be the one held ("another judge").
    """
    starts = {name.start: gender for name, gender in people.items()}
    for at, low in enumerate(clauses.low):
        role = role_of(low)
        if not role:
            continue
        start = clauses.words[at].start
        inside = next((one for one in people if one.start <= start < one.end), None)
        following = clauses.words[at + 1].start if at + 1 < len(clauses.words) else -1
        if inside is not None:
            if following >= 0 and following < inside.end:
                yield role, people[inside]
        elif following in starts and clauses.gap(at + 1) in _BESIDE:
            yield role, starts[following]
        elif at and clauses.low[at - 1] in _OTHERS:
            yield role, ""
