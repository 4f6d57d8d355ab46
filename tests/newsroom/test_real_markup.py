"""Links and emphasis of publishers' real pages arrive on the translated pages."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from dragoman.edition import DispatchView, render_dispatch
from dragoman.language.cleaning import clean_text
from dragoman.newsroom.documents import Document, translate_document
from dragoman.records import Article, BlockKind, Capture, DeskCopy
from dragoman.translation import Engines, built_in_engines
from fakes_edition import HOUSE, PUBLISHER, make_dispatch

pytestmark = [pytest.mark.shared, pytest.mark.slow]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TAGS = ("a", "em", "strong", "sup", "sub")
PAGES, LONGEST = 3, 60
"""So many pages with links are tried, none with more sentences than this."""


def english(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Address and bytes of the pages that say that they are English."""
    for row in json.loads((folder / "expected.json").read_text(encoding="utf-8")):
        path = next(folder.glob(f"html/**/{Path(row['file']).name}"), None)
        body = gzip.decompress(path.read_bytes()) if path is not None else b""
        if re.search(rb"<html[^>]{0,300}\slang=.en", body[:5000]):
            yield row["url"], body


def linked_paragraphs(body: bytes) -> dict[str, set[int]]:
    """The text of the page's paragraphs with the number of links in each (it may stand twice)."""
    found: dict[str, set[int]] = {}
    for node in html.document_fromstring(body).iter("p"):
        links = [
            one
            for one in node.iter("a")
            if re.match(r"https?:|/", one.get("href") or "") and clean_text(one.text_content())
        ]
        if links:
            found.setdefault(clean_text(node.text_content()), set()).add(len(links))
    return found


def read_translated(url: str, body: bytes, engines: Engines) -> tuple[Article, DeskCopy]:
    capture = Capture(
        url=url, final_url=url, fetched_at=NOW, status=200, media_type="text/html",
        body_sha256="0" * 64, body_size=len(body),
    )  # fmt: skip
    document = Document(name=url, body=body, is_page=True, capture=capture)
    return translate_document(document, source="en", target="pt", engines=engines, now=NOW)


def printed(article: Article, copy: DeskCopy) -> Counter[str]:
    """The mark-up in the sentences of the page that readers get, by tag."""
    language = copy.translation.target_language
    view = DispatchView(
        dispatch=make_dispatch(article, language=language), publisher=PUBLISHER,
        article=article, desk_copy=copy, versions=(), marks={}, engine_words="student",
    )  # fmt: skip
    files = render_dispatch(view, HOUSE)
    page = next(body for path, body in files.items() if path.endswith("/index.html"))
    words = html.document_fromstring(page.decode()).xpath("//span[@class='t']")
    return Counter(
        node.tag
        for span in words
        for node in span.iter()
        if node.tag in TAGS and node.text_content()
    )


def test_links_and_emphasis_of_real_pages_arrive(shared_data: Path) -> None:
    engines = built_in_engines(default="student")
    tried = 0
    for url, body in english(shared_data / "web" / "fundus"):
        if len(linked_paragraphs(body)) < 3 or b"<em" not in body:
            continue
        article, copy = read_translated(url, body, engines)
        links = {
            block.text: sum(one.kind == "link" for one in block.inlines)
            for block in article.blocks
            if block.kind is BlockKind.PARAGRAPH
        }
        wanted = {text: n for text, n in linked_paragraphs(body).items() if text in links}
        if len(wanted) < 2 or len(article.segments) > LONGEST:
            continue
        assert all(links[text] in wanted[text] for text in wanted), url
        here = Counter(
            one.kind.value for segment in article.segments for one in article.inlines_of(segment)
        )
        there = printed(article, copy)
        names = {"a": "link", "em": "emphasis", "strong": "strong"}
        lost = {tag: here[kind] - there[tag] for tag, kind in names.items()}
        assert not any(lost.values()), (url, lost)
        tried += 1
        if tried == PAGES:
            break
    engines.close()
    assert tried == PAGES
