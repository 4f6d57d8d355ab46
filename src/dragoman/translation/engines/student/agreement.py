"""The words before a required phrase, made to agree with it.

A search that keeps the likeliest targets has dropped "na" long before it finds out that "nação"
must come and not "país". So, once it is known where the phrase goes, the last words before it are
searched again, widely, with the phrase due in its place: the model itself then prefers "na nação".
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.translation.engines.student.beam import BeamSearch
from dragoman.translation.engines.student.constraints import Constraints
from dragoman.translation.engines.student.decoding import Decoded, Source

STEPS_BACK = (1, 2)
"""How many pieces before a phrase are written anew: an article, an article and an adjective."""

WIDTH = 24
"""Targets kept meanwhile."""

UNLIKELY = -5.0
"""Log-probability of a phrase from which on the words before it may be wrong."""

SURER = 3.0
"""How much the phrase must gain by other words before it: "no nação" has -21.0, "na nação" -1.7.
Less is no agreement found but another sentence begun ("He spokesman")."""


def settle(search: BeamSearch, source: Source, constraints: Constraints, found: Decoded) -> Decoded:
    """The likelier of a target and what it becomes with other words before its phrases.

    `search` keeps `WIDTH` targets.
    """
    best = found
    for group in range(len(constraints.required)):
        for back in STEPS_BACK:
            begun, likely = _phrase(best, constraints, group)
            if begun < back or likely > UNLIKELY:
                continue
            prefix = best.ids[: begun - back]
            rivals = search.run(replace(source, prefix=prefix), constraints.but(due=(group, begun)))
            if rivals and _is_better(rivals[0], best, constraints, group):
                best = rivals[0]
    return best


def _is_better(rival: Decoded, best: Decoded, constraints: Constraints, group: int) -> bool:
    """Whether a rival is likelier, and the phrase itself far likelier behind its words."""
    begun, likely = _phrase(rival, constraints, group)
    if begun < 0 or _total(rival) <= _total(best):
        return False
    return likely - _phrase(best, constraints, group)[1] >= SURER


def _phrase(target: Decoded, constraints: Constraints, group: int) -> tuple[int, float]:
    """Where a group's phrase begins in a target (-1: nowhere), and its log-probability."""
    begun = dict(constraints.begun_at(target.ids)).get(group, -1)
    lengths = [
        len(phrase)
        for phrase in constraints.required[group]
        if begun >= 0 and target.ids[begun : begun + len(phrase)] == phrase
    ]
    if not lengths:
        return -1, 0.0
    return begun, float(target.log_probabilities[begun : begun + max(lengths)].sum())


def _total(target: Decoded) -> float:
    return float(target.log_probabilities.sum())
