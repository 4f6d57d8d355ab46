"""One name in the place of another, told from one name in two languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.desk.check import UnitView
from dragoman.desk.name_habits import looks_foreign, looks_translatable_twin
from dragoman.language.gender import find_cues, gender_of_first_name
from dragoman.language.names import NameWord, country, is_known_form
from dragoman.language.words import fold, plain_language, word_list
from dragoman.records import AlignedSpan

_LEAST = 0.35  # weight from which an alignment is believed
_NEAR = frozenset(("en", "pt", "es"))  # languages that keep the order of names
_APART = 0.07  # share of a sentence within which names answer one another without an alignment


def _nearest(before: NameWord, new: list[NameWord], lengths: tuple[int, int]) -> NameWord | None:
    """For want of an alignment: the new name that stands at about the same part of its sentence."""
    place = before.word.start / lengths[0]
    apart, nearest = min(
        ((abs(after.word.start / lengths[1] - place), after) for after in new),
        key=lambda pair: pair[0],
    )
    return nearest if apart < _APART and before.initial == nearest.initial else None


def answer_of(
    before: NameWord,
    new: list[NameWord],
    unit: UnitView,
    alignment: Sequence[AlignedSpan],
) -> NameWord | None:
    """The new name of the translation that answers to a name of the original, by its alignment."""
    if not alignment:
        tags = {plain_language(unit.source_language), plain_language(unit.target_language)}
        if not tags <= _NEAR and len(new) > 1:
            return None
        return _nearest(before, new, (len(unit.source), len(unit.target)))
    best, weight = None, _LEAST
    for span in alignment:
        if span.p < weight or not (
            span.source_start < before.word.end and before.word.start < span.source_end
        ):
            continue
        for after in new:
            if span.target_start < after.word.end and after.word.start < span.target_end:
                best, weight = after, span.p
    return best


def are_two_names(before: NameWord, after: NameWord, unit: UnitView, carried: Counter[str]) -> bool:
    """Neither word can translate the other, since the letters of one are no language's here.

    English has words of any letters, so that the word of the other language has to tell.
    """
    if min(len(before.text), len(after.text)) < 3 or _are_related(before, after, unit):
        return False
    countries = (country(before.text), country(after.text))
    if all(countries):
        return countries[0] != countries[1]
    if looks_translatable_twin(before, unit) or _is_small_word(after, unit):
        return False
    if before.text.isupper() or after.text.isupper():
        return _is_odd_acronym(before, after, unit)
    strange = looks_foreign(after.text, unit.target_language) and not is_known_form(after.text)
    if is_known_form(before.text):
        plain = bool(countries[0]) and not is_known_form(after.text)
        return (plain or strange) and not after.initial
    if is_known_form(after.text) and not countries[1]:
        return False
    return (
        looks_foreign(before.text, unit.source_language)
        or strange
        or bool(gender_of_first_name(after.text))
        or (carried[fold(before.text)] > 0 and not after.initial)
    )


def _are_related(before: NameWord, after: NameWord, unit: UnitView) -> bool:
    """One may be the other's short form or an adjective of it, or opens sentences."""
    if fold(before.text)[:3] == fold(after.text)[:3]:
        return True
    opens = before.text.lower() in word_list(unit.source_language, "function")
    return (before.initial and opens) or _is_derived(before.text) or _is_derived(after.text)


def _is_small_word(after: NameWord, unit: UnitView) -> bool:
    """A function word or pronoun with a capital."""
    return after.text.lower() in word_list(unit.target_language, "function") or any(
        cue.start == after.word.start and cue.kind == "pronoun"
        for cue in find_cues(unit.target, unit.target_language)
    )


def _is_odd_acronym(before: NameWord, after: NameWord, unit: UnitView) -> bool:
    """An acronym in the place of a foreign name, or a foreign name in that of an acronym.

    Short ones come and go with the wording ("US", "EUA"), and both may be right in their language.
    """
    if before.initial or after.initial or is_known_form(before.text) or is_known_form(after.text):
        return False
    if before.text.isupper() and after.text.isupper():
        return False
    if before.text.isupper():
        return len(before.text) > 3 and looks_foreign(after.text, unit.target_language)
    return len(after.text) > 3 and looks_foreign(before.text, unit.source_language)


def _is_derived(word: str) -> bool:
    """Adverbs, and adjectives made of names ("Korean"): they come and go with the wording."""
    endings = ("mente", "ly", "ish", "ese", "ian", "ean", "can", "ês", "esa", "ano", "ana", "nos")
    return word.lower().endswith(endings)
