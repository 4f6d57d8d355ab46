"""What an engine misspelled or left out, set right where the alignment shows its place.

Figures, currency signs and quotation marks: what the original has is certain, and a reader is
misled by anything else. Nothing else of an engine's words is touched here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman.language.typography import DOUBLE_MARKS, SINGLE_MARKS
from dragoman.records import AlignedSpan
from dragoman.translation.figures import compare_amounts, compare_figures
from dragoman.translation.quotations import loose_marks, marks_agree, mend_marks
from dragoman.translation.tracing import TracedText

_MARKS = frozenset(DOUBLE_MARKS + SINGLE_MARKS)

Align = Callable[[], tuple[AlignedSpan, ...]]
"""Gives the alignment of the original with the translation as it reads now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """What was mended: figures as they read now, and whether quotation marks were set anew.

    `figures_lost` are digits of the original that nothing in the translation answers to;
    `quotes_lost` is true when marks are missing and were not set.
    """

    figures: tuple[str, ...] = ()
    figures_lost: tuple[str, ...] = ()
    quotes: bool = False
    quotes_lost: bool = False


NOTHING_MENDED = Mended()


def mend(
    traced: TracedText,
    original: str,
    align: Align,
    languages: tuple[str, str],
    *,
    kept: Sequence[str] = (),
    guess: bool = True,
) -> Mended:
    """Mend a translation in place and say what was done.

    `languages` are those of original and translation; `kept` are strings that stand in both letter
    by letter and are none of our business (addresses). Without an alignment quotation marks are
    set by likeness and position only with `guess`.
    """
    figures: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    hidden = _hidden(original, kept)
    if any(char.isdigit() for char in hidden):
        compared = compare_figures(hidden, _hidden(traced.text, kept), align(), languages)
        traced.edit(compared.edits)
        traced.edit(compare_amounts(hidden, _hidden(traced.text, kept), languages))
        figures, lost = compared.mended, compared.lost
    traced.edit(loose_marks(_hidden(traced.text, kept)))
    if not _MARKS.intersection(hidden) or marks_agree(hidden, _hidden(traced.text, kept)):
        return Mended(figures=figures, figures_lost=lost)
    spans = align()
    if len(spans) < 2 and not guess:
        return Mended(figures=figures, figures_lost=lost, quotes_lost=True)
    edits = mend_marks(hidden, _hidden(traced.text, kept), spans, languages[1])
    traced.edit(edits)
    return Mended(figures=figures, figures_lost=lost, quotes=bool(edits))


def _hidden(text: str, kept: Sequence[str]) -> str:
    """A text in which what is kept letter by letter reads as one long word of no meaning."""
    for one in kept:
        text = text.replace(one, "x" * len(one))
    return text
