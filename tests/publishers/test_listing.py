"""Feeds, sitemaps and pages become sightings, whatever is wrong with them."""

from __future__ import annotations

import gzip
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.publishers import ListingForm, ListingReading, read_text
from dragoman.publishers.listing import MAX_SIGHTINGS
from fakes_publishers import FEED_URL, NOW, atom, read, rss

SITEMAP_HEAD = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)


def urls(reading: ListingReading) -> list[str]:
    return [sighting.url for sighting in reading.sightings]


def test_an_rss_item_gives_all_its_hints() -> None:
    reading = read(
        rss(
            "<title>Bridge &amp; tunnel <![CDATA[<b>open</b>]]></title>"
            "<link>https://courier.example/bridge?utm_source=rss#top</link>"
            "<guid isPermaLink='false'>b-1</guid><dc:creator>Ana Reis</dc:creator>"
            "<pubDate>Sat, 28 Feb 2026 09:30:00 +0100</pubDate>",
            head="<language>pt_br</language><copyright>CC BY "
            "https://creativecommons.org/licenses/by/4.0/</copyright>",
        )
    )
    (sighting,) = reading.sightings
    assert reading.kind is ListingForm.RSS
    assert (reading.title, reading.language) == ("Courier", "pt-BR")
    assert reading.licence_url == "https://creativecommons.org/licenses/by/4.0/"
    assert sighting.url == "https://courier.example/bridge"
    assert sighting.headline_hint == "Bridge & tunnel open"
    assert sighting.guid == "b-1"
    assert sighting.author_hint == "Ana Reis"
    assert sighting.language_hint == "pt-BR"
    assert sighting.published_hint == datetime(2026, 2, 28, 8, 30, tzinfo=UTC)
    assert sighting.seen_at == NOW
    assert reading.problems == ()


def test_an_atom_entry_gives_all_its_hints() -> None:
    reading = read(
        atom(
            '<entry xml:lang="fr"><id>tag:1</id><title type="html">&lt;i&gt;Un&lt;/i&gt; pont'
            '</title><link rel="enclosure" href="/x.mp3"/><link href="/pont"/>'
            "<author><name>Zoé</name><email>z@x.example</email></author>"
            "<author><name>Lu</name></author>"
            "<published>2026-02-28T09:30:00Z</published><updated>2026-02-28T10:00:00Z</updated>"
            "</entry>"
        )
    )
    (sighting,) = reading.sightings
    assert reading.kind is ListingForm.ATOM
    assert sighting.url == "https://courier.example/pont"
    assert sighting.headline_hint == "Un pont"
    assert sighting.author_hint == "Zoé, Lu"
    assert sighting.language_hint == "fr"
    assert sighting.updated_hint == datetime(2026, 2, 28, 10, tzinfo=UTC)


def test_rdf_json_sitemaps_and_text_are_read_too() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel><title>Old</title></channel>'
        '<item rdf:about="https://courier.example/1"><title>One</title></item></rdf:RDF>'
    )
    news = (
        SITEMAP_HEAD + "<url><loc>https://courier.example/1</loc><news:news><news:publication>"
        "<news:name>C</news:name><news:language>de</news:language></news:publication>"
        "<news:publication_date>2026-02-28</news:publication_date><news:title>Eins</news:title>"
        "</news:news></url></urlset>"
    )
    plain = SITEMAP_HEAD + "<url><loc>https://courier.example/1</loc></url></urlset>"
    feed = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "J",
            "items": [{"id": 7, "url": "https://courier.example/1", "title": "One"}, 5],
        }
    )
    cases = [
        (rdf, ListingForm.RDF), (news, ListingForm.NEWS_SITEMAP), (plain, ListingForm.SITEMAP),
        (feed, ListingForm.JSON_FEED), ("https://courier.example/1\n", ListingForm.SITEMAP),
    ]  # fmt: skip
    for body, form in cases:
        reading = read(body)
        assert reading.kind is form
        assert urls(reading) == ["https://courier.example/1"]
        packed = read(gzip.compress(body.encode()))
        assert packed == reading
    (sighting,) = read(news).sightings
    assert (sighting.headline_hint, sighting.language_hint) == ("Eins", "de")
    assert sighting.published_hint == datetime(2026, 2, 28, tzinfo=UTC)


def test_a_sitemap_index_names_further_listings() -> None:
    reading = read(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>https://courier.example/b.xml.gz</loc>"
        "</sitemap></sitemapindex>"
    )
    assert reading.kind is ListingForm.SITEMAP_INDEX
    assert reading.sightings == ()
    assert [listing.url for listing in reading.further] == [
        "https://courier.example/a.xml",
        "https://courier.example/b.xml.gz",
    ]


