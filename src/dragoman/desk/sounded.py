"""One name in the place of another, between languages that write names by their sound."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial

from dragoman.desk.check import UnitView
from dragoman.desk.exchanged import is_one_run, is_plain, stands_by_a_title
from dragoman.desk.misspelt import follows_first_name
from dragoman.desk.sounds import is_sounded
from dragoman.language.names import NameWord, country, find_name_words, is_known_form
from dragoman.language.words import Word, plain_language

_BY_SOUND = frozenset(("mk", "sr"))  # Russian and Ukrainian follow other rules
_MOST = 40  # capitalised words on a side; more is a list
_FAR = 0.33  # share of a sentence that wording may move a name by
_SHORTEST = 3


def exchange_by_sound(unit: UnitView) -> tuple[list[NameWord], list[NameWord]] | None:
    """The only run of names without a word that sounds like it, on each of the two sides.

    None where a side has no such run or several, where it may belong to a title that is translated,
    or where the two stand far apart: "Supreme Court" sounds like nothing in the original either.
    """
    sides = {plain_language(unit.source_language), plain_language(unit.target_language)}
    if sides.isdisjoint(_BY_SOUND):
        return None
    sources, targets = find_name_words(unit.source), find_name_words(unit.target)
    if not sources or not targets or max(len(sources), len(targets)) > _MOST:
        return None
    lost = _unheard(sources, [name.text for name in targets])
    new = _unheard(targets, [name.text for name in sources])
    gone = [name for name in lost if is_plain(name, unit.source, unit.source_language, "")]
    come = [name for name in new if is_plain(name, unit.target, unit.target_language, "")]
    if not gone or not come or not (is_one_run(gone) and is_one_run(come)):
        return None
    if not any(follows_first_name(name, unit.target) for name in come):
        return None  # of other words it cannot be told that no language translates them
    for names, text, others in ((gone, unit.source, targets), (come, unit.target, sources)):
        if stands_by_a_title(names, text, partial(_is_person, [name.text for name in others])):
            return None
    apart = gone[0].word.start / len(unit.source) - come[0].word.start / len(unit.target)
    full = min(len(gone), len(come)) > 1
    return (gone, come) if full or abs(apart) < _FAR else None


def _is_person(heard: Sequence[str], word: Word) -> bool:
    """A name of the other side sounds like the word, and it is no country's or another's form."""
    if country(word.text) or is_known_form(word.text):
        return False
    return any(is_sounded(word.text, other) for other in heard)


def _unheard(names: Sequence[NameWord], texts: Sequence[str]) -> list[NameWord]:
    """The names that none of the other side sounds like, nor two of them together."""
    pairs = [one + two for one, two in itertools.pairwise(texts)]
    return [
        name
        for name in names
        if len(name.text) >= _SHORTEST
        and not any(is_sounded(name.text, text) for text in (*texts, *pairs))
    ]
