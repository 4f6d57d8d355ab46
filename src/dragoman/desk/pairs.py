"""The desk as a linter over sentence pairs, whoever translated them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dragoman.desk.edit import mend
from dragoman.desk.listing import BUILT_IN_CHECKS
from dragoman.desk.name_doubt import name_doubt
from dragoman.desk.reading import read_pairs, run_checks
from dragoman.desk.slight_doubt import slight_doubt
from dragoman.records import (
    Finding,
    Interpreter,
    Repair,
    Severity,
    Translation,
    TranslationUnit,
)

_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)  # pairs that are linted have no date of their own
_SILENCERS = frozenset(("untranslated", "finish"))
_WEIGHT = {Severity.NEUTRAL: 0.0, Severity.MINOR: 0.35, Severity.MAJOR: 0.7, Severity.CRITICAL: 0.9}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReport:
    """How much one pair is doubted, 0 to 1; below 0.25 where nothing was found.

    Serves ranking: small signs that are no finding count a little, so that pairs hardly tie.
    """

    doubt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsReport:
    """One report for each pair, in order, and all findings; `muted` counts those left out."""

    units: tuple[PairReport, ...]
    findings: tuple[Finding, ...]
    muted: int = 0


def check_pairs(
    pairs: Sequence[tuple[str, str]],
    source_language: str,
    target_language: str,
    *,
    document: bool,
    interpreter: Interpreter | None = None,
    checks: Collection[str] | None = None,
    is_muted: Callable[[Finding], bool] | None = None,
) -> PairsReport:
    """Check sentence pairs; `document` says that they follow one another in one text.

    `interpreter` aligns and scores them where it has a model of the pair. `checks` are the names of
    those wanted (None: all); what is muted counts for nothing either.
    """
    view = read_pairs(
        pairs, source_language, target_language, document=document, interpreter=interpreter
    )
    # A sentence that was not translated is none that others can judge, whoever asked for them.
    running = [
        check
        for check in BUILT_IN_CHECKS
        if checks is None or check.name in checks or check.name in _SILENCERS
    ]
    found = run_checks(view, running)
    wanted = tuple(one for one in found if checks is None or one.check in checks)
    findings = tuple(one for one in wanted if is_muted is None or not is_muted(one))
    trust = [1.0] * len(pairs)
    for finding in findings:
        if finding.unit is not None:
            trust[finding.unit] *= 1.0 - _WEIGHT[finding.severity] * finding.confidence
    if checks is None or "names" in checks:
        for place, (source, target) in enumerate(pairs):
            trust[place] *= 1.0 - name_doubt(source, target)
    if checks is None:
        for unit in view.units:
            trust[unit.index] *= 1.0 - slight_doubt(view, unit)
    units = tuple(PairReport(doubt=round(1.0 - value, 4)) for value in trust)
    return PairsReport(units=units, findings=findings, muted=len(wanted) - len(findings))


@dataclass(frozen=True, slots=True, kw_only=True)
class MendedPairs:
    """The targets after the desk's repairs, in order, with what it did and what it still doubts."""

    texts: tuple[str, ...]
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...]


def mend_pairs(
    pairs: Sequence[tuple[str, str]],
    source_language: str,
    target_language: str,
    *,
    document: bool,
    interpreter: Interpreter | None = None,
) -> MendedPairs:
    """What the desk would publish for translated sentences, whoever translated them."""
    units = tuple(
        TranslationUnit(segment=f"p1s{place}", source=source, target=target, engine_target=target)
        for place, (source, target) in enumerate(pairs, start=1)
    )
    translation = Translation(
        article="", article_version=1, source_language=source_language,
        target_language=target_language, target_variant=target_language, units=units, engine="",
        made_at=_NO_TIME, made_by="",
    )  # fmt: skip
    mended = mend(translation, interpreter=interpreter, is_document=document)
    return MendedPairs(
        texts=tuple(unit.target for unit in mended.translation.units),
        findings=mended.findings,
        repairs=mended.repairs,
    )
