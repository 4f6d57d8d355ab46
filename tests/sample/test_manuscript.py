"""Manuscripts are read into two states, and a wrong one says what is wrong with it."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.sample import ManuscriptError, PassageKind, read_manuscript, read_manuscripts

SHEET = """
slug = "a"
language = "en"
headline = "H"
standfirst = "S"
byline = "B"
section = "Town"
dateline = "X"
published = 2026-03-02T10:00:00+00:00
body = '''
First of 10.

## Heading

> Quoted
over two lines

- one

- two
'''
"""
SECOND = """
[second]
updated = 2026-03-03T10:00:00+00:00
notice = "Correction: 12."
replace = [["of 10", "of 12"]]
"""


def test_marks_become_kinds_of_passage() -> None:
    read = read_manuscript(SHEET, name="a.toml", state=1)
    assert read is not None
    assert [(passage.kind, passage.text) for passage in read.body] == [
        (PassageKind.PARAGRAPH, "First of 10."),
        (PassageKind.HEADING, "Heading"),
        (PassageKind.QUOTE, "Quoted over two lines"),
        (PassageKind.POINT, "one"),
        (PassageKind.POINT, "two"),
    ]
    assert read.path == "/2026/03/a.html"
    assert read.updated_at == read.published_at


def test_marks_inside_a_passage_are_printed_and_are_no_text() -> None:
    marked = SHEET.replace("First of 10.", "A [new *road*](/a.html) is **very** *long* & 3 * 4.")
    read = read_manuscript(marked, name="a.toml", state=1)
    assert read is not None
    assert read.body[0].text == "A new *road* is very long & 3 * 4."
    assert read.body[0].printed == (
        'A <a href="/a.html">new *road*</a> is <strong>very</strong> <em>long</em> &amp; 3 * 4.'
    )


def test_the_papers_have_links_and_emphasis() -> None:
    printed = "".join(
        passage.printed
        for written in read_manuscripts("barra", state=1)
        for passage in written.body
    )
    assert all(printed.count(tag) >= 2 for tag in ("<a href", "<em>", "<strong>"))


def test_a_correction_shows_in_the_second_state_only() -> None:
    first = read_manuscript(SHEET + SECOND, name="a.toml", state=1)
    second = read_manuscript(SHEET + SECOND, name="a.toml", state=2)
    assert first is not None
    assert second is not None
    assert (first.body[0].text, first.notice) == ("First of 10.", "")
    assert (second.body[0].text, second.notice) == ("First of 12.", "Correction: 12.")
    assert second.updated_at > first.updated_at


def test_an_article_of_the_second_state_is_not_there_in_the_first() -> None:
    assert read_manuscript("state = 2\n" + SHEET, name="a.toml", state=1) is None
    assert read_manuscript("state = 2\n" + SHEET, name="a.toml", state=2) is not None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("slug = ", "a.toml is not TOML"),
        (SHEET.replace('headline = "H"', 'headline = ""'), '"headline" is missing or empty'),
        (SHEET.replace('byline = "B"', "byline = 3"), '"byline" is missing or empty'),
        (SHEET.replace("+00:00", ""), '"published" is no moment with a zone'),
        (SHEET + SECOND.replace("of 10", "of 11"), "stands 0 times"),
        (SHEET + SECOND.replace("of 10", "o"), "times in the body, not once"),
    ],
)
def test_a_wrong_manuscript_names_file_and_fault(text: str, complaint: str) -> None:
    with pytest.raises(ManuscriptError, match=re.escape(complaint)) as caught:
        read_manuscript(text, name="a.toml", state=2)
    assert "a.toml" in str(caught.value)


@given(st.text())
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ManuscriptError, match=r"a\.toml"):
        read_manuscript(text, name="a.toml", state=2)


MONTHS = "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
WEEKDAYS = ("segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo")


def test_weekdays_in_the_sample_are_those_of_the_calendar() -> None:
    months = MONTHS.split()
    pattern = re.compile(rf"({'|'.join(WEEKDAYS)})(?:-feira)?, (\d+) de ({'|'.join(months)})")
    met = 0
    for written in read_manuscripts("barra", state=2):
        for passage in written.body:
            for weekday, day, month in pattern.findall(passage.text):
                met += 1
                when = date(written.published_at.year, months.index(month) + 1, int(day))
                assert WEEKDAYS[when.weekday()] == weekday, passage.text
    assert met >= 3


@pytest.mark.parametrize(
    ("folder", "fewest", "most"), [("barra", 110, 350), ("merrowby", 100, 250)]
)
def test_sample_articles_have_the_length_of_news(folder: str, fewest: int, most: int) -> None:
    for written in read_manuscripts(folder, state=2):
        assert fewest <= written.word_count <= most, written.slug


TRAPS = {
    "a woman in office and her things": r"[Aa] (ministra|presidente).{0,60}\bsuas?\b",
    "a quotation with its speaker": r"“[^”]+”, (disse|afirmou|contou)",
    "mil milhões": r"mil milhões",
    "bilhões": r"bilh(ão|ões)",
    "reais": r"R\$ \d",
    "euros": r"milhões de euros",
    "dollars": r"US\$ \d",
    "a decimal comma": r"\d,\d",
    "percent": r"\d%",
    "metres": r"\d metros",
    "tonnes": r"toneladas",
    "a clock time": r"\d+h\d\d",
    "a man in office": r"[Oo] governador",
    "a nested quotation": r"“[^”]*‘[^’]+’",
    "a full date": r"\d+ de \w+ de 20\d\d",
}


@pytest.mark.parametrize("trap", TRAPS)
def test_the_portuguese_copy_holds_the_traps_of_translation(trap: str) -> None:
    copy = "\n".join(
        passage.text
        for written in read_manuscripts("barra", state=1)
        if written.language == "pt-BR"
        for passage in written.body
    )
    assert re.search(TRAPS[trap], copy)
