from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.names import (
    authorities,
    distance,
    find_full_names,
    find_name_words,
    same_name,
    wrong_spellings,
)
from dragoman.language.words import fold


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Londres", "London", True),
        ("Путин", "Putin", True),
        ("Brink's", "Brink", True),
        ("Ceaușescu", "Ceausescu", True),
        ("Democratas", "Democrats", True),
        ("Madrid", "London", False),
        ("Kavic", "Kaivc", False),
    ],
)
def test_forms_of_one_name_are_the_same(one: str, two: str, same: bool) -> None:
    assert same_name(one, two) is same


def test_a_full_name_keeps_its_links_and_loses_its_possessive() -> None:
    names = [name.words for name in find_full_names("Then Ursula von der Leyen's team left.")]
    assert names == [("Then", "Ursula", "von", "der", "Leyen")]


def test_a_capital_after_a_stop_is_initial() -> None:
    marks = [(name.text, name.initial) for name in find_name_words("Then Ana left. Here Rui came.")]
    assert marks == [("Then", True), ("Ana", False), ("Here", True), ("Rui", False)]


def test_no_wrong_spelling_is_anybodys_right_one() -> None:
    right = {fold(person.name) for person in authorities()}
    assert right.isdisjoint(wrong_spellings())


def test_every_authority_has_a_gender() -> None:
    assert {person.gender for person in authorities()} == {"f", "m"}


@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8))
def test_distance_is_symmetric_and_zero_only_for_equals(one: str, two: str) -> None:
    assert distance(one, two, 9) == distance(two, one, 9)
    assert (distance(one, two, 9) == 0) is (one == two)


def test_swapped_neighbours_are_one_edit() -> None:
    assert distance("kavic", "kaivc") == 1
