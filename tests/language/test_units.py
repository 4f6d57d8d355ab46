from __future__ import annotations

import pytest

from dragoman.language.units import convert, find_units


def test_units_are_known_by_one_name_in_all_languages() -> None:
    for text, language in (("3 miles", "en"), ("3 milhas", "pt"), ("3 millas", "es")):
        assert [unit.unit for unit in find_units(text, language)] == ["mile"]


def test_square_makes_an_area() -> None:
    assert find_units("every square inch", "en")[0].unit == "inch2"
    assert find_units("cada centímetro quadrado", "pt")[0].unit == "cm2"


def test_conversion_stays_within_a_kind() -> None:
    assert convert(10, "mile", "km") == pytest.approx(16.09, abs=0.01)
    assert convert(100, "celsius", "fahrenheit") == 212
    assert convert(1, "mile", "kg") is None
