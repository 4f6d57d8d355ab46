"""Engines that do as they are told: one follows a script, one lies in a planned way."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dragoman.language.typography import to_straight_quotes
from dragoman.records import Engine, EngineInfo, EnginePair, EngineResult, EngineUnit, Finish

EN_PT = EnginePair(source="en", target="pt", variant="pt-BR", model="scripted-enpt")
PT_EN = EnginePair(source="pt", target="en", variant="en", model="scripted-pten")


class ScriptedEngine:
    """Gives each source the target that its script has; other sentences come back marked.

    A script's value may be an exception (the unit fails with it) or a `Finish`. Sources are found
    with their quotation marks straight or set. `asked` remembers every text in order.
    """

    def __init__(
        self,
        script: Mapping[str, str | Exception | Finish] | None = None,
        pairs: Sequence[EnginePair] = (EN_PT, PT_EN),
        *,
        name: str = "scripted",
        unit_cap: int = 70,
        offline: bool = True,
    ) -> None:
        self._script = dict(script or {})
        self._script |= {to_straight_quotes(key): value for key, value in self._script.items()}
        self._pairs = tuple(pairs)
        self._name = name
        self._unit_cap = unit_cap
        self._offline = offline
        self.asked: list[str] = []
        self.closed = False

    def info(self) -> EngineInfo:
        return EngineInfo(
            name=self._name,
            version="1",
            licence="Apache-2.0",
            offline=self._offline,
            pairs=self._pairs,
            unit_cap=self._unit_cap,
        )

    def signature(self, source: str, target: str) -> str:
        return f"{self._name}:{source}{target}:sha256-0"

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        self.asked += [unit.text for unit in units]
        return [self._answer(unit, target) for unit in units]

    def _answer(self, unit: EngineUnit, target: str) -> EngineResult:
        scripted = self._script.get(unit.text, f"[{target}] {unit.text}")
        if isinstance(scripted, Exception):
            return EngineResult(id=unit.id, text="", finish=Finish.ERROR, error=str(scripted))
        if isinstance(scripted, Finish):
            return EngineResult(id=unit.id, text=f"[{target}] {unit.text}", finish=scripted)
        return EngineResult(id=unit.id, text=scripted)

    def close(self) -> None:
        self.closed = True


FAULTS = ("number", "name", "drop", "duplicate", "quote")


class LyingEngine:
    """Translates as another engine does and plants one fault of a kind in every sentence it can.

    number: the first number gains a digit; name: the last capitalised word becomes "Smith"; drop:
    the second half is gone; duplicate: the sentence stands twice; quote: no quotation mark is left.
    Given pairs instead of an engine it lies about a marked echo.
    """

    def __init__(self, engine: Engine | Sequence[EnginePair], fault: str = "number") -> None:
        if fault not in FAULTS:
            raise ValueError(f"unknown fault {fault!r}; known: {', '.join(FAULTS)}")
        self._honest = engine if isinstance(engine, Engine) else ScriptedEngine(pairs=engine)
        self._fault = fault

    def info(self) -> EngineInfo:
        return self._honest.info()

    def signature(self, source: str, target: str) -> str:
        return self._honest.signature(source, target)

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        return [
            EngineResult(id=result.id, text=self._lie(result.text), finish=result.finish)
            for result in self._honest.translate(units, source, target)
        ]

    def _lie(self, text: str) -> str:
        if self._fault == "number":
            return re.sub(r"\d+", lambda found: found.group() + "7", text, count=1)
        if self._fault == "name":
            names = list(re.finditer(r"(?<!^)(?<=\s)[A-ZÀ-Ý]\w+", text))
            if not names:
                return text
            return text[: names[-1].start()] + "Smith" + text[names[-1].end() :]
        if self._fault == "drop":
            words = text.split(" ")
            return " ".join(words[: -(-len(words) // 2)])
        if self._fault == "duplicate":
            return f"{text} {text}"
        return "".join(char for char in text if char not in '"“”„«»')

    def close(self) -> None:
        self._honest.close()
