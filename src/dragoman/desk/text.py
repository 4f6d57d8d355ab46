"""A text without its original, as the audits read it, and the shape of an audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from dragoman.records import Article, BlockKind, Finding, SeenOn, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSegment:
    """One sentence and where it stands in the file (code points)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """Sentences with the paragraph each stands in; `article` is what was read around them."""

    segments: tuple[AuditSegment, ...]
    paragraphs: tuple[int, ...]
    language: str
    article: Article | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences' texts in order."""
        return tuple(segment.text for segment in self.segments)

    @property
    def is_page(self) -> bool:
        """True when the text came with its page, so that what is missing there can be judged."""
        article = self.article
        if article is None:
            return False
        around = (
            article.furniture, article.disclaimer, article.notices, article.original,
            article.bylines, article.credit_line, article.url.startswith("http"),
        )  # fmt: skip
        return any(around)


@runtime_checkable
class Audit(Protocol):
    """A kind of mistake that shows in a text alone; `languages` empty: any."""

    name: str
    category: str
    languages: frozenset[str]

    def run(self, text: TextView) -> Iterable[Finding]:
        """The possible errors of this kind; spans are offsets into the file."""
        ...


def view_text(segments: Sequence[AuditSegment], language: str, article: Article | None) -> TextView:
    """Number the paragraphs: by the article's blocks where they fit, else by gaps in the file."""
    segments = tuple(segments)
    if article is not None and len(article.segments) == len(segments):
        numbers = tuple(segment.block for segment in article.segments)
        headlines = {
            place for place, block in enumerate(article.blocks) if block.kind is BlockKind.HEADLINE
        }
        numbers = tuple(-1 if number in headlines else number for number in numbers)
    else:
        places, number = [], 0
        for before, segment in zip((None, *segments), segments, strict=False):
            if before is not None and segment.start - before.end > 1:
                number += 1
            places.append(number)
        numbers = tuple(places)
    return TextView(segments=segments, paragraphs=numbers, language=language, article=article)


def remark(
    audit: Audit,
    message: str,
    *,
    text: TextView,
    place: int | None = None,
    start: int = 0,
    end: int = 0,
    severity: Severity = Severity.MAJOR,
    expected: str = "",
    confidence: float = 0.8,
) -> Finding:
    """A finding at letters `start` to `end` of sentence `place` (None: the text as a whole)."""
    if place is None:
        return Finding(
            check=audit.name, category=audit.category, severity=severity, message=message,
            expected=expected, confidence=confidence, on=SeenOn.PUBLISHED,
        )  # fmt: skip
    segment = text.segments[place]
    article = text.article
    fits = article is not None and len(article.segments) == len(text.segments)
    return Finding(
        check=audit.name,
        category=audit.category,
        severity=severity,
        message=message,
        unit=place,
        segment=article.segments[place].id if article is not None and fits else "",
        target_span=(segment.start + start, segment.start + end),
        expected=expected,
        found=segment.text[start:end],
        confidence=confidence,
        on=SeenOn.PUBLISHED,
    )
