"""The headline, by fusion: every place a page states it votes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml import html

from dragoman.article.structured import Statements, is_type, names_in, plain_value
from dragoman.article.tree import text_of
from dragoman.language.cleaning import clean_text

_SEPARATOR = re.compile(r"\s+[|–—\-·•»«:›/~]+\s+|\s*[|｜‖]\s*|\s+::\s+")
_KEY = re.compile(r"[\W_]+")
_WEIGHTS = {"h1": 2.8, "json-ld": 3.0, "og": 2.8, "twitter": 1.2, "title": 1.4, "hint": 1.5}
"""What a place's word counts. `title` counts least: it mostly repeats another field and is
shortened for search engines."""

_KICKER = re.compile(r"^[^:]{2,60}[:–—-]\s+|^[\"“„«][^\"“”«»]{2,60}[\"”“»]:\s+")
_MAX_CHARS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A headline that one place of the page states."""

    text: str
    place: str


def choose_headline(
    tree: html.HtmlElement, statements: Statements, url: str, hint: str = ""
) -> str:
    """The headline that most places agree on, without the site's name; "" when there is none."""
    sites = _site_names(statements, url)
    candidates = [
        Candidate(text=_without_site(found.text, sites), place=found.place)
        for found in _candidates(tree, statements, hint)
    ]
    candidates = [_without_tail(found, candidates) for found in candidates]
    candidates = [
        found for found in candidates if 1 < len(found.text) <= _MAX_CHARS and _key(found.text)
    ]
    candidates = [found for found in candidates if _key(found.text) not in sites] or candidates
    if not candidates:
        return ""
    return max(candidates, key=lambda found: _score(found, candidates)).text


def _candidates(tree: html.HtmlElement, statements: Statements, hint: str) -> list[Candidate]:
    found = [
        Candidate(text=clean_text(text_of(node)), place="h1") for node in list(tree.iter("h1"))[:4]
    ]
    article = statements.article
    name = "headline" if article.get("headline") else "name"
    if article.get("headline") or not is_type(article, "WebPage", "VideoObject"):
        found.append(Candidate(text=plain_value(article.get(name)), place="json-ld"))
    found.append(Candidate(text=statements.first("og:title"), place="og"))
    found.append(Candidate(text=statements.first("twitter:title", "dc.title"), place="twitter"))
    title = next(tree.iter("title"), None)
    if title is not None:
        found.append(Candidate(text=clean_text(text_of(title)), place="title"))
    found.append(Candidate(text=clean_text(hint), place="hint"))
    return [candidate for candidate in found if candidate.text]


def _key(text: str) -> str:
    return _KEY.sub("", text.casefold())


def _site_names(statements: Statements, url: str) -> frozenset[str]:
    """Keys of the names that the site goes by."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    names = [host, host.rsplit(".", 1)[0], host.split(".")[0]]
    names += [statements.first("og:site_name"), statements.first("application-name")]
    names += names_in(statements.article.get("publisher"))
    for node in statements.nodes:
        if is_type(node, "WebSite", "NewsMediaOrganization", "Organization"):
            names += names_in(node)
    return frozenset(key for key in map(_key, names) if len(key) > 1)


def _without_site(text: str, sites: frozenset[str]) -> str:
    """Cut site names (and a section beside one) off the end, or off the beginning."""
    cuts = list(_SEPARATOR.finditer(text))
    for cut in cuts:
        tail = [_key(part) for part in _SEPARATOR.split(text[cut.end() :])]
        if any(part in sites for part in tail) and len(cuts) <= 6 and _key(text[: cut.start()]):
            head = text[: cut.start()].strip()
            if len(tail) == 1 or len(head) >= 20:
                return head
    if cuts and _key(text[: cuts[0].start()]) in sites:
        return text[cuts[0].end() :].strip()
    return text


def _without_tail(candidate: Candidate, candidates: list[Candidate]) -> Candidate:
    """Cut what follows the last separator when another place states just what stands before it."""
    cuts = list(_SEPARATOR.finditer(candidate.text))
    if cuts:
        head = candidate.text[: cuts[-1].start()].strip()
        if any(_key(other.text) == _key(head) for other in candidates if other.place == "h1"):
            return Candidate(text=head, place=candidate.place)
    return candidate


def _score(candidate: Candidate, candidates: list[Candidate]) -> float:
    """Own weight plus the weights of the places that say the same, or nearly."""
    key = _key(candidate.text)
    score = 0.0
    seen: set[str] = set()
    is_og = candidate.place == "og"  # others state a kicker where the page shows one
    for other in candidates:
        if other.place in seen and other.place != "h1":
            continue
        weight = _WEIGHTS[other.place]
        other_key = _key(other.text)
        if other_key == key:
            score += weight
            seen.add(other.place)
        elif len(key) >= 15 and (key in other_key or other_key in key):
            without_kicker = _key(_KICKER.sub("", other.text, count=1))
            score += weight * (1.05 if is_og and without_kicker == key else 0.4)
    return score + _WEIGHTS[candidate.place] * 0.05 - (len(key) < 12) * 0.5
