"""Money: dollars that became euros, or a sign that was lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.differences import match_unit
from dragoman.language.money import Amount, find_amounts
from dragoman.records import Finding, Severity

_ANY_SIGN = re.compile(r"[$€£¥₹₽₺₴₩₪¢]|(?<![^\W_])[A-Z]{3}(?![^\W_])")


class MoneyCheck:
    """Compares the currency beside equal figures.

    Finds another currency for the same amount, an amount in brackets with the currency of what it
    converts, and an amount whose sign or word is gone. Not good for conversions ("about 20 dollars"
    added in brackets) and for dollars of other countries.
    """

    name = "money"
    category = "accuracy/mistranslation/number"
    languages = frozenset(
        ("en", "pt", "es", "de", "fr", "it", "nl", "ca", "ro", "pl", "ru", "uk", "mk", "sr")
    )

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            source = find_amounts(unit.source, unit.source_language)
            target = find_amounts(unit.target, unit.target_language)
            for exchange in find_exchanged_currencies(unit):
                yield self._other(unit, exchange)
            yield from self._asides(unit, source, target)
            if source and not target:
                yield from self._gone(unit, source)

    def _other(self, unit: UnitView, exchange: CurrencyExchange) -> Finding:
        before, after = exchange.before, exchange.after
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

    def _asides(
        self, unit: UnitView, source: tuple[Amount, ...], target: tuple[Amount, ...]
    ) -> Iterator[Finding]:
        """ "€3.1 billion (€3.6 billion)": a conversion is in another currency."""
        said = {(amount.currency, amount.number.value) for amount in source}
        for one, two in pairwise(target):
            value = (two.currency, two.number.value)
            opening = unit.target[max(one.end, one.number.end) : min(two.start, two.number.start)]
            if one.currency == two.currency and value not in said and opening.strip() == "(":
                yield note(
                    self,
                    unit,
                    f"{two.number.text!r} in brackets has the currency of the amount before it.",
                    severity=Severity.MINOR,
                    target_span=(two.start, two.end),
                    found=two.text,
                    confidence=0.5,
                )

    def _gone(self, unit: UnitView, source: tuple[Amount, ...]) -> Iterator[Finding]:
        """A sign before or after a figure that stands bare in the translation."""
        for before, after in match_unit(unit).pairs:
            amount = before.amount
            if amount is None or not amount.is_sign or amount not in source:
                continue
            if after.label or after.number.form != "digits":
                continue
            if _ANY_SIGN.search(unit.target, max(0, after.start - 5), after.end + 5):
                continue
            yield note(
                self,
                unit,
                f"The currency sign of {after.number.text!r} is not in the translation.",
                source_span=(amount.start, amount.end),
                target_span=(after.start, after.end),
                expected=amount.text,
                found=after.number.text,
            )


@dataclass(frozen=True, slots=True)
class CurrencyExchange:
    """An amount of the original and the same amount in another currency."""

    before: Amount
    after: Amount


def find_exchanged_currencies(unit: UnitView) -> tuple[CurrencyExchange, ...]:
    """Amounts with the same figure and another currency; also where each side has only one."""
    source = find_amounts(unit.source, unit.source_language)
    target = find_amounts(unit.target, unit.target_language)
    if not source or not target:
        return ()
    found = []
    for one, two in match_unit(unit).pairs:
        if one.amount and two.amount and one.amount.currency != two.amount.currency:
            found.append(CurrencyExchange(one.amount, two.amount))
    sole = len(source) == len(target) == 1
    if not found and sole and source[0].currency != target[0].currency:
        found.append(CurrencyExchange(source[0], target[0]))
    return tuple(found)
