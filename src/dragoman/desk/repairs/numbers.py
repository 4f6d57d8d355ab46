"""Put back the figure, date word or currency sign that the original has."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.checks.numbers import NumbersCheck
from dragoman.language.dates import find_dates, name_date
from dragoman.language.money import find_amounts, name_currency
from dragoman.records import Finding, Severity

_JOINTS = ("-", "–", "/", ":")


class NumberRepair:
    """Replaces a wrong figure by the original's, where exactly one figure is in question."""

    name = "numbers"
    answers = frozenset(("numbers",))

    def mend(self, unit: UnitView, finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence with the original's figure; None for figures lost or invented."""
        if finding.target_span is None or finding.source_span is None or not finding.expected:
            return None
        if not any(letter.isdigit() for letter in finding.expected):
            return None
        start, end = finding.target_span
        if not any(letter.isdigit() for letter in unit.target[start:end]):
            return None
        if _is_joined(unit.target, start, end) or _is_joined(unit.source, *finding.source_span):
            return None
        if sum(1 for _ in NumbersCheck().run_unit(unit)) != 1:
            return None  # with two figures in question, which belongs where is a guess
        return unit.target[:start] + finding.expected + unit.target[end:]


def _is_joined(text: str, start: int, end: int) -> bool:
    """Part of a score, a range or a fraction ("1-0", "5/8"): one half cannot be mended alone."""
    return text[max(0, start - 1) : start] in _JOINTS or text[end : end + 1] in _JOINTS


class DateRepair:
    """Replaces a wrong weekday or month by the original's, in the target's language."""

    name = "dates"
    answers = frozenset(("dates",))

    def mend(self, unit: UnitView, finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence with the right day or month."""
        if finding.target_span is None or finding.source_span is None:
            return None
        start, end = finding.target_span
        for date in find_dates(unit.source, unit.source_language):
            if (date.start, date.end) == finding.source_span:
                word = name_date(date.kind, date.value, unit.target_language)
                if not word:
                    return None
                heard = unit.target[start:end]
                tail = heard[len(heard.rstrip("'’s")) :] if "'" in heard or "’" in heard else ""
                return unit.target[:start] + word + tail + unit.target[end:]
        return None


class MoneyRepair:
    """Puts the original's currency back on a figure."""

    name = "money"
    answers = frozenset(("money",))

    def mend(self, unit: UnitView, finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence with the right sign or currency word."""
        if finding.target_span is None or finding.source_span is None:
            return None
        start, end = finding.target_span
        source = next(
            (
                amount
                for amount in find_amounts(unit.source, unit.source_language)
                if (amount.start, amount.end) == finding.source_span
            ),
            None,
        )
        if source is None:
            return None
        if finding.severity is not Severity.CRITICAL:
            return self._add_sign(unit, source.text, start, source.start < source.number.start)
        heard = unit.target[start:end]
        word = name_currency(source.currency, unit.target_language, sign=not heard.isalpha())
        if not word or (heard.isalpha() and heard.isupper()):
            return None
        return unit.target[:start] + word + unit.target[end:]

    def _add_sign(self, unit: UnitView, sign: str, start: int, before: bool) -> str | None:
        if not before or any(letter.isalpha() for letter in sign):
            return None
        return unit.target[:start] + sign + unit.target[start:]
