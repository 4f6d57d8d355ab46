"""Punctuation: stops that break a sentence, and questions that became statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.punctuation import asks, broken_places
from dragoman.language.quotes import find_marks
from dragoman.records import Finding, Severity

_STOP = re.compile(r"[.!?…]+[\"”“»’']?\s+(?=\W*[^\W\d_])")
_OUTCRY = 4  # words: "Huh, what?" is written either way
_INTRODUCED = re.compile(r"[^\W\d_]: [^:]{12,}\?\W*$")


class PunctuationCheck:
    """Finds a stop that stands alone or inside a clause ("the price. to Russia"), and lost "?".

    What the original has too is left alone. Confidence is set by hand: 0.8, and 0.7 for questions.
    Not good for poems, lists and styles that begin sentences with small letters.
    """

    name = "punctuation"
    category = "linguistic-conventions/punctuation"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._broken(unit)
            yield from self._asked(unit)

    def _broken(self, unit: UnitView) -> Iterator[Finding]:
        known = len(broken_places(unit.source))
        for start, end, message in broken_places(unit.target)[known:]:
            yield note(
                self, unit, message, severity=Severity.MINOR, target_span=(start, end),
                found=unit.target[start:end], confidence=0.8,
            )  # fmt: skip

    def _asked(self, unit: UnitView) -> Iterator[Finding]:
        """A question mark at the end of one side only."""
        before, after = _ends_asking(unit.source), _ends_asking(unit.target)
        asked, told = (unit.source, unit.target) if before else (unit.target, unit.source)
        if _asks_aside(asked) or len(_STOP.findall(asked)) != len(_STOP.findall(told)):
            return
        if before and not asks(unit.target):
            message = "The original asks; the translation has no question mark."
        elif after and not asks(unit.source):
            message = "The translation asks; the original has no question mark."
        else:
            return
        last = len(unit.target.rstrip())
        yield note(
            self, unit, message, severity=Severity.MINOR,
            source_span=(len(unit.source.rstrip()) - 1, len(unit.source.rstrip())),
            target_span=(last - 1, last), expected="?" if before else "",
            found="" if before else "?", confidence=0.7,
        )  # fmt: skip


def _asks_aside(text: str) -> bool:
    """An outcry of a few words, or a question inside a statement, that others report indirectly:
    quoted in its middle, or introduced by a colon."""
    if len(text.split()) <= _OUTCRY or _INTRODUCED.search(text):
        return True
    marks = find_marks(text)
    if not marks or text[marks[-1].start + 1 :].strip():
        return False
    openers = [one for one in marks[:-1] if one.double == marks[-1].double]
    return bool(openers) and bool(text[: openers[-1].start].strip())


def _ends_asking(text: str) -> bool:
    return asks(text.rstrip("\"”“»«'’)] \u00a0")[-1:])
