"""Language models behind an OpenAI-compatible server, here or elsewhere: one sentence a call.

The API: https://platform.openai.com/docs/api-reference/chat (llama.cpp, vLLM, Ollama and others
have the same). What it costs is counted and capped; what comes back is looked at first.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import msgspec

from dragoman.errors import UsageError
from dragoman.language.codes import base_language, normalise_tag
from dragoman.records import EngineInfo, EnginePair, EngineResult, EngineUnit, Finish, Tier
from dragoman.translation.engines.callers import Callers, failed
from dragoman.translation.engines.chat_answers import (
    PROMPT_VERSION,
    instructions,
    objection,
    question,
    translation_in,
)
from dragoman.translation.engines.libretranslate import key_of
from dragoman.translation.engines.purse import Caps, Purse
from dragoman.translation.engines.remote import RemoteError, RemoteServer

NAME = "chat"
_CALLS = 4
_LETTERS_A_TOKEN = 2  # English has about four; scripts with more tokens come near two

NotNegative = Annotated[float, msgspec.Meta(ge=0)]


class ChatAccess(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the server is ("" is off; the address ends before /chat/completions) and which model.

    Further: the environment variable that holds its key, the pairs that it is asked for, those of
    them that are held good enough to publish, and what may be spent in a day (prices are for a
    million tokens).
    """

    address: str = ""
    model: str = ""
    key_variable: str = ""
    pairs: tuple[str, ...] = ()
    publishable: tuple[str, ...] = ()
    tokens_per_day: Annotated[int, msgspec.Meta(ge=0)] = 200_000
    money_per_day: NotNegative = 0.0
    price_asked: NotNegative = 0.0
    price_answered: NotNegative = 0.0


