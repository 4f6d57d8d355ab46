"""Out of the guard: translations typeset, with what was kept safe in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dragoman.language.typography import quote_edits
from dragoman.records import AlignedSpan, EngineResult, Finish
from dragoman.translation.clauses import join_pieces
from dragoman.translation.counterparts import counterparts
from dragoman.translation.mending import NOTHING_MENDED, Mended, mend
from dragoman.translation.placing import Evidence
from dragoman.translation.signs import dash_sets, ellipsis_sets
from dragoman.translation.standins import StandIn, debris, put_back, put_near
from dragoman.translation.symptoms import finish_of
from dragoman.translation.tracing import TracedText


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
    put at the nearest word; `mended` is what became of figures and quotation marks. Alignment
    offsets refer to the original and to `text`.
    """

    text: str
    finish: Finish = Finish.OK
    alignment: tuple[AlignedSpan, ...] = ()
    astray: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()
    mended: Mended = NOTHING_MENDED
    error: str = ""


def restore(
    guarded: Guarded,
    results: Sequence[EngineResult],
    languages: tuple[str, str],
    *,
    place: bool = False,
) -> Restored:
    """The translation of a guarded sentence from the results of its pieces.

    `languages` are those of source and target. With `place`, placeholders and quotation marks that
    went astray are put at the nearest word even where the engine tells no alignment.
    """
    if not guarded.pieces:
        return Restored(text=guarded.original)
    failed = next((result for result in results if result.finish is Finish.ERROR), None)
    if failed is not None:
        return Restored(text="", finish=Finish.ERROR, error=failed.error)
    joined, places = join_pieces(guarded.texts, [result.text for result in results])
    if not joined:
        return Restored(text="", finish=Finish.ERROR, error="the engine gave an empty translation")
    finish = next((r.finish for r in results if r.finish is not Finish.OK), Finish.OK)
    if finish is Finish.OK:
        finish = finish_of(guarded.traced.text, joined)
    return replace(
        _put_right(guarded, results, (joined, places), languages, place=place), finish=finish
    )


def _put_right(
    guarded: Guarded,
    results: Sequence[EngineResult],
    pieces: tuple[str, Sequence[tuple[int, int]]],
    languages: tuple[str, str],
    *,
    place: bool,
) -> Restored:
    """The engine's text, and where each piece stands in it, with everything in its place."""
    joined, places = pieces
    traced = TracedText(joined)
    aligned: dict[str, tuple[AlignedSpan, ...]] = {}

    def align() -> tuple[AlignedSpan, ...]:
        if traced.text not in aligned:
            aligned[traced.text] = _alignment(guarded, results, places, traced)
        return aligned[traced.text]

    astray = put_back(traced, guarded.stand_ins, languages[1])
    placed: list[StandIn] = []
    if place and astray:
        traced.edit(debris(traced.text, guarded.original))
        anchor = _anchor(guarded, traced.text, align())
        placed = put_near(traced, astray, guarded.stand_ins, anchor)
    mended = mend(traced, guarded.original, align, languages, kept=_kept(guarded), guess=place)
    _typeset(traced, guarded, languages[1])
    return Restored(
        text=traced.text,
        alignment=align(),
        astray=tuple(stand_in.original for stand_in in astray),
        placed=tuple(stand_in.original for stand_in in placed),
        mended=mended,
    )


def _kept(guarded: Guarded) -> list[str]:
    """What stands in both texts letter by letter; figures may have other separators."""
    originals = [one.original for one in guarded.stand_ins if one.required]
    return [one for one in originals if one in guarded.original]


def _typeset(traced: TracedText, guarded: Guarded, target: str) -> None:
    """Set dashes, ellipses, a lost first capital and, where the original has them, quotes."""
    shown = guarded.traced.text
    if guarded.original[:1].isupper() and shown[:1].islower() and traced.text[:1].islower():
        traced.edit([(0, 1, traced.text[0].upper())])
    traced.edit(dash_sets(traced.text, guarded.original, guarded.dash))
    traced.edit(ellipsis_sets(traced.text, guarded.original))
    if guarded.typographic and has_straight(traced.text):
        outside = [
            edit
            for edit in quote_edits(traced.text, target)
            if not _inside(traced.text, edit[0], guarded.stand_ins)
        ]
        traced.edit(outside)


def _anchor(
    guarded: Guarded, target: str, spans: Sequence[AlignedSpan]
) -> Callable[[StandIn], int]:
    """Tells where in a translation a stand-in that went astray belongs: beside its neighbours."""
    evidence = Evidence(guarded.original, target, counterparts(guarded.original, target, spans))

    def anchor(stand_in: StandIn) -> int:
        at = max(0, guarded.traced.text.find(stand_in.shown))
        return evidence.anchor(*guarded.traced.origin(at, at + len(stand_in.shown)))

    return anchor


def has_straight(text: str) -> bool:
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
