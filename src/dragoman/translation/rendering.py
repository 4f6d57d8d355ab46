"""Sentences through an engine, guarded, with a second and more careful attempt where it helps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dragoman.records import Engine, EngineResult, EngineUnit, Finish
from dragoman.translation.capitals import in_title_case
from dragoman.translation.clauses import cut_clauses
from dragoman.translation.guard import Care, Guard
from dragoman.translation.holding import hold_to
from dragoman.translation.rendered import Rendered, joined
from dragoman.translation.restoring import Guarded, Restored
from dragoman.translation.standins import StandInKind
from dragoman.translation.symptoms import is_copied
from dragoman.translation.terms import (
    TermUse,
    demands_of,
    held_terms,
    missed_note,
    translate_with_terms,
)

OVERLONG = 3_000  # characters; the longest sentence of the news sets at hand has under 900
SECOND_CAP = 25  # words of a piece on the second attempt at a sentence that looped or broke off


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
    terms: Mapping[str, Sequence[TermUse]] | None = None,
) -> list[Rendered]:
    """Translate sentences of one article, in order; each fails alone.

    Sentences of more than `OVERLONG` characters are none (a table, a broken page): they are guarded
    and translated in parts, so that no cost grows by the square of their length. Those that looped,
    broke off, lost something or came back as they were are tried once more and more carefully.
    `cap` is the longest piece in words; `terms` are the house's terms in each sentence, to which
    the engine is held where that can be.
    """
    spans = [
        cut_clauses(text, len(text), OVERLONG, whole_words=True) or [(0, len(text))]
        if len(text) > OVERLONG
        else [(0, len(text))]
        for text in texts
    ]
    parts = [text[start:end] for text, cut in zip(texts, spans, strict=True) for start, end in cut]
    trip = _Trip(engine, guard, source, target, cap, casing, typographic, terms or {})
    rendered = iter(_render_parts(parts, trip))
    return [joined([next(rendered) for _ in cut], cut) for cut in spans]


@dataclass(frozen=True, slots=True)
class _Trip:
    """What every sentence of one call is translated with."""

    engine: Engine
    guard: Guard
    source: str
    target: str
    cap: int
    casing: Mapping[str, str] | None
    typographic: bool
    terms: Mapping[str, Sequence[TermUse]]

    def take(self, text: str, care: Care) -> Guarded:
        """A sentence, guarded."""
        return self.guard.take(text, care, casing=self.casing, typographic=self.typographic)


def _render_parts(texts: Sequence[str], trip: _Trip) -> list[Rendered]:
    """Translate sentences that are short enough for everything, in order.

    All go to the engine together; those that looped, broke off, lost something or came back as they
    were go once more, guarded more carefully, and the better attempt counts.
    """
    guard, cap = trip.guard, trip.cap
    first = [trip.take(text, Care(cap=cap)) for text in texts]
    answers = _ask(trip, first)
    tries = [guard.give_back(g, r) for g, r in zip(first, answers, strict=True)]
    again = {
        place: care
        for place, (guarded, restored) in enumerate(zip(first, tries, strict=True))
        if (care := _second_care(guarded, restored, cap)) is not None
    }
    second = {place: trip.take(texts[place], care) for place, care in again.items()}
    retried = dict(zip(second, _ask(trip, list(second.values()), hold=True), strict=True))
    rendered = []
    for place, (guarded, results) in enumerate(zip(first, answers, strict=True)):
        restored = tries[place]
        if place in second:
            other = guard.give_back(second[place], retried[place])
            if _faults(second[place], other) < _faults(guarded, restored):
                guarded, results, restored = second[place], retried[place], other
        if restored.astray or restored.mended.quotes_lost:
            restored = guard.give_back(guarded, results, place=True)
        rendered.append(_with_terms(_rendered(guarded, results, restored), guarded, trip.terms))
    return rendered


def _ask(
    trip: _Trip, sentences: Sequence[Guarded], *, hold: bool = False
) -> list[list[EngineResult]]:
    """The engine's results for every sentence's pieces, in one call.

    With `hold`, engines that can be held to phrases are held to the placeholders.
    """
    places = [
        (place, guarded, number, piece)
        for place, guarded in enumerate(sentences)
        for number, piece in enumerate(guarded.pieces)
    ]
    units = [
        EngineUnit(
            id=f"{place}.{number}",
            text=guarded.traced.text[slice(*piece)],
            **demands_of(guarded.traced, piece, trip.terms.get(guarded.original, ())),
        )
        for place, guarded, number, piece in places
    ]
    if not units:
        return [[] for _ in sentences]
    results = _answers(trip.engine, units, trip.source, trip.target)
    if hold:
        kept = [_placeholders(guarded, piece) for _, guarded, _, piece in places]
        results = hold_to(trip.engine, units, results, kept, (trip.source, trip.target))
    grouped, at = [], 0
    for guarded in sentences:
        grouped.append(results[at : at + len(guarded.pieces)])
        at += len(guarded.pieces)
    return grouped


def _answers(
    engine: Engine, units: Sequence[EngineUnit], source: str, target: str
) -> list[EngineResult]:
    """The engine's results for units; pages repeat themselves, and equal units are asked once."""
    once: dict[EngineUnit, EngineUnit] = {}
    for unit in units:
        once.setdefault(replace(unit, id=""), unit)
    asked = list(once.values())
    answers = translate_with_terms(engine, asked, source, target)
    if len(answers) != len(asked):
        reason = f"the engine gave {len(answers)} results for {len(asked)} sentences"
        answers = [
            EngineResult(id=unit.id, text="", finish=Finish.ERROR, error=reason) for unit in asked
        ]
    known = dict(zip(once, answers, strict=True))
    return [known[replace(unit, id="")] for unit in units]


