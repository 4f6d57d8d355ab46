"""Put back the unit of measure that the original has beside the same figure."""

from __future__ import annotations

import re

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.checks.units import UnitExchange, find_exchanged_units
from dragoman.desk.differences import match_unit
from dragoman.desk.figures import Figure
from dragoman.desk.measures import USUAL
from dragoman.language.money import find_amounts, name_currency
from dragoman.language.units import convert, find_units, is_feminine_unit, name_unit, units_of
from dragoman.records import Finding

_FREE = (
    "a", "de", "com", "em", "por", "há", "após", "durante", "cerca", "mais", "menos", "até",
    "quase", "e", "ou", "entre", "para", "con", "hace", "más", "casi", "hasta", "tras",
    "después", "desde",
    "o", "y", "sobre", "aproximadamente", "apenas", "só", "sólo", "solo", "que", "depois", "são",
)  # fmt: skip
_AMERICAN = re.compile(
    r"\b(?:cent|lit|\w*met)ers?\b|\b(?:col|lab|fav|hon|neighb)or|\bdefense|\w{3}ized?\b"
)
_BRITISH = re.compile(
    r"\b(?:cent|lit|\w*met)res?\b|\b(?:col|lab|fav|hon|neighb)our|\bdefence|\w{3}ised?\b"
)
_LENGTHS = {"mph": "mile", "kmh": "km"}
_HOURLY = re.compile(r" ?/ ?h| per | an | por | a la | à ")
_SYMBOL = 2  # letters
_EXACT = 0.05  # how near a conversion in brackets must be for its unit to be proved


