"""The mark-up inside a sentence as HTML that nests, around text that is escaped.

Links go out with `rel="external nofollow"`: the publisher chose them, we only carried them. Where
the mark-up at hand crosses or reaches out of its text, the piece that does is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from dragoman.edition.addresses import contact_url, safe_url
from dragoman.records import Inline, InlineKind

_NAMES = {
    InlineKind.LINK: "a",
    InlineKind.EMPHASIS: "em",
    InlineKind.STRONG: "strong",
    InlineKind.SUPERSCRIPT: "sup",
    InlineKind.SUBSCRIPT: "sub",
}
_BREAK = Markup("<br>")
_NOTHING = Markup("")


@dataclass(slots=True)
class Tags:
    """Tags by the code point of a text before which they stand; a text is cut at `places`."""

    opens: dict[int, Markup] = field(default_factory=dict)
    closes: dict[int, Markup] = field(default_factory=dict)

    @property
    def places(self) -> set[int]:
        """Where tags stand."""
        return {*self.opens, *self.closes}

    def before(self, place: int) -> Markup:
        """What opens at `place`: to be printed before the text that begins there."""
        return self.opens.get(place, _NOTHING)

    def after(self, place: int, length: int) -> Markup:
        """What closes at `place`, and a break at the end of a text of this length."""
        last = self.before(place) if place == length else _NOTHING
        return self.closes.get(place, _NOTHING) + last


def tags_of(text: str, inlines: Sequence[Inline]) -> Tags:
    """The tags of a text's mark-up; links lead to http(s) and mailto addresses alone."""
    tags = Tags()
    opened: list[tuple[int, bool]] = []
    for inline in sorted(inlines, key=lambda one: (one.start, -one.end)):
        if not 0 <= inline.start <= inline.end <= len(text):
            continue
        while opened and opened[-1][0] <= inline.start:
            opened.pop()
        if inline.kind is InlineKind.LINE_BREAK:
            tags.opens[inline.start] = tags.before(inline.start) + _BREAK
            continue
        crosses = bool(opened) and inline.end > opened[-1][0]
        is_link = inline.kind is InlineKind.LINK
        if crosses or inline.start == inline.end or (is_link and any(one for _, one in opened)):
            continue
        opening, closing = _tag(inline)
        if opening:
            opened.append((inline.end, is_link))
            tags.opens[inline.start] = tags.before(inline.start) + opening
            tags.closes[inline.end] = closing + tags.closes.get(inline.end, _NOTHING)
    return tags


def _tag(inline: Inline) -> tuple[Markup, Markup]:
    """The two tags of a piece of mark-up; empty for a link to nowhere."""
    name = _NAMES[inline.kind]
    opening = Markup("<{}>").format(name)
    if inline.kind is InlineKind.LINK:
        address = safe_url(inline.href)
        if not address and inline.href.startswith("mailto:"):
            address = contact_url(inline.href)
        if not address:
            return _NOTHING, _NOTHING
        opening = Markup('<a href="{}" rel="external nofollow">').format(address)
    return opening, Markup("</{}>").format(name)


def tagged(text: str, inlines: Sequence[Inline]) -> Markup:
    """A text with its mark-up, as HTML."""
    tags = tags_of(text, inlines)
    cuts = sorted({0, len(text), *tags.places})
    parts = [
        tags.before(start) + Markup("{}").format(text[start:end]) + tags.after(end, len(text))
        for start, end in pairwise(cuts)
    ]
    return _NOTHING.join(parts)
