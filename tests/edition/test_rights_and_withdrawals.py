"""What may not be shown is not shown; what was withdrawn is gone."""

from __future__ import annotations

import json
from dataclasses import replace

from lxml import html

from dragoman.edition import render_dispatch
from dragoman.records import (
    DispatchKind,
    DispatchStatus,
    Extent,
    NoticeBy,
)
from fakes_edition import (
    HOUSE,
    bridge_view,
    link_view,
    with_permission,
    withdrawn_view,
)
from pages_edition import FOLDER, SOURCES, TARGETS, page, text


def test_without_the_right_to_show_it_no_sentence_of_the_original_is_anywhere() -> None:
    files = render_dispatch(with_permission(bridge_view(), show_original=False), HOUSE)
    for name, body in files.items():
        for source in SOURCES:
            assert source.encode() not in body, (name, source)
    assert b"custo das obras" not in b"".join(files.values())
    for name in ("beside.html", "under.html"):
        assert "does not allow its text to be shown" in text(page(files, name))
    assert "One sentence is left out here" in text(page(files, "index.html"))
    units = json.loads(files[FOLDER + "article.json"])["units"]
    assert {unit["source"] for unit in units} == {""}


def test_an_extract_is_headline_first_paragraph_and_link() -> None:
    files = render_dispatch(with_permission(bridge_view(), extent=Extent.EXTRACT), HOUSE)
    for body in files.values():
        assert b"R$21 million" not in body
        assert b"R$19 million" not in body
        assert b"Medicine and food" not in body
        assert b"will carry light traffic" not in body
    first = page(files, "index.html")
    assert "Infrastructure Minister" in text(first)
    assert "1 more change, in a part of the text that is not shown here" in text(first)
    assert first.find_class("onward")[0].xpath(".//a/@href") == [
        "https://diariodovale.example/ponte-pedra-alta"
    ]


def test_a_permission_that_does_not_allow_it_is_stronger_than_the_dispatch() -> None:
    for fields in ({"translate": False}, {"extent": Extent.LINK_ONLY}):
        files = render_dispatch(with_permission(bridge_view(), **fields), HOUSE)
        assert {name.removeprefix(FOLDER) for name in files} >= {"beside.html", "under.html"}
        for body in files.values():
            assert not any(target.encode() in body for target in TARGETS)
            assert b"Minister orders repair" not in body


def test_a_link_shows_the_headline_untranslated_and_why() -> None:
    files = render_dispatch(link_view(), HOUSE)
    body = html.document_fromstring(files["de/a1b2c3/index.html"].decode())
    headline = body.xpath("//h1")[0]
    assert text(headline) == "Ministra manda reparar ponte após cheia isolar 12 povoados"
    assert (headline.get("lang"), headline.get("translate")) == ("pt", "no")
    assert "no engine for pt->de" in text(body)
    assert not any(source.encode() in files["de/a1b2c3/index.html"] for source in SOURCES)
    assert "de/a1b2c3/beside.html" not in files


def test_a_link_that_was_a_translation_overwrites_all_of_its_pages() -> None:
    view = bridge_view()
    later = replace(view.dispatch, version=3, kind=DispatchKind.LINK, link_reason="rights ended")
    view = replace(view, dispatch=later, versions=(*view.versions, later), desk_copy=None)
    files = render_dispatch(view, HOUSE)
    assert set(files) == set(render_dispatch(bridge_view(), HOUSE))
    assert not any(target.encode() in body for body in files.values() for target in TARGETS)


def test_a_tombstone_stands_at_all_addresses_and_holds_no_word_of_the_article() -> None:
    public = set(render_dispatch(bridge_view(), HOUSE))
    for status in (DispatchStatus.CANCELED, DispatchStatus.WITHHELD):
        files = render_dispatch(withdrawn_view(status), HOUSE)
        assert set(files) == public
        for body in files.values():
            assert b"bridge" not in body.lower()
            assert b"ponte" not in body.lower()
            assert b"Tavares" not in body
    said = text(page(render_dispatch(withdrawn_view(), HOUSE), "under.html"))
    assert "Diário do Vale withdrew it on 22 November 2026, 13:14 (UTC−3)." in said
    assert "Reason: the publisher took its article down" in said
    said = text(page(render_dispatch(withdrawn_view(by=NoticeBy.NEWSROOM), HOUSE), "index.html"))
    assert "The Evening Dragoman took it back" in said


def test_a_dispatch_that_waits_for_a_release_has_no_page() -> None:
    view = bridge_view()
    hidden = replace(view.dispatch, hidden_until_release=True)
    assert render_dispatch(replace(view, dispatch=hidden), HOUSE) == {}
