"""Holding an engine to placeholders that it dropped, where it can be held to phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.records import Engine, EngineResult, EngineUnit, Finish

MOST_HELD = 3
"""Placeholders of one unit; a search that is held to dozens of phrases takes minutes."""


def hold_to(
    engine: Engine,
    units: Sequence[EngineUnit],
    results: Sequence[EngineResult],
    placeholders: Sequence[Sequence[str]],
    pair: tuple[str, str],
) -> list[EngineResult]:
    """The results, with those decoded again in which a unit's placeholders are missing.

    `placeholders` are those of each unit. Engines without the capability `glossary`, and units with
    more than `MOST_HELD`, are not asked again; a result that is no better is not taken.
    """
    if "glossary" not in engine.info().capabilities:
        return list(results)
    held = list(results)
    left = [
        place
        for place, (wanted, result) in enumerate(zip(placeholders, results, strict=True))
        if 0 < len(wanted) <= MOST_HELD
        and result.finish is not Finish.ERROR
        and not all(one in result.text for one in wanted)
    ]
    if not left:
        return held
    asked = [replace(units[place], required=tuple(placeholders[place])) for place in left]
    answers = engine.translate(asked, *pair)
    for place, answer in zip(left, answers, strict=True):
        once = all(answer.text.count(one) == 1 for one in placeholders[place])
        if answer.finish is Finish.OK and once:
            held[place] = answer
    return held
