"""Notices: what a reader must be told about a text that changed or went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """Wire words for what happened to a text."""

    UPDATE = "update"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    ADVISORY = "advisory"
    HOLD = "hold"
    KILL = "kill"


class NoticeBy(StrEnum):
    """Whose mistake or decision it was."""

    PUBLISHER = "publisher"
    NEWSROOM = "newsroom"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """One sentence before and after, in the edition's language ("" where it is new or gone)."""

    before: str
    after: str
    segment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice on a dispatch: what changed, when, by whom. `note` is free text, verbatim."""

    kind: NoticeKind
    by: NoticeBy
    version: int
    issued_at: datetime
    note: str = ""
    changes: tuple[TextChange, ...] = ()
