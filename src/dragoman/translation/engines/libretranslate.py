"""LibreTranslate and servers of the same API, here or elsewhere.

The API: https://docs.libretranslate.com/guides/api_usage/
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial

import msgspec

from dragoman.errors import UsageError
from dragoman.language.codes import base_language, normalise_tag
from dragoman.records import EngineInfo, EnginePair, EngineResult, EngineUnit, Tier
from dragoman.translation.engines.callers import Callers, failed
from dragoman.translation.engines.catalogue import Catalogue
from dragoman.translation.engines.packages import ARGOS_CODES
from dragoman.translation.engines.remote import RemoteError, RemoteServer

NAME = "libretranslate"
TOGETHER, LETTERS = 20, 1800
"""Sentences and characters of one question; public servers allow 2,000 characters."""

_CALLS = 2  # at once: public servers count questions by the minute


class LibreTranslateAccess(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the server listens ("" is off), the environment variable that holds its key, and which
    pairs the operator holds good enough to publish.
    """

    address: str = ""
    key_variable: str = ""
    publishable: tuple[str, ...] = ()


class LibreTranslateEngine:
    """Every pair that the server at `access.address` names; whole sentences, no alignment.

    Raises `UsageError` when the key's variable is not set, or would be sent in the open.
    """

    def __init__(self, access: LibreTranslateAccess) -> None:
        self._server = RemoteServer(access.address, NAME)
        self._key = key_of(NAME, access.key_variable)
        if self._key and not self._server.is_secure:
            raise UsageError(f"engine {NAME}: {access.address}: a key needs https")
        self._publishable = frozenset(access.publishable)
        self._catalogue = Catalogue(self._ask_pairs)
        self._callers = Callers(NAME, _CALLS, self._catalogue.lose)

    def info(self) -> EngineInfo:
        """What this engine is and which pairs the server has now; none while it is away."""
        return EngineInfo(
            name=NAME,
            version=f"at {self._server.host}",
            licence="AGPL-3.0 (a server of its own)",
            offline=self._server.is_here,
            pairs=self._catalogue.pairs(),
            capabilities=frozenset({"batch"}),
            unit_cap=100,
        )

    def trouble(self) -> str:
        """Why the server cannot be used just now; "" when it can."""
        return self._catalogue.trouble()

    def signature(self, source: str, target: str) -> str:
        """The engine and its host; which model stands behind it, the server does not say."""
        known = self._catalogue.find(source, target) is not None
        return f"{NAME}:{self._server.host}" if known else NAME

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        """Translate sentences, several in one question; each fails alone."""
        pair = self._catalogue.find(source, target)
        if pair is None:
            return [failed(unit, f"{NAME} does not translate {source}->{target}") for unit in units]
        return self._callers.ask(
            partial(self._several, pair), units, together=TOGETHER, letters=LETTERS
        )

    def close(self) -> None:
        """End the threads."""
        self._callers.close()

    def _several(self, pair: EnginePair, units: Sequence[EngineUnit]) -> list[EngineResult]:
        """The translations of a few units."""
        first, _, second = pair.model.partition(">")
        question: dict[str, object] = {
            "q": [unit.text for unit in units],
            "source": first,
            "target": second,
            "format": "text",
        }
        if self._key:
            question["api_key"] = self._key
        answer = self._server.post_json("/translate", question)
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if isinstance(texts, str) and len(units) == 1:
            texts = [texts]
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise RemoteError(f"{NAME} answers without translations", 200)
        if len(texts) != len(units):
            reason = f"{NAME} gave {len(texts)} translations of {len(units)} sentences"
            raise RemoteError(reason, 200)
        return [
            EngineResult(id=unit.id, text=text)
            if text.strip()
            else failed(unit, f"{NAME} gave an empty translation")
            for unit, text in zip(units, texts, strict=True)
        ]

    def _ask_pairs(self) -> list[EnginePair]:
        """The pairs that the server names."""
        rows = self._server.get("/languages", timeout_s=5)
        if not isinstance(rows, list):
            raise RemoteError(f"{NAME} at {self._server.host} lists no languages", 200)
        codes = {str(row.get("code")): row.get("targets") for row in rows if isinstance(row, dict)}
        pairs: dict[tuple[str, str], EnginePair] = {}
        for code, targets in codes.items():
            for other in targets if isinstance(targets, list) else codes:
                pair = self._pair(code, str(other))
                if pair is not None:
                    pairs.setdefault((pair.source, pair.target), pair)
        return list(pairs.values())

    def _pair(self, code: str, other: str) -> EnginePair | None:
        """A pair of the server's codes; None for a language with itself and for what is no tag."""
        source = normalise_tag(ARGOS_CODES.get(code, code))
        variant = normalise_tag(ARGOS_CODES.get(other, other))
        if not source or not variant or base_language(source) == base_language(variant):
            return None
        good = f"{source}-{variant}" in self._publishable
        return EnginePair(
            source=source,
            target=variant,
            variant=variant,
            tier=Tier.PUBLISHABLE if good else Tier.GIST,
            model=f"{code}>{other}",
        )


def key_of(name: str, variable: str) -> str:
    """The key in the environment variable, "" where none is named.

    Keys never stand in the settings. Raises `UsageError` when the variable is named and not set.
    """
    if not variable:
        return ""
    key = os.environ.get(variable, "").strip()
    if not key:
        raise UsageError(
            f"engine {name}: the environment variable {variable}, named in key_variable, is not set"
        )
    return key
