"""The fields of feeds in all their spellings: RSS, RDF, Atom, Dublin Core, Creative Commons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from dragoman.publishers.entries import ListedEntry
from dragoman.publishers.moments import read_moment
from dragoman.publishers.words import language_tag, plain

_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Fields of media and podcast extensions share names with those of the feed itself.
_FOREIGN = re.compile(
    r"search\.yahoo\.com/mrss|itunes|podcast|googleplay|georss|slash/", re.IGNORECASE
)
_FOREIGN_PREFIX = re.compile(r"(?:media|itunes|podcast|googleplay|georss|slash):")
_MAIL = r"[^\s<>()@]+@[^\s<>()@]+"
_MAIL_FIRST = re.compile(rf"(?:mailto:)?{_MAIL}\s*[(<]\s*([^()<>]+?)\s*[)>]?")
_NAME_FIRST = re.compile(rf"([^()<>]+?)\s*[(<]\s*(?:mailto:)?{_MAIL}\s*[)>]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHead:
    """What a feed says about itself."""

    title: str = ""
    language: str = ""
    homepage: str = ""
    rights_text: str = ""
    licence_url: str = ""


class _Fields:
    """The children of an element by local name, in reading order."""

    def __init__(self, element: etree._Element) -> None:
        self._all: dict[str, list[etree._Element]] = {}
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            space, _, name = tag.rpartition("}")
            if (space and _FOREIGN.search(space)) or _FOREIGN_PREFIX.match(name):
                if name.rpartition(":")[2] == "author":
                    self._all.setdefault("podcast-author", []).append(child)
                continue
            self._all.setdefault(name.rpartition(":")[2].lower(), []).append(child)

    def every(self, *names: str) -> Iterator[etree._Element]:
        """All children of these names, name after name."""
        for name in names:
            yield from self._all.get(name, ())

    def text(self, *names: str) -> str:
        """The first of these fields that says something, as written."""
        for element in self.every(*names):
            text = text_of(element).strip()
            if text:
                return text
        return ""


def text_of(element: etree._Element) -> str:
    """All text inside an element, also that of markup which nobody escaped."""
    if len(element) == 0:
        return element.text or ""
    return "".join(str(piece) for piece in element.itertext(with_tail=False))


def feed_entry(element: etree._Element) -> ListedEntry:
    """One `item` or `entry`."""
    fields = _Fields(element)
    guid = " ".join(fields.text("guid", "id", "identifier").split())[:1000]
    about = element.get(_ABOUT) or element.get("about") or ""
    return ListedEntry(
        link=_based(element, _entry_link(fields) or str(about).strip() or _permalink(fields)),
        guid=guid or str(about).strip()[:1000],
        title=plain(fields.text("title")),
        author=_author(fields),
        language=language_tag(str(element.get(_LANG, "")) or fields.text("language")),
        published=read_moment(fields.text("pubdate", "published", "issued", "date", "created")),
        updated=read_moment(fields.text("updated", "modified", "lastbuilddate")),
    )


def _based(element: etree._Element, link: str) -> str:
    """A relative link made absolute by the `xml:base` of its entry and what is around it."""
    if not link or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", link):
        return link
    bases: list[str] = []
    place: etree._Element | None = element
    while place is not None:
        bases.append(str(place.get(_BASE, "")).strip())
        place = place.getparent()
    if not any(bases):
        return link
    base = ""
    try:
        for part in reversed(bases):
            base = urljoin(base, part)
        return urljoin(base, link)
    except ValueError:
        return link


def tombstone(element: etree._Element) -> ListedEntry:
    """One `at:deleted-entry` (RFC 6721): `ref` is the entry's id, often its address."""
    fields = _Fields(element)
    ref = str(element.get("ref", "")).strip()[:1000]
    link = _entry_link(fields) or (ref if ref.lower().startswith(("http://", "https://")) else "")
    when = read_moment(str(element.get("when", "")))
    return ListedEntry(link=link, guid=ref, updated=when, withdrawn=True)


def feed_head(root: etree._Element) -> FeedHead:
    """Title, language, homepage and rights of a feed."""
    channel = next(
        (child for child in root if isinstance(child.tag, str) and child.tag.endswith("channel")),
        root,
    )
    fields = _Fields(channel)
    rights = plain(fields.text("copyright", "rights"), limit=1000)
    language = fields.text("language") or str(channel.get(_LANG) or root.get(_LANG) or "")
    return FeedHead(
        title=plain(fields.text("title")),
        language=language_tag(language),
        homepage=_entry_link(fields),
        rights_text=rights,
        licence_url=_licence(fields, fields.text("copyright", "rights")),
    )


def _entry_link(fields: _Fields) -> str:
    """The link to the document itself: FeedBurner's original, `alternate`, or plain `<link>`."""
    original = fields.text("origlink")
    if original:
        return original
    second = ""
    for element in fields.every("link"):
        href = str(element.get("href", "")).strip()
        rel = str(element.get("rel", "")).strip().lower()
        kind = str(element.get("type", "")).lower()
        if not href:
            text = text_of(element).strip() or (element.tail or "").strip()
            if text:
                return text
        elif rel in ("", "alternate"):
            if not kind or "html" in kind:
                return href
            second = second or href
    return second


def _permalink(fields: _Fields) -> str:
    """A guid that is an address, unless it says that it is none."""
    for element in fields.every("guid", "id"):
        text = (element.text or "").strip()
        permanent = str(element.get("isPermaLink", element.get("ispermalink", "true"))).lower()
        if permanent != "false" and re.match(r"https?://", text, re.IGNORECASE):
            return text
    return ""


def _author(fields: _Fields) -> str:
    """Names of the authors, joined by commas; addresses alone are not names."""
    names: list[str] = []
    given = list(fields.every("author", "creator")) or list(fields.every("podcast-author"))
    for element in given:
        inner = _Fields(element)
        written = inner.text("name") or ("" if len(element) else element.text or "")
        name = _person(plain(written, limit=200))
        if name and name not in names:
            names.append(name)
        if len(names) >= 10:
            break
    return ", ".join(names)


def _person(text: str) -> str:
    """The name in "jo@example.org (Jo)" and "Jo <jo@example.org>"; "" for a bare address."""
    for form in (_MAIL_FIRST, _NAME_FIRST):
        found = form.fullmatch(text)
        if found:
            return found[1].strip(" \"'")
    return "" if re.fullmatch(rf"(?:mailto:)?{_MAIL}", text) else text


def _licence(fields: _Fields, rights: str) -> str:
    """The address of a licence: a licence element, a link with rel=license, or in the rights."""
    for element in fields.every("license", "licence"):
        for value in (*element.attrib.values(), element.text or ""):
            if str(value).strip().startswith("http"):
                return str(value).strip()
    for element in fields.every("link"):
        if str(element.get("rel", "")).lower() == "license":
            return str(element.get("href", "")).strip()
    found = re.search(r"https?://(?:www\.)?creativecommons\.org/[^\s<>\"')]+", rights)
    return found[0] if found else ""
