"""Which word of a translation answers to which word of its original, for carrying mark-up.

In: two texts and what an engine said of their alignment. Out: spans of words. Where an engine said
nothing finer than "this sentence is that sentence", the words are guessed: those that are spelled
alike (names, numbers, cognates) are sure places, and the others stand in proportion between them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from dragoman.language.words import fold
from dragoman.records import AlignedSpan

_ONE_EACH = "\u0e00-\u0eff\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Lao, Khmer, kana and Han are written without spaces: every letter is a place of its own."""

WORD = re.compile(
    rf"[{_ONE_EACH}][\u0300-\u036f\u0e31\u0e34-\u0e4e]*"
    rf"|\d+(?:[.,:]\d+)*|(?:(?![{_ONE_EACH}\d])\w)+(?:['’\-](?:(?![{_ONE_EACH}])\w)+)*"
    r"|[%‰°§©®€$£¥₽₹₩]|[\U0001f000-\U0001faff\u2600-\u27bf]+"
)
"""What mark-up is put on: words, numbers, and signs that are read as words."""

Place = tuple[int, int]
"""Code points [start, end)."""

_ALIKE = 4
"""Letters at the beginning that two words must share to count as cognates ("govern-")."""

_TELLING = 3
"""Letters from which a word is looked after when no target word answers to it most ("old")."""

_NEAR = 0.3
"""How far apart cognates may stand, as a share of the sentence."""

SURE, LIKELY, FAINT = 1.0, 0.8, 0.4
"""Weights of words that are spelled alike, of cognates, and of words placed by proportion."""


@lru_cache(maxsize=64)
def words_of(text: str) -> tuple[Place, ...]:
    """The places of the words of a text, in order."""
    return tuple(match.span() for match in WORD.finditer(text))


def counterparts(
    source: str, target: str, alignment: Sequence[AlignedSpan]
) -> tuple[AlignedSpan, ...]:
    """The alignment itself when it is one of words, else a guess; offsets are code points.

    Spans that reach beyond their text are cut; those that are empty are left out.
    """
    fine = [cut for span in alignment if (cut := _cut(span, len(source), len(target)))]
    words = max(len(words_of(source)), len(words_of(target)))
    if len({(span.source_start, span.source_end) for span in fine}) > 1 or (fine and words < 2):
        return tuple(_with_lonely(fine))
    return _guessed(source, target)


def _with_lonely(spans: Sequence[AlignedSpan]) -> list[AlignedSpan]:
    """The spans, with a counterpart for words that every target word turned away.

    Attention likes the noun: "velho" answers to "car" more than to "old". Where the stronger word
    has a better counterpart elsewhere, the lonely one is given the word that it shares with it.
    """
    found = list(spans)
    by_source: dict[Place, list[int]] = defaultdict(list)
    by_target: dict[Place, list[int]] = defaultdict(list)
    for index, span in enumerate(spans):
        by_source[span.source_start, span.source_end].append(index)
        by_target[span.target_start, span.target_end].append(index)
    rulers = {
        place: max(links, key=lambda index: spans[index].p) for place, links in by_target.items()
    }
    ruling = set(rulers.values())
    for word, links in by_source.items():
        if word[1] - word[0] < _TELLING or ruling.intersection(links):
            continue
        link = max(links, key=lambda index: spans[index].p)
        ruler = rulers[spans[link].target_start, spans[link].target_end]
        rival = spans[ruler].source_start, spans[ruler].source_end
        if any(spans[one].p > spans[ruler].p for one in by_source[rival]):
            found[link] = replace(spans[link], p=spans[ruler].p)
            found[ruler] = replace(spans[ruler], p=spans[link].p)
    return found


def _cut(span: AlignedSpan, source: int, target: int) -> AlignedSpan | None:
    """A span within texts of these lengths; None when nothing of it lies there."""
    fits = 0 <= span.target_start < span.target_end <= target and span.p > 0
    if fits and 0 <= span.source_start < span.source_end <= source:
        return span
    source_end, target_end = min(span.source_end, source), min(span.target_end, target)
    source_start, target_start = max(span.source_start, 0), max(span.target_start, 0)
    if source_start >= source_end or target_start >= target_end or not span.p > 0:
        return None
    return AlignedSpan(
        source_start=source_start,
        source_end=source_end,
        target_start=target_start,
        target_end=target_end,
        p=span.p,
    )


