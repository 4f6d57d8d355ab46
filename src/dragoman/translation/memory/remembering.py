"""An engine that is not asked twice for the same: before it stands what it wrote earlier."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dragoman.records import (
    Engine,
    EngineInfo,
    EngineResult,
    EngineUnit,
    Finish,
    TranslationMemory,
)


def memory_key(unit: EngineUnit, source: str, target: str, signature: str) -> str:
    """32 hexadecimal digits (128 bits of SHA-256) of all that an engine's answer depends on.

    These are the pair, the engine's signature with its model's hash, the text as the engine is
    shown it (so what the text guard does is part of it), its context, and its constraints.
    """
    digest = hashlib.sha256()
    groups = ["\x1e".join(group) for group in unit.required_any]
    places = [f"{start}-{end}" for start, end in unit.required_at]
    places += [f"not {start}-{end}" for start, end in unit.forbidden_at]
    for part in (
        *(source, target, signature, unit.text, unit.context_before),
        *("\x1f".join(parts) for parts in (unit.required, unit.forbidden, groups, places)),
    ):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()[:32]


class RememberingEngine:
    """`engine`, with a memory before it, for one article: `keep` writes down what is new.

    Only answers that ended well are kept. Results from the memory are exactly what the engine
    wrote, and say that they are remembered.
    """

    def __init__(self, engine: Engine, memory: TranslationMemory) -> None:
        self._engine, self._memory = engine, memory
        self._fresh: dict[str, EngineResult] = {}
        self._used: set[str] = set()

    def info(self) -> EngineInfo:
        """What the engine is."""
        return self._engine.info()

    def signature(self, source: str, target: str) -> str:
        """The engine's signature."""
        return self._engine.signature(source, target)

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        """Translate units of one pair, in order; only what is not remembered is worked on."""
        signature = self._engine.signature(source, target)
        keys = [memory_key(unit, source, target, signature) for unit in units]
        known = self._memory.recall([key for key in dict.fromkeys(keys) if key not in self._fresh])
        self._used.update(known)
        asked = {
            key: unit
            for key, unit in zip(keys, units, strict=True)
            if key not in known and key not in self._fresh
        }
        if asked:
            answers = list(self._engine.translate(list(asked.values()), source, target))
            if len(answers) != len(asked):
                return answers  # the caller sees that the numbers differ
            answered = dict(zip(asked, answers, strict=True))
            self._fresh |= {k: one for k, one in answered.items() if one.finish is Finish.OK}
            known = {**known, **answered}
        return [
            replace(known[key] if key in known else self._fresh[key], id=unit.id)
            for key, unit in zip(keys, units, strict=True)
        ]

    def keep(self, day: date) -> None:
        """Write down what is new, and that what was remembered served on `day`."""
        if self._fresh or self._used:
            self._memory.remember(self._fresh, self._used, day)
        self._fresh, self._used = {}, set()

    def close(self) -> None:
        """Nothing: the engine belongs to whoever made it."""
