"""Following a publisher: what its site says about itself, and the record that is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from dragoman.capture import Fetched, FetchRequest, HostFacts
from dragoman.errors import UsageError, WorldError
from dragoman.language.codes import normalise_tag
from dragoman.newsroom.opening import Newsroom
from dragoman.newsroom.sightings import content_type
from dragoman.publishers import (
    Discovery,
    discover_listings,
    licence_from_url,
    preset,
    read_opml,
    slug_of,
)
from dragoman.records import (
    Decision,
    DecisionKind,
    Listing,
    Miss,
    Publisher,
    Release,
    Rights,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What was found at an address, before anything is followed."""

    url: str
    name: str
    language: str
    listings: tuple[Listing, ...]
    licence: str
    licence_url: str
    facts: HostFacts


def look_at(room: Newsroom, url: str) -> tuple[Prospect, ...]:
    """Fetch a site, feed, sitemap or OPML file and say what could be followed there.

    Raises `UsageError` for an address that is none, `WorldError` when it cannot be had or names
    nothing that could be followed.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise UsageError(f"{url} is not a web address: write it with http:// or https://")
    answer = room.fetcher.fetch(FetchRequest(url=url, accept="any"))
    if isinstance(answer, Miss):
        raise WorldError(answer.reason)
    outlines = read_opml(answer.body)
    if outlines:
        found = [_prospect(room, listing.url) for listing in outlines]
        return tuple(prospect for prospect in found if prospect is not None)
    return (_from_answer(room, url, answer),)


def _prospect(room: Newsroom, url: str) -> Prospect | None:
    """One listing of an OPML file; None when it cannot be had (the others go on)."""
    answer = room.fetcher.fetch(FetchRequest(url=url, accept="any"))
    return None if isinstance(answer, Miss) else _from_answer(room, url, answer)


def _from_answer(room: Newsroom, url: str, answer: Fetched) -> Prospect:
    """What one fetched document offers to follow."""
    capture = answer.capture
    found: Discovery = discover_listings(answer.body, capture.final_url, content_type(capture))
    if not found.listings:
        raise WorldError(
            f"{url} names no feed and no sitemap: give the address of one of its feeds instead"
        )
    return Prospect(
        url=capture.final_url,
        name=found.name or urlsplit(url).hostname or url,
        language=normalise_tag(found.language),
        listings=found.listings,
        licence=licence_from_url(found.licence_url) if found.licence_url else "",
        licence_url=found.licence_url,
        facts=room.fetcher.facts(capture.final_url),
    )


def follow(
    room: Newsroom,
    prospect: Prospect,
    *,
    by: str,
    slug: str = "",
    name: str = "",
    licence: str = "",
    languages: Sequence[str] = (),
    to: Sequence[str] = (),
    own: bool = False,
    release: Release = Release.AUTO,
    credit_line: str = "",
    excluded_credits: Sequence[str] = (),
) -> Publisher:
    """Follow a publisher, or set the record of a followed one anew; the record as kept.

    `licence` is what the operator confirms ("" means link-only). A changed record is followed by
    a decision to look over all that was published under the old one.
    """
    address = urlsplit(prospect.url)
    name = name or prospect.name
    licence = "own" if own else licence or "link-only"
    holder = room.house.name if own else name
    rights = _rights(prospect, licence, holder=holder, credit_line=credit_line, by=by)
    rights = replace(rights, excluded_credits=(*rights.excluded_credits, *excluded_credits))
    now = room.clock.now()
    publisher = Publisher(
        slug=slug or slug_of(address.hostname or prospect.url),
        name=name,
        homepage=f"{address.scheme}://{address.netloc}/",
        languages=tuple(languages) or ((prospect.language,) if prospect.language else ()),
        listings=prospect.listings,
        rights=rights,
        to=tuple(to),
        release=release,
        own=own,
        followed_at=now,
    )
    return _keep(room, publisher, by=by, now=now)


def _rights(prospect: Prospect, licence: str, *, holder: str, credit_line: str, by: str) -> Rights:
    """What the licence's preset allows; the site's licence page counts for its own licence only."""
    return preset(
        licence,
        holder=holder,
        licence_url=prospect.licence_url if licence == prospect.licence else "",
        credit_line=credit_line,
        confirmed_by=by,
    )


def _keep(room: Newsroom, publisher: Publisher, *, by: str, now: datetime) -> Publisher:
    """Add the record, or set a known one anew and have what it let through looked over."""
    known = room.store.publishers.get(publisher.slug)
    if known is None:
        room.store.publishers.add(publisher)
        return publisher
    publisher = replace(
        publisher, followed_at=known.followed_at, paused_because=known.paused_because
    )
    with room.store.begin():
        room.store.publishers.replace(publisher)
        room.store.decisions.add(
            Decision(
                kind=DecisionKind.RELEASE,
                target=publisher.slug,
                by=by,
                decided_at=now,
                note="its record was set anew",
            )
        )
    return publisher
