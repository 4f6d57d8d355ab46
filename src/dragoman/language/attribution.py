"""Whose words a sentence passes on: "according to X", "X said" (`attribution.toml`).

Knows English, Portuguese and Spanish. Only what stands outside quotation marks attributes words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.language.quotes import find_quotations
from dragoman.language.reporting import reporting_words
from dragoman.language.words import Word, cut_words, plain_language, read_table

_BREAK = re.compile(r"[,;:.!?()\"“”„«»…—–\[\]]")
_LONGEST_NAME = 6  # words behind "according to"
_LONGEST_ASIDE = 9  # words of ", said the mayor of Vilarinho,"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Words that say whose words a sentence passes on; `who` are those that name the source.

    `start` and `end` are code points of the text, the name included.
    """

    start: int
    end: int
    who: tuple[Word, ...]


def attributing_languages() -> frozenset[str]:
    """The languages whose attributions are known."""
    return frozenset(read_table("attribution.toml"))


@lru_cache(maxsize=16)
def _table(language: str, kind: str) -> frozenset[str]:
    entry = read_table("attribution.toml").get(plain_language(language), {})
    return frozenset(str(entry.get(kind, "")).split())


@lru_cache(maxsize=16)
def _naming(language: str) -> re.Pattern[str] | None:
    entry = read_table("attribution.toml").get(plain_language(language), {})
    phrases = "|".join(re.escape(one) for one in str(entry.get("naming", "")).split("|") if one)
    return re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-])", re.IGNORECASE) if phrases else None


def is_attributed(text: str, language: str) -> bool:
    """True when any word of a text may attribute, inside quotation marks too."""
    known = _table(language, "evidence") | _table(language, "saying") | reporting_words(language)
    naming = _naming(language)
    if naming is not None and naming.search(text):
        return True
    return any(word.text.lower() in known for word in cut_words(text))


@lru_cache(maxsize=4096)
def find_attributions(text: str, language: str) -> tuple[Attribution, ...]:
    """The attributions of a text in reading order; none for languages without a table."""
    naming = _naming(language)
    if naming is None:
        return ()
    quoted = [(one.start, one.end) for one in find_quotations(text)]
    words = [word for word in cut_words(text) if not any(a <= word.start < b for a, b in quoted)]
    found = [*_named(text, language, naming, words), *_spoken(text, language, words)]
    return tuple(sorted(found, key=lambda one: one.start))


def _named(
    text: str, language: str, naming: re.Pattern[str], words: Sequence[Word]
) -> Iterator[Attribution]:
    """ "according to the mayor", up to the next mark."""
    starts = {word.start for word in words}
    for match in naming.finditer(text):
        if match.start() not in starts:
            continue
        who = _until_break(text, [word for word in words if word.start >= match.end()], match.end())
        if not who or not _is_preposition(text, match, who, language):
            continue
        yield Attribution(start=match.start(), end=who[-1].end, who=tuple(who))


def _until_break(text: str, words: Sequence[Word], start: int) -> list[Word]:
    """The words before the next mark, at most six."""
    who: list[Word] = []
    for word in words[:_LONGEST_NAME]:
        if _BREAK.search(text, start, word.start):
            break
        who.append(word)
    return who


def _is_preposition(text: str, match: re.Match[str], who: Sequence[Word], language: str) -> bool:
    """False for "o segundo ..." and "conforme previsto": the word counts, or is a conjunction."""
    if plain_language(language) != "pt" or match.group().lower() not in ("segundo", "conforme"):
        return True
    before = cut_words(text[: match.start()])
    if before and before[-1].text.lower() in _table(language, "counts_after"):
        return False
    first = who[0].text
    return first[:1].isupper() or first.lower() in _table(language, "sources")


def _spoken(text: str, language: str, words: Sequence[Word]) -> Iterator[Attribution]:
    """ ", said the mayor" between marks, and "The mayor said that ..." at the head."""
    verbs = _table(language, "saying")
    for clause in _clauses(text, words):
        places = [at for at, word in enumerate(clause) if word.text.lower() in verbs]
        if not places:
            continue
        verb = places[0]
        head = clause[0].start <= 1
        if not head and len(clause) <= _LONGEST_ASIDE:
            who = [*clause[:verb], *clause[verb + 1 :]]
            yield Attribution(start=clause[0].start, end=clause[-1].end, who=tuple(who))
        elif 0 < verb <= _LONGEST_NAME:
            end = clause[verb].end
            yield Attribution(start=clause[0].start, end=end, who=tuple(clause[:verb]))


def _clauses(text: str, words: Sequence[Word]) -> list[list[Word]]:
    """Words in stretches without a mark, or a quotation, between them."""
    clauses: list[list[Word]] = []
    end = 0
    for word in words:
        if not clauses or _BREAK.search(text, end, word.start):
            clauses.append([])
        clauses[-1].append(word)
        end = word.end
    return clauses
