"""Where things stand: folders, addresses, feed ids, and which URLs may become a link."""

from __future__ import annotations

import re
import uuid
from urllib.parse import quote, urlsplit

from dragoman.edition.house import House
from dragoman.records import Dispatch

# Pages of a dispatch: the name of the view and its file.
PAGES = {
    "alone": "index.html",
    "beside": "beside.html",
    "under": "under.html",
    "words": "words.html",
    "versions": "versions.html",
}
ARTICLE_FILE = "article.json"

_UNSAFE = re.compile(r"[^A-Za-z0-9._~-]+")
# White space, controls, directional marks, and what RFC 3986 has no place for in an address.
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\"<>`\\\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def folder_of(dispatch_id: str, language: str) -> str:
    """The folder of a dispatch under the site's root, without slash at either end.

    Ids are the newsroom's own, yet nothing in one may ever lead out of the site.
    """
    article = dispatch_id.removesuffix(f"/{language}")
    parts = [_safe_part(part) for part in article.split("/") if part]
    return "/".join([_safe_part(language), *parts]) if parts else f"{_safe_part(language)}/_"


def root_from(folder: str) -> str:
    """The relative way from a page in `folder` to the site's root, such as "../../"."""
    return "../" * len([part for part in folder.split("/") if part]) or "./"


def address_of(house: House, path: str) -> str:
    """The absolute address of a path, or the path itself while the house has no address."""
    root = safe_url(house.address)
    return f"{root.rstrip('/')}/{path}" if root else path


def dispatch_address(house: House, dispatch: Dispatch) -> str:
    """The absolute address of a dispatch's first page, ending in a slash."""
    return address_of(house, folder_of(dispatch.id, dispatch.language) + "/")


def safe_url(url: str) -> str:
    """`url` when it is a whole http(s) address with a host and without user name, else ""."""
    text = url.strip()
    if not text or len(text) > 4000 or _CONTROL.search(text):
        return ""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username is not None:
        return ""
    return text


def contact_url(contact: str) -> str:
    """A link for the house's contact: http(s) or mailto, else ""."""
    text = contact.strip()
    if safe_url(text):
        return text
    bare = text.removeprefix("mailto:")
    if re.fullmatch(r"[^\s<>\"'@:/?#]+@[A-Za-z0-9.-]+", bare):
        return f"mailto:{quote(bare, safe='@.+-_')}"
    return ""


def dispatch_urn(house: House, dispatch_id: str, first_day: str) -> str:
    """The feed id of a dispatch: ours, never the publisher's guid, the same for all versions.

    `first_day` is the ISO date of first publication. A house with a host of its own gets tag URIs
    (RFC 4151); one without, UUIDs by name.
    """
    host = _public_host(house.address)
    if host:
        return f"tag:{host},{first_day}:{quote(dispatch_id, safe='/-._~')}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"dragoman:{house.name}:{dispatch_id}").urn


def feed_urn(house: House, language: str) -> str:
    """The id of an edition's feed."""
    host = _public_host(house.address)
    if host:
        return f"tag:{host},2026:edition/{_safe_part(language)}"
    return uuid.uuid5(uuid.NAMESPACE_URL, f"dragoman:{house.name}:edition/{language}").urn


def source_urn(homepage: str, slug: str) -> str:
    """The id of a publisher in a feed's `source`: its homepage, or a name of ours for it."""
    return safe_url(homepage) or uuid.uuid5(uuid.NAMESPACE_URL, f"dragoman:publisher:{slug}").urn


def _public_host(address: str) -> str:
    """The host name of an address that belongs to somebody; "" for loopback and bare numbers."""
    host = (urlsplit(safe_url(address)).hostname or "").rstrip(".")
    if not host or host == "localhost" or host.endswith(".localhost") or ":" in host:
        return ""
    return "" if re.fullmatch(r"[0-9.]+", host) or "." not in host else host


def _safe_part(part: str) -> str:
    """One step of a path without anything that a file system or a URL reads as more."""
    cleaned = _UNSAFE.sub("-", part).lstrip(".")
    return cleaned[:120] or "_"
