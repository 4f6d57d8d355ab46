"""Where in the target the words of a source stretch should stand."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.desk.anchors import anchor_spans
from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.coverage import Run
from dragoman.language.words import Word, cut_words
from dragoman.records import AlignedSpan, Span

_NEAR = 4.0  # words from the stretch, at which a link tells half as much
_LEFT_MARK = 0.15  # a comma between two words is what a lost clause leaves behind
_LEAST = 0.1  # attention; less is noise


def place_of(document: DocumentView, unit: UnitView, run: Run) -> Span | None:
    """The two words of the target between which a stretch of the source is missing.

    The place that parts best what answers to the words before the stretch from what answers to the
    words behind it; links near the stretch count most. None where nothing shows it.
    """
    words = cut_words(unit.target)
    links = _links(document, unit)
    if not words or not links:
        return None
    place = _best_cut(unit, words, links, run)
    before, after = max(place - 1, 0), min(place, len(words) - 1)
    start = 0 if place == 0 else words[before].start
    return start, len(unit.target) if place == len(words) else words[after].end


def _links(document: DocumentView, unit: UnitView) -> list[AlignedSpan]:
    """Both alignments where models read along, else the anchors."""
    read = [*document.alignment(unit), *document.alignments.back(unit.index)]
    if not read:
        read = [*anchor_spans(unit.source, unit.target, unit.source_language, unit.target_language)]
    return [span for span in read if span.p >= _LEAST]


def _best_cut(unit: UnitView, words: Sequence[Word], links: Sequence[AlignedSpan], run: Run) -> int:
    """The number of target words before the cut."""
    starts = {word.start: place for place, word in enumerate(cut_words(unit.source))}
    known = sorted(starts)
    votes = [0.0] * (len(words) + 1)  # how much speaks for a cut in front of each word
    inside = [place for start, place in starts.items() if run.start <= start < run.end]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    for span in links:
        if run.start <= span.source_start < run.end:
            continue
        place = starts[max((one for one in known if one <= span.source_start), default=known[0])]
        far = first - place if place < first else place - last
        weight = span.p / (1 + (far - 1) / _NEAR)
        answer = sum(word.start <= span.target_start for word in words) - 1
        for cut in range(len(words) + 1):
            is_parted = cut > answer if place < first else cut <= answer
            votes[cut] += weight if is_parted else -weight
    for cut in range(1, len(words)):
        if "," in unit.target[words[cut - 1].end : words[cut].start]:
            votes[cut] += _LEFT_MARK
    return max(range(len(votes)), key=lambda cut: votes[cut])
