"""From markup to a tree, safely: caps before any tree is built, hidden text removed after."""

from __future__ import annotations

import re

from lxml import etree, html

MAX_CHARS = 12_000_000
"""Characters of markup; the largest news pages measured stay under four million."""

MAX_TAGS = 200_000
MAX_DEPTH = 400
"""Open elements at once. libxml2 drops text silently from 256 on unless told otherwise."""

MAX_ATTRIBUTES = 600
"""Attributes of one element. A hundred thousand of them keep libxml2 busy for minutes."""

_ANY_TAG = re.compile(r"<[a-zA-Z/]")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_LONG_TAG = 4000
_NO_END = (
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|"
    "thead|tbody|tfoot|option|optgroup|colgroup|rp|rt|path|circle|rect|use|line|polygon"
)
"""Void elements and those whose end tag may be left out: they open no level of their own."""

_LEVEL_TAG = re.compile(rf"<(/?)(?!/?(?:{_NO_END})[\s>/])[a-zA-Z]", re.IGNORECASE)
_SILENT = re.compile(r"<script|<style|<!--", re.IGNORECASE)
_CLOSERS = {
    "<script": re.compile(r"</script", re.IGNORECASE),
    "<style": re.compile(r"</style", re.IGNORECASE),
    "<!--": re.compile(r"-->"),
}
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|"
    r"(?:left|top|text-indent)\s*:\s*-\d{4,}",
    re.IGNORECASE,
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sr-only|screen-reader(?:-text|-only)?|visually-?hidden|a11y-hidden)(?:$|\s)",
    re.IGNORECASE,
)


def too_hostile(markup: str) -> str:
    """A reason not to build a tree from `markup`, or "". Takes time linear in its length."""
    if len(markup) > MAX_CHARS:
        return f"the page has {len(markup)} characters, more than the {MAX_CHARS} that are read"
    plain = _without_silent(markup)
    if plain.count("<") > MAX_TAGS and len(_ANY_TAG.findall(plain)) > MAX_TAGS:
        return f"the page has more than {MAX_TAGS} tags"
    depth = deepest = 0
    for slash in _LEVEL_TAG.findall(plain):
        if not slash:
            depth += 1
            deepest = max(deepest, depth)
        elif depth:
            depth -= 1
    if deepest > MAX_DEPTH:
        return f"the page nests more than {MAX_DEPTH} elements"
    if _most_attributes(plain) > MAX_ATTRIBUTES:
        return f"an element of the page has more than {MAX_ATTRIBUTES} attributes"
    return ""


def _without_silent(markup: str) -> str:
    """The markup without scripts, styles and comments, which hold text that looks like tags.

    Goes forward only: an opener without its end leaves the rest as it is.
    """
    pieces: list[str] = []
    last = 0
    dead: set[str] = set()
    match = _SILENT.search(markup)
    while match is not None:
        opener = match.group().lower()
        closer = _CLOSERS[opener]
        found = None if opener in dead else closer.search(markup, match.end())
        if found is None:
            dead.add(opener)
            match = _SILENT.search(markup, match.end())
            continue
        pieces.append(markup[last : match.start()])
        last = found.start()
        match = _SILENT.search(markup, found.end())
    pieces.append(markup[last:])
    return "".join(pieces)


def _most_attributes(markup: str) -> int:
    """An upper estimate of the attributes of the element that has most, from long tags alone."""
    most = 0
    start = markup.find("<")
    while start >= 0:
        following = markup.find("<", start + 1)
        end = following if following >= 0 else len(markup)
        if end - start > _LONG_TAG:
            stretch = _QUOTED.sub('""', markup[start:end]).split(">", 1)[0]
            most = max(most, len(stretch.split()) - 1, stretch.count("="))
        start = following
    return most


def parse_page(markup: str) -> html.HtmlElement | None:
    """The tree of a page without comments, or None when there is nothing to build one from."""
    plain = markup.replace("\x00", "")
    plain = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", plain)
    if not plain.strip():
        return None
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
    )
    try:
        return html.document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def remove_hidden(tree: html.HtmlElement) -> int:
    """Take out what readers do not see (hidden by attribute or inline style); how many elements.

    The page's own frame stays: sites hide `body` until their script has run.
    """
    doomed = [node for node in tree.iter(etree.Element) if _is_hidden(node)]
    gone = 0
    for node in doomed:
        parent = node.getparent()
        if parent is not None and node.find(".//h1") is None and node.find(".//article") is None:
            _cut(parent, node)
            gone += 1
    return gone


def _is_hidden(node: html.HtmlElement) -> bool:
    if node.tag in ("html", "body", "head", "main", "article", "script", "style", "meta", "link"):
        return False
    if node.tag in ("template", "dialog"):
        return True
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    style, name = node.get("style"), node.get("class")
    return bool(style and _HIDDEN_STYLE.search(style)) or bool(name and _HIDDEN_CLASS.search(name))


def _cut(parent: html.HtmlElement, node: html.HtmlElement) -> None:
    """Remove `node` but keep the text that follows it."""
    if node.tail:
        previous = node.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def text_of(node: html.HtmlElement) -> str:
    """All text inside an element."""
    return "".join(str(piece) for piece in node.itertext())
