"""Whom a Portuguese or Spanish sentence means where it names nobody: "disse", "seu", "lhe".

English must say he or she there. The antecedent is looked for in the sentence before the words,
then in the subject of the sentences before: who speaks or acts goes on doing so where no other
subject is named. A gender is given only where nobody of the other one can be meant.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.mentions import UNKNOWN, Mention, anaphors, mentions_of
from dragoman.language.gender import find_cues
from dragoman.language.reporting import reporting_words
from dragoman.language.words import Word, cut_words, word_list
from dragoman.records import Span

_KEPT = 2  # sentences without anybody over which the subject is kept in mind
_OPENING = 3  # words before a subject that opens its sentence ("Na sexta-feira, Reis")
_AGREES = re.compile(r"^\W*\w{2,}[aist]d([oa])\b[^,]*,")
_LEAST = 0.2  # weight from which an alignment is believed
_GENDERS = {"o": "m", "a": "f"}


class Antecedents:
    """Of which gender the unnamed people of a document's sentences are."""

    def __init__(self, texts: tuple[str, ...], language: str) -> None:
        self.texts, self.language = texts, language
        self._mentions = mentions_of(texts, language)
        self._lists = anaphors(language)
        self._topics = self._follow_topics()

    def gender(self, place: int, word: Word, *, reflexive: bool = False, acts: bool = True) -> str:
        """The gender of the person whom a word of a sentence speaks of; "" where in doubt.

        The word is a verb without a subject, a possessive, or a pronoun that is no subject.
        `reflexive`: the subject itself is meant ("himself"), whatever the word. `acts`: a verb may
        be meant; its subject is nobody whom "her" or "his" could mean.
        """
        if reflexive:
            return self._subject_or_owner(place, word)
        low = word.text.lower()
        if "-" in word.text and (told := self._by_ending(place, low)):
            return told
        if low.rpartition("-")[2] in self._lists["object"]:
            return self._object(place, word)
        if low in self._lists["possessive"]:
            return self._subject_or_owner(place, word)
        is_subject = acts and self._may_be_verb(place, word)
        return self._subject_or_owner(place, word) if is_subject else ""

    def _by_ending(self, place: int, low: str) -> str:
        """ "informam-na": the pronoun tells, where no noun like "a vítima" can be meant."""
        near = self._mentions.of(place) + (self._mentions.of(place - 1) if place else ())
        if any(one.gender == UNKNOWN and one.leads for one in near):
            return ""
        for gender, kind in (("f", "feminine"), ("m", "masculine")):
            if any(low.endswith(end) for end in self._lists[kind]):
                return gender
        return ""

    def _may_be_verb(self, place: int, word: Word) -> bool:
        """No name, no small word, and not the verb of a relative clause ("o homem que disse")."""
        low = word.text.lower()
        before = cut_words(self.texts[place][: word.start])
        if low in word_list(self.language, "function") and low not in self._lists["verbs"]:
            return False
        if word.is_capitalised and before:
            return False
        near = [one.text.lower() for one in before[-3:]]
        if "que" in near[1:]:
            that = len(before) - len(near) + near.index("que", 1)
            saying = reporting_words(self.language) | self._lists["that"]
            said = [one.text.lower() for one in before[:that]]
            return said[-1] in saying or not saying.isdisjoint(said[:-1])
        return True

    def _object(self, place: int, word: Word) -> str:
        """ "perguntou-lhe": not the subject of the sentence, but who was spoken of before."""
        if self._mentions.is_quoted(place, word.start):
            return ""
        return "" if self.people_before(place, word) else self.topic_before(place)

    def people_before(self, place: int, word: Word) -> list[Mention]:
        """The people named before a word, in the same quotation or all outside of one."""
        spans = self._mentions.spoken[place]
        inside = next((span for span in spans if span[0] <= word.start < span[1]), None)
        return [
            one
            for one in self._mentions.of(place)
            if one.end <= word.start
            and (not one.is_quoted if inside is None else inside[0] <= one.start < inside[1])
        ]

    def _subject_or_owner(self, place: int, word: Word) -> str:
        text = self.texts[place]
        quoted = self._mentions.is_quoted(place, word.start)
        owns = word.text.lower() in self._lists["possessive"]
        here = self.people_before(place, word)
        agreed = "" if quoted or owns else self._by_agreement(text, word)
        if any(one.leads for one in here):
            genders = {one.gender for one in here if one.leads or one.gender != UNKNOWN}
            told = _sure(genders.pop()) if len(genders) == 1 else ""
            return told if agreed in ("", told) else ""
        if quoted:
            return ""
        told = agreed or self._behind(place, word)
        if not told and owns and place:
            near = {one.gender for one in self._mentions.of(place - 1)}
            if len(near) > 1:
                return ""  # "A ministra recebeu o embaixador. Sua visita": hers or his
        told = told or self.topic_before(place)
        oblique = {one.gender for one in here} - {UNKNOWN}
        return told if agreed or oblique <= {told} else ""

    def _behind(self, place: int, word: Word) -> str:
        """ "Na sua audição, Reis": an opening speaks of the subject that follows its comma."""
        for one in self._mentions.of(place):
            if one.start > word.start and one.leads and not one.is_quoted:
                between = self.texts[place][word.end : one.start]
                words = cut_words(self.texts[place][: one.start])
                return _sure(one.gender) if "," in between and len(words) < 30 else ""
        return ""

    def _by_agreement(self, text: str, word: Word) -> str:
        """ "Questionada sobre o caso, respondeu", "“Estou preocupada”, disse": forms that tell."""
        opening = _AGREES.match(text)
        if opening is not None and word.start >= opening.end():
            return _GENDERS[opening.group(1)]
        return ""

    def topic_before(self, place: int) -> str:
        """The gender of the subject of the sentences before.

        "" where a pronoun just spoke of the other gender.
        """
        told = _sure(self._topics[place - 1]) if place else ""
        if not told:
            return ""
        just = find_cues(self.texts[place - 1], self.language)
        other = any(cue.kind == "pronoun" and cue.gender != told for cue in just)
        return "" if other else told

    def _follow_topics(self) -> list[str]:
        """For each sentence the gender of its subject, kept where no other is named."""
        topics: list[str] = []
        kept = 0
        for place in range(len(self.texts)):
            told = self._subject(place)
            if told:
                kept = 0
            elif topics and kept < _KEPT:
                told, kept = topics[-1], kept + 1
            topics.append(told)
        return topics

    def _subject(self, place: int) -> str:
        """The gender of who speaks or acts in a sentence, "" where nobody is named."""
        text = self.texts[place]
        leading = [one for one in self._mentions.of(place) if one.leads and not one.is_quoted]
        if not leading:
            return ""
        if _opens(text, leading[0]):
            return leading[0].gender
        speaking = [one for one in leading if self._is_speaker(text, one)]
        if speaking:
            return speaking[0].gender
        genders = {one.gender for one in leading}
        return genders.pop() if len(genders) == 1 else UNKNOWN

    def _is_speaker(self, text: str, mention: Mention) -> bool:
        """ "disse Ana Reis", "afirmou a ministra"."""
        before = cut_words(text[: mention.start])[-2:]
        return any(word.text.lower() in reporting_words(self.language) for word in before)


def _sure(gender: str) -> str:
    return "" if gender == UNKNOWN else gender


def _opens(text: str, mention: Mention) -> bool:
    """The person stands at the head of the sentence or of what follows its opening."""
    before = text[: mention.start]
    return len(cut_words(before)) <= _OPENING * (1 + ("," in before))


def answering_word(document: DocumentView, unit: UnitView, span: Span) -> Word | None:
    """The original's word that a span of the translation answers to most, by the alignment."""
    links = [
        link
        for link in document.alignment(unit)
        if link.target_start < span[1] and span[0] < link.target_end
    ]
    best = max(links, key=lambda link: link.p, default=None)
    if best is None or best.p < _LEAST:
        return None
    words = cut_words(unit.source)
    return next((w for w in words if w.start < best.source_end and best.source_start < w.end), None)


@lru_cache(maxsize=32)
def antecedents_of(texts: tuple[str, ...], language: str) -> Antecedents:
    """The antecedents of a document, read once however often it is checked."""
    return Antecedents(texts, language)
