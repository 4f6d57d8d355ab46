"""Whether a sentence that was held to its terms is as good a sentence as the free one."""

from __future__ import annotations

import re

from dragoman.records import EngineResult, EngineUnit, Finish
from dragoman.translation.terms.standing import REPLACED, answers, spans_of, stands, written_for

CLIFF = 20.0
"""How much less likely, in log-probability, a sentence with its terms may be than without.

Of other words in the same sense ("firma" for "company") 43 in 52 pass, of words that make no sense
in their place ("bicicleta" for "company") 6 in 54; with 25 they were 46 and 14."""

WRONG_CLIFF = 36.0
"""The same where the free sentence has a word that the entry forbids, and so is known to be wrong.

Of 30 sentences read for new entries of news language, all checks but this one passed, a cost of 20
to 36 had 20 right ones and 2 wrong ones, a cost of 36 to 60 had 3 and 5."""

CONTENT = 3
"""Letters of words that may lose their counterpart by a term: so short ones are often in others."""

KEPT = 0.3
"""Weight of an alignment from which on a word has kept its counterpart. With a tenth, sentences
passed that had lost their subject ("O acordo extrajudicial." for "The company settled out of
court")."""

GROWTH = 1.6
"""How much longer, in words, a target with its terms may be than without, and four words more."""

SHRINKING = 0.5
"""How much shorter, in words, it may be, and two words less: idioms are often told in fewer."""


def keeps(unit: EngineUnit, result: EngineResult) -> bool:
    """Whether a target has all that its unit requires and nothing that it forbids."""
    text = result.text
    return (
        all(stands(one, text, exact=True) for one in unit.required)
        and all(
            any(stands(one, text, exact=len(group) == 1) for one in group)
            for group in unit.required_any
        )
        and not _known_wrong(unit, result)
    )


def is_worth_having(unit: EngineUnit, free: EngineResult, held: EngineResult) -> bool:
    """Whether a target with its terms is as good a sentence as the free one."""
    if held.finish is not Finish.OK or not keeps(unit, held) or not _in_place(unit, free, held):
        return False
    if _marks(held.text) != _marks(free.text) or _drops(unit, free, held):
        return False
    if _leaves_over(unit, held):
        return False
    words, before = len(held.text.split()), len(free.text.split())
    if not SHRINKING * before - 2 <= words <= GROWTH * before + 4:
        return False
    if not free.log_probabilities or not held.log_probabilities:
        return True
    known_wrong = _known_wrong(unit, free)
    cost = sum(free.log_probabilities) - sum(held.log_probabilities)
    return cost <= (WRONG_CLIFF if known_wrong else CLIFF)


def _known_wrong(unit: EngineUnit, result: EngineResult) -> bool:
    """Whether a target has a forbidden word where it must not stand."""
    places = unit.forbidden_at or ((0, 0),) * len(unit.forbidden)
    return any(
        answers(one, at, result.text, result.alignment)
        for one, at in zip(unit.forbidden, places, strict=False)
    )


def _marks(text: str) -> list[str]:
    """What must not change in passing: figures, with them the guard's stand-ins, and quotes."""
    return sorted(re.findall(r"\d+|\"", text))


def _drops(unit: EngineUnit, free: EngineResult, held: EngineResult) -> bool:
    """Whether a longer word of the source, outside of the terms, has lost its counterpart."""
    if not held.alignment:
        return False
    seen = {
        at
        for span in held.alignment
        if span.p >= KEPT
        for at in range(span.source_start, span.source_end)
    }
    inside = {at for start, end in unit.required_at for at in range(start, end)}
    return any(
        span.p >= REPLACED
        and span.source_end - span.source_start > CONTENT
        and not inside.intersection(range(span.source_start, span.source_end))
        and not seen.intersection(range(span.source_start, span.source_end))
        for span in free.alignment
    )


def _leaves_over(unit: EngineUnit, held: EngineResult) -> bool:
    """Whether a part of a term was translated again beside its phrase.

    The first and the last of the term's words are looked at, so that what stands between the parts
    of an entry with a gap is free: "manteve-se firme em seus canhões" for "stuck to his guns".
    """
    for group, (start, end) in zip(unit.required_any, unit.required_at, strict=False):
        words = [found.span() for found in re.finditer(r"\w+", unit.text[start:end])]
        if len(words) < 2:
            continue
        ends = [(start + words[at][0], start + words[at][1]) for at in (0, -1)]
        phrases = [span for one in group for span in spans_of(one, held.text)]
        if any(
            _is_content(*word, held.text)
            and not any(word[0] < last and word[1] > first for first, last in phrases)
            for first_or_last in ends
            if _is_content(*first_or_last, unit.text)
            for word in written_for(held, first_or_last)
        ):
            return True
    return False


def _is_content(start: int, end: int, text: str) -> bool:
    """Whether a word is long enough to be more than a preposition."""
    return end - start > CONTENT and text[start:end].isalpha()


def _in_place(unit: EngineUnit, free: EngineResult, result: EngineResult) -> bool:
    """Whether each new phrase is aligned at all with the words that it is to stand for."""
    if not result.alignment:
        return True
    for group, (start, end) in zip(unit.required_any, unit.required_at, strict=False):
        spans = [
            span for one in group for span in spans_of(one, result.text, exact=len(group) == 1)
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
