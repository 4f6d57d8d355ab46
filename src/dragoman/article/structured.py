"""What a page says of itself to machines: JSON-LD and meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml import html

from dragoman.language.cleaning import clean_text

Node = dict[str, Any]

_ARTICLE_TYPES = re.compile(
    r"(?:News|Blog|Report|Posting|Opinion|Analysis|Review)?(?:Article|Posting|Report)$"
)
_LESSER_TYPES = frozenset(
    {"WebPage", "VideoObject", "CreativeWork", "Recipe", "Review", "ItemPage"}
)
_MAX_JSON = 2_000_000
_MAX_NODES = 3000
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The machine-readable statements of one page.

    `article` is the JSON-LD node of the article ({} when there is none), `nodes` are all of them;
    `meta` maps lower-case names and properties to their contents in order.
    """

    article: Node = field(default_factory=dict)
    nodes: tuple[Node, ...] = ()
    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first non-empty content of the named meta elements, in the order of the names."""
        for name in names:
            for content in self.meta.get(name, ()):
                if content:
                    return content
        return ""

    def text(self, key: str) -> str:
        """A text of the article node ("" when it is absent or no text)."""
        return plain_value(self.article.get(key))


def read_statements(tree: html.HtmlElement) -> Statements:
    """Collect JSON-LD and meta elements. Broken JSON is skipped."""
    nodes = list(_nodes(tree))
    return Statements(article=_article_node(nodes), nodes=tuple(nodes), meta=_meta(tree))


def plain_value(value: object) -> str:
    """A JSON-LD value as one clean line: text, number, or the first of a list."""
    if isinstance(value, list):
        return next((text for text in map(plain_value, value) if text), "")
    if isinstance(value, dict):
        return plain_value(value.get("name") or value.get("@value") or value.get("@id"))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return clean_text(unescape(str(value)))


def names_in(value: object) -> list[str]:
    """All names in a JSON-LD person, organisation, text or list of them."""
    if isinstance(value, list):
        return [name for part in value for name in names_in(part)]
    if isinstance(value, dict):
        name = value.get("name")
        if isinstance(name, list | dict):
            return names_in(name)
        return [clean_text(unescape(name))] if isinstance(name, str) else []
    return [clean_text(unescape(value))] if isinstance(value, str) else []


def is_type(node: Node, *names: str) -> bool:
    """True when a JSON-LD node is of one of the named types."""
    return any(kind in names for kind in _types(node))


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rsplit("/", 1)[-1] for kind in kinds if isinstance(kind, str)]


def _nodes(tree: html.HtmlElement) -> Iterator[Node]:
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        stack: list[object] = [_parse(script.text or "")]
        while stack and count < _MAX_NODES:
            value = stack.pop(0)
            if isinstance(value, list):
                stack = [*value, *stack]
            elif isinstance(value, dict):
                count += 1
                yield value
                stack += [value[key] for key in ("@graph", "mainEntity", "hasPart") if key in value]


def _parse(text: str) -> object:
    """The value of one JSON-LD script, forgiving what publishers get wrong."""
    text = _WRAPPING.sub("", text[:_MAX_JSON]).strip().rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _article_node(nodes: list[Node]) -> Node:
    """The article among the nodes: the one with a headline and most of the fields we read."""
    best: Node = {}
    best_score = 0
    for node in nodes:
        kinds = _types(node)
        score = 10 * any(_ARTICLE_TYPES.search(kind) for kind in kinds)
        score += 3 * any(kind in _LESSER_TYPES for kind in kinds)
        if not score:
            continue
        score += sum(
            bool(node.get(key)) for key in ("headline", "datePublished", "author", "articleBody")
        )
        if score > best_score:
            best, best_score = node, score
    return best


def _meta(tree: html.HtmlElement) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        content = node.get("content")
        if content is None:
            continue
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            for name in (node.get(attribute) or "").lower().split():
                found.setdefault(name, []).append(clean_text(content))
    return {name: tuple(contents) for name, contents in found.items()}
