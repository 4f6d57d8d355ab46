"""Stretches of one side that no word of the other side looks at, by the models' alignments.

A model of the pair, reading a translation, says for every target word which source words it looks
at; the model of the other direction says it for every source word. A source word that nothing looks
at was left out, a target word that nothing looks at was added. No score is needed, so this also
holds for the text of the engine that is asked.

Chosen on seeded errors and clean news (even documents of NTREX, and CED): the four numbers below,
out of 144 combinations, for recall at 0.7 % false alarms; neighbouring values cost little.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.coverage import Run, is_content, small_words
from dragoman.language.words import Word, cut_words
from dragoman.records import AlignedSpan, Span

EXPECTED = 0.45  # attention that a word of sound translations has; less counts as missing
_OF_SMALL, _OF_NAMES = 0.2, 1.5  # how much function words and names weigh; other words 1
_OWN_LOOK = 0.3  # weight of the strongest link that the word itself has to the other side
_FIRM = 0.35  # a link that shows a place
_MOST_WORDS, _MOST_LETTERS = 200, 1_500
_CUT = re.compile(r"[,;:()—–]| - ")

Link = tuple[int, int, float]


def unseen_run(document: DocumentView, unit: UnitView, side: str) -> Run | None:
    """The heaviest stretch of "source" or "target" without attention; None if nobody can tell.

    Reads the pair both ways. A word of full weight that gets no attention at all adds `EXPECTED` to
    the stretch's weight; 0 says that every word is seen.
    """
    forth, back = document.alignment(unit), document.alignments.back(unit.index)
    if not forth or not back:
        return None
    if side == "source":
        return heaviest_run(unit.source, unit.source_language, _source(forth), _source(back))
    return heaviest_run(unit.target, unit.target_language, _target(back), _target(forth))


def unseen_clause(document: DocumentView, unit: UnitView) -> Run | None:
    """The target's clause, between commas or other marks, that lacks most attention.

    None where nobody can tell, where no mark cuts the sentence, and where every clause is seen by
    half. Added clauses stand between marks; what a translator words freely rarely does, so less
    missing attention is enough here.
    """
    forth, back = document.alignment(unit), document.alignments.back(unit.index)
    cuts = [match.start() for match in _CUT.finditer(unit.target)]
    if not forth or not back or not cuts or len(unit.target) > _MOST_LETTERS:
        return None
    words = cut_words(unit.target)
    lacks = _lacks(words, unit.target_language, _target(back), _target(forth))
    best: Run | None = None
    for start, end in itertools.pairwise([0, *cuts, len(unit.target)]):
        inside = [place for place, word in enumerate(words) if start <= word.start < end]
        weight = sum(lacks[place][0] for place in inside)
        whole = EXPECTED * sum(lacks[place][1] for place in inside)
        if 0.4 < whole < 2 * weight and weight > (best.weight if best else 0.0):
            first, last = words[inside[0]], words[inside[-1]]
            best = Run(start=first.start, end=last.end, weight=weight)
    return best


def heaviest_lack(document: DocumentView, unit: UnitView) -> float:
    """The heavier of the two sides' stretches without attention; 0 where nobody can tell."""
    runs = [unseen_run(document, unit, side) for side in ("source", "target")]
    return max((run.weight for run in runs if run is not None), default=0.0)


def quick_run(document: DocumentView, unit: UnitView) -> Run | None:
    """The source's heaviest stretch by the forward alignment alone: free on the engine's text."""
    forth = document.alignment(unit)
    if not forth:
        return None
    return heaviest_run(unit.source, unit.source_language, _source(forth), ())


def place_of(document: DocumentView, unit: UnitView, run: Run) -> Span | None:
    """Where in the target the words of a source stretch should stand: the words on both sides.

    None where no alignment is known.
    """
    spans = [span for span in document.alignment(unit) if span.p >= _FIRM]
    before = [span for span in spans if span.source_end <= run.start]
    after = [span for span in spans if span.source_start >= run.end]
    if not spans:
        return None
    words = cut_words(unit.target)
    if before:
        last = max(before, key=lambda span: (span.source_start, span.p))
        start = last.target_start
        following = [word.end for word in words if word.start >= last.target_end]
        return start, following[0] if following else last.target_end
    first = min(after, key=lambda span: (span.source_start, -span.p)) if after else spans[0]
    preceding = [word.start for word in words if word.end <= first.target_start]
    return preceding[-1] if preceding else first.target_start, first.target_end


def heaviest_run(
    text: str, language: str, looks: Iterable[Link], own: Iterable[Link]
) -> Run | None:
    """The stretch of words whose missing attention sums highest; None for a text of one word.

    `looks` are the links by which the other side looks at the text, `own` those by which the text
    looks at the other side.
    """
    words = cut_words(text)
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    best = Run(start=words[0].start, end=words[0].end, weight=0.0)
    start, weight = words[0].start, 0.0
    for word, (lack, _) in zip(words, _lacks(words, language, looks, own), strict=True):
        if weight <= 0.0:
            start, weight = word.start, 0.0
        weight += lack
        if weight > best.weight:
            best = Run(start=start, end=word.end, weight=weight)
    return best


def _lacks(
    words: Sequence[Word], language: str, looks: Iterable[Link], own: Iterable[Link]
) -> list[tuple[float, float]]:
    """For every word the attention that it lacks (less than 0: has more), and its weight."""
    mass, strongest = _sums(words, looks), _strongest(words, own)
    small = small_words(language)
    found = []
    for place, word in enumerate(words):
        seen = min(mass[place] + _OWN_LOOK * strongest[place], 1.0)
        weight = _weight(word, place, small)
        found.append((weight * (EXPECTED - seen), weight))
    return found


def _weight(word: Word, place: int, small: frozenset[str]) -> float:
    if word.text[:1].isdigit():
        return 1.0
    if not is_content(word, small):
        return _OF_SMALL
    return _OF_NAMES if place and word.is_capitalised else 1.0


def _places(words: Sequence[Word], links: Iterable[Link]) -> Iterable[tuple[int, float]]:
    """Links as places of words; a link may cover a part of a word, never two."""
    by_letter: dict[int, int] = {}
    for place, word in enumerate(words):
        by_letter.update(dict.fromkeys(range(word.start, word.end), place))
    for start, end, p in links:
        hit = {
            by_letter[letter]
            for letter in (start, (start + end) // 2, end - 1)
            if letter in by_letter
        }
        for place in hit:
            yield place, p


def _sums(words: Sequence[Word], links: Iterable[Link]) -> list[float]:
    found = [0.0] * len(words)
    for place, p in _places(words, links):
        found[place] += p
    return found


def _strongest(words: Sequence[Word], links: Iterable[Link]) -> list[float]:
    found = [0.0] * len(words)
    for place, p in _places(words, links):
        found[place] = max(found[place], p)
    return found


def _source(spans: Iterable[AlignedSpan]) -> list[Link]:
    return [(span.source_start, span.source_end, span.p) for span in spans]


def _target(spans: Iterable[AlignedSpan]) -> list[Link]:
    return [(span.target_start, span.target_end, span.p) for span in spans]
