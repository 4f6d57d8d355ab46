"""Money: dollars that became euros, or a sign that was lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.money import Amount, find_amounts
from dragoman.records import Finding, Severity


class MoneyCheck:
    """Compares the currency beside equal figures.

    Finds another currency for the same amount, and an amount whose sign or word is gone. Not good
    for conversions ("about 20 dollars" added in brackets) and for dollars of other countries.
    """

    name = "money"
    category = "accuracy/mistranslation/number"
    languages = frozenset(("en", "pt", "es", "de", "fr", "it", "nl", "ru", "uk", "mk", "sr"))

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        source = find_amounts(unit.source, unit.source_language)
        target = find_amounts(unit.target, unit.target_language)
        said = {amount.currency for amount in source}
        for amount in target:
            same = [other for other in source if _same_figure(amount, other)]
            if same and all(other.currency != amount.currency for other in same):
                yield self._other(unit, same[0], amount)
            elif len(source) == len(target) == 1 and amount.currency not in said:
                yield self._other(unit, source[0], amount)
        if source and not target:
            yield from self._gone(unit, source)

    def _other(self, unit: UnitView, before: Amount, after: Amount) -> Finding:
        return note(
            self,
            unit,
            f"The original counts in {before.currency} ({before.text!r}), the translation in "
            f"{after.currency} ({after.text!r}).",
            severity=Severity.CRITICAL,
            source_span=(before.start, before.end),
            target_span=(after.start, after.end),
            expected=before.text,
            found=after.text,
            confidence=0.85,
        )

    def _gone(self, unit: UnitView, source: tuple[Amount, ...]) -> Iterator[Finding]:
        """A sign before or after a figure that stands bare in the translation."""
        for before in source:
            if before.text.isalpha():
                continue
            figure = before.number.text
            at = unit.target.find(figure)
            if at >= 0:
                yield note(
                    self,
                    unit,
                    f"The currency sign of {figure!r} is not in the translation.",
                    source_span=(before.start, before.end),
                    target_span=(at, at + len(figure)),
                    expected=before.text,
                    found=figure,
                )


def _same_figure(one: Amount, two: Amount) -> bool:
    return not one.number.values.isdisjoint(two.number.values)
