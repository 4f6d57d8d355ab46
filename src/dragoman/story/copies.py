"""Is this article a copy of that one? Agencies, reprints and republished texts say the same."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.records import Article
from dragoman.story.shingles import fingerprint, words_of

SAME = 0.95  # share of common shingles from which two texts are one

# A reprint may leave out or add paragraphs, but a short text inside a long one is an item of a
# live page or of a round-up, not a copy of it: so the shorter must be this share of the longer,
# and this long (in shingles, about as many words).
REPRINT_SHARE = 0.6
REPRINT_LEAST = 60


def is_same_copy(a: Article, b: Article) -> bool:
    """True when one of the two need not be translated, for the other says all it says.

    Nearly all runs of five words are the same (or the shorter stands nearly whole in the longer),
    and no figure and no name stands in the shorter that the longer lacks: the weather of two days
    or two market reports differ in nothing else, and are two articles.
    """
    if a.language.partition("-")[0] != b.language.partition("-")[0]:
        return False
    prints_a, prints_b = set(fingerprint(a)), set(fingerprint(b))
    if not prints_a or not prints_b:
        return False
    if prints_a == prints_b:
        return True
    shared = len(prints_a & prints_b)
    least, most = sorted((len(prints_a), len(prints_b)))
    is_reprint = least >= REPRINT_LEAST and least / most >= REPRINT_SHARE and shared / least >= SAME
    if shared / len(prints_a | prints_b) < SAME and not is_reprint:
        return False
    telling_a, telling_b = _telling(words_of(a)), _telling(words_of(b))
    if len(prints_a) == len(prints_b):
        return telling_a <= telling_b or telling_b <= telling_a
    return telling_a <= telling_b if len(prints_a) == least else telling_b <= telling_a


def _telling(words: Iterable[str]) -> frozenset[str]:
    """Figures and capitalised words (names, and in German nouns): what tells two events apart."""
    return frozenset(word for word in words if any(c.isdigit() for c in word) or word[:1].isupper())
