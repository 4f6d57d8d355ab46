"""What could be followed at an address: the page's feeds, or the document itself."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.publishers.entries import ListingForm, ListingText
from dragoman.publishers.letters import to_text, unpacked
from dragoman.publishers.licences import licence_from_url
from dragoman.publishers.links import clean_url
from dragoman.publishers.listing import read_text
from dragoman.publishers.opml import read_opml
from dragoman.publishers.page_links import base_of, href_of, page_language
from dragoman.publishers.words import plain
from dragoman.records import Listing, ListingKind

MAX_LISTINGS = 30  # of one page; more are sections of sections

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json",
               "application/rdf+xml")  # fmt: skip
_TAG = re.compile(r"<(link|a|meta)\s([^<>]{1,3000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"([A-Za-z:_-]{1,40})\s*=\s*(?:\"([^\"]{0,2000})\"|'([^']{0,2000})'|([^\s\"'>]{1,2000}))"
)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>(.{0,600}?)</title", re.IGNORECASE | re.DOTALL)
_JSON_LD = re.compile(
    r"<script[^<>]{0,300}ld\+json[^<>]{0,300}>(.{1,200000}?)</script", re.IGNORECASE | re.DOTALL
)
_FEED_PATH = re.compile(
    r"/(?:feed|feeds|rss|atom)(?:/|$)|(?:^|/)(?:rss|feed|atom|index)[\w-]*\.(?:xml|rss|rdf|json)$"
    r"|\.(?:rss|atom|rdf)$|[?&]feed=(?:rss|atom)",
    re.IGNORECASE,
)
_ROBOTS_LINE = re.compile(r"^\s*(?:user-agent|sitemap)\s*:", re.IGNORECASE | re.MULTILINE)
_COMMENTS = re.compile(r"/comments?/|comment[s-]*feed|\bcomments\b|coment[aá]rios", re.IGNORECASE)
_KINDS = {
    ListingForm.SITEMAP: ListingKind.SITEMAP,
    ListingForm.SITEMAP_INDEX: ListingKind.SITEMAP,
    ListingForm.NEWS_SITEMAP: ListingKind.NEWS_SITEMAP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What a document offers. `is_listing`: the document is itself a feed, a sitemap or OPML.

    `language` is a tag or ""; `licence_url` is the address of a licence that was stated.
    """

    name: str = ""
    language: str = ""
    listings: tuple[Listing, ...] = ()
    licence_url: str = ""
    is_listing: bool = False
    homepage: str = ""


def discover_listings(body: bytes, url: str, media_type: str = "") -> Discovery:
    """The listings that the document at `url` is or names; empty when there are none."""
    subscriptions = read_opml(body)
    if subscriptions:
        listings = tuple(Listing(url=one.url, section=one.section) for one in subscriptions)
        return Discovery(listings=listings, is_listing=True)
    raw, _ = unpacked(body)
    text = to_text(raw, media_type)
    named = _named_in_robots(text)
    if named:
        return Discovery(listings=named)
    reading = read_text(body, base_url=url, media_type=media_type)
    if reading.form is ListingForm.PAGE:
        return _from_page(text, url)
    if reading.form is ListingForm.UNKNOWN:
        return Discovery()
    return _from_listing(reading, url)


def _from_listing(reading: ListingText, url: str) -> Discovery:
    """A feed or a sitemap names itself."""
    kind = _KINDS.get(reading.form, ListingKind.FEED)
    return Discovery(
        name=reading.title,
        language=reading.language or _common_language(reading),
        listings=(Listing(url=clean_url(url) or url, kind=kind),),
        licence_url=clean_url(reading.licence_url, url),
        is_listing=True,
        homepage=clean_url(reading.homepage, url),
    )


def _common_language(reading: ListingText) -> str:
    """The language that all entries declare, if they agree."""
    found = {entry.language for entry in reading.entries if entry.language}
    return found.pop() if len(found) == 1 else ""


