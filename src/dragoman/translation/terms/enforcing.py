"""Holding an engine to the house's terms, by decoding again and never by changing its words.

An engine first translates freely. Only where none of a term's phrases came out, or a forbidden one
did, does it decode once more with the term as a constraint, so that everything around agrees with
it. Where that fails, or the engine finds the result far less likely, its free words stand and the
unit says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypedDict

from dragoman.records import Engine, EngineResult, EngineUnit, Finish
from dragoman.translation.terms.matching import TermUse
from dragoman.translation.tracing import TracedText

CLIFF = 20.0
"""How much less likely, in log-probability, a sentence with its terms may be than without.

Of other words in the same sense ("firma" for "company") 43 in 52 pass, of words that make no sense
in their place ("bicicleta" for "company") 6 in 54; with 25 they were 46 and 14."""

WRONG_CLIFF = 36.0
"""The same where the free sentence has a word that the entry forbids, and so is known to be wrong.

Of 25 sentences written for entries of news language whose cost was 20 to 36, 15 were right with the
term, 7 were worse than wrong (and their entries went); beyond 36 it was 1 and 4."""

REPLACED = 0.5
"""Weight of an alignment from which on a word of the free translation is what the engine wrote for
a term."""

SHORT = 3
"""Letters of words that are never forbidden: articles and prepositions."""

CONTENT = 3
"""Letters of words that may lose their counterpart by a term: so short ones are often in others."""

GROWTH = 1.6
"""How much longer, in words, a target with its terms may be than without, and four words more."""


class Demand(TypedDict, total=False):
    """What one piece of a sentence must and must not say, and where, as an engine's unit takes it.

    A group of one phrase is asked for as it is written, others whatever their capitals.
    """

    required_any: tuple[tuple[str, ...], ...]
    required_at: tuple[tuple[int, int], ...]
    forbidden: tuple[str, ...]


def demands_of(traced: TracedText, piece: tuple[int, int], uses: Sequence[TermUse]) -> Demand:
    """What the uses inside one piece of a guarded sentence ask for.

    `traced` leads from the sentence, to which the uses refer, to the text that the engine is
    shown; `piece` are code points of the latter.
    """
    if not uses:
        return {}
    groups: dict[tuple[str, ...], tuple[int, int]] = {}
    forbidden: list[str] = []
    for use in uses:
        where = traced.whereabouts(use.start, use.end)
        if where is None or where[0] < piece[0] or where[1] > piece[1]:
            continue
        group = _wanted(use, traced.text[slice(*where)])
        groups.setdefault(group, (where[0] - piece[0], where[1] - piece[0]))
        forbidden += use.term.forbid
    wanted = {one.casefold() for group in groups for one in group}
    return Demand(
        required_any=tuple(groups),
        required_at=tuple(groups.values()),
        forbidden=tuple(dict.fromkeys(one for one in forbidden if one.casefold() not in wanted)),
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
    asked = [_without_doubles(units[place], results[place]) for place in left]
    held = engine.translate(asked, source, target)
    for place, result in zip(left, held, strict=True):
        if is_worth_having(units[place], results[place], result):
            results[place] = result
    return results


def _free(unit: EngineUnit) -> EngineUnit:
    """A unit without its constraints."""
    if not unit.is_constrained:
        return unit
    return replace(unit, required=(), required_any=(), required_at=(), forbidden=())


def _without_doubles(unit: EngineUnit, free: EngineResult) -> EngineUnit:
    """A unit that also forbids what the engine wrote for its terms, lest it stand beside them."""
    wanted = " ".join(one for group in unit.required_any for one in group).casefold()
    written: dict[str, None] = {}
    for start, end in unit.required_at:
        for span in free.alignment:
            if span.p >= REPLACED and span.source_start < end and span.source_end > start:
                word = free.text[span.target_start : span.target_end]
                if len(word) > SHORT and word.isalpha() and word.casefold() not in wanted:
                    written[word] = None
    once = [word for word in written if len(_pattern(word, False).findall(free.text)) == 1]
    return replace(unit, forbidden=(*unit.forbidden, *once))


def keeps(unit: EngineUnit, result: EngineResult) -> bool:
    """Whether a target has all that its unit requires and nothing that it forbids."""
    text = result.text
    return (
        all(stands(one, text, exact=True) for one in unit.required)
        and all(
            any(stands(one, text, exact=len(group) == 1) for one in group)
            for group in unit.required_any
        )
        and not any(stands(one, text) for one in unit.forbidden)
    )


def is_worth_having(unit: EngineUnit, free: EngineResult, held: EngineResult) -> bool:
    """Whether a target with its terms is as good a sentence as the free one."""
    if held.finish is not Finish.OK or not keeps(unit, held) or not _in_place(unit, free, held):
        return False
    if _marks(held.text) != _marks(free.text) or _drops(unit, free, held):
        return False
    if len(held.text.split()) > GROWTH * len(free.text.split()) + 4:
        return False
    if not free.log_probabilities or not held.log_probabilities:
        return True
    known_wrong = any(stands(one, free.text) for one in unit.forbidden)
    cost = sum(free.log_probabilities) - sum(held.log_probabilities)
    return cost <= (WRONG_CLIFF if known_wrong else CLIFF)


def _marks(text: str) -> list[str]:
    """What must not change in passing: figures, with them the guard's stand-ins, and quotes."""
    return sorted(re.findall(r"\d+|\"", text))


def _drops(unit: EngineUnit, free: EngineResult, held: EngineResult) -> bool:
    """Whether a longer word of the source, outside of the terms, has lost its counterpart."""
    if not held.alignment:
        return False
    seen = {at for span in held.alignment for at in range(span.source_start, span.source_end)}
    inside = {at for start, end in unit.required_at for at in range(start, end)}
    return any(
        span.p >= REPLACED
        and span.source_end - span.source_start > CONTENT
        and not inside.intersection(range(span.source_start, span.source_end))
        and not seen.intersection(range(span.source_start, span.source_end))
        for span in free.alignment
    )


def _in_place(unit: EngineUnit, free: EngineResult, result: EngineResult) -> bool:
    """Whether each new phrase is aligned at all with the words that it is to stand for."""
    if not result.alignment:
        return True
    for group, (start, end) in zip(unit.required_any, unit.required_at, strict=False):
        spans = [
            found.span()
            for one in group
            for found in _pattern(one, len(group) == 1).finditer(result.text)
        ]
        linked = any(
            link.source_start < end
            and link.source_end > start
            and link.target_start < last
            and link.target_end > first
            for first, last in spans
            for link in result.alignment
        )
        by_itself = any(stands(one, free.text) for one in group)
        if end > start and not linked and not by_itself:
            return False
    return True


def held_terms(
    uses: Sequence[TermUse], source: str, target: str
) -> tuple[tuple[tuple[str, str], ...], tuple[TermUse, ...]]:
    """Which terms stand in a sentence's translation, as (words of source, of target); which not."""
    held, missed = list[tuple[str, str]](), list[TermUse]()
    for use in uses:
        words = source[use.start : use.end]
        phrases = use.phrases
        found = next((one for one in phrases if stands(one, target, exact=use.is_kept)), None)
        barred = any(stands(one, target) for one in use.term.forbid if one not in phrases)
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


def stands(phrase: str, text: str, *, exact: bool = False) -> bool:
    """Whether a phrase stands in a text as whole words."""
    if exact and phrase not in text:
        return False
    return _pattern(phrase, exact).search(text) is not None


@lru_cache(maxsize=16384)
def _pattern(phrase: str, exact: bool) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, phrase.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)", 0 if exact else re.IGNORECASE)
