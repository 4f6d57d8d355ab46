"""Who wrote it: names from statements and markup, cleaned of what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

from lxml import html

from dragoman.article.structured import Statements, names_in
from dragoman.article.tree import text_of
from dragoman.language.cleaning import clean_text

_PREFIX = re.compile(
    r"^(?:(?:written|story|text|texte|reporting|report|analysis|opinion|words|photos?)\s+)?"
    r"(?:by|von|por|par|di|da|door|av|af|od|de|autore?s?|autora?(?:es)?|auteure?s?|authors?|redação|"
    r"reporter|text|texto|texte|testo|tekst|автор|от|از|من)\s*[:：]?\s+|^(?:autor(?:es|a)?|authors?|"
    r"auteure?s?|por|by|von|text|text und|автор|文|記者|取材|作者|记者)\s*[:：/]\s*",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||\n|\s/\s|·|•|、)\s*|\s+(?:and|und|et|y|og|och|en|i|и|та|&)\s+|,\s+(?=[^\W\d_])"
)
_TAIL = re.compile(
    r"\s*(?:\(.*\)|[-–—,|/]\s*(?:(?:for|in|aus|de|em|en)\s)?.{0,40}\b(?:correspondent|editor|reporter|"
    r"writer|redakteur(?:in)?|korrespondent(?:in)?|journalist(?:in)?|enviad[oa]|staff)\b.*)$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d|^(?:admin|administrator|editor|editors|staff|redaktion|redação|redacción|"
    r"redazione|rédaction|unknown|anonymous|none|null|undefined|guest|author|n/?a)$|[<>{}=]",
    re.IGNORECASE,
)
_AUTHOR_CLASSES = (
    ("author-name", "author__name", "authorName", "byline-name", "byline__name"),
    ("byline", "Byline"),
    ("article-author", "article__author", "post-author", "entry-author"),
)
_PLACES = (
    "//*[@rel='author']",
    "//*[contains(@itemprop,'author')]//*[@itemprop='name']",
    "//*[@itemprop='author']",
    *(
        "//*[" + " or ".join(f"contains(@class,'{name}')" for name in names) + "]"
        for names in _AUTHOR_CLASSES
    ),
    "//*[@class='author']",
)
"""Where markup names authors, the surest place first."""

_META = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author",
    "byl", "citation_author", "cxenseparse:author", "og:article:author", "twitter:creator:name",
)  # fmt: skip
_MAX_NAMES = 12
_MAX_WORDS = 6


def read_bylines(
    tree: html.HtmlElement, statements: Statements, hint: str = "", sites: Sequence[str] = ()
) -> tuple[str, ...]:
    """The names of the authors, in the order the page gives them, without roles and "By".

    JSON-LD first, then meta elements, then marked-up bylines, then the listing's `hint`. `sites`
    are names of the site itself, which sign no article unless nobody else does.
    """
    own = {site.casefold() for site in sites}
    stated = [
        names_in(statements.article.get("author")) or names_in(statements.article.get("creator")),
        [name for meta in _META for name in statements.meta.get(meta, ())][:_MAX_NAMES],
    ]
    lesser: tuple[str, ...] = ()
    for claims in stated:
        names = clean_names(claims)
        people = tuple(name for name in names if name.casefold() not in own)
        if people:
            return people
        lesser = lesser or names
    for place in _PLACES:
        nodes = tree.xpath(place)[:_MAX_NAMES]
        names = clean_names(text_of(node) for node in nodes if len(text_of(node)) < 160)
        people = tuple(name for name in names if name.casefold() not in own and _is_person(name))
        if people:
            return people
    return clean_names([hint]) or lesser


def clean_names(claims: Iterable[str]) -> tuple[str, ...]:
    """The names in the claims, each once: "By Ann Lee and Bo Ek (Oslo)" gives two."""
    names: dict[str, str] = {}
    for claim in claims:
        text = clean_text(claim)
        text = _PREFIX.sub("", text)
        for part in _SPLIT.split(text):
            name = _TAIL.sub("", _PREFIX.sub("", part or "")).strip(" ,.;:|-–—*")
            if _is_name(name):
                names.setdefault(name.casefold(), name)
    return tuple(names.values())[:_MAX_NAMES]


def _is_name(name: str) -> bool:
    if not 1 < len(name) <= 60 or len(name.split()) > _MAX_WORDS or _NO_NAME.search(name):
        return False
    return any(char.isalpha() for char in name)


def _is_person(name: str) -> bool:
    """True when a name in markup looks like a person's: two words or more, with capitals."""
    words = name.split()
    if not name.isascii() and not any(char.isupper() or char.islower() for char in name):
        return len(name) <= 12
    capital = sum(word[0].isupper() for word in words)
    return 2 <= len(words) <= 5 and capital >= 2 and capital >= len(words) - 2


@lru_cache(maxsize=1)
def agencies() -> dict[str, str]:
    """News agencies: case-folded name -> name."""
    lines = files("dragoman.article").joinpath("agencies.txt").read_text("utf-8").splitlines()
    names = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return {name.casefold(): name for name in names}


def agency_in(names: Iterable[str]) -> str:
    """The first name that is a news agency's, or ""."""
    for name in names:
        found = agencies().get(name.casefold().strip(" .()"))
        if found:
            return found
    return ""
