"""A capture read as an article, in this process."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from lxml import html

from dragoman.article.assembling import Particulars, Provenance, assemble
from dragoman.article.body import read_body
from dragoman.article.bylines import agency_in, read_bylines
from dragoman.article.dates import published_and_updated
from dragoman.article.decoding import decode_page, file_kind
from dragoman.article.headline import choose_headline
from dragoman.article.inline_marks import with_inlines
from dragoman.article.lifting import lift
from dragoman.article.marks import (
    canonical_address,
    declared_languages,
    licence_address,
    reserves_mining,
    section_of,
)
from dragoman.article.plain import paragraphs_of
from dragoman.article.request import ReadRequest
from dragoman.article.structured import Statements, names_in, read_statements
from dragoman.article.tree import parse_page, remove_hidden, too_hostile
from dragoman.article.walls import paywall_warning, wall_of
from dragoman.language.cleaning import clean_text, has_deceptive_characters
from dragoman.records import Article, Block, BlockKind, Unreadable

_PLAIN_TYPES = ("text/plain", "text/markdown")
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|article|title|h1|meta)\b", re.IGNORECASE)
_PAGE_TYPES = ("", "text/html", "application/xhtml+xml", "application/octet-stream")


def read_page(request: ReadRequest) -> Article | Unreadable:
    """Read one capture. Whatever the page is, the answer is an article or the reason why not."""
    url = request.capture.final_url or request.capture.url
    reason = _refusal(request)
    if reason:
        return Unreadable(url=url, reason=f"{url}: {reason}")
    text, _, warning = decode_page(request.body, request.capture.charset)
    warnings = [warning] if warning else []
    media = request.capture.media_type.split(";")[0].strip().lower()
    if media in _PLAIN_TYPES or not _MARKUP.search(text[:20_000]):
        return _read_text(request, text, url, warnings)
    reason = too_hostile(text)
    if reason:
        return Unreadable(url=url, reason=f"{url}: {reason}; it is not read")
    tree = parse_page(text)
    if tree is None:
        return Unreadable(url=url, reason=f"{url}: no markup could be read from the page")
    return _read_tree(request, tree, text, url, warnings)


def _refusal(request: ReadRequest) -> str:
    """Why the bytes cannot be a page, or ""."""
    if not request.body.strip():
        return "the page is empty; it will be read again when it changes"
    kind = file_kind(request.body)
    if kind:
        return f"the answer is {kind}, not a page; only pages and plain texts are read"
    media = request.capture.media_type.split(";")[0].strip().lower()
    if media in _PAGE_TYPES or media.startswith("text/") or media.endswith("xml"):
        return ""
    return f"the answer's type is {media}; only pages and plain texts are read"


def _read_tree(
    request: ReadRequest, tree: html.HtmlElement, markup: str, url: str, warnings: list[str]
) -> Article | Unreadable:
    statements = read_statements(tree)
    headline = choose_headline(tree, statements, url, request.headline_hint)
    particulars = _particulars(request, tree, statements, url)
    declared = _declared(request, declared_languages(tree, statements))
    canonical = canonical_address(tree, statements, url)
    hidden = remove_hidden(tree)
    blocks = read_body(tree, statements, url)
    wall = wall_of(tree, blocks)
    if wall:
        return Unreadable(url=url, reason=f"{url}: {wall}")
    if not blocks:
        reason = "no article was found in the page"
        reason += f" ({hidden} hidden elements were left out)" if hidden else ""
        return Unreadable(url=url, reason=f"{url}: {reason}; look at the page itself")
    lifted = lift(_without_headline(blocks, headline), request.furniture)
    if not lifted.blocks and not lifted.notices:
        return Unreadable(url=url, reason=f"{url}: the page holds only lines around an article")
    warning = paywall_warning(tree, statements, blocks)
    warnings += [warning] if warning else []
    warnings += ["The page holds characters that reorder or hide text; they were taken out."] * (
        has_deceptive_characters(markup)
    )
    particulars = _with_warnings(particulars, warnings)
    provenance = _provenance(request, url, canonical)
    article = assemble(headline, lifted, declared, provenance, particulars)
    return replace(article, blocks=tuple(with_inlines(tree, article.blocks, url)))


def _read_text(
    request: ReadRequest, text: str, url: str, warnings: list[str]
) -> Article | Unreadable:
    """A plain text answer: paragraphs, with the listing's headline."""
    parts = paragraphs_of(text)
    if not parts:
        return Unreadable(url=url, reason=f"{url}: the page is empty once cleaned")
    headline = clean_text(request.headline_hint)
    blocks = [Block(kind=BlockKind.PARAGRAPH, text=part) for part in parts]
    lifted = lift(_without_headline(blocks, headline), request.furniture)
    if not lifted.blocks and not lifted.notices:
        return Unreadable(url=url, reason=f"{url}: the text holds only lines around an article")
    particulars = Particulars(
        bylines=(clean_text(request.author_hint),) if request.author_hint else (),
        published_at=request.published_hint,
        tdm_reserved=request.capture.tdm_reserved,
        warnings=tuple(warnings),
    )
    return assemble(
        headline, lifted, _declared(request, ()), _provenance(request, url, url), particulars
    )


def _declared(request: ReadRequest, page: tuple[str, ...]) -> tuple[str, ...]:
    """Declared languages: the page's first, then the listing's. The publisher's come last."""
    hint = (request.language_hint,) if request.language_hint else ()
    return (*page[:2], *hint, *request.declared_languages)


def _provenance(request: ReadRequest, url: str, canonical: str) -> Provenance:
    return Provenance(
        id=request.article_id,
        version=request.version,
        publisher=request.publisher,
        url=url,
        canonical_url=canonical,
        capture_sha256=request.capture.body_sha256,
        fetched_at=request.capture.fetched_at,
    )


def _particulars(
    request: ReadRequest, tree: html.HtmlElement, statements: Statements, url: str
) -> Particulars:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    sites = [
        host, statements.first("og:site_name"), *names_in(statements.article.get("publisher")),
    ]  # fmt: skip
    bylines = read_bylines(tree, statements, request.author_hint, [name for name in sites if name])
    published, updated = published_and_updated(
        tree, statements, url, request.published_hint, request.capture.fetched_at
    )
    return Particulars(
        bylines=bylines,
        credit_line=agency_in(bylines),
        section=section_of(statements),
        published_at=published,
        updated_at=updated,
        licence_url=licence_address(tree, statements, url),
        tdm_reserved=reserves_mining(statements, request.capture.tdm_reserved),
    )


def _with_warnings(particulars: Particulars, warnings: list[str]) -> Particulars:
    return replace(particulars, warnings=(*particulars.warnings, *warnings))


def _without_headline(blocks: list[Block], headline: str) -> list[Block]:
    """The body without a first heading or line that repeats the headline."""
    key = _letters(headline)
    for index, block in enumerate(blocks[:3]):
        short = block.kind is BlockKind.HEADING or len(block.text) < 300
        if key and short and _letters(block.text) == key:
            return [*blocks[:index], *blocks[index + 1 :]]
    return blocks


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
