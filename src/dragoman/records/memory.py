"""The contract of a translation memory: what engines wrote before, and what people wrote.

Made by the store and handed by the newsroom to the translation room.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from dragoman.records.engine import EngineResult


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPair:
    """A sentence and a person's translation of it, as an imported memory had it.

    Languages are BCP 47 tags. `creator` is who made it, `changed_on` when, as the memory says
    ("" where it does not); `memory` names the file that it came from.
    """

    source_language: str
    target_language: str
    source: str
    target: str
    creator: str = ""
    changed_on: str = ""
    memory: str = ""


class TranslationMemory(Protocol):
    """What was translated before. Thread-safe.

    A key stands for everything that an engine's answer depends on; who makes keys is no matter of
    the memory. What people wrote is kept apart and never pruned.
    """

    def recall(self, keys: Sequence[str]) -> dict[str, EngineResult]:
        """The answers kept under these keys; keys without one are left out."""
        ...

    def remember(self, fresh: Mapping[str, EngineResult], used: Collection[str], day: date) -> None:
        """Keep new answers and note that `used` keys served on `day`, in one transaction."""
        ...

    def by_people(
        self, sources: Sequence[str], source_language: str, target_language: str
    ) -> dict[str, KeptPair]:
        """What people wrote for exactly these sentences, by sentence.

        A tag with a region is answered by that region or by none; a tag without one by any.
        """
        ...
