from __future__ import annotations

import pytest

from dragoman.language.dates import find_dates, name_date, names_full_date


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("on Monday in June", "en", [("weekday", 1), ("month", 6)]),
        ("na quarta-feira", "pt", [("weekday", 3)]),
        ("el miércoles", "es", [("weekday", 3)]),
        ("w środę", "pl", [("weekday", 3)]),
        ("dnes", "cs", []),
        ("Thursday's vote", "en", [("weekday", 4)]),
        ("mid-June", "en", [("month", 6)]),
        ("they march", "en", []),
        ("yesterday", "en", [("relative", 0)]),
        ("u subotnjem porazu", "sr", [("weekday", 6)]),
        ("у суботу", "sr", [("weekday", 6)]),
        ("ноябрьские выборы", "ru", [("month", 11)]),
        ("na segunda posição", "pt", []),
        ("na segunda, disse", "pt", [("weekday", 1)]),
        ("26.12.2004", "pt", [("month", 12)]),
        ("2004-12-26", "en", [("month", 12)]),
    ],
)
def test_days_and_months_are_found(text: str, language: str, found: list[tuple[str, int]]) -> None:
    assert [(date.kind, date.value) for date in find_dates(text, language)] == found


def test_words_with_another_meaning_are_unsure_until_a_number_stands_beside() -> None:
    assert find_dates("May said", "en")[0].unsure
    assert not find_dates("3 May", "en")[0].unsure
    assert find_dates("the Sunday Times", "en")[0].unsure


def test_a_capital_a_preposition_or_a_neighbour_settles_what_a_word_means() -> None:
    assert not find_dates("ready in May", "en")[0].unsure
    assert not find_dates("for the March elections", "en")[0].unsure
    assert not find_dates("on Oct. 3", "en")[0].unsure
    assert not find_dates("votará en mayo", "es")[0].unsure
    assert not find_dates("desde o fim de Abril", "pt")[0].unsure
    assert find_dates("falou Maria de Abril", "pt")[0].unsure
    assert (
        find_dates("con Julio Prado", "es") == () or find_dates("con Julio Prado", "es")[0].unsure
    )
    assert find_dates("01/02/2004", "en")[0].unsure
    assert not find_dates("para segunda e terça-feira", "pt")[0].unsure


def test_a_full_date_needs_day_month_and_year() -> None:
    assert names_full_date("It was 3 March 2021.", "en")
    assert names_full_date("Lisboa, 3 de março de 2021", "pt")
    assert names_full_date("2021-03-03", "en")
    assert not names_full_date("In March they met.", "en")


def test_a_day_is_named_in_the_other_language() -> None:
    assert name_date("weekday", 1, "en") == "Monday"
    assert name_date("weekday", 1, "pt") == "segunda-feira"
    assert name_date("month", 13, "en") == ""
