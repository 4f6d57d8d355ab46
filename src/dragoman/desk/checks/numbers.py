"""Numbers: a figure of the original that is gone or another one in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.figures import match_numbers
from dragoman.language.numbers import (
    NumberMention,
    find_numbers,
    find_vague,
    has_number_words,
    show_number,
)
from dragoman.language.units import convert, find_units
from dragoman.records import Finding, Severity

_GLOSS = re.compile(r"[^\W\d_ ]{0,3}[ -]?[^\W\d_]{0,14} ?\([^\W\d_]{0,8} ?[$€£]?\d")


class NumbersCheck:
    """Compares the values that both sides write, in digits or words, with their magnitudes.

    Finds changed, lost and added figures, "million" for "billion", and 3.1 for 31. Not good for
    small numbers written as words (they come and go with style), for rounding, or for figures that
    are part of a name and translated with it. Converted units of measure are left to `units`.
    """

    name = "numbers"
    category = "accuracy/mistranslation/number"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self.run_unit(unit)
            yield from self._vague(unit)

    def _vague(self, unit: UnitView) -> Iterator[Finding]:
        """ "Hundreds" where the original says "milhares"."""
        source = find_vague(unit.source, unit.source_language)
        target = find_vague(unit.target, unit.target_language)
        said = {mention.value for mention in source}
        heard = {mention.value for mention in target}
        lost = [mention for mention in source if mention.value not in heard]
        new = [mention for mention in target if mention.value not in said]
        for before, after in zip(lost, new, strict=False):
            yield self._report(unit, before, after, list(target))

    def run_unit(self, unit: UnitView) -> Iterator[Finding]:
        """Figures of one sentence that differ."""
        source = list(find_numbers(unit.source, unit.source_language))
        target = list(find_numbers(unit.target, unit.target_language))
        if not source and not target:
            return
        left, right = match_numbers(source, target)
        left, right = _drop_converted(unit, left, right)
        measured = bool(left or right) and _is_measured_anew(unit)
        lost = [number for number in left if _counts(number, unit.source_language)]
        new = [number for number in right if _counts(number, unit.target_language)]
        lost = [number for number in lost if not _is_aside(unit.source, number)]
        new = [number for number in new if not _is_aside(unit.target, number)]
        for before, after in _pair_up(lost, new):
            finding = self._report(unit, before, after, target)
            if measured:
                finding = replace(finding, severity=Severity.MINOR, confidence=0.4)
            yield finding
            if measured:
                return

    def _report(
        self,
        unit: UnitView,
        before: NumberMention | None,
        after: NumberMention | None,
        target: list[NumberMention],
    ) -> Finding:
        if before and after:
            return note(
                self,
                unit,
                f"The original says {before.text!r}, the translation {after.text!r}.",
                severity=Severity.CRITICAL,
                source_span=(before.start, before.end),
                target_span=(after.start, after.end),
                expected=_expected(before, after, unit),
                found=after.text,
                confidence=0.9 if before.is_firm and after.is_firm else 0.6,
            )
        if before:
            return note(
                self,
                unit,
                f"The original's number {before.text!r} is not in the translation.",
                severity=Severity.MINOR,
                source_span=(before.start, before.end),
                expected=before.text,
                confidence=0.7 if not target else 0.6,
            )
        assert after is not None  # noqa: S101 - one of the two is always there
        return note(
            self,
            unit,
            f"The translation says {after.text!r}, which the original does not.",
            severity=Severity.MINOR,
            target_span=(after.start, after.end),
            found=after.text,
            confidence=0.6,
        )


def _expected(before: NumberMention, after: NumberMention, unit: UnitView) -> str:
    """The source's figure as the target language writes it."""
    if before.magnitude == 1.0 and after.magnitude == 1.0 and before.form == "digits":
        if before.text.isdigit():
            return before.text
        return show_number(before.value, unit.target_language)
    if after.magnitude > 1.0 and before.value % after.magnitude == 0:
        figure = show_number(before.value / after.magnitude, unit.target_language)
        return f"{figure} {after.text.split()[-1]}"
    return before.text


def _counts(number: NumberMention, language: str) -> bool:
    """True for mentions worth an alarm: firm ones, and understood words above one."""
    if number.is_firm:
        return True
    if not has_number_words(language):
        return False
    return number.form == "words" and number.value >= 2


def _drop_converted(
    unit: UnitView, left: list[NumberMention], right: list[NumberMention]
) -> tuple[list[NumberMention], list[NumberMention]]:
    """Take out figures beside units of the same kind whose values agree within 12 %."""
    if not left or not right:
        return left, right
    sources = find_units(unit.source, unit.source_language)
    targets = find_units(unit.target, unit.target_language)
    for before in list(left):
        here = next((mention for mention in sources if 0 <= mention.start - before.end <= 12), None)
        for after in list(right):
            there = next((m for m in targets if 0 <= m.start - after.end <= 12), None)
            if here is None or there is None or here.unit == there.unit:
                continue
            worth = convert(before.value, here.unit, there.unit)
            if worth is not None and abs(worth - after.value) <= 0.12 * max(abs(worth), 1.0):
                left.remove(before)
                right.remove(after)
                break
    return left, right


def _is_measured_anew(unit: UnitView) -> bool:
    """Both sides measure the same kind of thing in different units: a rounded conversion."""
    sources = find_units(unit.source, unit.source_language)
    targets = find_units(unit.target, unit.target_language)
    said = {mention.unit for mention in sources if mention.kind != "time"}
    return any(
        mention.unit not in said and any(other.kind == mention.kind for other in sources)
        for mention in targets
        if mention.kind != "time"
    )


def _pair_up(
    lost: list[NumberMention], new: list[NumberMention]
) -> Iterator[tuple[NumberMention | None, NumberMention | None]]:
    """Lost and new figures side by side, in order; words alone on one side are let go."""
    lost, new = list(lost), list(new)
    while lost and new:
        before = lost.pop(0)
        after = min(new, key=lambda number: (number.is_firm != before.is_firm, number.start))
        if not before.is_firm and not after.is_firm and before.form != after.form:
            continue
        new.remove(after)
        yield before, after
    yield from ((number, None) for number in lost if number.is_firm and not _is_all(number))
    yield from ((None, number) for number in new if number.is_firm and not _is_all(number))


def _is_all(number: NumberMention) -> bool:
    """ "100 percent certain" is said without a figure too."""
    return number.value == 100 and number.percent


def _is_aside(text: str, number: NumberMention) -> bool:
    """A figure in brackets beside another one: a conversion that translations add or leave out."""
    if _GLOSS.match(text, number.end):
        return True
    opening = text.rfind("(", max(0, number.start - 12), number.start)
    if opening < 0 or ")" in text[opening : number.start]:
        return False
    return any(letter.isdigit() for letter in text[max(0, opening - 25) : opening])
