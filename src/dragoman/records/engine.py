"""The contract of a translation engine, and of a scorer of translations.

Engines are made by the translation room and handed by the newsroom to whoever may use them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable


class Finish(StrEnum):
    """How an engine ended a unit. Anything but `OK` is never published quietly."""

    OK = "ok"
    LENGTH = "length"  # stopped by a length limit
    LOOP = "loop"  # repeats itself
    ERROR = "error"


class Tier(StrEnum):
    """Quality of a pair: gist pairs are held by default."""

    PUBLISHABLE = "publishable"
    GIST = "gist"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnginePair:
    """One direction. `variant` is the language that really comes out (`pt-BR` for `pt`)."""

    source: str
    target: str
    variant: str = ""
    tier: Tier = Tier.PUBLISHABLE
    pivot: str = ""
    model: str = ""
    model_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineInfo:
    """What an engine is. `offline` is false when text leaves the machine.

    `capabilities` are words out of: batch, align, score, forced, nbest, html, glossary, prefix.
    `unit_cap` is the longest unit in white-space words.
    """

    name: str
    version: str
    licence: str
    offline: bool
    pairs: tuple[EnginePair, ...]
    capabilities: frozenset[str] = frozenset()
    unit_cap: int = 70
    preferred_batch: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedSpan:
    """Source code points [start, end) answer to target code points, with weight p (0 to 1)."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WordReading:
    """What a model makes of one white-space word of a given target, in nats, over its pieces.

    `surprise`: the word's negative log-probability; `lost`: how much likelier the model's own next
    pieces were; `excess`: surprise beyond what the model expected there, and `spread` the standard
    deviation of that. [start, end) are code points.
    """

    start: int
    end: int
    surprise: float
    lost: float
    excess: float
    spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineUnit:
    """What an engine is asked to translate: one sentence, with what may help.

    Each of `required` must stand in the target, and of each group in `required_any` at least one
    phrase; none of `forbidden` may. Engines with the capability `glossary` decode so that they do.
    `required_at` says for the groups, in order, which code points of `text` each is to stand for
    (where it ends earlier, or (0, 0): anywhere), `forbidden_at` for the forbidden ones which they
    must not stand for.
    """

    id: str
    text: str
    context_before: str = ""
    required: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    required_any: tuple[tuple[str, ...], ...] = ()
    required_at: tuple[tuple[int, int], ...] = ()
    forbidden_at: tuple[tuple[int, int], ...] = ()

    @property
    def is_constrained(self) -> bool:
        """True when something is required or forbidden."""
        return bool(self.required or self.forbidden or self.required_any)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineResult:
    """One answer, in the order of the units asked. `error` says why `finish` is `ERROR`; beside any
    other finish it is the engine's own doubt, such as words that it does not know.

    Alignment offsets refer to the unit's text as given and to `text` as returned. `remembered` is
    true when the engine wrote this earlier and the translation memory kept it. `words` tells of a
    given target what a reading model makes of its words; translations have none.
    """

    id: str
    text: str
    finish: Finish = Finish.OK
    alignment: tuple[AlignedSpan, ...] = ()
    log_probabilities: tuple[float, ...] = ()
    error: str = ""
    remembered: bool = False
    words: tuple[WordReading, ...] = ()


@runtime_checkable
class Engine(Protocol):
    """A translation engine.

    Results come in the order and number of the units; a unit that fails gets `Finish.ERROR`
    and its reason, never an exception for the batch. Thread-safe.
    """

    def info(self) -> EngineInfo:
        """What this engine is and which pairs it translates."""
        ...

    def signature(self, source: str, target: str) -> str:
        """One word that names engine, model and model hash for a pair, for `made_by`."""
        ...

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        """Translate units of one pair."""
        ...

    def close(self) -> None:
        """Give back processes and memory."""
        ...


@runtime_checkable
class Scorer(Protocol):
    """Scores given translations by forced decoding; an engine may also be a scorer."""

    def score(self, pairs: Sequence[tuple[str, str]], source: str, target: str) -> list[float]:
        """Sum of token log-probabilities of each target given its source (0 is certain)."""
        ...


@runtime_checkable
class Interpreter(Protocol):
    """What a model of the same pair can tell the desk about a translation, whoever made it.

    The texts are given as they are printed; typography and characters that the model cannot spell
    are the interpreter's business. Thread-safe.
    """

    def reads(self, source: str, target: str) -> bool:
        """True when there is a model for the pair that aligns and scores."""
        ...

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        """Alignment, token log-probabilities and `words` of given (source, target) texts, in order.

        `text` is the target as given and all offsets refer to the texts as given. A pair
        that cannot be read (empty, too long, no such model) has `Finish.ERROR` and no alignment.
        """
        ...

    def retranslate(
        self,
        text: str,
        source: str,
        target: str,
        *,
        required: Sequence[str] = (),
        forbidden: Sequence[str] = (),
        count: int = 1,
    ) -> list[str]:
        """Up to `count` other translations of one sentence, best first, fully typeset.

        Each holds all `required` phrases and none of the `forbidden` ones; empty where that cannot
        be had.
        """
        ...


@runtime_checkable
class SecondOpinion(Protocol):
    """Another engine, asked what it makes of sentences that a first one translated. Thread-safe."""

    @property
    def name(self) -> str:
        """The engine's name, as `EngineInfo.name` has it."""
        ...

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[EngineResult]:
        """Its translations in order; `Finish.ERROR` and a reason where it has none. Never raises.

        They are there to be compared, and are not published: the quality may be gist.
        """
        ...
