"""Holding an engine to the house's terms, by decoding again and never by changing its words.

An engine first translates freely. Only where none of a term's phrases came out, or a forbidden one
did, does it decode once more with the term as a constraint, so that everything around agrees with
it. Where that fails, or the engine finds the result far less likely, its free words stand and the
unit says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from dragoman.records import Engine, EngineResult, EngineUnit, Finish
from dragoman.translation.rendered import Rendered
from dragoman.translation.terms.likeness import alike
from dragoman.translation.terms.matching import TermUse
from dragoman.translation.terms.standing import ANSWERS, answers, spans_of, stands, written_for
from dragoman.translation.terms.weighing import is_worth_having, keeps
from dragoman.translation.tracing import TracedText

SHORT = 3
"""Letters of words that are never forbidden: articles and prepositions."""


class Demand(TypedDict, total=False):
    """What one piece of a sentence must and must not say, and where, as an engine's unit takes it.

    A group of one phrase is asked for as it is written, others whatever their capitals.
    """

    required_any: tuple[tuple[str, ...], ...]
    required_at: tuple[tuple[int, int], ...]
    forbidden: tuple[str, ...]
    forbidden_at: tuple[tuple[int, int], ...]


def demands_of(traced: TracedText, piece: tuple[int, int], uses: Sequence[TermUse]) -> Demand:
    """What the uses inside one piece of a guarded sentence ask for.

    `traced` leads from the sentence, to which the uses refer, to the text that the engine is
    shown; `piece` are code points of the latter.
    """
    if not uses:
        return {}
    groups: dict[tuple[str, ...], tuple[int, int]] = {}
    forbidden: dict[tuple[str, tuple[int, int]], None] = {}
    for use in uses:
        where = traced.whereabouts(use.start, use.end)
        if where is None or where[0] < piece[0] or where[1] > piece[1]:
            continue
        group = _wanted(use, traced.text[slice(*where)])
        at = (where[0] - piece[0], where[1] - piece[0])
        groups.setdefault(group, at)
        wanted = {one.casefold() for one in group}
        forbidden |= {(one, at): None for one in use.term.forbid if one.casefold() not in wanted}
    return Demand(
        required_any=tuple(groups),
        required_at=tuple(groups.values()),
        forbidden=tuple(one for one, _ in forbidden),
        forbidden_at=tuple(at for _, at in forbidden),
    )


def _wanted(use: TermUse, shown: str) -> tuple[str, ...]:
    """The phrases of which one must stand; `shown` is what the engine sees of the term."""
    if use.is_kept:
        recased = shown.casefold() == use.phrases[0].casefold() and shown not in use.phrases
        return (use.phrases[-1] if recased else shown,)
    return tuple(
        dict.fromkeys(form for one in use.phrases for form in (one, one[:1].upper() + one[1:]))
    )


def translate_with_terms(
    engine: Engine, units: Sequence[EngineUnit], source: str, target: str
) -> list[EngineResult]:
    """The engine's results for units of one pair, held to what the units require where it can be.

    Engines without the capability `glossary` are never asked again. What is not met is left to the
    caller to see in the text.
    """
    results = list(engine.translate([_free(unit) for unit in units], source, target))
    if len(results) != len(units) or "glossary" not in engine.info().capabilities:
        return results
    left = [
        place
        for place, (unit, result) in enumerate(zip(units, results, strict=True))
        if unit.is_constrained and result.finish is not Finish.ERROR and not keeps(unit, result)
    ]
    if not left:
        return results
    asked = [
        _in_form(_without_doubles(units[place], results[place]), results[place], target)
        for place in left
    ]
    held = engine.translate(asked, source, target)
    for place, result in zip(left, held, strict=True):
        if is_worth_having(units[place], results[place], result):
            results[place] = result
    return results


def _free(unit: EngineUnit) -> EngineUnit:
    """A unit without its constraints."""
    if not unit.is_constrained:
        return unit
    return replace(
        unit, required=(), required_any=(), required_at=(), forbidden=(), forbidden_at=()
    )


def _in_form(unit: EngineUnit, free: EngineResult, target: str) -> EngineUnit:
    """A unit that asks only for phrases in the form of what the engine wrote for each term.

    Words that it left as they are in the source tell no form.
    """
    kept = set(unit.text.casefold().split())
    nowhere = ((0, 0),) * len(unit.required_any)
    groups = []
    for group, place in zip(unit.required_any, (*unit.required_at, *nowhere), strict=False):
        spans = written_for(free, place) or written_for(free, place, ANSWERS)
        words = [free.text[slice(*span)] for span in spans]
        is_translated = not any(word.casefold() in kept for word in words)
        term = unit.text[slice(*place)]
        groups.append(alike(group, words, target, term) if is_translated else group)
    return replace(unit, required_any=tuple(groups))


def _without_doubles(unit: EngineUnit, free: EngineResult) -> EngineUnit:
    """A unit that also forbids what the engine wrote for its terms, lest it stand beside them."""
    wanted = " ".join(one for group in unit.required_any for one in group).casefold()
    written: dict[str, None] = {}
    for place in unit.required_at:
        for span in written_for(free, place):
            word = free.text[slice(*span)]
            if len(word) > SHORT and word.isalpha() and word.casefold() not in wanted:
                written[word] = None
    once = [word for word in written if len(spans_of(word, free.text)) == 1]
    anywhere = ((0, 0),) * len(once)
    places = unit.forbidden_at or ((0, 0),) * len(unit.forbidden)
    return replace(unit, forbidden=(*unit.forbidden, *once), forbidden_at=(*places, *anywhere))


def held_terms(
    uses: Sequence[TermUse], source: str, rendered: Rendered
) -> tuple[tuple[tuple[str, str], ...], tuple[TermUse, ...]]:
    """Which terms stand in a sentence's translation, as (words of source, of target); which not."""
    target, links = rendered.text, rendered.alignment
    held, missed = list[tuple[str, str]](), list[TermUse]()
    for use in uses:
        words = source[use.start : use.end]
        phrases = use.phrases
        found = next((one for one in phrases if stands(one, target, exact=use.is_kept)), None)
        at = (use.start, use.end)
        forbidden = [one for one in use.term.forbid if one not in phrases]
        barred = any(answers(one, at, target, links) for one in forbidden)
        if found is None or barred:
            missed.append(use)
        else:
            held.append((words, found))
    return tuple(held), tuple(missed)


def missed_note(missed: Sequence[TermUse], source: str) -> str:
    """A sentence that names the terms which an engine could not be held to; "" for none."""
    if not missed:
        return ""
    named = []
    for use in missed:
        words = source[use.start : use.end]
        wanted = "kept as it is" if use.is_kept else f"{' or '.join(use.phrases[:3])}"
        named.append(f"{words} ({wanted})")
    return "terms of the house that do not stand here: " + "; ".join(dict.fromkeys(named))
