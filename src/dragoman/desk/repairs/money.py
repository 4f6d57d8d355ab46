"""Put back the currency that the original has beside the same figure."""

from __future__ import annotations

import re

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.checks.money import CurrencyExchange, find_exchanged_currencies
from dragoman.language.money import find_amounts, is_feminine_currency, name_currency
from dragoman.records import Finding, Severity

_COUNTRY_BEFORE = re.compile(r"\b(?:US|U\.S\.|American|Canadian|Australian) $")
_COUNTRY_AFTER = re.compile(
    r" (?:(?:norte-)?american[oa]s|estadounidenses|esterlinas|canadi?ens[ei]s|australian[oa]s"
    r"|sterling|suíços|suizos|américains)\b"
)


class MoneyRepair:
    """Puts the original's currency back on a figure: the sign, the code or the word."""

    name = "money"
    answers = frozenset(("money",))

    def mend(self, unit: UnitView, finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence with the right sign or currency word."""
        if finding.target_span is None or finding.source_span is None:
            return None
        for exchange in find_exchanged_currencies(unit):
            before, after = exchange.before, exchange.after
            if (after.start, after.end) == finding.target_span:
                return (
                    _mended(unit, exchange) if before.number.values & after.number.values else None
                )
        if finding.severity is Severity.CRITICAL:
            return None
        return _with_sign(unit, finding)


def _mended(unit: UnitView, exchange: CurrencyExchange) -> str | None:
    before, after = exchange.before, exchange.after
    language = unit.target_language
    start, end = after.start, after.end
    if after.text.isalpha() and after.text.isupper():
        return unit.target[:start] + before.currency + unit.target[end:]
    word = name_currency(before.currency, language, sign=after.is_sign)
    if not word or (not after.is_sign and after.number.value == 1):
        return None
    if not after.is_sign:
        if _COUNTRY_BEFORE.search(unit.target[:start]):
            return None
        country = _COUNTRY_AFTER.match(unit.target, end)
        end = country.end() if country else end
        if not _agrees(exchange, language):
            return None
    return unit.target[:start] + word + unit.target[end:]


def _agrees(exchange: CurrencyExchange, language: str) -> bool:
    """True when the figure does not have to change with the currency's gender."""
    before, after = exchange.before, exchange.after
    genders = [is_feminine_currency(one.currency, language) for one in (before, after)]
    return genders[0] == genders[1] or after.number.form == "digits" or after.number.magnitude > 1e3


def _with_sign(unit: UnitView, finding: Finding) -> str | None:
    """The sign before a figure that stands bare, as the original has it before its own."""
    assert finding.target_span is not None  # noqa: S101 - asked by the caller
    if unit.target_language[:2] != "en":
        return None  # other languages put the sign, or a word, behind the figure
    for amount in find_amounts(unit.source, unit.source_language):
        if (amount.start, amount.end) == finding.source_span and amount.start < amount.number.start:
            start = finding.target_span[0]
            return unit.target[:start] + amount.text + unit.target[start:]
    return None
