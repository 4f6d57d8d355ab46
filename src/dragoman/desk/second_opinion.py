"""A second engine's translation beside the published one: where they part, and where they agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.partings import Parting, hard_partings
from dragoman.desk.reading import read_translation, run_checks
from dragoman.desk.unsure_words import word_partings
from dragoman.language.negation import find_negations
from dragoman.language.words import cut_words, fold
from dragoman.records import (
    Article,
    EngineResult,
    Finding,
    Finish,
    Interpreter,
    Origin,
    SecondOpinion,
    SeenOn,
    Severity,
    Translation,
)

NAME = "second-opinion"

_SAME_KIND: Mapping[str, frozenset[str]] = {
    "number": frozenset(("numbers", "money", "dates", "units", "headline")),
    "date": frozenset(("dates", "relative-dates")),
    "negation": frozenset(("negation",)),
    "name": frozenset(("names", "offices", "speaker", "headline")),
    "word": frozenset(("meaning", "addition", "offices")),
}
"""Checks that have told the same already where they speak of the sentence."""

_NOT_TRANSLATED = frozenset(("untranslated", "finish", "length"))
_MOST_WORDS = 2  # findings about words on a sentence; the rest follows from those

_CONFIDENCE = {"number": 0.8, "date": 0.8, "negation": 0.5, "name": 0.5, "word": 0.65}
"""By hand but for words: there 29 of 44 sentences had a serious error, where 1 in 3 of all has."""

BACKED = frozenset(("numbers", "money", "dates", "units", "names", "offices", "meaning"))
"""Checks whose findings are about words that a second engine may have chosen, too."""
BACKED_BY = 0.5
"""What is left of the confidence of a finding about words that both engines chose, by hand.

