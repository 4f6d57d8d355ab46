"""Which language a text is in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.codes import normalise_tag
from dragoman.language.identify import identify_language, languages_of_blocks

PORTUGUESE = "O porto da cidade abriu de novo na segunda-feira, depois de três semanas de obras."
ENGLISH = "The harbour of the town was opened again on Monday after three weeks of repairs."
GERMAN = "Der Hafen der Stadt wurde am Montag nach drei Wochen Bauarbeiten wieder geöffnet."


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        (ENGLISH, (), "en"), (PORTUGUESE, (), "pt"), (GERMAN, (), "de"),
        (ENGLISH, ("pt",), "en"), ("한국의 항구가 다시 열렸다", (), "ko"),
        ("港が月曜日に再び開いた", (), "ja"), ("城市的港口在星期一重新开放了", (), "zh"),
        ("Το λιμάνι άνοιξε ξανά", (), "el"), ("הנמל נפתח מחדש ביום שני לאחר שיפוצים", (), "he"),
        ("🎉🎉🎉", ("en",), "und"), ("", ("en",), "und"), ("12:30 – 14:00", (), "und"),
        ("OK", ("pt-BR",), "pt"), ("OK", (), "und"),
        ("Havnen åpnet igjen mandag etter tre uker med reparasjoner, sier ordføreren.", (), "nb"),
        ("Hamna opna att måndag etter tre veker med reparasjonar, seier ordføraren.", (), "nn"),
        ("Luka je ponovno otvorena nakon tri tjedna, izvijestilo je gradsko vijeće.", (), "hr"),
        ("Luka je ponovo otvorena posle tri nedelje, saopštila je opština.", (), "sr"),
        ("Pelabuhan dibuka kembali pada hari Senin karena perbaikan selesai, ujar wali kota.",
         (), "id"),
        ("Pelabuhan dibuka semula pada hari Isnin kerana kerja selesai, kata datuk bandar.",
         (), "ms"),
    ],
)  # fmt: skip
def test_the_language_of_news_is_told(text: str, declared: tuple[str, ...], language: str) -> None:
    assert identify_language(text, declared).language == language


def test_a_declaration_decides_between_near_languages() -> None:
    text = "Trump se sastao sa Putinom u Helsinkiju"
    assert identify_language(text, ("bs",)).language == "bs"
    assert identify_language(text, ("hr",)).language == "hr"


def test_a_page_in_two_languages_names_both() -> None:
    blocks = [ENGLISH, ENGLISH + " It rained.", PORTUGUESE, PORTUGUESE + " Choveu.", ENGLISH]
    found = languages_of_blocks(blocks, ("en",))
    assert (found.language, found.others) == ("en", ("pt",))
    assert found.by_block == ("en", "en", "pt", "pt", "en")


def test_a_quoted_foreign_name_is_no_second_language() -> None:
    found = languages_of_blocks([ENGLISH] * 8 + ["El País"], ("en",))
    assert found.others == ()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.lists(st.sampled_from(["en", "pt-BR", "xx", ""]), max_size=2))
def test_any_text_gets_a_clean_code(text: str, declared: list[str]) -> None:
    found = identify_language(text, declared)
    assert normalise_tag(found.language) == found.language
    assert 0 <= found.confidence <= 1


_MERGED = {"hr": "sh", "sr": "sh", "bs": "sh", "id": "ms", "nb": "no", "nn": "no"}


@pytest.mark.shared
def test_headlines_and_bodies_of_many_languages_reach_the_floor(shared_data: Path) -> None:
    right = {"title": 0, "body": 0}
    total = 0
    for path in sorted((shared_data / "web/ntrex").glob("???*.tsv")):
        code = path.stem.split("-")[0]
        gold = {"nob": "nb", "arb": "ar"}.get(code) or normalise_tag(code)
        if path.stem == "LANGUAGES":
            continue
        documents: dict[str, list[str]] = {}
        for line in path.read_text("utf-8").splitlines():
            name, text = line.split("\t", 1)
            documents.setdefault(name, []).append(text)
        for lines in documents.values():
            total += 1
            for kind, text in (("title", lines[0]), ("body", " ".join(lines)[:400])):
                found = identify_language(text).language
                right[kind] += _MERGED.get(found, found) == _MERGED.get(gold, gold)
    assert right["title"] / total >= 0.96
    assert right["body"] / total >= 0.995
