"""Packages of Argos and OPUS through CTranslate2, which is optional: `dragoman[ctranslate2]`.

CTranslate2 (MIT) lets go of the GIL while it translates and is thread-safe, so it runs here.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Any

import msgspec

from dragoman.errors import UsageError
from dragoman.records import EngineInfo, EnginePair, EngineResult, EngineUnit, Finish, Tier
from dragoman.translation.engines.callers import failed
from dragoman.translation.engines.packages import Package
from dragoman.translation.engines.pool import cores

NAME = "ctranslate2"
BEAM, LENGTH_PENALTY = 4, 0.2  # what Argos Translate itself decodes with
MOST_PIECES = 500
"""The longest source: OPUS models know 512 places and fail beyond."""


class CTranslate2Access(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where packages lie (none is off), and which pairs are held good enough to publish."""

    packages: tuple[str, ...] = ()
    publishable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A package in memory."""

    translator: Any
    source_pieces: Any
    target_pieces: Any


class CTranslate2Engine:
    """One package a direction; the first of a pair counts. Whole sentences, no alignment.

    `processes` is how many batches are worked on at once (0: one per core). A package is loaded
    when first asked for; one that cannot be gives every unit `Finish.ERROR` with file and reason.
    Raises `UsageError` where CTranslate2 is not installed.
    """

    def __init__(
        self, packages: Sequence[Package], processes: int = 0, *, publishable: Sequence[str] = ()
    ) -> None:
        if find_spec("ctranslate2") is None:
            raise UsageError("CTranslate2 is not installed: pip install 'dragoman[ctranslate2]'")
        self._packages = {(one.source, one.target): one for one in reversed(packages)}
        self._publishable = frozenset(publishable)
        self._threads = processes or cores()
        self._loaded: dict[tuple[str, str], _Loaded | str] = {}
        self._lock = threading.Lock()
        self._closed = False

    def info(self) -> EngineInfo:
        """What this engine is and which pairs its packages translate."""
        return EngineInfo(
            name=NAME,
            version=metadata.version("ctranslate2"),
            licence="MIT (models: as their packages say)",
            offline=True,
            pairs=tuple(self._pair(one) for one in self._packages.values()),
            capabilities=frozenset({"batch"}),
            preferred_batch=32,
        )

    def signature(self, source: str, target: str) -> str:
        """Engine, package and the first digits of its SHA-256; the name alone without one."""
        package = self._packages.get((source, target))
        if package is None:
            return NAME
        version = metadata.version("ctranslate2")
        return f"{NAME}-{version}:{package.name}:sha256-{package.sha256[:12]}"

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        """Translate sentences; each fails alone."""
        package = self._packages.get((source, target))
        if package is None:
            return [failed(unit, f"{NAME} has no package for {source}->{target}") for unit in units]
        loaded = self._load((source, target), package)
        if isinstance(loaded, str):
            return [failed(unit, loaded) for unit in units]
        try:
            return _translate(loaded, package, units)
        except (RuntimeError, ValueError) as error:
            if len(units) == 1:
                return [failed(units[0], f"{NAME}: {package.name}: {error}")]
            return [self.translate([unit], source, target)[0] for unit in units]

    def load(self) -> list[str]:
        """Load every package now; one line for each that cannot be."""
        loaded = [self._load(pair, package) for pair, package in self._packages.items()]
        return [one for one in loaded if isinstance(one, str)]

    def close(self) -> None:
        """Give back the models' memory."""
        with self._lock:
            self._closed = True
            self._loaded.clear()

    def _pair(self, package: Package) -> EnginePair:
        names = {f"{package.source}-{package.target}", f"{package.source}-{package.variant}"}
        return EnginePair(
            source=package.source,
            target=package.target,
            variant=package.variant,
            tier=Tier.PUBLISHABLE if names & self._publishable else Tier.GIST,
            model=package.name,
            model_sha256=package.sha256,
        )

    def _load(self, pair: tuple[str, str], package: Package) -> _Loaded | str:
        """The package in memory, or why it cannot be there."""
        with self._lock:
            if self._closed:
                return f"the engine {NAME} is closed"
            if pair not in self._loaded:
                try:
                    self._loaded[pair] = _load(package, self._threads)
                except (RuntimeError, ValueError, OSError, KeyError) as error:
                    reason = " ".join(str(error).split())
                    self._loaded[pair] = f"{package.path}: cannot be loaded: {reason}"
            return self._loaded[pair]


def _load(package: Package, threads: int) -> _Loaded:
    """Read a package into memory."""
    library, pieces = import_module("ctranslate2"), import_module("sentencepiece")
    files = {name: package.read(member) for name, member in package.files}
    translator = library.Translator(
        str(package.path), device="cpu", inter_threads=threads, intra_threads=1, files=files
    )
    source = pieces.SentencePieceProcessor(model_proto=package.read(package.source_pieces))
    target = pieces.SentencePieceProcessor(model_proto=package.read(package.target_pieces))
    return _Loaded(translator, source, target)


def _translate(
    loaded: _Loaded, package: Package, units: Sequence[EngineUnit]
) -> list[EngineResult]:
    """Translate what is neither empty nor too long, in batches of like length."""
    results: dict[int, EngineResult] = {}
    waiting: list[tuple[int, list[str]]] = []
    for place, unit in enumerate(units):
        text = unit.text.encode("utf-8", "replace").decode("utf-8")
        pieces = loaded.source_pieces.encode(text, out_type=str)
        if not any(char.isalnum() for char in text):
            results[place] = EngineResult(id=unit.id, text=unit.text)
        elif len(pieces) > MOST_PIECES:
            results[place] = failed(unit, f"{len(pieces)} pieces are more than {NAME} can read")
        else:
            prefix = [package.source_prefix] if package.source_prefix else []
            end = [package.end] if package.end else []
            waiting.append((place, [*prefix, *pieces, *end]))
    limit = 20 + 3 * max((len(pieces) for _, pieces in waiting), default=0)
    answers = (
        loaded.translator.translate_batch(
            [pieces for _, pieces in waiting],
            target_prefix=[[package.target_prefix]] * len(waiting)
            if package.target_prefix
            else None,
            max_batch_size=32,
            beam_size=BEAM,
            length_penalty=LENGTH_PENALTY,
            replace_unknowns=True,
            max_input_length=0,
            max_decoding_length=limit,
        )
        if waiting
        else []
    )
    for (place, pieces), answer in zip(waiting, answers, strict=True):
        written = [piece for piece in answer.hypotheses[0] if piece != package.target_prefix]
        results[place] = _result(loaded, units[place], written, 20 + 3 * len(pieces))
    return [results[place] for place in range(len(units))]


def _result(loaded: _Loaded, unit: EngineUnit, written: list[str], limit: int) -> EngineResult:
    """The pieces that were written as a result; more than `limit` of them are too many."""
    text = str(loaded.target_pieces.decode(written)).strip()
    if not text:
        return failed(unit, f"{NAME} gave an empty translation")
    finish = Finish.LENGTH if len(written) >= limit else Finish.OK
    return EngineResult(id=unit.id, text=text, finish=finish)
