"""Whom we follow: listings, what they name, and what their publishers allow."""

from dragoman.publishers.discovery import Discovery, discover_listings
from dragoman.publishers.entries import ListedEntry, ListingForm, ListingText
from dragoman.publishers.licences import Licence, known_licences, licence_from_url, preset
from dragoman.publishers.links import clean_url
from dragoman.publishers.listing import ListingReading, read_listing, read_text
from dragoman.publishers.opml import Subscription, read_opml, write_opml
from dragoman.publishers.permission import permit
from dragoman.publishers.rights_in_words import explain_rights
from dragoman.publishers.slugs import article_slug, slug_of

__all__ = [
    "Discovery",
    "Licence",
    "ListedEntry",
    "ListingForm",
    "ListingReading",
    "ListingText",
    "Subscription",
    "article_slug",
    "clean_url",
    "discover_listings",
    "explain_rights",
    "known_licences",
    "licence_from_url",
    "permit",
    "preset",
    "read_listing",
    "read_opml",
    "read_text",
    "slug_of",
    "write_opml",
]
