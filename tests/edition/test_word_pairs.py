"""The page that shows a translation word by word."""

from __future__ import annotations

import pytest

from dragoman.edition import render_dispatch
from dragoman.edition.passages import Passage, Piece, Sentence
from dragoman.edition.word_pairs import GlossedSentence, gloss
from dragoman.records import AlignedSpan, BlockKind, TranslationUnit
from fakes_edition import HOUSE, bridge_view, with_permission
from pages_edition import page, text

# source, target, links (source word, target word, share), the pairs shown, what is left over
CASES = [
    (
        "A ministra renunciou.",
        "The minister resigned.",
        [(0, 0, 1.0), (1, 1, 1.0), (2, 2, 1.0)],
        [("The", "A"), ("minister", "ministra"), ("resigned.", "renunciou.")],
        (),
    ),
    (
        "Ele desistiu ontem à noite.",
        "He gave up last night.",
        [(0, 0, 1), (1, 1, 0.9), (1, 2, 0.95), (4, 4, 0.6), (2, 4, 0.35), (2, 3, 1), (3, 3, 0.05)],
        [("He", "Ele"), ("gave up", "desistiu"), ("last", "ontem"), ("night.", "ontem … noite.")],
        (),
    ),
    (
        "O senador honesto falou.",
        "The senator spoke out.",
        [(0, 0, 1), (1, 1, 1), (3, 2, 1)],
        [("The", "O"), ("senator", "senador"), ("spoke", "falou."), ("out.", "")],
        ("honesto",),
    ),
]


def _aligned(source: str, target: str, links: list[tuple[int, int, float]]) -> TranslationUnit:
    def span(text: str, place: int) -> tuple[int, int]:
        words = text.split()
        start = len(" ".join(words[:place])) + (place > 0)
        return start, start + len(words[place])

    spans = []
    for one, other, share in links:
        (a, b), (c, d) = span(source, one), span(target, other)
        spans.append(
            AlignedSpan(source_start=a, source_end=b, target_start=c, target_end=d, p=share)
        )
    return TranslationUnit(
        segment="p1s1", source=source, target=target, engine_target=target, alignment=tuple(spans)
    )


def _one(unit: TranslationUnit, **fields: object) -> GlossedSentence:
    shown: dict[str, object] = {
        "anchor": "p1s1", "pieces": (Piece(unit.target),), "original": unit.source, **fields,
    }  # fmt: skip
    passage = Passage(kind=BlockKind.PARAGRAPH, sentences=(Sentence(**shown),))  # type: ignore[arg-type]
    return gloss([None, passage], {"p1s1": unit})[0][0]


@pytest.mark.parametrize(("source", "target", "links", "pairs", "left"), CASES)
def test_each_run_of_words_stands_over_the_words_it_comes_from(
    source: str,
    target: str,
    links: list[tuple[int, int, float]],
    pairs: list[tuple[str, str]],
    left: tuple[str, ...],
) -> None:
    shown = _one(_aligned(source, target, links))
    assert [(pair.text, pair.source) for pair in shown.pairs] == pairs
    assert shown.unanswered == left
    assert shown.is_aligned


def test_a_sentence_without_word_alignment_is_shown_whole() -> None:
    unit = _aligned("Olá.", "Hello.", [(0, 0, 1.0)])
    shown = _one(unit)
    assert not shown.is_aligned
    assert [(pair.text, pair.source) for pair in shown.pairs] == [("Hello.", "Olá.")]


def test_an_alignment_of_other_words_than_those_shown_is_not_used() -> None:
    unit = _aligned(*CASES[0][:3])
    shown = _one(unit, pieces=(Piece("The minister stayed."),))
    assert not shown.is_aligned


def test_original_words_that_stand_in_place_are_shown_once() -> None:
    unit = _aligned(*CASES[0][:3])
    shown = _one(unit, pieces=(Piece(unit.source),), in_source=True, marks=frozenset({"kept"}))
    assert [(pair.text, pair.source) for pair in shown.pairs] == [(unit.source, "")]
    assert shown.is_marked


def test_the_page_has_every_sentence_and_leads_to_the_marks() -> None:
    view = bridge_view()
    body = page(render_dispatch(view, HOUSE), "words.html")
    assert view.desk_copy is not None
    glosses = body.find_class("gloss")
    assert len(glosses) == len(view.article.segments)
    assert len(body.xpath("//a[starts-with(@href, './#')]")) == 3
    assert "Machine translation" in text(body.find_class("label")[0])


def test_without_the_right_to_show_the_original_there_are_no_words() -> None:
    view = with_permission(bridge_view(), show_original=False)
    body = page(render_dispatch(view, HOUSE), "words.html")
    assert not body.find_class("gloss")
    assert "does not allow" in text(body)
