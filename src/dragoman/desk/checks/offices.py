"""Offices: a minister who became a secretary, a judge who became a prosecutor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.names import find_full_names
from dragoman.language.offices import (
    OFFICE_LANGUAGES,
    OfficeMention,
    find_offices,
    is_foreign_secretary,
    may_render,
)
from dragoman.language.words import fold
from dragoman.records import AlignedSpan, Finding, Severity

_APPOSED = re.compile(r", (?:\w+\.? ){0,2}")
_BESIDE = (" ", "\u00a0", ", ", ": ", ". ")
_LEAST = 0.4  # weight from which an alignment is believed


class OfficesCheck:
    """Compares the offices that both sides name.

    Finds an office exchanged for another that no language uses for it: the original's office is
    gone and a strange one stands in its place, by the words' alignment, by the name of who holds
    it, or where all other offices of the sentence answer one another. A minister may be a secretary
    only where a country is spoken of that calls them so. Not good for offices worded freely, nor
    for one that the original does not name.
    """

    name = "offices"
    category = "accuracy/mistranslation/entity"
    languages = OFFICE_LANGUAGES

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        source = find_offices(unit.source, unit.source_language)
        target = find_offices(unit.target, unit.target_language)
        if not source or not target:
            return
        lost, new = _without_answer(source, target, (len(unit.source), len(unit.target)))
        for before in lost:
            for after in new:
                if _is_rendered(before, after, unit):
                    continue
                same = _holder(unit.source, before) == _holder(unit.target, after) != ""
                alone = len(source) == len(target) and len(lost) == len(new) == 1
                ranked = alone and source.index(before) == target.index(after)
                if same or ranked or _answers(before, after, document.alignment(unit)):
                    yield self._report(unit, before, after)
                    return

    def _report(self, unit: UnitView, before: OfficeMention, after: OfficeMention) -> Finding:
        return note(
            self,
            unit,
            f"The original names the office {before.text!r}, the translation {after.text!r}.",
            severity=Severity.MAJOR,
            source_span=(before.start, before.end),
            target_span=(after.start, after.end),
            expected=before.text,
            found=after.text,
            confidence=0.7,
        )


def _without_answer(
    source: Sequence[OfficeMention], target: Sequence[OfficeMention], lengths: tuple[int, int]
) -> tuple[list[OfficeMention], list[OfficeMention]]:
    """The mentions of both sides that are left when equal offices have answered one another.

    The nearest ones answer first, by their share of the sentence.
    """
    options = sorted(
        (abs(before.start / lengths[0] - after.start / lengths[1]), place, other)
        for place, before in enumerate(source)
        for other, after in enumerate(target)
        if before.office == after.office
    )
    said, heard = set(range(len(source))), set(range(len(target)))
    for _, place, other in options:
        if place in said and other in heard:
            said.discard(place)
            heard.discard(other)
    return [source[place] for place in sorted(said)], [target[place] for place in sorted(heard)]


def _is_rendered(before: OfficeMention, after: OfficeMention, unit: UnitView) -> bool:
    """The target's office is one that the source's may be called by."""
    texts = " ".join(
        (
            unit.source[: before.start],
            unit.source[before.end :],
            unit.target[: after.start],
            unit.target[after.end :],
        )
    )
    if is_foreign_secretary(before.office, after.office, unit.target_language, texts):
        return False
    return may_render(before.office, after.office)


def _answers(before: OfficeMention, after: OfficeMention, alignment: Sequence[AlignedSpan]) -> bool:
    """The words of the one stand for the words of the other."""
    return any(
        span.p >= _LEAST
        and span.source_start < before.end
        and before.start < span.source_end
        and span.target_start < after.end
        and after.start < span.target_end
        for span in alignment
    )


def _holder(text: str, mention: OfficeMention) -> str:
    """The last word of the name right behind an office or before it ("Ana Reis, the judge")."""
    names = find_full_names(text)
    for name in names:
        gap = text[mention.end : name.start]
        if name.end > mention.end and (name.start <= mention.end or gap in _BESIDE):
            return fold(name.words[-1])
    for name in names:
        if name.end <= mention.start and _APPOSED.fullmatch(text, name.end, mention.start):
            return fold(name.words[-1])
    return ""
