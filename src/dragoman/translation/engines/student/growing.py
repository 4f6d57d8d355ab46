"""A target on its way: what it says, and what the model looked at while it said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.translation.engines.student.vocabulary import SPACE
from dragoman.translation.engines.student.weights import Floats

OPENING = "-“«‘([/"
"""Signs behind which a word follows without a space."""

WORD_ENDS_AT_LEAST = 0.1
"""Probability that the word before a phrase is whole, for the phrase to begin there. Where it is
not, the model had meant a longer word, and half of one would stay behind ("esmer pegar atalhos").
Of 1,550 words of free translations each was followed by a new one with .2 or more."""

Looked = Floats | None
"""Weights of the alignment head over the source's pieces, for one step of one target."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The end of a growing target, where a phrase may begin.

    `looked` is how much the model looks at each source piece (None: not known), `text` what stands
    so far, `ends_word` whether its last word can be whole.
    """

    looked: Looked = None
    text: str = ""
    ends_word: bool = True


ANYWHERE = Spot()


@dataclass(frozen=True, slots=True)
class Growing:
    """A growing target: its text, where in it each piece ends, what the model looked at for each.

    There may be one piece more (END) than the text has.
    """

    text: str
    ends: tuple[int, ...]
    looked: tuple[Floats, ...]

    def looks(self, start: int, end: int, sources: Sequence[int]) -> float:
        """The share of attention on source pieces, on the mean of the target's in [start, end)."""
        begins = (0, *self.ends)
        shares = [
            float(looked[list(sources)].sum())
            for begin, stop, looked in zip(begins, self.ends, self.looked, strict=False)
            if begin < end and stop > start and begin < stop
        ]
        return sum(shares) / len(shares) if shares else 0.0


def goes_on(spelled: str) -> bool:
    """Whether a piece continues the word before it."""
    return bool(spelled) and not spelled.startswith(SPACE) and spelled[0].isalnum()
