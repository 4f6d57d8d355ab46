"""An article as we read it: headline, blocks, segments and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from dragoman.records.notice import NoticeKind


class BlockKind(StrEnum):
    """The kinds of block an article is made of."""

    HEADLINE = "headline"
    SUBHEAD = "subhead"  # the standfirst under the headline
    PARAGRAPH = "paragraph"
    HEADING = "heading"  # a heading inside the body
    QUOTE = "quote"
    LIST_ITEM = "list-item"
    CAPTION = "caption"
    TABLE_ROW = "table-row"


class InlineKind(StrEnum):
    """The kinds of mark-up inside a block that readers are shown."""

    LINK = "link"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    LINE_BREAK = "line-break"  # an empty span: start == end


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """Mark-up on the code points [start, end) of a text. Spans of one text nest, never cross."""

    kind: InlineKind
    start: int
    end: int
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of text, with the mark-up inside it. Sentences never cross blocks."""

    kind: BlockKind
    text: str
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The unit of translation: `text` = `blocks[block].text[start:end]` (code points).

    `id` is "h" plus a number for the headline ("h1"), else "p4s2": block 4, sentence 2.
    """

    id: str
    block: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNotice:
    """A notice that the publisher printed in its article, lifted out of the body verbatim."""

    kind: NoticeKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalCredit:
    """ "The original of this article ... comes from ...", lifted out of the body."""

    text: str
    title: str = ""
    publisher: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of an article.

    `version` counts from 1; `text_sha256` is the digest of what counts as its text (headline,
    blocks, bylines, notices), so equal digests are equal texts. `furniture` and `disclaimer` hold
    what was lifted out verbatim. `tdm_reserved` joins what headers and page say. `warnings` are
    sentences about what looked wrong while reading. `made_by` is the extractor's signature.
    """

    id: str
    version: int
    publisher: str
    url: str
    canonical_url: str
    capture_sha256: str
    fetched_at: datetime
    language: str
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]
    text_sha256: str
    made_by: str
    other_languages: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    dateline: str = ""
    credit_line: str = ""
    section: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    notices: tuple[SourceNotice, ...] = ()
    original: OriginalCredit | None = None
    furniture: tuple[str, ...] = ()
    disclaimer: tuple[str, ...] = ()
    licence_url: str = ""
    tdm_reserved: bool | None = None
    warnings: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """The headline's text, or "" when the article has none."""
        for block in self.blocks:
            if block.kind is BlockKind.HEADLINE:
                return block.text
        return ""

    def inlines_of(self, segment: Segment) -> tuple[Inline, ...]:
        """The mark-up on a segment, as code points into its text; a line break is an empty span."""
        found = []
        for inline in self.blocks[segment.block].inlines:
            start, end = max(inline.start, segment.start), min(inline.end, segment.end)
            if start < end or (inline.start == inline.end == start == end):
                moved = replace(inline, start=start - segment.start, end=end - segment.start)
                found.append(moved)
        return tuple(found)

    @property
    def word_count(self) -> int:
        """White-space words of all segments."""
        return sum(len(segment.text.split()) for segment in self.segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A capture in which no article was found, with the reason."""

    url: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange:
    """One change between two versions: `before` or `after` is "" for an addition or a removal."""

    before: str
    after: str
    segment: str = ""
