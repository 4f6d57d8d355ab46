"""The desk over a text with no original at hand."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.desk.audits.attribution import AttributionAudit
from dragoman.desk.audits.dates import DatesAudit
from dragoman.desk.audits.gender import GenderAudit
from dragoman.desk.audits.names import NamesAudit
from dragoman.desk.audits.offices import OfficesAudit
from dragoman.desk.audits.punctuation import PunctuationAudit
from dragoman.desk.text import Audit, AuditSegment, view_text
from dragoman.language.words import plain_language
from dragoman.records import Article, Finding

BUILT_IN_AUDITS: tuple[Audit, ...] = (
    GenderAudit(),
    NamesAudit(),
    OfficesAudit(),
    PunctuationAudit(),
    DatesAudit(),
    AttributionAudit(),
)


def audit(
    segments: Sequence[AuditSegment], language: str, article: Article | None
) -> tuple[Finding, ...]:
    """What a careful reader would stumble over, in reading order; spans are file offsets."""
    text = view_text(segments, language, article)
    findings: list[Finding] = []
    for one in BUILT_IN_AUDITS:
        if not one.languages or plain_language(language) in one.languages:
            findings += one.run(text)
    return tuple(sorted(findings, key=lambda finding: finding.target_span or (1 << 60, 0)))
