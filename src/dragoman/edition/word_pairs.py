"""A translation word by word: under each run of words, the words of the original it comes from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from dragoman.edition.passages import Passage, Sentence
from dragoman.language.codes import direction
from dragoman.records import Span, TranslationUnit

_LEAST = 0.15  # of a word's attention; below it, it is noise of the model
_SURE = 0.5  # from here the link is shown as certain
_WORD = re.compile(r"\S+")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPair:
    """A run of the translation and the words of the original under it ("" where none answers)."""

    text: str
    source: str = ""
    is_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossedSentence:
    """One sentence word by word. `unanswered` are words of the original that nothing comes from.

    `is_marked` says that the desk has something to say about it on the translation's page.
    """

    anchor: str
    pairs: tuple[WordPair, ...]
    unanswered: tuple[str, ...] = ()
    is_aligned: bool = True
    is_marked: bool = False


def gloss(
    passages: Iterable[Passage | None], units: Mapping[str, TranslationUnit]
) -> list[list[GlossedSentence]]:
    """The sentences of each passage word by word; `units` by the sentences' anchors."""
    return [
        [_glossed(one, units.get(one.anchor)) for one in passage.sentences]
        for passage in passages
        if passage is not None
    ]


def _glossed(sentence: Sentence, unit: TranslationUnit | None) -> GlossedSentence:
    """One sentence; what is not aligned word by word is one pair of whole sentences."""
    marked = bool(sentence.marks)
    if (
        unit is None
        or sentence.in_source
        or len(unit.alignment) < 2
        or sentence.text != unit.target
    ):
        original = "" if sentence.in_source else sentence.original
        whole = WordPair(text=sentence.text, source=original, is_sure=False)
        return GlossedSentence(
            anchor=sentence.anchor, pairs=(whole,), is_aligned=False, is_marked=marked
        )
    words = [found.span() for found in _WORD.finditer(unit.source)]
    targets = [found.span() for found in _WORD.finditer(unit.target)]
    links = _links(unit, words, targets)
    used = {place for link in links for place in link}
    return GlossedSentence(
        anchor=sentence.anchor,
        pairs=tuple(_pairs(unit, words, targets, links)),
        unanswered=_unanswered(unit.source, words, used),
        is_marked=marked,
    )


def _pairs(
    unit: TranslationUnit,
    words: Sequence[Span],
    targets: Sequence[Span],
    links: Sequence[dict[int, float]],
) -> Iterator[WordPair]:
    """Target words in runs that come from the same words of the original."""
    at = 0
    while at < len(targets):
        end = at + 1
        while end < len(targets) and links[end].keys() == links[at].keys() and links[at]:
            end += 1
        best = max(links[at].values(), default=0.0)
        yield WordPair(
            text=unit.target[targets[at][0] : targets[end - 1][1]],
            source=_told(sorted(links[at]), words, unit.source),
            is_sure=best >= _SURE,
        )
        at = end


def _links(
    unit: TranslationUnit, words: Sequence[Span], targets: Sequence[Span]
) -> list[dict[int, float]]:
    """For each target word the source words that it comes from, with their share of attention."""
    weights: list[dict[int, float]] = [defaultdict(float) for _ in targets]
    for span in unit.alignment:
        sources = _touched(words, span.source_start, span.source_end)
        for at in _touched(targets, span.target_start, span.target_end):
            for place in sources:
                weights[at][place] += span.p
    return [_clear(one) for one in weights]


def _touched(words: Sequence[Span], start: int, end: int) -> range:
    """The places of the words that [start, end) touches."""
    first = bisect_right(words, start, key=lambda word: word[1])
    return range(first, bisect_left(words, end, key=lambda word: word[0]))


def _clear(weights: dict[int, float]) -> dict[int, float]:
    """The source words that count: a good part of the attention, and near the strongest."""
    total = sum(weights.values())
    strongest = max(weights.values(), default=0.0)
    return {
        place: weight / total
        for place, weight in weights.items()
        if weight >= _LEAST * total and weight * 2 >= strongest
    }


def ruby(sentence: GlossedSentence, language: str) -> Markup:
    """A sentence as HTML, each run of words over its original's; one string for a page of many.

    `language` is the original's.
    """
    told = f' lang="{escape(language)}" dir="{direction(language)}" translate="no"'
    parts = []
    for pair in sentence.pairs:
        if not pair.source:
            parts.append(f'<span class="alone">{escape(pair.text)}</span>')
            continue
        mark = "" if pair.is_sure else ' class="unsure"'
        parts.append(
            f"<ruby{mark}>{escape(pair.text)}<rp> (</rp><rt{told}>{escape(pair.source)}</rt>"
            "<rp>) </rp></ruby>"
        )
    return Markup(" ".join(parts))  # noqa: S704  every text in it is escaped above


def _told(places: Sequence[int], words: Sequence[Span], source: str) -> str:
    """Source words in their order; an ellipsis where words between them are left out."""
    told = ""
    for before, place in zip([None, *places], places, strict=False):
        if before is not None:
            told += " " if place == before + 1 else " … "
        told += source[slice(*words[place])]
    return told


def _unanswered(source: str, words: Sequence[Span], used: set[int]) -> tuple[str, ...]:
    """Runs of source words of four letters and more that no word of the translation comes from.

    Shorter ones are mostly articles and prepositions, which other languages do without.
    """
    runs: list[list[int]] = []
    for place, (start, end) in enumerate(words):
        if place in used or sum(map(bool, _LETTER.findall(source[start:end]))) < 4:
            continue
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return tuple(source[words[run[0]][0] : words[run[-1]][1]] for run in runs)
