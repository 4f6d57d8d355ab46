"""Mark-up as a tree, and a place in the target for every piece of it.

What stands side by side gets places apart from each other, the surest first; what is nested gets a
place inside its parent's. So spans never cross, whatever the evidence says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.records import Inline, InlineKind
from dragoman.translation.counterparts import Place
from dragoman.translation.edges import with_marks
from dragoman.translation.placing import Evidence
from dragoman.translation.spelling import spelled_alike, spelled_near

_RAISED = (InlineKind.SUPERSCRIPT, InlineKind.SUBSCRIPT)
_FOOTNOTE = 3
"""Letters up to which a superscript is a mark ("2", "th"), not words."""

_CERTAIN = 1000.0
"""Stronger than any sum of alignments: what is spelled alike is placed first."""


@dataclass(slots=True)
class Node:
    """One piece of mark-up, with what is nested in it and the place that it is given."""

    inline: Inline
    order: int
    start: int
    end: int
    children: list[Node] = field(default_factory=list)
    place: Place = (0, 0)

    @property
    def is_break(self) -> bool:
        """True for a line break."""
        return self.inline.kind is InlineKind.LINE_BREAK

    @property
    def is_link(self) -> bool:
        """True for a link and for what holds one."""
        return self.inline.kind is InlineKind.LINK or any(one.is_link for one in self.children)

    @property
    def is_raised(self) -> bool:
        """True for a superscript or subscript, and for a link around nothing else."""
        if self.inline.kind in _RAISED:
            return True
        return any(
            (c.start, c.end) == (self.start, self.end) and c.is_raised for c in self.children
        )


def tree_of(inlines: Sequence[Inline], source: str) -> list[Node]:
    """The mark-up as a tree, each level in order, without white space at the ends of spans."""
    cut = []
    for order, inline in enumerate(inlines):
        start = max(0, min(inline.start, len(source)))
        end = max(start, min(inline.end, len(source)))
        text = source[start:end]
        if text.strip():
            start, end = end - len(text.lstrip()), start + len(text.rstrip())
        cut.append((start, end, order, inline))
    roots: list[Node] = []
    stack: list[Node] = []
    for start, end, order, inline in sorted(cut, key=lambda row: (row[0], -row[1], row[2])):
        while stack and start >= stack[-1].end:
            stack.pop()
        if stack:
            end = min(end, stack[-1].end)
        if inline.kind is InlineKind.LINE_BREAK:
            end = start
        node = Node(inline, order, start, end)
        (stack[-1].children if stack else roots).append(node)
        if end > start:
            stack.append(node)
    return roots


def all_nodes(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every node of the tree, outer before inner."""
    for node in nodes:
        yield node
        yield from all_nodes(node.children)


def place_level(nodes: Sequence[Node], frame: Place, within: Place, evidence: Evidence) -> None:
    """Give places in target `within` to what stands side by side in source `frame`."""
    spans = [node for node in nodes if not node.is_break]
    wishes = {node.order: _wish(node, frame, within, [within], evidence) for node in spans}
    placed: list[Node] = []
    waiting: list[Node] = []
    for node in sorted(spans, key=lambda one: (-wishes[one.order][0], one.start)):
        free = _gaps(within, placed)
        _, place = wishes[node.order]
        if place is not None and not any(gap[0] <= place[0] and place[1] <= gap[1] for gap in free):
            _, place = _wish(node, frame, within, free, evidence)
        if place is None:
            waiting.append(node)
            continue
        node.place = place
        placed.append(node)
    for node in sorted(waiting, key=lambda one: one.start):
        node.place = _near(node, within, placed, evidence)
        placed.append(node)
    for node in spans:
        place_level(node.children, (node.start, node.end), node.place, evidence)
    after = within[0]
    for node in nodes:
        if node.is_break:
            after = evidence.break_place(node.start, within, after)
            node.place = (after, after)


def _gaps(within: Place, placed: Sequence[Node]) -> list[Place]:
    """What is left of `within`."""
    gaps: list[Place] = []
    at = within[0]
    for start, end in sorted(node.place for node in placed if node.place[0] < node.place[1]):
        if start > at:
            gaps.append((at, start))
        at = max(at, end)
    return [*gaps, (at, within[1])] if at < within[1] else gaps


def _wish(
    node: Node, frame: Place, within: Place, free: Sequence[Place], evidence: Evidence
) -> tuple[float, Place | None]:
    """Where a span belongs by the evidence, and how sure that is; None where there is none."""
    start, end = node.start, node.end
    has_words = evidence.has_words(start, end)
    if (start, end) == frame:
        return _CERTAIN, within
    if has_words and not (evidence.has_words(frame[0], start) or evidence.has_words(end, frame[1])):
        return _CERTAIN, _whole(node, within, free, evidence)
    if not has_words or (node.is_raised and end - start <= _FOOTNOTE):
        place = spelled_near(evidence, start, end, free)
        return _CERTAIN, place or (None if node.is_link else _nothing(node, within, evidence))
    alike = spelled_alike(evidence, start, end, free)
    if alike is not None:
        return _CERTAIN + end - start, alike
    found = evidence.best_run(*evidence.whole_words(start, end), free)
    if found is None:
        return 0.0, None
    gap = next(one for one in free if one[0] <= found[1][0] and found[1][1] <= one[1])
    return found[0], with_marks(evidence.source[start:end], evidence.target, found[1], gap)


def _whole(node: Node, within: Place, free: Sequence[Place], evidence: Evidence) -> Place | None:
    """The largest free stretch, from its first word to its last, for a span on all words."""
    gap = max(free, key=lambda one: one[1] - one[0], default=within)
    words = evidence.inside(gap)
    if not words:
        return None
    place = (evidence.words[words[0]][0], evidence.words[words[-1]][1])
    return with_marks(evidence.source[node.start : node.end], evidence.target, place, gap)


def _nothing(node: Node, within: Place, evidence: Evidence) -> Place:
    """An empty place where the span would stand."""
    at = max(within[0], min(evidence.anchor(node.start, node.end), within[1]))
    return at, at


def _near(node: Node, within: Place, placed: Sequence[Node], evidence: Evidence) -> Place:
    """The nearest free word; else one of a neighbour's words, or the neighbour's own place."""
    place = evidence.nearest(node.start, node.end, _gaps(within, placed))
    if place is not None:
        return place
    rich = [one for one in placed if len(evidence.inside(one.place)) > 1]
    if rich:
        giver = max(rich, key=lambda one: len(evidence.inside(one.place)))
        return _given(giver, node, evidence)
    shared = [one for one in placed if not (one.is_link and node.is_link)]
    if shared:
        return min(shared, key=lambda one: abs(one.start - node.start)).place
    if not placed and within[0] < within[1]:
        return within
    return _nothing(node, within, evidence)


def _given(giver: Node, node: Node, evidence: Evidence) -> Place:
    """The first or last word of a neighbour's run, taken from it."""
    words = evidence.inside(giver.place)
    if node.start < giver.start:
        giver.place = (evidence.words[words[1]][0], giver.place[1])
        return evidence.words[words[0]]
    giver.place = (giver.place[0], evidence.words[words[-2]][1])
    return evidence.words[words[-1]]
