"""Where two translations of one sentence part, both read in the language that they are written in.

The original has the last word where it can be read: what it says is no parting. So figures, dates
and denials can be compared from languages of which the desk has no tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.desk.check import UnitView, understands
from dragoman.desk.checks.names import NamesCheck
from dragoman.desk.matching import match_figures
from dragoman.desk.name_evidence import is_there
from dragoman.desk.polarity import unanswered
from dragoman.language.dates import DateMention, find_dates, has_dates
from dragoman.language.names import find_name_words, is_known_form
from dragoman.language.negation import find_negations, is_loose, soft_places
from dragoman.language.words import Word, cut_words, fold, word_list
from dragoman.records import Span

_NO_MEASURE = frozenset(("", "%", "money"))
_ALIKE = 3  # letters that forms of one name share in two languages
_LEAST_NAME = 4  # letters; shorter capitalised words are initials, articles and acronyms


@dataclass(frozen=True, slots=True, kw_only=True)
class Parting:
    """What the published text says at `target_span`, and what the other translation says there.

    `kind` is "number", "date", "negation", "name" or "word"; a reading is "" where that side says
    nothing. `source_span` is where the original says it, None where that is not known.
    """

    kind: str
    published: str
    other: str
    target_span: Span | None = None
    source_span: Span | None = None


def hard_partings(unit: UnitView, other: str) -> Iterator[Parting]:
    """Figures, weekdays and months, denials and names in which the translation `other` parts."""
    for compare in (_figures, _dates, _denials, _names):
        parting = compare(unit, other)
        if parting is not None:
            yield parting


def _figures(unit: UnitView, other: str) -> Parting | None:
    """A figure of the published text that neither the other one nor the original has.

    A measure beside one of its kind that is right may be the same in other units: "45 miles
    (72 km)". The check of units knows more of those.
    """
    source, target = unit.source_language, unit.target_language
    between = match_figures(unit.target, other, target, target)
    strange = [one for one in between.left if one.number.is_firm]
    missed = [one for one in between.right if one.number.is_firm]
    if not strange and not missed:
        return None
    own = match_figures(unit.source, unit.target, source, target)
    others = match_figures(unit.source, other, source, target)
    lost = [one for pair in own.exchanged for one in pair[:1]] + list(own.left)
    new = [one for pair in own.exchanged for one in pair[1:]] + list(own.right)
    measures = own.anew | own.converted | ({after.kind for _, after in own.pairs} - _NO_MEASURE)
    wrong = [one for one in strange if one in new and one.kind not in measures]
    right = [
        (said, heard)
        for said, heard in others.pairs
        if said in lost and heard in missed and said.kind not in measures
    ]
    if not wrong and not right:
        return None
    return Parting(
        kind="number",
        published=wrong[0].number.text if wrong else "",
        other=right[0][1].number.text if right else "",
        target_span=(wrong[0].start, wrong[0].end) if wrong else None,
        source_span=(right[0][0].start, right[0][0].end) if right else None,
    )


def _dates(unit: UnitView, other: str) -> Parting | None:
    """Weekdays and months that differ, where the original does not side with the published text."""
    if not has_dates(unit.target_language):
        return None
    said = _days(unit.target, unit.target_language)
    heard = _days(other, unit.target_language)
    lost = [day for day in heard if day not in said]
    new = [day for day in said if day not in heard]
    if not lost or not new or {kind for kind, _ in lost} != {kind for kind, _ in new}:
        return None
    if has_dates(unit.source_language):
        original = _days(unit.source, unit.source_language)
        if new[0] in original or lost[0] not in original:
            return None
    wrong, right = said[new[0]], heard[lost[0]]
    return Parting(
        kind="date", published=wrong.text, other=right.text, target_span=(wrong.start, wrong.end)
    )


def _days(text: str, language: str) -> dict[tuple[str, int], DateMention]:
    return {
        (one.kind, one.value): one
        for one in find_dates(text, language)
        if one.value and not one.unsure
    }


def _denials(unit: UnitView, other: str) -> Parting | None:
    """A plain "not" that one translation lacks, the other as the original, if that can be read.

    Quiet where words of refusal or lack, or a negative prefix, may carry the denial, and for
    idioms: there engines word the same thing differently.
    """
    source, target = unit.source_language, unit.target_language
    said, heard = find_negations(unit.target, target), find_negations(other, target)
    if len(said) == len(heard):
        return None
    if word_list(source, "negation") and len(find_negations(unit.source, source)) != len(heard):
        return None
    # The other translation stands in for the original, so that both are read in one language.
    pair = replace(unit, source=other, source_language=target)
    open_ones = unanswered(pair, ())
    if len(open_ones) != 1 or not open_ones[0].negation.strong:
        return None
    one = open_ones[0]
    own, rest = (other, unit.target) if one.side == "source" else (unit.target, other)
    if is_loose(own, one.negation, target) or soft_places(rest, target):
        return None
    if one.side == "target" and soft_places(unit.source, source):
        return None
    words = own[one.negation.start : one.negation.end]
    if one.side == "source":
        return Parting(kind="negation", published="", other=words)
    span = (one.negation.start, one.negation.end)
    return Parting(kind="negation", published=words, other="", target_span=span)


def _names(unit: UnitView, other: str) -> Parting | None:
    """A name that the other translation keeps as the original has it, and the published text not.

    Only where one new name stands for it that begins otherwise: "Gothenburg" is what English calls
    Göteborg. Languages that the check of names reads are left to it: it knows more.
    """
    if understands(NamesCheck(), unit.source_language, unit.target_language):
        return None
    said, heard = cut_words(unit.target), cut_words(other)
    original = cut_words(unit.source)
    lost = [
        one
        for one in _names_in(unit.source)
        if fold(one.text) in {fold(word.text) for word in heard} and not is_there(one.text, said)
    ]
    new = [
        one
        for one in _names_in(unit.target)
        if not is_there(one.text, original) and not is_there(one.text, heard)
    ]
    if len(lost) != 1 or len(new) != 1:
        return None
    if fold(lost[0].text)[:_ALIKE] == fold(new[0].text)[:_ALIKE]:
        return None
    return Parting(
        kind="name",
        published=new[0].text,
        other=lost[0].text,
        target_span=(new[0].start, new[0].end),
        source_span=(lost[0].start, lost[0].end),
    )


def _names_in(text: str) -> list[Word]:
    """Capitalised words inside sentences, but for acronyms and names with forms of their own."""
    return [
        one.word
        for one in find_name_words(text)
        if not one.initial
        and len(one.text) >= _LEAST_NAME
        and not one.text.isupper()
        and not is_known_form(one.text)
    ]
