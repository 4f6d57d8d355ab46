"""Which words exist: listed, spelt another way, or made of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.lexemes import has_lexicon, is_cognate, is_listed, is_word, near_words

WORDS = [
    ("en", "bridge Bridges colour color centre center organise organize travelled traveled"),
    ("en", "government's ministers' didn't they'd won't o'clock"),
    ("en", "re-elected anti-corruption ill-prepared twenty-first mid-afternoon three-year-old"),
    (
        "en",
        "uncooperative overexploitation cyberattack quickly happily homelessness decriminalised",
    ),
    ("pt", "ponte pontes facto fato económico econômico diretor director detetou detectou"),
    ("pt", "fazê-lo fizeram-no di-lo-ão dir-se-á vendê-la comprá-las tornou-se movemo-nos"),
    ("pt", "rapidamente comicamente gatinho pequenino lindíssima desinstitucionalização"),
    ("pt", "primeira-ministra ex-governadora sul-coreano guarda-redes antirracista autossátira"),
    ("pt", "goleiro goleiros escanteios detentas apoiadores presidenciáveis viralizou copo-d'água"),
    ("es", "puente puentes dijeron hacerlo dárselo haciéndolo rápidamente exministra antibuques"),
]
NO_WORDS = [
    ("en", "mesquinry entullment apetreked well-vestled deliberase overwr chely half-threcked"),
    ("pt", "renção esfarelhando cansalhada vento-swept laviçou despedaçau fabricário tambpem"),
    ("es", "arandeando pringosado dictamintó estáescribiendo quirúgicas"),
]


@pytest.mark.parametrize(("language", "words"), WORDS)
def test_words_exist_that_are_listed_or_made_of_such(language: str, words: str) -> None:
    assert [word for word in words.split() if not is_word(word, language)] == []


@pytest.mark.parametrize(("language", "words"), NO_WORDS)
def test_what_is_made_of_no_word_is_none(language: str, words: str) -> None:
    assert [word for word in words.split() if is_word(word, language)] == []


def test_capitals_and_variants_of_a_language_make_no_difference() -> None:
    assert is_word("PONTE", "pt-BR")
    assert is_word("Didn’t", "en-GB")


def test_what_is_listed_with_a_capital_only_is_a_name() -> None:
    assert not is_word("lisbon", "en")


def test_a_language_without_a_lexicon_is_known_as_such() -> None:
    assert has_lexicon("pt-PT")
    assert not has_lexicon("mk")
    assert not has_lexicon("gl")
    with pytest.raises(KeyError):
        is_word("мост", "mk")


@pytest.mark.parametrize(
    ("word", "english", "answers"),
    [
        ("holístico", "holistic", True),
        ("monopolísticas", "monopolistic", True),
        ("regulatória", "regulatory", True),
        ("hidroliticamente", "holistic", False),
        ("iconoclasma", "iconoclasm", False),
        ("regulatória", "history", False),
    ],
)
def test_learned_words_answer_to_english_ones(word: str, english: str, answers: bool) -> None:
    assert is_cognate(word, "pt", english) is answers


@pytest.mark.parametrize(
    ("word", "language", "near"),
    [
        ("sordiness", "en", "sordidness"),
        ("guaranteeed", "en", "guaranteed"),
        ("gutrais", "pt", "guturais"),
        ("reabasteçando", "pt", "reabastecendo"),
    ],
)
def test_words_are_found_that_are_spelt_alike(word: str, language: str, near: str) -> None:
    found = near_words(word, language, 12)
    assert near in found
    assert all(is_listed(one, language) for one in found)
    assert len(near_words(word, language, 1)) == 1


@pytest.mark.parametrize("word", ["", "zz", "qqqqqq", "Ж"])
def test_nothing_is_spelt_like_nothing(word: str) -> None:
    assert near_words(word, "en", 5) == []


def test_what_is_only_made_is_not_listed() -> None:
    assert is_word("overexploited", "en")
    assert not is_listed("overexploitedness", "en")
    assert is_listed("well-known", "en")


@given(st.text(max_size=60), st.sampled_from(["en", "pt", "es"]))
def test_any_text_is_a_word_or_none(text: str, language: str) -> None:
    assert is_word(text, language) in (True, False)
