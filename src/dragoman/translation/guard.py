"""The text guard: what an engine cannot hold is kept safe and put back afterwards.

On the way in: invisible characters go, headlines in capitals become sentences, addresses, handles,
tags, emoji and foreign letters get stand-ins, marks and signs are folded into what the vocabulary
can write, long sentences are cut. On the way out the same, backwards, in the target's typography.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.language.typography import is_typographic, quote_edits
from dragoman.records import AlignedSpan, EngineResult, Finish
from dragoman.translation.capitals import in_capitals, in_title_case, sentence_case_edits
from dragoman.translation.clauses import cut_clauses, join_pieces
from dragoman.translation.protection import (
    leading_bullet,
    protect_unspellable,
    protect_whole,
)
from dragoman.translation.signs import (
    clean_edits,
    currency_edits,
    dash_folds,
    dash_sets,
    ellipsis_sets,
    quote_folds,
)
from dragoman.translation.speller import Speller
from dragoman.translation.standins import (
    StandIn,
    StandInKind,
    StandInMaker,
    put_back,
    put_near,
    tally,
)
from dragoman.translation.symptoms import finish_of
from dragoman.translation.tracing import TracedText

GUARD_VERSION = 1
"""Rises whenever the same sentence would reach an engine, or leave the guard, in another form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How carefully a sentence is guarded; the second attempt is more careful than the first.

    `cap` is the longest piece in words, `form` the shape of placeholders, `strict` replaces names
    with missing letters by placeholders, `recase` writes Title Case as a sentence.
    """

    cap: int = 70
    form: int = 0
    strict: bool = False
    recase: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """A sentence as the engine will see it: `pieces`, one unit each (none: nothing to translate).

    `changes` are (before, after) of everything that a reader could see the difference of.
    """

    original: str
    traced: TracedText
    pieces: tuple[tuple[int, int], ...]
    stand_ins: tuple[StandIn, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()
    typographic: bool = False
    dash: str = ""

    @property
    def texts(self) -> list[str]:
        """What the engine is asked to translate."""
        return [self.traced.text[start:end] for start, end in self.pieces]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A translation out of the guard: typeset, with what was kept safe in its place.

    `astray` are the originals that did not come back where they belong; `placed` those that were
    put at the nearest word; `quotes_lost` counts double marks that the engine left out. Alignment
    offsets refer to the original and to `text`.
    """

    text: str
    finish: Finish = Finish.OK
    alignment: tuple[AlignedSpan, ...] = ()
    astray: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()
    quotes_lost: int = 0
    error: str = ""


@dataclass(slots=True)
class _Ledger:
    """What has been changed and put in so far, while a sentence is being guarded."""

    traced: TracedText
    stand_ins: list[StandIn] = field(default_factory=list)
    changes: dict[tuple[str, str], None] = field(default_factory=dict)

    def apply(
        self, edits: Sequence[tuple[int, int, str]], stand_ins: Sequence[StandIn] = ()
    ) -> None:
        """Apply edits and remember those that can be seen."""
        for start, end, after in edits:
            before = self.traced.text[start:end]
            if before.strip() != after.strip() and before.isprintable():
                self.changes[before.strip(), after.strip()] = None
        self.traced.edit(edits)
        self.stand_ins += stand_ins


