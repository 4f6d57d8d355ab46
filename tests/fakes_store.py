"""Records that tests of the store put on its shelves."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dragoman.records import (
    AlignedSpan,
    Article,
    ArticleStage,
    ArticleStanding,
    Block,
    BlockKind,
    Capture,
    DeskCopy,
    Dispatch,
    DispatchKind,
    DispatchStatus,
    EditionStage,
    EditionStanding,
    Extent,
    Judgement,
    Permission,
    Segment,
    Sighting,
    Translation,
    TranslationUnit,
    Verdict,
)
from dragoman.store import Store

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def later(minutes: float) -> datetime:
    """So many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


@cache
def _new_database() -> bytes:
    """The file of a database in which nothing stands yet; made once, since that takes a while."""
    with tempfile.TemporaryDirectory() as folder:
        open_in(Path(folder), fresh=True).close()
        return (Path(folder) / "newsroom.db").read_bytes()


def open_in(folder: Path, *, fresh: bool = False, **options: Any) -> Store:
    """A store in `folder`; `fresh` lets the store make its tables itself."""
    if not fresh and not (folder / "newsroom.db").exists():
        (folder / "newsroom.db").write_bytes(_new_database())
    return Store.open(f"sqlite:///{folder / 'newsroom.db'}", folder / "blobs", **options)


def sighting(number: int = 1, **changes: Any) -> Sighting:
    fields: dict[str, Any] = {
        "publisher": "gazette",
        "listing": "https://gazette.example/feed",
        "url": f"https://gazette.example/{number}",
        "seen_at": NOON,
        "guid": f"tag:gazette.example,2026:{number}",
    }
    return Sighting(**fields | changes)


def seen(store: Store, number: int = 1, **changes: Any) -> ArticleStanding:
    """An article on the shelf, as first sighted."""
    return store.articles.see(sighting(number, **changes), f"gazette/{number}")[0]


def article(id: str = "gazette/1", version: int = 1, **changes: Any) -> Article:  # noqa: A002
    text = str(changes.pop("text", f"The council met on day {version}."))
    fields: dict[str, Any] = {
        "id": id,
        "version": version,
        "publisher": "gazette",
        "url": f"https://gazette.example/{id}",
        "canonical_url": f"https://gazette.example/{id}",
        "capture_sha256": "0" * 64,
        "fetched_at": NOON,
        "language": "en",
        "blocks": (Block(kind=BlockKind.PARAGRAPH, text=text),),
        "segments": (Segment(id="p1s1", block=0, start=0, end=len(text), text=text),),
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "made_by": "test",
    }
    return Article(**fields | changes)


def capture(body: bytes = b"<p>Hello", minutes: float = 0, **changes: Any) -> Capture:
    fields: dict[str, Any] = {
        "url": "https://gazette.example/1",
        "final_url": "https://gazette.example/1",
        "fetched_at": later(minutes),
        "status": 200,
        "media_type": "text/html",
        "body_sha256": hashlib.sha256(body).hexdigest(),
        "body_size": len(body),
    }
    return Capture(**fields | changes)


def edition(stage: EditionStage = EditionStage.WAITING, **changes: Any) -> EditionStanding:
    fields: dict[str, Any] = {
        "article": "gazette/1",
        "language": "pt",
        "version": 1,
        "stage": stage,
        "changed_at": NOON,
    }
    return EditionStanding(**fields | changes)


def translation(version: int = 1, words: int = 6, **changes: Any) -> Translation:
    text = " ".join(["conselho"] * words)
    unit = TranslationUnit(
        segment="p1s1",
        source=" ".join(["council"] * words),
        target=text,
        engine_target=text,
        alignment=tuple(
            AlignedSpan(
                source_start=8 * n,
                source_end=8 * n + 7,
                target_start=9 * n,
                target_end=9 * n + 8,
                p=0.5,
            )
            for n in range(words)
        ),
    )
    fields: dict[str, Any] = {
        "article": "gazette/1",
        "article_version": version,
        "source_language": "en",
        "target_language": "pt",
        "target_variant": "pt-BR",
        "units": (unit,),
        "engine": "fake",
        "made_at": NOON,
        "made_by": "fake:1",
    }
    return Translation(**fields | changes)


def desk_copy(version: int = 1, **changes: Any) -> DeskCopy:
    fields: dict[str, Any] = {
        "translation": translation(version),
        "findings": (),
        "answered": (),
        "repairs": (),
        "judgement": Judgement(verdict=Verdict.RUN),
    }
    return DeskCopy(**fields | changes)


def dispatch(article: str = "gazette/1", version: int = 1, **changes: Any) -> Dispatch:
    language = str(changes.get("language", "pt"))
    fields: dict[str, Any] = {
        "id": f"{article}/{language}",
        "version": version,
        "article": article,
        "article_version": 1,
        "publisher": "gazette",
        "language": language,
        "kind": DispatchKind.TRANSLATION,
        "status": DispatchStatus.USABLE,
        "permission": Permission(
            extent=Extent.FULL, translate=True, show_original=True, index=True, reason="own text"
        ),
        "first_published_at": NOON,
        "published_at": later(version - 1),
    }
    return Dispatch(**fields | changes)


STAGES = tuple(ArticleStage)
