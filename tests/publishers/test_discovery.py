"""What can be followed at an address, OPML in and out, addresses, names and dates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.publishers import (
    article_slug,
    clean_url,
    discover_listings,
    read_opml,
    slug_of,
    write_opml,
)
from dragoman.publishers.moments import believable, read_moment
from dragoman.publishers.words import language_tag, plain
from dragoman.records import Listing, ListingKind
from fakes_publishers import NOW, a_publisher, atom, rss

SITE = "https://courier.example/"
PAGE = """<!DOCTYPE html><html lang="pt-br"><head><title>Correio - Últimas notícias</title>
<meta property="og:site_name" content="Correio da Manh&atilde;">
<link rel="alternate" type="application/rss+xml" title="Notícias" href="/rss.xml">
<link rel=alternate type='application/atom+xml' href="https://courier.example/atom">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">
<link rel="alternate" hreflang="en" href="/en/">
<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY</a></html>"""


def test_a_site_names_its_feeds_its_name_and_its_licence() -> None:
    found = discover_listings(PAGE.encode(), SITE, "text/html")
    assert [listing.url for listing in found.listings] == [f"{SITE}rss.xml", f"{SITE}atom"]
    assert found.name == "Correio da Manhã"
    assert found.language == "pt-BR"
    assert found.licence_url == "https://creativecommons.org/licenses/by/4.0/"
    assert not found.is_listing


def test_a_site_without_feed_links_is_searched_for_links_to_feeds() -> None:
    page = '<html><title>C</title><a href="/feed/">RSS</a><a href="/feedback">Write us</a>'
    found = discover_listings(page.encode(), SITE)
    assert [listing.url for listing in found.listings] == [f"{SITE}feed/"]


def test_a_licence_in_json_ld_is_found() -> None:
    page = (
        '<html><title>C</title><script type="application/ld+json">{"@graph": [{"@type": "WebSite",'
        ' "name": "Courier", "license": "https://creativecommons.org/licenses/by-sa/4.0/"}]}'
        "</script><script type='application/ld+json'>{broken</script>"
    )
    found = discover_listings(page.encode(), SITE)
    assert found.name == "Courier"
    assert found.licence_url.endswith("/by-sa/4.0/")


def test_a_document_that_is_a_listing_names_itself() -> None:
    news = (
        '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/a</loc>'
        "<news:news><news:title>A</news:title></news:news></url></urlset>"
    )
    cases = [
        (rss("<link>/a</link>", head="<language>fr</language>"), ListingKind.FEED),
        (atom("<entry/>"), ListingKind.FEED),
        (news, ListingKind.NEWS_SITEMAP),
        ("<sitemapindex><sitemap><loc>/a</loc></sitemap></sitemapindex>", ListingKind.SITEMAP),
    ]
    for body, kind in cases:
        found = discover_listings(body.encode(), f"{SITE}x")
        assert found.is_listing
        assert [(one.url, one.kind) for one in found.listings] == [(f"{SITE}x", kind)]


def test_a_robots_file_names_sitemaps() -> None:
    body = b"User-agent: *\nDisallow:\nSitemap: https://courier.example/news-sitemap.xml\n"
    found = discover_listings(body, f"{SITE}robots.txt")
    (listing,) = found.listings
    assert listing.kind is ListingKind.NEWS_SITEMAP


@pytest.mark.parametrize(
    "body", [b"", b"hello", b"%PDF-1.7", b"{}", b"<html></html>", b"\x00" * 99]
)
def test_a_document_that_offers_nothing_says_nothing(body: bytes) -> None:
    assert discover_listings(body, SITE).listings == ()


def test_opml_goes_out_and_comes_back() -> None:
    one = a_publisher(
        listings=(
            Listing(url="https://courier.example/rss?a=1&b=2"),
            Listing(url="https://courier.example/map.xml", kind=ListingKind.SITEMAP),
        ),
        languages=("pt",),
    )
    written = write_opml([one, a_publisher(), one])
    (subscription,) = read_opml(written)
    assert subscription.url == "https://courier.example/rss?a=1&b=2"
    assert (subscription.name, subscription.language) == ("The Courier", "pt")
    assert discover_listings(written, SITE).is_listing


def test_somebody_elses_opml_is_read_with_its_folders() -> None:
    body = (
        '<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<opml version="1.0"><body><outline text="World"><outline text="A &amp; B" '
        'XMLURL="http://a.example/?x=1&y=2"/><outline xmlUrl="javascript:x"/></outline>'
        '<outline title="&x;" xmlUrl="http://c.example/f"/>'
    )
    first, second = read_opml(body.encode())
    assert (first.name, first.url) == ("A & B", "http://a.example/?x=1&y=2")
    assert first.section == "World"
    assert second.name == ""
    assert read_opml(b"<rss/>") == ()
    assert read_opml(b"") == ()


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("/a?b=1#c", "https://courier.example/a?b=1"),
        (
            "HTTPS://Courier.Example:443/A?utm_source=x&id=7&fbclid=q",
            "https://courier.example/A?id=7",
        ),
        ("//cdn.example/x", "https://cdn.example/x"),
        (" https://courier.example/a\n b ", "https://courier.example/a%20b"),
        ("https://courier.example", "https://courier.example/"),
        ("?p=2", "https://courier.example/dir/page?p=2"),
        ("https://courier.example/?utm_id=1", "https://courier.example/"),
        ("https://courier.example/?utm=1&autm_x=2", "https://courier.example/?utm=1&autm_x=2"),
        ("mailto:x@y.example", ""),
        ("javascript:alert(1)", ""),
        ("https://user@courier.example/", ""),
        ("http://", ""),
        ("http://a b/", ""),
        ("https://courier.example/" + "x" * 5000, ""),
        ("", ""),
    ],
)
def test_an_address_is_cleaned(url: str, clean: str) -> None:
    assert clean_url(url, "https://courier.example/dir/page") == clean


@given(st.text(max_size=60))
def test_a_cleaned_address_stays_as_it_is(text: str) -> None:
    for url in (text, f"https://x.example/{text}", f"https://{text}/a?b={text}"):
        clean = clean_url(url, SITE)
        assert clean_url(clean, SITE) == clean


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Sat, 28 Feb 2026 09:30:00 +0100", "2026-02-28T08:30"),
        ("Sat, 28 Feb 2026 09:30 EST", "2026-02-28T14:30"),
        ("28 Feb 26 09:30:00 GMT", "2026-02-28T09:30"),
        ("2026-02-28", "2026-02-28T00:00"),
        ("2026-02", "2026-02-01T00:00"),
        ("2026-02-28T09:30:00.123-03:00", "2026-02-28T12:30"),
        ("2026-02-28 09:30", "2026-02-28T09:30"),
        ("20260228T093000Z", "2026-02-28T09:30"),
        ("2026-02-28T24:00:00Z", "2026-03-01T00:00"),
        ("Sat Feb 28 09:30:00 2026", "2026-02-28T09:30"),
        ("February 28, 2026", "2026-02-28T00:00"),
        ("28.02.2026 09:30", "2026-02-28T09:30"),
        ("02/28/2026", "2026-02-28T00:00"),
        ("soon", None),
        ("2026-13-40", None),
        ("99999999999999", None),
        ("", None),
    ],
)
def test_a_date_is_read_in_every_form(text: str, moment: str | None) -> None:
    found = read_moment(text)
    assert (found and found.strftime("%Y-%m-%dT%H:%M")) == moment


@given(st.text(max_size=50))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = believable(read_moment(text), NOW)
    assert found is None or found >= datetime(1990, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a &lt;b&gt;x&lt;/b&gt; &amp;amp; y", "a x & y"),
        ("<svg/onload=alert('x')>Hi", "Hi"),
        ("x<script>alert(1)</script>y", "x y"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("one\u202etwo\u200bthree\x07four", "onetwothreefour"),
        ("a<br>b", "a b"),
        ("x <img src=x onerror=", "x"),
    ],
)
def test_words_come_out_without_markup(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize(
    ("tag", "shaped"),
    [("EN", "en"), ("pt_br", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"), ("English!", ""), ("und", "")],
)
def test_a_language_tag_gets_its_usual_form(tag: str, shaped: str) -> None:
    assert language_tag(tag) == shaped


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("https://www.bbc.co.uk/news", "bbc"),
        ("https://agenciabrasil.ebc.com.br/rss", "agenciabrasil-ebc"),
        ("feeds.reuters.com", "reuters"),
        ("http://127.0.0.1:8001/feed.xml", "127-0-0-1-8001"),
        ("Correio da Manhã", "correio-da-manha"),
        ("Новая газета", "novaya-gazeta"),
        ("news.com", "news"),
    ],
)
def test_a_publisher_gets_a_short_name(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@pytest.mark.parametrize(
    ("headline", "url", "slug"),
    [
        ("Bridge opens: 3,000 people’s day", "", "bridge-opens-3-000-peoples-day"),
        ("Straße in Köln gesperrt", "", "strasse-in-koln-gesperrt"),
        ("橋が開通", "https://x.example/news/bridge-opens.html?id=1", "bridge-opens"),
        ("", "https://x.example/2026/03/ponte-abre/", "ponte-abre"),
        ("!!!", "https://x.example/a/index.html", "article-"),
        ("Мост открыт", "https://x.example/1", "most-otkryt"),
    ],
)
def test_an_article_gets_a_readable_name(headline: str, url: str, slug: str) -> None:
    assert article_slug(headline, url).startswith(slug)


@given(st.text(max_size=200), st.text(max_size=80))
def test_a_slug_is_always_short_plain_and_the_same(headline: str, path: str) -> None:
    for slug in (article_slug(headline, f"https://x.example/{path}"), slug_of(headline)):
        assert 0 < len(slug) <= 60
        assert slug == slug.lower()
        assert slug.replace("-", "").isalnum()
        assert slug.isascii()
        assert not slug.startswith("-")
        assert not slug.endswith("-")
    assert article_slug(headline, path) == article_slug(headline, path)
