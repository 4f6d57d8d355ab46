"""Units of measure: the same figure with another unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.differences import find_differences, match_unit
from dragoman.desk.figures import Figure
from dragoman.desk.matching import Matching
from dragoman.desk.measures import is_conversion
from dragoman.language.units import UnitMention, find_units
from dragoman.records import Finding, Severity, Span

_MEASURES = ("length", "mass", "volume", "area", "speed")
_WHOLE = 100  # nothing differs by a hundred percentage points: percent is meant
_GLOSS = re.compile(r"[^\W\d_]* ?\((?:[^\W\d_]{1,8} )?$")


class UnitsCheck:
    """Compares the unit that stands beside equal figures.

    Finds "20 miles" for "20 quilómetros", a unit exchanged while its figure stayed, percentage
    points for percent, and a conversion in brackets with the unit of what it converts. A right
    conversion is fine. Not good for units without a figure other than areas ("every square inch").
    """

    name = "units"
    category = "accuracy/mistranslation/unit-conversion"
    languages = frozenset(
        ("en", "pt", "es", "de", "fr", "it", "nl", "ca", "ro", "pl", "ru", "uk", "mk", "sr")
    )

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            for exchange in find_exchanged_units(unit):
                yield self._report(unit, exchange)

    def _report(self, unit: UnitView, exchange: UnitExchange) -> Finding:
        said = unit.source[slice(*exchange.source)] if exchange.source else ""
        heard = unit.target[slice(*exchange.target)]
        message = f"The original measures in {said!r}, the translation in {heard!r}."
        if not said and exchange.unit:
            message = f"The original does not speak of {heard!r}."
        elif not said:
            message = f"{heard!r} stands beside itself: one of the two measures has a wrong unit."
        return note(
            self,
            unit,
            message,
            severity=_severity(exchange),
            source_span=exchange.source,
            target_span=exchange.target,
            expected=said or exchange.unit,
            found=heard,
            confidence=0.85 if exchange.plain else 0.5,
        )


def _severity(exchange: UnitExchange) -> Severity:
    """Percent for percentage points is often meant loosely; everything else plain is critical."""
    if not exchange.plain:
        return Severity.MINOR
    return Severity.MAJOR if exchange.unit == "points" else Severity.CRITICAL


@dataclass(frozen=True, slots=True)
class UnitExchange:
    """A wrong unit word in the target: its place, the original's, and the right unit's name.

    `unit` is "percent" or "points" for these two. `plain` is false in sentences that convert other
    measures too, where the same figure may be chance.
    """

    source: Span | None
    target: Span
    unit: str
    figure: Figure | None
    plain: bool


def find_exchanged_units(unit: UnitView) -> tuple[UnitExchange, ...]:
    """The unit words of a sentence that differ although their figures are the same."""
    matching = match_unit(unit)
    found = []
    for before, after in matching.pairs:
        exchange = _exchange(before, after, unit, plain=_is_plain(before, matching))
        if exchange is not None:
            found.append(exchange)
    found += _misfits(unit, matching)
    if not all(exchange.plain for exchange in found) and _is_doubted(unit, matching):
        found = [exchange for exchange in found if exchange.plain]
    found += _asides(unit, matching)
    if not found:
        found += _areas(unit)
    return tuple(found)


def _is_doubted(unit: UnitView, matching: Matching) -> bool:
    """`numbers` already doubts a measure of the sentence; once is enough."""
    return any(
        matching.is_measured_anew(one.before, one.after) and not one.fits
        for one in find_differences(unit, ())
    )


def _is_plain(before: Figure, matching: Matching) -> bool:
    """Nothing else of the kind is given in other units, but for what `before` itself is worth."""
    if before.kind in matching.converted:
        return False
    others = [
        one
        for one in (*matching.left, *matching.right)
        if one.kind == before.kind
        and one.number.form in ("digits", "words")
        and one.number.value >= 2
    ]
    return not before.kind or all(
        is_conversion(before.number.value, before.label, one.number.value, one.label)
        for one in others
    )


def _exchange(before: Figure, after: Figure, unit: UnitView, *, plain: bool) -> UnitExchange | None:
    said, heard = before.unit, after.unit
    if said and heard and heard.text and said.kind == heard.kind and said.unit != heard.unit:
        value = after.number.value
        if is_conversion(value, said.unit, value, heard.unit):
            return None
        span = (said.start, said.end) if said.text else (before.start, before.end)
        return UnitExchange(span, (heard.start, heard.end), said.unit, after, plain)
    if (
        heard
        and heard.text
        and before.amount
        and before.amount.is_sign
        and heard.kind in _MEASURES
        and not after.amount
    ):
        span = (before.amount.start, before.amount.end)
        return UnitExchange(span, (heard.start, heard.end), "", after, plain)
    return _share_exchange(before, after, unit, plain=plain)


def _share_exchange(
    before: Figure, after: Figure, unit: UnitView, *, plain: bool
) -> UnitExchange | None:
    """Percent on one side, percentage points on the other."""
    one, two = before.number, after.number
    if not ((one.percent and two.points) or (one.points and two.percent)):
        return None
    name = "points" if one.points else "percent"
    spans = (_share_span(before, unit.source), _share_span(after, unit.target))
    return UnitExchange(*spans, name, after, plain)


def _misfits(unit: UnitView, matching: Matching) -> Iterator[UnitExchange]:
    """ "200 km" for "300 km": the figure was converted to miles, and the unit was not."""
    differences = find_differences(unit, ())
    for difference in differences:
        before, after = difference.before, difference.after
        shares = _share_exchange(before, after, unit, plain=True) if before and after else None
        if shares is not None:
            yield shares
        if before is None and after is not None and after.number.points:
            span = _share_span(after, unit.target)
            yield UnitExchange(None, span, "percent", after, plain=after.number.value == _WHOLE)
        own = after is not None and _has_own_word(after, matching)
        if before and before.unit and after and after.unit and difference.fits and own:
            yield UnitExchange(
                (before.unit.start, before.unit.end),
                (after.unit.start, after.unit.end),
                difference.fits,
                after,
                plain=all(
                    other.fits or not matching.is_measured_anew(other.before, other.after)
                    for other in differences
                ),
            )


def _has_own_word(figure: Figure, matching: Matching) -> bool:
    """A unit in words stands behind it: of a range ("2 to 4 cm") that is its second end."""
    if figure.unit is None or not figure.unit.text:
        return False
    word = figure.unit.start
    return not any(figure.start < other.start < word for other in matching.target)


def _share_span(figure: Figure, text: str) -> Span:
    """Where "percent" or "percentage points" stands after a figure."""
    match = re.compile(
        r"[ \u00a0\u202f-]*(%|p\.\s?p\."
        r"|(?:de )?p[uo]\w+ (?:percentua\w+|porcentua\w+|procent\w+|de pourcentage)"
        r"|[^\W\d_]+[ -]points?\b|por ciento|por cento|per cent|pour cent|[^\W\d_]+)"
    ).match(text, figure.end)
    return match.span(1) if match else (figure.start, figure.end)


def _asides(unit: UnitView, matching: Matching) -> Iterator[UnitExchange]:
    """ "45 kilometres (72 kilometres)": a conversion has another unit than what it converts."""
    said = {(one.number.value, one.label) for one in matching.source}
    for one, two in zip(matching.target, matching.target[1:], strict=False):
        if not one.unit or not two.unit or one.unit.unit != two.unit.unit:
            continue
        if not _GLOSS.fullmatch(unit.target[one.unit.end : two.start].lstrip()):
            continue
        wrong = two if (one.number.value, one.label) in said else one
        known = {(one.number.value, one.label), (two.number.value, two.label)} & said
        if wrong.unit and one.number.value != two.number.value and len(known) == 1:
            span = (wrong.unit.start, wrong.unit.end)
            yield UnitExchange(None, span, "", wrong, plain=False)


def _areas(unit: UnitView) -> Iterator[UnitExchange]:
    """An area without a figure can only stand for an area ("every square inch")."""
    sources = find_units(unit.source, unit.source_language)
    targets = find_units(unit.target, unit.target_language)
    heard = {mention.unit for mention in targets}
    said = {mention.unit for mention in sources}
    for after in targets:
        before = next((one for one in sources if one.kind == "area"), None)
        if after.kind != "area" or not after.unit.endswith("2") or before is None:
            continue
        if after.unit in said or before.unit in heard or _has_figure(unit, before, after):
            continue
        span = (before.start, before.end)
        yield UnitExchange(span, (after.start, after.end), before.unit, None, plain=True)


def _has_figure(unit: UnitView, before: UnitMention, after: UnitMention) -> bool:
    matching = match_unit(unit)
    return any(one.unit == before for one in matching.source) or any(
        one.unit == after for one in matching.target
    )