def test_a_tombstone_withdraws_unless_its_entry_is_newer() -> None:
    entry = "<entry><id>{0}</id><link href='{0}'/><updated>{1}</updated></entry>"
    stone = '<at:deleted-entry ref="{0}" when="{1}"/>'
    one, two, three = (f"https://courier.example/{n}" for n in (1, 2, 3))
    reading = read(
        atom(
            entry.format(one, "2026-02-01T00:00:00Z"),
            stone.format(one, "2026-02-02T00:00:00Z"),
            stone.format(two, "2026-02-02T00:00:00Z"),
            entry.format(two, "2026-02-03T00:00:00Z"),
            stone.format(three, "2026-02-02T00:00:00Z"),
            stone.format("tag:courier.example,2026:4", "2026-02-02T00:00:00Z"),
        )
    )
    found = [(s.url, s.guid, s.withdrawn) for s in reading.sightings]
    assert found == [
        (one, one, True), (two, two, False), (three, three, True),
        ("", "tag:courier.example,2026:4", True),
    ]  # fmt: skip


def test_entries_without_an_address_are_skipped_and_counted() -> None:
    reading = read(
        rss(
            "<title>No link</title>", "<link>javascript:alert(1)</link>",
            "<link>https://u:p@courier.example/a</link>", "<link>/good</link>",
        )
    )  # fmt: skip
    assert urls(reading) == ["https://courier.example/good"]
    assert any("1 of 4 entries have no link" in problem for problem in reading.problems)
    assert any("2 of 4 entries link to what is no http" in problem for problem in reading.problems)
    assert all(problem.startswith(FEED_URL) for problem in reading.problems)


def test_the_same_article_twice_is_one_sighting() -> None:
    reading = read(
        rss(
            "<link>/a?utm_medium=x</link><title>First</title>",
            "<link>/a#x</link>",
            "<link>/b</link>",
        )
    )
    assert urls(reading) == ["https://courier.example/a", "https://courier.example/b"]
    assert reading.sightings[0].headline_hint == "First"


@pytest.mark.parametrize(
    "date",
    ["Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z", "2199-01-01", "9999-12-31T23:59:59Z",
     "Mon, 30 Feb 2026 10:00:00 GMT", "yesterday", "0000-00-00", "1859-11-24"],
)  # fmt: skip
def test_dates_that_cannot_be_are_dropped(date: str) -> None:
    (sighting,) = read(rss(f"<link>/a</link><pubDate>{date}</pubDate>")).sightings
    assert sighting.published_hint is None


def test_a_torn_feed_gives_its_whole_entries_only() -> None:
    whole = rss("<link>/one</link>", "<link>/two</link>", "<link>/three-is-long</link>")
    reading = read(whole[: whole.index("three") + 3])
    assert urls(reading) == ["https://courier.example/one", "https://courier.example/two"]
    assert any("cut off" in problem for problem in reading.problems)


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    reading = read(
        "<rss><channel><item><title>A & B &nbsp; &copy; <b>x</title>"
        "<link>https://courier.example/?a=1&b=2&copy=3</link></item>"
        "<item><media:thumb/><link><![CDATA[https://courier.example/?c=1&d=2]]></link></item>"
        "</channel></rss>"
    )
    assert urls(reading) == [
        "https://courier.example/?a=1&b=2&copy=3",
        "https://courier.example/?c=1&d=2",
    ]
    assert reading.sightings[0].headline_hint.startswith("A & B ©")


BOMB = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">' + "".join(
    f'<!ENTITY {chr(c)} "{f"&{chr(c - 1)};" * 20}">' for c in range(ord("c"), ord("p"))
)
ENTITY_FEEDS = [
    BOMB + "]>" + rss("<link>/a</link><title>x &o; y</title>").split("?>")[1],
    '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    + rss("<link>/a</link><title>&x;</title>").split("?>")[1],
    '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;]>'
    + rss("<link>/a</link><title>t</title>").split("?>")[1],
    '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">' + rss("<link>/a</link>").split("?>")[1],
]


@pytest.mark.parametrize("body", ENTITY_FEEDS)
def test_entities_of_a_feed_are_inert(body: str) -> None:
    started = time.process_time()
    reading = read(body)
    assert urls(reading) == ["https://courier.example/a"]
    assert "root:" not in reading.sightings[0].headline_hint
    assert len(reading.sightings[0].headline_hint) < 20
    assert time.process_time() - started < 1


def test_a_feed_of_a_hundred_thousand_entries_is_bounded_and_quick() -> None:
    items = [
        f"<link>/n/{n}</link><title>Entry number {n}</title>"
        f"<pubDate>{datetime.fromtimestamp(1_700_000_000 + n * 60, UTC):%a, %d %b %Y %H:%M:%S} GMT"
        "</pubDate>"
        for n in range(100_000)
    ]
    body = rss(*items).encode()
    started = time.process_time()
    reading = read(body)
    assert time.process_time() - started < 8
    assert len(reading.sightings) == MAX_SIGHTINGS
    assert reading.sightings[-1].url.endswith("/n/19999"), "the newest of those looked at"
    assert any("100,000 entries" in problem for problem in reading.problems)


