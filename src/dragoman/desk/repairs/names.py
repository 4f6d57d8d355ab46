"""Put the original's spelling of a name back."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.misspelt import follows_first_name
from dragoman.desk.name_habits import looks_foreign
from dragoman.language.names import country, find_name_words, is_known_form
from dragoman.language.words import cut_words, fold
from dragoman.records import Finding

_LEAST_CONFIDENCE = 0.7


class NameRepair:
    """Restores a misspelt or exchanged name where languages write it as the original does.

    Proved to be such a name is a person's, one of letters that the original's language hardly has,
    and one that another sentence of the translation keeps. Names that a language has its own form
    for ("Londres") are left alone, but for countries, whose forms are known.
    """

    name = "names"
    answers = frozenset(("names",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with the name as the original has it; None where it may be translated."""
        if finding.target_span is None or finding.confidence < _LEAST_CONFIDENCE:
            return None
        words = finding.expected.split()
        if not words or len(words) != len(finding.found.split()):
            return None
        if any(is_known_form(word) and not country(word) for word in words):
            return None
        if not any(country(word) or _stays(word, unit, document) for word in words):
            return None
        start, end = finding.target_span
        return unit.target[:start] + finding.expected + unit.target[end:]


def _stays(word: str, unit: UnitView, document: DocumentView) -> bool:
    """The name is one that translations keep."""
    if looks_foreign(word, unit.source_language):
        return True
    names = [name for name in find_name_words(unit.source) if name.text == word]
    if any(follows_first_name(name, unit.source) for name in names):
        return True
    folded = fold(word)
    return any(
        fold(other.text) == folded
        for near in document.units
        if near.index != unit.index
        for other in cut_words(near.target)
    )
