"""How far the names of a pair fail to answer one another: a doubt, not a finding.

Clean translations lose and gain names by wording, so that a lost name alone is no error; but of two
translations the one that keeps more of the original's names is the better. Serves ranking.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman.language.names import NameWord, bare_name, find_name_words, latin, same_name
from dragoman.language.words import Word, cut_words

_MOST = 80  # words with a capital; more is a list, and comparing costs the square
_CEILING = 0.1
_KEPT = 0.85  # of the trust in a pair is kept for each lost name; a new one counts half


@lru_cache(maxsize=4096)
def name_doubt(source: str, target: str) -> float:
    """0 where all names answer one another, at most 0.1; scripts without capitals give less."""
    if source == target:
        return 0.0
    sources, targets = find_name_words(source), find_name_words(target)
    if max(len(sources), len(targets)) > _MOST:
        return 0.0
    lost = _without_answer(sources, cut_words(target))
    new = _without_answer(tuple(name for name in targets if not name.initial), cut_words(source))
    return float(_CEILING * (1.0 - _KEPT ** (lost + new / 2)))


def _without_answer(names: tuple[NameWord, ...], words: tuple[Word, ...]) -> int:
    """How many names no word of the other side looks like."""
    return sum(not any(_answers(name.text, word.text) for word in words) for name in names)


def _answers(name: str, word: str) -> bool:
    first, second = latin(bare_name(name)), latin(bare_name(word))
    length = min(len(first), len(second), 4)
    return same_name(name, word) or (length > 2 and first[:length] == second[:length])
