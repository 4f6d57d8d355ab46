"""Language tags in one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.codes import base_language, direction, language_name, normalise_tag


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("pt_br", "pt-BR"), ("por-BR", "pt-BR"), ("EN", "en"), ("deu", "de"), ("iw", "he"),
        ("zh-hans-cn", "zh-Hans-CN"), ("sr-latn", "sr-Latn"), ("en_US.UTF-8", "en-US"),
        ("de-CH-1996", "de-CH-1996"), ("zh-cmn", "zh"), ("prs", "fa-AF"), ("und", "und"),
        ("xx", ""), ("english", ""), ("", ""), ("123", ""), ("<script>", ""), ("no", "no"),
    ],
)  # fmt: skip
def test_a_tag_gets_its_bcp47_spelling(written: str, tag: str) -> None:
    assert normalise_tag(written) == tag


@given(st.text(max_size=20))
def test_any_string_is_a_tag_or_nonsense_and_a_clean_tag_stays_what_it_is(text: str) -> None:
    tag = normalise_tag(text)
    assert normalise_tag(tag) == tag


def test_the_base_language_drops_region_and_script() -> None:
    assert [base_language(tag) for tag in ("pt-BR", "zh-Hant", "nonsense")] == ["pt", "zh", ""]


def test_names_come_in_the_language_asked_for_and_fall_back_to_the_tag() -> None:
    assert language_name("pt") == "Portuguese"
    assert language_name("de", "pt-BR") == "alemão"
    assert language_name("en", "qqq") == "English"
    assert language_name("klingon") == "klingon"


@pytest.mark.parametrize(
    ("tag", "way"),
    [("ar", "rtl"), ("he", "rtl"), ("fa-AF", "rtl"), ("ckb", "rtl"), ("dv", "rtl"), ("en", "ltr"),
     ("az-Arab", "rtl"), ("ja", "ltr"), ("nonsense", "ltr")],
)  # fmt: skip
def test_the_direction_follows_the_script(tag: str, way: str) -> None:
    assert direction(tag) == way
