"""Headline: what it says against what the article under it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.checks.names import NamesCheck
from dragoman.desk.differences import find_differences, match_unit
from dragoman.desk.figures import Figure, read_figures
from dragoman.language.names import NameWord, distance, find_name_words, latin, same_name
from dragoman.language.offices import OfficeMention, find_offices, may_render
from dragoman.language.words import plain_language
from dragoman.records import Finding, Severity

_SHORTEST_NAME = 5  # letters; shorter names resemble one another by chance
_MOST_EDITS = 2  # between two spellings of one name
_BROAD = frozenset(("leader", "minister", "secretary", "director", "deputy", "general"))
"""Offices that headlines put for longer ones."""


class HeadlineCheck:
    """Compares the headline with the article under it, on both sides.

    Finds a figure, an office or, in pairs that `names` does not know, a spelling of a name in the
    translated headline that its article contradicts, where the original's headline and article
    agree: "14 dead" over an article about 41. What another check says of the headline by itself is
    not said again. Not good for headlines that round or pun, and for articles without a headline;
    loose pairs are not looked at.
    """

    name = "headline"
    category = "custom/headline"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open headline, with the other units as evidence."""
        if not document.is_document:
            return
        heads = [unit for unit in document.open_units() if unit.is_headline]
        body = _Body(tuple(unit for unit in document.units if _tells(unit)))
        for head in heads if body.units else ():
            yield from self._figures(head, body, document)
            yield from self._offices(head, body)
            yield from self._names(head, body)

    def _figures(self, head: UnitView, body: _Body, document: DocumentView) -> Iterator[Finding]:
        matching = match_unit(head)
        lost = [*matching.left, *(one for one, _ in matching.exchanged)]
        new = [*matching.right, *(other for _, other in matching.exchanged)]
        if not lost or not new:
            return
        told = {
            one.before.start
            for one in find_differences(head, document.alignment(head))
            if one.before and one.after
        }
        for before in lost:
            agreed = body.says(before, "source") and body.says(before, "target")
            if before.start in told or not before.number.is_firm or not agreed:
                continue
            for after in new:
                strange = not body.says(after, "source") and not body.says(after, "target")
                if strange and after.number.is_firm and before.kind == after.kind:
                    yield self._report(
                        head, (before.start, before.end), (after.start, after.end),
                        before.number.text, Severity.CRITICAL,
                    )  # fmt: skip
                    return

    def _offices(self, head: UnitView, body: _Body) -> Iterator[Finding]:
        said, heard = _sole(find_offices(head.source)), _sole(find_offices(head.target))
        if said is None or heard is None or heard.office in _BROAD:
            return
        others = body.renderings(said.office)
        offices = {one.office for one in others}
        if len(offices) != 1 or heard.office in body.offices or not offices.isdisjoint(_BROAD):
            return
        other = others[0]
        if not may_render(said.office, heard.office):
            return  # `offices` tells
        yield self._report(
            head, (said.start, said.end), (heard.start, heard.end), other.text, Severity.MINOR
        )

    def _names(self, head: UnitView, body: _Body) -> Iterator[Finding]:
        sides = {plain_language(head.source_language), plain_language(head.target_language)}
        if sides <= NamesCheck.languages:
            return
        targets = [one for one in find_name_words(head.target) if not body.names(one)]
        for before in find_name_words(head.source):
            for after in targets:
                spelt = body.spelling(before, after) if _may_be(before, after) else None
                if spelt is not None:
                    yield self._report(
                        head, (before.word.start, before.word.end),
                        (after.word.start, after.word.start + len(after.text)), spelt,
                        Severity.MINOR,
                    )  # fmt: skip
                    return

    def _report(
        self,
        head: UnitView,
        source: tuple[int, int],
        target: tuple[int, int],
        expected: str,
        severity: Severity,
    ) -> Finding:
        found = head.target[slice(*target)]
        return note(
            self,
            head,
            f"The headline says {found!r}, the article under it {expected!r}; the original says "
            "the same in both places.",
            severity=severity,
            source_span=source,
            target_span=target,
            expected=expected,
            found=found,
            confidence=0.8 if severity is Severity.CRITICAL else 0.6,
        )


@dataclass(frozen=True)
class _Body:
    """The translated sentences under a headline."""

    units: tuple[UnitView, ...]

    def says(self, figure: Figure, side: str) -> bool:
        """True when one side of the article has a figure of that value."""
        return not figure.number.values.isdisjoint(self._values[side])

    @cached_property
    def _values(self) -> dict[str, set[float]]:
        texts = [
            (side, text, language)
            for unit in self.units
            for side, text, language in (
                ("source", unit.source, unit.source_language),
                ("target", unit.target, unit.target_language),
            )
        ]
        values: dict[str, set[float]] = {"source": set(), "target": set()}
        for side, text, language in texts:
            for figure in read_figures(text, language):
                values[side] |= figure.number.values
        return values

    @cached_property
    def offices(self) -> frozenset[str]:
        """All offices of the translated article."""
        return frozenset(one.office for unit in self.units for one in find_offices(unit.target))

    def renderings(self, office: str) -> list[OfficeMention]:
        """What stands for an office where the original names it and no other."""
        found = []
        for unit in self.units:
            said, heard = _sole(find_offices(unit.source)), _sole(find_offices(unit.target))
            if said is not None and said.office == office and heard is not None:
                found.append(heard)
        return found

    def names(self, name: NameWord) -> bool:
        """True when the translated article has a name so spelt."""
        return any(
            same_name(name.text, other.text)
            for unit in self.units
            for other in find_name_words(unit.target)
        )

    def spelling(self, before: NameWord, after: NameWord) -> str | None:
        """How the article spells the name that the headline spells as `after`, None if not so."""
        for unit in self.units:
            if not any(one.text == before.text for one in find_name_words(unit.source)):
                continue
            for other in find_name_words(unit.target):
                if _may_be(before, other) and _are_spellings(after.text, other.text):
                    return other.text
        return None


def _tells(unit: UnitView) -> bool:
    """True for a translated sentence of the article's body."""
    return not unit.is_headline and not unit.kept and unit.source != unit.target


def _sole(mentions: Sequence[OfficeMention]) -> OfficeMention | None:
    """The first mention where all are of one office."""
    return mentions[0] if len({one.office for one in mentions}) == 1 else None


def _may_be(before: NameWord, after: NameWord) -> bool:
    """A name and what it may be in the other script."""
    one, two = latin(before.text), latin(after.text)
    return min(len(one), len(two)) >= _SHORTEST_NAME and distance(one, two) <= _MOST_EDITS


def _are_spellings(one: str, two: str) -> bool:
    """Two spellings of one name, not a name and what derives from it ("Serbia", "Serbian")."""
    first, second = latin(one), latin(two)
    derived = first.startswith(second) or second.startswith(first)
    return not derived and distance(first, second) <= _MOST_EDITS
