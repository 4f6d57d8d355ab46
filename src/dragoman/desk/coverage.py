"""Which words of one side translate words of the other: a small word list and look-alikes.

For pairs with a word list (`language/lexicon.tsv`: en, pt, es) a content word is looked for on the
other side by translation, by shared stem, or as a look-alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.words import Word, fold, plain_language, read_rows, word_list

_COLUMNS = ("en", "pt", "es")
_STEM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text without counterparts; `weight` counts its content words."""

    start: int
    end: int
    weight: float


@lru_cache(maxsize=8)
def lexicon(source: str, target: str) -> dict[str, frozenset[str]]:
    """Stems of a source language's words to stems of their translations."""
    if source not in _COLUMNS or target not in _COLUMNS:
        return {}
    one, two = _COLUMNS.index(source), _COLUMNS.index(target)
    book: dict[str, set[str]] = {}
    for row in read_rows("lexicon.tsv"):
        if len(row) <= max(one, two):
            continue
        answers = {stem(word) for word in row[two].split()}
        for word in row[one].split():
            book.setdefault(stem(word), set()).update(answers)
    return {word: frozenset(answers) for word, answers in book.items()}


@lru_cache(maxsize=8)
def listed_words(language: str) -> frozenset[str]:
    """The words of a language in the word list, as they are written there."""
    if language not in _COLUMNS:
        return frozenset()
    column = _COLUMNS.index(language)
    return frozenset(
        word
        for row in read_rows("lexicon.tsv")
        if len(row) > column
        for word in row[column].split()
    )


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude stem: folded, without the endings that inflection changes."""
    folded = fold(word).removesuffix("'s")
    for ending in ("mente", "ing", "ed", "es", "s"):
        if folded.endswith(ending) and len(folded) - len(ending) >= _STEM:
            folded = folded[: -len(ending)]
            break
    if len(folded) > _STEM and folded[-1] in "aeiouy":
        folded = folded[:-1]
    return folded


@lru_cache(maxsize=65536)
def _skeleton(word: str) -> str:
    """A stem made alike across English, Portuguese and Spanish, for finding cognates."""
    form = stem(word)
    for old, new in (
        ("ph", "f"), ("th", "t"), ("qu", "c"), ("ç", "c"), ("k", "c"), ("y", "i"), ("nh", "n"),
        ("lh", "l"), ("x", "s"), ("z", "s"), ("ou", "o"), ("w", "v"), ("j", "i"), ("mm", "m"),
        ("ss", "s"), ("ff", "f"), ("cc", "c"), ("tt", "t"), ("ll", "l"), ("pp", "p"), ("nn", "n"),
        ("ct", "t"), ("pt", "t"), ("dd", "d"), ("gg", "g"), ("rr", "r"),
    ):  # fmt: skip
        form = form.replace(old, new)
    if form.startswith("es") and len(form) > 4 and form[2] in "tpcm":
        form = form[1:]
    return form


def look_alike(one: str, two: str) -> bool:
    """True for words whose beginnings agree as far as cognates' do."""
    first, second = _skeleton(one), _skeleton(two)
    shortest = min(len(first), len(second))
    if shortest < 3:
        return first == second
    length = 3 if shortest < 5 else 4
    return first[:length] == second[:length]


def is_content(word: Word, small: frozenset[str]) -> bool:
    """True for a word that means something by itself; `small` as of `small_words`."""
    lowered = word.text.lower()
    return lowered not in small and len(lowered) > 2 and not lowered[0].isdigit()


@lru_cache(maxsize=16)
def small_words(language: str) -> frozenset[str]:
    """Function words, negations and others too light to be missed."""
    words = word_list(language, "function") | word_list(language, "negation")
    return words | frozenset(
        row[1] for row in read_rows("light.tsv") if row[0] == plain_language(language)
    )


def answers_in_list(one: str, two: str, book: dict[str, frozenset[str]]) -> bool:
    """True for words of one stem, and where the word list translates one by the other."""
    form, other = stem(one), stem(two)
    answers = book.get(form, frozenset())
    return (
        form == other
        or other in answers
        or any(len(answer) > 4 and other.startswith(answer[:5]) for answer in answers)
    )
