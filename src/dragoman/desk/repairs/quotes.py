"""Put quotation marks back where the original has them and it is shown which words they enclose."""

from __future__ import annotations

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.missing_marks import MissingMarks, missing_marks
from dragoman.desk.quoted import firm_marks
from dragoman.language.quotes import QuoteMark, find_marks, house_marks
from dragoman.language.words import plain_language
from dragoman.records import Finding

# By how much a place must outweigh every other; less where one edge is there or is the sentence's.
# On even documents of NTREX 95 of 100 places chosen so are exact to the word.
_LEAD, _LEAD_OF_ONE = 0.7, 0.5
_PARTNERS = {
    "“": "”", "”": "“", "«": "»", "»": "«", "„": "“", '"': '"', "‘": "’", "’": "‘", "‚": "‘",
    "'": "'", "‹": "›", "›": "‹",
}  # fmt: skip
_LOW_PARTNERS = {"pl": "”", "ro": "”", "bs": "”", "nl": "”"}  # of "„", where it is not "“"
_INSIDE = (".", ",", "!", "?", "…")
_OUTCRY = ("?", "!", "…")


class QuoteRepair:
    """Restores lost marks around the words that answer to the original's quotation.

    A mark without a partner gets it at the other edge of those words. A quotation that runs on from
    or into another sentence gets its mark at the sentence's edge. New marks are those that the
    sentence uses already, else those of the language's newspapers.
    """

    name = "quotes"
    answers = frozenset(("quotes",))

    def mend(self, unit: UnitView, _finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with its marks; None where their place cannot be shown."""
        marks = firm_marks(unit.source)
        if len(marks) == 1 and not find_marks(unit.target):
            # Loose sentences do not show the quotation's other end.
            return _edge(unit, marks[0]) if document.is_document else None
        missing = missing_marks(document, unit)
        if not missing or not all(_is_shown(one, unit) for one in missing):
            return None
        text = unit.target
        for one in sorted(missing, key=lambda one: one.place.start, reverse=True):
            text = _with_partner(one, unit) if one.mark else _enclosed(one, text, unit)
        return text


def _is_shown(missing: MissingMarks, unit: UnitView) -> bool:
    """The place is beyond doubt: the whole sentence, or far likelier than any other."""
    if not unit.source[: missing.quotation.start].strip() and not unit.source[
        missing.quotation.end :
    ].strip(" .!?…"):
        return True
    return missing.place.lead >= (_LEAD if missing.mark is None else _LEAD_OF_ONE)


def _enclosed(missing: MissingMarks, text: str, unit: UnitView) -> str:
    """Both marks around the words of a quotation."""
    opening, closing = _marks_of(unit)
    start, end = missing.place.span
    if start and text[start - 1] in "¿¡(":
        start -= text[start - 1] != "("
    end = _closing_place(missing, unit)
    return text[:start] + opening + text[start:end] + closing + text[end:]


def _with_partner(missing: MissingMarks, unit: UnitView) -> str:
    """The partner of the one mark that is there."""
    mark, text = missing.mark, unit.target
    if mark is None:
        return text
    partner = _PARTNERS.get(mark.text, mark.text)
    if mark.text == "„":
        partner = _LOW_PARTNERS.get(unit.target_language.split("-")[0], partner)
    if not missing.opens:
        start = missing.place.start
        start -= bool(start) and text[start - 1] in "¿¡"
        closes_low = mark.text == "“" or partner == "„"
        partner = house_marks(unit.target_language)[0].strip("\u00a0") if closes_low else partner
        return text[:start] + partner + text[start:]
    end = _closing_place(missing, unit)
    return text[:end] + partner + text[end:]


def _marks_of(unit: UnitView) -> tuple[str, str]:
    """The marks that the sentence uses already, else those of the house."""
    found = [mark.text for mark in find_marks(unit.target) if mark.double]
    if len(found) > 1:
        return found[0], found[1]
    return house_marks(unit.target_language)


def _closing_place(missing: MissingMarks, unit: UnitView) -> int:
    """Behind the last word, or behind the stop or comma that belongs to the quotation.

    English takes the comma and full stop inside, other languages leave them outside, but for the
    stop of a sentence quoted whole. A question mark belongs to the quotation where the original
    asks inside it.
    """
    text, end = unit.target, missing.place.end
    sign = text[end : end + 1]
    inner = missing.quotation.inner.rstrip()
    ends = inner[-1:]
    if sign in _OUTCRY and sign:
        return end + (ends in _OUTCRY or plain_language(unit.target_language) == "en")
    if plain_language(unit.target_language) == "en":
        return end + (sign in _INSIDE and bool(sign))
    whole = not unit.source[: missing.quotation.start].strip()
    return end + (sign == "." == ends and whole)


def _edge(unit: UnitView, mark: QuoteMark) -> str | None:
    """A quotation that goes on from or into another sentence has its mark at the edge."""
    opening, closing = house_marks(unit.target_language)
    if mark.start == 0:
        return opening + unit.target.lstrip()
    if not unit.source[mark.start + 1 :].strip(" .!?…"):
        return unit.target.rstrip() + closing
    return None
