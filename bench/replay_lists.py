"""Feeds, sitemap and front page of the replay publisher, as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from bench.replay_pages import FIRST_DAY, ReplayPage

MAX_ENTRIES = 10_000


def atom(
    pages: Sequence[ReplayPage],
    name: str,
    feed_url: str,
    homepage: str,
    stones: Mapping[str, datetime],
) -> bytes:
    """An Atom feed; `stones` are addresses of withdrawn pages with the moment (RFC 6721)."""
    changed = max([page.published for page in pages] + list(stones.values()), default=FIRST_DAY)
    rows = [
        f"<entry><id>{escape(page.url)}</id><title>{escape(page.headline)}</title>"
        f'<link rel="alternate" type="text/html" href="{escape(page.url)}"/>'
        f"<published>{page.published.isoformat()}</published>"
        f"<updated>{page.published.isoformat()}</updated></entry>"
        for page in pages[:MAX_ENTRIES]
    ]
    rows += [
        f'<at:deleted-entry ref="{escape(url)}" when="{when.isoformat()}"/>'
        for url, when in stones.items()
    ]
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xmlns:at="http://purl.org/atompub/tombstones/1.0"{_lang(pages)}>'
        f"<id>{escape(feed_url)}</id><title>{escape(name)}</title>"
        f'<link rel="self" href="{escape(feed_url)}"/><link href="{escape(homepage)}"/>'
        f"<updated>{changed.isoformat()}</updated>\n"
    )
    return (head + "\n".join(rows) + "\n</feed>\n").encode("utf-8")


def rss(pages: Sequence[ReplayPage], name: str, homepage: str) -> bytes:
    """An RSS 2.0 feed."""
    rows = [
        f"<item><title>{escape(page.headline)}</title><link>{escape(page.url)}</link>"
        f"<guid>{escape(page.url)}</guid>"
        f"<pubDate>{format_datetime(page.published.astimezone(UTC), usegmt=True)}</pubDate></item>"
        for page in pages[:MAX_ENTRIES]
    ]
    tongue = _common_language(pages)
    language = f"<language>{escape(tongue)}</language>" if tongue else ""
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>{escape(name)}</title><link>{escape(homepage)}</link>"
        f"<description>{escape(name)}</description>{language}\n"
    )
    return (head + "\n".join(rows) + "\n</channel></rss>\n").encode("utf-8")


def sitemap(pages: Sequence[ReplayPage], name: str) -> bytes:
    """A news sitemap."""
    rows = [
        f"<url><loc>{escape(page.url)}</loc><lastmod>{page.published.isoformat()}</lastmod>"
        f"<news:news><news:publication><news:name>{escape(name)}</news:name>"
        f"<news:language>{escape(page.language.partition('-')[0] or 'en')}</news:language>"
        f"</news:publication><news:publication_date>{page.published.isoformat()}"
        f"</news:publication_date><news:title>{escape(page.headline)}</news:title></news:news></url>"
        for page in pages[:MAX_ENTRIES]
    ]
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n'
    )
    return (head + "\n".join(rows) + "\n</urlset>\n").encode("utf-8")


def front_page(pages: Sequence[ReplayPage], name: str) -> bytes:
    """A front page that names the feed and links every page."""
    rows = [
        f'<li><a href="{escape(page.url)}">{escape(page.headline or page.key)}</a></li>'
        for page in pages[:MAX_ENTRIES]
    ]
    tongue = _common_language(pages)
    lang = f' lang="{escape(tongue)}"' if tongue else ""
    text = (
        f'<!DOCTYPE html>\n<html{lang}><head><meta charset="utf-8"><title>{escape(name)}</title>'
        f'<meta property="og:site_name" content="{escape(name)}">'
        '<link rel="alternate" type="application/atom+xml" href="/feed.xml">'
        f"</head><body><h1>{escape(name)}</h1><ul>\n" + "\n".join(rows) + "\n</ul></body></html>\n"
    )
    return text.encode("utf-8")


def _common_language(pages: Sequence[ReplayPage]) -> str:
    """The language of all pages, "" when they differ."""
    tongues = {page.language for page in pages}
    return tongues.pop() if len(tongues) == 1 else ""


def _lang(pages: Sequence[ReplayPage]) -> str:
    tongue = _common_language(pages)
    return f' xml:lang="{escape(tongue)}"' if tongue else ""
