"""Amounts of money: the currency beside a number, by sign or by word (`currencies.tsv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.numbers import NumberMention, find_numbers
from dragoman.language.words import fold, plain_language, read_rows

_SIGN = re.compile(
    r"(?:US|R|A|C|NZ|HK|S|CN)?\$|CN¥|[€£¥₹₽₺₴₩₪]|(?<![^\W\d_])(?:USD|EUR|GBP|BRL|CHF|JPY)(?![^\W\d_])"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_BETWEEN = (
    "de", "d", "us", "u", "s", "of", "american", "din", "di", "американски", "американских",
    "американскими", "američkih", "američka", "američki", "američke", "amerykańskich",
    "amerikanische", "amerikanischen",
)  # fmt: skip
"""Words that may stand between a figure and its currency ("3 milhões de dólares")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number with its currency (ISO 4217). `start` and `end` cover the sign or currency word."""

    number: NumberMention
    currency: str
    start: int
    end: int
    text: str

    @property
    def is_sign(self) -> bool:
        """True for "€" and "US$", false for words and codes."""
        return not self.text.replace(" ", "").isalpha()


@lru_cache(maxsize=64)
def _forms(language: str) -> dict[str, str]:
    plain = plain_language(language)
    forms: dict[str, str] = {}
    for code, where, names in read_rows("currencies.tsv"):
        if where in ("*", plain):
            forms |= dict.fromkeys(names.split(), code)
    return {fold(form): code for form, code in forms.items()} | forms


def has_currencies(language: str) -> bool:
    """True when the currency words of a language are known."""
    plain = plain_language(language)
    return any(where == plain for _, where, _ in read_rows("currencies.tsv"))


@lru_cache(maxsize=8192)
def find_amounts(text: str, language: str) -> tuple[Amount, ...]:
    """The amounts of a text. Dollars of other countries (A$, C$) are left out: too many habits."""
    forms = _forms(language)
    found = []
    for number in find_numbers(text, language):
        if number.form not in ("digits", "words", "loose"):
            continue
        place = _sign_before(text, number.start) or _sign_after(text, number, forms)
        if place is None:
            continue
        start, end = place
        code = forms.get(text[start:end].lower())
        if code:
            found.append(
                Amount(number=number, currency=code, start=start, end=end, text=text[start:end])
            )
    return tuple(found)


def _sign_before(text: str, start: int) -> tuple[int, int] | None:
    left = max(0, start - 5)
    last = None
    for match in _SIGN.finditer(text, left, start):
        last = match
    if last is None or text[last.end() : start].strip(" \u00a0\u202f"):
        return None
    return last.span()


def _sign_after(text: str, number: NumberMention, forms: dict[str, str]) -> tuple[int, int] | None:
    end = number.end
    if number.magnitude > 1 and text[end : end + 1] == ".":
        end += 1  # "3,1 млрд. евро"
    at = end
    while at < len(text) and at < end + 2 and text[at] in " \u00a0\u202f-":
        at += 1
    for _ in range(3):
        sign = _SIGN.match(text, at)
        if sign:
            return sign.span()
        word = _WORD.match(text, at)
        if word is None:
            return None
        if word.group().lower() in forms:
            return word.span()
        head = word.group().partition("-")[0]  # "30.000-Dollar-Uhr"
        if head.lower() in forms:
            return word.start(), word.start() + len(head)
        if word.group().lower() not in _BETWEEN:
            return None
        at = word.end() + 1
    return None


def name_currency(code: str, language: str, *, sign: bool) -> str:
    """A currency's sign, or its plural word in a language; "" where it is not known."""
    plain = plain_language(language)
    for row_code, where, names in read_rows("currencies.tsv"):
        forms = names.split()
        if row_code == code and sign and where == "*" and not forms[0].isalnum():
            return forms[0].upper()
        if row_code == code and not sign and where == plain:
            return forms[1] if len(forms) > 1 else forms[0]
    return ""


def is_feminine_currency(code: str, language: str) -> bool | None:
    """Grammatical gender of a currency word; None in languages where words do not agree with it."""
    feminine = {
        "pt": ("GBP", "INR", "TRY", "SEK", "UAH"),
        "es": ("GBP", "INR", "TRY", "SEK", "UAH"),
        "fr": ("GBP", "INR", "TRY", "SEK"),
        "it": ("GBP", "INR", "TRY", "SEK"),
    }
    known = feminine.get(plain_language(language))
    return None if known is None else code in known
