"""What a target must and must not say, and how far a growing target has come with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.translation.engines.student.vocabulary import SPACE
from dragoman.translation.engines.student.weights import Floats

LOOKED_AT_LEAST = 0.1
"""Share of the alignment head's weight that must lie on the source words of a phrase where it
begins. With 0.3 as many phrases came to stand in their place (47 of 52 against 46), and where the
model had meant to begin with another word ("White House spokesman") none was found."""

Looked = Floats | None
"""Weights of the alignment head over the source's pieces, for one step of one target."""

Phrase = tuple[int, ...]
"""The pieces of a phrase."""

Written = tuple[int, int]
"""A group and one of its phrases, by their numbers."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Required groups met, and the phrases being written, all with the same pieces so far."""

    met: frozenset[int] = frozenset()
    active: frozenset[Written] = frozenset()
    written: int = 0


class Constraints:
    """Groups of required phrases as pieces, and forbidden phrases as whole words in any case.

    A group is met when the pieces of one of its phrases stand one after the other and the word
    ends there, or when the target, whatever its pieces, has one of the group's `spelled` phrases
    as whole words. `strict` refuses a forbidden phrase before it is known whether its last word
    goes on; then longer words that begin so are lost too, but no search is led into them only.
    `sources` are for each group the source pieces that it stands for (none: any): its phrases may
    begin only where the model looks at these, so that they come in the place of what the model
    would have written for them. `due` is a group and the last place in the target, in pieces,
    where its phrase may begin, whatever the model looks at.
    """

    def __init__(
        self,
        required: Sequence[Sequence[Phrase]],
        forbidden: Sequence[str],
        *,
        spelled: Sequence[Sequence[str]] = (),
        sources: Sequence[Sequence[int]] = (),
        due: tuple[int, int] | None = None,
        strict: bool = False,
    ) -> None:
        self.strict = strict
        self.required = [
            tuple(phrase for phrase in group if phrase) for group in required if any(group)
        ]
        self.forbidden, self.spelled, self.sources = tuple(forbidden), spelled, sources
        self.due = due
        self._spelled = [_any_of(group) for group in spelled]
        self._lengths = [max(map(len, group)) for group in self.required]
        self._forbidden = _any_of(forbidden, re.IGNORECASE)
        self._any_forbidden = any(phrase.strip() for phrase in forbidden)

    def but(self, *, strict: bool | None = None, due: tuple[int, int] | None = None) -> Constraints:
        """The same, stricter about forbidden phrases or with a group that is due at a place."""
        return Constraints(
            self.required,
            self.forbidden,
            spelled=self.spelled,
            sources=self.sources,
            due=due or self.due,
            strict=self.strict if strict is None else strict,
        )

    @property
    def pieces(self) -> int:
        """How many pieces all required groups have, each by its longest phrase."""
        return sum(self._lengths)

    @property
    def all_pieces(self) -> list[int]:
        """Every piece of every phrase."""
        return sorted({one for group in self.required for phrase in group for one in phrase})

    def next_pieces(self, progress: Progress, looked: Looked = None) -> list[int]:
        """The pieces that would bring an unmet group further.

        `looked` is how much the model looks at each source piece (None: not known).
        """
        onward = {
            self.required[group][phrase][progress.written]
            for group, phrase in progress.active
            if len(self.required[group][phrase]) > progress.written
        }
        whole = self._whole(progress)
        if onward and not whole:
            return sorted(onward)
        left = set(range(len(self.required))) - progress.met - whole
        firsts = {
            phrase[0]
            for group in left
            if self._may_begin(group, looked)
            for phrase in self.required[group]
        }
        return sorted(onward | firsts)

    def advance(
        self, progress: Progress, piece: int, spelled: str, looked: Looked = None
    ) -> Progress:
        """How far a target has come when this piece follows."""
        met = progress.met
        if not _goes_on(spelled):
            met |= self._whole(progress)
        onward = frozenset(
            (group, phrase)
            for group, phrase in progress.active
            if group not in met and self._at(group, phrase, progress.written) == piece
        )
        if onward:
            return Progress(met, onward, progress.written + 1)
        begun = frozenset(
            (group, phrase)
            for group, phrases in enumerate(self.required)
            if group not in met and self._may_begin(group, looked)
            for phrase, pieces in enumerate(phrases)
            if pieces[0] == piece
        )
        return Progress(met, begun, 1 if begun else 0)

    def at_end(self, progress: Progress, text: str = "") -> bool:
        """Whether all groups are met if the target ends here; `text` is the target so far."""
        met = progress.met | self._whole(progress)
        left = [group for group in range(len(self.required)) if group not in met]
        if not left:
            return True
        if not self._spelled or not text:
            return False
        return all(
            not self._sources_of(group) and self._spelled[group].search(text) is not None
            for group in left
        )

    def is_late(self, progress: Progress, length: int) -> bool:
        """Whether a target of so many pieces has let the place pass where a group is due."""
        if self.due is None or length <= self.due[1]:
            return False
        begun = any(group == self.due[0] for group, _ in progress.active)
        return not begun and self.due[0] not in progress.met

    def begun_at(self, ids: Sequence[int]) -> list[tuple[int, int]]:
        """Each group with the place where its first phrase begins in a target, from the left."""
        places = [
            (at, group)
            for group, phrases in enumerate(self.required)
            for at in range(len(ids))
            if any(tuple(ids[at : at + len(phrase)]) == phrase for phrase in phrases)
        ]
        first: dict[int, int] = {}
        for at, group in sorted(places):
            first.setdefault(group, at)
        return list(first.items())

    def reached(self, progress: Progress) -> int:
        """How many required pieces stand: targets compete with those that have as many.

        A whole phrase counts as much as the longest of its group.
        """
        whole = self._whole(progress)
        counted = sum(self._lengths[group] for group in progress.met | whole)
        return counted if whole else counted + progress.written * bool(progress.active)

    def forbids(self, text: str, *, ended: bool) -> bool:
        """Whether a growing text has written a forbidden phrase to the end of its word."""
        if not self._any_forbidden:
            return False
        found = [match.end() for match in self._forbidden.finditer(text)]
        return bool(found) and (ended or self.strict or min(found) < len(text))

    def _sources_of(self, group: int) -> Sequence[int]:
        return self.sources[group] if group < len(self.sources) else ()

    def _may_begin(self, group: int, looked: Looked) -> bool:
        """Whether the model looks at what a group stands for."""
        wanted = self._sources_of(group)
        is_due = self.due is not None and self.due[0] == group
        if looked is None or not wanted or is_due:
            return True
        return float(looked[list(wanted)].sum()) >= LOOKED_AT_LEAST

    def _at(self, group: int, phrase: int, place: int) -> int:
        """The piece at a place of a phrase; -1 behind its end."""
        pieces = self.required[group][phrase]
        return pieces[place] if place < len(pieces) else -1

    def _whole(self, progress: Progress) -> frozenset[int]:
        """The group met if the word ends now: one only, for one phrase answers one group."""
        groups = [
            group
            for group, phrase in progress.active
            if len(self.required[group][phrase]) == progress.written
        ]
        return frozenset([min(groups)]) if groups else frozenset()


def _any_of(phrases: Sequence[str], flags: int = 0) -> re.Pattern[str]:
    """Any of these phrases as whole words."""
    words = [re.escape(" ".join(phrase.split())) for phrase in phrases if phrase.strip()]
    joined = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", flags)


def _goes_on(spelled: str) -> bool:
    """Whether a piece continues the word before it."""
    return bool(spelled) and not spelled.startswith(SPACE) and spelled[0].isalnum()
