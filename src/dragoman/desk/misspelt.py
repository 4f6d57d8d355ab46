"""One name and its misspelling, told from one word in two languages."""

from __future__ import annotations

import itertools
from collections import Counter

from dragoman.desk.check import UnitView
from dragoman.desk.name_habits import (
    accents_apart,
    common_endings,
    differ_by_habit,
    has_capital_inside,
    is_slip_of_known,
    is_swapped_pair,
    looks_foreign,
    looks_translatable,
    names_of,
)
from dragoman.language.gender import gender_of_first_name
from dragoman.language.names import NameWord, distance, is_known_form
from dragoman.language.words import cut_words, fold


def near_miss(
    after: NameWord,
    lost: list[NameWord],
    unit: UnitView,
    carried: Counter[str],
    settled: set[int],
) -> NameWord | None:
    """A lost name that differs from `after` by a slip of the pen, not by a language's habit."""
    second = fold(after.text)
    if len(second) < 3 or is_known_form(after.text) or after.text.isupper():
        return None
    for before in (*lost, *names_of(unit.source)):
        first = fold(before.text)
        if first == second or len(first) < 3 or before.text.isupper():
            continue
        if is_known_form(before.text):
            if before in lost and is_slip_of_known(before.text, after.text):
                return before
            continue
        steps = distance(first, second, 3)
        if steps > (1 if len(first) < 6 else 2) or second[:1] != first[:1]:
            continue
        if _is_slip(before, after, steps, unit, carried, settled, before in lost):
            return before
    return None


def _is_slip(
    before: NameWord,
    after: NameWord,
    steps: int,
    unit: UnitView,
    carried: Counter[str],
    settled: set[int],
    is_lost: bool,
) -> bool:
    """Whether two spellings `steps` apart are one name and its misspelling."""
    first, second = fold(before.text), fold(after.text)
    beside = _has_settled_neighbour(before, unit.source, settled)
    habit = differ_by_habit(first, second)
    translatable = looks_translatable(before, unit)
    common = after.text.lower().endswith(common_endings(unit.target_language))
    if translatable and common:
        return False
    if steps == 1 and is_lost and (beside or carried[first]) and not habit:
        return not accents_apart(before.text, after.text)
    if habit or len(first) < 4:
        return steps == 1 and is_lost and _is_bound(before, after, unit, beside)
    if is_lost and steps == 1 and is_swapped_pair(first, second):
        return True
    kept = not is_lost or carried[first] > 0
    if kept or (not translatable and beside):
        return True
    if before.initial and after.initial and first[-2:] != second[-2:]:
        return False  # two sentence openings: any words of two languages
    inside = first[-2:] == second[-2:] and first[:1] == second[:1]
    alike = first[-3:] == second[-3:] or abs(len(first) - len(second)) < 2
    return steps == 1 and alike and (not translatable or inside)


def _is_bound(before: NameWord, after: NameWord, unit: UnitView, beside: bool) -> bool:
    """A name in spite of its ordinary ending: by its other words, parts, or letters.

    Part of a person's full name, a foreign word beside a kept one, joined to a kept part by a
    hyphen ("Berners-Holt"), or with a capital inside ("LeRoyce").
    """
    if beside and follows_first_name(before, unit.source):
        return True
    foreign = looks_foreign(before.text, unit.source_language) or looks_foreign(
        after.text, unit.target_language
    )
    if beside and foreign:
        return True
    parts, others = before.text.split("-"), after.text.split("-")
    if len(parts) == len(others) > 1 and not set(parts).isdisjoint(others):
        return all(one == two or one[:1].isupper() for one, two in zip(parts, others, strict=True))
    return has_capital_inside(before.text) and has_capital_inside(after.text)


def _has_settled_neighbour(name: NameWord, text: str, settled: set[int]) -> bool:
    """The capitalised word right before or after it stands unchanged in the translation."""
    words = cut_words(text)
    for one, two in itertools.pairwise(words):
        if text[one.end : two.start] != " ":
            continue
        if two.start == name.word.start and one.start in settled and not is_known_form(one.text):
            return True
        if one.start == name.word.start and two.start in settled and not is_known_form(two.text):
            return True
    return False


def follows_first_name(name: NameWord, text: str) -> bool:
    """A first name, or the word behind one."""
    before = text[: name.word.start].rstrip().split(" ")[-1]
    return bool(gender_of_first_name(name.text)) or bool(before and gender_of_first_name(before))
