"""How long a translation usually is for its original, by pair of languages (`density.tsv`)."""

from __future__ import annotations

import math
from functools import lru_cache

from dragoman.desk.check import UnitView
from dragoman.language.words import cut_words, plain_language, read_rows

_SPREAD = 0.115  # of log(target / source) on long sentences, in human translations of news


@lru_cache(maxsize=256)
def usual_ratio(source_language: str, target_language: str) -> float:
    """Letters of the translation for each letter of the original."""
    density = {row[0]: float(row[1]) for row in read_rows("density.tsv")}
    target = density.get(plain_language(target_language), 1.0)
    return target / density.get(plain_language(source_language), 1.0)


def length_deviation(unit: UnitView) -> float:
    """How many spreads the translation is longer (+) or shorter (-) than usual."""
    return deviation(unit, 0, 0)


def deviation(unit: UnitView, source_cut: int, target_cut: int) -> float:
    """The same with so many letters of each side taken away.

    Short sentences vary more: the variance grows as 1/words. 0 where a side is empty.
    """
    source = len(unit.source.strip()) - source_cut
    target = len(unit.target.strip()) - target_cut
    if source <= 0 or target <= 0:
        return 0.0
    words = max(len(cut_words(unit.source)), 1)
    spread = math.sqrt(_SPREAD**2 + 0.55 / words)
    usual = usual_ratio(unit.source_language, unit.target_language)
    return math.log(target / source / usual) / spread
