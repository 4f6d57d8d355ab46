"""The mark-up inside blocks: found on the page again, after the text was read.

In: a page's tree and blocks of text. Out: the blocks with their links, emphasis, superscripts and
line breaks. The text is never touched, so the same page gives the same digest with or without this.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from lxml import html

from dragoman.article.page_letters import Letters, Mark, letters_of
from dragoman.language.cleaning import clean_text
from dragoman.records import Block, BlockKind, Inline, InlineKind

_HEADINGS = (BlockKind.HEADLINE, BlockKind.HEADING, BlockKind.SUBHEAD)
_CELL = " | "

MAX_ADDRESS = 2000
"""Characters of an address; browsers and servers agree on no more."""

MAX_MARKS = 400
"""Pieces of mark-up kept in one block; a block with more of them is no prose."""

_INITIAL = 1
"""Letters of an initial, the large first letter of a text."""

_FAR = 3000
"""Letters that may lie between two blocks; a short block further off is another one's words."""

_TELLING = 40
"""Letters from which a block is found wherever it stands."""

_FOLDED = re.compile(r"[\t\n\r]")  # browsers read an address as if these were not there
_MAIL = re.compile(r"[^\s<>\"'@:/?#,;]+@[A-Za-z0-9.-]+")


def with_inlines(tree: html.HtmlElement, blocks: Sequence[Block], url: str) -> list[Block]:
    """The blocks with the mark-up that the page puts on their words; texts stay as they are.

    Links are absolute, http, https or mailto; other addresses are dropped and their words stay. A
    block that does not stand on the page in one piece (text built by script) has no mark-up.
    """
    letters = letters_of(tree)
    if not letters.marks:
        return list(blocks)
    page = _Page(letters, _base(tree, url))
    return [page.marked(block, at) for block, at in zip(blocks, page.places(blocks), strict=True)]


def _base(tree: html.HtmlElement, url: str) -> str:
    """What relative addresses are resolved against."""
    for node in tree.iter("base"):
        try:
            return urljoin(url, str(node.get("href") or "").strip())
        except ValueError:
            break
    return url


def web_address(href: str, base: str) -> str:
    """A link's address, absolute and ready to print; "" for one that leads nowhere on the web."""
    href = clean_text(_FOLDED.sub("", href))
    if href in ("", "#") or len(href) > MAX_ADDRESS:
        return ""
    if href[:7].lower() == "mailto:":
        address = unquote(href[7:].split("?")[0]).strip()
        return f"mailto:{address}" if _MAIL.fullmatch(address) else ""
    try:
        own = urlsplit(href)
        if own.scheme and not own.netloc:
            return ""
        parts = urlsplit(urljoin(base, href))
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        return ""
    rest = [quote(part, safe="/%:=&?~+!$,;'@()*[]|-._") for part in parts[2:]]
    return urlunsplit((parts.scheme, parts.netloc, *rest))


