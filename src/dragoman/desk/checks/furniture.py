"""Furniture: words of a page's frame inside the text ("Back to top", "Leia também")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.words import plain_language, read_rows
from dragoman.records import Finding, Severity


class FurnitureCheck:
    """Finds phrases of buttons, menus and notices that leaked into the text.

    Sees only phrases of its list, and only where the original has no such phrase; furniture that
    stands in the original too is reported with less weight, since it was taken in with it.
    """

    name = "furniture"
    category = "custom/source-error"
    languages = frozenset(
        ("en", "pt", "es", "de", "fr", "it", "nl", "ro", "pl", "uk", "ru", "mk", "sr", "hr", "bs")
    )

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        in_source = bool(find_furniture(unit.source, unit.source_language))
        for start, end in find_furniture(unit.target, unit.target_language)[:1]:
            phrase = unit.target[start:end]
            yield note(
                self,
                unit,
                f"{phrase!r} belongs to a page's frame, not to the article.",
                severity=Severity.MINOR if in_source else Severity.MAJOR,
                target_span=(start, end),
                found=phrase,
                confidence=0.6 if in_source else 0.95,
            )


@lru_cache(maxsize=32)
def _patterns(language: str) -> tuple[re.Pattern[str] | None, frozenset[str]]:
    rows = [row for row in read_rows("furniture.tsv") if row[0] == plain_language(language)]
    anywhere = sorted((row[2] for row in rows if row[1] == "any"), key=len, reverse=True)
    whole = frozenset(row[2].lower() for row in rows)
    if not anywhere:
        return None, whole
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, anywhere)) + r")(?!\w)"), whole


def find_furniture(text: str, language: str) -> list[tuple[int, int]]:
    """Where furniture stands: at the start, after an end of sentence, or as the whole text."""
    pattern, whole = _patterns(language)
    stripped = text.strip()
    if stripped.strip(" .:…!|»›>").lower() in whole:
        start = text.index(stripped)
        return [(start, start + len(stripped))]
    if pattern is None:
        return []
    found = []
    for match in pattern.finditer(text):
        before = text[: match.start()].rstrip()
        after = text[match.end() :].strip()
        if after[:1].islower() and " " not in match.group():
            continue  # "Publicidad de coches" opens a sentence
        edge = not before or not after or before[-1] in '.!?:;|…"”»)' or after[:1].isupper()
        if edge:
            found.append(match.span())
    return found
