"""Quotation marks, dashes and the spaces around signs, as each language's press sets them.

Every change is worked out as a list of `Edit` (start, end, replacement) before it is applied, so
that a caller who follows character offsets through a text can follow them through typesetting too.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

Edit = tuple[int, int, str]

DOUBLE_MARKS = '"“”„‟«»〝〞〟＂「」『』❝❞'
SINGLE_MARKS = "'‘’‚‛‹›＇❛❜ʼ"  # U+02BC is the apostrophe of some keyboards
_QUOTES = frozenset(DOUBLE_MARKS + SINGLE_MARKS)
_STRAIGHT = str.maketrans(
    {**dict.fromkeys(DOUBLE_MARKS, '"'), **dict.fromkeys(SINGLE_MARKS, "'")},
)
_GAPPED_OPENING = re.compile(r"(?<=[«‹])[ \u00a0\u202f\u2009]+")
_GAPPED_CLOSING = re.compile(r"[ \u00a0\u202f\u2009]+(?=[»›])")
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{<-–—/¿¡…“‘„‚«‹\"'")
_PERCENT = re.compile(r"(?<=\d)[ \u00a0\u202f]?(?=%)")
_HIGH = re.compile(r"(?<=[^\s;:!?\d])[ \u00a0\u202f]?(?=[;:!?](?:[\s»”\"]|$))")
_SPACED_HYPHEN = re.compile(
    r"(?<=[^\s\d] )(?:-{1,2}|–|—)(?= \S)|(?<=\d )(?:-{1,2}|–|—)(?= [^\W\d])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteStyle:
    """How one language sets quotations.

    `gap` stands inside the outer marks, `percent` before "%", `high` before ; : ! ? ("" for
    nothing). `dash` is the dash that stands between two spaces.
    """

    language: str
    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    apostrophe: str = "’"
    gap: str = ""
    dash: str = "–"
    percent: str = ""
    high: str = ""


@cache
def _styles() -> dict[str, QuoteStyle]:
    """The table of styles by language tag, read from `typography.toml`."""
    text = resources.files("dragoman.language").joinpath("typography.toml").read_text("utf-8")
    styles = {}
    for language, row in tomllib.loads(text).items():
        styles[language.casefold()] = QuoteStyle(
            language=language,
            opening=row["outer"][0],
            closing=row["outer"][1],
            inner_opening=row["inner"][0],
            inner_closing=row["inner"][1],
            gap=row.get("gap", ""),
            dash=row.get("dash", "–"),
            percent=row.get("percent", ""),
            high=row.get("high", ""),
        )
    return styles


def quote_style(language: str) -> QuoteStyle:
    """The style of a BCP 47 tag: of the tag, else of its base language, else English."""
    styles = _styles()
    tag = language.replace("_", "-").casefold()
    while tag:
        if tag in styles:
            return styles[tag]
        tag = tag.rpartition("-")[0]
    return styles["nb"] if language.casefold() in {"no", "nn"} else styles["en"]


def is_quote(char: str) -> bool:
    """True for any quotation mark or apostrophe, straight or set, of any language we know."""
    return char in _QUOTES


def to_straight_quotes(text: str) -> str:
    """All marks as `"` and `'`; the spaces inside French marks go with them."""
    if "«" in text or "»" in text or "‹" in text or "›" in text:
        text = _GAPPED_CLOSING.sub("", _GAPPED_OPENING.sub("", text))
    return text.translate(_STRAIGHT)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits applied; they are in order and do not overlap."""
    pieces: list[str] = []
    at = 0
    for start, end, replacement in edits:
        pieces += (text[at:start], replacement)
        at = end
    return "".join(pieces) + text[at:]


def _opens(text: str, at: int) -> bool:
    """True when the straight mark at `at` can only begin a quotation."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return before in _BEFORE_OPENING and not after.isspace()


def _closing_single(text: str, at: int) -> int:
    """Where the single mark that closes the one opened at `at` stands, or -1."""
    if text[at + 1 : at + 2].isdigit():  # '90s
        return -1
    least = 3 if text[at + 1 : at + 2] in ("n", "N") else 2  # rock 'n' roll is no quotation
    for place in range(at + least, len(text)):
        if text[place] == '"' and not _opens(text, place):
            return -1
        if text[place] == "'":
            after = text[place + 1] if place + 1 < len(text) else " "
            if not text[place - 1].isspace() and not after.isalnum():
                return place
    return -1


def _set_double(text: str, at: int, open_marks: list[str], style: QuoteStyle) -> str:
    """The mark for the straight double mark at `at`; `open_marks` is brought up to date."""
    if _opens(text, at) and not (at and text[at - 1] in "\"'" and open_marks):
        outer = '"' not in open_marks
        open_marks.append('"')
        return style.opening + style.gap if outer else style.inner_opening
    if '"' not in open_marks:
        measures = at > 0 and text[at - 1].isdigit()  # 5'10": feet and inches
        return '"' if measures else style.gap + style.closing
    while open_marks.pop() != '"':
        continue
    return style.inner_closing if '"' in open_marks else style.gap + style.closing


def quote_edits(text: str, language: str) -> list[Edit]:
    """The edits that set straight marks in a language's style; marks already set are left.

    Whether a mark opens or closes is told by its neighbours and by what is open; a single mark
    is an apostrophe unless a pair of them stands around words.
    """
    style = quote_style(language)
    edits: list[Edit] = []
    open_marks: list[str] = []
    closers: set[int] = set()
    for at, char in enumerate(text):
        if char == '"':
            edits.append((at, at + 1, _set_double(text, at, open_marks, style)))
        elif char == "'" and at in closers:
            if "'" in open_marks:
                while open_marks.pop() != "'":
                    continue
            edits.append((at, at + 1, style.inner_closing))
        elif char == "'":
            close = _closing_single(text, at) if _opens(text, at) else -1
            if close >= 0:
                closers.add(close)
                open_marks.append("'")
            mark = style.inner_opening if close >= 0 else style.apostrophe
            edits.append((at, at + 1, mark))
    return [edit for edit in edits if edit[2] != text[edit[0] : edit[1]]]


def set_quotes(text: str, language: str) -> str:
    """The text with straight marks set in the language's style, apostrophes kept apart."""
    if '"' not in text and "'" not in text:
        return text
    return apply_edits(text, quote_edits(text, language))


def space_edits(text: str, language: str) -> list[Edit]:
    """The edits that set the space before "%" and, in French, before ; : ! and ?"""
    style = quote_style(language)
    edits: list[Edit] = []
    edits += [(*found.span(), style.percent) for found in _PERCENT.finditer(text)]
    if style.high:
        edits += [(*found.span(), style.high) for found in _HIGH.finditer(text)]
    return sorted(edit for edit in edits if edit[2] != text[edit[0] : edit[1]])


def set_spaces(text: str, language: str) -> str:
    """The text with the spaces before "%" (and French high punctuation) as the language has it."""
    return apply_edits(text, space_edits(text, language))


def set_dashes(text: str, language: str) -> str:
    """Hyphens that stand between two spaces become the language's dash; sums are left alone."""
    return _SPACED_HYPHEN.sub(quote_style(language).dash, text)


def is_typographic(text: str) -> bool:
    """True when a text sets its marks: more curly or angular marks than straight ones."""
    straight = text.count('"') + text.count("'")
    quotes = sum(text.count(mark) for mark in "“”„«»‘’")
    return quotes > straight


def typeset(text: str, language: str) -> str:
    """Quotation marks, dashes and spaces all set as the language's press sets them."""
    return set_spaces(set_dashes(set_quotes(text, language), language), language)
