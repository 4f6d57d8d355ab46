"""A translation: one unit for each segment of one version of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dragoman.records.article import Inline
from dragoman.records.engine import AlignedSpan, Finish, Tier


class Origin(StrEnum):
    """Where a unit's published target came from."""

    MT = "mt"
    TM = "tm"
    TERMBASE = "tb"
    REPAIR = "repair"
    PERSON = "person"
    SOURCE = "source"  # the original's words stand in place, marked


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationUnit:
    """One source sentence, its target sentence and how they align.

    `engine_target` is what the engine wrote, before any repair; `target` is what is published.
    Alignment offsets are code points into `source` and `target`. `guarded` lists
    (before, after) of what the text guard changed on the way in and put back on the way out.
    `inlines` is the original's mark-up, carried to `target`. `terms` lists (words of the source,
    words of `engine_target`) of the termbase's entries that hold in it. `memory` says whose words
    a unit of origin TM has: "engine", or the person that an imported memory names.
    """

    segment: str
    source: str
    target: str
    engine_target: str
    origin: Origin = Origin.MT
    finish: Finish = Finish.OK
    alignment: tuple[AlignedSpan, ...] = ()
    guarded: tuple[tuple[str, str], ...] = ()
    error: str = ""
    inlines: tuple[Inline, ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    memory: str = ""

    @property
    def is_aligned_as_written(self) -> bool:
        """True when the engine aligned the words of what is published."""
        return self.target == self.engine_target and len(self.alignment) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """All units of one article version in one language, in reading order.

    `offline` is false when text left the machine on its way. `pivot` is the language in between
    where two engines translated one after the other, "" for one.
    """

    article: str
    article_version: int
    source_language: str
    target_language: str
    target_variant: str
    units: tuple[TranslationUnit, ...]
    engine: str
    made_at: datetime
    made_by: str
    tier: Tier = Tier.PUBLISHABLE
    offline: bool = True
    pivot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untranslated:
    """Why there is no translation ("no engine for de->pt")."""

    article: str
    source_language: str
    target_language: str
    reason: str
