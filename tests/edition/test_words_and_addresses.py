"""Words, tongues, folders and links."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.edition import folder_of, words_of
from dragoman.edition.addresses import contact_url, root_from, safe_url
from dragoman.edition.tongue import direction, language_name, offset_text, sentence_gap, time_text
from fakes_edition import HOUSE


def flat(table: dict[str, object], prefix: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[prefix + key] = str(value)
    return found


def entries(language: str) -> dict[str, str]:
    path = files("dragoman.edition").joinpath("words", f"{language}.toml")
    return flat(tomllib.loads(path.read_text(encoding="utf-8")))


def test_every_language_fills_the_same_gaps_as_english() -> None:
    english, portuguese = entries("en"), entries("pt")
    missing = set(english) - set(portuguese)
    assert not missing
    for key, text in portuguese.items():
        same = english.get(key) or english[key.rsplit(".", 1)[0] + ".other"]
        assert set(re.findall(r"{\w+}", text)) == set(re.findall(r"{\w+}", same)), key


def test_every_word_that_a_template_asks_for_exists() -> None:
    known = set(entries("en"))
    folder = files("dragoman.edition").joinpath("templates")
    for template in folder.iterdir():
        source = template.read_text(encoding="utf-8")
        for key in re.findall(r'(?:\bw|words\.text|words\.html)\("([a-z_.]+)"[,)]', source):
            assert key in known or f"{key}.other" in known, (template.name, key)


def test_an_unknown_language_speaks_english_and_a_region_its_language() -> None:
    assert words_of("xx").text("tag.doubt") == "may be wrong"
    assert words_of("pt-BR").text("tag.doubt") == "pode estar errado"
    assert words_of("../../etc").text("tag.doubt") == "may be wrong"


def test_parts_are_escaped_in_html_and_plain_in_text() -> None:
    words = words_of("en")
    assert words.html("gone.reason", reason="<b>") == "Reason: &lt;b&gt;"
    assert words.text("gone.reason", reason="<b>") == "Reason: <b>"


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", "rtl"), ("fa", "rtl"), ("he", "rtl"), ("ur", "rtl"), ("dv", "rtl"), ("az-Arab", "rtl"),
     ("en", "ltr"), ("zh-Hant", "ltr"), ("tlh", "ltr"), ("", "ltr")],
)  # fmt: skip
def test_languages_run_their_way(language: str, expected: str) -> None:
    assert direction(language) == expected


def test_languages_are_named_in_the_readers_words_and_their_own() -> None:
    assert language_name("de", words_of("pt")) == "alemão"
    assert language_name("pt") == "Português"
    assert language_name("tlh", words_of("en")) == "tlh"
    assert sentence_gap("zh-Hans") == ""
    assert sentence_gap("pt") == " "


def test_times_are_in_the_readers_form_with_their_zone() -> None:
    moment = datetime(2026, 11, 22, 13, 14, tzinfo=UTC)
    assert time_text(moment, words_of("en"), "UTC") == "22 November 2026, 13:14 (UTC)"
    assert (
        time_text(moment, words_of("pt"), "America/Sao_Paulo")
        == "22 de novembro de 2026, 10:14 (UTC−3)"
    )
    assert time_text(moment, words_of("en"), "Nowhere/Atall").endswith("(UTC)")
    assert offset_text(timedelta(hours=5, minutes=30)) == "UTC+5:30"


@given(st.text(max_size=60), st.sampled_from(["en", "pt-BR", "../x", ""]))
def test_no_id_leads_out_of_the_site(name: str, language: str) -> None:
    folder = folder_of(f"{name}/{language}", language)
    parts = folder.split("/")
    assert len(parts) >= 2
    assert all(re.fullmatch(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*", part) for part in parts)
    assert root_from(folder) == "../" * len(parts)


@given(st.text(max_size=40))
def test_only_whole_web_addresses_become_links(text: str) -> None:
    assert safe_url(text) == "" or re.match(r"(?i)https?://[^\s/]", safe_url(text))
    assert safe_url(f"javascript://{text}") == ""


def test_a_contact_is_a_page_or_a_letter_box() -> None:
    assert contact_url(HOUSE.contact) == "mailto:desk@example.org"
    assert contact_url("mailto:desk@example.org") == "mailto:desk@example.org"
    assert contact_url("https://example.org/contact") == "https://example.org/contact"
    assert contact_url("javascript:alert(1)@x.org") == ""
