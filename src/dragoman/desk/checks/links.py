"""Links: addresses, handles and tags that must come through a translation letter by letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.links import find_links
from dragoman.records import Finding, Severity


class LinksCheck:
    """Finds addresses of pages and mailboxes, @handles and #tags that were lost, bent or invented.

    Compares them letter by letter, capitals aside. Confidence is 0.95 for addresses and 0.8 for
    tags, which some translate, by hand. Not good for addresses without "www" and scheme.
    """

    name = "links"
    category = "accuracy/do-not-translate"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        before, after = find_links(unit.source), find_links(unit.target)
        new = [link for link in after if link[2].casefold() not in unit.source.casefold()]
        for start, end, text in before:
            if text.casefold() in unit.target.casefold():
                continue
            bent = next((link for link in new if link[2][:1] == text[:1]), None)
            if bent is not None:
                new.remove(bent)
            yield note(
                self, unit,
                f"The original has {text!r}; the translation has "
                f"{bent[2] if bent else 'nothing'!r} in its place.",
                severity=Severity.MINOR if text.startswith("#") else Severity.MAJOR,
                source_span=(start, end), target_span=bent[:2] if bent else None,
                expected=text, found=bent[2] if bent else "",
                confidence=0.8 if text.startswith("#") else 0.95,
            )  # fmt: skip
        for start, end, text in new:
            yield note(
                self, unit, f"{text!r} does not stand in the original.",
                target_span=(start, end), found=text, confidence=0.8,
            )  # fmt: skip
