"""OPML 2.0: the lists in which feed readers exchange what they follow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from dragoman.publishers.letters import to_text
from dragoman.publishers.links import clean_url
from dragoman.publishers.words import language_tag, plain
from dragoman.publishers.xml_mending import mended, without_doctype
from dragoman.records import ListingKind, Publisher

MAX_OUTLINES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed of an OPML file. `url` is the feed's address, `section` the folder it lies in."""

    url: str
    name: str = ""
    homepage: str = ""
    language: str = ""
    section: str = ""


def read_opml(body: bytes) -> tuple[Subscription, ...]:
    """The feeds that an OPML file names, each once; () for anything that is no OPML."""
    if b"<opml" not in body[:4000].lower().replace(b"\x00", b""):
        return ()
    try:
        text, _ = without_doctype(to_text(body).lstrip("\ufeff \t\r\n"))
    except ValueError:
        return ()
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(mended(text).encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return ()
    found: dict[str, Subscription] = {}
    if root is None:
        return ()
    for outline in root.iter("{*}outline"):
        subscription = _subscription(outline)
        if subscription is not None:
            found.setdefault(subscription.url, subscription)
        if len(found) >= MAX_OUTLINES:
            break
    return tuple(found.values())


def _subscription(outline: etree._Element) -> Subscription | None:
    """An outline with a feed's address; None for folders and others."""
    fields = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
    url = clean_url(fields.get("xmlurl", ""))
    if not url:
        return None
    parent = outline.getparent()
    folder = ""
    if parent is not None and str(parent.tag).endswith("outline"):
        folder = str(parent.get("text") or parent.get("title") or "")
    return Subscription(
        url=url,
        name=plain(fields.get("title") or fields.get("text") or ""),
        homepage=clean_url(fields.get("htmlurl", "")),
        language=language_tag(fields.get("language", "")),
        section=plain(folder, limit=100),
    )


def write_opml(publishers: Iterable[Publisher], *, title: str = "Publishers followed") -> bytes:
    """An OPML file with all feeds of these publishers, one folder for each publisher."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = _xml_text(title)
    body = etree.SubElement(root, "body")
    for publisher in publishers:
        name = _xml_text(publisher.name)
        folder = etree.SubElement(body, "outline", text=name)
        for listing in publisher.listings:
            if listing.kind is not ListingKind.FEED:
                continue
            outline = etree.SubElement(folder, "outline", type="rss", text=name, title=name)
            outline.set("xmlUrl", _xml_text(listing.url))
            if publisher.homepage:
                outline.set("htmlUrl", _xml_text(publisher.homepage))
            if publisher.languages:
                outline.set("language", _xml_text(publisher.languages[0]))
        if len(folder) == 0:
            body.remove(folder)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _xml_text(text: str) -> str:
    """Text without what XML cannot carry."""
    return plain(text, limit=2000)