class UnitRepair:
    """Replaces a wrong unit word by the original's, in the target's language.

    Left alone: words whose gender other words agree with, and areas without a figure.
    """

    name = "units"
    answers = frozenset(("units",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with the original's unit; None where the word cannot be written surely."""
        for exchange in find_exchanged_units(unit):
            if (exchange.source, exchange.target) != (finding.source_span, finding.target_span):
                continue
            if not exchange.plain and (exchange.source is not None or exchange.unit):
                return None
            if exchange.unit in ("percent", "points"):
                return _share(unit, exchange)
            if not exchange.unit and exchange.source is not None:
                return _with_currency(unit, exchange)
            name = exchange.unit or _converted(unit, exchange)
            return _with_unit(unit, exchange, name, document) if name else None
        return None


def _share(unit: UnitView, exchange: UnitExchange) -> str | None:
    """ "10 percentage points" is "10 percent" again; points are not put back."""
    words = {"en": "percent", "pt": "por cento", "es": "por ciento"}
    word = words.get(unit.target_language[:2], "")
    if exchange.unit != "percent" or not word:
        return None
    start, end = exchange.target
    if unit.target[start - 1] in "0123456789":
        word = f" {word}"
    return unit.target[:start] + word + unit.target[end:]


def _with_currency(unit: UnitView, exchange: UnitExchange) -> str | None:
    """ "500 kilos" for "£500": the currency's word where the unit stands."""
    assert exchange.source is not None  # noqa: S101 - asked by the caller
    amounts = find_amounts(unit.source, unit.source_language)
    meant = next((one for one in amounts if (one.start, one.end) == exchange.source), None)
    figure, language = exchange.figure, unit.target_language
    if meant is None or figure is None or figure.number.value == 1:
        return None
    word = name_currency(meant.currency, language, sign=False)
    start, end = exchange.target
    digits = figure.number.form == "digits" or figure.number.magnitude > 1
    return unit.target[:start] + word + unit.target[end:] if word and digits else None


def _converted(unit: UnitView, exchange: UnitExchange) -> str:
    """The only other unit in which a measure is worth what stands beside it; "" if none is."""
    matching = match_unit(unit)
    wrong = exchange.figure
    if wrong is None or wrong.unit is None:
        return ""
    beside = [
        one
        for one in matching.target
        if one is not wrong and one.unit is not None and one.unit.unit == wrong.unit.unit
    ]
    if len(beside) != 1:
        return ""
    fitting = [
        name
        for name in units_of(wrong.unit.kind)
        if name in USUAL and name != wrong.unit.unit and _is_worth(wrong, name, beside[0])
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _is_worth(figure: Figure, name: str, other: Figure) -> bool:
    worth = convert(other.number.value, other.label, name)
    return worth is not None and abs(worth - figure.number.value) <= _EXACT * abs(worth)


def _with_unit(
    unit: UnitView, exchange: UnitExchange, name: str, document: DocumentView
) -> str | None:
    start, end = exchange.target
    heard, language = unit.target[start:end], unit.target_language
    wrong = next((one for one in find_units(unit.target, language) if one.start == start), None)
    if wrong is None or exchange.figure is None or name.endswith("2") or wrong.unit.endswith("2"):
        return None
    if name in _LENGTHS and _HOURLY.match(unit.target, end):
        name = _LENGTHS[name]  # "85 kilometres per hour": only the length is wrong
    hyphened = unit.target[max(0, start - 1) : start] == "-" and language[:2] == "en"
    number = exchange.figure.number
    plural = not hyphened and (number.value != 1 or number.text.startswith("1."))
    if name == "foot" and not hyphened and language[:2] == "en":
        plural = number.value != 1
    word = name_unit(name, language, plural=plural)
    if _wants_symbol(unit, exchange, name):
        word = name_unit(name, language, plural=plural, short=True) or word
    if language[:2] == "en" and _is_american(document):
        word = re.sub(r"(metre|litre)(?=s?$)", lambda found: found.group()[:-2] + "er", word)
    if heard[:1].isupper():
        word = word.capitalize()
    if not word or not _agrees(unit, exchange, wrong.unit, name):
        return None
    return unit.target[:start] + word + unit.target[end:]


def _wants_symbol(unit: UnitView, exchange: UnitExchange, name: str) -> bool:
    """ "km" rather than "kilometres": as the wrong unit is written, and else as the text does.

    The original's own symbol is the second witness, the sentence's other mentions of the unit the
    first.
    """
    start, end = exchange.target
    heard = unit.target[start:end]
    if (len(heard) <= 2 and heard.isalpha()) or unit.target[end : end + 2] == "/h":
        return True
    if len(heard) <= 3 and not heard.islower():
        return True
    same = [one for one in find_units(unit.target, unit.target_language) if one.unit == name]
    if same:
        return all(len(one.text) <= _SYMBOL for one in same)
    source = exchange.source
    digits = exchange.figure is not None and exchange.figure.number.form == "digits"
    return digits and any(
        (one.start, one.end) == source and one.unit == name and len(one.text) <= _SYMBOL
        for one in find_units(unit.source, unit.source_language)
    )


def _is_american(document: DocumentView) -> bool:
    """True unless the translation's own spelling is British: the engines at hand write American."""
    text = " ".join(unit.target for unit in document.units)
    return len(_AMERICAN.findall(text)) >= len(_BRITISH.findall(text))


def _agrees(unit: UnitView, exchange: UnitExchange, wrong: str, name: str) -> bool:
    """True when no other word of the sentence has to change with the unit's gender."""
    language = unit.target_language
    if is_feminine_unit(name, language) == is_feminine_unit(wrong, language):
        return True
    figure = exchange.figure
    assert figure is not None  # noqa: S101 - asked by the caller
    feminine = bool(is_feminine_unit(name, language))
    before = re.search(r"([^\W\d_]+) $", unit.target[: figure.start])
    between = unit.target[figure.end : exchange.target[0]].strip(" \u00a0-")
    after = re.match(r" ([^\W\d_]+[oa]s?)\b", unit.target[exchange.target[1] :])
    if between and between != "de":
        return False
    if before is not None and not _suits(before.group(1).lower(), feminine):
        return False
    if not _number_suits(figure, feminine, language):
        return False
    return after is None or len(after.group(1)) < 4


def _suits(word: str, feminine: bool) -> bool:
    """A word before the figure that has no gender, or already has the one of the restored unit."""
    return word in _FREE or (len(word) > 2 and word.endswith("as" if feminine else "os"))


def _number_suits(figure: Figure, feminine: bool, language: str) -> bool:
    """The figure agrees with nothing ("20", "três"), or already with the restored unit."""
    number = figure.number
    if number.form == "digits" or number.magnitude > 1:
        return True
    bends = number.value == 1 or 199 < number.value < 1000 or number.value % 100 in (1, 21, 31)
    if language[:2] == "pt":
        bends = bends or number.value % 10 in (1, 2)
    word = number.text.lower()
    return not bends or word.endswith(("a", "as") if feminine else ("o", "os", "ois", "um", "un"))