def _placeholders(guarded: Guarded, piece: tuple[int, int]) -> list[str]:
    """The placeholders in one piece of a guarded sentence."""
    text = guarded.traced.text[slice(*piece)]
    shown = [one.shown for one in guarded.stand_ins if one.kind is StandInKind.PLACEHOLDER]
    return [one for one in shown if one in text]


def _second_care(guarded: Guarded, restored: Restored, cap: int) -> Care | None:
    """How to guard a sentence on its second attempt, or None when there is no need of one."""
    if not guarded.pieces or restored.finish is Finish.ERROR:
        return None
    broken = restored.finish is not Finish.OK
    mended = restored.mended
    copied = in_title_case(guarded.original) and is_copied(guarded.traced.text, restored.text)
    if not (broken or copied or restored.astray or mended.quotes_lost or mended.figures_lost):
        return None
    shorter = broken or mended.quotes_lost
    half = max(4, (len(guarded.traced.text.split()) + 1) // 2)
    care = Care(
        cap=min(cap, SECOND_CAP, half) if shorter else cap,
        recase=copied,
        figures=mended.figures_lost,
    )
    return replace(care, form=1, strict=True) if restored.astray else care


def _faults(guarded: Guarded, restored: Restored) -> tuple[bool, int, bool]:
    """What is wrong with an attempt, the worst first; smaller is better."""
    mended = restored.mended
    return (
        restored.finish is not Finish.OK,
        len(restored.astray) + len(mended.figures_lost) + mended.quotes_lost,
        is_copied(guarded.traced.text, restored.text),
    )


def _rendered(guarded: Guarded, results: Sequence[EngineResult], restored: Restored) -> Rendered:
    """The attempt that counts; what went astray was put at the nearest word, which is said."""
    return Rendered(
        text=restored.text,
        finish=restored.finish,
        alignment=restored.alignment,
        guarded=guarded.changes,
        note=_note(restored, [result.error for result in results]),
        remembered=bool(results) and all(result.remembered for result in results),
    )


def _note(restored: Restored, doubts: Sequence[str]) -> str:
    """What was doubtful about an attempt and what was mended, in one line; "" for nothing.

    `doubts` are the engine's own, such as words that it does not know.
    """
    mended = restored.mended
    notes = list(dict.fromkeys([restored.error, *doubts]))
    if restored.finish is Finish.LOOP:
        notes.append("the translation repeats itself")
    if restored.finish is Finish.LENGTH:
        notes.append("the translation is far longer or shorter than its original")
    if restored.placed:
        notes.append("put back by position: " + ", ".join(restored.placed))
    if mended.figures:
        notes.append("figures set as in the original: " + ", ".join(mended.figures))
    if mended.figures_lost:
        notes.append("figures not found: " + ", ".join(mended.figures_lost))
    if mended.quotes:
        notes.append("quotation marks set by alignment")
    return "; ".join(note for note in notes if note)


def _with_terms(
    rendered: Rendered, guarded: Guarded, uses: Mapping[str, Sequence[TermUse]]
) -> Rendered:
    """What became of the house's terms in a sentence, said with it."""
    met = uses.get(guarded.original, ())
    if not met or rendered.finish is Finish.ERROR:
        return rendered
    held, missed = held_terms(met, guarded.original, rendered)
    notes = [rendered.note, missed_note(missed, guarded.original)]
    return replace(rendered, terms=held, note="; ".join(note for note in notes if note))
