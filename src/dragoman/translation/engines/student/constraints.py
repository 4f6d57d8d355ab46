"""What a target must and must not say, and how far a growing target has come with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.translation.engines.student.vocabulary import SPACE


@dataclass(frozen=True, slots=True)
class Progress:
    """Required phrases met, and the one being written: its number and how many pieces of it."""

    met: frozenset[int] = frozenset()
    phrase: int = -1
    written: int = 0


class Constraints:
    """Required phrases as pieces, forbidden phrases as whole words in any case.

    A required phrase is met when its pieces stand one after the other and the word ends there.
    `strict` refuses a forbidden phrase before it is known whether its last word goes on; then
    longer words that begin so are lost too, but no search is led into them only.
    """

    def __init__(
        self,
        required: Sequence[tuple[int, ...]],
        forbidden: Sequence[str],
        *,
        strict: bool = False,
    ) -> None:
        self.strict = strict
        self.required = [phrase for phrase in required if phrase]
        words = [re.escape(" ".join(phrase.split())) for phrase in forbidden if phrase.strip()]
        joined = "|".join(sorted(words, key=len, reverse=True))
        self._forbidden = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)
        self._any_forbidden = bool(words)

    @property
    def pieces(self) -> int:
        """How many pieces all required phrases have."""
        return sum(len(phrase) for phrase in self.required)

    def next_pieces(self, progress: Progress) -> list[int]:
        """The pieces that would bring an unmet phrase further."""
        if progress.phrase >= 0 and progress.written < len(self.required[progress.phrase]):
            return [self.required[progress.phrase][progress.written]]
        left = set(range(len(self.required))) - progress.met - {progress.phrase}
        return [self.required[phrase][0] for phrase in sorted(left)]

    def advance(self, progress: Progress, piece: int, spelled: str) -> Progress:
        """How far a target has come when this piece follows."""
        met, phrase, written = progress.met, progress.phrase, progress.written
        if phrase >= 0 and written == len(self.required[phrase]):
            if not _goes_on(spelled):
                met = met | {phrase}
            phrase, written = -1, 0
        elif phrase >= 0 and piece == self.required[phrase][written]:
            return Progress(met, phrase, written + 1)
        for other, pieces in enumerate(self.required):
            if other not in met and pieces[0] == piece:
                return Progress(met, other, 1)
        return Progress(met)

    def at_end(self, progress: Progress) -> bool:
        """Whether all phrases are met if the target ends here."""
        met = progress.met
        if progress.phrase >= 0 and progress.written == len(self.required[progress.phrase]):
            met = met | {progress.phrase}
        return len(met) == len(self.required)

    def reached(self, progress: Progress) -> int:
        """How many required pieces stand: targets compete with those that have as many."""
        whole = sum(len(self.required[phrase]) for phrase in progress.met)
        return whole + progress.written

    def forbids(self, text: str, *, ended: bool) -> bool:
        """Whether a growing text has written a forbidden phrase to the end of its word."""
        if not self._any_forbidden:
            return False
        found = [match.end() for match in self._forbidden.finditer(text)]
        return bool(found) and (ended or self.strict or min(found) < len(text))


def _goes_on(spelled: str) -> bool:
    """Whether a piece continues the word before it."""
    return bool(spelled) and not spelled.startswith(SPACE) and spelled[0].isalnum()
