"""Words that an engine was not sure of itself, where another engine words them otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.desk.check import UnitView
from dragoman.desk.coverage import is_content, small_words, stem
from dragoman.desk.partings import Parting
from dragoman.language.words import Word, cut_words, fold
from dragoman.records import AlignedSpan, EngineResult, Span

UNSURE = 1.0
"""Nats of surprise from which the first engine itself is not sure of a word that another words
otherwise. Chosen on the 600 sentences that readers graded (`bench/labels/errors.jsonl`)."""

_LOOKED_AT = 0.2  # attention that shows which words answer to one another
_BEGINNING = 5  # letters that forms of one word share ("reunião", "reuniões")


def word_partings(
    unit: UnitView, spans: Sequence[AlignedSpan], own: EngineResult, other: EngineResult
) -> list[Parting]:
    """Words that the first engine is not sure of and that the other one words otherwise.

    `spans` align the published text; `own` and `other` are readings, by a model of the pair, of the
    published text and of the other translation. The most surprising word comes first.
    """
    small = small_words(unit.target_language)
    original = {fold(word.text) for word in cut_words(unit.source)}
    heard = cut_words(other.text)
    found = []
    for word in cut_words(unit.target):
        surprise = max(
            (one.surprise for one in own.words if one.start < word.end and word.start < one.end),
            default=0.0,
        )
        if surprise < UNSURE or word.is_capitalised or not is_content(word, small):
            continue
        if any(same_word(word.text, one.text) for one in heard):
            continue
        places = [(s.source_start, s.source_end) for s in spans if _is_of(s, word)]
        rivals = [
            one
            for one in _answers(heard, places, other.alignment)
            if is_content(one, small) and fold(one.text) not in original
        ]
        if rivals:
            parting = Parting(
                kind="word",
                published=word.text,
                other=rivals[0].text,
                target_span=(word.start, word.end),
                source_span=min(places),
            )
            found.append((surprise, parting))
    return [parting for _, parting in sorted(found, key=lambda one: -one[0])]


def _is_of(span: AlignedSpan, word: Word) -> bool:
    """The span aligns this word of the target, and firmly."""
    touches = span.target_start < word.end and word.start < span.target_end
    return touches and span.p >= _LOOKED_AT


def _answers(
    words: Sequence[Word], places: Sequence[Span], spans: Sequence[AlignedSpan]
) -> Iterator[Word]:
    """The words of the other translation that look at these places of the original."""
    for word in words:
        if any(
            _is_of(span, word) and span.source_start < end and start < span.source_end
            for span in spans
            for start, end in places
        ):
            yield word


def same_word(one: str, two: str) -> bool:
    """Forms of one word, as far as spelling shows."""
    first, second = fold(one), fold(two)
    return stem(first) == stem(second) or (
        min(len(first), len(second)) >= _BEGINNING and first[:_BEGINNING] == second[:_BEGINNING]
    )
