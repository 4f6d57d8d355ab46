"""What kind of document an answer is: by its header, and by its first bytes where those lie."""

from __future__ import annotations

import re
from typing import Literal

Accept = Literal["page", "listing", "any"]

ACCEPT_HEADERS: dict[str, str] = {
    "page": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
    "listing": (
        "application/atom+xml,application/rss+xml,application/feed+json,application/rdf+xml;q=0.9,"
        "application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,text/html;q=0.7,*/*;q=0.1"
    ),
    "any": "*/*",
}

# Beginnings of files that are neither pages nor listings.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "application/octet-stream"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x00\x00\x00", "application/octet-stream"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "application/ogg"),
    (b"7z\xbc\xaf", "application/octet-stream"),
    (b"\x7fELF", "application/octet-stream"),
)
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_VAGUE_TYPES = frozenset(
    {"", "text/plain", "application/octet-stream", "binary/octet-stream", "application/xml",
     "text/xml", "application/unknown", "unknown/unknown"}
)  # fmt: skip
_FOREIGN = re.compile(
    r"(?:image|video|audio|font|model)/.*"
    r"|application/(?:pdf|zip|msword|vnd\.(?!.*xml|.*json).*|x-shockwave-flash|wasm)"
    r"|text/(?:css|javascript|csv|calendar)|application/(?:x-)?javascript"
)
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|section|h1|p|script|!--)\b",
    re.IGNORECASE,
)
_XML_START = re.compile(
    rb"<(?:\?xml|rss|feed|rdf:RDF|urlset|sitemapindex|opml|atom:feed|!DOCTYPE\s+(?:rss|opml|rdf))\b",
    re.IGNORECASE,
)


def split_content_type(header: str) -> tuple[str, str]:
    """(media type, charset), both lower-case; "" where the header says nothing."""
    media_type, _, rest = header.partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9._:+-]{1,40})", rest, re.IGNORECASE)
    return media_type.strip().lower()[:100], found[1].lower() if found else ""


def refused_by_header(media_type: str, accept: Accept) -> bool:
    """True when the header alone says that this is no page and no listing."""
    if accept == "any":
        return False
    if media_type == "image/svg+xml" or _FOREIGN.fullmatch(media_type):
        return True
    return accept == "page" and media_type in ("application/gzip", "application/x-gzip")


def sniff(body: bytes) -> str:
    """The media type that the first bytes look like; "" when they look like nothing known."""
    for start, media_type in _MAGIC:
        if body.startswith(start):
            return media_type
    head = body[:2048]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\x00", b"")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"\x00" in head:
        return "application/octet-stream"
    if head.startswith(b"<?xml") and re.search(rb"<(?:!doctype\s+)?html\b", head, re.IGNORECASE):
        return "application/xhtml+xml"
    if _XML_START.match(head):
        return "application/xml"
    if _HTML_START.match(head) or re.search(rb"<html\b|<!doctype\s+html", head, re.IGNORECASE):
        return "text/html"
    if head.startswith((b"{", b"[")):
        return "application/json"
    return ""


def settle_type(media_type: str, body: bytes, accept: Accept) -> tuple[str, str]:
    """(media type to keep, why the body is refused or "").

    A vague header gives way to the first bytes; a header of a page over bytes of a PDF is a lie.
    """
    seen = sniff(body)
    kept = seen if seen and media_type in _VAGUE_TYPES and body else media_type or seen
    if accept == "any" or not body:
        return kept, ""
    if accept == "page":
        if seen in _PAGE_TYPES or (media_type in _PAGE_TYPES and seen in ("", "application/json")):
            return kept, ""
        if media_type in _PAGE_TYPES and seen == "application/xml":
            return kept, ""
        if not seen and media_type in _VAGUE_TYPES and b"<" in body[:2048]:
            return "text/html", ""
        shown = seen or media_type or "no known type"
        return kept, f"its content is {shown}, where a page was expected"
    if seen in ("application/xml", "application/json", "application/gzip", *_PAGE_TYPES):
        return kept, ""
    if seen:
        return kept, f"its content is {seen}, where a feed, a sitemap or a page was expected"
    return kept, ""
