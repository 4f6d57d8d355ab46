"""Notes, marks and words at the edges of languages and rights."""

from __future__ import annotations

from dataclasses import replace

from lxml import html

from dragoman.edition import front_row, render_dispatch
from dragoman.edition.notes import category_word, shares_words
from dragoman.edition.words import words_of
from dragoman.records import BlockKind, Finding, Notice, NoticeBy, NoticeKind, Severity, TextChange
from fakes_edition import (
    HOUSE,
    NOW,
    bridge_view,
    front_row_files,
    plain_view,
    with_permission,
)
from pages_edition import text


def test_interface_words_that_are_english_say_so_in_another_edition() -> None:
    view = plain_view(
        [(BlockKind.HEADLINE, [("Bridge", "جسر")]), (BlockKind.PARAGRAPH, [("A.", "ب.")])],
        source_language="en",
        language="ar",
    )
    body = html.document_fromstring(render_dispatch(view, HOUSE)["ar/plain1/index.html"].decode())
    label = body.find_class("label")[0]
    assert (label.get("lang"), label.get("dir")) == ("en", "ltr")
    english = render_dispatch(bridge_view(), HOUSE)["en/a1b2c3/index.html"].decode()
    assert html.document_fromstring(english).find_class("label")[0].get("lang") is None


def test_a_sentence_left_out_is_called_so_and_not_kept() -> None:
    view = with_permission(bridge_view(), show_original=False)
    body = html.document_fromstring(render_dispatch(view, HOUSE)["en/a1b2c3/index.html"].decode())
    label = text(body.find_class("label")[0])
    assert "1 left out" in label
    assert "kept in the original" not in label
    assert "Left out." in text(body.get_element_by_id("n3"))
    assert "left_out" in front_row(view).tags


def test_a_quotation_that_ends_a_note_has_one_full_stop() -> None:
    body = render_dispatch(bridge_view(), HOUSE)["en/a1b2c3/index.html"].decode()
    note = html.document_fromstring(body).get_element_by_id("n3")
    assert "welcome.</q>" in html.tostring(note, encoding="unicode")
    assert "welcome.." not in text(note)
    assert "&lt;/q" not in body


def test_an_english_message_is_marked_as_english_where_it_stands_alone() -> None:
    view = bridge_view(language="pt")
    assert view.desk_copy is not None
    bare = replace(view.desk_copy.findings[0], category="", check="x", source_span=None)
    bare = replace(bare, target_span=None)
    copy = replace(view.desk_copy, findings=(bare,))
    body = html.document_fromstring(
        render_dispatch(replace(view, desk_copy=copy), HOUSE)["pt/a1b2c3/index.html"].decode()
    )
    note = body.get_element_by_id("n2")
    assert "Pode estar errado." in text(note)
    [message] = note.xpath(".//span[@lang='en']")
    assert text(message) == "The engine was unsure of this word."


def test_many_doubts_in_one_sentence_are_numbered_and_bounded() -> None:
    view = bridge_view()
    assert view.desk_copy is not None
    first = view.desk_copy.findings[0]
    many = tuple(
        replace(first, message=f"doubt {n}", target_span=(n, n + 5), confidence=n / 10)
        for n in range(9)
    )
    copy = replace(view.desk_copy, findings=many)
    body = html.document_fromstring(
        render_dispatch(replace(view, desk_copy=copy), HOUSE)["en/a1b2c3/index.html"].decode()
    )
    notes = [text(one.xpath(".//a")[0]) for one in body.find_class("note")]
    assert notes == ["1", "2", "3", "4", "5", "6"]
    shown = [n for mark in body.xpath("//mark/@data-note") for n in mark.split(", ")]
    assert sorted(shown) == notes
    assert text(body.get_element_by_id("p5s1")) == (
        "The works will cost R$21 million and employ 140 workers in two shifts."
    )


def test_the_kind_of_mistake_is_the_most_telling_word() -> None:
    words = words_of("en")

    def word(check: str, category: str) -> str:
        finding = Finding(check=check, category=category, severity=Severity.MAJOR, message="m")
        return category_word(finding, words)

    assert word("negation", "accuracy/mistranslation") == "Negation"
    assert word("x", "accuracy/mistranslation") == "Meaning"
    assert word("numbers", "accuracy/mistranslation/number") == "Number"
    assert word("x", "custom/y") == ""


def test_four_words_of_the_original_in_a_row_count_as_showing_it() -> None:
    source = "A ministra mandou reparar a ponte hoje."
    assert shares_words("he said “ministra mandou reparar a” there", source)
    assert not shares_words("the ministra mandou something else", source)
    assert shares_words("“Sim, não”", "Sim, não.")
    assert not shares_words("anything", "")


def test_a_change_that_changes_nothing_is_not_told() -> None:
    view = bridge_view()
    notice = Notice(
        kind=NoticeKind.UPDATE,
        by=NoticeBy.PUBLISHER,
        version=2,
        issued_at=NOW,
        changes=(
            TextChange(before="", after=""),
            TextChange(before="Same.", after="Same."),
            TextChange(before="", after="A new sentence."),
            TextChange(before="An old sentence.", after=""),
        ),
    )
    dispatch = replace(view.dispatch, notices=(notice,))
    view = replace(view, dispatch=dispatch, versions=(dispatch,))
    body = html.document_fromstring(render_dispatch(view, HOUSE)["en/a1b2c3/index.html"].decode())
    told = [text(one) for one in body.find_class("notice")[0].xpath(".//li")]
    assert told == ["Added: A new sentence.", "Removed: An old sentence."]


def test_every_list_of_headlines_carries_the_label() -> None:
    files = front_row_files()
    for name in ("en/index.html", "en/corrections.html"):
        body = text(html.document_fromstring(files[name].decode()))
        assert "Machine translations. No person has read the translations on this page." in body
    assert b"Machine translation. No person has read" in files["en/feed.atom"]
