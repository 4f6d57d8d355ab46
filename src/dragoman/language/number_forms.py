"""How a language writes a number: digits, number words and words of magnitude."""

from __future__ import annotations

from functools import lru_cache

from dragoman.language.number_words import number_table
from dragoman.language.words import plain_language, read_table

_WRITTEN_OUT = frozenset((*range(3, 21), 30, 40, 50, 60, 70, 80, 90))
"""Values whose words agree with nothing in the languages at hand: no "uma", no "duzentas"."""


def show_number(
    value: float, language: str, *, grouped: bool | None = None, decimals: int = -1
) -> str:
    """A value in digits, as a newspaper in `language` prints it.

    `grouped` forces thousands to be set apart or not (default: from 10,000 on); `decimals` is how
    many to print (default: as many as needed).
    """
    decimal = number_table(language).decimal
    group = "," if decimal == "." else "."
    if decimals > 0 or value != int(value):
        written = f"{value:,.{decimals}f}" if decimals > 0 else f"{value:,.6f}".rstrip("0")
        whole, _, tail = written.partition(".")
    else:
        whole, tail = f"{int(value):,}", ""
    apart = value >= 10_000 if grouped is None else grouped
    whole = whole.replace(",", group if apart else "")
    return f"{whole}{decimal}{tail}" if tail else whole


def name_number(value: float, language: str) -> str:
    """A value in words; "" where the word is not known or would have to agree with its noun."""
    bends = value != 2 or plain_language(language) != "en"  # "two" bends nowhere, "dois" does
    if value not in _WRITTEN_OUT and bends:
        return ""
    for word, worth in number_table(language).words.items():
        if worth == value:
            return word
    return ""


@lru_cache(maxsize=64)
def magnitude_names(language: str) -> tuple[tuple[float, str, str], ...]:
    """(factor, word after one, word after more) of a language, as `numbers.toml` gives them.

    Portuguese of Brazil counts in "bilhões", of Portugal in "mil milhões".
    """
    scales = read_table("numbers.toml")["scales"]
    name = language if language in scales else plain_language(language)
    return tuple(
        (float(factor), one.replace("_", " "), more.replace("_", " "))
        for factor, one, more in (cell.split("|") for cell in scales.get(name, "").split())
    )


def name_magnitude(factor: float, figure: float, language: str) -> str:
    """The word for a power of ten after a figure ("million", "milhões"); "" if not known."""
    for known, one, more in magnitude_names(language):
        if known == factor:
            return one if figure < 2 else more
    return ""


def name_vague(value: float, before: str, language: str) -> str:
    """The word that exchanges `before` for another order of magnitude ("hundreds"); "" if none."""
    for word, worth in number_table(language).vague.items():
        if worth == value:
            return word.capitalize() if before[:1].isupper() else word
    return ""
