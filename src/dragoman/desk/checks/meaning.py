"""Meaning: words that say the opposite, another sense, or nothing that the original says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.contrast.closed_sets import Rivalry, find_rivalries
from dragoman.desk.contrast.contradictions import find_contradictions
from dragoman.desk.contrast.countries import find_exchanged
from dragoman.desk.contrast.weighing import Weighed, likeliest, weigh_rivals
from dragoman.desk.doubt.doubts import PairDoubt, WordDoubt, pair_doubt
from dragoman.language.negation import find_negations
from dragoman.records import Finding, Severity, Span

WEIGHED = frozenset(("opposite", "sense", "place", "season", "day", "period", "person"))
"""Kinds of closed sets that are weighed here; figures, units, offices, pronouns have own checks."""

# Log-odds of a word from which its rivals are weighed; and nats that a rival must gain, both ways
# together, and where the finding is as good as sure. From 9 on it still spoke of one clean sentence
# in 150. The rival is told, never put in: of 20 clean sentences so changed 7 were made wrong.
WORTH_WEIGHING = -2.0
LEAST_GAIN, SURE_GAIN = 12.0, 18.0
# Log-odds of the sentence, and of its most doubted word, from which words are told without a rival:
# no sound sentence of the above has both.
UNSOUND, UNSUPPORTED = -1.0, 1.0
_BY_THE_LIST = 0.7
_SAME_STRETCH = 0.0  # log-odds down to which neighbours of the most doubted word belong to it


class MeaningCheck:
    """Finds words that turn a sentence round ("without" for "with"), and words without support.

    A word of a closed set (opposites, compass points, seasons, relatives, countries, treacherous
    senses) is found where the original has what answers to another member of the set and nothing
    that answers to this one. With models of both directions, words that they doubt are weighed
    against their rivals: only a rival that is likelier both ways is told. Where nothing in the
    original makes a stretch of words likely, the stretch is told without a rival. Of the engine's
    own text the models say nothing: only what stands in the original counts there. Not good for
    opposites that are in no set, for irony, and for sentences that deny something.
    """

    name = "meaning"
    category = "accuracy/mistranslation"
    languages = frozenset(("en", "pt", "es"))

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        told = set[int]()
        for one, place in contradicted(unit, document):
            confidence = _weight(document, unit, one)
            if confidence and one.start not in told:
                told.add(one.start)
                yield self._note(unit, one, one.rivals[0], confidence, place)
        doubt = None if told else pair_doubt(document, unit)
        if doubt is None:
            return
        best = weigh_doubted(document, unit, doubt)
        if best is not None and best.gain > LEAST_GAIN:
            sure = 0.5 + 0.45 * (best.gain - LEAST_GAIN) / (SURE_GAIN - LEAST_GAIN)
            yield self._note(unit, best.rivalry, best.rival, round(min(0.95, sure), 2), None)
        elif (stretch := unsupported(unit, doubt)) is not None:
            words = unit.target[slice(*stretch)]
            yield note(
                self, unit, f"Nothing in the original makes {words!r} likely.",
                severity=Severity.MINOR, target_span=stretch, found=words,
                confidence=round(min(0.95, doubt.doubt), 2),
            )  # fmt: skip

    def _note(
        self, unit: UnitView, one: Rivalry, rival: str, confidence: float, place: Span | None
    ) -> Finding:
        return note(
            self, unit, f"{one.found!r} where the original rather says {rival!r}.",
            severity=Severity.MAJOR if confidence >= 0.7 else Severity.MINOR, source_span=place,
            target_span=(one.start, one.end), expected=rival, found=one.found,
            confidence=confidence,
        )  # fmt: skip


def contradicted(unit: UnitView, document: DocumentView) -> Iterator[tuple[Rivalry, Span]]:
    """Words that the original speaks against, each with one rival, and where the original does."""
    for one in find_contradictions(unit, document.alignment(unit)):
        yield replace(one.rivalry, rivals=(one.rival,)), one.source_span
    for exchange in find_exchanged(unit):
        yield exchange.rivalry, (exchange.place.start, exchange.place.end)


def _weight(document: DocumentView, unit: UnitView, one: Rivalry) -> float:
    """How sure a contradiction is: more where the models agree, 0 where they do not."""
    weighed = weigh_rivals(document, unit, [one])
    if not weighed:
        return _BY_THE_LIST
    return 0.9 if weighed[0].gain > 0 else 0.0


def weigh_doubted(document: DocumentView, unit: UnitView, doubt: PairDoubt) -> Weighed | None:
    """The rival of a doubted word that is likelier both ways and gains most; None without one."""
    doubted = [word for word in doubt.target if word.odds > WORTH_WEIGHING]
    kinds = WEIGHED - {"opposite"} if _denies_otherwise(unit) else WEIGHED
    rivalries = [
        one
        for one in find_rivalries(unit.target, unit.target_language)
        if one.kind in kinds and any(_touch(one, word) for word in doubted)
    ]
    return likeliest(weigh_rivals(document, unit, rivalries)) if rivalries else None


def _denies_otherwise(unit: UnitView) -> bool:
    """One side denies more often: "if he lies" may be "if he is not telling the truth"."""
    source = find_negations(unit.source, unit.source_language)
    return len(source) != len(find_negations(unit.target, unit.target_language))


def _touch(one: Rivalry, word: WordDoubt) -> bool:
    return word.start < one.end and one.start < word.end


def unsupported(unit: UnitView, doubt: PairDoubt) -> Span | None:
    """The stretch around the most doubted word, where word and sentence are doubted enough.

    Names and figures are left to their own checks.
    """
    if doubt.odds < UNSOUND:
        return None
    place = max(range(len(doubt.target)), key=lambda one: doubt.target[one].odds)
    worst = doubt.target[place]
    written = unit.target[worst.start : worst.end].strip("\"'“”‘’«»()[]")
    if worst.odds < UNSUPPORTED or not written[:1].islower():
        return None
    first = last = place
    while first > 0 and doubt.target[first - 1].odds > _SAME_STRETCH:
        first -= 1
    while last + 1 < len(doubt.target) and doubt.target[last + 1].odds > _SAME_STRETCH:
        last += 1
    return doubt.target[first].start, doubt.target[last].end
