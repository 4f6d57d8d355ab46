from __future__ import annotations

import pytest

from dragoman.desk.cast import Cast
from dragoman.desk.described import find_described


def read(*texts: str) -> dict[str, str]:
    """What the last of the sentences says of people: word to gender, pronouns left out."""
    found = find_described(Cast(texts), len(texts) - 1)
    return {one.text: one.gender for one in found if one.kind != "pronoun"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She is a doctor and a writer.", {"doctor": "f", "writer": "f"}),
        ("She had been appointed director of the school.", {"appointed": "f", "director": "f"}),
        ("As a nurse, he was tired.", {"nurse": "m", "tired": "m"}),
        ("She worked first as a painter, then as a baker.", {"painter": "f", "baker": "f"}),
        ("Born in Leeds, she left early.", {"Born": "f"}),
        ("Anna Field, a lawyer from Leeds, spoke.", {"lawyer": "f"}),
        ("Mrs Field was found guilty.", {"found": "f", "guilty": "f"}),
        ("The narrator says that she diagnoses herself.", {"narrator": "f"}),
        ("“I am a teacher,” said Anna Field.", {"teacher": "f"}),
        ("She hopes to become a pilot.", {"pilot": "f"}),
        ("His sister was arrested.", {"arrested": "f"}),
        ("A female engineer spoke.", {"engineer": "f"}),
        ("Author Anna Field spoke.", {"Author": "f"}),
    ],
)
def test_words_about_a_person_are_found(text: str, expected: dict[str, str]) -> None:
    found = read(text)
    assert {word: found.get(word, "") for word in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "The doctor told her the truth.",
        "The judge rejected her appeal.",
        "She thanked her driver.",
        "Her father was born there, a lawyer said.",
        "A memorial stone was raised in her honour.",
        "The valour of the woman is praised.",
        "They were married when she was young; Converse had been married before.",
        "She was near the editor's office.",
    ],
)
def test_words_about_somebody_else_are_left_alone(text: str) -> None:
    assert "f" not in read(text).values() or set(read(text)) <= {"young", "near"}


def test_a_surname_has_the_gender_of_the_person_named_in_full() -> None:
    assert read("Mary Quill spoke.", "Peter Stone left.", "Quill was tired.") == {"tired": "f"}


def test_people_who_share_a_surname_have_no_gender_by_it() -> None:
    assert read("Ana Wren met Bob Wren.", "Wren was tired.") == {}


def test_a_couple_is_told_apart_by_titles() -> None:
    found = find_described(Cast(["Mrs Dale is a farmer and Mr Dale is a teacher."]), 0)
    assert {one.text: one.gender for one in found} == {"farmer": "f", "teacher": "m"}


def test_an_unknown_surname_takes_the_gender_of_the_pronouns_before() -> None:
    assert read("She studied in Oslo.", "Later, Lind was a singer.") == {"singer": "f"}


def test_an_unknown_surname_has_no_gender_where_two_people_are_named() -> None:
    assert read("Lind met Maria Orne in Oslo.", "She left.", "Lind was tired.") == {}


def test_the_judge_is_the_judge_who_was_named() -> None:
    assert read("Judge Ellen Marsh spoke.", "The judge was tired.") == {"judge": "f", "tired": "f"}


def test_the_judge_is_nobody_where_there_are_two() -> None:
    assert read("Judge Ellen Marsh met another judge.", "The judge was tired.") == {}


def test_a_surname_that_is_a_month_is_no_name_without_more() -> None:
    assert read("She came in May.", "May was cold.") in ({}, {"cold": "f"})


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Rain fell.", "He named Sen. Helen Marsh."], ["Sen"]),
        (["Judge Helen Marsh sat down.", "They looked at the judge."], ["judge"]),
        (["Judge Helen Marsh and Judge Paul Dent sat.", "They looked at the judge."], []),
        (["Rain fell.", "The presenter of the show, Helen Marsh, was ill."], ["presenter", "ill"]),
        (["Rain fell.", "The presenter of the show, the driver, Helen Marsh, left."], ["driver"]),
        (["Rain fell.", "The presenter of the show, Quill Marsh, was ill."], []),
        (["Rain fell.", "At least one other accuser, Helen Marsh, spoke."], ["accuser"]),
        (["Rain fell.", "He met his wife Quill, who was a secretary."], ["secretary"]),
    ],
)
def test_offices_and_parts_of_women(texts: list[str], expected: list[str]) -> None:
    assert [word for word, gender in read(*texts).items() if gender == "f"] == expected
