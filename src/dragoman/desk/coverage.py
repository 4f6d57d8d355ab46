"""Which words of one side have a counterpart on the other: a small word list and look-alikes.

For pairs with a word list (`language/lexicon.tsv`: en, pt, es) every content word is looked for on
the other side by translation, by shared stem, or as a name or number. What stays without a
counterpart over a whole stretch is what a translation left out, or invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.desk.check import UnitView
from dragoman.language.dates import find_dates
from dragoman.language.numbers import find_numbers
from dragoman.language.words import Word, cut_words, fold, plain_language, read_rows, word_list

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


def has_lexicon(source_language: str, target_language: str) -> bool:
    """True when coverage can be judged for a pair."""
    return bool(lexicon(plain_language(source_language), plain_language(target_language)))


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


def _answered(
    word: Word, book: dict[str, frozenset[str]], stems: frozenset[str], others: tuple[Word, ...]
) -> bool:
    """True when a word, or a part of it, has a counterpart."""
    parts = word.text.replace("’", "-").replace("'", "-").split("-")
    for part in {word.text, *parts}:
        form = stem(part)
        answers = book.get(form, frozenset())
        if form in stems or not answers.isdisjoint(stems):
            return True
        if any(
            len(answer) > 4 and known.startswith(answer[:5])
            for answer in answers
            for known in stems
        ):
            return True
        if len(part) > 2 and any(look_alike(part, other.text) for other in others):
            return True
    return False


def uncovered_run(unit: UnitView, side: str) -> Run | None:
    """The heaviest stretch of one side ("source" or "target") without counterparts, or None."""
    book, text, other, language, _opposite = _sides(unit, side)
    if not book:
        return None
    words, others = cut_words(text), cut_words(other)
    if not words or not others or len(words) > 200:
        return None
    stems = frozenset(stem(part) for word in others for part in {word.text, *word.text.split("-")})
    settled = _settled_places(text, language)
    small = small_words(language)
    best: Run | None = None
    start, weight, last, misses = -1, 0.0, -1, 0.0
    for word in words:
        if not is_content(word, small) or word.start in settled:
            continue
        if _answered(word, book, stems, others):
            misses += 1.0
            weight -= 2.0
            if weight <= 0 or misses > 1:
                start, weight, misses = -1, 0.0, 0.0
            continue
        if start < 0:
            start, weight, misses = word.start, 0.0, 0.0
        weight += 1.0 if stem(word.text) in book else 0.7
        last = word.end
        if best is None or weight > best.weight:
            best = Run(start=start, end=last, weight=weight)
    return best


def _sides(unit: UnitView, side: str) -> tuple[dict[str, frozenset[str]], str, str, str, str]:
    one, two = unit.source_language, unit.target_language
    text, other = unit.source, unit.target
    if side == "target":
        one, two, text, other = two, one, other, text
    return lexicon(plain_language(one), plain_language(two)), text, other, one, two


def _settled_places(text: str, language: str) -> frozenset[int]:
    """Starts of number and date words: other checks look after them."""
    starts = {mention.start for mention in find_numbers(text, language)}
    return frozenset(starts | {date.start for date in find_dates(text, language)})
