"""A second engine for the desk's tests: it says what its script has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.records import EngineResult, Finish


class ScriptedOpinion:
    """Answers each source by its script; of other sentences it has no translation.

    `asked` remembers every sentence in order.
    """

    def __init__(self, script: Mapping[str, str], name: str = "other") -> None:
        self._script, self._name = dict(script), name
        self.asked: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[EngineResult]:
        self.asked += texts
        return [
            EngineResult(id=str(place), text=self._script[text])
            if text in self._script
            else EngineResult(
                id=str(place), text="", finish=Finish.ERROR, error="not in the script"
            )
            for place, text in enumerate(texts)
        ]
