"""What stands in for a piece of text on its way through an engine, and how it is put back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dragoman.language.money import name_currency
from dragoman.language.typography import Edit
from dragoman.translation.tracing import TracedText


class StandInKind(StrEnum):
    """How a stand-in comes back."""

    PLACEHOLDER = "placeholder"  # a made-up word that engines copy
    LIKENESS = "likeness"  # the same word in letters the engine has; copied if it is a name
    FOLDED = "folded"  # an ordinary word in letters the engine has; never put back
    SIGN = "sign"  # a sign written as a word that the engine may also translate
    LEADING = "leading"  # kept back, to stand at the start
    TRAILING = "trailing"  # kept back, to stand at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """`shown` went to the engine where `original` stood; `spaced` says a space was between.

    `glued` names the sides ("l", "r", "lr") on which `original` touched a word; engines are shown
    a space there.
    `required` is true when `original` must be found in the translation exactly `times` times.
    """

    kind: StandInKind
    original: str
    shown: str
    required: bool = False
    spaced: bool = False
    times: int = 1
    glued: str = ""


# Of 200 sentences each, the engine gave these back exactly once in 199 (en->pt); {7} in none.
FORMS = ("XQ{}", "Zx{}q")
_DEBRIS = re.compile(r" ?\b(?:[Xx][A-Za-z]?[Qq][ -]?\d+|[Zz][A-Za-z]?[Xx][ -]?\d+[Qq]?)\b")


class StandInMaker:
    """Makes placeholders that do not occur in the text; `form` picks the first or second shape."""

    def __init__(self, text: str, form: int = 0) -> None:
        self._text = text.casefold()
        self._form = FORMS[form % len(FORMS)]
        self._number = 0

    def placeholder(self, original: str, before: str = "", after: str = "") -> StandIn:
        """A fresh placeholder for `original`, which stands between two characters of the text."""
        glued = "l" * before.isalnum() + "r" * after.isalnum()
        while True:
            self._number += 1
            shown = self._form.format(self._number)
            if shown.casefold() not in self._text:
                return StandIn(
                    kind=StandInKind.PLACEHOLDER,
                    original=original,
                    shown=shown,
                    required=True,
                    glued=glued,
                )


def tally(stand_ins: Sequence[StandIn]) -> list[StandIn]:
    """Likenesses and signs that were made more than once, as one with their number in `times`."""
    made = Counter(stand_ins)
    return [replace(stand_in, times=count) for stand_in, count in made.items()]


def _pattern(stand_in: StandIn) -> re.Pattern[str]:
    """How a stand-in looks in the engine's text; engines change case and add a hyphen or space."""
    if stand_in.kind is StandInKind.PLACEHOLDER:
        shape = r"[ -]?".join(
            re.escape(part) for part in re.findall(r"[A-Za-z]+|\d+", stand_in.shown)
        )
        left = " ?" if "l" in stand_in.glued else ""
        right = " ?" if "r" in stand_in.glued else ""
        return re.compile(rf"{left}(?<![A-Za-z]){shape}(?!\d){right}", re.IGNORECASE)
    if stand_in.kind is StandInKind.SIGN:
        return re.compile(rf"(?<!\w){re.escape(stand_in.shown.strip())}(?:\s+(?=\d))?(?!\w*[a-z])")
    return re.compile(rf"(?<!\w){re.escape(stand_in.shown)}(?!\w)")


def shown_at(stand_in: StandIn) -> str:
    """What the engine sees of a stand-in, with spaces where it is glued to a word."""
    left = " " if "l" in stand_in.glued else ""
    right = " " if "r" in stand_in.glued else ""
    return left + stand_in.shown + right


def put_back(traced: TracedText, stand_ins: Sequence[StandIn], target: str = "") -> list[StandIn]:
    """Put what was replaced back into the engine's text; gives what is missing or doubled.

    A doubled placeholder keeps its first place; what is missing is left out for the caller to
    decide about. `target` is the language of the text.
    """
    astray: list[StandIn] = []
    figures_first = sorted(stand_ins, key=lambda one: not one.original[:1].isdigit())
    for stand_in in figures_first:  # a currency sign goes by the digits beside it
        if not stand_in.shown or stand_in.kind is StandInKind.FOLDED:
            continue
        found = list(_pattern(stand_in).finditer(traced.text))
        if len(found) != stand_in.times and stand_in.required:
            astray.append(stand_in)
        traced.edit(_edits(traced.text, stand_in, found, target))
    for stand_in in stand_ins:
        gap = " " if stand_in.spaced and traced.text else ""
        if stand_in.kind is StandInKind.LEADING:
            traced.edit([(0, 0, stand_in.original + gap)])
        elif stand_in.kind is StandInKind.TRAILING:
            traced.edit([(len(traced.text), len(traced.text), gap + stand_in.original)])
    return astray


def _edits(text: str, stand_in: StandIn, found: Sequence[re.Match[str]], target: str) -> list[Edit]:
    """The edits that put one stand-in's original in its places."""
    edits: list[Edit] = []
    for place, match in enumerate(found):
        start, end = match.span()
        if stand_in.kind is StandInKind.PLACEHOLDER and place >= stand_in.times:
            start -= 1 if start and text[start - 1] == " " else 0
            edits.append((start, end, ""))
        elif stand_in.kind is StandInKind.SIGN:
            edits.append((start, end, _sign(text, match, stand_in, target)))
        else:
            edits.append((start, end, stand_in.original))
    return edits


def _sign(text: str, match: re.Match[str], stand_in: StandIn, target: str) -> str:
    """A currency's sign beside its digits; elsewhere ("83 bilhões de JPY") its name, if known."""
    start, end = match.span()
    if text[:start].rstrip()[-1:].isdigit() or text[end:].lstrip()[:1].isdigit():
        return stand_in.original
    gap = " " if text[end - 1 : end] == " " else ""
    return (name_currency(stand_in.shown, target, sign=False) or stand_in.original) + gap


def put_near(
    traced: TracedText,
    astray: Sequence[StandIn],
    stand_ins: Sequence[StandIn],
    anchor: Callable[[StandIn], int],
) -> list[StandIn]:
    """Put what is still missing at the gap nearest to where `anchor` says it belongs.

    `astray` are those of `stand_ins` that did not come back. Only for placeholders: a word that
    was written in other letters has been translated or kept in those letters. Gives what was
    placed so.
    """
    wanted = Counter(one.original for one in stand_ins if one.kind is StandInKind.PLACEHOLDER)
    placed: list[StandIn] = []
    edits: list[Edit] = []
    gaps = [match.start() for match in re.finditer(r" |$", traced.text)]
    here = Counter({one: traced.text.count(one) for one in wanted})
    for stand_in in astray:
        if here[stand_in.original] >= wanted[stand_in.original]:
            continue  # doubled, or written by the engine itself; also what is no placeholder
        here[stand_in.original] += 1
        near = anchor(stand_in)
        at = min(gaps, key=lambda gap: abs(gap - near))
        if at == len(traced.text) and traced.text[-1:] in tuple(".!?…"):
            at -= 1
        edits.append((at, at, " " + stand_in.original if at else stand_in.original + " "))
        placed.append(stand_in)
    traced.edit(sorted(edits, key=lambda edit: edit[0]))
    return placed


def debris(text: str, original: str) -> list[Edit]:
    """Edits that take out what is left of misspelled placeholders, unless the original has it."""
    return [
        (*found.span(), "")
        for found in _DEBRIS.finditer(text)
        if found.group().strip() not in original
    ]
