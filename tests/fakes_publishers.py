"""Publishers, articles and listings for tests of the publishers room."""

from __future__ import annotations

from datetime import UTC, datetime

from dragoman.publishers import ListingReading, preset, read_listing
from dragoman.records import Article, Block, BlockKind, Listing, Publisher, Rights

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FEED_URL = "https://courier.example/feeds/news.xml"


def read(body: bytes | str, *, media_type: str = "", url: str = FEED_URL) -> ListingReading:
    """Read a listing of the courier."""
    raw = body.encode("utf-8") if isinstance(body, str) else body
    return read_listing(
        raw, listing=Listing(url=url), publisher="courier", base_url=url,
        media_type=media_type, now=NOW,
    )  # fmt: skip


def rss(*items: str, head: str = "") -> str:
    """An RSS feed with these items' insides."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Courier</title>{head}{inside}</channel></rss>"
    )


def atom(*entries: str, head: str = "") -> str:
    """An Atom feed with these elements inside."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:at="http://purl.org/atompub/tombstones/1.0">'
        f"<title>Courier</title>{head}{''.join(entries)}</feed>"
    )


def a_publisher(licence: str = "CC-BY-4.0", **changes: object) -> Publisher:
    """A publisher under a licence that the operator confirmed."""
    confirmed = str(changes.pop("confirmed_by", "operator"))
    rights = changes.pop("rights", None)
    if not isinstance(rights, Rights):
        rights = preset(licence, holder="Courier Press", confirmed_by=confirmed)
    return Publisher(
        slug="courier", name="The Courier", homepage="https://courier.example/",
        rights=rights, **changes,  # type: ignore[arg-type]
    )  # fmt: skip


def an_article(**changes: object) -> Article:
    """A short article of the courier."""
    fields: dict[str, object] = {
        "id": "courier/2026-03-01/bridge", "version": 1, "publisher": "courier",
        "url": "https://courier.example/bridge", "canonical_url": "https://courier.example/bridge",
        "capture_sha256": "0" * 64, "fetched_at": NOW, "language": "en",
        "blocks": (Block(kind=BlockKind.HEADLINE, text="Bridge opens"),), "segments": (),
        "text_sha256": "1" * 64, "made_by": "test", **changes,
    }  # fmt: skip
    return Article(**fields)  # type: ignore[arg-type]