def _named_in_robots(text: str) -> tuple[Listing, ...]:
    """The sitemaps that a robots.txt names."""
    if "<" in text[:200] or not _ROBOTS_LINE.search(text):
        return ()
    found = re.findall(r"^\s*sitemap\s*:\s*(\S+)", text[:500_000], re.IGNORECASE | re.MULTILINE)
    urls = dict.fromkeys(clean_url(url) for url in found)
    return tuple(
        Listing(
            url=url,
            kind=ListingKind.NEWS_SITEMAP if "news" in url.lower() else ListingKind.SITEMAP,
        )
        for url in list(urls)[:MAX_LISTINGS]
        if url
    )


def _from_page(text: str, url: str) -> Discovery:
    """A site's page: its feed links, what it calls itself, and the licence it states."""
    base = base_of(text, url)
    feeds: dict[str, Listing] = {}
    guesses: dict[str, Listing] = {}
    names: dict[str, str] = {}
    licence = ""
    for tag, fields in _tags(text):
        rel = fields.get("rel", "").lower().split()
        address = clean_url(fields.get("href", ""), base)
        if tag == "meta":
            name = fields.get("property") or fields.get("name") or ""
            names.setdefault(name.lower(), fields.get("content", ""))
        elif "license" in rel or licence_from_url(address):
            licence = licence or address
        elif tag == "link" and "alternate" in rel:
            if fields.get("type", "").lower().split(";")[0].strip() in _FEED_TYPES and address:
                _keep(feeds, address, fields.get("title", ""))
        elif tag == "a" and address and _FEED_PATH.search(address):
            _keep(guesses, address, "")
    title = _TITLE.search(text)
    site_name, stated = _from_json_ld(text)
    own_title = plain(title[1]) if title else ""
    return Discovery(
        name=plain(names.get("og:site_name", "")) or plain(site_name) or _first_part(own_title),
        language=page_language(text) or names.get("og:locale", "").replace("_", "-")[:20],
        listings=tuple((feeds or guesses).values())[:MAX_LISTINGS],
        licence_url=licence or clean_url(stated, base),
        homepage=clean_url(url),
    )


def _keep(found: dict[str, Listing], address: str, title: str) -> None:
    """Keep a feed unless it is one of readers' comments."""
    if not _COMMENTS.search(address) and not _COMMENTS.search(title):
        found.setdefault(address, Listing(url=address, section=plain(title, limit=100)))


def _tags(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """(name, attributes) of all link, a and meta tags, in order."""
    for found in _TAG.finditer(text):
        fields: dict[str, str] = {}
        for attribute in _ATTRIBUTE.finditer(found[2]):
            value = attribute[2] or attribute[3] or attribute[4] or ""
            fields.setdefault(attribute[1].lower(), html.unescape(value).strip())
        fields.setdefault("href", href_of(found[0]))
        yield found[1].lower(), fields


def _from_json_ld(text: str) -> tuple[str, str]:
    """(the site's name, the licence's address) out of JSON-LD, "" where it says nothing."""
    name = licence = ""
    for block in list(_JSON_LD.finditer(text))[:20]:
        try:
            waiting = [json.loads(block[1])]
        except (ValueError, RecursionError):
            continue
        for _ in range(500):
            if not waiting:
                break
            value = waiting.pop()
            if isinstance(value, list):
                waiting += value[:100]
            elif isinstance(value, dict):
                waiting += [value[key] for key in ("@graph", "publisher") if key in value]
                kind = str(value.get("@type", ""))
                if re.search(r"WebSite|Organization|NewsMedia", kind):
                    name = name or str(value.get("name") or "")
                stated = value.get("license") or value.get("usageInfo")
                licence = licence or (stated if isinstance(stated, str) else "")
    return name, licence


def _first_part(title: str) -> str:
    """A site's name out of a page's title: the part before a dash or a bar."""
    return re.split(r"\s+[-–—|·:]\s+", title)[0].strip()
