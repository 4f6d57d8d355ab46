"""Quotation marks, dashes, ellipses and currency signs: folded for the engine, then set again."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from dragoman.language.typography import DOUBLE_MARKS, SINGLE_MARKS, Edit
from dragoman.translation.speller import Speller
from dragoman.translation.standins import StandIn, StandInKind

_INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
    r"|(?<=\w)[\u200c\u200d](?=\w)|(?<=[\u0000-\u05ff])[\u200c\u200d]+"
    r"|(?<![\w\u0300-\u036f])[\u0300-\u036f]+"  # marks that stand on nothing
)
_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_MARKED = re.compile(r"\w[\u0300-\u036f]+")
_MOST_MARKS = 2  # combining marks on one letter; Vietnamese needs two, zalgo has dozens
_DASHES = "–—―−‒‐‑"
_GAP_IN_ANGLES = re.compile(r"(?<=[«‹]) +| +(?=[»›])")
_SHORT_MAGNITUDE = re.compile(
    r"(?P<sign>[$£€¥₹] ?)?(?<![\w.,])(?P<figure>\d+(?:[.,]\d+)*) ?(?P<word>[a-zA-Z]{1,3})(?!\w)"
)
_PLAIN_MAGNITUDES = frozenset({"bn", "tn"})  # words of no language; "mi" and "m" are
_MARK = re.compile(f"[{re.escape(DOUBLE_MARKS[1:] + SINGLE_MARKS[1:])}]")


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    """The tables of `signs.toml`."""
    text = resources.files("dragoman.translation").joinpath("signs.toml").read_text("utf-8")
    return tomllib.loads(text)


def letters() -> Mapping[str, str]:
    """Letters that Unicode does not take apart, in the letters of a typewriter."""
    return _tables()["letters"]


@lru_cache(maxsize=1)
def _currency() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A pattern for the currency signs with the space behind them, and their codes."""
    table = _tables()["currency"]
    signs = "".join(table)
    return re.compile(rf"(?P<sign>[{signs}])(?P<gap> ?)(?=(?P<amount>\d)?)"), table


def clean_edits(text: str) -> list[Edit]:
    """Edits that take out what nobody can see and write spaces and marked letters one way.

    Line breaks and tabs become spaces; letters with their marks apart become one letter; a letter
    keeps no marks when there are more than two.
    """
    if text.isascii() and text.isprintable():
        return []
    edits: list[Edit] = []
    for found in _INVISIBLE.finditer(text):
        space = any(char in "\t\n\r\x0b\x0c\x85\u2028\u2029" for char in found.group())
        edits.append((found.start(), found.end(), " " if space else ""))
    edits += [(*found.span(), " ") for found in _SPACES.finditer(text)]
    for found in _MARKED.finditer(text):
        cluster = found.group()
        one = unicodedata.normalize("NFC", cluster)
        if len(cluster) - 1 > _MOST_MARKS:
            one = cluster[0]
        if one != cluster:
            edits.append((found.start(), found.end(), one))
    return sorted(edits)


def currency_edits(text: str, speller: Speller) -> tuple[list[Edit], list[StandIn]]:
    """Edits that write currency signs as codes where the vocabulary has no sign."""
    pattern, codes = _currency()
    edits: list[Edit] = []
    stand_ins: list[StandIn] = []
    missing = speller.unspellable(text)
    if missing.isdisjoint(codes):
        return [], []
    for found in pattern.finditer(text):
        sign = found["sign"]
        if sign not in missing:
            continue
        code = codes[sign]
        before = text[found.start() - 1 : found.start()]
        left = " " if before.isalnum() and not found["amount"] else ""
        right = " " if text[found.end() : found.end() + 1].isalnum() else found["gap"]
        edits.append((found.start(), found.end(), left + code + right))
        stand_ins.append(StandIn(kind=StandInKind.SIGN, original=sign, shown=code))
    return edits, stand_ins


def magnitude_edits(text: str, language: str) -> list[Edit]:
    """Edits that write out magnitudes that models copy: "57bn" as "57 billion", "£5m" likewise.

    One-letter ones and those that are words of the language count only behind a sum of money.
    """
    table = _tables().get(f"magnitudes-{language.split('-')[0].lower()}", {})
    if not table or not any(char.isdigit() for char in text):
        return []
    edits: list[Edit] = []
    for found in _SHORT_MAGNITUDE.finditer(text):
        word = table.get(found["word"].lower())
        sum_of_money = found["sign"] is not None
        if word is None or not (sum_of_money or found["word"].lower() in _PLAIN_MAGNITUDES):
            continue
        edits.append((found.end("figure"), found.end("word"), f" {word}"))
    return edits


def quote_folds(text: str, speller: Speller) -> list[Edit]:
    """Edits that make quotation marks and apostrophes straight where the vocabulary lacks them."""
    marks = set(_MARK.findall(text))
    if not marks or not speller.unspellable("".join(marks)):
        return []
    edits: list[Edit] = [
        (found.start(), found.end(), '"' if found.group() in DOUBLE_MARKS else "'")
        for found in _MARK.finditer(text)
    ]
    edits += [(found.start(), found.end(), "") for found in _GAP_IN_ANGLES.finditer(text)]
    return sorted(edits)


def dash_folds(text: str, speller: Speller) -> tuple[list[Edit], str]:
    """Edits that write dashes as hyphens, and the dash that stood between words ("" for none)."""
    missing = speller.unspellable(text)
    if missing.isdisjoint(_DASHES):
        return [], ""
    edits: list[Edit] = []
    dash = ""
    for found in re.finditer(rf" *[{_DASHES}] *", text):
        inner = found.group().strip()
        start, end = found.span()
        between = inner != found.group() or inner in "—―"
        close = text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()
        if between and not (close and inner == found.group()) and inner not in "−‐‑":
            dash = dash or inner
            edge = not text[:start].strip() or not text[end:].strip()
            edits.append((start, end, "-" if edge and inner == found.group() else " - "))
        elif inner in missing:
            at = start + found.group().index(inner)
            edits.append((at, at + 1, "-"))
    return edits, dash


def dash_sets(text: str, original: str, dash: str) -> list[Edit]:
    """Edits that set the dashes of a translation as its original `original` had them.

    Hyphens between spaces become `dash`; ranges and minus signs of the original that came through
    letter by letter get their own sign back.
    """
    edits: list[Edit] = []
    if dash:
        edits += [(*found.span(), dash) for found in re.finditer(r"(?<= )-{1,2}(?= )", text)]
        if text.endswith(" -"):
            edits.append((len(text) - 1, len(text), dash))
    for found in re.finditer(r"(\w+)([–−‑])(?=(\w+))|(?<!\w)()(−)(?=(\d+))", original):
        left, sign, right = (found[1] or "", found[2] or found[5], found[3] or found[6])
        place = re.search(rf"(?<!\w){re.escape(left)}(-)(?={re.escape(right)}(?!\w))", text)
        if place and not any(start == place.start(1) for start, _, _ in edits):
            edits.append((place.start(1), place.end(1), sign))
    return sorted(edits)


def ellipsis_sets(text: str, original: str) -> list[Edit]:
    """Edits that write "..." as one sign where the original had the sign and no three stops."""
    if "…" not in original or "..." in original:
        return []
    return [(f.start(), f.end(), "…") for f in re.finditer(r"\.\.\.", text)]
