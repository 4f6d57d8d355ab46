"""Alignments for want of a model: words of two languages that look alike."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.coverage import look_alike
from dragoman.desk.described import Described
from dragoman.language.words import cut_words
from dragoman.records import AlignedSpan


def align_cognates(
    source: str, target: str, described: Iterable[Described]
) -> tuple[AlignedSpan, ...]:
    """For want of an alignment: nouns that one word of the target looks like ("director")."""
    words = [word for word in cut_words(target) if not word.text.isupper()]
    spans = []
    for one in described:
        alike = [word for word in words if look_alike(one.text, word.text)]
        only = len(alike) == 1 and source.lower().count(one.text.lower()) == 1
        if one.kind == "noun" and only:
            spans.append(
                AlignedSpan(
                    source_start=one.start,
                    source_end=one.end,
                    target_start=alike[0].start,
                    target_end=alike[0].end,
                    p=0.5,
                )
            )
    return tuple(spans)
