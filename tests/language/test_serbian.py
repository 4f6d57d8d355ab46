from __future__ import annotations

import pytest

from dragoman.language.serbian import serbian_in_latin

CASES = [
    ("Његош је рођен у Његушима.", "Njegoš je rođen u Njegušima."),
    ("ЊЕГОШ", "NJEGOŠ"),
    ("Џ", "Dž"),
    ("НАЗИВ Љ", "NAZIV Lj"),
    ("КРАЉ", "KRALJ"),
    ("КРАЉ!", "KRALJ!"),
    ("Љубљана, Ћуприја, Жабаљ, Шид", "Ljubljana, Ćuprija, Žabalj, Šid"),
    ("џак, џЕП", "džak, džEP"),
    ("Već latinica 10 €", "Već latinica 10 €"),
]


@pytest.mark.parametrize(("cyrillic", "latin"), CASES)
def test_every_letter_has_its_latin_one(cyrillic: str, latin: str) -> None:
    assert serbian_in_latin(cyrillic) == latin


def test_letters_of_other_alphabets_stay() -> None:
    assert serbian_in_latin("ъы") == "ъы"
    assert serbian_in_latin("") == ""
