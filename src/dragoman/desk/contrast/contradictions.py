"""Words of a translation that the original, by the word list, contradicts: no model is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dragoman.desk.check import UnitView
from dragoman.desk.contrast.closed_sets import Rivalry, find_rivalries
from dragoman.desk.coverage import lexicon, look_alike, stem
from dragoman.language.negation import find_negations
from dragoman.language.words import Word, cut_words, fold, plain_language
from dragoman.records import AlignedSpan, Span

KINDS = frozenset(("opposite", "place", "season", "period", "person", "day"))
"""Kinds of sets of which one member in the original speaks against another in the translation."""

_COLUMNS = ("en", "pt", "es")
_FIRM = 0.3  # attention that shows what a word was made from
_FAR = 0.3  # of the sentence, where no alignment is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What stands in the translation, the rival that answers to the original, and where there."""

    rivalry: Rivalry
    rival: str
    source_span: Span


def find_contradictions(unit: UnitView, spans: Sequence[AlignedSpan]) -> tuple[Contradiction, ...]:
    """Set words of the target that nothing in the source answers to, while a rival is answered.

    `spans` is the alignment, empty where nobody knows it. Sentences that deny something are left
    alone: "not few" may stand for "many".
    """
    source, target = unit.source_language, unit.target_language
    languages = plain_language(target), plain_language(source)
    if not answer_table(*languages):
        return ()
    words = cut_words(unit.source)
    said = {fold(word.text) for word in cut_words(unit.target)}
    found = []
    for one in find_rivalries(unit.target, target):
        if one.kind not in KINDS or _is_answered(one.found, words, languages) is not False:
            continue
        for rival in one.rivals:
            places = _answers_to(rival, words, languages)
            if not places or fold(rival) in said:
                continue
            near = [word for word in places if _belongs(one, word, unit, spans)]
            if near and not _is_denied(unit, one, near[0]):
                span = near[0].start, near[0].end
                found.append(Contradiction(rivalry=one, rival=rival, source_span=span))
                break
    return tuple(found)


@lru_cache(maxsize=8)
def answer_table(target: str, source: str) -> dict[str, frozenset[str]]:
    """By target word, lower case: the source words that answer to it (`answers.tsv`)."""
    if not {target, source} <= set(_COLUMNS) or target == source:
        return {}
    here, there = _COLUMNS.index(target), _COLUMNS.index(source)
    text = resources.files("dragoman.desk.contrast").joinpath("answers.tsv").read_text("utf-8")
    book: dict[str, set[str]] = {}
    for line in text.splitlines():
        row = [] if line.startswith("#") else line.split("\t")
        if len(row) == len(_COLUMNS):
            for word in row[here].split():
                book.setdefault(word, set()).update(row[there].split())
    return {word: frozenset(answers) for word, answers in book.items()}


def _is_answered(word: str, words: Sequence[Word], languages: tuple[str, str]) -> bool | None:
    """Whether a source word may stand behind a target word; None if no list knows it."""
    table = answer_table(*languages).get(word.lower(), frozenset())
    listed = lexicon(*languages).get(stem(word), frozenset())
    if not table:
        return None
    return any(
        one.text.lower() in table or stem(one.text) in listed or look_alike(one.text, word)
        for one in words
    )


def _answers_to(word: str, words: Sequence[Word], languages: tuple[str, str]) -> list[Word]:
    """The source words that certainly answer to a target word."""
    table = answer_table(*languages).get(word.lower(), frozenset())
    return [one for one in words if one.text.lower() in table]


def _is_denied(unit: UnitView, one: Rivalry, word: Word) -> bool:
    """True when a side denies something by other words than these two."""
    target = find_negations(unit.target, unit.target_language)
    source = find_negations(unit.source, unit.source_language)
    return any(not one.start <= denial.start < one.end for denial in target) or any(
        not word.start <= denial.start < word.end for denial in source
    )


def _belongs(one: Rivalry, word: Word, unit: UnitView, spans: Sequence[AlignedSpan]) -> bool:
    """True when the target word looks at this source word, or stands at its share of the text."""
    if spans:
        return any(
            span.p >= _FIRM
            and span.target_start < one.end
            and span.target_end > one.start
            and span.source_start < word.end
            and span.source_end > word.start
            for span in spans
        )
    here = one.start / max(1, len(unit.target))
    return abs(here - word.start / max(1, len(unit.source))) <= _FAR
