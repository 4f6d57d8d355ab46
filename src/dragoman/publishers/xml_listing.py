"""RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, sitemaps and news sitemaps, read by streaming."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from dragoman.publishers.entries import ListedEntry, ListingForm, ListingText
from dragoman.publishers.feed_fields import feed_entry, feed_head, tombstone
from dragoman.publishers.sitemap_fields import sitemap_entry
from dragoman.publishers.xml_mending import (
    mended,
    whole_entries,
    with_escaped_words,
    without_doctype,
)

# Entries looked at in one listing, however many there are. A feed shows its newest first; sitemaps
# come in any order and hold up to 50,000 by their protocol.
MAX_FEED_ENTRIES = 20_000
MAX_ENTRIES = 50_000
MAX_FURTHER = 1_000  # sitemaps of one index

_ENTRY_NAMES = ("item", "entry", "url", "sitemap", "deleted-entry")
_PARENTS = frozenset({"channel", "rdf", "rss", "feed", "urlset", "sitemapindex", "items"})
_TAGS = tuple(f"{{*}}{name}" for name in _ENTRY_NAMES)


def read_xml(text: str) -> ListingText:
    """Read a feed or a sitemap; whatever is wrong with it is said in `problems`."""
    problems: list[str] = []
    try:
        text, had_entities = without_doctype(text)
    except ValueError as error:
        return ListingText(
            form=ListingForm.UNKNOWN, problems=(f"it is not readable XML: {error}.",)
        )
    if had_entities:
        problems.append("it declares entities of its own, which are never expanded.")
    text, torn = whole_entries(text)
    if torn:
        problems.append("it is cut off before its end; the entries before that were read.")
    text = mended(text)
    reader, wrong = _read_once(text, quiet=torn)
    if wrong:
        escaped = with_escaped_words(text)
        again, _ = _read_once(escaped, quiet=True) if escaped != text else (reader, "")
        reader = again if again.found > reader.found else reader
        problems.append(wrong)
    return reader.result(tuple(problems))


def _read_once(text: str, *, quiet: bool) -> tuple[_Reader, str]:
    """(what was read, what is wrong with the text or "")."""
    reader = _Reader()
    return reader, reader.read(text.encode("utf-8", "replace"), quiet=quiet)


class _Reader:
    """Collects entries while the document streams by; memory stays that of one entry."""

    def __init__(self) -> None:
        self._root: etree._Element | None = None
        self._entries: list[ListedEntry] = []
        self._further: list[str] = []
        self._total = 0
        self._names: set[str] = set()
        self._has_news = False

    def read(self, body: bytes, *, quiet: bool) -> str:
        """Stream the document; a problem sentence or "". `quiet` keeps a known tear unsaid."""
        context = etree.iterparse(
            io.BytesIO(body),
            events=("end",),
            tag=_TAGS,
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding="utf-8",
        )
        wrong = ""
        try:
            for element in self._bounded(context):
                self._take(element)
        except etree.XMLSyntaxError as error:
            wrong = str(error)
        self._root = context.root
        log = context.error_log
        if not wrong:
            serious = (entry for entry in log if entry.level >= etree.ErrorLevels.ERROR)
            wrong = next((f"{one.message.strip()}, line {one.line}" for one in serious), "")
        if not wrong or quiet:
            return ""
        line = " ".join(wrong.split())[:160]
        return f"it is not well-formed XML ({line}); what could be read was read."

    def _bounded(self, context: Iterator[tuple[str, etree._Element]]) -> Iterator[etree._Element]:
        """Entries of the listing itself; those of quoted or foreign parts are passed over."""
        for _, element in context:
            parent = element.getparent()
            if parent is None or local_name(parent) not in _PARENTS:
                continue
            self._total += 1
            cap = MAX_ENTRIES if local_name(element) in ("url", "sitemap") else MAX_FEED_ENTRIES
            if self._total <= cap:
                yield element
            element.clear()
            before = element.getprevious()
            while before is not None and local_name(before) in _ENTRY_NAMES:
                parent.remove(before)
                before = element.getprevious()

    @property
    def found(self) -> int:
        """Entries that name something, the measure of how well a text was read."""
        return sum(bool(entry.link or entry.guid) for entry in self._entries)

    def _take(self, element: etree._Element) -> None:
        """Keep what one entry says."""
        name = local_name(element)
        self._names.add(name)
        if name in ("url", "sitemap"):
            entry, has_news = sitemap_entry(element)
            self._has_news = self._has_news or has_news
            if name == "url":
                self._entries.append(entry)
            elif entry.link and len(self._further) < MAX_FURTHER:
                self._further.append(entry.link)
        elif name == "deleted-entry":
            self._entries.append(tombstone(element))
        else:
            self._entries.append(feed_entry(element))

    def result(self, problems: tuple[str, ...]) -> ListingText:
        """All that was collected, with what the listing's head says."""
        root = self._root
        if root is None:
            return ListingText(form=ListingForm.UNKNOWN, problems=problems)
        form = self._form(local_name(root))
        head = feed_head(root) if form in _FEED_FORMS else None
        return ListingText(
            form=form,
            title=head.title if head else "",
            language=head.language if head else "",
            homepage=head.homepage if head else "",
            rights_text=head.rights_text if head else "",
            licence_url=head.licence_url if head else "",
            entries=tuple(self._entries),
            further=tuple(dict.fromkeys(self._further)),
            total=self._total,
            problems=problems,
        )

    def _form(self, root: str) -> ListingForm:
        """The listing's form by the name of its root, or by what stood in it."""
        forms = {
            "rss": ListingForm.RSS,
            "channel": ListingForm.RSS,
            "rdf": ListingForm.RDF,
            "feed": ListingForm.ATOM,
            "urlset": ListingForm.NEWS_SITEMAP if self._has_news else ListingForm.SITEMAP,
            "sitemapindex": ListingForm.SITEMAP_INDEX,
        }
        if root in forms:
            return forms[root]
        if "item" in self._names:
            return ListingForm.RSS
        return ListingForm.ATOM if "entry" in self._names else ListingForm.UNKNOWN


_FEED_FORMS = (ListingForm.RSS, ListingForm.RDF, ListingForm.ATOM)


def local_name(element: etree._Element) -> str:
    """An element's name in lower case without namespace or prefix; "" for what is no element."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return re.split("[}:]", tag)[-1].lower()
