"""The body of a page as blocks: trafilatura finds it, we give each part its kind."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from dragoman.article.structured import Statements
from dragoman.article.tree import text_of
from dragoman.language.cleaning import clean_lines, clean_text
from dragoman.records import Block, BlockKind

_ENOUGH = 250
"""Characters below which a precise extract is tried again without that wish."""

_SHORT = 900
"""Characters below which a quick extract is compared with a thorough one, which costs double."""

_KINDS = {
    "head": BlockKind.HEADING, "quote": BlockKind.QUOTE, "item": BlockKind.LIST_ITEM,
    "row": BlockKind.TABLE_ROW, "p": BlockKind.PARAGRAPH, "figcaption": BlockKind.CAPTION,
}  # fmt: skip
_PARAGRAPH_END = re.compile(r"\n\s*\n|\r\n\s*\r\n|</p>\s*<p[^>]{0,200}>|<br\s*/?>\s*<br\s*/?>|\n")
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]{0,500}>")


def read_body(tree: html.HtmlElement, statements: Statements, url: str) -> list[Block]:
    """The blocks of the article's body in reading order, without headline; empty when none.

    What the page states as the text of its free article is the second opinion: it is taken where
    the markup holds little or none of it (pages that are built by script).
    """
    captions = {_key(text_of(node)) for node in tree.iter("figcaption")} - {""}
    blocks = _extracted(tree, url, precise=True, quick=True)
    if _size(blocks) < _SHORT:
        other = _extracted(tree, url, precise=True)
        blocks = other if _size(other) > 2 * _size(blocks) else blocks
    if _size(blocks) < _ENOUGH:
        other = _extracted(tree, url, precise=False)
        blocks = other if _size(other) > 1.5 * _size(blocks) else blocks
    stated = _stated_body(statements)
    if _size(stated) > _ENOUGH and _size(blocks) < 0.4 * _size(stated):
        blocks = stated
    return [_with_caption(block, captions) for block in blocks]


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _with_caption(block: Block, captions: set[str]) -> Block:
    if block.kind is BlockKind.PARAGRAPH and captions and _key(block.text) in captions:
        return Block(kind=BlockKind.CAPTION, text=block.text)
    return block


def _extracted(
    tree: html.HtmlElement, url: str, *, precise: bool, quick: bool = False
) -> list[Block]:
    from trafilatura import bare_extraction

    own = copy.deepcopy(tree)
    for script in list(own.iter("script")):  # JSON-LD is read by us, with regard to what is free
        script.text = None
    try:
        found: Any = bare_extraction(
            own, url=url, favor_precision=precise, fast=quick, include_comments=False,
            include_tables=True, include_formatting=True, with_metadata=False,
        )  # fmt: skip
    except (ValueError, TypeError, AttributeError, IndexError, RecursionError):
        return []
    if found is None or found.body is None:
        return []
    return list(_blocks_of(found.body))


def _blocks_of(body: Any) -> Iterator[Block]:
    """Walk the extract: each block element once, nested ones for themselves."""
    loose: list[str] = [body.text or ""]
    for child in body:
        if child.tag in _KINDS or child.tag in ("list", "table", "div", "ab", "quote", "figure"):
            yield from _plain_blocks(BlockKind.PARAGRAPH, "".join(loose))
            loose = []
            yield from _element_blocks(child)
        else:
            loose.append(_text(child))
        loose.append(child.tail or "")
    yield from _plain_blocks(BlockKind.PARAGRAPH, "".join(loose))


def _element_blocks(node: Any) -> Iterator[Block]:
    kind = _KINDS.get(node.tag, BlockKind.PARAGRAPH)
    if node.tag == "table":
        for row in node.iter("row"):
            cells = [clean_text(_text(cell)) for cell in row.iter("cell")]
            yield from _plain_blocks(
                BlockKind.TABLE_ROW, " | ".join(cell for cell in cells if cell)
            )
        return
    if any(child.tag in ("p", "item", "list", "head", "quote", "table") for child in node):
        yield from _nested_blocks(node, kind)
        return
    yield from _plain_blocks(kind, _text(node))


def _nested_blocks(node: Any, kind: BlockKind) -> Iterator[Block]:
    inherited = kind if kind in (BlockKind.QUOTE, BlockKind.LIST_ITEM) else BlockKind.PARAGRAPH
    loose = [node.text or ""]
    for child in node:
        if child.tag in ("p", "item", "list", "head", "quote", "table"):
            yield from _plain_blocks(inherited, "".join(loose))
            loose = []
            for block in _element_blocks(child):
                plain = block.kind is BlockKind.PARAGRAPH
                yield Block(kind=inherited, text=block.text) if plain else block
        else:
            loose.append(_text(child))
        loose.append(child.tail or "")
    yield from _plain_blocks(inherited, "".join(loose))


def _text(node: Any) -> str:
    """The text of an element; a line break counts as one."""
    pieces = [node.text or ""]
    for child in node:
        pieces.append("\n" if child.tag == "lb" else _text(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _plain_blocks(kind: BlockKind, text: str) -> Iterator[Block]:
    """One block for each run of text between empty lines."""
    for part in re.split(r"\n\s*\n", text):
        clean = clean_text(part)
        if clean:
            yield Block(kind=kind, text=clean)


def _stated_body(statements: Statements) -> list[Block]:
    """The article's text as JSON-LD states it; nothing where it says that it is not free."""
    free = statements.article.get("isAccessibleForFree", True)
    text = statements.article.get("articleBody")
    if not isinstance(text, str) or str(free).casefold() in ("false", "no"):
        return []
    parts = _PARAGRAPH_END.split(text)
    lines = (clean_text(_MARKUP.sub(" ", clean_lines(part))) for part in parts)
    return [Block(kind=BlockKind.PARAGRAPH, text=line) for line in lines if line]
