"""Put the original's spelling of a name back."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.misspelt import follows_first_name
from dragoman.desk.name_habits import looks_foreign
from dragoman.language.names import bare_name, country, distance, find_name_words, is_known_form
from dragoman.language.words import cut_words, fold
from dragoman.records import Finding

_LEAST_EVIDENCE = 0.7
_NOUNS_IN_CAPITALS = ("de",)
_SLIP = 0.8  # the check's weight for a slip of the pen: both spellings are one name


class NameRepair:
    """Restores a misspelt or exchanged name where languages write it as the original does.

    A slip of the pen is put right. An exchanged name is proved to be one that stays where it is a
    person's, is of letters that the original's language hardly has, or is kept by another sentence
    of the translation. Names that a language has its own form
    for ("Londres") are left alone, but for countries, whose forms are known.
    """

    name = "names"
    answers = frozenset(("names",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with the name as the original has it; None where it may be translated."""
        if finding.target_span is None or finding.evidence < _LEAST_EVIDENCE:
            return None
        words = finding.expected.split()
        if not words or len(words) != len(finding.found.split()):
            return None
        if any(is_known_form(word) and not country(word) for word in words):
            return None
        if not any(_is_missing(word, unit) for word in words):
            return None
        if are_variants(finding.expected, finding.found):
            return None
        slip = finding.evidence >= _SLIP and document.target_language[:2] not in _NOUNS_IN_CAPITALS
        if not slip and not any(country(word) or _stays(word, unit, document) for word in words):
            return None
        start, end = finding.target_span
        return unit.target[:start] + finding.expected + unit.target[end:]


def are_variants(one: str, two: str) -> bool:
    """Two spellings of one name that differ by a letter in every word ("Jon Hal", "John Hall").

    No pen slips twice in one name: the translator knows another spelling, or a better one.
    """
    pairs = list(zip(one.split(), two.split(), strict=False))
    if len(pairs) < 2 or len(one.split()) != len(two.split()):
        return False
    return all(distance(fold(a), fold(b), 2) == 1 for a, b in pairs)


def _is_missing(word: str, unit: UnitView) -> bool:
    """The original says the name more often: else it is no name that stands wrong elsewhere."""
    folded = fold(word)
    said, heard = (
        sum(fold(bare_name(one.text)) == folded for one in cut_words(text))
        for text in (unit.source, unit.target)
    )
    return said > heard


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
