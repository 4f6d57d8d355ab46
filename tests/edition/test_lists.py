"""Front page, archive, corrections, feed and the house's own pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import msgspec
from lxml import etree, html

from dragoman.edition import (
    ErrorRate,
    FrontRow,
    Rate,
    front_row,
    render_day,
    render_house,
    render_indexes,
)
from dragoman.edition.error_rates import error_rates
from dragoman.records import BlockKind, Extent
from fakes_edition import HOUSE, NOW, bridge_view, link_view, plain_view, withdrawn_view
from pages_edition import text

ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}


def parsed(body: bytes) -> html.HtmlElement:
    return html.document_fromstring(body.decode())


def other_row(number: int, **fields: object) -> FrontRow:
    view = plain_view(
        [
            (BlockKind.HEADLINE, [("Título", f"Headline {number}")]),
            (BlockKind.PARAGRAPH, [("Um.", f"First sentence {number}.")]),
        ],
        article_id=f"n{number}",
        first_published_at=NOW - timedelta(hours=number),
        published_at=NOW - timedelta(hours=number),
    )
    return replace(front_row(view), **fields)  # type: ignore[arg-type]


def test_a_row_survives_being_kept_as_json() -> None:
    for view in (bridge_view(), link_view(), withdrawn_view()):
        row = front_row(view)
        assert msgspec.json.decode(msgspec.json.encode(row), type=FrontRow) == row


def test_the_front_page_shows_newest_first_with_the_label_and_tags() -> None:
    rows = [other_row(3), front_row(bridge_view()), other_row(1)]
    body = parsed(render_indexes(rows, HOUSE, "en")["en/index.html"])
    assert [text(one) for one in body.xpath("//h2/a")] == [
        "Minister orders repair of river bridge after flood cuts off 12 villages",
        "Headline 1",
        "Headline 3",
    ]
    assert "No person has read the translations on this page." in text(body)
    chips = [text(one) for one in body.xpath("(//article)[1]//*[contains(@class,'chip ')]")]
    assert chips == ["corrected", "3 marked"]
    assert body.xpath("//h2/a/@href")[0] == "../en/a1b2c3/"


def test_a_correction_does_not_move_a_story_to_the_top() -> None:
    later = other_row(5, published_at=NOW + timedelta(days=1))
    body = parsed(render_indexes([later, other_row(1)], HOUSE, "en")["en/index.html"])
    assert [text(one) for one in body.xpath("//h2/a")] == ["Headline 1", "Headline 5"]


def test_a_linked_headline_keeps_its_language_in_lists() -> None:
    link = replace(front_row(link_view()), language="en")
    body = parsed(render_indexes([link], HOUSE, "en")["en/index.html"])
    anchor = body.xpath("//h2/a")[0]
    assert (anchor.get("lang"), anchor.get("translate")) == ("pt", "no")
    assert "link only" in text(body)


def test_an_edition_with_nothing_in_it_says_what_to_do() -> None:
    files = render_indexes([], HOUSE, "pt")
    body = text(parsed(files["pt/index.html"]))
    assert "dragoman follow https://example.org/" in body
    assert "Ainda nada foi publicado nesta edição." in body
    assert "Até agora não há correção" in text(parsed(files["pt/corrections.html"]))
    assert etree.fromstring(files["pt/feed.atom"]).find("a:entry", ATOM) is None


def test_a_withdrawn_article_is_told_of_and_not_shown_in_any_list() -> None:
    rows = [other_row(1, authors=()), front_row(withdrawn_view())]
    files = render_indexes(rows, HOUSE, "en") | render_day(rows, HOUSE, "en", date(2026, 11, 22))
    for body in files.values():
        assert b"bridge" not in body
        assert b"R$21" not in body
        assert b"Rui Tavares" not in body
    feed = etree.fromstring(files["en/feed.atom"])
    [stone] = feed.findall("at:deleted-entry", ATOM)
    assert stone.get("ref") == "tag:wire.example.org,2026-11-22:a1b2c3/en"
    assert stone.get("when") == "2026-11-22T16:14:00+00:00"
    told = text(parsed(files["en/corrections.html"]))
    assert "Withdrawn by the publisher" in told
    assert "the publisher took its article down" in told


def test_a_hidden_row_is_in_no_list() -> None:
    row = other_row(1, hidden=True)
    for body in render_indexes([row], HOUSE, "en").values():
        assert b"Headline 1" not in body


def test_only_the_newest_version_of_a_dispatch_is_listed() -> None:
    old = other_row(1)
    new = replace(old, version=2, headline="Newer headline")
    for rows in ([old, new], [new, old]):
        body = render_indexes(rows, HOUSE, "en")["en/index.html"]
        assert body.count(b"Newer headline") == 1
        assert b"Headline 1" not in body


def test_the_feed_carries_label_source_rights_and_corrections() -> None:
    feed = etree.fromstring(render_indexes([front_row(bridge_view())], HOUSE, "en")["en/feed.atom"])
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    entry = feed.find("a:entry", ATOM)
    assert entry is not None
    assert entry.findtext("a:id", None, ATOM) == "tag:wire.example.org,2026-11-22:a1b2c3/en"
    summary = entry.findtext("a:summary", "", ATOM)
    assert summary.startswith("Machine translation. No person has read this translation.")
    assert "marked 3 of its 11 sentences" in summary
    assert "was “19”, now “21”" in summary
    assert "https://diariodovale.example/ponte-pedra-alta" in summary
    via = entry.find("a:link[@rel='via']", ATOM)
    assert via is not None
    assert via.get("hreflang") == "pt"
    assert "not endorsed by the publisher" in entry.findtext("a:rights", "", ATOM)
    assert entry.findtext("a:source/a:title", "", ATOM) == "Diário do Vale"
    assert entry.findtext("a:author/a:name", "", ATOM) == "Rui Tavares"
    alternate = entry.find("a:link[@rel='alternate']", ATOM)
    assert alternate is not None
    assert alternate.get("href") == "https://wire.example.org/en/a1b2c3/"


def test_a_house_without_an_address_has_stable_ids_of_its_own() -> None:
    bare = replace(HOUSE, address="")
    first = render_indexes([front_row(bridge_view())], bare, "en")["en/feed.atom"]
    entry = etree.fromstring(first).find("a:entry", ATOM)
    assert entry is not None
    assert entry.findtext("a:id", "", ATOM).startswith("urn:uuid:")
    assert first == render_indexes([front_row(bridge_view())], bare, "en")["en/feed.atom"]
    loopback = replace(HOUSE, address="http://127.0.0.1:8642")
    assert (
        b"tag:127" not in render_indexes([front_row(bridge_view())], loopback, "en")["en/feed.atom"]
    )


def test_corrections_may_come_from_rows_of_their_own() -> None:
    files = render_indexes([other_row(1)], HOUSE, "en", corrected=[front_row(bridge_view())])
    assert b"Minister orders repair" not in files["en/feed.atom"]
    told = parsed(files["en/corrections.html"])
    assert "Correction by the publisher" in text(told)
    assert "“" not in text(told.xpath("//h2/a")[0])


def test_an_extracts_row_holds_nothing_beyond_the_extract() -> None:
    view = bridge_view()
    permission = replace(view.dispatch.permission, extent=Extent.EXTRACT)
    dispatch = replace(view.dispatch, permission=permission)
    row = front_row(replace(view, dispatch=dispatch, versions=(dispatch,)))
    assert row.notices[0].changes == ()
    assert row.summary.startswith("Infrastructure Minister")


def test_the_day_page_holds_that_day_only() -> None:
    rows = [other_row(1), other_row(30)]
    files = render_day(rows, HOUSE, "en", "2026-11-22")
    assert list(files) == ["en/archive/2026-11-22.html"]
    body = files["en/archive/2026-11-22.html"]
    assert b"Headline 1" in body
    assert b"Headline 30" not in body
    assert b'href="../../en/n1/"' in body


def test_the_figures_of_the_day_are_counted_from_its_rows() -> None:
    rows = [other_row(1), other_row(2), front_row(bridge_view())]
    side = text(parsed(render_indexes(rows, HOUSE, "en")["en/index.html"]).xpath("//aside")[0])
    assert "3 articles from 1 publisher in 1 language" in side
    assert "15 sentences translated, 3 marked" in side


RATE = ErrorRate(
    source="pt",
    target="en",
    gravity="serious",
    readers=3,
    sentences=300,
    words=7000,
    measured_on=date(2026, 11, 1),
    engine=Rate(14.1, 12.0, 16.5),
    published=Rate(9.0, 7.0, 11.0),
    unmarked=Rate(8.0, 6.0, 10.0),
)


def test_the_house_pages_are_honest_about_rates() -> None:
    files = render_house(HOUSE)
    assert set(files) == {
        "index.html",
        "404.html",
        "style.css",
        "icon.svg",
        "robots.txt",
        "en/how.html",
        "pt/how.html",
    }
    without = text(parsed(render_house(HOUSE, {"en": 3}, [])["en/how.html"]))
    assert "Nobody has yet measured" in without
    measured = text(parsed(render_house(HOUSE, {"en": 3}, [RATE])["en/how.html"]))
    assert "Nobody has yet measured" not in measured
    assert "14.1 (12–16.5)" in measured
    assert "graded by 3 language models" in measured
    other = text(parsed(render_house(HOUSE, {"en": 3}, [RATE])["pt/how.html"]))
    assert "Ninguém mediu ainda" in other, "figures of another language say nothing"


def test_the_rates_that_come_with_the_program_are_whole() -> None:
    for rate in error_rates():
        assert rate.gravity in ("critical", "serious")
        assert rate.unmarked.rate <= rate.published.rate
        assert all(
            one.low <= one.rate <= one.high for one in (rate.engine, rate.published, rate.unmarked)
        )


def test_the_missing_page_works_at_any_depth() -> None:
    body = render_house(replace(HOUSE, address="https://example.org/wire/"))["404.html"]
    assert b'href="/wire/style.css?v=' in body
    assert b'href="/wire/en/"' in body


def test_two_thousand_characters_of_headline_do_not_break_a_list() -> None:
    row = replace(other_row(1), headline="Bridge " * 300)
    body = parsed(render_indexes([row], HOUSE, "en")["en/index.html"])
    assert len(text(body.xpath("//h2/a")[0])) < 320
