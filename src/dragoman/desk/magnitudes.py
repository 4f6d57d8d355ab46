"""Orders of magnitude without a figure: "hundreds" where the original says "milhares"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from dragoman.desk.check import UnitView
from dragoman.language.number_forms import name_vague
from dragoman.language.numbers import NumberMention, find_vague
from dragoman.language.words import plain_language
from dragoman.records import Span

_AGREEING = re.compile(r"(?:[oa]s|[oa]utr[oa]s|[a-zçéíúñ]+[oa]s) $", re.IGNORECASE)
_OF = re.compile(" (?:of |de |di |d'|d’)?")
_FREE = ("mais ", "más ")


@dataclass(frozen=True, slots=True)
class Exchange:
    """Places of the two words, and what belongs in the target ("" where it is not sure)."""

    source: Span
    target: Span
    text: str


def find_exchanged(unit: UnitView) -> tuple[Exchange, ...]:
    """Words of magnitude that were exchanged, one for one and in order."""
    source = find_vague(unit.source, unit.source_language)
    target = find_vague(unit.target, unit.target_language)
    if not source or not target:
        return ()
    source, target = _without_equal_chains(source, target, unit)
    lost, new = _unpaired(source, target)
    alike = _lengths(source, unit.source) == _lengths(target, unit.target)
    return tuple(
        Exchange(
            (before.start, before.end),
            (after.start, after.end),
            _restored(before, after, unit) if alike else "",
        )
        for before, after in zip(lost, new, strict=False)
    )


def _lengths(mentions: tuple[NumberMention, ...], text: str) -> list[int]:
    """How many words each order of magnitude takes: "milhares de milhões" takes two."""
    return [len(chain) for chain in _chains(mentions, text)]


def _without_equal_chains(
    source: tuple[NumberMention, ...], target: tuple[NumberMention, ...], unit: UnitView
) -> tuple[tuple[NumberMention, ...], tuple[NumberMention, ...]]:
    """Leave out "tens of thousands" where the other side says the same with other words."""
    one, two = _chains(source, unit.source), _chains(target, unit.target)
    for chain in list(one):
        same = next((other for other in two if _product(other) == _product(chain)), None)
        if same is not None and len(chain) != len(same):
            one.remove(chain)
            two.remove(same)
    return (
        tuple(mention for chain in one for mention in chain),
        tuple(mention for chain in two for mention in chain),
    )


def _chains(mentions: tuple[NumberMention, ...], text: str) -> list[list[NumberMention]]:
    chains: list[list[NumberMention]] = []
    for mention in mentions:
        if chains and _OF.fullmatch(text, chains[-1][-1].end, mention.start):
            chains[-1].append(mention)
        else:
            chains.append([mention])
    return chains


def _product(chain: list[NumberMention]) -> float:
    return math.prod(mention.value for mention in chain)


def _unpaired(
    source: tuple[NumberMention, ...], target: tuple[NumberMention, ...]
) -> tuple[list[NumberMention], list[NumberMention]]:
    """What is left of both when equal words are paired in order."""
    if [one.value for one in source] == [two.value for two in target]:
        return [], []
    if len(source) == len(target):
        apart = [
            (one, two) for one, two in zip(source, target, strict=True) if one.value != two.value
        ]
        if len(apart) == 1 or sorted(o.value for o, _ in apart) != sorted(
            t.value for _, t in apart
        ):
            return [one for one, _ in apart], [two for _, two in apart]
    left, right = list(source), list(target)
    for before in source:
        same = next((after for after in right if after.value == before.value), None)
        if same is not None:
            left.remove(before)
            right.remove(same)
    return left, right


def _restored(before: NumberMention, after: NumberMention, unit: UnitView) -> str:
    """The word for the original's magnitude; "" where other words would have to agree with it."""
    language = plain_language(unit.target_language)
    if language not in ("en", "pt", "es"):
        return ""
    stands_before = unit.target[max(0, after.start - 14) : after.start]
    feminine = after.text.lower().endswith("as")
    word = name_vague(before.value, after.text, unit.target_language)
    agreeing = _AGREEING.search(stands_before) and not stands_before.endswith(_FREE)
    if language != "en" and agreeing and word.lower().endswith("as") != feminine:
        return ""
    tens = unit.target[after.end :].startswith((" of thousands", " of millions", " of billions"))
    if language == "en" and before.value == 10 and tens:
        return "tens"
    return word
