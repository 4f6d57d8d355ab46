from __future__ import annotations

import pytest

from dragoman.language.money import find_amounts, name_currency


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("$20 and 30 euros", "en", [("USD", 20), ("EUR", 30)]),
        ("3 milhões de dólares", "pt", [("USD", 3e6)]),
        ("R$ 50", "pt", [("BRL", 50)]),
        ("US$5", "en", [("USD", 5)]),
        ("A$5", "en", []),
        ("3100 millones de €", "es", [("EUR", 3.1e9)]),
        ("140 milhões de dolares", "pt", [("USD", 1.4e8)]),
        ("3,1 млрд. евро", "ru", [("EUR", 3.1e9)]),
        ("140 miliona američkih dolara", "sr", [("USD", 1.4e8)]),
        ("20 people", "en", []),
    ],
)
def test_amounts_carry_their_currency(
    text: str, language: str, found: list[tuple[str, float]]
) -> None:
    amounts = find_amounts(text, language)
    assert [(amount.currency, amount.number.value) for amount in amounts] == found


def test_a_currency_is_named_by_sign_or_by_word() -> None:
    assert name_currency("EUR", "en", sign=True) == "€"
    assert name_currency("EUR", "pt", sign=False) == "euros"
