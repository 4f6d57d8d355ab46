"""Stretches of one side that no word of the other side looks at, by the models' alignments.

A model of the pair, reading a translation, says for every target word which source words it looks
at; the model of the other direction says it for every source word. A source word that nothing looks
at was left out, a target word that nothing looks at was added. No score is needed, so this also
holds for the text of the engine that is asked.

Chosen on seeded errors and clean news (even documents of NTREX, and CED): the four numbers below,
out of 144 combinations, for recall at 0.7 % false alarms; neighbouring values cost little.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.coverage import Run, is_content, small_words
from dragoman.language.words import Word, cut_words
from dragoman.records import AlignedSpan

EXPECTED = 0.45  # attention that a word of sound translations has; less counts as missing
_OF_SMALL, _OF_NAMES = 0.2, 1.5  # how much function words and names weigh; other words 1
_OWN_LOOK = 0.3  # weight of the strongest link that the word itself has to the other side
_MOST_WORDS = 200

Link = tuple[int, int, float]
Lack = tuple[Word, float]


def unseen_run(document: DocumentView, unit: UnitView, side: str) -> Run | None:
    """The heaviest stretch of "source" or "target" without attention; None if nobody can tell.

    Reads the pair both ways. A word of full weight that gets no attention at all adds `EXPECTED` to
    the stretch's weight; 0 says that every word is seen.
    """
    return _run_of(attended(document, unit, side))


def attended(document: DocumentView, unit: UnitView, side: str) -> list[Lack]:
    """Every word of "source" or "target" with the attention that it lacks; empty if nobody can say.

    Less than 0 says that a word has more than it needs.
    """
    forth, back = document.alignment(unit), document.alignments.back(unit.index)
    if not forth or not back:
        return []
    if side == "source":
        return _lacks(unit.source, unit.source_language, _source(forth), _source(back))
    return _lacks(unit.target, unit.target_language, _target(back), _target(forth))


def heaviest_lack(document: DocumentView, unit: UnitView) -> float:
    """The heavier of the two sides' stretches without attention; 0 where nobody can tell."""
    runs = [unseen_run(document, unit, side) for side in ("source", "target")]
    return max((run.weight for run in runs if run is not None), default=0.0)


def quick_run(document: DocumentView, unit: UnitView) -> Run | None:
    """The source's heaviest stretch by the forward alignment alone: free on the engine's text."""
    forth = document.alignment(unit)
    if not forth:
        return None
    return _run_of(_lacks(unit.source, unit.source_language, _source(forth), ()))


def heaviest(lacks: Sequence[Lack]) -> Run:
    """The stretch of words whose lacks sum highest; of weight 0 where none lacks anything."""
    best, start, weight = Run(start=0, end=0, weight=0.0), 0, 0.0
    for word, lack in lacks:
        if weight <= 0.0:
            start, weight = word.start, 0.0
        weight += lack
        if weight > best.weight:
            best = Run(start=start, end=word.end, weight=weight)
    return best


def _run_of(lacks: Sequence[Lack]) -> Run | None:
    """The heaviest stretch; None for a text of one word, and for one too long to be a sentence."""
    return heaviest(lacks) if 1 < len(lacks) <= _MOST_WORDS else None


def _lacks(text: str, language: str, looks: Iterable[Link], own: Iterable[Link]) -> list[Lack]:
    """For every word the attention that it lacks (less than 0: has more).

    `looks` are the links by which the other side looks at the text, `own` those by which the text
    looks at the other side.
    """
    words = cut_words(text)
    mass, strongest = _sums(words, looks), _strongest(words, own)
    small = small_words(language)
    found = []
    for place, word in enumerate(words):
        seen = min(mass[place] + _OWN_LOOK * strongest[place], 1.0)
        found.append((word, _weight(word, place, small) * (EXPECTED - seen)))
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