def moved(alignment: Sequence[AlignedSpan], before: str, after: str) -> tuple[AlignedSpan, ...]:
    """An alignment with `before` as its target, for a target that was changed into `after`.

    Words that both texts share keep their counterparts; the words of a changed stretch answer to
    all that the words in their place answered to.
    """
    if before == after:
        return tuple(alignment)
    old, new = words_of(before), words_of(after)
    matcher = SequenceMatcher(
        None, [before[a:b] for a, b in old], [after[a:b] for a, b in new], autojunk=False
    )
    places: dict[int, list[tuple[Place, float]]] = defaultdict(list)
    for tag, old_a, old_b, new_a, new_b in matcher.get_opcodes():
        for offset, index in enumerate(range(old_a, old_b)):
            if tag == "equal":
                places[index].append((new[new_a + offset], 1.0))
            elif tag == "replace":
                share = 1.0 / (new_b - new_a)
                places[index] += [(place, share) for place in new[new_a:new_b]]
    starts = [start for start, _ in old]
    found: list[AlignedSpan] = []
    for span in alignment:
        first = max(0, bisect_left(starts, span.target_start + 1) - 1)
        for index in range(first, len(old)):
            if old[index][0] >= span.target_end:
                break
            if old[index][1] > span.target_start:
                found += [_answer(span, place, share) for place, share in places[index]]
    return tuple(found)


def _answer(span: AlignedSpan, place: Place, share: float) -> AlignedSpan:
    """The span with another target place and a share of its weight."""
    return AlignedSpan(
        source_start=span.source_start,
        source_end=span.source_end,
        target_start=place[0],
        target_end=place[1],
        p=span.p * share,
    )


def _guessed(source: str, target: str) -> tuple[AlignedSpan, ...]:
    """Words that are spelled alike, and the others in proportion between them."""
    sources, targets = words_of(source), words_of(target)
    left = [fold(source[a:b]) for a, b in sources]
    right = [fold(target[a:b]) for a, b in targets]
    pairs = dict(_same(left, right))
    pairs |= dict(_cognates(left, right, pairs))
    weights = {one: SURE if left[pairs[one]] == right[one] else LIKELY for one in pairs}
    for one, other in _between(pairs, len(left), len(right)):
        pairs[one], weights[one] = other, FAINT
    return tuple(
        AlignedSpan(
            source_start=sources[other][0],
            source_end=sources[other][1],
            target_start=targets[one][0],
            target_end=targets[one][1],
            p=weights[one],
        )
        for one, other in sorted(pairs.items())
    )


def _same(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(target word, source word) of words that stand equally often on both sides, in order."""
    before, after = _by_key(left), _by_key(right)
    for key, places in after.items():
        if len(before.get(key, ())) == len(places):
            yield from zip(places, before[key], strict=True)


def _by_key(words: Sequence[str]) -> dict[str, list[int]]:
    """The places of words of three letters or more, and of numbers without their separators."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        if word[0].isdigit():
            found[re.sub(r"[.,:]", "", word)].append(place)
        elif len(word) > 2 or not word.isalnum():
            found[word].append(place)
    return found


def _cognates(
    left: Sequence[str], right: Sequence[str], known: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """(target word, source word) of words that begin alike and stand near each other."""
    taken = set(known.values())
    heads: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(left):
        if len(word) >= _ALIKE and place not in taken:
            heads[word[:_ALIKE]].append(place)
    for place, word in enumerate(right):
        if place in known or len(word) < _ALIKE:
            continue
        here = place / len(right)
        near = [one for one in heads[word[:_ALIKE]] if abs(one / len(left) - here) <= _NEAR]
        if near:
            best = min(near, key=lambda one: abs(one / len(left) - here))
            heads[word[:_ALIKE]].remove(best)
            yield place, best


def _between(known: dict[int, int], sources: int, targets: int) -> Iterator[tuple[int, int]]:
    """(target word, source word) in proportion, for target words without a counterpart.

    The frame are the known pairs that keep the order of both sides.
    """
    frame = [(-1, -1), *_in_order(sorted(known.items())), (targets, sources)]
    taken = set(known.values())
    for (low, first), (high, last) in pairwise(frame):
        waiting = [one for one in range(low + 1, high) if one not in known]
        free = [one for one in range(first + 1, last) if one not in taken]
        for rank, one in enumerate(waiting):
            if free:
                yield one, free[rank * len(free) // len(waiting)]


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs (sorted by their first) that rises on the other side, too."""
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for index, (_, other) in enumerate(pairs):
        rank = bisect_left(tails, other)
        links.append(ends[rank - 1] if rank else -1)
        if rank == len(tails):
            tails.append(other)
            ends.append(index)
        else:
            tails[rank], ends[rank] = other, index
    chosen: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = links[at]
    return chosen[::-1]
