"""Headlines in capitals, written as sentences so that an engine can read them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib import resources

from babel import Locale, UnknownLocaleError

from dragoman.language.typography import Edit

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_START = re.compile(r"(?:^[\"'“‘«(¿¡\s]*|[.!?…][\"'”’»)]*\s+[\"'“‘«(¿¡]*)$")
_AFTER_APOSTROPHE = re.compile(r"\w['’]$")
_LOOK_BACK = 12  # characters: a stop, quotation marks, spaces
_NO_VOWEL = re.compile(r"[^AEIOUYÀ-Ý\W\d_]{2,5}")
_SHARE = 0.9  # of the cased letters; "US," or "McDonald" leave a few small ones in a headline
_LEAST_LETTERS = 8  # "NATO" or "U.S." alone is no headline in capitals


def in_capitals(text: str) -> bool:
    """True for a text of two or more words that stands in capitals."""
    upper = sum(1 for char in text if char.isupper())
    lower = sum(1 for char in text if char.islower())
    if upper < _LEAST_LETTERS or upper < _SHARE * (upper + lower):
        return False
    return sum(1 for word in _WORD.findall(text) if len(word) > 1) > 1


def in_title_case(text: str) -> bool:
    """True for a headline of four or more words of which nearly all long ones begin with a capital.

    A sentence that ends with a full stop is no headline, however many names it has.
    """
    if text.rstrip().endswith("."):
        return False
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    capital = sum(1 for word in words if word[0].isupper() and not word.isupper())
    return len(words) >= 4 and capital >= 0.8 * len(words)


@lru_cache(maxsize=32)
def known_casing(language: str) -> Mapping[str, str]:
    """How known acronyms, countries, months and days are written, by their small letters."""
    text = resources.files("dragoman.translation").joinpath("capitals.toml").read_text("utf-8")
    table = tomllib.loads(text)
    casing = {word.casefold(): word for word in (*table["acronyms"], *table["places"])}
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return casing
    names = list(locale.territories.values())
    names += [name for name in locale.languages.values() if name[:1].isupper()]
    names += [*locale.months["format"]["wide"].values(), *locale.days["format"]["wide"].values()]
    for name in names:
        if _WORD.fullmatch(name) and name[:1].isupper() and len(name) > 3:
            casing.setdefault(name.casefold(), name)
    if locale.language == "en":
        casing["i"] = "I"
    casing |= {word: word for word in table["small"]}
    return casing


def casing_of(texts: Iterable[str]) -> dict[str, str]:
    """How words are written inside the given sentences, away from where every word is capital.

    Texts in capitals or in Title Case tell nothing and are passed over.
    """
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if in_capitals(text) or in_title_case(text):
            continue
        for found in _WORD.finditer(text):
            if not _begins(text, found.start()):
                forms[found.group().casefold()][found.group()] += 1
    return {word: counts.most_common(1)[0][0] for word, counts in forms.items()}


def sentence_case_edits(
    text: str,
    language: str,
    casing: Mapping[str, str],
    is_name: Callable[[str], bool] = lambda _: False,
) -> list[Edit]:
    """The edits that write a text in capitals or Title Case as a sentence.

    `casing` (see `casing_of`) goes before what is known of the language, and that before
    `is_name`, which is asked about words in small letters. Words without a vowel and words beside
    a digit or between full stops are taken for acronyms and stay.
    """
    known = known_casing(language)
    capitals = in_capitals(text)
    edits: list[Edit] = []
    for found in _WORD.finditer(text):
        word, (start, end) = found.group(), found.span()
        neighbours = text[max(0, start - 1) : start] + text[end : end + 1]
        if _AFTER_APOSTROPHE.search(text[max(0, start - 2) : start]) and len(word) <= 2:
            form = word.lower()  # the end of "Scotland's" or "they'll"
        elif word.casefold() in casing:
            form = casing[word.casefold()]
        elif word.casefold() in known:
            form = known[word.casefold()]
        elif any(char.isdigit() for char in neighbours) or _is_initial(text, start, end):
            form = word
        else:
            form = word if _keeps_capitals(word, capitals=capitals) else word.lower()
            if form.islower() and is_name(form):
                form = form[:1].upper() + form[1:]
        if _begins(text, start) and form.islower():
            form = form[:1].upper() + form[1:]
        if form != word and len(form) == len(word):
            edits.append((start, end, form))
    return edits


def _begins(text: str, start: int) -> bool:
    """True when a sentence begins at `start`; what stands further back than a few marks is moot."""
    return _SENTENCE_START.search(text[max(0, start - _LOOK_BACK) : start]) is not None


def _keeps_capitals(word: str, *, capitals: bool) -> bool:
    """True for what looks like an acronym: no vowel among capitals, capitals among small ones."""
    if capitals:
        return _NO_VOWEL.fullmatch(word) is not None
    return word.isupper() or any(char.isupper() for char in word[1:])


def _is_initial(text: str, start: int, end: int) -> bool:
    """True for a single letter with a full stop, as in "U.S." or "J. Smith"."""
    return end - start == 1 and text[end : end + 1] == "."
