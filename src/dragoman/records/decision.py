"""What a person decided: short, written once, carried out by the newsroom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DecisionKind(StrEnum):
    """The operator's hand."""

    WITHDRAW = "withdraw"  # take a dispatch off every page and feed
    FIX = "fix"  # replace the translation of one sentence
    PAUSE = "pause"  # stop a publisher or keep a dispatch from being updated
    RELEASE = "release"  # let a held dispatch or a paused publisher go


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `target` is a dispatch, a publisher's slug, or `DISPATCH#segment` for a fix.

    `text` is the new translation of a fix; `note` is the reason, printed where readers must know.
    `source` is the source sentence that a fix belongs to. `id` counts from 1 (0: not kept yet).
    """

    kind: DecisionKind
    target: str
    by: str
    decided_at: datetime
    note: str = ""
    text: str = ""
    source: str = ""
    id: int = 0
    done_at: datetime | None = None
    outcome: str = ""
