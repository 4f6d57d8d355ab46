"""The sample wire can be followed like any other publisher, in both of its states."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from lxml import etree, html

from dragoman.errors import UsageError, WorldError
from dragoman.sample import Answer, LoopbackServer, SampleWire

ATOM = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}


@pytest.fixture
def wire() -> Iterator[SampleWire]:
    with SampleWire() as opened:
        yield opened


def fetch(url: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    try:
        connection.request("GET", parts.path or "/", headers=headers or {})
        response = connection.getresponse()
        return response.status, dict(response.headers), response.read()
    finally:
        connection.close()


def links(feed_url: str) -> list[str]:
    parsed = feedparser.parse(fetch(feed_url)[2])
    assert not parsed.bozo
    return [entry.link for entry in parsed.entries]


def page(url: str) -> html.HtmlElement:
    status, _, body = fetch(url)
    assert status == 200, url
    return html.document_fromstring(body.decode())


def test_the_two_papers_grant_different_rights(wire: SampleWire) -> None:
    free, closed = wire.publishers
    assert (free.licence, closed.licence) == ("CC-BY-4.0", "link-only")
    assert free.licence_url == "https://creativecommons.org/licenses/by/4.0/"
    assert free.excluded_credits == ("Lusa",)
    assert free.credit_line
    assert urlsplit(free.homepage_url).port != urlsplit(closed.homepage_url).port


def test_feeds_are_atom_and_rss_and_name_every_article(wire: SampleWire) -> None:
    atom, rss = (fetch(publisher.feed_url) for publisher in wire.publishers)
    assert atom[1]["Content-Type"].startswith("application/atom+xml")
    assert rss[1]["Content-Type"].startswith("application/rss+xml")
    parsed = feedparser.parse(atom[2]), feedparser.parse(rss[2])
    assert [feed.version for feed in parsed] == ["atom10", "rss20"]
    assert [len(feed.entries) for feed in parsed] == [10, 4]
    for entry in [*parsed[0].entries, *parsed[1].entries]:
        assert entry.title
        assert entry.author
        assert entry.published_parsed
        assert page(entry.link).findtext(".//h1") == entry.title


def test_a_page_says_who_wrote_it_when_and_under_which_licence(wire: SampleWire) -> None:
    paper = wire.publishers[0]
    for url in links(paper.feed_url):
        read = page(url)
        linked = json.loads(read.xpath("string(//script[@type='application/ld+json'])"))
        assert linked["headline"] == read.findtext(".//h1")
        assert linked["inLanguage"] == read.get("lang")
        assert read.xpath("string(//link[@rel='canonical']/@href)") == url
        assert (
            read.xpath("string(//*[@itemprop='datePublished']/@datetime)")
            == (linked["datePublished"])
        )
        assert read.xpath("//footer//a[@rel='license']/@href") == [paper.licence_url]
        assert read.xpath("//aside[@class='newsletter']")
        assert read.xpath("//aside[@class='related']//li")
        assert read.xpath("//div[@class='cookies']")


def test_only_the_agency_article_carries_its_credit(wire: SampleWire) -> None:
    credited = [
        url
        for url in links(wire.publishers[0].feed_url)
        if page(url).xpath("//p[@class='credit'][contains(., 'Lusa')]")
    ]
    assert len(credited) == 1
    linked = json.loads(page(credited[0]).xpath("string(//script[@type='application/ld+json'])"))
    assert linked["creditText"] == "Lusa"
    assert "license" not in linked


def test_every_link_on_the_papers_leads_somewhere(wire: SampleWire) -> None:
    for publisher in wire.publishers:
        seen: set[str] = set()
        waiting = [publisher.homepage_url]
        while waiting:
            url = waiting.pop()
            if url in seen or urlsplit(url).netloc != urlsplit(publisher.homepage_url).netloc:
                continue
            seen.add(url)
            status, headers, body = fetch(url)
            assert status == 200, url
            if headers["Content-Type"].startswith("text/html"):
                addresses = html.document_fromstring(body.decode()).xpath("//@href | //@src")
                waiting += [urljoin(url, address) for address in addresses]
        assert set(links(publisher.feed_url)) < seen


def test_robots_allow_and_nothing_reserves_text_and_data_mining(wire: SampleWire) -> None:
    for publisher in wire.publishers:
        status, headers, body = fetch(urljoin(publisher.homepage_url, "/robots.txt"))
        assert (status, b"Disallow: /\n" in body) == (200, False)
        assert "tdm-reservation" not in {name.lower() for name in headers}
        assert fetch(urljoin(publisher.homepage_url, "/.well-known/tdmrep.json"))[0] == 404


def test_a_feed_that_did_not_change_is_not_sent_again(wire: SampleWire) -> None:
    url = wire.publishers[0].feed_url
    etag = fetch(url)[1]["ETag"]
    assert fetch(url, {"If-None-Match": etag})[0] == 304
    wire.advance()
    assert fetch(url, {"If-None-Match": etag})[0] == 200


def test_the_second_state_corrects_one_withdraws_one_and_adds_one(wire: SampleWire) -> None:
    free, closed = wire.publishers
    before = {url: fetch(url) for url in links(free.feed_url)}
    closed_before = fetch(closed.feed_url)[2]
    wire.advance()
    after = links(free.feed_url)
    gone = [url for url in before if url not in after]
    assert len([url for url in after if url not in before]) == 1
    assert [fetch(url)[0] for url in gone] == [410]
    corrected = [url for url in after if url in before and _text(url) != _text_of(before[url][2])]
    assert len(corrected) == 1
    assert fetch(closed.feed_url)[2] == closed_before

    tree = etree.fromstring(fetch(free.feed_url)[2])
    assert tree.xpath("//at:deleted-entry/@ref", namespaces=ATOM) == gone
    dates = "//a:entry[a:link/@href = $url]/*[self::a:published or self::a:updated]/text()"
    published, updated = tree.xpath(dates, namespaces=ATOM, url=corrected[0])
    assert published < updated


def test_the_correction_prints_its_notice(wire: SampleWire) -> None:
    wire.advance()
    notices = [
        notice
        for url in links(wire.publishers[0].feed_url)
        for notice in page(url).xpath("//p[@class='correction']/text()")
    ]
    assert len(notices) == 1
    assert notices[0].startswith("Correção: ")


def _text(url: str) -> str:
    return _text_of(fetch(url)[2])


def _text_of(body: bytes) -> str:
    return str(html.document_fromstring(body.decode()).xpath("string(//article)"))


def test_advancing_twice_changes_nothing_more(wire: SampleWire) -> None:
    wire.advance()
    feed = fetch(wire.publishers[0].feed_url)[2]
    wire.advance()
    assert (wire.state, fetch(wire.publishers[0].feed_url)[2]) == (2, feed)


def test_fixed_ports_keep_addresses() -> None:
    with SampleWire() as first:
        ports = tuple(urlsplit(publisher.homepage_url).port or 0 for publisher in first.publishers)
        addresses = links(first.publishers[0].feed_url)
    with SampleWire(ports=(ports[0], ports[1])) as second:
        assert links(second.publishers[0].feed_url) == addresses


def test_a_taken_port_leaves_nothing_running() -> None:
    before = threading.active_count()
    with (
        LoopbackServer(lambda _: Answer()) as taken,
        pytest.raises(WorldError, match="choose another port"),
        SampleWire(ports=(0, taken.port)),
    ):
        pass
    assert threading.active_count() == before


def test_a_wire_that_is_not_open_cannot_advance() -> None:
    with pytest.raises(UsageError, match="not open"):
        SampleWire().advance()
