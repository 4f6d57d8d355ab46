"""Smaller marks of a page: address, section, languages, licence, reservation of text mining."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml import html

from dragoman.article.structured import Statements, is_type, plain_value
from dragoman.language.codes import normalise_tag

_TRACKING = re.compile(
    r"^(?:utm_|fbclid|gclid|mc_|ref$|cmp|xtor|at_|wt_|igshid|ns_)", re.IGNORECASE
)


def canonical_address(tree: html.HtmlElement, statements: Statements, url: str) -> str:
    """The address that the page calls its own, else the fetched one; tracking words are cut off.

    A canonical address that points to another site or to the front page is not believed.
    """
    claims = [
        node.get("href") or ""
        for node in tree.iter("link")
        if "canonical" in (node.get("rel") or "").lower().split()
    ]
    claims += [statements.first("og:url"), _entity_address(statements)]
    for claim in claims:
        address = _absolute(claim, url)
        if address and _is_same_place(address, url):
            return _without_tracking(address)
    return _without_tracking(url)


def _entity_address(statements: Statements) -> str:
    entity = statements.article.get("mainEntityOfPage")
    if isinstance(entity, dict):
        entity = entity.get("@id") or entity.get("url")
    return plain_value(entity) or statements.text("url")


def _absolute(address: str, url: str) -> str:
    """`address` resolved against `url` when it is one of the web, else ""."""
    if not address.strip():
        return ""
    try:
        joined = urljoin(url, address.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    return joined if parts.scheme in ("http", "https") and parts.hostname else ""


def _is_same_place(address: str, url: str) -> bool:
    try:
        here, there = urlsplit(url), urlsplit(address)
    except ValueError:
        return False
    if there.path in ("", "/") and here.path not in ("", "/"):
        return False
    return _site(here.hostname or "") == _site(there.hostname or "")


def _site(host: str) -> str:
    """The part of a host name that sites share across "www", "m" and "amp" hosts."""
    labels = host.lower().removesuffix(".").split(".")
    keep = 3 if len(labels) > 2 and len(labels[-2]) <= 3 else 2
    return ".".join(labels[-keep:])


def _without_tracking(address: str) -> str:
    parts = urlsplit(address)
    kept = [
        pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair.split("=")[0])
    ]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), ""))


def declared_languages(tree: html.HtmlElement, statements: Statements) -> tuple[str, ...]:
    """The languages that the page declares, as clean tags, the most telling first."""
    root = tree if tree.tag == "html" else tree.getroottree().getroot()
    body = next(iter(tree.iter("article")), None)
    claims = [
        statements.text("inLanguage"),
        (body.get("lang") or "") if body is not None else "",
        root.get("lang") or root.get("xml:lang") or "",
        statements.first("content-language", "language", "dc.language", "dcterms.language"),
        statements.first("og:locale"),
    ]
    tags = (normalise_tag(claim.split(",")[0]) for claim in claims if claim)
    return tuple(dict.fromkeys(tag for tag in tags if tag and tag != "und"))


def section_of(statements: Statements) -> str:
    """The section that the page is filed under, or ""."""
    stated = statements.text("articleSection") or statements.first("article:section", "section")
    if stated:
        return stated[:80]
    for node in statements.nodes:
        if is_type(node, "BreadcrumbList") and isinstance(node.get("itemListElement"), list):
            names = [_crumb(item) for item in node["itemListElement"]]
            middle = [name for name in names[1:-1] if name]
            return middle[0][:80] if middle else ""
    return ""


def _crumb(item: object) -> str:
    if not isinstance(item, dict):
        return ""
    return plain_value(item.get("name")) or plain_value(item.get("item"))


def licence_address(tree: html.HtmlElement, statements: Statements, url: str) -> str:
    """The address of the licence that the page states for itself, or ""."""
    for node in tree.iter("a", "link", "area"):
        if "license" in (node.get("rel") or "").lower().split():
            address = _absolute(node.get("href") or "", url)
            if address:
                return address
    licence = statements.article.get("license")
    if isinstance(licence, dict):
        licence = licence.get("url") or licence.get("@id")
    claims = [plain_value(licence), statements.first("dc.rights", "dcterms.license", "license")]
    for claim in claims:
        if claim.startswith(("http://", "https://", "//")):
            return _absolute(claim, url)
    return ""


def reserves_mining(statements: Statements, capture_says: bool | None) -> bool | None:
    """Whether text and data mining is reserved: headers, site file and page joined.

    Any yes is a yes; None when nobody said anything (TDM Reservation Protocol, meta element
    `tdm-reservation` with 1 or 0).
    """
    claim = statements.first("tdm-reservation")
    page_says = {"1": True, "0": False}.get(claim)
    said = [value for value in (capture_says, page_says) if value is not None]
    return any(said) if said else None