class ChatEngine:
    """The model `access.model` for the pairs that the operator names.

    `today` tells the day that spending is counted for, `purse` is the file of the count. Raises
    `UsageError` for settings that cannot work.
    """

    def __init__(
        self, access: ChatAccess, *, today: Callable[[], date], purse: Path | None = None
    ) -> None:
        if not access.model:
            raise UsageError(f"engine {NAME}: name a model (engines.chat.model)")
        if access.money_per_day and not (access.price_asked or access.price_answered):
            raise UsageError(f"engine {NAME}: money_per_day needs price_asked and price_answered")
        key = key_of(NAME, access.key_variable)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._server = RemoteServer(access.address, NAME, headers=headers, timeout_s=120)
        self._model = access.model
        self._pairs = {(pair.source, pair.target): pair for pair in _pairs(access)}
        caps = Caps(
            tokens=access.tokens_per_day,
            money=access.money_per_day,
            price_asked=access.price_asked,
            price_answered=access.price_answered,
        )
        self._purse = Purse(caps, today, purse)
        self._callers = Callers(NAME, _CALLS)
        self._limit_key = "max_tokens"
        self._options: dict[str, object] = {"temperature": 0}

    def info(self) -> EngineInfo:
        """What this engine is and which pairs it is asked for."""
        return EngineInfo(
            name=NAME,
            version=f"{self._model} at {self._server.host}",
            licence="as the model's provider says",
            offline=self._server.is_here,
            pairs=tuple(self._pairs.values()),
            unit_cap=150,
        )

    def trouble(self) -> str:
        """Why the model cannot be asked just now, such as a cap that is reached; "" when it can."""
        return self._purse.trouble()

    def signature(self, source: str, target: str) -> str:
        """Engine, model, host and what the model is told; the provider may change the rest."""
        if (source, target) not in self._pairs:
            return NAME
        safe = re.sub(r"[^\w.:/-]", "-", f"{self._model}@{self._server.host}")
        return f"{NAME}-{PROMPT_VERSION}:{safe}"

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        """Translate sentences, each in a call of its own; each fails alone."""
        pair = self._pairs.get((source, target))
        if pair is None:
            return [
                failed(unit, f"{NAME} is not set to translate {source}->{target}") for unit in units
            ]
        return self._callers.ask(partial(self._one, pair), units)

    def close(self) -> None:
        """End the threads."""
        self._callers.close()

    def _one(self, pair: EnginePair, units: Sequence[EngineUnit]) -> list[EngineResult]:
        """The translation of one unit, paid for."""
        unit, mark = units[0], secrets.token_hex(8)
        told = instructions(pair.source, pair.variant)
        asked = question(unit.text, mark)
        reserved = ((len(told) + len(asked)) // _LETTERS_A_TOKEN + 16, 96 + len(unit.text))
        refusal = self._purse.reserve(*reserved)
        if refusal:
            raise RemoteError(f"{NAME}: {refusal}", 402)
        used = reserved
        try:
            answer = self._complete(told, asked, reserved[1])
            used = _used(answer, reserved)
        except RemoteError as error:
            used = (0, 0) if error.status >= 400 else reserved  # what was refused costs nothing
            raise
        finally:
            self._purse.settle(reserved, used)
        return [_result(unit, answer, pair, mark)]

    def _complete(self, told: str, asked: str, limit: int) -> Any:
        """The server's answer; servers that refuse an option are asked again without it."""
        for _ in range(3):
            try:
                return self._server.post_json(
                    "/chat/completions",
                    {
                        "model": self._model,
                        "messages": [
                            {"role": "system", "content": told},
                            {"role": "user", "content": asked},
                        ],
                        self._limit_key: limit,
                        **self._options,
                    },
                )
            except RemoteError as error:
                if error.status != 400:
                    raise
                if "max_completion_tokens" in str(error) and self._limit_key == "max_tokens":
                    self._limit_key = "max_completion_tokens"
                elif "temperature" in str(error) and self._options:
                    self._options = {}
                else:
                    raise
        raise RemoteError(f"{NAME} refuses every form of the question", 400)


def _pairs(access: ChatAccess) -> list[EnginePair]:
    """The pairs of the settings. Raises `UsageError` for one that is none."""
    pairs = []
    for written in access.pairs:
        first, _, second = written.replace(">", "-").replace("--", "-").partition("-")
        source, variant = normalise_tag(first), normalise_tag(second)
        if not source or not variant or base_language(source) == base_language(variant):
            raise UsageError(f'engine {NAME}: pairs: "{written}" is no pair; write "en-es"')
        good = written in access.publishable
        pairs.append(
            EnginePair(
                source=source,
                target=variant,
                variant=variant,
                tier=Tier.PUBLISHABLE if good else Tier.GIST,
                model=access.model,
            )
        )
    return pairs


def _used(answer: Any, reserved: tuple[int, int]) -> tuple[int, int]:
    """The tokens that the server says were used; what was set aside where it does not say."""
    usage = answer.get("usage") if isinstance(answer, dict) else None
    if not isinstance(usage, dict):
        return reserved
    counts = [usage.get("prompt_tokens"), usage.get("completion_tokens")]
    asked, answered = (
        count if isinstance(count, int) and count >= 0 else aside
        for count, aside in zip(counts, reserved, strict=True)
    )
    return asked, answered


def _result(unit: EngineUnit, answer: Any, pair: EnginePair, mark: str) -> EngineResult:
    """The model's answer as a result, if it is one."""
    try:
        choice = answer["choices"][0]
        content, stopped = choice["message"]["content"], choice.get("finish_reason")
    except (KeyError, IndexError, TypeError, AttributeError):
        return failed(unit, f"{NAME} answers without a choice")
    if stopped not in (None, "stop", "length", "eos"):
        return failed(unit, f"the model stopped because of {stopped}")
    text, doubt = translation_in(content) if isinstance(content, str) else ("", "")
    if stopped == "length":
        # Cut-off JSON cannot be read; cut-off text is no translation of the whole.
        return failed(unit, "the model did not come to an end within its limit")
    reason = objection(unit.text, text, pair.source, pair.variant, mark)
    if reason:
        return failed(unit, reason)
    return EngineResult(id=unit.id, text=text, finish=Finish.OK, error=doubt)
