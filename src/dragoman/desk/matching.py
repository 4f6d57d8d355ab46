"""Which figures of two texts answer to one another, however each side writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from dragoman.desk.figures import RUN, Figure, read_figures
from dragoman.desk.measures import converted_pairs
from dragoman.desk.near_forms import is_near, is_short_year, is_sum

_JOINT = re.compile("[-–/:&]")
_EXACT_FORMS = ("digits", "words", "clock", "code")
_PLACE_OR_COUNT = 0.5  # "the second" is not what "two days" became
_MOST = 60  # figures on a side; longer lists are compared by value alone


@dataclass(frozen=True, slots=True)
class Matching:
    """Which figures answer to which, and what is left on both sides.

    `exchanged` are parts of scores and the like whose other parts agree; `anew` the kinds of
    measure that the two sides give in different units, `converted` those of which some agree.
    """

    pairs: tuple[tuple[Figure, Figure], ...]
    left: tuple[Figure, ...]
    right: tuple[Figure, ...]
    source: tuple[Figure, ...]
    target: tuple[Figure, ...]
    exchanged: tuple[tuple[Figure, Figure], ...]
    anew: frozenset[str]
    converted: frozenset[str]

    def is_measured_anew(self, *figures: Figure | None) -> bool:
        """True for a figure of a kind that the other side gives in other units."""
        return any(figure is not None and figure.kind in self.anew for figure in figures)


@lru_cache(maxsize=4096)
def match_figures(source: str, target: str, source_language: str, target_language: str) -> Matching:
    """Pair the figures of two texts: equal values, other ways to say them, sums, conversions."""
    one = read_figures(source, source_language)
    two = read_figures(target, target_language)
    left, right = list(one), list(two)
    pairs: list[tuple[Figure, Figure]] = []
    exchanged: list[tuple[Figure, Figure]] = []
    if max(len(one), len(two)) > _MOST:
        left, right = _match_many(left, right)
    else:
        sides = (max(len(source), 1), max(len(target), 1))
        equal, exchanged = _match_runs(one, two, source, target)
        for before, after in (*equal, *exchanged):
            left.remove(before)
            right.remove(after)
        pairs += equal
        pairs += _take(left, right, _same_value, sides)
        near = _take(left, right, lambda a, b: is_near(a.number, source, b.number, target), sides)
        _drop_minutes(near, left, right)
        pairs += near
        _take_sums(left, right, target)
        _take_sums(right, left, source)
        _drop_articles(left, right)
        _drop_articles(right, left)
    anew, converted = converted_pairs(left, right, one, two)
    kinds = frozenset(one.kind for pair in converted for one in pair if one.kind)
    for before, after in converted:  # a loop may say one conversion of a figure several times
        left = [figure for figure in left if figure != before]
        right = [figure for figure in right if figure != after]
    return Matching(
        tuple(pairs), tuple(left), tuple(right), one, two, tuple(exchanged), anew, kinds
    )


Pairs = list[tuple[Figure, Figure]]


def _match_runs(
    one: tuple[Figure, ...], two: tuple[Figure, ...], source: str, target: str
) -> tuple[Pairs, Pairs]:
    """Scores and the like, part by part: what is equal, and the one part that is not."""
    said, heard = _runs(one, source), _runs(two, target)
    equal: Pairs = []
    exchanged: Pairs = []
    for wrong in (0, 1):  # first those that agree in every part
        for run in list(said):
            for other in list(heard):
                year = 1900 <= run[0].number.value == other[0].number.value < 2100
                apart = [
                    not _same_part(a, b, from_year=year) for a, b in zip(run, other, strict=False)
                ]
                if len(run) != len(other) or sum(apart) != wrong:
                    continue
                for before, after, differs in zip(run, other, apart, strict=True):
                    (exchanged if differs else equal).append((before, after))
                said.remove(run)
                heard.remove(other)
                break
    return equal, exchanged


def _same_part(before: Figure, after: Figure, *, from_year: bool) -> bool:
    if before.number.value == after.number.value or is_short_year(before.number, after.number):
        return True
    short, long = sorted((before.number.text, after.number.text), key=len)
    return from_year and len(short) < len(long) <= 4 and long.endswith(short)  # "1994-5"


def _runs(figures: tuple[Figure, ...], text: str) -> list[list[Figure]]:
    """The figures that are joined to one another; dates in figures and clock times are not."""
    found = []
    for match in RUN.finditer(text):
        run = [one for one in figures if one.joint and match.start() <= one.start < match.end()]
        if len(run) > 1 and len(run) == len(_JOINT.findall(match.group())) + 1:
            found.append(run)
    return found


def _drop_minutes(near: Pairs, left: list[Figure], right: list[Figure]) -> None:
    """ "13. minutu i 10. sekundi" for "13:10": the minutes went with the hour."""
    for before, after in near:
        for clock, rest in ((before, right), (after, left)):
            if clock.number.form != "clock":
                continue
            minutes = clock.number.value % 60
            same = next((one for one in rest if one.number.value == minutes), None)
            if same is not None:
                rest.remove(same)


def _match_many(left: list[Figure], right: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """What is left when values alone are compared: for tables and lists, in linear time."""
    said = {value for figure in left for value in figure.number.values}
    heard = {value for figure in right for value in figure.number.values}
    missing = [figure for figure in left if figure.number.values.isdisjoint(heard)]
    strange = [figure for figure in right if figure.number.values.isdisjoint(said)]
    return missing[:_MOST], strange[:_MOST]


def _take(
    left: list[Figure],
    right: list[Figure],
    same: Callable[[Figure, Figure], bool],
    sides: tuple[int, int],
) -> list[tuple[Figure, Figure]]:
    """Take pairs that are the same out of both lists, the nearest ones first."""
    options = [
        (distance(before, after, sides), place, other)
        for place, before in enumerate(left)
        for other, after in enumerate(right)
        if same(before, after)
    ]
    gone: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for _, place, other in sorted(options):
        if place in gone[0] or other in gone[1]:
            continue
        gone[0].add(place)
        gone[1].add(other)
        pairs.append((left[place], right[other]))
    left[:] = [figure for place, figure in enumerate(left) if place not in gone[0]]
    right[:] = [figure for place, figure in enumerate(right) if place not in gone[1]]
    return pairs


def distance(before: Figure, after: Figure, sides: tuple[int, int]) -> float:
    """How far two figures stand from answering one another: place in the text, and label."""
    apart = abs(before.start / sides[0] - after.start / sides[1])
    exact = (before.number.form in _EXACT_FORMS, after.number.form in _EXACT_FORMS)
    if exact[0] != exact[1]:
        apart += 0.3
    if any(a.number.form == "ordinal" and b.kind for a, b in ((before, after), (after, before))):
        apart += _PLACE_OR_COUNT
    if before.label == after.label:
        return apart - (0.3 if before.label else 0.0)
    if before.kind == after.kind:
        return apart + 0.4
    return apart + (0.5 if before.kind and after.kind else 0.1)


def _same_value(before: Figure, after: Figure) -> bool:
    one, two = before.number, after.number
    if (one.form == "clock") != (two.form == "clock"):
        return False
    if one.value == 1 and {one.form, two.form} == {"digits", "words"}:
        return False  # "uma" is an article before it is a number
    return not one.values.isdisjoint(two.values)


def _take_sums(whole: list[Figure], parts: list[Figure], other: str) -> None:
    """ "5 million 300 thousand" for "5.3 million", "two and a half" for "2.5"."""
    for figure in list(whole):
        for one, two in zip(list(parts), list(parts)[1:], strict=False):
            if (
                one in parts
                and two in parts
                and is_sum(figure.number, one.number, two.number, other)
            ):
                whole.remove(figure)
                parts.remove(one)
                parts.remove(two)
                break


def repeats(figure: Figure, others: Iterable[Figure]) -> bool:
    """The same value stands on the other side, already paired: said once more, or once less."""
    return any(not figure.number.values.isdisjoint(other.number.values) for other in others)


def _drop_articles(ones: list[Figure], others: list[Figure]) -> None:
    """ "1" and "uma" answer one another where nothing else is left that the 1 could stand for."""
    if any(other.number.is_firm for other in others):
        return
    for figure in [one for one in ones if one.number.value == 1 and one.number.form == "digits"]:
        word = next((one for one in others if one.number.value == 1), None)
        if word is not None and not figure.joint:
            ones.remove(figure)
            others.remove(word)
