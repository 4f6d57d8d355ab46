"""Small signs that a pair may be wrong: a doubt for ranking, too weak for a finding.

Sound translations show each of these signs now and then; of two translations, and of many pairs,
those with more of them are more often wrong.
"""

from __future__ import annotations

from dragoman.desk.attention import heaviest_lack
from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.lengths import length_deviation
from dragoman.language.negation import find_negations
from dragoman.language.scripts import script_of_letter
from dragoman.language.words import cut_words, known_languages, plain_language

# Set by hand so that all together stay below the weakest finding (0.35 x 0.5).
_CEILING = 0.15
_DENIAL, _LENGTH, _UNSEEN, _MARK, _SCRIPT = 0.05, 0.01, 0.04, 0.02, 0.05
_MOST_SPREADS = 3.0
_ENDS = ".!?…。！？।"
_AROUND = "\"”“»«'’)] \u00a0"
_STRANGE = "~^|\\`¬¨"


def slight_doubt(document: DocumentView, unit: UnitView) -> float:
    """0 to 0.15: denials, length, attention, edges and letters of a pair that do not fit."""
    if not unit.source.strip() or not unit.target.strip() or unit.source == unit.target:
        return 0.0
    doubt = _DENIAL * _denials_apart(unit)
    doubt += _LENGTH * min(abs(length_deviation(unit)), _MOST_SPREADS)
    doubt += _UNSEEN * min(heaviest_lack(document, unit), 1.0)
    doubt += _MARK * _edges_apart(unit) + _SCRIPT * _has_foreign_letters(unit)
    return min(doubt, _CEILING)


def _denials_apart(unit: UnitView) -> int:
    """How many denials one side has more, where both languages have their table."""
    languages = {plain_language(unit.source_language), plain_language(unit.target_language)}
    if not languages <= known_languages():
        return 0
    source = find_negations(unit.source, unit.source_language)
    return abs(len(source) - len(find_negations(unit.target, unit.target_language)))


def _edges_apart(unit: UnitView) -> int:
    """Signs at the edges: no end, a small beginning, no capital at all, strange marks."""
    source, target = unit.source.strip(_AROUND), unit.target.strip(_AROUND)
    if not source or not target:
        return 0
    has_capitals = any(map(str.isupper, unit.target))
    return (
        (source[-1] in _ENDS and target[-1] not in _ENDS)
        + (target[0].islower() and not source[0].islower())
        + (not has_capitals and len(target) > len(_AROUND) * 2)
        + any(mark in unit.target and mark not in unit.source for mark in _STRANGE)
    )


def _has_foreign_letters(unit: UnitView) -> bool:
    """A word in the source's script stands in a translation into another script."""
    scripts = [
        {script_of_letter(letter) for letter in word.text} for word in cut_words(unit.target)
    ]
    return len({script for part in scripts for script in part if script}) > 1
