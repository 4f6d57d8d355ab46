"""One sentence's translation and how it came about; sentences that were translated in parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.records import AlignedSpan, Finish


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One sentence's translation and how it came about.

    `text` is "" when `finish` is ERROR; `note` says what was doubtful on the way ("" for nothing).
    `terms` are (words of the source, words of `text`) of the house's terms that stand in it;
    `remembered` is true when the translation memory had all of it.
    """

    text: str
    finish: Finish
    alignment: tuple[AlignedSpan, ...]
    guarded: tuple[tuple[str, str], ...]
    note: str = ""
    terms: tuple[tuple[str, str], ...] = ()
    remembered: bool = False


def joined(parts: Sequence[Rendered], spans: Sequence[tuple[int, int]]) -> Rendered:
    """A sentence from its parts; what is wrong with one is wrong with the whole."""
    if len(parts) == 1:
        return parts[0]
    failed = next((part for part in parts if part.finish is Finish.ERROR), None)
    if failed is not None:
        return replace(failed, alignment=())
    text = ""
    alignment: list[AlignedSpan] = []
    for part, (start, _) in zip(parts, spans, strict=True):
        text += " " if text and part.text else ""
        alignment += [_shifted(span, start, len(text)) for span in part.alignment]
        text += part.text
    notes = [f"not one sentence: translated in {len(parts)} parts", *(part.note for part in parts)]
    return Rendered(
        text=text,
        finish=next((part.finish for part in parts if part.finish is not Finish.OK), Finish.OK),
        alignment=tuple(alignment),
        guarded=tuple(dict.fromkeys(change for part in parts for change in part.guarded)),
        note="; ".join(dict.fromkeys(note for note in notes if note)),
        terms=tuple(dict.fromkeys(term for part in parts for term in part.terms)),
        remembered=all(part.remembered for part in parts),
    )


def _shifted(span: AlignedSpan, source: int, target: int) -> AlignedSpan:
    """A span of a part as one of the whole, which the part begins at these offsets of."""
    return AlignedSpan(
        source_start=span.source_start + source,
        source_end=span.source_end + source,
        target_start=span.target_start + target,
        target_end=span.target_end + target,
        p=span.p,
    )
