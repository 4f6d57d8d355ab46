from __future__ import annotations

from dragoman.language.offices import find_offices, may_render


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
