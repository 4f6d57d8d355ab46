"""Quotation marks that have no partner in their sentence: slips, or quotations that run on."""

from __future__ import annotations

import itertools

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.quoted import firm_marks, is_label, lean
from dragoman.language.quotes import SINGLE_MARKS, QuoteMark, find_marks
from dragoman.language.reporting import reporting_words
from dragoman.language.words import cut_words
from dragoman.records import Span

_REPORTING, _VERB_AT = 5, 3  # words of ", said Mayor Ana Reis", and where its verb stands


def opens_or_closes(unit: UnitView, mark: QuoteMark, document: DocumentView) -> bool:
    """A lone mark of the original begins or ends a quotation of several sentences.

    One before a bracket is a slip. In a document the neighbours must show that the translation
    marks the quotation at all: by the other end, which stands alone.
    """
    if mark.role == "close" and unit.source[mark.start + 1 : mark.start + 2] == ")":
        return False
    if not document.is_document:
        return True
    step = 1 if mark.role == "open" else -1
    for place in range(unit.index + step, unit.index + 5 * step, step):
        if not 0 <= place < len(document.units):
            return False
        others = [one for one in find_marks(document.units[place].target) if one.double]
        if others:
            return len(others) % 2 == 1
    return False


def is_alone(unit: UnitView, source: list[QuoteMark], every: tuple[QuoteMark, ...]) -> bool:
    """The target's odd mark is no habit of its original: that is even, or odd the other way."""
    if sum(not mark.double for mark in every) % 2:
        return False  # one double and one single mark may enclose the words together
    whole = find_marks(unit.source)
    if len(whole) == len(every) > 1 or _merges(unit.source, whole):
        return False  # a quotation inside a quotation has marks of the outer kind here
    if len(source) % 2 == 0:
        return bool(source) or not whole
    if len(source) != 1:
        return False
    marks = firm_marks(unit.target)
    return lean(source) * lean(marks) < 0 or _quotes_more(unit.target, marks)


def is_left_open(unit: UnitView, marks: list[QuoteMark], document: DocumentView) -> bool:
    """The translation alone shows that its one mark must have a partner in this sentence.

    It opens the sentence, and a clause that reports the words ends it (", he said."); or it opens
    in the middle of a clause ("on a mission to "resist.") and no later sentence closes it.
    """
    if len(marks) != 1 or marks[0].role != "open":
        return False
    mark, text = marks[0], unit.target
    if not text[: mark.start].strip():
        return _ends_reporting(text, unit.target_language)
    before, behind = text[: mark.start].rstrip()[-1:], text[mark.start + 1 : mark.start + 2]
    if not before.isalpha() or not behind.islower():
        return False
    return not document.is_document or not _is_closed_later(unit, document)


def _ends_reporting(text: str, language: str) -> bool:
    """Ends with ", he said." or the like; behind an inner quotation the clause may be longer."""
    inner = max(text.rfind(mark + ",") for mark in SINGLE_MARKS)
    comma = inner + 1 if inner > 0 else text.rfind(",")
    words = cut_words(text[comma + 1 :])
    verbs = reporting_words(language)
    return (
        comma > 0
        and bool(words)
        and (inner > 0 or len(words) <= _REPORTING)
        and not find_marks(text[comma + 1 :].strip())
        and any(word.text.lower() in verbs for word in words[:_VERB_AT])
    )


def _is_closed_later(unit: UnitView, document: DocumentView) -> bool:
    """A sentence behind this one has a lone mark that closes."""
    for other in document.units[unit.index + 1 : unit.index + 5]:
        marks = [mark for mark in find_marks(other.target) if mark.double]
        if marks:
            return len(marks) % 2 == 1
    return False


def _quotes_more(text: str, marks: list[QuoteMark]) -> bool:
    """Beside the mark that the original has, too, a quotation of more than a name or a word."""
    inner = [
        text[one.start + 1 : two.start]
        for one, two in itertools.pairwise(marks)
        if (one.role, two.role) == ("open", "close")
    ]
    return len(marks) > 1 and any(len(words.split()) > 1 and not is_label(words) for words in inner)


def _merges(text: str, marks: tuple[QuoteMark, ...]) -> bool:
    """A quotation ends with the one inside it: one mark may do for both."""
    return any(
        one.double != two.double and not text[one.start + 1 : two.start].strip(" .,!?")
        for one, two in itertools.pairwise(marks)
    )


def runs_on(unit: UnitView, marks: list[QuoteMark], document: DocumentView) -> bool:
    """The lone mark opens or closes a quotation that neighbouring sentences go on with."""
    if not document.is_document or len(marks) != 1:
        return False
    at_start = not unit.target[: marks[0].start].strip()
    at_end = not unit.target[marks[0].start + 1 :].strip(" .,!?")
    if not (at_start or at_end):
        return False
    step = 1 if at_start else -1
    place = unit.index + step
    for _ in range(4):
        if not 0 <= place < len(document.units):
            return False
        others = [mark for mark in find_marks(document.units[place].target) if mark.double]
        if others:
            return len(others) % 2 == 1
        place += step
    return False


def open_stretch(text: str, lone: QuoteMark, marks: list[QuoteMark]) -> Span:
    """The words that the lone mark may enclose: to the next mark or the sentence's edge."""
    if lone.role == "close":
        earlier = [mark.start for mark in marks if mark.start < lone.start]
        return (earlier[-1] + 1 if earlier else 0), lone.start + 1
    later = [mark.start for mark in marks if mark.start > lone.start]
    return lone.start, later[0] if later else len(text)


def lone_mark(marks: list[QuoteMark]) -> QuoteMark:
    """The mark that most likely has no partner: two openers or two closers in a row."""
    for one, two in itertools.pairwise(marks):
        if one.role == two.role and one.role != "either":
            return one if one.role == "open" else two
    return marks[-1]
