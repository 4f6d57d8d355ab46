"""One name spelt in two ways within a translation, told from two names by the original."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.sounds import PLAIN_SPELLING, consonants, is_sounded, stands_among
from dragoman.language.gender import gender_of_first_name
from dragoman.language.names import NameWord, distance, find_name_words, is_known_form, same_name
from dragoman.language.words import cut_words, fold, plain_language, word_list

_SHORTEST = 4  # letters; shorter names are one letter from one another by chance
_INFLECTING = frozenset(("pt", "es", "it", "fr", "ca", "ro"))
# Endings of two genders and numbers of one Romance word: "Prisional" and "Prisionais".
_FORMS = frozenset(
    [("o", "a"), ("os", "as"), ("o", "as"), ("a", "os"), ("l", "is"), ("ao", "oes"), ("m", "ns")]
)


@dataclass(frozen=True, slots=True)
class Apart:
    """A name spelt otherwise than elsewhere: where it stands, and the other sentences' spelling."""

    name: NameWord
    usual: str


class Spellings:
    """The names of a translation, each with the sentences that spell it so."""

    def __init__(self, document: DocumentView) -> None:
        self._document = document
        self._places: dict[str, set[int]] = defaultdict(set)
        self._printed: dict[str, str] = {}
        self._by_letter: dict[str, set[str]] = defaultdict(set)
        if document.is_document and len(document.units) > 1:
            for unit in document.open_units():
                self._read(unit)

    def _read(self, unit: UnitView) -> None:
        small = word_list(unit.target_language, "function")
        for name in find_name_words(unit.target):
            folded = fold(name.text)
            if len(folded) < _SHORTEST - 1 or name.text.isupper() or folded in small:
                continue
            self._places[folded].add(unit.index)
            self._printed.setdefault(folded, name.text)
            self._by_letter[folded[0]].add(folded)

    def apart(self, unit: UnitView) -> list[Apart]:
        """Names that only this sentence spells so, where others spell the same one otherwise.

        The original has to name the same: a word of this sentence's source that sounds like the
        usual spelling, and stands in the source of a sentence that has it.
        """
        found = []
        for name in find_name_words(unit.target):
            folded = fold(name.text)
            if self._places.get(folded) != {unit.index} or is_known_form(name.text):
                continue
            if any(same_name(name.text, word.text) for word in cut_words(unit.source)):
                continue
            usual = self._usual(folded, unit)
            if usual is not None:
                found.append(Apart(name=name, usual=usual))
        return found

    def _usual(self, folded: str, unit: UnitView) -> str | None:
        here = {fold(word.text) for word in cut_words(unit.target)}
        near = [
            other
            for other in self._by_letter[folded[0]]
            if other not in here
            and len(other) >= _SHORTEST
            and _is_slip(folded, other)
            and self._is_usual(other, unit)
            and not self._may_be_two(folded, other)
            and self._is_meant(other, unit)
        ]
        best = max(near, key=lambda other: (len(self._places[other]), other), default=None)
        return None if best is None else self._printed[best]

    def _is_usual(self, other: str, unit: UnitView) -> bool:
        """The spelling is the rule: in several sentences, in the body, or in the original."""
        if len(self._places[other]) > 1 or unit.is_headline:
            return True
        return other in {fold(word.text) for word in cut_words(unit.source)}

    def _may_be_two(self, one: str, two: str) -> bool:
        """Inflected forms of a word, or two first names that are written alike by their sound."""
        if plain_language(self._document.target_language) in _INFLECTING:
            first, second = _without_stem(one, two)
            if (first, second) in _FORMS or (second, first) in _FORMS:
                return True
        by_sound = plain_language(self._document.source_language) not in PLAIN_SPELLING
        return by_sound and bool(gender_of_first_name(one)) and consonants(one) == consonants(two)

    def _is_meant(self, usual: str, unit: UnitView) -> bool:
        """A source name of the sentence sounds like the usual spelling and stands beside it."""
        cases = plain_language(unit.source_language) not in PLAIN_SPELLING
        return any(
            is_sounded(name.text, usual)
            and any(
                stands_among(name.text, self._document.units[place].source, in_cases=cases)
                for place in self._places[usual]
            )
            for name in find_name_words(unit.source)
        )


def _without_stem(one: str, two: str) -> tuple[str, str]:
    shared = 0
    while one[shared : shared + 1] and one[shared : shared + 1] == two[shared : shared + 1]:
        shared += 1
    return one[shared:], two[shared:]


def _is_slip(one: str, two: str) -> bool:
    """The words are a slip apart, and neither is made of the other by an ending."""
    if one.startswith(two) or two.startswith(one):
        return False
    return 0 < distance(one, two, 3) <= (1 if len(two) < 6 else 2)
