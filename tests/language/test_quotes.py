from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.quotes import find_marks, find_quotations, house_marks


def test_apostrophes_are_no_quotation_marks() -> None:
    assert find_marks("The girls' school didn't open in the '80s.") == ()
    assert find_marks("It isn’t dead") == ()


def test_marks_of_all_houses_are_found_with_their_role() -> None:
    roles = [(m.text, m.role) for m in find_marks("«Sim», disse. “Não”, ouviu.")]
    assert roles == [("«", "open"), ("»", "close"), ("“", "open"), ("”", "close")]


def test_what_stands_between_marks_is_a_quotation() -> None:
    assert [q.inner for q in find_quotations('He said "yes" and "no".')] == ["yes", "no"]
    assert [q.inner for q in find_quotations("Er sagte „ja“ und ging.")] == ["ja"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Sim”, disse.", ["Sim"]),
        ("«Sim», disse.", ["Sim"]),
        ("« Oui », dit-il.", [" Oui "]),
        ("„Ja“, sagte er.", ["Ja"]),
        ("»Ja«, sagte er.", ["Ja"]),
        ("„Tak” – powiedział.", ["Tak"]),
        ("„Da”, a spus el.", ["Da"]),
        ("„Да“, рече тој.", ["Да"]),
        ("«Да», — сказал он.", ["Да"]),
        ("”Ja”, sade hon.", ["Ja"]),
        ("«Dijo “no” ayer», contó.", ["Dijo “no” ayer"]),
        ('"Digo "não" hoje", contou.', ['Digo "não" hoje']),
        ('"Sim" e "não".', ["Sim", "não"]),
        ("dell'«Aida» di Verdi", ["Aida"]),
        ('He is 6\'2" tall, "he said".', ["he said"]),
        ('A 12" by 8" plank', []),
        ("Nothing quoted", []),
    ],
)
def test_the_outermost_quotation_counts_in_every_style(text: str, quoted: list[str]) -> None:
    assert [one.inner for one in find_quotations(text)] == quoted


@pytest.mark.parametrize(
    "text",
    [
        "un po' di pane",
        "goin' home",
        "the girls' school",
        "rock in the '80s",
        "he is 6' tall",
        "l'aria dell'alba",
        "d’où vient-il",
    ],
)
def test_apostrophes_and_feet_are_no_marks(text: str) -> None:
    assert find_marks(text) == ()


def test_every_language_has_marks() -> None:
    assert house_marks("de") == ("„", "“")
    assert house_marks("xx") == ("“", "”")


@given(st.text(alphabet="ab ,.'\"“”«»„‘’", max_size=60))
def test_quotations_lie_inside_the_text_and_do_not_overlap(text: str) -> None:
    last = 0
    for quotation in find_quotations(text):
        assert last <= quotation.start < quotation.end <= len(text)
        assert text[quotation.start + 1 : quotation.end - 1] == quotation.inner
        last = quotation.end
