"""A page as a listing: the links of its own site that look like articles.

The page is scanned, not parsed into a tree: hostile nesting costs nothing that way.
"""

from __future__ import annotations

import html
import re

from dragoman.publishers.entries import ListedEntry, ListingForm, ListingText
from dragoman.publishers.links import clean_url, path_of, same_site
from dragoman.publishers.words import language_tag, plain

MAX_LINKS = 5_000  # links looked at on one page

_ANCHOR = re.compile(
    r"<a\s([^<>]{0,2000})>((?:(?!</a\b|<a\s).){0,3000})</a\s*>", re.IGNORECASE | re.DOTALL
)
_HREF = re.compile(r"\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_BASE = re.compile(r"<base\s[^<>]{0,1000}", re.IGNORECASE)
_LANG = re.compile(r"<html\b[^<>]{0,1000}?\blang\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>(.{0,600}?)</title", re.IGNORECASE | re.DOTALL)
_NO_ARTICLE = re.compile(
    r"/(?:tags?|topics?|categor(?:y|ies|ia|ias)|authors?|autores?|autor|search|busca|login|signin|"
    r"subscribe|newsletters?|privacy|terms|about|contact|page/\d+|feed|rss|wp-(?:login|admin|json))"
    r"(?:/|$)|\.(?:jpe?g|png|gif|svg|webp|pdf|mp3|mp4|zip|xml|css|js|json)$",
    re.IGNORECASE,
)
_DATED = re.compile(r"/(?:19|20)\d{2}[/-]?(?:0?[1-9]|1[0-2]|[a-z]{3})(?:[/-]|$)", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\d{5,}")


def read_page(text: str, base_url: str) -> ListingText:
    """The links of a page that look like articles of the same site, each once."""
    entries: dict[str, ListedEntry] = {}
    base = base_of(text, base_url)
    total = 0
    for anchor in _ANCHOR.finditer(text):
        total += 1
        if total > MAX_LINKS:
            break
        url = clean_url(href_of(anchor[1]), base)
        if not url or not same_site(url, base_url) or url == clean_url(base_url):
            continue
        title = plain(anchor[2])
        known = entries.get(url)
        if known is not None and len(known.title) >= len(title):
            continue
        if known is not None or looks_like_article(url, title):
            entries[url] = ListedEntry(link=url, title=title)
    heading = _TITLE.search(text)
    problems = () if entries else ("it is a page on which no link looks like an article.",)
    return ListingText(
        form=ListingForm.PAGE,
        title=plain(heading[1]) if heading else "",
        language=page_language(text),
        homepage=base_url,
        entries=tuple(entries.values()),
        total=len(entries),
        problems=problems,
    )


def looks_like_article(url: str, title: str) -> bool:
    """A guess from an address and the words of its link: long slug, date or number, real words."""
    path = path_of(url)
    if path == "/" or _NO_ARTICLE.search(path):
        return False
    last = path.rstrip("/").rpartition("/")[2]
    words = len(title.split())
    wordy = words >= 4 or (words >= 1 and len(title) >= 12 and not title.isascii())
    slug = last.count("-") + last.count("_") >= 3
    marked = bool(_DATED.search(path) or _LONG_NUMBER.search(last))
    return ((slug or marked) and (wordy or words == 0 or (slug and marked))) or (
        wordy and path.count("/") >= 3 and slug
    )


def base_of(text: str, base_url: str) -> str:
    """The address that links of a page are relative to."""
    found = _BASE.search(text[:100_000])
    return (clean_url(href_of(found[0]), base_url) if found else "") or base_url


def href_of(attributes: str) -> str:
    """The `href` among the attributes of a tag, entities resolved; "" if there is none."""
    found = _HREF.search(attributes)
    if found is None:
        return ""
    return html.unescape(found[1] or found[2] or found[3] or "").strip()


def page_language(text: str) -> str:
    """The language that a page's html tag declares, or ""."""
    found = _LANG.search(text[:50_000])
    return language_tag(found[1]) if found else ""
