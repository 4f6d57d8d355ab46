"""Blocks cut into segments, and segments found again in a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from dragoman.language.cleaning import clean_text
from dragoman.language.sentences import cut_sentences
from dragoman.records import Article, Block, BlockKind, Segment


def cut_blocks(blocks: Sequence[Block], language: str) -> tuple[Segment, ...]:
    """One list of segments in reading order.

    Every character of every block but white space stands in exactly one segment. The headline's
    segments are "h1", "h2" ...; sentence 2 of block 4 is "p4s2".
    """
    segments: list[Segment] = []
    headline_number = 0
    for index, block in enumerate(blocks):
        spans = cut_sentences(block.text, language)
        for number, (start, end) in enumerate(spans, start=1):
            if block.kind is BlockKind.HEADLINE:
                headline_number += 1
                name = f"h{headline_number}"
            else:
                name = f"p{index}s{number}"
            text = block.text[start:end]
            segments.append(Segment(id=name, block=index, start=start, end=end, text=text))
    return tuple(segments)


def locate_segments(text: str, article: Article) -> list[tuple[int, int]]:
    """Where each segment of `article` stands in `text`, as code-point offsets [start, end).

    `text` is the file that the article was read from; white space and unseen characters may differ
    from the segments, which were cleaned. Segments are looked for in order; one that is not there
    gets an empty span at the place where it was expected.
    """
    letters, places = _seen_characters(text)
    spans: list[tuple[int, int]] = []
    cursor = 0
    for segment in article.segments:
        wanted = _seen_characters(segment.text)[0]
        at = letters.find(wanted, cursor) if wanted else -1
        if at < 0:
            here = places[cursor] if cursor < len(places) else len(text)
            spans.append((here, here))
            continue
        cursor = at + len(wanted)
        spans.append((places[at], places[cursor - 1] + 1))
    return spans


def _seen_characters(text: str) -> tuple[str, list[int]]:
    """The characters that cleaning keeps, without white space, and where each came from.

    A letter and its combining marks go together, for cleaning may have joined them.
    """
    letters: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(text):
        end = index + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for char in clean_text(text[index:end]):
            letters.append(char)
            places.append(index)
        index = end
    return "".join(letters), places
