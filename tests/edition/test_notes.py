"""What a note tells a reader: what the original says, and why the sentence is marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from dragoman.desk import BUILT_IN_CHECKS
from dragoman.edition import render_dispatch
from dragoman.edition.notes import category_word
from dragoman.edition.words import words_of
from dragoman.records import Finding, Severity
from fakes_edition import HOUSE, bridge_view, with_permission
from pages_edition import text


def note_on(finding, *, language="en", show_original=True):
    """The one note of the bridge's dispatch when `finding` is all that is open."""
    view = bridge_view(language=language)
    view = view if show_original else with_permission(view, show_original=False)
    copy = replace(view.desk_copy, findings=(finding,))
    files = render_dispatch(replace(view, desk_copy=copy), HOUSE)
    body = html.document_fromstring(files[f"{language}/a1b2c3/index.html"].decode())
    return next(one for one in body.find_class("note") if "doubt" in one.get("class").split())


def open_finding(**fields):
    return replace(bridge_view().desk_copy.findings[0], **fields)


def sentence_of(finding):
    view = bridge_view()
    units = {unit.segment: unit for unit in view.desk_copy.translation.units}
    return units[finding.segment].source


def test_a_doubt_without_a_place_in_the_original_quotes_its_whole_sentence():
    finding = open_finding(source_span=None, message="This does not agree.")
    said = text(note_on(finding))
    assert f"The original says {sentence_of(finding)}" in said
    assert "This does not agree." in said


def test_a_doubt_with_a_place_quotes_the_words_and_not_the_sentence():
    finding = open_finding(source_span=(0, 7))
    quotes = [text(one) for one in note_on(finding).xpath(".//q[@lang='pt']")]
    assert quotes == [sentence_of(finding)[:7].strip()]


def test_a_finding_that_says_nothing_still_has_a_reason_and_the_original():
    finding = open_finding(
        source_span=None, target_span=None, message="", category="", check="x", found="",
        expected="",
    )  # fmt: skip
    said = text(note_on(finding))
    assert "A program saw signs" in said
    assert sentence_of(finding) in said


def test_where_the_original_may_not_be_shown_no_note_quotes_it():
    finding = open_finding(source_span=None, message="This does not agree.")
    note = note_on(finding, show_original=False)
    assert note.xpath(".//q[@lang='pt']") == []
    assert sentence_of(finding) not in text(note)
    assert "This does not agree." in text(note)


def test_a_change_says_why():
    view = bridge_view()
    (first, *_) = view.desk_copy.repairs
    blind = replace(first, finding=replace(first.finding, source_span=None, message="She is one."))
    copy = replace(view.desk_copy, repairs=(blind,))
    files = render_dispatch(replace(view, desk_copy=copy), HOUSE)
    body = html.document_fromstring(files["en/a1b2c3/index.html"].decode())
    said = text(body.find_class("changed")[0].getroottree().xpath("//*[@id='n1']")[0])
    assert "She is one." in said
    assert f"The original says {sentence_of(first)}" in said


@pytest.mark.parametrize("language", ["en", "pt"])
def test_every_check_has_a_word_that_readers_understand(language):
    words = words_of(language)
    lacking = [
        check.name
        for check in BUILT_IN_CHECKS
        if not category_word(
            Finding(check=check.name, category=check.category, severity=Severity.MAJOR, message=""),
            words,
        )
    ]
    assert lacking == []


def test_an_office_is_not_called_a_name():
    finding = Finding(
        check="offices", category="accuracy/mistranslation/entity", severity=Severity.MAJOR,
        message="",
    )  # fmt: skip
    assert category_word(finding, words_of("en")) == "Office or title"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Another engine says bank."), ("pt", "Outro motor diz bank.")]
)
def test_what_another_engine_says_is_not_called_right(language, words):
    finding = open_finding(
        check="second-opinion", category="custom/second-opinion/word", found="bench",
        expected="bank", message="'bench' here; another engine (other) says 'bank'.",
    )  # fmt: skip
    said = text(note_on(finding, language=language))
    assert words in said
    assert "Expected" not in said
    kind = words_of(language).text("category.second-opinion")
    assert kind in said
