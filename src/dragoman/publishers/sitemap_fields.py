"""The fields of sitemaps (sitemaps.org 0.9), Google's news sitemap and xhtml:link alternates."""

from __future__ import annotations

from lxml import etree

from dragoman.publishers.entries import ListedEntry
from dragoman.publishers.moments import read_moment
from dragoman.publishers.words import language_tag, plain


def sitemap_entry(element: etree._Element) -> tuple[ListedEntry, bool]:
    """(one `url` or `sitemap`, whether it carries news fields)."""
    loc = lastmod = ""
    news: etree._Element | None = None
    tongues: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name == "loc" and not loc:
            loc = (child.text or "").strip()
        elif name == "lastmod":
            lastmod = (child.text or "").strip()
        elif name == "news":
            news = child
        elif name == "link" and child.get("hreflang"):
            tongues[str(child.get("href", "")).strip()] = str(child.get("hreflang", ""))
    fields = _news_fields(news) if news is not None else {}
    entry = ListedEntry(
        link=loc,
        title=plain(fields.get("title", "")),
        language=language_tag(fields.get("language", "") or tongues.get(loc, "")),
        published=read_moment(fields.get("publication_date", "")),
        updated=read_moment(lastmod),
    )
    return entry, news is not None


def _news_fields(news: etree._Element) -> dict[str, str]:
    """Text of all elements inside `news:news` by local name, first one first."""
    found: dict[str, str] = {}
    for child in news.iter():
        text = (child.text or "").strip() if isinstance(child.tag, str) else ""
        if text:
            found.setdefault(_name(child), text)
    return found


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""
