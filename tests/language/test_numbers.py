from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.numbers import find_numbers, find_vague, read_digits, show_number


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("3,1 mil milhões de euros", "pt", [3.1e9]),
        ("3,1 bilhões", "pt", [3.1e9]),
        ("dois milhões", "pt", [2e6]),
        ("cento e vinte e cinco", "pt", [125]),
        ("dos billones", "es", [2e12]),
        ("€3.1billion", "en", [3.1e9]),
        ("2.5 million", "en", [2.5e6]),
        ("two hundred and fifty", "en", [250]),
        ("twenty-five thousand", "en", [25_000]),
        ("1,234,567.89", "en", [1_234_567.89]),
        ("fünfundzwanzig Milliarden", "de", [25e9]),
        ("quatre-vingt-dix", "fr", [90]),
        ("12 тысяч", "ru", [12_000]),
        ("16 000 pessoas", "pt", [16_000]),
        ("the 19th", "en", [19]),
        ("XIXe siècle", "fr", [19, 100]),
        ("in the 1980s", "en", [1980]),
    ],
)
def test_a_number_is_read_as_its_value(text: str, language: str, values: list[float]) -> None:
    assert [mention.value for mention in find_numbers(text, language)] == values


def test_the_language_decides_between_thousands_and_decimals_but_both_are_kept() -> None:
    (portuguese,) = find_numbers("1.500", "pt")
    (english,) = find_numbers("1.500", "en")
    assert (portuguese.value, english.value) == (1500, 1.5)
    assert portuguese.values == english.values == {1500.0, 1.5}


def test_a_clock_time_is_minutes_of_half_a_day() -> None:
    (one,) = find_numbers("19h30", "pt")
    (two,) = find_numbers("7:30 pm", "en")
    assert one.form == two.form == "clock"
    assert one.value == two.value


def test_percent_is_seen_by_sign_and_by_word() -> None:
    assert find_numbers("50%", "en")[0].percent
    assert find_numbers("dez por cento", "pt")[0].percent
    assert not find_numbers("50 people", "en")[0].percent


def test_orders_of_magnitude_without_a_figure_are_vague() -> None:
    assert [mention.value for mention in find_vague("Vieram milhares.", "pt")] == [1000]
    assert find_vague("Vieram 3 milhões.", "pt") == ()


def test_numbers_are_shown_as_a_newspaper_prints_them() -> None:
    assert show_number(16_000, "en") == "16,000"
    assert show_number(16_000, "pt") == "16.000"
    assert show_number(1.5, "pt") == "1,5"
    assert show_number(1500, "en") == "1500"


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([".", ","]))
def test_grouped_digits_give_their_value_back(value: int, decimal: str) -> None:
    group = "," if decimal == "." else "."
    assert float(value) in read_digits(f"{value:,}".replace(",", group), decimal)[1]


@given(st.text(max_size=80), st.sampled_from(["en", "pt", "de", "xx"]))
def test_mentions_lie_inside_the_text(text: str, language: str) -> None:
    for mention in find_numbers(text, language):
        assert text[mention.start : mention.end] == mention.text
