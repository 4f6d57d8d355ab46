from __future__ import annotations

from dragoman.language.offices import find_offices, is_foreign_secretary, may_render


def test_the_longest_office_is_found() -> None:
    found = [office.office for office in find_offices("the Vice President and the prime minister")]
    assert found == ["vice-president", "prime-minister"]


def test_offices_of_other_languages_have_the_same_name() -> None:
    assert find_offices("a primeira-ministra")[0].office == "prime-minister"
    assert find_offices("el canciller")[0].office == "foreign-minister"


def test_presidente_may_be_a_chairman_but_a_judge_is_no_prosecutor() -> None:
    assert may_render("president", "chairman")
    assert may_render("chairman", "president")
    assert not may_render("judge", "prosecutor")


def test_slavic_offices_are_read_by_the_beginnings_of_words() -> None:
    found = [one.office for one in find_offices("Потпретседателот и судиите", "mk")]
    assert found == ["vice-president", "judge"]
    assert [one.office for one in find_offices("guvernera i advokata", "sr")] == [
        "governor", "lawyer",
    ]  # fmt: skip


def test_phrases_may_hold_the_word_of_an_office_and_name_none() -> None:
    assert find_offices("obstruction of justice") == ()


def test_only_some_countries_have_secretaries_for_ministers() -> None:
    pair = ("foreign-minister", "foreign-secretary")
    assert is_foreign_secretary(*pair, "en", "Bolivia protested")
    assert not is_foreign_secretary(*pair, "en", "Bolivia protested in London")
    assert not is_foreign_secretary(*pair, "en", "Nobody protested")
    assert is_foreign_secretary("minister", "secretary", "pt", "")
    assert not is_foreign_secretary("judge", "secretary", "pt", "")
