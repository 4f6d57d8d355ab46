"""Words that sound alike in two languages."""

from __future__ import annotations

import pytest

from dragoman.language.sounds import in_latin, sound_alike, sounds


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Џастин", "Justin"), ("Džastin", "Justin"), ("универзитет", "university"),
        ("Шекспир", "Shakespeare"), ("Михаил", "Mikhail"), ("fábrica", "fabric"),
        ("Битола", "Bitola"), ("Филип", "Philip"),
    ],
)  # fmt: skip
def test_the_same_word_in_two_spellings_sounds_alike(one: str, two: str) -> None:
    assert sound_alike(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [("мост", "bridge"), ("Helena", "Marta"), ("casa", "house"), ("сабота", "Saturday"), ("", "a")],
)
def test_other_words_do_not(one: str, two: str) -> None:
    assert not sound_alike(one, two)


def test_cyrillic_letters_become_latin_ones_and_others_stay() -> None:
    assert in_latin("Њујорк") == "njujork"
    assert in_latin("Київ") == "kijiv"
    assert in_latin("東京") == "東京"


def test_vowels_behind_the_first_letter_do_not_count() -> None:
    assert sounds("Vidal") == sounds("Vidol")
    assert sounds("Ana") != sounds("Na")
