"""Mark-up of an original, carried to the words of its translation that answer to it.

In: links, emphasis, superscripts and line breaks on a source sentence, both texts and how their
words align. Out: the same mark-up on the target, each of it exactly once, nested as it was and
never crossing. A span whose words ended up apart goes to the largest run of them; what cannot be
placed goes to the nearest word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.records import AlignedSpan, Article, Inline, Translation
from dragoman.translation.counterparts import counterparts
from dragoman.translation.nesting import all_nodes, place_level, tree_of
from dragoman.translation.placing import Evidence


def with_markup(article: Article, translation: Translation) -> Translation:
    """The translation with the article's mark-up on the published target of every unit.

    Alignments must be of what is published (see `realigned`); without any word alignment the
    places are guessed. Whatever mark-up the units had is replaced, so that none is stale.
    """
    marked = {one.id: found for one in article.segments if (found := article.inlines_of(one))}
    carried = []
    for unit in translation.units:
        inlines = marked.get(unit.segment, ())
        if inlines and unit.target != unit.source:
            inlines = carry(inlines, unit.source, unit.target, unit.alignment)
        carried.append(unit if unit.inlines == inlines else replace(unit, inlines=inlines))
    return replace(translation, units=tuple(carried))


def carry(
    inlines: Sequence[Inline], source: str, target: str, alignment: Sequence[AlignedSpan]
) -> tuple[Inline, ...]:
    """`inlines` of `source` on the words of `target`, as many as were given, outer before inner.

    `alignment` are code points into these two texts; empty, or one span for the whole sentence,
    where nobody knows. What has no letters left to stand on (an ordinal's raised letters that the
    other language does not write, two links on one word) keeps an empty span at its place. Spans
    that cross in the source are cut at the end of the one that begins first.
    """
    if not inlines:
        return ()
    roots = tree_of(inlines, source)
    evidence = Evidence(source, target, counterparts(source, target, alignment))
    lead = len(target) - len(target.lstrip())
    place_level(roots, (0, len(source)), (lead, max(lead, len(target.rstrip()))), evidence)
    placed = sorted(all_nodes(roots), key=lambda node: (node.place[0], -node.place[1], node.order))
    return tuple(replace(node.inline, start=node.place[0], end=node.place[1]) for node in placed)
