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
"""Log-probability of a phrase's first piece from which on the words before it may be wrong."""

SURER = 3.0
"""How much the phrase's first piece must gain by other words before it: "no nação" has -21.0, "na
nação" -1.7. Less is no agreement found but another sentence begun ("He spokesman")."""


def settle(search: BeamSearch, source: Source, constraints: Constraints, found: Decoded) -> Decoded:
    """The likelier of a target and what it becomes with other words before its phrases.

    `search` keeps `WIDTH` targets.
    """
    best = found
    for group in range(len(constraints.required)):
        for back in STEPS_BACK:
            begun = dict(constraints.begun_at(best.ids)).get(group, -1)
            if begun < back or best.log_probabilities[begun] > UNLIKELY:
                continue
            prefix = best.ids[: begun - back]
            rivals = search.run(replace(source, prefix=prefix), constraints.but(due=(group, begun)))
            if rivals and _is_better(rivals[0], best, constraints, group):
                best = rivals[0]
    return best


def _is_better(rival: Decoded, best: Decoded, constraints: Constraints, group: int) -> bool:
    """Whether a rival is likelier, and the phrase itself far likelier behind its words."""
    begun, before = (dict(constraints.begun_at(one.ids)).get(group) for one in (rival, best))
    if begun is None or before is None or _total(rival) <= _total(best):
        return False
    gain = rival.log_probabilities[begun] - best.log_probabilities[before]
    return bool(gain >= SURER)


def _total(target: Decoded) -> float:
    return float(target.log_probabilities.sum())
