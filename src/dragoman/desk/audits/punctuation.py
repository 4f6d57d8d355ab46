"""Punctuation that breaks a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dragoman.desk.text import TextView, remark
from dragoman.records import Finding, Severity

_STRAY = re.compile(r"(?<=[.!?]) +[.,;](?=\s|$)|(?<=\w) +[.;](?=\s|$)(?!\s?\.)")
_LONE = re.compile(r"^\s*[.,;:]\s*$")
# A stop after a long word, a blank, and a small word that cannot begin a sentence.
_INSIDE = re.compile(
    r"(?<=[^\W\d_]{4})\. (?=(?:to|of|and|in|with|for|from|that|which|by|on|at"
    r"|de|do|da|em|com|para|que|e|y|en|con|por)"
    r" [^\W\d_])"
)


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
            for match in _STRAY.finditer(segment.text):
                yield remark(
                    self, "A stop stands alone.", text=text, place=place, start=match.start(),
                    end=match.end(), severity=Severity.MINOR,
                )  # fmt: skip
            for match in _INSIDE.finditer(segment.text):
                start = max(0, segment.text.rfind(" ", 0, match.start()))
                yield remark(
                    self, "A full stop stands inside a clause.", text=text, place=place,
                    start=start + 1 if start else 0, end=match.end(),
                )  # fmt: skip
        yield from self._between(text)

    def _between(self, text: TextView) -> Iterable[Finding]:
        """A sentence that goes on in small letters after a full stop was cut at a stray stop."""
        for place in range(1, len(text.segments)):
            before, here = text.segments[place - 1].text, text.segments[place].text
            if text.paragraphs[place] != text.paragraphs[place - 1]:
                continue
            if _INSIDE.search(f"{before.rstrip()} {here[:40]}", max(0, len(before.rstrip()) - 1)):
                yield remark(
                    self, "A full stop stands inside a clause: this goes on in small letters.",
                    text=text, place=place - 1, start=max(0, len(before.rstrip()) - 12),
                    end=len(before.rstrip()),
                )  # fmt: skip
