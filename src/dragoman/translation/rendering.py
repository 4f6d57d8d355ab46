"""Sentences through an engine, guarded, with a second and more careful attempt where it helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.records import AlignedSpan, Engine, EngineResult, EngineUnit, Finish
from dragoman.translation.capitals import in_title_case
from dragoman.translation.guard import Care, Guard, Guarded, Restored
from dragoman.translation.symptoms import is_copied

SECOND_CAP = 25  # words of a piece on the second attempt at a sentence that looped or broke off


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One sentence's translation and how it came about.

    `text` is "" when `finish` is ERROR; `note` says what was doubtful on the way ("" for nothing).
    """

    text: str
    finish: Finish
    alignment: tuple[AlignedSpan, ...]
    guarded: tuple[tuple[str, str], ...]
    note: str = ""


def render_sentences(
    texts: Sequence[str],
    engine: Engine,
    guard: Guard,
    source: str,
    target: str,
    *,
    cap: int = 70,
    casing: Mapping[str, str] | None = None,
    typographic: bool = False,
) -> list[Rendered]:
    """Translate sentences of one article, in order; each fails alone.

    All sentences go to the engine together; those that looped, broke off, lost something or came
    back as they were go once more, guarded more carefully, and the better attempt counts.
    """
    first = [
        guard.take(text, Care(cap=cap), casing=casing, typographic=typographic) for text in texts
    ]
    answers = _ask(engine, first, source, target)
    tries = [guard.give_back(g, r) for g, r in zip(first, answers, strict=True)]
    again = {
        place: care
        for place, (guarded, restored) in enumerate(zip(first, tries, strict=True))
        if (care := _second_care(guarded, restored, cap)) is not None
    }
    second = {
        place: guard.take(texts[place], care, casing=casing, typographic=typographic)
        for place, care in again.items()
    }
    retried = dict(zip(second, _ask(engine, list(second.values()), source, target), strict=True))
    rendered = []
    for place, (guarded, results) in enumerate(zip(first, answers, strict=True)):
        if place in second:
            other = guard.give_back(second[place], retried[place])
            if _faults(second[place], other) < _faults(guarded, tries[place]):
                guarded, results = second[place], retried[place]
        rendered.append(_rendered(guard, guarded, results))
    return rendered


def _ask(
    engine: Engine, sentences: Sequence[Guarded], source: str, target: str
) -> list[list[EngineResult]]:
    """The engine's results for every sentence's pieces, in one call."""
    units = [
        EngineUnit(id=f"{place}.{piece}", text=text)
        for place, guarded in enumerate(sentences)
        for piece, text in enumerate(guarded.texts)
    ]
    if not units:
        return [[] for _ in sentences]
    results = list(engine.translate(units, source, target))
    if len(results) != len(units):
        reason = f"the engine gave {len(results)} results for {len(units)} sentences"
        results = [
            EngineResult(id=unit.id, text="", finish=Finish.ERROR, error=reason) for unit in units
        ]
    grouped, at = [], 0
    for guarded in sentences:
        grouped.append(results[at : at + len(guarded.pieces)])
        at += len(guarded.pieces)
    return grouped


def _second_care(guarded: Guarded, restored: Restored, cap: int) -> Care | None:
    """How to guard a sentence on its second attempt, or None when there is no need of one."""
    if not guarded.pieces or restored.finish is Finish.ERROR:
        return None
    broken = restored.finish is not Finish.OK
    copied = in_title_case(guarded.original) and is_copied(guarded.traced.text, restored.text)
    if not (broken or copied or restored.astray or restored.quotes_lost):
        return None
    shorter = broken or restored.quotes_lost
    half = max(4, (len(guarded.traced.text.split()) + 1) // 2)
    care = Care(cap=min(cap, SECOND_CAP, half) if shorter else cap, recase=copied)
    return replace(care, form=1, strict=True) if restored.astray else care


def _faults(guarded: Guarded, restored: Restored) -> tuple[bool, int, bool]:
    """What is wrong with an attempt, the worst first; smaller is better."""
    return (
        restored.finish is not Finish.OK,
        len(restored.astray) + restored.quotes_lost,
        is_copied(guarded.traced.text, restored.text),
    )


def _rendered(guard: Guard, guarded: Guarded, results: Sequence[EngineResult]) -> Rendered:
    """The attempt that counts, with what went astray put at the nearest word and said so."""
    restored = guard.give_back(guarded, results, place=True)
    note = restored.error
    if restored.placed:
        note = "put back by position: " + ", ".join(restored.placed)
    elif restored.finish in (Finish.LOOP, Finish.LENGTH):
        note = (
            "the translation repeats itself"
            if restored.finish is Finish.LOOP
            else "the translation is far longer or shorter than its original"
        )
    return Rendered(
        text=restored.text,
        finish=restored.finish,
        alignment=restored.alignment,
        guarded=guarded.changes,
        note=note,
    )
