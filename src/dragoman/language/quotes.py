"""Quotation marks: which are double, which open, which close, and what they enclose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

DOUBLE_MARKS = '"“”„«»‟＂'
SINGLE_MARKS = "'‘’‚‹›"

# Outer marks by language, (opening, closing), from CLDR's delimiters.
_HOUSE_MARKS = {
    "en": ("“", "”"), "pt": ("“", "”"), "nl": ("“", "”"), "de": ("„", "“"), "mk": ("„", "“"),
    "sr": ("„", "“"), "hr": ("„", "“"), "bs": ("„", "”"), "ro": ("„", "”"), "pl": ("„", "”"),
    "es": ("«", "»"), "it": ("«", "»"), "ru": ("«", "»"), "uk": ("«", "»"),
    "fr": ("«\u00a0", "\u00a0»"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMark:
    """One quotation mark. `role` is "open", "close" or "either"; `double` tells the outer kind."""

    start: int
    text: str
    role: str
    double: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """The words between two marks; `start` and `end` include the marks."""

    start: int
    end: int
    inner: str


@lru_cache(maxsize=8192)
def find_marks(text: str) -> tuple[QuoteMark, ...]:
    """All quotation marks of a text; apostrophes inside and at the end of words are left out."""
    found: list[QuoteMark] = []
    for place, letter in enumerate(text):
        if letter in DOUBLE_MARKS:
            if letter == '"' and _is_inch(text, place, found):
                continue
            found.append(QuoteMark(start=place, text=letter, role=_role(text, place), double=True))
        elif letter in SINGLE_MARKS and not _is_apostrophe(text, place):
            found.append(QuoteMark(start=place, text=letter, role=_role(text, place), double=False))
    return tuple(found)


def _is_inch(text: str, place: int, found: list[QuoteMark]) -> bool:
    """Behind a figure, where no straight mark waits for its partner."""
    if not place or not text[place - 1].isdigit():
        return False
    return sum(mark.text == '"' for mark in found) % 2 == 0


def _is_apostrophe(text: str, place: int) -> bool:
    """Inside or at the end of a word, before a decade or another mark, or a foot: no quotation."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if before.isalnum() and after.isalnum():
        return True
    if text[place] == "‘":
        return after.isdigit()
    if text[place] in "'’" and after.isdigit() and not before.isalnum():
        return True
    if before.isalpha() and after in '«“„"' and text[place] in "'’":
        return after != '"' or not text[place + 2 : place + 3].isspace()  # "dell'«Aida»"
    is_cut = before in "sSzZxXnN" or text[place + 1 : place + 3].strip().isalpha()  # "un po' di"
    return before.isalnum() and not after.isalnum() and is_cut and _unopened(text, place)


def _unopened(text: str, place: int) -> bool:
    """No single opening mark stands before this one in the last 400 letters."""
    for here in range(place - 1, max(-1, place - 400), -1):
        before = text[here - 1] if here else " "
        if text[here] in "'‘" and not before.isalnum():
            return False
    return True


def _role(text: str, place: int) -> str:
    letter = text[place]
    if letter in "„‚":
        return "open"
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if letter == "»" and place and before.isspace() and not after.isalnum():
        return "close"  # French sets its marks off by blanks: "il « ne vient pas », dit-elle"
    if letter == "«" and after.isspace() and not before.isalnum():
        return "open"
    opens = not before.isalnum() and before not in ".,!?…;:)]%" and not after.isspace()
    closes = not before.isspace() and before not in "([" and place > 0
    if letter in "«‹" and opens:
        return "open"
    if opens and not (closes and not after.isalnum()):
        return "open"
    return "close" if closes else "either"


@lru_cache(maxsize=8192)
def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text between double marks.

    Where the marks nest, by what stands beside them, what is inside belongs to the outer quotation;
    else they are paired from left to right.
    """
    return enclosed(text, [mark for mark in find_marks(text) if mark.double])


def enclosed(text: str, marks: list[QuoteMark]) -> tuple[Quotation, ...]:
    """What some of a text's marks enclose, as `find_quotations` says."""
    spans = _nested(marks) or _in_turn(marks)
    return tuple(
        Quotation(start=start, end=end + 1, inner=text[start + 1 : end]) for start, end in spans
    )


def _nested(marks: list[QuoteMark]) -> list[tuple[int, int]]:
    """The outer pairs of marks that all have a partner and nest; empty for others."""
    spans = []
    opened: list[int] = []
    for mark in marks:
        if mark.role == "open" or (mark.role == "either" and not opened):
            opened.append(mark.start)
            continue
        if not opened:
            return []
        start = opened.pop()
        if not opened:
            spans.append((start, mark.start))
    return [] if opened else spans


def _in_turn(marks: list[QuoteMark]) -> list[tuple[int, int]]:
    """Every mark closes the one before it, unless it can only open."""
    spans = []
    opened: int | None = None
    for mark in marks:
        if opened is None:
            opened = mark.start
        elif mark.role != "open" or mark.text == '"':
            spans.append((opened, mark.start))
            opened = None
    return spans


def house_marks(language: str) -> tuple[str, str]:
    """The opening and closing mark that a newspaper of this language uses."""
    return _HOUSE_MARKS.get(language.split("-")[0].lower(), ("“", "”"))
