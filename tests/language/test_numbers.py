from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.digits import read_digits
from dragoman.language.number_forms import name_magnitude, name_number, name_vague, show_number
from dragoman.language.numbers import find_numbers, find_vague


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
        ("thirty-sixth", "en", [36]),
        ("trigésimo sexto", "es", [36]),
        ("двадцать первый", "ru", [21]),
        ("two-foot wide", "en", [2]),
        ("four-four", "en", [4]),
        ("zweihundertfünfzig", "de", [250]),
        ("ein dreijähriges Kind", "de", [1, 3]),
        ("četrdesetdvogodišnji", "sr", [42]),
        ("четрдесет", "sr", [40]),
        ("quarantenne", "it", [40]),
        ("dwudziestoletni", "pl", [20]),
        ("двадцятирічний", "uk", [20]),
        ("3,5 milionu", "cs", [3.5e6]),
        ("20 de milioane", "ro", [20e6]),
        ("six autres millions", "fr", [6e6]),
        ("417.6万例", "zh", [4.176e6]),
        ("26.12.2004", "pt", [26, 2004]),
        ("7.55am", "en", [475]),
        ("12 h 00", "fr", [0]),
        ("14\u00a0h\u202f30", "fr", [150]),
        ("25:16", "en", [1516]),
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


@pytest.mark.parametrize(
    "word", ["achtbar", "Dreieck", "vierteljährlich", "sexta-feira", "onzième"]
)
def test_words_that_only_begin_like_numbers_are_none(word: str) -> None:
    assert [m.value for m in find_numbers(word, "de") if m.form == "words"] == []


@pytest.mark.parametrize(
    ("text", "form"), [("G20", "code"), ("A4", "code"), ("US$20", "digits"), ("EUR20", "digits")]
)
def test_a_figure_glued_to_letters_is_a_code_unless_they_are_money(text: str, form: str) -> None:
    assert [mention.form for mention in find_numbers(text, "en")] == [form]


def test_the_figure_is_told_from_its_magnitude() -> None:
    text = "€3.1billion"
    (mention,) = find_numbers(text, "en")
    assert (mention.figure, mention.magnitude) == (3.1, 1e9)
    assert text[mention.start : mention.figure_end] == "3.1"


@pytest.mark.parametrize(
    ("text", "language", "points"),
    [
        ("10 percentage points", "en", True),
        ("10 pontos percentuais", "pt", True),
        ("14-процентный рост", "ru", False),
        ("14 процентных пунктов", "ru", True),
        ("40 posto poena", "sr", True),
        ("10%", "en", False),
    ],
)
def test_percentage_points_are_told_from_percent(text: str, language: str, points: bool) -> None:
    assert [mention.points for mention in find_numbers(text, language)] == [points]


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
    assert show_number(1500, "en", grouped=True) == "1,500"
    assert show_number(2.5, "pt", decimals=2) == "2,50"


def test_numbers_are_written_out_only_where_nothing_agrees_with_them() -> None:
    assert name_number(7, "pt") == "sete"
    assert name_number(2, "pt") == ""
    assert name_number(1e6, "en") == ""


@pytest.mark.parametrize(
    ("factor", "figure", "language", "word"),
    [
        (1e9, 3.1, "pt", "mil milhões"),
        (1e9, 3.1, "pt-BR", "bilhões"),
        (1e6, 1.5, "pt", "milhão"),
        (1e9, 3, "es", "mil millones"),
        (1e9, 3, "en", "billion"),
        (1e5, 3, "en", ""),
    ],
)
def test_magnitudes_are_named(factor: float, figure: float, language: str, word: str) -> None:
    assert name_magnitude(factor, figure, language) == word


def test_a_vague_word_is_exchanged_in_its_own_case() -> None:
    assert name_vague(1000, "Hundreds", "en") == "Thousands"
    assert name_vague(100, "milhares", "pt") == "centenas"


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from([".", ","]))
def test_grouped_digits_give_their_value_back(value: int, decimal: str) -> None:
    group = "," if decimal == "." else "."
    assert float(value) in read_digits(f"{value:,}".replace(",", group), decimal)[1]


@given(st.text(max_size=80), st.sampled_from(["en", "pt", "de", "xx"]))
def test_mentions_lie_inside_the_text(text: str, language: str) -> None:
    for mention in find_numbers(text, language):
        assert text[mention.start : mention.end] == mention.text
