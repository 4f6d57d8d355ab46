"""Words that show without a model where two sentences answer to one another.

Numbers, names, words that sound alike and words of the small word list. A word that has its
counterpart was surely not left out; one without may have been, the likelier the more seldom such
words go without in sound translations.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from dragoman.desk.attention import Lack
from dragoman.desk.coverage import (
    answers_in_list,
    is_content,
    lexicon,
    look_alike,
    small_words,
    stem,
)
from dragoman.language.sounds import sound_alike
from dragoman.language.words import Word, cut_words, plain_language
from dragoman.records import AlignedSpan

_NEAR = frozenset(("en", "pt", "es", "fr", "it", "ro", "ca"))  # share most of their long words
_ALL_NOUNS_CAPITAL = frozenset(("de",))
_LONG = 7  # letters of a word that is likely a loan
_SMALL = 0.05  # function words have no counterpart of their own; many together are something
_P = 0.5  # how sure a counterpart is, where alignments of models have their attention
# How often words of a kind have a counterpart in the sound translation, and in another sentence:
# counted on the even documents of NTREX (spa, por, fra with eng; mkd, srp, rus, pol, deu with eng).
# Numbers have theirs in 95 of 100, but are converted and spelt out, and have a check of their own.
_RATES = {
    True: {
        "number": (0.70, 0.02), "name": (0.88, 0.07), "listed": (0.72, 0.10),
        "long": (0.45, 0.04), "short": (0.35, 0.07),
    },
    False: {
        "number": (0.70, 0.02), "name": (0.76, 0.06), "listed": (0.72, 0.10),
        "long": (0.20, 0.025), "short": (0.15, 0.06),
    },
}  # fmt: skip


def anchored(text: str, other: str, language: str, other_language: str) -> list[Lack]:
    """Every word of `text` with what speaks for its being left out of `other` (log odds)."""
    near = are_near(language, other_language)
    linked = {one.start for one, _ in _links(text, other, language, other_language)}
    found = []
    for word, kind in _kinds(text, language, other_language):
        if kind == "small":
            found.append((word, _SMALL))
            continue
        sound, chance = _RATES[near][kind]
        there, gone = math.log(chance / sound), math.log((1 - chance) / (1 - sound))
        found.append((word, there if word.start in linked else gone))
    return found


def are_near(language: str, other_language: str) -> bool:
    """True for languages that share most of their long words (Romance ones and English)."""
    return {plain_language(language), plain_language(other_language)} <= _NEAR


def anchor_spans(
    source: str, target: str, source_language: str, target_language: str
) -> tuple[AlignedSpan, ...]:
    """The anchors as an alignment."""
    return tuple(
        AlignedSpan(
            source_start=one.start, source_end=one.end, target_start=two.start, target_end=two.end,
            p=_P,
        )
        for one, two in _links(source, target, source_language, target_language)
    )  # fmt: skip


@lru_cache(maxsize=256)
def _kinds(text: str, language: str, other: str) -> tuple[tuple[Word, str], ...]:
    """What each word is: a number, a name, in the word list, long, short, or small."""
    small, names = small_words(language), plain_language(language) not in _ALL_NOUNS_CAPITAL
    book = lexicon(plain_language(language), plain_language(other))
    found = []
    for place, word in enumerate(cut_words(text)):
        if word.text[:1].isdigit():
            kind = "number"
        elif names and place and word.is_capitalised and len(word.text) > 1:
            kind = "name"
        elif not is_content(word, small):
            kind = "small"
        elif stem(word.text) in book:
            kind = "listed"
        else:
            kind = "long" if len(word.text) >= _LONG else "short"
        found.append((word, kind))
    return tuple(found)


@lru_cache(maxsize=256)
def _links(
    text: str, other: str, language: str, other_language: str
) -> tuple[tuple[Word, Word], ...]:
    """Words of one side and the words of the other that answer to them."""
    book = lexicon(plain_language(language), plain_language(other_language))
    theirs = _kinds(other, other_language, language)
    digits = [(word, _digits(word.text)) for word, kind in theirs if kind == "number"]
    others = [word for word, _ in theirs if len(word.text) > 2]
    found: list[tuple[Word, Word]] = []
    for word, kind in _kinds(text, language, other_language):
        if kind == "number":
            own = _digits(word.text)
            found += [(word, them) for them, value in digits if value == own]
        elif kind != "small":
            found += [(word, them) for them in _answering(word, others, book)]
    return tuple(found)


def _answering(word: Word, others: Sequence[Word], book: dict[str, frozenset[str]]) -> list[Word]:
    """The words that a word or a part of it is translated by, or that are the same word."""
    parts = {word.text, *re.split(r"[-'’]", word.text)}
    return [
        them
        for them in others
        if any(
            answers_in_list(part, them.text, book)
            or (len(part) > 2 and (sound_alike(part, them.text) or look_alike(part, them.text)))
            for part in parts
        )
    ]


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())
