"""The verdict on a translation, with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.desk.listing import BUILT_IN_CHECKS, unchecked
from dragoman.desk.policy import DeskPolicy
from dragoman.records import (
    Article,
    BlockKind,
    Finding,
    Judgement,
    Origin,
    Severity,
    Tier,
    Translation,
    Verdict,
)


def judge(
    article: Article,
    translation: Translation,
    findings: Sequence[Finding],
    *,
    policy: DeskPolicy | None = None,
) -> Judgement:
    """What becomes of a mended translation, given the findings that are still open on it."""
    policy = policy or DeskPolicy()
    if not translation.units:
        return Judgement(verdict=Verdict.SPIKE, reasons=("The translation has no sentences.",))
    kept = [unit for unit in translation.units if unit.origin is Origin.SOURCE]
    share = len(kept) / len(translation.units)
    if share >= policy.spike_share:
        return Judgement(
            verdict=Verdict.SPIKE,
            reasons=(
                (
                    f"{len(kept)} of {len(translation.units)} sentences have no usable "
                    "translation; try another engine or publish the headline with a link."
                ),
            ),
        )
    reasons = _hold_reasons(article, translation, findings, policy)
    if reasons:
        return Judgement(verdict=Verdict.HOLD, reasons=tuple(reasons))
    flags = []
    if kept:
        flags.append(f"{len(kept)} sentences stand in the original's words.")
    doubtful = {
        f.unit for f in findings if f.unit is not None and f.severity is not Severity.NEUTRAL
    }
    if doubtful:
        flags.append(f"{len(doubtful)} of {len(translation.units)} sentences may be wrong.")
    whole = [f.message for f in findings if f.unit is None and f.severity is not Severity.NEUTRAL]
    flags += whole[:3]
    if flags:
        return Judgement(verdict=Verdict.RUN_FLAGGED, reasons=tuple(flags))
    return Judgement(verdict=Verdict.RUN)


def _hold_reasons(
    article: Article,
    translation: Translation,
    findings: Sequence[Finding],
    policy: DeskPolicy,
) -> list[str]:
    reasons = _pair_reasons(translation, policy)
    prominent = prominent_segments(article)
    for unit in translation.units:
        if unit.segment in prominent and unit.origin is Origin.SOURCE:
            where = "headline" if unit.segment.startswith("h") else "first paragraph"
            reasons.append(f"A sentence of the {where} has no usable translation ({unit.segment}).")
    for finding in findings:
        if finding.severity is Severity.CRITICAL and finding.segment in prominent:
            where = "headline" if finding.segment.startswith("h") else "first paragraph"
            if finding.confidence >= policy.hold_confidence:
                reasons.append(f"In the {where} ({finding.segment}): {finding.message}")
    words = sum(len(unit.source.split()) for unit in translation.units)
    penalty = sum(finding.severity.weight * finding.confidence for finding in findings)
    if words >= 50 and 100 * penalty / words >= policy.hold_penalty:
        reasons.append(
            f"{len(findings)} findings weigh {100 * penalty / words:.0f} penalty points for each "
            f"100 words; the limit is {policy.hold_penalty:.0f}."
        )
    return reasons


def _pair_reasons(translation: Translation, policy: DeskPolicy) -> list[str]:
    """Why nothing of this pair of languages runs unread, however well a text looks."""
    if policy.publish_gist:
        return []
    source, target = translation.source_language, translation.target_language
    reasons = []
    if translation.tier is Tier.GIST:
        reasons.append(
            f"Translations from {source} into {target} by this engine are of gist quality and wait "
            "for a person."
        )
    missing = unchecked(source, target)
    if len(missing) >= policy.hold_unchecked * len(BUILT_IN_CHECKS):
        reasons.append(
            f"{len(missing)} of {len(BUILT_IN_CHECKS)} checks do not exist from {source} into "
            f"{target}: translations wait for a person."
        )
    return reasons


def prominent_segments(article: Article) -> frozenset[str]:
    """The segments of the headline and of the first paragraph."""
    lede: int | None = None
    for place, block in enumerate(article.blocks):
        if block.kind is BlockKind.PARAGRAPH and block.text.strip():
            lede = place
            break
    headline = {
        place for place, block in enumerate(article.blocks) if block.kind is BlockKind.HEADLINE
    }
    return frozenset(
        segment.id
        for segment in article.segments
        if segment.block in headline or segment.block == lede or segment.id.startswith("h")
    )
