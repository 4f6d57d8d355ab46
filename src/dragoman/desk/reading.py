"""From records to what checks read, and one run of all checks over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dragoman.desk.alignments import Alignments, known_alignment
from dragoman.desk.check import Check, DocumentView, UnitView, understands
from dragoman.desk.confidence import Steps, with_confidence
from dragoman.records import (
    Article,
    Finding,
    Interpreter,
    Origin,
    SeenOn,
    Severity,
    Translation,
)

_LONGEST = 4_000  # letters; what is longer is no sentence, and comparing costs its square
_SILENCING = frozenset(("untranslated", "finish", "empty"))


def read_translation(
    translation: Translation,
    article: Article | None,
    *,
    on: SeenOn,
    interpreter: Interpreter | None = None,
) -> DocumentView:
    """A translation as a document; units kept in the original's words are silenced."""
    units = tuple(
        UnitView(
            index=index,
            segment=unit.segment,
            source=unit.source,
            target=unit.target,
            source_language=translation.source_language,
            target_language=translation.target_language,
            finish=unit.finish,
            kept=unit.origin is Origin.SOURCE,
            unit=unit,
        )
        for index, unit in enumerate(translation.units)
    )
    view = DocumentView(
        units=units,
        source_language=translation.source_language,
        target_language=translation.target_language,
        article=article,
        on=on,
        alignments=_alignments_of(translation, interpreter),
    )
    view.silenced |= {unit.index for unit in units if unit.kept}
    return view


def _alignments_of(translation: Translation, interpreter: Interpreter | None) -> Alignments:
    """The alignments that came with a translation, and who reads the others."""
    return Alignments(
        [(unit.source, unit.target) for unit in translation.units],
        translation.source_language,
        translation.target_language,
        known={
            place: spans
            for place, unit in enumerate(translation.units)
            if (spans := known_alignment(unit))
        },
        interpreter=interpreter,
    )


def read_pairs(
    pairs: Sequence[tuple[str, str]],
    source_language: str,
    target_language: str,
    *,
    document: bool,
    interpreter: Interpreter | None = None,
) -> DocumentView:
    """Sentence pairs as a document (or as loose pairs)."""
    units = tuple(
        UnitView(
            index=index,
            segment="",
            source=source,
            target=target,
            source_language=source_language,
            target_language=target_language,
        )
        for index, (source, target) in enumerate(pairs)
    )
    return DocumentView(
        units=units,
        source_language=source_language,
        target_language=target_language,
        is_document=document,
        on=SeenOn.PUBLISHED,
        alignments=Alignments(pairs, source_language, target_language, interpreter=interpreter),
    )


def _too_long(document: DocumentView) -> Iterator[Finding]:
    """Say of monstrous sentences that they were not compared, and keep the checks off them."""
    for unit in document.units:
        if max(len(unit.source), len(unit.target)) <= _LONGEST or unit.index in document.silenced:
            continue
        document.silenced.add(unit.index)
        yield Finding(
            check="length",
            category="custom/not-checked",
            severity=Severity.MAJOR,
            message=f"This sentence is longer than {_LONGEST} letters and was not compared.",
            unit=unit.index,
            segment=unit.segment,
            confidence=1.0,
            on=document.on,
        )


def run_checks(
    document: DocumentView,
    checks: Sequence[Check],
    *,
    confidences: Mapping[str, Steps] | None = None,
) -> tuple[Finding, ...]:
    """All findings in reading order; checks that silence a unit must come first in `checks`.

    What a check weighs is told as a confidence by the table `confidences` (None: the desk's own).
    """
    findings = list(_too_long(document))
    for check in checks:
        if not understands(check, document.source_language, document.target_language):
            continue
        fresh = [
            replace(with_confidence(finding, confidences), on=document.on)
            for finding in check.run(document)
        ]
        findings += fresh
        document.silenced |= {
            finding.unit
            for finding in fresh
            if finding.unit is not None
            and finding.check in _SILENCING
            and finding.severity in (Severity.CRITICAL, Severity.MAJOR)
            and (finding.target_span is None or finding.severity is Severity.CRITICAL)
        }
    order = {check.name: place for place, check in enumerate(checks)}
    last = len(document.units)
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                last if finding.unit is None else finding.unit,
                finding.target_span or (-1, -1),
                order.get(finding.check, 99),
            ),
        )
    )
