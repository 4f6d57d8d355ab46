"""Where two sentences differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.edition.rewording import reworded

CASES = [
    ("It cost 19 million.", "It cost 21 million.", [("19", "21")]),
    ("His visit was short.", "Her visit was short.", [("His", "Her")]),
    ("It was 1,900.50 reais in all.", "It was 2,900.50 reais in all.", [("1,900.50", "2,900.50")]),
    ("He did go home.", "He did not go home.", [("", "not")]),
    ("He did not go home.", "He did go home.", [("not", "")]),
    ("One thing entirely.", "Quite another matter, said nobody.", None),
]


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_the_changed_words_are_found(
    before: str, after: str, expected: list[tuple[str, str]] | None
) -> None:
    found = [
        (before[one.before_start : one.before_end], after[one.after_start : one.after_end])
        for one in reworded(before, after)
    ]
    assert found == ([(before, after)] if expected is None else expected)


@given(st.text(max_size=80), st.text(max_size=80))
def test_putting_the_new_words_in_gives_the_new_text_but_for_white_space(
    before: str, after: str
) -> None:
    stretches = reworded(before, after)
    assert bool(stretches) == (before != after)
    built, place = "", 0
    for one in stretches:
        assert 0 <= one.before_start <= one.before_end <= len(before)
        assert 0 <= one.after_start <= one.after_end <= len(after)
        assert one.before_start >= place
        built += before[place : one.before_start] + after[one.after_start : one.after_end]
        place = one.before_end
    built += before[place:]
    assert "".join(built.split()) == "".join(after.split())
