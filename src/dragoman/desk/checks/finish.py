"""Finish: the engine or its guard said that this sentence did not come about properly."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.check import DocumentView, note
from dragoman.records import Finding, Finish, Severity

_SENTENCES = {
    Finish.LENGTH: "The engine stopped at its length limit; the sentence's end may be missing.",
    Finish.LOOP: "The engine began to repeat itself; words may be invented or missing.",
    Finish.ERROR: "The engine failed on this sentence.",
}


class FinishCheck:
    """Finds sentences that the engine ended by its length limit, in a loop, or with an error.

    Also tells what the translation room was not sure of on the way: things put back by position,
    figures not found, words that the engine does not know, terms that could not be had. Not good
    for translations that come without an engine's word on how they ended.
    """

    name = "finish"
    category = "accuracy/mistranslation/mt-hallucination"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """One finding for each unit that did not end well and still shows the engine's text."""
        for unit in document.open_units():
            if unit.unit and unit.unit.origin.value in ("tm", "person"):
                continue
            told = unit.unit.error if unit.unit else ""
            if unit.finish is Finish.OK:
                if told:
                    yield note(
                        self, unit, f"The engine's text was not taken as it came: {told}.",
                        severity=Severity.MINOR, found="doubt", confidence=0.5,
                    )  # fmt: skip
                continue
            failed = unit.finish is Finish.ERROR
            reason = f" ({told})" if told else ""
            yield note(
                self, unit, _SENTENCES[unit.finish] + reason,
                severity=Severity.CRITICAL if failed else Severity.MAJOR,
                found=unit.finish.value, confidence=1.0,
            )  # fmt: skip
