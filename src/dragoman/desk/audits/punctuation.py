"""Punctuation that breaks a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.desk.text import TextView, remark
from dragoman.language.punctuation import INSIDE_CLAUSE, broken_places
from dragoman.records import Finding, Severity

_LONE = re.compile(r"^\s*[.,;:]\s*$")


class PunctuationAudit:
    """Finds a stop that stands alone and a full stop inside a clause ("the price. to Russia").

    Not good for poems, lists and styles that begin sentences with small letters.
    """

    name = "punctuation"
    category = "linguistic-conventions/punctuation"
    languages: frozenset[str] = frozenset()

    def run(self, text: TextView) -> Iterable[Finding]:
        """Findings inside sentences and between neighbours of one paragraph."""
        for place, segment in enumerate(text.segments):
            if _LONE.match(segment.text):
                yield remark(
                    self, "A stop stands alone.", text=text, place=place,
                    end=len(segment.text), severity=Severity.MINOR,
                )  # fmt: skip
            for start, end, message in broken_places(segment.text):
                alone = message.startswith("A stop")
                yield remark(
                    self, message, text=text, place=place, start=start, end=end,
                    severity=Severity.MINOR if alone else Severity.MAJOR,
                )  # fmt: skip
        yield from self._between(text)

    def _between(self, text: TextView) -> Iterable[Finding]:
        """A sentence that goes on in small letters after a full stop was cut at a stray stop."""
        for place in range(1, len(text.segments)):
            before, here = text.segments[place - 1].text, text.segments[place].text
            if text.paragraphs[place] != text.paragraphs[place - 1]:
                continue
            end = len(before.rstrip())
            # Only the stop between the two: a stray one further on is found in its own sentence.
            if INSIDE_CLAUSE.match(f"{before[:end]} {here[:40]}", max(0, end - 1)):
                yield remark(
                    self, "A full stop stands inside a clause: this goes on in small letters.",
                    text=text, place=place - 1, start=max(0, end - 12), end=end,
                )  # fmt: skip
