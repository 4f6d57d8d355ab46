"""From the bytes of a listing to sightings: judged, cleaned, each article once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from dragoman.publishers.entries import ListedEntry, ListingForm, ListingText
from dragoman.publishers.json_feed import read_json_feed
from dragoman.publishers.letters import to_text, unpacked
from dragoman.publishers.links import clean_url
from dragoman.publishers.moments import believable
from dragoman.publishers.page_links import read_page
from dragoman.publishers.words import language_tag
from dragoman.publishers.xml_listing import read_xml
from dragoman.records import Listing, ListingKind, Sighting

# Articles taken from one listing at one time: the newest. A newswire follows news, not archives.
MAX_SIGHTINGS = 2_000

_PAGE_MARK = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingReading:
    """What a listing named. `problems` are sentences; `further` are more listings to read.

    `kind` is the form that the listing really has; `language` is a tag or "".
    """

    kind: ListingForm
    title: str = ""
    language: str = ""
    rights_text: str = ""
    licence_url: str = ""
    sightings: tuple[Sighting, ...] = ()
    problems: tuple[str, ...] = ()
    further: tuple[Listing, ...] = ()
    homepage: str = ""


def read_listing(
    body: bytes,
    *,
    listing: Listing,
    publisher: str,
    base_url: str,
    media_type: str,
    now: datetime,
) -> ListingReading:
    """Read a feed, sitemap or page into sightings made at `now`; never raises for bad bytes.

    `base_url` is where the bytes came from, `media_type` the type or whole Content-Type header.
    """
    text = read_text(body, base_url=base_url, media_type=media_type)
    base = clean_url(text.homepage, base_url) or base_url
    if text.form in (ListingForm.SITEMAP, ListingForm.NEWS_SITEMAP, ListingForm.PAGE):
        base = base_url
    maker = _SightingMaker(text=text, listing=listing, publisher=publisher, base=base, now=now)
    sightings, problems = maker.make()
    where = f"{listing.url}: "
    further = tuple(
        Listing(url=url, kind=ListingKind.SITEMAP, section=listing.section)
        for url in dict.fromkeys(clean_url(link, base_url) for link in text.further)
        if url and url != listing.url
    )
    return ListingReading(
        kind=text.form,
        title=text.title,
        language=text.language,
        rights_text=text.rights_text,
        licence_url=clean_url(text.licence_url, base_url),
        sightings=sightings,
        problems=tuple(where + problem for problem in (*text.problems, *problems)),
        further=further,
        homepage=clean_url(text.homepage, base_url),
    )


def read_text(body: bytes, *, base_url: str, media_type: str) -> ListingText:
    """What a document lists, in its own words, whatever form it has."""
    body, packed = unpacked(body)
    text = to_text(body, media_type).lstrip("\ufeff \t\r\n")
    reading = _by_form(text, base_url)
    return replace(reading, problems=(packed, *reading.problems)) if packed else reading


def _by_form(text: str, base_url: str) -> ListingText:
    """Choose the reader by the beginning of the text, not by what the server called it."""
    if not text:
        return ListingText(form=ListingForm.UNKNOWN, problems=("it is empty.",))
    if text.startswith(("{", "[")):
        return read_json_feed(text)
    head = text[:4000]
    feed_mark = re.search(
        r"<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex|channel)[\s>]", head, re.IGNORECASE
    )
    page_mark = _PAGE_MARK.search(head)
    if page_mark and (feed_mark is None or page_mark.start() < feed_mark.start()):
        return read_page(text, base_url)
    if text.startswith("<") and (feed_mark or "<html" not in text[:20000].lower()):
        reading = read_xml(text)
        if reading.form is not ListingForm.UNKNOWN or feed_mark:
            return reading
        return reading if not re.search(r"<a\s", text) else read_page(text, base_url)
    return _plain_addresses(text)


def _plain_addresses(text: str) -> ListingText:
    """A sitemap as plain text: one address on each line (sitemaps.org)."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:50_000]
    found = [line for line in lines if re.match(r"https?://\S+$", line)]
    if not found or len(found) < len(lines) / 2:
        reason = "it is neither a feed nor a sitemap nor a page; give the address of one of these."
        return ListingText(form=ListingForm.UNKNOWN, problems=(reason,))
    return ListingText(
        form=ListingForm.SITEMAP,
        entries=tuple(ListedEntry(link=line) for line in found),
        total=len(lines),
    )


