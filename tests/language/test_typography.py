from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.typography import (
    apply_edits,
    is_quote,
    is_typographic,
    quote_edits,
    quote_style,
    set_dashes,
    set_quotes,
    set_spaces,
    space_edits,
    to_straight_quotes,
    typeset,
)

CASES = Path(__file__).parents[1] / "cases" / "language" / "quotes_set.tsv"
with CASES.open(encoding="utf-8", newline="") as table:
    ROWS = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
TEXTS = st.text(alphabet="ab 1\"'“”‘’«»%-–.,;:!\u00a0", max_size=40)
LANGUAGES = st.sampled_from(["en", "pt-BR", "de", "fr", "es", "sv", "ru", "zh"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['language']}:{row['straight']}")
def test_straight_marks_are_set_as_the_language_sets_them(row: dict[str, str]) -> None:
    expected = row["set"].replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    assert set_quotes(row["straight"], row["language"]) == expected


def test_a_tag_falls_back_to_its_base_and_unknown_languages_to_english() -> None:
    assert quote_style("pt-PT").language == "pt"
    assert quote_style("de_CH").opening == "«"
    assert quote_style("no").language == "nb"
    assert quote_style("tlh").language == "en"
    assert quote_style("").language == "en"


def test_every_style_gives_marks_that_are_known_as_quotes() -> None:
    for language in ("ar", "bg", "cs", "de", "en", "fr", "ja", "pl", "pt", "ru", "zh"):
        style = quote_style(language)
        for mark in (style.opening, style.closing, style.inner_opening, style.apostrophe):
            assert is_quote(mark)


def test_letters_and_commas_are_no_quotes() -> None:
    assert not any(is_quote(char) for char in "a,.-`´")


def test_french_marks_lose_their_inner_space_when_straightened() -> None:
    assert to_straight_quotes("«\u00a0Non\u00a0», dit-il") == '"Non", dit-il'


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "50% de oui", "50\u202f% de oui"),
        ("de", "50% und 3 % mehr", "50\u00a0% und 3\u00a0% mehr"),
        ("en", "50 % more", "50% more"),
        ("fr", "Pourquoi? Voici: rien!", "Pourquoi\u202f? Voici\u202f: rien\u202f!"),
        ("fr", "à 10:30 voir https://a.b", "à 10:30 voir https://a.b"),
    ],
)
def test_spaces_before_signs_follow_the_language(language: str, text: str, expected: str) -> None:
    assert set_spaces(text, language) == expected


def test_spaced_hyphens_become_the_languages_dash_but_sums_stay() -> None:
    assert set_dashes("o preço - já alto - subiu", "pt") == "o preço – já alto – subiu"
    assert set_dashes("the price - high - rose", "en") == "the price — high — rose"
    assert set_dashes("5 - 3 is 2", "en") == "5 - 3 is 2"
    assert set_dashes("well-known", "en") == "well-known"


def test_everything_is_typeset_at_once() -> None:
    assert typeset('"Ja" - 5% mehr', "de") == "„Ja“ – 5\u00a0% mehr"


def test_a_text_is_typographic_when_most_of_its_marks_are_set() -> None:
    assert is_typographic("“Yes,” it’s true")
    assert not is_typographic('"Yes," it\'s true')
    assert not is_typographic("no marks")


@given(TEXTS, LANGUAGES)
def test_straightening_undoes_setting(text: str, language: str) -> None:
    def bare(words: str) -> str:
        return to_straight_quotes(words).replace("'", '"').replace("\u00a0", "").replace(" ", "")

    straight = to_straight_quotes(text)
    assert bare(set_quotes(straight, language)) == bare(straight)


@given(TEXTS, LANGUAGES)
def test_edits_come_in_order_and_never_overlap(text: str, language: str) -> None:
    for edits in (quote_edits(text, language), space_edits(text, language)):
        at = 0
        for start, end, _ in edits:
            assert at <= start <= end <= len(text)
            at = end
    assert apply_edits(text, quote_edits(text, language)) == set_quotes(text, language)


@given(TEXTS, LANGUAGES)
def test_setting_twice_changes_nothing_more(text: str, language: str) -> None:
    once = set_quotes(text, language)
    if '"' not in once:
        assert set_quotes(once, language) == once
