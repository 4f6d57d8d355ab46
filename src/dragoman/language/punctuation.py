"""Punctuation that breaks a sentence, found in a text alone."""

from __future__ import annotations

import re

# A stop after a long word, a blank, and a small word that cannot begin a sentence.
INSIDE_CLAUSE = re.compile(
    r"(?<=[^\W\d_]{4})\. (?=(?:to|of|and|in|with|for|from|that|which|by|on|at"
    r"|de|do|da|em|com|para|que|e|y|en|con|por)"
    r" [^\W\d_])"
)
STRAY_STOP = re.compile(r"(?<=[.!?]) +[.,;](?=\s|$)|(?<=\w) +[.;](?=\s|$)(?!\s?\.)")
_QUESTION_MARKS = "?\uff1f\u061f\u037e"  # Latin, full-width, Arabic, Greek


def broken_places(text: str) -> list[tuple[int, int, str]]:
    """Where a stop stands alone or inside a clause: start, end, a sentence about it."""
    found = [(*match.span(), "A stop stands alone.") for match in STRAY_STOP.finditer(text)]
    for match in INSIDE_CLAUSE.finditer(text):
        start = text.rfind(" ", 0, match.start()) + 1
        found.append((start, match.end(), "A full stop stands inside a clause."))
    return sorted(found)


def asks(text: str) -> bool:
    """True when a text has a question mark."""
    return any(mark in text for mark in _QUESTION_MARKS)
