"""What a finding is worth: the weight that its check gave it, told as a probability.

Checks weigh their findings by evidence, each on a scale of its own. `confidences.toml` says for the
weights of each check how often such a finding is right in machine-translated news; it is counted by
`python -m bench.confidences` on seeded errors and clean sentences, and is written by nothing else.
A check that the table does not know keeps the weight that it gave.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from dragoman.records import Finding

Steps = tuple[tuple[float, float], ...]
"""Weights in rising order, with the confidence of each; both 0 to 1."""

FILE = "confidences.toml"


@cache
def counted() -> Mapping[str, Steps]:
    """The steps of every check in the table that comes with the desk."""
    text = files("dragoman.desk").joinpath(FILE).read_text(encoding="utf-8")
    return read_steps(text)


def read_steps(text: str) -> dict[str, Steps]:
    """A table of one section a check, `"weight" = confidence` on each line, as steps.

    Raises `ValueError` where the text is no such table.
    """
    return {
        check: tuple(sorted((float(weight), float(worth)) for weight, worth in lines.items()))
        for check, lines in tomllib.loads(text).items()
    }


def confidence(steps: Steps, weight: float) -> float:
    """The confidence of a weight: that of its step, or between those of its neighbours."""
    if not steps:
        return weight
    place = bisect_left(steps, (weight, 0.0))
    if place == 0:
        return steps[0][1]
    if place == len(steps):
        return steps[-1][1]
    (low, before), (high, after) = steps[place - 1], steps[place]
    return round(before + (after - before) * (weight - low) / (high - low), 4)


def with_confidence(finding: Finding, table: Mapping[str, Steps] | None = None) -> Finding:
    """A finding as its check weighed it, with its confidence by `table` (None: the desk's own)."""
    weight = finding.confidence
    steps = (counted() if table is None else table).get(finding.check, ())
    return replace(finding, confidence=confidence(steps, weight), weight=weight)