class _Page:
    """A page's letters, in which blocks are found again."""

    def __init__(self, letters: Letters, base: str) -> None:
        self._base = base
        self._text = "".join(letters.pieces)
        ordered = sorted(letters.marks, key=lambda mark: (mark.start, -mark.end))
        self._marks: list[Mark] = []
        stack: list[int] = []
        for rank, mark in enumerate(ordered):
            while stack and self._marks[stack[-1]].end <= mark.start:
                stack.pop()
            self._marks.append(replace(mark, parent=stack[-1] if stack else -1))
            if mark.end > mark.start:
                stack.append(rank)
        self._starts = [mark.start for mark in self._marks]

    def places(self, blocks: Sequence[Block]) -> list[int]:
        """Where each block's letters begin on the page, -1 where they are not found.

        From the longest block that stands there once, the others are looked for in order.
        """
        keys = ["".join(block.text[at] for at in _letter_places(block)) for block in blocks]
        ranks = sorted(range(len(keys)), key=lambda rank: -len(keys[rank]))
        found = [-1] * len(keys)
        for anchor in ranks:
            at = self._text.find(keys[anchor]) if keys[anchor] else -1
            if at >= 0 and (self._text.find(keys[anchor], at + 1) < 0 or anchor == ranks[-1]):
                break
        else:
            return found
        found[anchor] = at
        cursor = at + len(keys[anchor])
        for rank in range(anchor + 1, len(keys)):
            found[rank] = self._after(keys[rank], cursor)
            cursor = max(cursor, found[rank] + len(keys[rank]))
        cursor = at
        for rank in range(anchor - 1, -1, -1):
            found[rank] = self._ahead(keys[rank], cursor)
            cursor = min(cursor, found[rank]) if found[rank] >= 0 else cursor
        return found

    def _after(self, key: str, cursor: int) -> int:
        """The first place of `key` from `cursor` on, else any place of a telling one."""
        far = len(self._text) if len(key) >= _TELLING else cursor + _FAR + len(key)
        at = self._text.find(key, cursor, far) if key else -1
        return self._text.find(key) if at < 0 and len(key) >= _TELLING else at

    def _ahead(self, key: str, cursor: int) -> int:
        """The last place of `key` before `cursor`, else any place of a telling one."""
        near = 0 if len(key) >= _TELLING else max(0, cursor - _FAR - len(key))
        at = self._text.rfind(key, near, cursor) if key else -1
        return self._text.find(key) if at < 0 and len(key) >= _TELLING else at

    def marked(self, block: Block, at: int) -> Block:
        """The block whose letters begin at `at`, with its mark-up."""
        if at < 0:
            return block
        letters = list(_letter_places(block))
        end = at + len(letters)
        inlines = []
        for mark in self._on(at, end):
            first, last = max(mark.start, at) - at, min(mark.end, end) - at
            if mark.kind is InlineKind.LINE_BREAK:
                if 0 < first < len(letters):
                    place = letters[first - 1] + 1
                    inlines.append(Inline(kind=mark.kind, start=place, end=place))
                continue
            href = web_address(mark.href, self._base) if mark.href else ""
            span = Inline(
                kind=mark.kind, start=letters[first], end=letters[last - 1] + 1, href=href
            )
            if _counts(span, block):
                inlines.append(span)
        kept = tuple(one for one in _tidy(inlines, block.text) if not _is_initial(one, block))
        return replace(block, inlines=kept) if kept else block

    def _on(self, start: int, end: int) -> list[Mark]:
        """The marks on [start, end), outer before inner."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        around: list[Mark] = []
        rank = first - 1
        while rank >= 0:
            mark = self._marks[rank]
            if mark.end > start:
                around.append(mark)
            rank = mark.parent
        return [*reversed(around), *self._marks[first : min(last, first + MAX_MARKS)]]


def _letter_places(block: Block) -> Iterator[int]:
    """The places of a block's letters; the bars between a row's cells are ours, not the page's."""
    bars: set[int] = set()
    if block.kind is BlockKind.TABLE_ROW:
        bars = {match.start() + 1 for match in re.finditer(re.escape(_CELL), block.text)}
    for place, char in enumerate(block.text):
        if not char.isspace() and place not in bars:
            yield place


def _counts(span: Inline, block: Block) -> bool:
    """True for mark-up that tells a reader something in its block.

    A headline's link leads to itself; a heading is strong already; a full stop cannot be stressed.
    """
    whole = span.start == 0 and span.end == len(block.text)
    if span.kind is InlineKind.LINK:
        return bool(span.href) and block.kind is not BlockKind.HEADLINE
    if span.kind in (InlineKind.SUPERSCRIPT, InlineKind.SUBSCRIPT):
        return not whole
    if whole and block.kind in _HEADINGS:
        return False
    return any(map(str.isalnum, block.text[span.start : span.end]))


def _is_initial(span: Inline, block: Block) -> bool:
    """True for a single letter made large or strong at the beginning of a text."""
    styled = span.kind in (InlineKind.STRONG, InlineKind.EMPHASIS)
    return styled and span.start < span.end <= _INITIAL < len(block.text)


def _tidy(inlines: Sequence[Inline], text: str) -> Iterator[Inline]:
    """Without mark-up that stands in its own kind, and neighbours of one kind as one.

    `inlines` are in order, outer before inner, and so are the results.
    """
    kept: list[Inline] = []
    opened: list[int] = []
    for inline in inlines:
        while opened and kept[opened[-1]].end <= inline.start:
            closed = opened.pop()
            if _continues(kept[closed], inline, text) and not _is_cut(kept, opened, inline):
                kept[closed] = replace(kept[closed], end=inline.end)
                opened.append(closed)
                break
        else:
            if any(kept[rank].kind is inline.kind for rank in opened):
                continue
            if inline.start == inline.end and kept and kept[-1] == inline:
                continue
            kept.append(inline)
            if inline.end > inline.start:
                opened.append(len(kept) - 1)
    yield from kept


def _continues(before: Inline, after: Inline, text: str) -> bool:
    """True when `after` goes on with the same mark-up, with nothing but a space between."""
    same = before.kind is after.kind and before.href == after.href
    return same and after.end > after.start and not text[before.end : after.start].strip()


def _is_cut(kept: Sequence[Inline], opened: Sequence[int], inline: Inline) -> bool:
    """True when one that is still open would end inside a longer span."""
    return any(kept[rank].end < inline.end for rank in opened)
