"""Which letters of a document's sentences are somebody's quoted words, over sentence ends, too."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language.quotes import QuoteMark, find_marks
from dragoman.records import Span

_LONGEST = 4  # sentences over which one quotation may run


def spoken_spans(texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """For each sentence the stretches inside double quotation marks.

    A quotation that is not closed in its sentence runs on only if one of the next sentences closes
    it before it opens another; a mark that went astray thus changes one sentence at most.
    """
    marks = [[mark for mark in find_marks(text) if mark.double] for text in texts]
    found = []
    open_until = -1
    for place, text in enumerate(texts):
        spans, start = [], 0 if place <= open_until else None
        for mark in marks[place]:
            if start is None and not _only_closes(mark):
                start = mark.start
            elif start is not None and (mark.role != "open" or mark.text == '"'):
                spans.append((start, mark.start + 1))
                start = None
        if start is not None:
            spans.append((start, len(text)))
            if place > open_until:
                open_until = _closed_in(marks, place + 1)
        found.append(tuple(spans))
    return found


def _only_closes(mark: QuoteMark) -> bool:
    return mark.role == "close"


def _closed_in(marks: Sequence[Sequence[QuoteMark]], first: int) -> int:
    """The sentence whose first mark closes what was opened before; -1 where none does."""
    for place in range(first, min(first + _LONGEST, len(marks))):
        if marks[place]:
            return place if _only_closes(marks[place][0]) else -1
    return -1