class Guard:
    """Guards the sentences of one language pair on their way through one engine.

    `speller` tells what the engine's model can write.
    """

    def __init__(self, speller: Speller, source: str, target: str) -> None:
        self._speller = speller
        self._source = source
        self._target = target

    def take(
        self,
        text: str,
        care: Care,
        *,
        casing: Mapping[str, str] | None = None,
        typographic: bool = False,
    ) -> Guarded:
        """A sentence made ready. `typographic` says that its article sets its quotation marks."""
        ledger = _Ledger(TracedText(text))
        ledger.apply(clean_edits(text))
        if not any(char.isalnum() for char in ledger.traced.text):
            return Guarded(original=text, traced=ledger.traced, pieces=())
        self._recase(ledger, care, casing or {})
        maker = StandInMaker(text, care.form)
        ledger.apply(*protect_whole(ledger.traced.text, self._speller, maker))
        dash = self._fold(ledger)
        ledger.apply(
            *protect_unspellable(
                ledger.traced.text, self._speller, maker, self._source, strict=care.strict
            )
        )
        seen = ledger.traced.text
        for stand_in in ledger.stand_ins:
            if stand_in.kind is StandInKind.PLACEHOLDER:
                seen = seen.replace(stand_in.shown, " ")
        readable = any(char.isalnum() for char in seen)
        return Guarded(
            original=text,
            traced=ledger.traced,
            pieces=tuple(cut_clauses(ledger.traced.text, care.cap)) if readable else (),
            stand_ins=tuple(tally(ledger.stand_ins)),
            changes=tuple(ledger.changes),
            typographic=is_typographic(text) or (typographic and not _has_straight(text)),
            dash=dash,
        )

    def _recase(self, ledger: _Ledger, care: Care, casing: Mapping[str, str]) -> None:
        """Write capitals, and on the second attempt Title Case, as a sentence."""
        text = ledger.traced.text
        if in_capitals(text) or (care.recase and in_title_case(text)):
            before = text
            ledger.traced.edit(
                sentence_case_edits(text, self._source, casing, self._speller.prefers_capital)
            )
            if ledger.traced.text != before:
                ledger.changes[before, ledger.traced.text] = None

    def _fold(self, ledger: _Ledger) -> str:
        """Fold marks and signs; gives the dash that stood between words."""
        bullet = leading_bullet(ledger.traced.text)
        if bullet is not None:
            ledger.apply([(0, 2, "")], [bullet])
        ledger.apply(quote_folds(ledger.traced.text, self._speller))
        edits, dash = dash_folds(ledger.traced.text, self._speller)
        ledger.apply(edits)
        if "…" in ledger.traced.text and self._speller.unspellable("…"):
            text = ledger.traced.text
            ledger.apply([(at, at + 1, "...") for at, char in enumerate(text) if char == "…"])
        ledger.apply(*currency_edits(ledger.traced.text, self._speller))
        return dash

    def give_back(
        self, guarded: Guarded, results: Sequence[EngineResult], *, place: bool = False
    ) -> Restored:
        """The translation of a guarded sentence from the results of its pieces.

        With `place`, placeholders that went astray are put at the nearest word.
        """
        if not guarded.pieces:
            return Restored(text=guarded.original)
        failed = next((result for result in results if result.finish is Finish.ERROR), None)
        if failed is not None:
            return Restored(text="", finish=Finish.ERROR, error=failed.error)
        joined, places = join_pieces(guarded.texts, [result.text for result in results])
        if not joined:
            return Restored(
                text="", finish=Finish.ERROR, error="the engine gave an empty translation"
            )
        finish = next((r.finish for r in results if r.finish is not Finish.OK), Finish.OK)
        if finish is Finish.OK:
            finish = finish_of(guarded.traced.text, joined)
        traced = TracedText(joined)
        astray = put_back(traced, guarded.stand_ins)
        placed = put_near(traced, astray, guarded.traced.text) if place else []
        self._typeset(traced, guarded)
        return Restored(
            text=traced.text,
            finish=finish,
            alignment=_alignment(guarded, results, places, traced),
            astray=tuple(stand_in.original for stand_in in astray),
            placed=tuple(stand_in.original for stand_in in placed),
            quotes_lost=max(0, guarded.traced.text.count('"') - joined.count('"')),
        )

    def _typeset(self, traced: TracedText, guarded: Guarded) -> None:
        """Set dashes, ellipses, a lost first capital and, where the original has them, quotes."""
        shown = guarded.traced.text
        if guarded.original[:1].isupper() and shown[:1].islower() and traced.text[:1].islower():
            traced.edit([(0, 1, traced.text[0].upper())])
        traced.edit(dash_sets(traced.text, guarded.original, guarded.dash))
        traced.edit(ellipsis_sets(traced.text, guarded.original))
        if guarded.typographic and _has_straight(traced.text):
            outside = [
                edit
                for edit in quote_edits(traced.text, self._target)
                if not _inside(traced.text, edit[0], guarded.stand_ins)
            ]
            traced.edit(outside)


def _has_straight(text: str) -> bool:
    """True when a straight mark or apostrophe stands in a text."""
    return '"' in text or "'" in text


def _inside(text: str, at: int, stand_ins: Sequence[StandIn]) -> bool:
    """True when `at` lies inside something that was put back letter by letter."""
    for stand_in in stand_ins:
        if '"' in stand_in.original or "'" in stand_in.original:
            start = text.find(stand_in.original)
            if 0 <= start <= at < start + len(stand_in.original):
                return True
    return False


def _alignment(
    guarded: Guarded,
    results: Sequence[EngineResult],
    places: Sequence[tuple[int, int]],
    traced: TracedText,
) -> tuple[AlignedSpan, ...]:
    """The engine's alignment, moved onto the original and onto the typeset translation."""
    spans: list[AlignedSpan] = []
    for (piece, _), result, (start, end) in zip(guarded.pieces, results, places, strict=True):
        lead = len(result.text) - len(result.text.lstrip())
        for span in result.alignment:
            first = max(start, start + span.target_start - lead)
            last = min(end, start + span.target_end - lead)
            where = traced.whereabouts(first, last) if first < last else None
            if where is None:
                continue
            source = guarded.traced.origin(piece + span.source_start, piece + span.source_end)
            if source[0] < source[1]:
                spans.append(
                    AlignedSpan(
                        source_start=source[0],
                        source_end=source[1],
                        target_start=where[0],
                        target_end=where[1],
                        p=span.p,
                    )
                )
    return tuple(spans)