SHAPES = {
    "deep": "<rss><channel>" + "<a>" * 100_000,
    "attributes": "<rss><channel><item " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
    "open doctype": "<!DOCTYPE rss [" + "<!ENTITY a 'b'>" * 50_000,
    "brackets": "<" * 500_000,
    "ampersands": "<rss><channel><title>" + "&" * 500_000,
    "cdata": "<rss><channel><item><title><![CDATA[" + "x" * 1_000_000,
    "anchors": "<html><body>" + "<a href=/a-b-c-d>" * 100_000,
    "comments": "<html><!--" * 100_000,
    "nested json": "[" * 200_000,
    "title": "<html><title>" * 50_000,
    "metas": "<html><meta " * 100_000,
    "scripts": '<html><script type="application/ld+json">' * 20_000,
    "processing": "<?x " * 200_000,
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_hostile_shape_is_read_in_little_time(name: str) -> None:
    started = time.process_time()
    reading = read(SHAPES[name])
    assert reading.problems
    assert time.process_time() - started < 5


@given(st.binary(max_size=300))
def test_any_bytes_are_a_reading(body: bytes) -> None:
    for start in (b"", b"<rss><channel><item>", b"<html><a href=", b"{", b"\x1f\x8b\x08"):
        reading = read(start + body)
        assert all(sighting.url.startswith("http") for sighting in reading.sightings)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_come_out_as_plain_text(title: str, author: str) -> None:
    body = json.dumps({"items": [{"url": "/a", "title": title, "authors": [{"name": author}]}]})
    (sighting,) = read(body).sightings
    for hint in (sighting.headline_hint, sighting.author_hint):
        assert hint == " ".join(hint.split())
        assert all(c.isprintable() or c in "\u200c\u200d" for c in hint)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be", "windows-1251", "koi8-r"])
def test_the_words_survive_every_encoding(codec: str) -> None:
    text = rss("<link>/a</link><title>Мост открыт</title>")
    text = text.replace('"1.0"', f'"1.0" encoding="{codec.removesuffix("-sig")}"', 1)
    (sighting,) = read(text.encode(codec)).sightings
    assert sighting.headline_hint == "Мост открыт"


def test_a_header_that_lies_about_utf8_is_not_believed() -> None:
    body = rss("<link>/a</link><title>Café</title>").encode()
    (sighting,) = read(body, media_type="text/xml; charset=iso-8859-1").sightings
    assert sighting.headline_hint == "Café"
    latin = rss("<link>/a</link><title>Café</title>").encode("latin-1")
    (sighting,) = read(latin, media_type="text/xml; charset=utf-8").sightings
    assert sighting.headline_hint == "Café"


def test_a_page_lists_the_links_that_look_like_articles() -> None:
    reading = read(
        '<!doctype html><html lang="pt"><title>Correio</title><a href="/">Início</a>'
        '<a href="/politica/ponte-abre-depois-de-obras"><h2>Ponte abre depois de obras</h2></a>'
        '<a href="/2026/02/ponte">Ponte reabre ao trânsito esta manhã</a>'
        '<a href="/tag/ponte-nova-e-velha">Ponte nova e velha de novo</a>'
        '<a href="https://other.example/a-long-slug-of-news">Somebody else wrote this here</a>'
        '<a href="mailto:x@courier.example">Escreva para a nossa redação</a>',
        url="https://courier.example/",
    )
    assert reading.kind is ListingForm.PAGE
    assert (reading.title, reading.language) == ("Correio", "pt")
    assert urls(reading) == [
        "https://courier.example/politica/ponte-abre-depois-de-obras",
        "https://courier.example/2026/02/ponte",
    ]


@pytest.mark.parametrize(
    "body", ["", "   ", "hello", "{}", "[]", "null", "<a/>", "\x00\x01", "%PDF-1.7"]
)
def test_what_is_no_listing_says_so(body: str) -> None:
    reading = read(body)
    assert reading.sightings == ()
    assert reading.problems


@pytest.mark.shared
def test_real_feeds_give_every_entry(shared_data: Path) -> None:
    folder = shared_data / "web" / "miniflux-feeds" / "parser"
    for path in sorted(folder.glob("*.xml")):
        body = path.read_bytes()
        present = max(body.count(b"<item>") + body.count(b"<item "), body.count(b"<entry>"))
        reading = read_text(body, base_url=FEED_URL, media_type="")
        assert len(reading.entries) == present, path.name
        assert "\ufffd" not in "".join(entry.title for entry in reading.entries)


@pytest.mark.shared
@pytest.mark.parametrize(
    "folder", ["hostile/feedparser-hostile-feeds", "hostile/xml-attacks", "hostile/payload-lists"]
)
def test_hostile_feeds_are_read_in_time(folder: str, shared_data: Path) -> None:
    count = 0
    for path in (shared_data / folder).rglob("*"):
        if path.is_file():
            started = time.process_time()
            reading = read(path.read_bytes())
            assert time.process_time() - started < 5, path.name
            assert all("\n" not in s.headline_hint for s in reading.sightings)
            count += 1
    assert count >= 9
