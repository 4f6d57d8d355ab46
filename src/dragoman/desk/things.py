""" "It" and "its" for a person: where the original's words cannot be about a thing.

Portuguese and Spanish leave the subject out and have one possessive for all; engines then write "it
was taken to hospital" of a man. Only three openings are certain enough: the possessive right behind
a person who is the subject, what somebody says of himself behind "que", and what is done to people
alone ("foi detido").
"""

from __future__ import annotations

import re

from dragoman.desk.antecedents import Antecedents
from dragoman.desk.check import UnitView
from dragoman.desk.mentions import UNKNOWN, Mention, anaphors
from dragoman.language.reporting import reporting_words
from dragoman.language.words import Word, cut_words

PRONOUNS = {
    "it": {"f": "she", "m": "he"},
    "its": {"f": "her", "m": "his"},
    "itself": {"f": "herself", "m": "himself"},
}
"""The English pronouns for things, and what they are for a woman and a man."""

_NEAR = 4  # words between a subject and its possessive ("Reis vai assumir o seu lugar")
# Endings of verbs in the third person that hardly another word has, in both languages.
_FINITE = re.compile(r"(?:ria|ría|rá|ava|aba|ou|ió|eu|iu|sse|ra)$")
_ENDS = {"o": "m", "a": "f"}


class Things:
    """Which of a document's "it" and "its" stand for a person."""

    def __init__(self, unnamed: Antecedents) -> None:
        self._unnamed = unnamed
        self._language = unnamed.language
        self._lists = anaphors(unnamed.language)

    def gender(self, unit: UnitView, pronoun: str, word: Word) -> str:
        """The gender of the person that `word`, the original's word for `pronoun`, speaks of; ""
        where it may be a thing."""
        if pronoun == "its":
            return self._owner(unit, word)
        if pronoun == "it":
            return self._done_to_people(unit, word) or self._says_of_self(unit, word)
        return ""

    def _subject(self, unit: UnitView, word: Word) -> Mention | None:
        """The one person before a word, if that is a subject of known gender."""
        before = self._unnamed.people_before(unit.index, word)
        genders = {one.gender for one in before}
        if len(genders) != 1 or UNKNOWN in genders or not before[-1].leads:
            return None
        return before[-1]

    def _owner(self, unit: UnitView, word: Word) -> str:
        """ "Reis vai assumir o seu lugar": nothing else stands between that could own it."""
        person = self._subject(unit, word)
        if word.text.lower() not in self._lists["possessive"] or person is None:
            return ""
        between = cut_words(unit.source[person.end : word.start])
        if not 0 < len(between) <= _NEAR or "," in unit.source[person.end : word.start]:
            return ""
        inner = [one.text.lower() for one in between[:-1]]
        if any(one.is_capitalised for one in between) or self._lists["before"] & set(inner):
            return ""
        if set(inner) & {"o", "a", "os", "as", "um", "uma", "el", "la", "los", "las", "un", "una"}:
            return ""
        return person.gender

    def _says_of_self(self, unit: UnitView, word: Word) -> str:
        """ "Reis afirmou que só o faria": right behind "que", and no verb that goes without one."""
        person = self._subject(unit, word)
        if person is None or word.text.lower() in self._lists["nobodys"]:
            return ""
        if not _FINITE.search(word.text.lower()):
            return ""
        between = [one.text.lower() for one in cut_words(unit.source[person.end : word.start])]
        if "que" not in between[1:3] or between[0] not in reporting_words(self._language):
            return ""
        light = between[between.index("que") + 1 :]
        return person.gender if set(light) <= self._lists["light"] else ""

    def _done_to_people(self, unit: UnitView, word: Word) -> str:
        """ "Foi detido": what is said only of people, and the participle tells the gender."""
        after = cut_words(unit.source[word.start :])[:3]
        for place, one in enumerate(after):
            low = one.text.lower()
            stem, end = low[:-1], low[-1:]
            if stem in self._lists["suffered"] and end in _ENDS and place:
                return self._agreed(unit, word, _ENDS[end])
        return ""

    def _agreed(self, unit: UnitView, word: Word, told: str) -> str:
        """The participle's gender, where nobody of the other gender and no "vítima" is near."""
        before = self._unnamed.people_before(unit.index, word)
        topic = self._unnamed.topic_before(unit.index)
        genders = {one.gender for one in before} or {topic}
        return told if genders == {told} else ""
