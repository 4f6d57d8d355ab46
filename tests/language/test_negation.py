"""Denials: where they stand, what is none, and how one is taken out or put in."""

from __future__ import annotations

import pytest

from dragoman.language.negation import (
    find_negations,
    is_loose,
    soft_places,
    with_negation,
    without_negation,
)


@pytest.mark.parametrize(
    ("language", "text", "denials"),
    [
        ("en", "It isn't open and cannot be opened.", ["isn't", "cannot"]),
        ("pt", "Não disse nada a ninguém.", ["Não"]),
        ("fr", "Le pont n'est pas ouvert.", ["pas"]),
        ("fr", "C'est un grand pas pour la ville.", []),
        ("fr", "Chaque personne reçoit une carte.", []),
        ("fr", "Personne n'est venu.", ["Personne"]),
        ("mk", "Мостот нема да биде отворен.", ["нема"]),
        ("sr", "Most nije otvoren, a put neće biti.", ["nije", "neće"]),
        ("tr", "Yol açık.", []),
    ],
)
def test_the_denials_of_a_sentence(language: str, text: str, denials: list[str]) -> None:
    found = find_negations(text, language)
    assert [text[one.start : one.end] for one in found] == denials


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She declined to answer."), ("mk", "Таа одби да одговори."),
        ("sr", "Odbila je da odgovori."), ("fr", "Il ignorait la nouvelle."),
        ("es", "Rechazaron la oferta."), ("de", "Er lehnte das Angebot ab."),
    ],
)  # fmt: skip
def test_words_of_refusal_may_carry_a_denial(language: str, text: str) -> None:
    assert soft_places(text, language)


def test_not_only_is_an_idiom() -> None:
    text = "It is not only old but also dear."
    assert is_loose(text, find_negations(text, "en")[0], "en")


def test_a_denial_is_taken_out_and_put_in() -> None:
    text = "They can't leave."
    (denial,) = find_negations(text, "en")
    assert without_negation(text, denial.words[0]) == "They can leave."
    assert "They can not leave." in with_negation("They can leave.", "en", 5)
    assert with_negation("Sie gehen.", "de", 4) == ()
