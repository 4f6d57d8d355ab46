"""The desk as a linter over sentence pairs, whoever translated them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dragoman.desk.check import Check, DocumentView, UnitView
from dragoman.desk.doubt.combining import combined_doubt, doubts_by_class
from dragoman.desk.doubt.doubts import pair_doubt
from dragoman.desk.listing import BUILT_IN_CHECKS
from dragoman.desk.mending import mend
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
    """How much one pair is doubted, 0 to 1; without models below 0.25 where nothing was found.

    Serves ranking: small signs that are no finding count a little, so that pairs hardly tie.
    `by_class` tells it by name of check. `is_scored` is false where no model could say anything:
    there rules alone speak.
    """

    doubt: float
    by_class: Mapping[str, float] = field(default_factory=dict)
    is_scored: bool = False


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
    found = run_checks(view, _running(checks))
    wanted = tuple(one for one in found if checks is None or one.check in checks)
    findings = tuple(one for one in wanted if is_muted is None or not is_muted(one))
    doubts = _by_rules(view, findings, checks)
    units = tuple(
        _report(view, unit, doubts[unit.index], findings, is_whole=checks is None)
        for unit in view.units
    )
    return PairsReport(units=units, findings=findings, muted=len(wanted) - len(findings))


def _running(wanted: Collection[str] | None) -> list[Check]:
    """The wanted checks; a sentence that was not translated is none that others can judge."""
    return [
        check
        for check in BUILT_IN_CHECKS
        if wanted is None or check.name in wanted or check.name in _SILENCERS
    ]


def _by_rules(
    view: DocumentView, findings: Sequence[Finding], checks: Collection[str] | None
) -> list[float]:
    """The doubt about every pair by findings and small signs; `checks` are those wanted."""
    trust = [1.0] * len(view.units)
    for finding in findings:
        if finding.unit is not None:
            trust[finding.unit] *= 1.0 - _WEIGHT[finding.severity] * finding.confidence
    for unit in view.units:
        if checks is None or "names" in checks:
            trust[unit.index] *= 1.0 - name_doubt(unit.source, unit.target)
        if checks is None:
            trust[unit.index] *= 1.0 - slight_doubt(view, unit)
    return [1.0 - value for value in trust]


def _report(
    view: DocumentView,
    unit: UnitView,
    by_rules: float,
    findings: Sequence[Finding],
    *,
    is_whole: bool,
) -> PairReport:
    """The doubts about a pair; the models' are left out where only some checks are wanted."""
    models = pair_doubt(view, unit) if is_whole else None
    return PairReport(
        doubt=round(combined_doubt(by_rules, models), 4),
        by_class=doubts_by_class((one for one in findings if one.unit == unit.index), models),
        is_scored=models is not None,
    )


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
