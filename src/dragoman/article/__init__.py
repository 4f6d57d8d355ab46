"""The article room: a capture or a plain text becomes an article, and versions are compared."""

from __future__ import annotations

from dragoman.article.changes import changes_between, is_same_text, text_digest
from dragoman.article.plain import read_plain_text
from dragoman.article.reader import ArticleReader
from dragoman.article.request import EXTRACTOR, ReadRequest
from dragoman.article.segments import locate_segments
from dragoman.records import Article, Unreadable

__all__ = [
    "EXTRACTOR",
    "ArticleReader",
    "ReadRequest",
    "changes_between",
    "is_same_text",
    "locate_segments",
    "read_page",
    "read_plain_text",
    "text_digest",
]


def read_page(request: ReadRequest) -> Article | Unreadable:
    """Read one capture in this process, without limits; see `ArticleReader` for the safe way.

    Whatever the page is, the answer is an article or the reason why there is none.
    """
    from dragoman.article.page import read_page as read

    return read(request)
