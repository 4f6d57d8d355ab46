from __future__ import annotations

import pytest

from dragoman.language.units import convert, find_units, is_feminine_unit, name_unit


def test_units_are_known_by_one_name_in_all_languages() -> None:
    for text, language in (("3 miles", "en"), ("3 milhas", "pt"), ("3 millas", "es")):
        assert [unit.unit for unit in find_units(text, language)] == ["mile"]


def test_square_makes_an_area() -> None:
    assert find_units("every square inch", "en")[0].unit == "inch2"
    assert find_units("cada centímetro quadrado", "pt")[0].unit == "cm2"


@pytest.mark.parametrize(
    ("text", "language", "unit"),
    [
        ("a 15-month spell", "en", "month"),
        ("5km race", "en", "km"),
        ("137 km/h", "pt", "kmh"),
        ("85 miles per hour", "en", "mph"),
        ("136 Kilometern pro Stunde", "de", "kmh"),
        ("20 °C", "en", "celsius"),
        ("3 км²", "ru", "km2"),
        ("три недеље", "sr", "week"),
    ],
)
def test_a_unit_is_found_in_its_word(text: str, language: str, unit: str) -> None:
    assert find_units(text, language)[0].unit == unit


def test_a_unit_points_at_its_own_letters() -> None:
    text = "a 15-month spell"
    (mention,) = find_units(text, "en")
    assert text[mention.start : mention.end] == "month"


def test_units_are_named_as_they_are_counted() -> None:
    assert name_unit("mile", "en", plural=True) == "miles"
    assert name_unit("foot", "en", plural=False) == "foot"
    assert name_unit("month", "pt", plural=True) == "meses"
    assert name_unit("km", "pt", plural=True, short=True) == "km"
    assert name_unit("mile", "ru", plural=True) == ""
    assert is_feminine_unit("mile", "pt")
    assert is_feminine_unit("mile", "en") is None


def test_conversion_stays_within_a_kind() -> None:
    assert convert(10, "mile", "km") == pytest.approx(16.09, abs=0.01)
    assert convert(100, "celsius", "fahrenheit") == 212
    assert convert(1, "mile", "kg") is None
