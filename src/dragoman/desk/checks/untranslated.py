"""Untranslated: the original's words, or a third language's, in the translation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.coverage import listed_words
from dragoman.language.links import find_links
from dragoman.language.words import (
    Word,
    cut_words,
    known_languages,
    language_scores,
    plain_language,
    word_list,
)
from dragoman.records import Finding, Severity

_SHORT_RUN, _LONG_RUN = 3, 4  # words
_LEAST_TOLD, _LEAST_IF_SWAPPED = 1.5, 0.5  # telling function words that name a language
_CODE, _CODE_SHARE = "(){}[]=<>_;/\\|#*+", 0.1
_PROSE_SHARE = 0.4  # of a copied run in small letters; "Bank of America" has a third
_THIRD = ("en", "pt", "es", "de", "fr", "it", "nl", "pl", "ru", "uk", "mk", "sr", "tr", "ro")


class UntranslatedCheck:
    """Finds sentences and runs of words that were not translated, and targets in a wrong language.

    Not good for single words, and for names, titles of works and slogans that rightly stay as they
    are: a run of copied words counts only when a function word of the source language is in it.
    """

    name = "untranslated"
    category = "accuracy/untranslated"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        source, target = (
            plain_language(document.source_language),
            plain_language(document.target_language),
        )
        if source == target:
            return
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        if unit.source.strip() and not unit.target.strip():
            yield note(
                self, unit, "There is no translation of this sentence.",
                severity=Severity.CRITICAL, source_span=(0, len(unit.source)), confidence=1.0,
            )  # fmt: skip
            return
        if _is_code(unit.target):
            return
        words = _words_of_prose(unit.target)
        if self._is_copy(unit, words):
            yield note(
                self, unit, "This sentence was not translated.",
                severity=Severity.CRITICAL, found=unit.target, confidence=0.95,
                target_span=(0, len(unit.target)),
            )  # fmt: skip
            return
        foreign = _foreign_language(unit, words)
        if foreign:
            yield note(
                self, unit, f"This sentence seems to be in another language ({foreign}).",
                severity=Severity.CRITICAL, found=foreign, expected=unit.target_language,
                target_span=(0, len(unit.target)), confidence=0.9,
            )  # fmt: skip
            return
        for first, last in _copied_runs(unit, words):
            yield note(
                self, unit, "These words were not translated.",
                target_span=(first.start, last.end),
                found=unit.target[first.start : last.end], confidence=0.85,
            )  # fmt: skip

    def _is_copy(self, unit: UnitView, words: tuple[Word, ...]) -> bool:
        """The same text on both sides, with words that only the source language has."""
        if len(words) < 3:
            return False
        lowered = [word.text.lower() for word in words]
        source_words = {word.text.lower() for word in cut_words(unit.source)}
        shared = sum(word in source_words for word in lowered)
        if shared < 0.75 * len(lowered):
            return False
        telling = _only_source(unit)
        return any(word in telling for word in lowered) or (
            len(words) > 5
            and all(word in source_words for word in lowered)
            and any(word.text.islower() and len(word.text) > 3 for word in words)
        )


def _words_of_prose(text: str) -> tuple[Word, ...]:
    """The words of a text without those of addresses, handles and tags."""
    links = find_links(text)
    if not links:
        return cut_words(text)
    return tuple(
        word
        for word in cut_words(text)
        if not any(start <= word.start < end for start, end, _ in links)
    )


def _is_code(text: str) -> bool:
    """Lines of a program, formulas: many signs that prose does not use."""
    return sum(text.count(sign) for sign in _CODE) > _CODE_SHARE * len(text)


def _only_source(unit: UnitView) -> frozenset[str]:
    """Plain words of the source language that the target language does not have."""
    return _only_first(plain_language(unit.source_language), plain_language(unit.target_language))


@lru_cache(maxsize=64)
def _only_first(one: str, two: str) -> frozenset[str]:
    """Function words, negations and words of the word list, less all that two languages share."""
    first, second = (
        word_list(language, "function")
        | word_list(language, "negation")
        | listed_words(language)
        for language in (one, two)
    )  # fmt: skip
    return first - second


def _foreign_language(unit: UnitView, words: tuple[Word, ...]) -> str:
    """The language a target is in when that is clearly not the one it should be in."""
    if len(words) < 6:
        return ""
    target = plain_language(unit.target_language)
    if target not in known_languages():
        return ""
    # Each word twice at most: "je" said six times makes a Polish sentence no French one.
    said = Counter(word.text.lower() for word in _not_copied(unit, words))
    lowered = [word for word, times in said.items() for _ in range(min(times, 2))]
    scores = language_scores(
        lowered,
        tuple(sorted({*_THIRD, target, plain_language(unit.source_language)} & known_languages())),
    )
    best = max(scores, key=lambda language: scores[language])
    least = _LEAST_IF_SWAPPED if _is_swapped(unit, best) else _LEAST_TOLD
    if best == target or scores[best] < least or scores[best] < 4 * scores[target] + least / 3:
        return ""
    return best if scores[best] > 0.06 * len(words) else ""


def _is_swapped(unit: UnitView, heard: str) -> bool:
    """The target is in the source's language and the source in the target's."""
    source, target = plain_language(unit.source_language), plain_language(unit.target_language)
    if heard != source:
        return False
    words = [word.text.lower() for word in cut_words(unit.source)]
    scores = language_scores(words, (source, target))
    return scores[target] > 2 * scores[source] + _LEAST_IF_SWAPPED


def _copied_runs(unit: UnitView, words: tuple[Word, ...]) -> Iterator[tuple[Word, Word]]:
    """Runs of words that stand in the same order in the source."""
    telling = _only_source(unit)
    for run in _runs(unit, words):
        if len(run) >= _SHORT_RUN and _is_prose(run, telling, len(run)):
            yield run[0], run[-1]


def _not_copied(unit: UnitView, words: tuple[Word, ...]) -> list[Word]:
    """The words without names and titles that stand alike in the source ("Bank of the West")."""
    return [
        word
        for run in _runs(unit, words)
        if len(run) < _SHORT_RUN or all(word.text.islower() for word in run)
        for word in run
    ]


def _runs(unit: UnitView, words: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """The words in runs that the source has in the same order; a word it has not is one alone."""
    source = [word.text.lower() for word in cut_words(unit.source)]
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word, []).append(place)
    at = 0
    while at < len(words):
        length = max(_run_length(words, at, source, places), 1)
        yield words[at : at + length]
        at += length


def _run_length(
    words: tuple[Word, ...], at: int, source: list[str], places: dict[str, list[int]]
) -> int:
    best = 0
    for place in places.get(words[at].text.lower(), ())[:20]:
        length = 0
        while (
            at + length < len(words)
            and place + length < len(source)
            and words[at + length].text.lower() == source[place + length]
        ):
            length += 1
        best = max(best, length)
    return best


def _is_prose(run: tuple[Word, ...], telling: frozenset[str], length: int) -> bool:
    """Lower-case words with a function word of the source language: prose, not a name."""
    small = [word for word in run if word.text[:1].islower()]
    told = [word for word in small if word.text.lower() in telling]
    content = [word for word in small if word.text.lower() not in telling and len(word.text) > 2]
    if told and content and (len(small) >= _PROSE_SHARE * length or length >= 6):
        return True
    if len(told) > 1 and run[0].text.lower() in telling and length > len(told):
        return True
    return length >= _LONG_RUN + 1 and len(content) >= _LONG_RUN