Rare: Apertium backed 1 of 30 false alarms on human translations, and none of 185 seeded denials."""


class SecondOpinionCheck:
    """Compares the translation with that of a second engine, where the newsroom has named one.

    Both are read in the target's language: figures, weekdays and months, plain denials and names
    in which they part are told, unless the original sides with the published text or another check
    has told it. Of other words only those are told that the first engine itself was not sure of
    (its model reads along) and that the second one words otherwise, two a sentence at most.
    A finding about words that both engines chose loses half of its confidence. The published text
    never changes for it. Not good for what both engines get wrong, and for telling which of them is
    right: an engine of gist quality is wrong more often than the one that it is asked about.
    """

    name = NAME
    category = "custom/second-opinion"
    languages: frozenset[str] = frozenset()

    def __init__(self, opinion: SecondOpinion, known: Iterable[Finding] = ()) -> None:
        self._opinion = opinion
        self._told: dict[int, set[str]] = {}
        for finding in known:
            if finding.unit is not None:
                self._told.setdefault(finding.unit, set()).add(finding.check)
        self.answers: dict[int, str] = {}
        """The second engine's translations by unit, as far as it had any."""

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit that a machine translated."""
        units = [unit for unit in document.open_units() if self._is_asked_about(unit)]
        self.answers = self._ask(document, units)
        answered = [unit for unit in units if unit.index in self.answers]
        read = _readings(document, answered, self.answers)
        for unit in answered:
            partings = list(hard_partings(unit, self.answers[unit.index]))
            if unit.index in read:
                spans = document.alignment(unit)
                partings += word_partings(unit, spans, *read[unit.index])[:_MOST_WORDS]
            told = self._told.get(unit.index, set())
            for one in partings:
                if told.isdisjoint(_SAME_KIND[one.kind]):
                    yield self._note(unit, one)

    def _is_asked_about(self, unit: UnitView) -> bool:
        if unit.unit is not None and unit.unit.origin is Origin.PERSON:
            return False
        told = self._told.get(unit.index, set())
        return bool(unit.source.strip()) and told.isdisjoint(_NOT_TRANSLATED)

    def _ask(self, document: DocumentView, units: Sequence[UnitView]) -> dict[int, str]:
        """What the second engine makes of these units; not what it gave back as it was."""
        if not units:
            return {}
        results = self._opinion.translate(
            [unit.source for unit in units], document.source_language, document.target_language
        )
        return {
            unit.index: result.text
            for unit, result in zip(units, results, strict=True)
            if result.finish is Finish.OK and fold(result.text) != fold(unit.source)
        }

    def _note(self, unit: UnitView, one: Parting) -> Finding:
        published, other = (repr(one.published), repr(one.other))
        if not one.other:
            message = f"Another engine ({self._opinion.name}) does not say {published}."
        elif not one.published:
            message = f"Another engine ({self._opinion.name}) says {other}, the translation not."
        else:
            message = f"{published} here; another engine ({self._opinion.name}) says {other}."
        return note(
            self,
            unit,
            message,
            severity=Severity.MINOR if one.kind == "word" else Severity.MAJOR,
            source_span=one.source_span,
            target_span=one.target_span,
            expected=one.other,
            found=one.published,
            confidence=_CONFIDENCE[one.kind],
            category=f"{self.category}/{one.kind}",
        )


def with_second_opinion(
    article: Article,
    translation: Translation,
    findings: Sequence[Finding],
    opinion: SecondOpinion,
    *,
    interpreter: Interpreter | None = None,
) -> tuple[tuple[Finding, ...], bool]:
    """The findings on a mended translation after a second engine was asked; did it answer at all?

    An engine that translated the text itself is not asked.
    """
    if opinion.name in translation.engine.partition(" ")[0].split("+"):
        return tuple(findings), False
    view = read_translation(translation, article, on=SeenOn.PUBLISHED, interpreter=interpreter)
    check = SecondOpinionCheck(opinion, findings)
    fresh = run_checks(view, (check,))
    weighed = [
        replace(finding, confidence=round(finding.confidence * BACKED_BY, 4))
        if is_backed(finding, translation, check.answers)
        else finding
        for finding in findings
    ]
    last = len(translation.units)
    found = sorted((*weighed, *fresh), key=lambda one: last if one.unit is None else one.unit)
    return tuple(found), bool(check.answers)


def is_backed(finding: Finding, translation: Translation, answers: Mapping[int, str]) -> bool:
    """True where the second engine chose the words, too, that a finding is about.

    Words that stand in the original are no choice: an engine may have copied what it did not know.
    Of a denial it is backed to deny as often as the published text.
    """
    if finding.unit is None or finding.unit not in answers:
        return False
    unit = translation.units[finding.unit]
    if finding.check == "negation":
        language = translation.target_language
        denials = len(find_negations(unit.target, language))
        return denials == len(find_negations(answers[finding.unit], language))
    if finding.check not in BACKED or finding.target_span is None:
        return False
    original = {fold(word.text) for word in cut_words(unit.source)}
    heard = {fold(word.text) for word in cut_words(answers[finding.unit])}
    doubted = {fold(word.text) for word in cut_words(unit.target[slice(*finding.target_span)])}
    return bool(doubted) and doubted <= heard and not doubted & original


def _readings(
    document: DocumentView, units: Sequence[UnitView], answers: Mapping[int, str]
) -> dict[int, tuple[EngineResult, EngineResult]]:
    """Both texts as a model of the pair reads them, where there is one, in two batches.

    Only of units that stand as an aligning engine wrote them: of other words a model's surprise
    tells nothing about who wrote them.
    """
    interpreter = document.alignments.interpreter
    aligned = [unit for unit in units if document.alignments.is_own(unit.index)]
    if interpreter is None or not aligned:
        return {}
    pair = document.source_language, document.target_language
    own = interpreter.read([(unit.source, unit.target) for unit in aligned], *pair)
    other = interpreter.read([(unit.source, answers[unit.index]) for unit in aligned], *pair)
    return {
        unit.index: (one, two)
        for unit, one, two in zip(aligned, own, other, strict=True)
        if one.finish is not Finish.ERROR and two.finish is not Finish.ERROR
    }
