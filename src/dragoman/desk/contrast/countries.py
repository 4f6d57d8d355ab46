"""Countries that a translation exchanges: one that the original does not name for one it does.

Names come from CLDR. A country is not told apart from its people: "a recusa chinesa" answers to
"China's refusal", so words that begin like either language's name of a country answer to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from dragoman.desk.check import UnitView
from dragoman.desk.contrast.closed_sets import Rivalry
from dragoman.language.words import Word, cut_words, fold, plain_language

_BEGINNING = 4  # letters that a country and its people share, in most languages
_SHORTEST = 4  # letters of a name: shorter ones are also other words
# Countries whose names are words or persons, parts of others, or have no one form.
_LEFT_OUT = frozenset(
    ("US", "GB", "NL", "KR", "KP", "CD", "CG", "GE", "JO", "TD", "ML", "MC", "GN", "GW", "GQ", "PG",
     "NE", "NG", "DM", "DO", "SD", "SS", "IE", "JE", "TO", "TR", "WS")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A country's name in the target with the one that should be there, and the source's word."""

    rivalry: Rivalry
    place: Word


@lru_cache(maxsize=32)
def countries(language: str) -> dict[str, str]:
    """By code: the one-word name of a country in a language; empty for unknown languages."""
    try:
        named = Locale.parse(plain_language(language)).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        code: name
        for code, name in named.items()
        if len(code) == 2 and code.isalpha() and code not in _LEFT_OUT
        and name.isalpha() and len(name) >= _SHORTEST
    }  # fmt: skip


def find_exchanged(unit: UnitView) -> tuple[Exchange, ...]:
    """Countries of the target without an answer in the source, each with one that lost its own.

    Only where exactly one country is new and exactly one is lost: else which stands for which is a
    guess.
    """
    source, target = countries(unit.source_language), countries(unit.target_language)
    if not source or not target:
        return ()
    there, here = cut_words(unit.source), cut_words(unit.target)
    new = _alone(here, there, target, source)
    lost = _alone(there, here, source, target)
    if len({code for code, _ in new}) != 1 or len({code for code, _ in lost}) != 1:
        return ()
    (_, word), (code, place) = new[0], lost[0]
    name = target[code]
    rivalry = Rivalry(
        kind="country", start=word.start, end=word.start + len(_bare(word.text)),
        found=_bare(word.text), rivals=(name,),
    )  # fmt: skip
    return (Exchange(rivalry=rivalry, place=place),)


def _alone(
    words: tuple[Word, ...], others: tuple[Word, ...], own: dict[str, str], other: dict[str, str]
) -> list[tuple[str, Word]]:
    """Countries named by `words` to which no word of the other side answers."""
    codes = {fold(name): code for code, name in own.items() if code in other}
    beginnings = {fold(word.text)[:_BEGINNING] for word in others}
    found = []
    for word in words:
        code = codes.get(fold(_bare(word.text))) if word.is_capitalised else None
        if code is None:
            continue
        names = {fold(own[code])[:_BEGINNING], fold(other[code])[:_BEGINNING]}
        if beginnings.isdisjoint(names):
            found.append((code, word))
    return found


def _bare(word: str) -> str:
    """A name without its genitive: "China's" is "China"."""
    return word.removesuffix("'s").removesuffix("’s")
