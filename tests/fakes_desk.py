"""Articles and translations made of a few sentences, for the desk's tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from dragoman.records import (
    AlignedSpan,
    Article,
    Block,
    BlockKind,
    EngineResult,
    Finish,
    Origin,
    Segment,
    Tier,
    Translation,
    TranslationUnit,
)

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def make_article(headline: str, *paragraphs: list[str], language: str = "pt") -> Article:
    """An article of a headline and paragraphs, each a list of sentences."""
    blocks = [Block(kind=BlockKind.HEADLINE, text=headline)]
    segments = [Segment(id="h1", block=0, start=0, end=len(headline), text=headline)]
    for place, sentences in enumerate(paragraphs, start=1):
        text = " ".join(sentences)
        blocks.append(Block(kind=BlockKind.PARAGRAPH, text=text))
        start = 0
        for number, sentence in enumerate(sentences, start=1):
            end = start + len(sentence)
            segments.append(
                Segment(id=f"p{place}s{number}", block=place, start=start, end=end, text=sentence)
            )
            start = end + 1
    return Article(
        id="a1", version=1, publisher="sample", url="https://example.org/1",
        canonical_url="https://example.org/1", capture_sha256="0" * 64, fetched_at=NOW,
        language=language, blocks=tuple(blocks), segments=tuple(segments), text_sha256="1" * 64,
        made_by="cut:1", published_at=NOW,
    )  # fmt: skip


def make_translation(
    article: Article,
    targets: list[str],
    *,
    target: str = "en",
    tier: Tier = Tier.PUBLISHABLE,
    finishes: dict[int, Finish] | None = None,
) -> Translation:
    """A translation whose units answer the article's segments in order."""
    finishes = finishes or {}
    units = tuple(
        TranslationUnit(
            segment=segment.id, source=segment.text, target=text, engine_target=text,
            origin=Origin.MT, finish=finishes.get(place, Finish.OK),
        )
        for place, (segment, text) in enumerate(zip(article.segments, targets, strict=True))
    )  # fmt: skip
    return Translation(
        article=article.id, article_version=1, source_language=article.language,
        target_language=target, target_variant=target, units=units, engine="fake", made_at=NOW,
        made_by="mt:fake", tier=tier,
    )  # fmt: skip


class SilentTranslator:
    """An interpreter that offers no other translation."""

    def retranslate(
        self,
        text: str,
        source: str,
        target: str,
        *,
        required: Sequence[str] = (),
        forbidden: Sequence[str] = (),
        count: int = 1,
    ) -> list[str]:
        return []


class WordAligner(SilentTranslator):
    """An interpreter that aligns the words it was told of ("doctor=médico tired=cansado")."""

    def __init__(self, links: str) -> None:
        self._links = [link.split("=") for link in links.split()]

    def reads(self, source: str, target: str) -> bool:
        return True

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        return [
            EngineResult(id=str(place), text=other, alignment=self._align(one, other))
            for place, (one, other) in enumerate(pairs)
        ]

    def _align(self, source: str, target: str) -> tuple[AlignedSpan, ...]:
        return tuple(
            AlignedSpan(
                source_start=source.find(one),
                source_end=source.find(one) + len(one),
                target_start=target.find(other),
                target_end=target.find(other) + len(other),
                p=0.9,
            )
            for one, other in self._links
            if one in source and other in target
        )
