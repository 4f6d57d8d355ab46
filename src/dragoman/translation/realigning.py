"""Words aligned anew where what is published is not what an engine aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.records import (
    AlignedSpan,
    Finish,
    Interpreter,
    Origin,
    Translation,
    TranslationUnit,
)
from dragoman.translation.counterparts import moved


def realigned(translation: Translation, interpreter: Interpreter | None = None) -> Translation:
    """The translation with the alignment of every unit on its published target.

    Where the desk or a person changed a target, or the engine aligned no words, `interpreter`
    aligns it anew if it has a model of the pair; else the engine's alignment is moved along.
    """
    units = list(translation.units)
    waiting = [
        place
        for place, unit in enumerate(units)
        if unit.origin is not Origin.SOURCE and not unit.is_aligned_as_written
    ]
    languages = translation.source_language, translation.target_language
    spans = _aligned([units[place] for place in waiting], languages, interpreter)
    for place, alignment in zip(waiting, spans, strict=True):
        units[place] = replace(units[place], alignment=tuple(alignment))
    return replace(translation, units=tuple(units))


def _aligned(
    units: Sequence[TranslationUnit],
    languages: tuple[str, str],
    interpreter: Interpreter | None,
) -> list[Sequence[AlignedSpan]]:
    """Alignments of published targets: read by a model, or moved from the engine's target."""
    fallback: list[Sequence[AlignedSpan]] = [
        moved(unit.alignment, unit.engine_target, unit.target)
        if len(unit.alignment) > 1
        else _whole(unit)
        for unit in units
    ]
    if not units or interpreter is None or not interpreter.reads(*languages):
        return fallback
    results = interpreter.read([(unit.source, unit.target) for unit in units], *languages)
    return [
        result.alignment if result.finish is not Finish.ERROR and result.alignment else other
        for result, other in zip(results, fallback, strict=True)
    ]


def _whole(unit: TranslationUnit) -> tuple[AlignedSpan, ...]:
    """Both sides as one span each, for want of anything finer; nothing where one is empty."""
    if not unit.source or not unit.target:
        return ()
    return (
        AlignedSpan(
            source_start=0,
            source_end=len(unit.source),
            target_start=0,
            target_end=len(unit.target),
            p=1.0,
        ),
    )
