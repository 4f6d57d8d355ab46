"""The articles, in any language, that tell the same event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story: its lead article and all articles that tell it."""

    id: str
    lead: str
    articles: tuple[str, ...]
    updated_at: datetime
