"""The text guard: what an engine cannot hold is kept safe and put back afterwards.

On the way in: invisible characters go, headlines in capitals become sentences, addresses, handles,
tags, emoji and foreign letters get stand-ins, marks and signs are folded into what the vocabulary
can write, long sentences are cut. On the way out the same, backwards, in the target's typography.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.language.typography import is_typographic
from dragoman.records import EngineResult
from dragoman.translation.capitals import in_capitals, in_title_case, sentence_case_edits
from dragoman.translation.clauses import cut_clauses
from dragoman.translation.protection import (
    leading_bullet,
    protect_figures,
    protect_unspellable,
    protect_whole,
)
from dragoman.translation.restoring import Guarded, Restored, has_straight, restore
from dragoman.translation.signs import (
    clean_edits,
    currency_edits,
    dash_folds,
    magnitude_edits,
    quote_folds,
)
from dragoman.translation.speller import Speller
from dragoman.translation.standins import (
    StandIn,
    StandInKind,
    StandInMaker,
    tally,
)
from dragoman.translation.tracing import TracedText

GUARD_VERSION = 2
"""Rises whenever the same sentence would reach an engine, or leave the guard, in another form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How carefully a sentence is guarded; the second attempt is more careful than the first.

    `cap` is the longest piece in words, `form` the shape of placeholders, `strict` replaces names
    with missing letters by placeholders, `recase` writes Title Case as a sentence, `figures` are
    digits that an engine lost and that get placeholders now.
    """

    cap: int = 70
    form: int = 0
    strict: bool = False
    recase: bool = False
    figures: tuple[str, ...] = ()


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
            *protect_figures(ledger.traced.text, care.figures, maker, (self._source, self._target))
        )
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
            typographic=is_typographic(text) or (typographic and not has_straight(text)),
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
        ledger.apply(magnitude_edits(ledger.traced.text, self._source))
        ledger.apply(*currency_edits(ledger.traced.text, self._speller))
        return dash

    def give_back(
        self, guarded: Guarded, results: Sequence[EngineResult], *, place: bool = False
    ) -> Restored:
        """The translation of a guarded sentence from the results of its pieces; see `restore`."""
        return restore(guarded, results, (self._source, self._target), place=place)
