"""Which words of a pair answer to one another: by models, or by how they look and sound."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.coverage import lexicon, look_alike, stem
from dragoman.language.names import latin, same_name
from dragoman.language.sounds import sound_alike
from dragoman.language.words import Word, cut_words, plain_language

Link = tuple[int, int, float]
"""Where a word or a part of it starts in the source and in the target, and how surely (0 to 1)."""


def word_links(document: DocumentView, unit: UnitView, *, forth: bool = False) -> list[Link]:
    """Which source places answer to which target places, and how surely (0 to 1).

    By models of both directions, or of the pair's own alone (`forth`: no target word looks at what
    was left out); for want of them by the words' look.
    """
    spans = document.alignment(unit)
    if not forth:
        spans = (*spans, *document.alignments.back(unit.index))
    links = [
        (span.source_start, span.target_start, span.p)
        for span in spans
        if unit.source[span.source_start : span.source_start + 1].isalnum()
    ]
    return links or list(_alike(unit))


def _alike(unit: UnitView) -> Iterator[Link]:
    """For want of a model: words that the list translates or that look alike, the nearest first."""
    source, target = cut_words(unit.source), cut_words(unit.target)
    book = lexicon(plain_language(unit.source_language), plain_language(unit.target_language))
    scale = max(len(unit.target), 1) / max(len(unit.source), 1)
    for word in target:
        answers = [one for one in source if _answers(one, word, book)]
        if answers:
            near = min(answers, key=lambda one: abs(one.start * scale - word.start))
            yield near.start, word.start, 1.0


def _answers(one: Word, two: Word, book: dict[str, frozenset[str]]) -> bool:
    if one.text[0].isdigit() or two.text[0].isdigit():
        return one.text == two.text
    if min(len(one.text), len(two.text)) < 3:
        return False
    if stem(two.text) in book.get(stem(one.text), frozenset()) or same_name(one.text, two.text):
        return True
    first, second = latin(one.text), latin(two.text)
    if look_alike(first, second) and min(len(first), len(second)) > 3:
        return True
    return one.is_capitalised and two.is_capitalised and sound_alike(one.text, two.text)
