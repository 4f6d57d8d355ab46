"""Text from the world is text on every page, whatever it holds."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from dragoman.edition import DispatchView, front_row, render_day, render_dispatch, render_indexes
from dragoman.records import BlockKind, Notice, NoticeBy, NoticeKind, TextChange
from fakes_edition import HOUSE, NOW, PUBLISHER, bridge_view, plain_view, withdrawn_view

CASES = Path(__file__).parents[1] / "cases" / "edition" / "hostile.tsv"
HOSTILE = [
    (name, text.encode().decode("unicode_escape"))
    for name, text in (
        line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines() if line
    )
]
BAD_URLS = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://user:secret@example.org/",
    "//evil.example/",
    'https://example.org/"onmouseover="alert(1)',
    "https://[broken",
    "java\nscript:alert(1)",
]


def hostile_view(text: str, url: str = "https://example.org/a") -> DispatchView:
    blocks = [(kind, [(f"source {kind} {text}", f"target {kind} {text}")]) for kind in BlockKind]
    view = plain_view(blocks, publisher=replace(PUBLISHER, name=text, homepage=url))
    article = replace(
        view.article, bylines=(text,), dateline=text, canonical_url=url, url=url, section=text
    )
    notice = Notice(
        kind=NoticeKind.CORRECTION,
        by=NoticeBy.PUBLISHER,
        version=1,
        issued_at=NOW,
        note=text,
        changes=(TextChange(before=f"was {text}", after=f"now {text}", segment="h1"),),
    )
    permission = replace(
        view.dispatch.permission,
        reason=text,
        licence=text,
        licence_url=url,
        translation_licence=text,
        credit_line=text,
    )
    dispatch = replace(view.dispatch, notices=(notice,), permission=permission)
    marks = {one.id: frozenset({"changed", "doubt"}) for one in article.segments}
    return replace(
        view,
        article=article,
        dispatch=dispatch,
        versions=(dispatch,),
        marks=marks,
        engine_words=text,
    )


def assert_harmless(name: str, body: bytes) -> None:
    if name.endswith(".json"):
        json.loads(body)
        return
    if name.endswith(".atom"):
        etree.fromstring(body)
        return
    tree = html.document_fromstring(body.decode("utf-8"))
    for script in tree.xpath("//script"):
        assert script.get("type") == "application/ld+json"
        json.loads(script.text)
    assert not tree.xpath("//img | //svg | //iframe | //base | //style | //object | //form")
    assert len(tree.xpath("//meta[@http-equiv]")) == 1
    for element in tree.iter():
        if isinstance(element.tag, str):
            assert not [key for key in element.attrib if key.lower().startswith("on")]
            link = element.get("href", "")
            assert link.split(":")[0].lower() not in ("javascript", "data", "vbscript")
    for character in ("\x00", "\x08", "\u202e", "\u2066"):
        assert character not in body.decode("utf-8")


@pytest.mark.parametrize(("name", "text"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_hostile_words_stay_words_on_every_page(name: str, text: str) -> None:
    view = hostile_view(text)
    house = replace(HOUSE, name=text, imprint=text, contact=text)
    rows = [front_row(view), front_row(withdrawn_view(reason=text))]
    files = (
        render_dispatch(view, house)
        | render_indexes(rows, house, "en")
        | render_day(rows, house, "en", "2026-11-22")
        | {
            f"gone/{n}": body
            for n, body in render_dispatch(withdrawn_view(reason=text), house).items()
        }
    )
    for path, body in files.items():
        assert_harmless(path, body)


@pytest.mark.parametrize("url", BAD_URLS)
def test_a_bad_address_is_never_a_link(url: str) -> None:
    view = hostile_view("plain", url)
    files = render_dispatch(view, HOUSE) | render_indexes([front_row(view)], HOUSE, "en")
    for path, body in files.items():
        assert_harmless(path, body)
        if path.endswith(".html"):
            tree = html.document_fromstring(body.decode())
            assert url not in tree.xpath("//@href")


def test_the_same_words_unescaped_would_have_been_found() -> None:
    caught = 0
    for _, text in HOSTILE:
        body = f"<!doctype html><title>x</title><body><p title='{text}'>{text}</p>".encode()
        try:
            assert_harmless("x.html", body)
        except (AssertionError, ValueError):
            caught += 1
    assert caught >= 8


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_text_at_all_gives_whole_pages(text: str) -> None:
    view = hostile_view(text or "x")
    for path, body in render_dispatch(view, HOUSE).items():
        assert_harmless(path, body)
    row = front_row(view)
    for path, body in render_indexes([row], HOUSE, "en").items():
        assert_harmless(path, body)


def test_a_publisher_named_script_is_shown_by_that_name() -> None:
    view = bridge_view(publisher=replace(PUBLISHER, name="<script>"))
    body = html.document_fromstring(render_dispatch(view, HOUSE)["en/a1b2c3/index.html"].decode())
    assert body.xpath("//p[@class='kicker']//bdi")[0].text == "<script>"
