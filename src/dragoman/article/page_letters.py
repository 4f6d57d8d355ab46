"""A page as one run of letters, with the mark-up that stands on them.

In: a page's tree. Out: all its letters in order, without white space, and links, emphasis,
superscripts and line breaks as places in them. Scripts and the like have no letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from dragoman.language.cleaning import clean_text
from dragoman.records import InlineKind

_KINDS = {
    "a": InlineKind.LINK, "em": InlineKind.EMPHASIS, "i": InlineKind.EMPHASIS,
    "strong": InlineKind.STRONG, "b": InlineKind.STRONG, "sup": InlineKind.SUPERSCRIPT,
    "sub": InlineKind.SUBSCRIPT, "br": InlineKind.LINE_BREAK,
}  # fmt: skip
_UNREAD = ("script", "style", "noscript", "template", "head", "select", "textarea", "iframe")
_BLOCK_TAGS = (
    "p", "div", "ul", "ol", "li", "table", "blockquote", "section", "article", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6",
)  # fmt: skip
_CLEAN = re.compile(
    "[\x21-\x7e\xa1-\xac\xae-\u02ff\u0388-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
"""Letters of Latin, Greek, Cyrillic and Armenian and their marks that cleaning leaves as they are:
most of all texts, and cleaning is the dearest part of the walk."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Mark-up on [start, end) of a page's letters; `parent` is the rank of what it stands in.

    `href` is as the page writes it.
    """

    kind: InlineKind
    start: int
    end: int
    href: str = ""
    parent: int = -1


@dataclass(slots=True)
class Letters:
    """All letters of a page in order, without white space, and the mark-up on them."""

    pieces: list[str] = field(default_factory=list)
    size: int = 0
    marks: list[Mark] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """Take up the text of a node."""
        letters = "".join(text.split()) if text else ""
        if letters and not _CLEAN.fullmatch(letters):
            letters = "".join(clean_text(text or "").split())
        if letters:
            self.pieces.append(letters)
            self.size += len(letters)


def letters_of(tree: html.HtmlElement) -> Letters:
    """The page's letters and mark-up, in one walk."""
    letters = Letters()
    opened: list[tuple[int, int]] = []
    blocks = 0
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            if tag in _UNREAD:
                walk.skip_subtree()
                continue
            blocks += tag in _BLOCK_TAGS
            if tag in _KINDS:
                opened.append((letters.size, blocks))
            letters.add(node.text)
            continue
        if tag in _KINDS:
            start, before = opened.pop()
            mark = _mark_of(node, start, letters.size, holds_blocks=blocks > before)
            if mark is not None:
                letters.marks.append(mark)
        if node is not tree:
            letters.add(node.tail)
    return letters


def _mark_of(node: Any, start: int, end: int, *, holds_blocks: bool) -> Mark | None:
    """An element's mark-up; None where it has none that readers are shown.

    Emphasis around whole blocks is a slip of the page (an end tag left out) or its layout.
    """
    kind = _KINDS[node.tag]
    if kind is InlineKind.LINE_BREAK:
        return Mark(kind, start, start)
    if start == end:
        return None
    if kind is InlineKind.LINK:
        href = node.get("href") or ""
        return Mark(kind, start, end, href) if href else None
    return None if holds_blocks else Mark(kind, start, end)
