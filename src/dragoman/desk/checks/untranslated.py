"""Untranslated: the original's words, or a third language's, in the translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.words import (
    Word,
    cut_words,
    known_languages,
    language_scores,
    plain_language,
    word_list,
)
from dragoman.records import Finding, Severity

_LONG_RUN = 4
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
        words = cut_words(unit.target)
        if self._is_copy(unit, words):
            yield note(
                self, unit, "This sentence was not translated.",
                severity=Severity.CRITICAL, found=unit.target, confidence=0.95,
            )  # fmt: skip
            return
        foreign = _foreign_language(unit, words)
        if foreign:
            yield note(
                self, unit, f"This sentence seems to be in another language ({foreign}).",
                severity=Severity.CRITICAL, found=foreign, expected=unit.target_language,
                confidence=0.9,
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


def _only_source(unit: UnitView) -> frozenset[str]:
    """Function words of the source language that the target language does not have."""
    ours = word_list(unit.target_language, "function") | word_list(unit.target_language, "negation")
    return word_list(unit.source_language, "function") - ours


def _foreign_language(unit: UnitView, words: tuple[Word, ...]) -> str:
    """The language a target is in when that is clearly not the one it should be in."""
    if len(words) < 6:
        return ""
    target = plain_language(unit.target_language)
    if target not in known_languages():
        return ""
    lowered = [word.text.lower() for word in words]
    scores = language_scores(
        lowered,
        tuple(sorted({*_THIRD, target, plain_language(unit.source_language)} & known_languages())),
    )
    best = max(scores, key=lambda language: scores[language])
    if best == target or scores[best] < 1.5 or scores[best] < 4 * scores[target] + 0.5:
        return ""
    return best if scores[best] > 0.06 * len(words) else ""


def _copied_runs(unit: UnitView, words: tuple[Word, ...]) -> Iterator[tuple[Word, Word]]:
    """Runs of words that stand in the same order in the source."""
    telling = _only_source(unit)
    source = [word.text.lower() for word in cut_words(unit.source)]
    places: dict[str, list[int]] = {}
    for place, word in enumerate(source):
        places.setdefault(word, []).append(place)
    at = 0
    while at < len(words):
        length = _run_length(words, at, source, places)
        run = words[at : at + length]
        if length >= 3 and _is_prose(run, telling, length):
            yield run[0], run[-1]
        at += max(length, 1)


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
    has_telling = any(word.text.lower() in telling for word in small)
    content = [word for word in small if word.text.lower() not in telling and len(word.text) > 2]
    if has_telling and content and (len(small) > 0.5 * length or length >= 6):
        return True
    return length >= _LONG_RUN + 1 and len(content) >= _LONG_RUN
