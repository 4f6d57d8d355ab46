"""Measures of two texts in different units: right conversions, and what was measured anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from dragoman.desk.figures import Figure
from dragoman.language.units import UnitMention, convert, units_of

_CLOSE = 0.12  # translations round what they convert
_EXACTLY = 0.025
_FITTING = 0.08
_WORDED = ("time", "temperature")
USUAL = (
    "cm", "m", "km", "inch", "foot", "mile", "kg", "pound", "tonne", "litre", "gallon", "hectare",
    "acre", "kmh", "mph",
)  # fmt: skip
"""Units that news copy converts to and from."""

_CLOSE_SMALL = 0.28  # "one to two inches" for 2.5 to 5 cm: whole numbers below ten round more


def converted_pairs(
    left: Sequence[Figure],
    right: Sequence[Figure],
    source: Iterable[Figure],
    target: Iterable[Figure],
) -> tuple[frozenset[str], list[tuple[Figure, Figure]]]:
    """The kinds of measure that are given in other units, and the pairs that agree.

    A figure without a unit of its own, in a sentence that measures anew, is tried in the unit of
    its neighbours ("up to 10 in places").
    """
    said, heard = _units(source), _units(target)
    kinds = {unit.kind for unit in said.values()} & {unit.kind for unit in heard.values()}
    differ = {kind for kind in kinds if _names(said, kind) != _names(heard, kind)}
    anew = frozenset(kind for kind in differ - {"time"} if _is_anew(said, heard, kind))
    if not left or not right:
        return anew, []
    pairs = [
        (before, after)
        for before, after in product(left, right)
        if _is_exact(before, after) and before.kind in differ
    ]
    done = {one.start for one, _ in pairs}
    rest = [one for one in right if one.start not in {two.start for _, two in pairs}]
    for before in [one for one in left if one.start not in done]:
        for after in rest:
            if _has_own_answer(before, rest) or _has_own_answer(after, left):
                continue
            told = any(_agree(before, after, said, heard, kind) for kind in differ)
            if told or _tells_height(before, after) or _tells_height(after, before):
                pairs.append((before, after))
                rest.remove(after)
                break
    return anew, pairs


def _units(figures: Iterable[Figure]) -> dict[str, UnitMention]:
    return {figure.unit.unit: figure.unit for figure in figures if figure.unit is not None}


def _names(units: dict[str, UnitMention], kind: str) -> set[str]:
    return {name for name, unit in units.items() if unit.kind == kind}


def _is_exact(before: Figure, after: Figure) -> bool:
    """Worth the same to within 2.5 %, in two units."""
    if before.unit is None or after.unit is None or before.unit.unit == after.unit.unit:
        return False
    worth = convert(before.number.value, before.unit.unit, after.unit.unit)
    return worth is not None and abs(worth - after.number.value) <= _EXACTLY * abs(worth)


def _is_anew(said: dict[str, UnitMention], heard: dict[str, UnitMention], kind: str) -> bool:
    """Each side has a unit of the kind that the other does not have."""
    one, two = _names(said, kind), _names(heard, kind)
    return bool(one - two) and bool(two - one)


def _has_own_answer(figure: Figure, others: Sequence[Figure]) -> bool:
    """The other side has a figure in the very unit: it is that one which answers."""
    return figure.unit is not None and any(
        other.unit is not None and other.unit.unit == figure.unit.unit for other in others
    )


def _tells_height(measured: Figure, bare: Figure) -> bool:
    """ "Com 1,98 de altura" for "6-foot-6": metres with decimals need no word."""
    if measured.unit is None or bare.kind or bare.number.value == int(bare.number.value):
        return False
    worth = convert(measured.number.value, measured.unit.unit, "m")
    return worth is not None and abs(worth - bare.number.value) < 0.02


def _agree(
    before: Figure,
    after: Figure,
    said: dict[str, UnitMention],
    heard: dict[str, UnitMention],
    kind: str,
) -> bool:
    """Some reading of the two in units of one kind, not the same, makes them worth the same."""
    ones = [before.unit.unit] if before.unit else sorted(_names(said, kind))
    twos = [after.unit.unit] if after.unit else sorted(_names(heard, kind))
    if before.unit is None and after.unit is None:
        return False
    return any(
        is_conversion(before.number.value, one, after.number.value, two)
        for one in ones
        for two in twos
        if one != two
    )


def is_conversion(value: float, unit: str, other: float, other_unit: str) -> bool:
    """True when the two are worth the same, as far as newspapers round."""
    worth = convert(value, unit, other_unit)
    if worth is None or worth <= 0:
        return False
    whole = other < 10 and other == int(other)
    return abs(worth - other) <= (_CLOSE_SMALL if whole else _CLOSE) * worth


def unit_that_fits(before: Figure, after: Figure) -> str:
    """The only unit in which `after` is worth what `before` measures; "" if none or several are.

    For figures that stand in one unit and differ: "300 km" against "200 km" is 200 miles.
    """
    said, heard = before.unit, after.unit
    if said is None or heard is None or said.kind != heard.kind or heard.kind in _WORDED:
        return ""
    fitting = [
        name
        for name in units_of(heard.kind)
        if name not in (heard.unit, said.unit)
        and name in USUAL
        and _is_worth(before.number.value, said.unit, after.number.value, name)
    ]
    return fitting[0] if len(fitting) == 1 else ""


def misfits(left: Sequence[Figure], right: Sequence[Figure]) -> list[tuple[Figure, Figure, str]]:
    """Measures whose figures were converted, one and all, while their unit was not.

    "2 to 4 cm" for "5 a 10 cm": in their order all fit one other unit, here inches. Only for two
    measures and more, because news copy rounds small figures widely.
    """
    kinds = sorted({one.kind for one in left} - {"", "%", "money", *_WORDED})
    for kind in kinds:
        said = [one for one in left if one.kind == kind and one.unit]
        heard = [one for one in right if one.kind == kind and one.unit]
        units = {one.label for one in (*said, *heard)}
        if len(units) != 1 or len(said) != len(heard) or len(said) < 2:
            continue
        pairs = list(zip(said, heard, strict=True))
        fitting = [
            name
            for name in units_of(kind)
            if name in USUAL
            and name not in units
            and all(
                is_conversion(before.number.value, before.label, after.number.value, name)
                for before, after in pairs
            )
        ]
        if len(fitting) == 1:
            return [(before, after, fitting[0]) for before, after in pairs]
    return []


def _is_worth(value: float, unit: str, other: float, other_unit: str) -> bool:
    worth = convert(value, unit, other_unit)
    return worth is not None and abs(worth - other) <= _FITTING * abs(worth)
