"""The shape of a check, and the reading of a document that every check is given.

A check finds and never edits. It is given the whole document, so that it may look from one sentence
at all others; checks of single sentences walk `document.open_units()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from dragoman.desk.alignments import Alignments
from dragoman.language.words import plain_language
from dragoman.records import (
    AlignedSpan,
    Article,
    Finding,
    Finish,
    SeenOn,
    Severity,
    Span,
    TranslationUnit,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """One sentence pair as a check sees it. `index` counts from 0; offsets refer to both texts."""

    index: int
    segment: str
    source: str
    target: str
    source_language: str
    target_language: str
    finish: Finish = Finish.OK
    kept: bool = False
    unit: TranslationUnit | None = None

    @property
    def is_headline(self) -> bool:
        """True for segments of the headline ("h1")."""
        return self.segment.startswith("h")


@dataclass(slots=True, kw_only=True)
class DocumentView:
    """All sentence pairs of one document.

    `is_document` is false for loose pairs that have nothing to do with one another. `silenced` are
    the units on which the other checks must keep quiet (untranslated, kept in the original).
    `alignments` tells how the words of a unit answer to one another, where that is known.
    """

    units: tuple[UnitView, ...]
    source_language: str
    target_language: str
    is_document: bool = True
    article: Article | None = None
    on: SeenOn = SeenOn.ENGINE
    silenced: set[int] = field(default_factory=set)
    alignments: Alignments = field(default_factory=Alignments)

    def alignment(self, unit: UnitView) -> tuple[AlignedSpan, ...]:
        """Which code points of the unit's texts answer to which; empty where nobody knows."""
        return self.alignments.of(unit.index)

    def open_units(self) -> Iterator[UnitView]:
        """The units that a check may speak about."""
        return (unit for unit in self.units if unit.index not in self.silenced)


@runtime_checkable
class Check(Protocol):
    """A kind of mistake.

    `name` is what findings carry, `category` the MQM path, `languages` the plain language codes the
    check understands on both sides (empty: any). The class docstring is its documentation: what it
    finds, and what it is not good for.
    """

    name: str
    category: str
    languages: frozenset[str]

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """The possible errors of this kind."""
        ...


def understands(check: Check, source_language: str, target_language: str) -> bool:
    """True when a check exists for this pair of languages."""
    if not check.languages:
        return True
    sides = {plain_language(source_language), plain_language(target_language)}
    return sides <= check.languages


def note(
    check: Check,
    unit: UnitView,
    message: str,
    *,
    severity: Severity = Severity.MAJOR,
    source_span: Span | None = None,
    target_span: Span | None = None,
    expected: str = "",
    found: str = "",
    confidence: float = 0.8,
    category: str = "",
) -> Finding:
    """A finding of `check` on `unit`."""
    return Finding(
        check=check.name,
        category=category or check.category,
        severity=severity,
        message=message,
        unit=unit.index,
        segment=unit.segment,
        source_span=source_span,
        target_span=target_span,
        expected=expected,
        found=found,
        confidence=confidence,
    )
