"""What holds of carried mark-up whatever the texts, the mark-up and the alignment are."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import AlignedSpan, Inline, InlineKind
from dragoman.translation.counterparts import words_of
from dragoman.translation.markup import carry

WORDS = [
    "o",
    "conselho",
    "Lisboa",
    "12",
    "3,5",
    "não",
    "“casa”",
    "a.",
    "km2",
    "(rio)",
    "ler",
    "—",
    "日本語",
]
SPANS = [kind for kind in InlineKind if kind is not InlineKind.LINE_BREAK]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


@st.composite
def markups(draw: st.DrawFn, source: str) -> tuple[Inline, ...]:
    """Nested mark-up on a text: random cuts that respect the spans drawn before."""
    found: list[Inline] = []
    for number in range(draw(st.integers(1, 6))):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(source))] * 2)))
        kind = draw(st.sampled_from(SPANS))
        if not source[start:end].strip():
            end, kind = start, InlineKind.LINE_BREAK
        one = Inline(kind=kind, start=start, end=end, href=f"https://a.example/{number}")
        if not any(crosses(one, other) for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


@st.composite
def cases(draw: st.DrawFn) -> tuple[tuple[Inline, ...], str, str, tuple[AlignedSpan, ...]]:
    source, target = draw(texts), draw(st.one_of(texts, st.text(max_size=12)))
    spans = []
    for _ in range(draw(st.integers(0, 10))):
        a, b = sorted(draw(st.tuples(*[st.integers(0, len(source) + 2)] * 2)))
        c, d = sorted(draw(st.tuples(*[st.integers(0, len(target) + 2)] * 2)))
        p = draw(st.floats(0, 1))
        spans.append(AlignedSpan(source_start=a, source_end=b, target_start=c, target_end=d, p=p))
    return draw(markups(source)), source, target, tuple(spans)


def crosses(one: Inline, other: Inline) -> bool:
    """True when two spans overlap and neither holds the other."""
    first, second = sorted((one, other), key=lambda span: (span.start, -span.end))
    return second.start < first.end < second.end


@settings(max_examples=120, deadline=None)
@given(cases())
def test_every_piece_arrives_once_nested_and_without_white_space_at_its_ends(
    case: tuple[tuple[Inline, ...], str, str, tuple[AlignedSpan, ...]],
) -> None:
    inlines, source, target, alignment = case
    carried = carry(inlines, source, target, alignment)
    assert sorted((one.kind, one.href) for one in carried) == sorted(
        (one.kind, one.href) for one in inlines
    )
    assert all(0 <= one.start <= one.end <= len(target) for one in carried)
    assert not any(crosses(one, other) for one, other in combinations(carried, 2))
    assert all((b.start, -b.end) >= (a.start, -a.end) for a, b in pairwise(carried))
    words = [target[one.start : one.end] for one in carried]
    assert all(word == word.strip() for word in words)
    assert all(one.start == one.end for one in carried if one.kind is InlineKind.LINE_BREAK)


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.data())
def test_links_side_by_side_always_find_words(
    source: str, target: str, data: st.DataObject
) -> None:
    places = words_of(source)
    chosen = data.draw(st.sets(st.sampled_from(places), max_size=4)) if places else set()
    links = [
        Inline(kind=InlineKind.LINK, start=start, end=end, href=f"https://a.example/{start}")
        for start, end in sorted(chosen)
    ]
    carried = carry(links, source, target, ())
    lettered = [one for one in carried if one.start < one.end]
    assert len(lettered) >= min(len(links), len(words_of(target)))
    assert not any(a.start < b.end and b.start < a.end for a, b in combinations(lettered, 2))


@settings(max_examples=120, deadline=None)
@given(cases())
def test_breaks_keep_their_order(
    case: tuple[tuple[Inline, ...], str, str, tuple[AlignedSpan, ...]],
) -> None:
    _, source, target, alignment = case
    gaps = [at for at, char in enumerate(source) if char == " "]
    breaks = [
        Inline(kind=InlineKind.LINE_BREAK, start=at, end=at, href=str(rank))
        for rank, at in enumerate(gaps)
    ]
    carried = carry(breaks, source, target, alignment)
    placed = {int(one.href): one.start for one in carried}
    assert [placed[rank] for rank in range(len(breaks))] == sorted(placed.values())
