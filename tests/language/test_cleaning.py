"""Text as people see it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.cleaning import clean_lines, clean_text, has_deceptive_characters


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("The rate \u202erose\u202c to 5%", "The rate rose to 5%"),
        ("P\u200bu\u200bt\u200bi\u200bn", "Putin"),
        ("a\x00b\x07c", "abc"),
        ("e\u0301", "é"),
        ("Z" + "\u0301" * 20 + "a", "Ź" + "\u0301" * 4 + "a"),
        ("co\u00adoperate", "cooperate"),
        ("two  \t\n lines\u2028here", "two lines here"),
        ("\u06cc\u0645\u200c\u062e", "\u06cc\u0645\u200c\u062e"),
        ("x\u200dy\u200c", "xy"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("hidden\U000e0041\U000e0042", "hidden"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",) * 2,
        ("private \ue000use\U000f0001", "private use"),
        ("lone \ud800surrogate", "lone surrogate"),
        ("non\u00a0breaking", "non breaking"),
    ],
)
def test_what_cannot_be_seen_goes_and_what_spells_stays(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text())
def test_cleaning_is_a_fixed_point_in_normal_form(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once
    assert once == once.strip()


@given(st.text(alphabet="ab c\u0301\u200d\u202e\x00👩\ufe0f\u0915\u094d", max_size=40))
def test_cleaning_mixed_marks_and_joiners_is_a_fixed_point(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)


def test_lines_are_kept_when_asked() -> None:
    assert clean_lines("a\u200b b\r\n\r\n  c\u2029d") == "a b\n\nc\nd"


def test_deceptive_characters_are_noticed_but_not_flags() -> None:
    assert has_deceptive_characters("a\u202eb")
    assert has_deceptive_characters("a\U000e0041")
    assert not has_deceptive_characters("\U0001f3f4\U000e0067\U000e0062\U000e007f plain")
