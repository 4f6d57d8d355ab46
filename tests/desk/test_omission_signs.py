"""What one side says and the other does not, by anchors; and where it should stand."""

from __future__ import annotations

import pytest

from dragoman.desk.anchors import anchor_spans, anchored, are_near
from dragoman.desk.balance import signs_of
from dragoman.desk.check import DocumentView
from dragoman.desk.coverage import Run
from dragoman.desk.gaps import place_of
from dragoman.desk.reading import read_pairs


def view(source: str, target: str, one: str = "pt", two: str = "en") -> DocumentView:
    return read_pairs([(source, target)], one, two, document=False)


LIST = "Os ministros Prado, Vilar, Sousa e Teles chegaram a Lisboa."
SHORT = "Ministers Prado, Vilar and Teles arrived in Lisbon."
FULL = "Ministers Prado, Vilar, Sousa and Teles arrived in Lisbon."


def test_a_lost_member_of_a_list_is_seen_between_its_neighbours() -> None:
    document = view(LIST, SHORT)
    signs = signs_of(document, document.units[0], "source", read=False)
    assert signs is not None
    assert signs.member > 0
    assert LIST[signs.stretch.start : signs.stretch.end] == "Sousa"


def test_a_whole_list_has_no_lost_member() -> None:
    document = view(LIST, FULL)
    signs = signs_of(document, document.units[0], "source", read=False)
    assert signs is not None
    assert signs.member == 0


@pytest.mark.parametrize("side", ["source", "target"])
def test_an_empty_side_and_a_monstrous_sentence_say_nothing(side: str) -> None:
    for source, target in (("", "The bridge."), ("A ponte. " * 400, "The bridge.")):
        document = view(source, target)
        assert signs_of(document, document.units[0], side, read=False) is None


def test_without_models_nothing_is_read() -> None:
    document = view(LIST, SHORT)
    assert signs_of(document, document.units[0], "source", read=True) is None


@pytest.mark.parametrize(
    ("target", "gap"),
    [
        (SHORT, "Vilar and"),
        ("In Lisbon, Ministers Prado, Vilar and Teles arrived.", "Vilar and"),
    ],
)
def test_the_place_of_lost_words_is_between_what_stands_around_them(target: str, gap: str) -> None:
    document = view(LIST, target)
    start = LIST.index("Sousa")
    place = place_of(document, document.units[0], Run(start=start, end=start + 5, weight=1.0))
    assert place is not None
    assert target[slice(*place)] == gap


def test_lost_words_at_the_end_have_their_place_there() -> None:
    source = "A ministra Prado visitou Lisboa, segundo o gabinete."
    target = "Minister Prado visited Lisbon."
    document = view(source, target)
    run = Run(start=source.index("segundo"), end=len(source) - 1, weight=1.0)
    place = place_of(document, document.units[0], run)
    assert place is not None
    assert target[slice(*place)] == "Lisbon."


def test_no_anchor_shows_no_place() -> None:
    document = view("А б.", "Xyz wvu.", "mk", "en")
    assert place_of(document, document.units[0], Run(start=0, end=1, weight=1.0)) is None


def test_a_word_with_its_counterpart_was_hardly_left_out() -> None:
    lacks = {word.text: lack for word, lack in anchored(LIST, SHORT, "pt", "en")}
    assert lacks["Prado"] < 0 < lacks["Sousa"]
    spans = anchor_spans(LIST, SHORT, "pt", "en")
    pairs = {
        (LIST[one.source_start : one.source_end], SHORT[one.target_start : one.target_end])
        for one in spans
    }
    assert ("Teles", "Teles") in pairs


def test_languages_that_share_their_long_words_are_near() -> None:
    assert are_near("pt-BR", "en")
    assert not are_near("mk", "en")
