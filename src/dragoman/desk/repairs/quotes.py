"""Put quotation marks back where the original has them and alignment or words show the place."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.language.quotes import find_marks, find_quotations, house_marks
from dragoman.records import Finding


class QuoteRepair:
    """Restores marks around a whole sentence, before a reporting clause, or a lone partner."""

    name = "quotes"
    answers = frozenset(("quotes",))

    def mend(self, unit: UnitView, _finding: Finding, _document: DocumentView, /) -> str | None:
        """The sentence with its marks; None where their place cannot be shown."""
        marks = [mark for mark in find_marks(unit.source) if mark.double]
        if not marks:
            return None
        opening, closing = house_marks(unit.target_language)
        has = [mark for mark in find_marks(unit.target) if mark.double]
        if not has and len(marks) == 2:
            return self._around(unit, marks[0].start, marks[1].start, opening, closing)
        if not has and len(marks) == 1:
            if marks[0].start == 0:
                return opening + unit.target.lstrip()
            if not unit.source[marks[0].start + 1 :].strip(" .!?…"):
                return unit.target.rstrip() + closing
            return None
        if len(has) == 1 and len(marks) == 2:
            return self._partner(unit, marks[0].start, marks[1].start)
        return None

    def _around(
        self, unit: UnitView, first: int, last: int, opening: str, closing: str
    ) -> str | None:
        text = unit.target.strip()
        before = unit.source[:first].strip()
        after = unit.source[last + 1 :].strip(" .")
        if not before and not after:
            return opening + text + closing
        inner = unit.source[first + 1 : last]
        spot = text.find(inner.strip(" ,."))
        if len(inner) > 2 and spot >= 0 and text.count(inner.strip(" ,.")) == 1:
            end = spot + len(inner.strip(" ,."))
            return text[:spot] + opening + text[spot:end] + closing + text[end:]
        if not before and after:
            comma = text.rfind(", ", 0, len(text) - max(2, len(after) // 3))
            wanted = len(text) * (last / max(len(unit.source), 1))
            if (
                comma > 0
                and abs(comma - wanted) < 14
                and text.count(", ", comma - 40, comma + 40) == 1
            ):
                return opening + text[: comma + 1] + closing + text[comma + 1 :]
        if before.endswith(":") and not after and text.count(": ") == 1:
            place = text.index(": ") + 2
            return text[:place] + opening + text[place:] + closing
        return None

    def _partner(self, unit: UnitView, first: int, last: int) -> str | None:
        """One of two marks is there: add the other at the sentence's edge when it stood there."""
        mark = next(mark for mark in find_marks(unit.target) if mark.double)
        text = unit.target
        pair = {"“": "”", "”": "“", "«": "»", "»": "«", "„": "“", '"': '"'}
        partner = pair.get(mark.text)
        if partner is None:
            return None
        if first == 0 and mark.start > len(text) * 0.3:
            return partner + text
        if not unit.source[last + 1 :].strip(" .!?…") and mark.start < len(text) * 0.7:
            return text.rstrip() + partner
        if not find_quotations(unit.source):
            return None
        return None
