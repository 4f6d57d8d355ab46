"""Words of a text: tokens, folding, function words, negations, and a guess at the language.

The tables stand in `words.toml`. Everything here is linear in the length of the text.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SAME_TABLE = {"hr": "sr", "bs": "sr", "sh": "sr", "gl": "pt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word with its place in the text (code points)."""

    text: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        """True when the first letter is upper case."""
        return self.text[:1].isupper()


@lru_cache(maxsize=64)
def read_table(name: str) -> dict[str, Any]:
    """One of this room's TOML tables, by file name."""
    text = resources.files("dragoman.language").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@lru_cache(maxsize=64)
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """One of this room's TSV tables as rows; lines starting with # and empty lines are left out."""
    text = resources.files("dragoman.language").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)


@lru_cache(maxsize=8)
def read_lines(name: str) -> tuple[str, ...]:
    """The words of one of this room's plain lists; lines starting with # are left out."""
    text = resources.files("dragoman.language").joinpath(name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(word for line in lines for word in line.split())


@lru_cache(maxsize=256)
def plain_language(language: str) -> str:
    """The table's name for a language tag: "pt-BR" is "pt", "hr" is read with "sr"."""
    first = language.replace("_", "-").split("-")[0].lower()
    return _SAME_TABLE.get(first, first)


@lru_cache(maxsize=4096)
def cut_words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; apostrophes and hyphens inside a word belong to it."""
    return tuple(
        Word(text=match.group(), start=match.start(), end=match.end())
        for match in _TOKEN.finditer(text)
    )


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case without accents, for comparing words across languages ("Não" is "nao")."""
    lowered = word.casefold().replace("’", "'")
    if lowered.isascii():
        return lowered
    parts = unicodedata.normalize("NFKD", lowered)
    folded = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return folded.replace("ł", "l").replace("đ", "d").replace("ø", "o").replace("ı", "i")


@lru_cache(maxsize=256)
def word_list(language: str, kind: str) -> frozenset[str]:
    """The words of one kind (`function`, `negation`, `weak`, `prefixes`); empty if unknown."""
    entry = read_table("words.toml").get(plain_language(language), {})
    return frozenset(str(entry.get(kind, "")).split())


@lru_cache(maxsize=64)
def clause_words(kind: str) -> frozenset[str]:
    """English words of one kind by which clauses are read (`clauses.toml`)."""
    return frozenset(str(read_table("clauses.toml")["en"][kind]).split())


def known_languages() -> frozenset[str]:
    """The languages that have a table of function words."""
    return frozenset(read_table("words.toml"))


@lru_cache(maxsize=256)
def _telling_words(language: str) -> dict[str, float]:
    """Function words weighted by how few languages share them."""
    weights = {}
    for word in word_list(language, "function"):
        shared = sum(word in word_list(other, "function") for other in known_languages())
        weights[word] = 1.0 / max(shared, 1)
    return weights


def language_scores(words: list[str], languages: tuple[str, ...]) -> dict[str, float]:
    """Sum of telling function words for each language; `words` are lower case."""
    return {
        language: sum(_telling_words(language).get(word, 0.0) for word in words)
        for language in languages
    }
