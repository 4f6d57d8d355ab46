"""The seeding puts in what it says and the counting sees what is gone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.failures_losses import is_lost, spans_lost, with_tags
from bench.failures_seeding import EACH, KINDS, Seeded, clean_sentences, seeded
from dragoman.records import Inline, InlineKind

SENTENCES = {
    "en": [
        "The old mill by the river was sold to a young baker from the next town.",
        "Nobody had expected the bridge to be closed for the whole of the summer.",
        "After the storm, the council met in the school because the hall was wet.",
    ],
    "pt": [
        "O velho moinho junto ao rio foi vendido a um jovem padeiro da vila vizinha.",
        "Ninguém esperava que a ponte ficasse fechada durante todo o verão deste ano.",
        "Depois da tempestade, a câmara reuniu na escola porque a sala estava molhada.",
    ],
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", SENTENCES)
def test_seeded_sentences_hold_what_was_put_in(kind: str, language: str) -> None:
    cases = seeded(kind, SENTENCES[language], language)
    assert len(cases) == EACH
    assert cases == seeded(kind, SENTENCES[language], language)
    for case in cases[:40]:
        if kind == "markup":
            assert not is_lost(kind, case, with_tags(case.text, case.inlines), language)
            assert not spans_lost(case, case.text, case.inlines)
        else:
            assert all(one.strip() in case.text for one in case.put)
            assert not is_lost(kind, case, case.text, language), case


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_without_what_was_put_in_has_lost_it(kind: str) -> None:
    for case in seeded(kind, SENTENCES["en"], "en")[:40]:
        assert is_lost(kind, case, SENTENCES["en"][0], "en")
    assert kind != "markup" or spans_lost(case, case.text, ())


@pytest.mark.parametrize(
    ("kind", "text", "put", "translated", "lost"),
    [
        ("numbers", "It rose to 1,250 today.", "1,250", "Subiu para 1.250 hoje.", False),
        ("numbers", "It rose to 1,250 today.", "1,250", "Subiu para 1,250 hoje.", True),
        ("numbers", "It rose by 3.5% today.", "3.5%", "Subiu 3,5% hoje.", False),
        ("numbers", "It rose by 3.5% today.", "3.5%", "Subiu 3,5 hoje.", True),
        ("numbers", "It rose to 2.5 million.", "2.5 million", "Subiu para 2,5 milhões.", False),
        ("currency", "It cost £40 today.", "£40", "Custou 40 libras hoje.", False),
        ("currency", "It cost £40 today.", "£40", "Custou 40 euros hoje.", True),
        ("names", "So said Łucja.", "Łucja", "Assim disse Lucja.", True),
        ("names", "So said Łucja.", "Łucja", "Assim disse Łucja.", False),
        ("urls", "See www.example.org.", "www.example.org", "Ver www.example.org/.", False),
        ("emails", "Ask a@b.example.", "a@b.example", "Peça a@b.examples.", True),
        ("emoji", "It rains 🎉 today.", "🎉", "Chove 🎉 🎉 hoje.", True),
        ("quotes", "The “mill” burned.", "“", "O “moinho” ardeu.", False),
        ("quotes", "The “mill” burned.", "“", "O “moinho ardeu.", True),
        ("quotes", "The “mill” burned.", "“", "O ”moinho“ ardeu.", True),
        ("quotes", "The “mill” burned.", "“", "O moinho “” ardeu.", True),
        ("markup", "The mill burned.", "", "O <em>moinho ardeu.", True),
        ("markup", "The mill burned.", "", "O <em></em> moinho ardeu.", True),
        ("markup", "The mill burned.", "", "O <em>moinho</em> ardeu.", False),
    ],
)
def test_losses_are_told(kind: str, text: str, put: str, translated: str, lost: bool) -> None:
    inlines = (Inline(kind=InlineKind.EMPHASIS, start=4, end=8),)
    case = Seeded(text=text, put=(put,), language="en", inlines=inlines)
    assert is_lost(kind, case, translated, "pt") is lost


@pytest.mark.parametrize(
    "carried",
    [
        [],
        [(0, 0)],
        [(1, 2)],
        [(2, 99)],
        [(0, 8), (0, 8)],
    ],
)
def test_mark_up_that_holds_no_word_is_lost(carried: list[tuple[int, int]]) -> None:
    case = Seeded(
        text="The mill.", put=(), language="en",
        inlines=(Inline(kind=InlineKind.EMPHASIS, start=4, end=8),),
    )  # fmt: skip
    spans = [Inline(kind=InlineKind.EMPHASIS, start=start, end=end) for start, end in carried]
    assert spans_lost(case, "O moinho.", spans)


def test_mark_up_that_crosses_is_lost() -> None:
    spans = (
        Inline(kind=InlineKind.EMPHASIS, start=0, end=5),
        Inline(kind=InlineKind.STRONG, start=2, end=8),
    )
    case = Seeded(text="The mill.", put=(), language="en", inlines=spans)
    assert spans_lost(case, "O moinho.", spans)


@pytest.mark.parametrize(
    "text",
    [
        "It has 5 mills and a bridge that is old.",
        "He said “no” to the mill and to the old bridge.",
        "Short one.",
        "the mill by the river was sold to a young baker.",
        "It's said the 'old mill' by the river was sold.",
    ],
)
def test_what_is_not_clean_is_left_out(text: str) -> None:
    assert clean_sentences([text]) == []
