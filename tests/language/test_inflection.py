from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.inflection import (
    has_common_form,
    has_fixed_gender,
    has_two_genders,
    in_gender,
    is_person_noun,
    may_be_adjective,
    shows_gender,
)


@pytest.mark.parametrize(
    ("masculine", "feminine", "language"),
    [
        ("médico", "médica", "pt"),
        ("professor", "professora", "pt"),
        ("ator", "atriz", "pt"),
        ("cidadão", "cidadã", "pt"),
        ("inglês", "inglesa", "pt"),
        ("juiz", "juíza", "pt"),
        ("europeu", "europeia", "pt"),
        ("vice-diretor", "vice-diretora", "pt"),
        ("do", "da", "pt"),
        ("pelo", "pela", "pt"),
        ("dele", "dela", "pt"),
        ("director", "directora", "es"),
        ("alcalde", "alcaldesa", "es"),
        ("campeón", "campeona", "es"),
        ("el", "la", "es"),
    ],
)
def test_words_have_a_form_for_each_gender(masculine: str, feminine: str, language: str) -> None:
    assert in_gender(masculine, "f", language) == feminine
    assert in_gender(feminine, "m", language) == masculine
    assert in_gender(feminine, "f", language) == ""
    assert (shows_gender(masculine, language), shows_gender(feminine, language)) == ("m", "f")


@pytest.mark.parametrize("word", ["jornalista", "presidente", "membro", "vítima", "líder", "maior"])
def test_words_of_one_form_are_left_alone(word: str) -> None:
    assert in_gender(word, "f", "pt") == ""
    assert in_gender(word, "m", "pt") == ""


def test_words_that_keep_their_gender_are_told_from_those_whose_articles_agree() -> None:
    assert has_fixed_gender("membro", "pt")
    assert not has_common_form("membro", "pt")
    assert has_common_form("jornalista", "pt")
    assert not has_common_form("contagem", "pt")


def test_capitals_are_kept() -> None:
    assert in_gender("Diretor", "f", "pt-BR") == "Diretora"


def test_a_language_without_a_table_has_no_forms() -> None:
    assert has_two_genders("es")
    assert not has_two_genders("de")


@pytest.mark.parametrize(
    ("word", "adjective"),
    [
        ("cansada", True),
        ("britânico", True),
        ("como", False),
        ("sendo", False),
        ("Braga", False),
        ("grupo", False),
    ],
)
def test_adjectives_are_told_by_their_ending(word: str, adjective: bool) -> None:
    assert may_be_adjective(word, "pt") is adjective


@pytest.mark.parametrize(
    ("word", "person"),
    [("doctor", True), ("Co-director", True), ("cardiologist", True), ("table", False)],
)
def test_english_nouns_for_people_are_known(word: str, person: bool) -> None:
    assert is_person_noun(word) is person


@given(st.text(max_size=12), st.sampled_from("fm"), st.sampled_from(["pt", "es"]))
def test_any_text_has_a_form_or_none(word: str, gender: str, language: str) -> None:
    form = in_gender(word, gender, language)
    assert form == "" or form != word
