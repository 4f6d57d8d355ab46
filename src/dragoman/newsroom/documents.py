"""One document alone, without a newsroom: through reading, translation and desk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dragoman import __version__
from dragoman.article import ReadRequest, read_page, read_plain_text
from dragoman.capture import Fetcher, FetchRequest
from dragoman.desk import desk_signature, edit
from dragoman.errors import UsageError, WorldError
from dragoman.records import (
    Article,
    Capture,
    DeskCopy,
    Finding,
    Miss,
    Repair,
    SecondOpinion,
    TranslationUnit,
    Unreadable,
    Untranslated,
)
from dragoman.translation import (
    NO_TERMS,
    Engines,
    GuardedInterpreter,
    Termbase,
    realigned,
    translate_article,
    with_markup,
)

MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it was given: its bytes, its name in messages, and its kind."""

    name: str
    body: bytes
    is_page: bool
    capture: Capture | None = None

    @property
    def text(self) -> str:
        """The bytes as text; a byte that is no UTF-8 becomes a replacement character."""
        return self.body.decode("utf-8-sig", "replace")


def read_file(path: str) -> bytes:
    """The bytes of a file. Raises `WorldError` naming the file and what is wrong with it."""
    try:
        if Path(path).stat().st_size > MOST_BYTES:
            raise WorldError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: split it")
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise WorldError(f"{path} is not there: check the name") from error
    except IsADirectoryError as error:
        raise UsageError(f"{path} is a folder: name a file in it") from error
    except OSError as error:
        raise WorldError(f"{path} cannot be read: {error.strerror}") from error


def file_document(path: str) -> Document:
    """A document from a file: a page if it looks like HTML, else plain text."""
    body = read_file(path)
    start = body[:2000].lstrip().lower()
    is_page = path.endswith((".html", ".htm")) or start.startswith((b"<!doctype html", b"<html"))
    return Document(name=path, body=body, is_page=is_page)


def web_document(url: str, fetcher: Fetcher) -> Document:
    """A document from the web, fetched as politely as any publisher's page."""
    answer = fetcher.fetch(FetchRequest(url=url, accept="page"))
    if isinstance(answer, Miss):
        raise WorldError(answer.reason)
    return Document(name=url, body=answer.body, is_page=True, capture=answer.capture)


def is_web_address(name: str) -> bool:
    """True for http and https addresses."""
    return urlsplit(name).scheme in ("http", "https")


def article_of(document: Document, *, language: str, now: datetime) -> Article:
    """The document as an article. Raises `WorldError` when none is found in it."""
    if not document.is_page:
        return read_plain_text(document.text, name=document.name, language=language, now=now)
    capture = document.capture or Capture(
        url=f"file:///{Path(document.name).name}",
        final_url=f"file:///{Path(document.name).name}",
        fetched_at=now,
        status=200,
        media_type="text/html",
        body_sha256=hashlib.sha256(document.body).hexdigest(),
        body_size=len(document.body),
    )
    reading = read_page(
        ReadRequest(
            capture=capture,
            body=document.body,
            publisher="document",
            article_id="document",
            declared_languages=(language,) if language else (),
            language_hint=language,
        )
    )
    if isinstance(reading, Unreadable):
        raise WorldError(f"{document.name}: {reading.reason}")
    return reading


def translate_document(
    document: Document,
    *,
    source: str,
    target: str,
    engines: Engines,
    now: datetime,
    terms: Termbase = NO_TERMS,
    second: SecondOpinion | None = None,
) -> tuple[Article, DeskCopy]:
    """Translate and check a document, held to the house's `terms`; `second` is asked about it.

    Raises `WorldError` when no engine translates it.
    """
    article = article_of(document, language=source, now=now)
    if not article.segments:
        raise WorldError(f"{document.name}: there is no text in it")
    translation = translate_article(article, target, engines=engines, now=now, terms=terms)
    if isinstance(translation, Untranslated):
        raise WorldError(
            f"{document.name}: {translation.reason}; `dragoman engines` lists what can be had"
        )
    interpreter = GuardedInterpreter(engines)
    copy = edit(article, translation, interpreter=interpreter, second=second)
    aligned = realigned(copy.translation, interpreter)
    return article, replace(copy, translation=with_markup(article, aligned))


def translation_json(article: Article, copy: DeskCopy) -> dict[str, Any]:
    """The JSON form of a checked translation."""
    headline = [
        unit.target
        for unit, segment in zip(copy.translation.units, article.segments, strict=True)
        if segment.id.startswith("h")
    ]
    return {
        "signature": copy.made_by,
        "verdict": copy.judgement.verdict.value,
        "reasons": list(copy.judgement.reasons),
        "source_language": copy.translation.source_language,
        "target_language": copy.translation.target_variant or copy.translation.target_language,
        "engine": copy.translation.engine,
        "unchecked": list(copy.unchecked),
        "headline": " ".join(headline),
        "units": [
            _unit_json(index, unit, copy) for index, unit in enumerate(copy.translation.units)
        ],
    }


def _unit_json(index: int, unit: TranslationUnit, copy: DeskCopy) -> dict[str, Any]:
    """The JSON form of one sentence, with what the desk found and mended in it."""
    return {
        "segment": unit.segment,
        "source": unit.source,
        "target": unit.target,
        "engine_target": unit.engine_target,
        "origin": unit.origin.value,
        "terms": [list(term) for term in unit.terms],
        "alignment": [
            [span.source_start, span.source_end, span.target_start, span.target_end, span.p]
            for span in unit.alignment
        ],
        "inlines": [
            [inline.kind.value, inline.start, inline.end, inline.href] for inline in unit.inlines
        ],
        "findings": [
            finding_json(finding, copy.repairs)
            for finding in (*copy.findings, *copy.answered)
            if finding.unit == index
        ],
        "repairs": [
            {"name": repair.name, "before": repair.before, "after": repair.after}
            for repair in copy.repairs
            if repair.unit == index
        ],
    }


def finding_json(finding: Finding, repairs: tuple[Repair, ...] = ()) -> dict[str, Any]:
    """The JSON form of a finding."""
    after = next((repair.after for repair in repairs if repair.finding == finding), None)
    return {
        "check": finding.check,
        "category": finding.category,
        "severity": finding.severity.value,
        "unit": finding.unit,
        "segment": finding.segment,
        "message": finding.message,
        "source_span": list(finding.source_span) if finding.source_span else None,
        "target_span": list(finding.target_span) if finding.target_span else None,
        "expected": finding.expected,
        "found": finding.found,
        "confidence": finding.confidence,
        "on": finding.on.value,
        "repair": {"after": after} if after is not None else None,
    }


def signature() -> str:
    """Program and desk, for what the desk says alone."""
    return f"dragoman:{__version__}|{desk_signature()}"


def as_json(value: Mapping[str, Any]) -> str:
    """Readable JSON, letters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2)
