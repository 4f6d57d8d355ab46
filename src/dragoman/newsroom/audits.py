"""The desk over a text with no original at hand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from dragoman.article import locate_segments
from dragoman.desk import BUILT_IN_AUDITS, AuditSegment, audit
from dragoman.newsroom.bitexts import PlacedText, Run
from dragoman.newsroom.bitexts.mutes import EVERY
from dragoman.newsroom.documents import Document, article_of, finding_json, signature
from dragoman.newsroom.proofs import Choice, ProofLine, Tally
from dragoman.records import Article, Finding

AUDIT_NAMES = tuple(one.name for one in BUILT_IN_AUDITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """A text alone with what was found in it; spans of `findings` are offsets into the file."""

    document: Document
    article: Article
    places: tuple[tuple[int, int], ...]
    findings: tuple[Finding, ...]


def audit_document(
    document: Document, tally: Tally, *, language: str, now: datetime, choice: Choice
) -> AuditReport:
    """The desk over a text with no original at hand. Raises `WorldError` where no text is found."""
    article = article_of(document, language=language, now=now)
    places = tuple(locate_segments(document.text, article))
    segments = [
        AuditSegment(text=segment.text, start=start, end=end)
        for segment, (start, end) in zip(article.segments, places, strict=True)
    ]
    found = audit(segments, article.language, article)
    wanted = [one for one in found if choice.checks is None or one.check in choice.checks]
    lines = _line_starts(document.text)

    def is_muted(finding: Finding) -> bool:
        if finding.target_span is None:
            return False
        muted = choice.mutes.of(document.name, bisect_right(lines, finding.target_span[0]), "")
        return finding.check in muted or EVERY in muted

    findings = tuple(one for one in wanted if not is_muted(one))
    tally.sentences = len(segments)
    tally.muted = len(wanted) - len(findings)
    tally.severities.update(finding.severity.value for finding in findings)
    return AuditReport(document=document, article=article, places=places, findings=findings)


def audit_json(report: AuditReport) -> dict[str, Any]:
    """The JSON form of an audited text."""
    return {
        "signature": signature(),
        "language": report.article.language,
        "article": _lifted(report.article),
        "findings": [finding_json(finding) for finding in report.findings],
    }


def proof_of_audit(report: AuditReport) -> Iterator[ProofLine]:
    """An audited text, sentence by sentence."""
    text, language = report.document.text, report.article.language
    lines = _line_starts(text)
    for index, (start, end) in enumerate(report.places):
        inside = tuple(
            replace(finding, target_span=_shifted(finding.target_span, start, end))
            for finding in report.findings
            if finding.unit == index
        )
        yield ProofLine(
            index=index,
            target=_placed(text, start, end, lines, report.document.name),
            languages=("", language),
            findings=inside,
        )
    whole = tuple(finding for finding in report.findings if finding.unit is None)
    if whole:
        target = PlacedText(text="", path=report.document.name)
        yield ProofLine(index=None, target=target, languages=("", language), findings=whole)


def _shifted(span: tuple[int, int] | None, start: int, end: int) -> tuple[int, int] | None:
    """A span of a file as one of the text [start, end) of it."""
    return (max(span[0] - start, 0), min(span[1], end) - start) if span else None


def _line_starts(text: str) -> list[int]:
    """The offset at which each line begins."""
    starts = [0]
    while (at := text.find("\n", starts[-1])) >= 0:
        starts.append(at + 1)
    return starts


def _placed(text: str, start: int, end: int, lines: Sequence[int], path: str) -> PlacedText:
    """The part [start, end) of a file's text, with the lines that it runs over."""
    line = bisect_right(lines, start)
    runs = [Run(0, line, start - lines[line - 1] + 1)]
    while line < len(lines) and lines[line] < end:
        line += 1
        runs.append(Run(lines[line - 1] - start, line, 1))
    return PlacedText(text=text[start:end], path=path, runs=tuple(runs))


def _lifted(article: Article) -> dict[str, Any]:
    """What the article room lifted out of the text, verbatim."""
    return {
        "headline": article.headline,
        "byline": list(article.bylines),
        "dateline": article.dateline,
        "notices": [{"kind": notice.kind.value, "text": notice.text} for notice in article.notices],
        "original": asdict(article.original) if article.original else None,
        "furniture": list(article.furniture),
        "disclaimer": list(article.disclaimer),
    }