@dataclass(slots=True, kw_only=True)
class _SightingMaker:
    """Judges the entries of one listing."""

    text: ListingText
    listing: Listing
    publisher: str
    base: str
    now: datetime
    linkless: int = 0
    foreign: int = 0
    odd_dates: int = 0

    def make(self) -> tuple[tuple[Sighting, ...], list[str]]:
        """(sightings in the listing's order, problem sentences)."""
        found: dict[str, Sighting] = {}
        for entry in self.text.entries:
            sighting = self._sighting(entry)
            if sighting is None:
                continue
            name = sighting.url or sighting.guid
            known = found.get(name)
            if known is None or _outranks(sighting, known):
                found[name] = sighting
        kept = _newest(list(found.values()))
        return tuple(kept), self._problems(len(found))

    def _sighting(self, entry: ListedEntry) -> Sighting | None:
        """One entry as a sighting, or None (and counted) when it names no document."""
        url = clean_url(entry.link, self.base) if entry.link else ""
        if not url and not (entry.withdrawn and entry.guid):
            if entry.link:
                self.foreign += 1
            else:
                self.linkless += 1
            return None
        published = believable(entry.published, self.now)
        updated = believable(entry.updated, self.now)
        if (entry.published and not published) or (entry.updated and not updated):
            self.odd_dates += 1
        return Sighting(
            publisher=self.publisher,
            listing=self.listing.url,
            url=url,
            seen_at=self.now,
            guid=entry.guid,
            headline_hint=entry.title,
            published_hint=published,
            updated_hint=updated,
            language_hint=entry.language or language_tag(self.text.language),
            author_hint=entry.author,
            withdrawn=entry.withdrawn,
        )

    def _problems(self, distinct: int) -> list[str]:
        """What was skipped, in sentences."""
        total = self.text.total
        sentences = []
        if self.linkless:
            sentences.append(f"{self.linkless} of {total} entries have no link and were skipped.")
        if self.foreign:
            sentences.append(
                f"{self.foreign} of {total} entries link to what is no http or https address and "
                "were skipped."
            )
        if self.odd_dates:
            sentences.append(
                f"{self.odd_dates} of {total} entries carry a date before 1990 or in the future, "
                "which was dropped."
            )
        if distinct > MAX_SIGHTINGS or total > len(self.text.entries) + len(self.text.further):
            kept = min(distinct, MAX_SIGHTINGS)
            sentences.append(f"it names {total:,} entries; the newest {kept:,} were taken.")
        return sentences


def _outranks(new: Sighting, known: Sighting) -> bool:
    """True when `new` replaces `known` of the same address.

    A tombstone counts unless the entry was updated after it (RFC 6721, 4); else the first counts.
    """
    if new.withdrawn == known.withdrawn:
        return False
    stone, entry = (new, known) if new.withdrawn else (known, new)
    later = entry.updated_hint or entry.published_hint
    alive = bool(later and stone.updated_hint and later > stone.updated_hint)
    return alive != new.withdrawn


def _newest(sightings: list[Sighting]) -> list[Sighting]:
    """At most `MAX_SIGHTINGS`, the newest by their dates, in the order given; tombstones stay."""
    if len(sightings) <= MAX_SIGHTINGS:
        return sightings

    def age(place: int) -> tuple[bool, datetime]:
        sighting = sightings[place]
        moment = sighting.updated_hint or sighting.published_hint or _OLDEST
        return sighting.withdrawn, moment

    order = sorted(range(len(sightings)), key=age, reverse=True)
    return [sightings[place] for place in sorted(order[:MAX_SIGHTINGS])]
