"""Sentences with their mark-up written in them, for tables of cases.

`<a>`, `<i>`, `<b>`, `<sup>`, `<sub>` and `<br>`; a link may be numbered (`<a 2>`), which is its
address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.records import Inline, InlineKind

KINDS = {
    "a": InlineKind.LINK, "i": InlineKind.EMPHASIS, "b": InlineKind.STRONG,
    "sup": InlineKind.SUPERSCRIPT, "sub": InlineKind.SUBSCRIPT, "br": InlineKind.LINE_BREAK,
}  # fmt: skip
TAGS = {kind: tag for tag, kind in KINDS.items()}
_TAG = re.compile(r"<(/?)(a|i|b|sup|sub|br)(?: (\w+))?>")


def untagged(text: str) -> tuple[str, tuple[Inline, ...]]:
    """The plain text and its mark-up, outer before inner."""
    plain, last = "", 0
    opened: list[tuple[str, str, int, int]] = []
    found: list[tuple[int, Inline]] = []
    order = 0
    for match in _TAG.finditer(text):
        plain += text[last : match.start()]
        last = match.end()
        closes, tag, href = match.groups()
        if tag == "br":
            found.append((order, Inline(kind=KINDS[tag], start=len(plain), end=len(plain))))
            order += 1
        elif not closes:
            opened.append((tag, href or "", len(plain), order))
            order += 1
        else:
            name, address, start, rank = opened.pop()
            assert name == tag, text
            inline = Inline(kind=KINDS[tag], start=start, end=len(plain), href=address)
            found.append((rank, inline))
    assert not opened, text
    ordered = sorted(found, key=lambda row: row[0])
    return plain + text[last:], tuple(inline for _, inline in ordered)


def tagged(text: str, inlines: Sequence[Inline]) -> str:
    """The text with its mark-up written in; `inlines` are outer before inner."""
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for one in inlines:
        tag = TAGS[one.kind]
        if one.kind is InlineKind.LINE_BREAK:
            opens[one.start] = opens.get(one.start, "") + "<br>"
        elif one.start < one.end:
            name = f"{tag} {one.href}" if one.href else tag
            opens[one.start] = opens.get(one.start, "") + f"<{name}>"
            closes[one.end] = f"</{tag}>" + closes.get(one.end, "")
    places = range(len(text) + 1)
    return "".join(closes.get(at, "") + opens.get(at, "") + text[at : at + 1] for at in places)
