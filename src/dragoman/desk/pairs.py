"""The desk as a linter over sentence pairs, whoever translated them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.desk.listing import BUILT_IN_CHECKS
from dragoman.desk.reading import read_pairs, run_checks
from dragoman.records import Finding, Interpreter, Severity

_WEIGHT = {Severity.NEUTRAL: 0.0, Severity.MINOR: 0.35, Severity.MAJOR: 0.7, Severity.CRITICAL: 0.9}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReport:
    """How much one pair is doubted: 0 (nothing seen) to 1."""

    doubt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsReport:
    """One report for each pair, in order, and all findings."""

    units: tuple[PairReport, ...]
    findings: tuple[Finding, ...]


def check_pairs(
    pairs: Sequence[tuple[str, str]],
    source_language: str,
    target_language: str,
    *,
    document: bool,
    interpreter: Interpreter | None = None,
) -> PairsReport:
    """Check sentence pairs; `document` says that they follow one another in one text.

    `interpreter` aligns and scores them where it has a model of the pair.
    """
    view = read_pairs(
        pairs, source_language, target_language, document=document, interpreter=interpreter
    )
    findings = run_checks(view, BUILT_IN_CHECKS)
    trust = [1.0] * len(pairs)
    for finding in findings:
        if finding.unit is not None:
            trust[finding.unit] *= 1.0 - _WEIGHT[finding.severity] * finding.confidence
    units = tuple(PairReport(doubt=round(1.0 - value, 4)) for value in trust)
    return PairsReport(units=units, findings=findings)
