"""Units of measure: the same figure with another unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.numbers import NumberMention, find_numbers
from dragoman.language.units import UnitMention, find_units
from dragoman.records import Finding, Severity


class UnitsCheck:
    """Compares the unit that stands beside equal figures.

    Finds "20 miles" for "20 quilómetros", and a unit exchanged while its figure stayed. A right
    conversion is fine. Not good for units without a figure other than areas ("every square inch").
    """

    name = "units"
    category = "accuracy/mistranslation/unit-conversion"
    languages = frozenset(("en", "pt", "es", "de", "fr", "it", "nl"))

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        sources = find_units(unit.source, unit.source_language)
        targets = find_units(unit.target, unit.target_language)
        if not sources or not targets:
            return
        said = {mention.unit for mention in sources}
        heard = {mention.unit for mention in targets}
        figures = find_numbers(unit.source, unit.source_language)
        for after in targets:
            if after.unit in said and after.kind != "time":
                continue
            number = _figure_before(after, find_numbers(unit.target, unit.target_language))
            before = _same_figure(number, figures, sources) if number else _area(after, sources)
            if before is None or (number is None and before.unit in heard):
                continue
            near = {before.unit, after.unit} in ({"m", "yard"}, {"litre", "pint"})
            if before.kind == after.kind and before.unit != after.unit and not near:
                yield self._report(unit, before, after)

    def _report(self, unit: UnitView, before: UnitMention, after: UnitMention) -> Finding:
        return note(
            self,
            unit,
            f"The original measures in {before.text!r}, the translation in {after.text!r} with "
            "the same figure.",
            severity=Severity.CRITICAL if _same_figures(unit) else Severity.MINOR,
            source_span=(before.start, before.end),
            target_span=(after.start, after.end),
            expected=before.text,
            found=after.text,
            confidence=0.85,
        )


def _figure_before(
    mention: UnitMention, numbers: tuple[NumberMention, ...]
) -> NumberMention | None:
    near = [number for number in numbers if 0 <= mention.start - number.end <= 3]
    return near[-1] if near else None


def _same_figure(
    number: NumberMention, figures: tuple[NumberMention, ...], sources: tuple[UnitMention, ...]
) -> UnitMention | None:
    for figure in figures:
        if number.values.isdisjoint(figure.values):
            continue
        near = [mention for mention in sources if 0 <= mention.start - figure.end <= 6]
        if near:
            return near[0]
    return None


def _area(mention: UnitMention, sources: tuple[UnitMention, ...]) -> UnitMention | None:
    """An area without a figure can only stand for an area."""
    if mention.kind != "area" or not mention.unit.endswith("2"):
        return None
    return next((other for other in sources if other.kind == "area"), None)


def _same_figures(unit: UnitView) -> bool:
    """Every figure of one side stands on the other: nothing was converted."""
    source = {n.value for n in find_numbers(unit.source, unit.source_language) if n.is_firm}
    target = {n.value for n in find_numbers(unit.target, unit.target_language) if n.is_firm}
    return source == target
