"""Put quotation marks back where the original has them and alignment or words show the place."""

from __future__ import annotations

import itertools

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.quoted import answering_span, firm_marks, quotations
from dragoman.language.quotes import Quotation, QuoteMark, find_marks, house_marks
from dragoman.language.words import cut_words, plain_language, word_list
from dragoman.records import Finding, Span

_PARTNERS = {"“": "”", "”": "“", "«": "»", "»": "«", "„": "“", '"': '"'}
_INSIDE = ".,!?…"  # what stands before a closing mark belongs to the quotation


class QuoteRepair:
    """Restores lost marks around a whole sentence, a clause or the words that the alignment shows.

    A mark without a partner gets it at the edge of the words that answer to the quotation, or at
    the edge of the sentence where the original has it there.
    """

    name = "quotes"
    answers = frozenset(("quotes",))

    def mend(self, unit: UnitView, _finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with its marks; None where their place cannot be shown."""
        marks = firm_marks(unit.source)
        has = [mark for mark in find_marks(unit.target) if mark.double]
        if not marks:
            return None
        if not has and len(marks) == 1:  # loose sentences do not show the quotation's other end
            return _edge(unit, marks[0]) if document.is_document else None
        if not has and len(marks) % 2 == 0:
            return self._around_all(unit, document)
        if len(has) % 2 and len(marks) == len(has) + 1:
            return self._partner(unit, has, document)
        return None

    def _around_all(self, unit: UnitView, document: DocumentView) -> str | None:
        """Marks around every quotation of the original, from the last to the first."""
        opening, closing = house_marks(unit.target_language)
        places = []
        for quoted in quotations(unit.source):
            place = _place(unit, quoted, document)
            if place is None:
                return None
            places.append(place)
        if not places or any(b[0] < a[1] for a, b in itertools.pairwise(sorted(places))):
            return None
        text = unit.target
        for start, end in sorted(places, reverse=True):
            text = text[:start] + opening + text[start:end] + closing + text[end:]
        return text

    def _partner(self, unit: UnitView, has: list[QuoteMark], document: DocumentView) -> str | None:
        """The partner of the one mark that has none, where the original's quotation ends."""
        whole = [
            quoted
            for quoted in quotations(unit.source)
            if (place := _place(unit, quoted, document)) is not None
            and not _has_both(place, has, unit.target)
        ]
        if len(whole) != 1:
            return None
        start, end = _place(unit, whole[0], document) or (0, 0)
        near = [mark for mark in has if start - 3 <= mark.start <= end + 2]
        if len(near) != 1 or near[0].text not in _PARTNERS:
            return None
        mark, text = near[0], unit.target
        partner = _PARTNERS[mark.text]
        if mark.start - start <= end - mark.start:  # nearer to the start: it opens
            return text[:end] + partner + text[end:] if end > mark.start + 1 else None
        return text[:start] + partner + text[start:]


def _has_both(place: Span, marks: list[QuoteMark], text: str) -> bool:
    """The stretch stands between two marks already."""
    start, end = place
    before = any(start - 2 <= mark.start <= start for mark in marks)
    after = any(end - 1 <= mark.start <= end + 1 for mark in marks)
    return before and after and len(text) > 0


def _edge(unit: UnitView, mark: QuoteMark) -> str | None:
    """A quotation that goes on from or into another sentence has its mark at the edge."""
    opening, closing = house_marks(unit.target_language)
    if mark.start == 0:
        return opening + unit.target.lstrip()
    if not unit.source[mark.start + 1 :].strip(" .!?…"):
        return unit.target.rstrip() + closing
    return None


def _place(unit: UnitView, quoted: Quotation, document: DocumentView) -> Span | None:
    """Where a quotation of the original stands in the target, its closing punctuation included."""
    text = unit.target
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    before = unit.source[: quoted.start].strip()
    after = unit.source[quoted.end :].strip(" .")
    if not before and not after:
        return first, last
    span = _same_words(text, quoted.inner) or answering_span(document, unit, quoted)
    span = span or _after_colon(text, before, after)
    if span is None:
        return _before_clause(unit, quoted, before, after)
    start, end = _at_small_words(unit, quoted, *span)
    colon = text.rfind(": ", max(0, start - _NEAR), start)
    if not before and start - first < _NEAR:
        start = first
    elif before.endswith(":") and colon >= 0:
        start = colon + 2
    if not after and last - end < _NEAR:
        end = len(text.rstrip(" ."))
    elif after:
        end = _at_comma(unit, quoted, end)
    return start, _with_punctuation(unit, start, end)


def _at_small_words(unit: UnitView, quoted: Quotation, start: int, end: int) -> Span:
    """Small words at the edges, which the alignment places loosely, as in the original.

    A small word before the stretch belongs to it where the quotation begins with one; one at its
    end belongs outside where the quotation does not end with one.
    """
    ours = word_list(unit.source_language, "function")
    theirs = word_list(unit.target_language, "function")
    quoted_words = cut_words(quoted.inner)
    words = cut_words(unit.target)
    before = [word for word in words if word.end <= start]
    inside = [word for word in words if start <= word.start < end]
    if not quoted_words or not inside:
        return start, end
    is_small = quoted_words[0].text.lower() in ours
    if is_small and before and before[-1].text.lower() in theirs and inside[0].text.islower():
        start = before[-1].start
    while (
        len(inside) > 1
        and inside[-1].text.lower() in theirs
        and quoted_words[-1].text.lower() not in ours
    ):
        inside.pop()
        end = inside[-1].end
    return start, end


def _at_comma(unit: UnitView, quoted: Quotation, end: int) -> int:
    """Where the original sets the reporting clause off by a comma, the target's comma near by."""
    if "," not in unit.source[quoted.end - 2 : quoted.end + 1]:
        return end
    commas = [
        place
        for place in range(max(0, end - _NEAR), min(len(unit.target), end + _NEAR))
        if unit.target[place] == ","
    ]
    return min(commas, key=lambda place: abs(place - end)) if commas else end


def _with_punctuation(unit: UnitView, start: int, end: int) -> int:
    """English takes the comma and full stop inside, other languages leave them outside.

    A question mark or an exclamation mark belongs to the quotation everywhere.
    """
    text = unit.target
    if plain_language(unit.target_language) == "en":
        return end + 1 if text[end : end + 1] in tuple(_INSIDE) else end
    while end - 1 > start and text[end - 1] in ".,":
        end -= 1
    return end + 1 if text[end : end + 1] in ("?", "!", "…") else end


_NEAR = 12  # letters: an article or a preposition at the edge that the alignment leaves out


def _same_words(text: str, inner: str) -> Span | None:
    inner = inner.strip(" ,.")
    if len(inner) < 3 or text.count(inner) != 1:
        return None
    start = text.index(inner)
    return start, start + len(inner)


def _after_colon(text: str, before: str, after: str) -> Span | None:
    if before.endswith(":") and not after and text.count(": ") == 1:
        return text.index(": ") + 2, len(text.rstrip(" ."))
    return None


def _before_clause(unit: UnitView, quoted: Quotation, before: str, after: str) -> Span | None:
    """A quotation at the head, and one comma where the reporting clause should begin."""
    text = unit.target
    if before or not after:
        return None
    comma = text.rfind(", ", 0, len(text) - max(2, len(after) // 3))
    wanted = len(text) * quoted.end / max(len(unit.source), 1)
    if comma > 0 and abs(comma - wanted) < 14 and text.count(", ", comma - 40, comma + 40) == 1:
        return 0, _with_punctuation(unit, 0, comma)
    return None
