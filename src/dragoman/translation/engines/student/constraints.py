"""What a target must and must not say, and how far a growing target has come with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.translation.engines.student.growing import (
    ANYWHERE,
    OPENING,
    Growing,
    Looked,
    Spot,
    goes_on,
)

LOOKED_AT_LEAST = 0.1
"""Share of the alignment head's weight that must lie on the source words of a phrase where it
begins. With 0.3 as many phrases came to stand in their place (47 of 52 against 46), and where the
model had meant to begin with another word ("White House spokesman") none was found."""

BARRED_AT_LEAST = 0.25
"""Share that must lie on the source words of a forbidden phrase, on the mean of its pieces, for it
to be what the model wrote for them. Content words that answer to each other have .5 to 1.0."""

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
    `inside` are the pieces of the same phrases behind a hyphen or an opening mark ("ex-" and what
    follows), where other pieces spell them. `sources` are for each group the source pieces that it
    stands for (none: any): its phrases may begin only where the model looks at these, so that they
    come in the place of what the model would have written for them; `barred` are for each forbidden
    phrase those that it must not stand for (none: it must not stand at all). `due` is a group and
    the last place in the target, in pieces, where it may begin, whatever the model looks at.
    """

    def __init__(
        self,
        required: Sequence[Sequence[Phrase]],
        forbidden: Sequence[str],
        *,
        inside: Sequence[Sequence[Phrase]] = (),
        spelled: Sequence[Sequence[str]] = (),
        sources: Sequence[Sequence[int]] = (),
        barred: Sequence[Sequence[int]] = (),
        due: tuple[int, int] | None = None,
        strict: bool = False,
    ) -> None:
        self.strict = strict
        self._asked = (required, inside)
        self.required: list[tuple[Phrase, ...]] = []
        self._spaced: list[int] = []  # how many of a group's phrases follow a space
        for number, group in enumerate(group for group in required if any(group)):
            plain = [phrase for phrase in group if phrase]
            glued = [phrase for phrase in inside[number] if phrase] if inside else []
            self.required.append((*plain, *glued))
            self._spaced.append(len(plain))
        self.forbidden, self.spelled, self.sources = tuple(forbidden), spelled, sources
        self.barred, self.due = barred, due
        self._spelled = [_any_of(group) for group in spelled]
        self._initial = [
            _initial(spelled[number]) if number < len(spelled) else frozenset()
            for number in range(len(self.required))
        ]
        self._lengths = [max(map(len, group)) for group in self.required]
        self._forbidden = _any_of(forbidden, re.IGNORECASE)
        self._any_forbidden = any(phrase.strip() for phrase in forbidden)
        self._barred: dict[str, list[Sequence[int]]] = {}
        for number, phrase in enumerate(forbidden):
            places = barred[number] if number < len(barred) else ()
            self._barred.setdefault(_plain(phrase), []).append(places)

    def but(self, *, strict: bool | None = None, due: tuple[int, int] | None = None) -> Constraints:
        """The same, stricter about forbidden phrases or with a group that is due at a place."""
        required, inside = self._asked
        return Constraints(
            required,
            self.forbidden,
            inside=inside,
            spelled=self.spelled,
            sources=self.sources,
            barred=self.barred,
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

    def next_pieces(self, progress: Progress, spot: Spot = ANYWHERE) -> list[int]:
        """The pieces that would bring an unmet group further."""
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
            if self._may_begin(group, spot.looked)
            for _, phrase in self._fitting(group, spot)
        }
        return sorted(onward | firsts)

    def advance(
        self, progress: Progress, piece: int, spelled: str, spot: Spot = ANYWHERE
    ) -> Progress:
        """How far a target has come when this piece follows."""
        met = progress.met
        if not goes_on(spelled):
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
            for group in range(len(self.required))
            if group not in met and self._may_begin(group, spot.looked)
            for phrase, pieces in self._fitting(group, spot)
            if pieces[0] == piece
        )
        return Progress(met, begun, 1 if begun else 0)

    def at_end(self, progress: Progress, growing: Growing | None = None) -> bool:
        """Whether all groups are met if the target ends here, however they are spelled."""
        met = progress.met | self._whole(progress)
        left = [group for group in range(len(self.required)) if group not in met]
        if not left:
            return True
        if not self._spelled or growing is None:
            return False
        return all(
            any(
                not self._sources_of(group)
                or growing.looks(*found.span(), self._sources_of(group)) >= BARRED_AT_LEAST
                for found in self._spelled[group].finditer(growing.text)
            )
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

    def forbids(self, growing: Growing, *, ended: bool) -> bool:
        """Whether a growing target has written a forbidden phrase to the end of its word."""
        if not self._any_forbidden:
            return False
        text = growing.text
        return any(
            (ended or self.strict or found.end() < len(text))
            and any(
                not places or growing.looks(*found.span(), places) >= BARRED_AT_LEAST
                for places in self._barred.get(_plain(found.group()), ((),))
            )
            for found in self._forbidden.finditer(text)
        )

    def _sources_of(self, group: int) -> Sequence[int]:
        return self.sources[group] if group < len(self.sources) else ()

    def _fitting(self, group: int, spot: Spot) -> list[tuple[int, Phrase]]:
        """A group's phrases, with their numbers, that can follow as they are spelled.

        One with a capital that is there without it too is for the beginning of a sentence.
        """
        phrases, spaced = list(enumerate(self.required[group])), self._spaced[group]
        last = spot.text[-1:]
        if any(map(str.isalnum, spot.text)) and last not in (*OPENING, '"'):
            phrases = [one for one in phrases if one[0] not in self._initial[group]]
            spaced -= len(self._initial[group])
        if last and last in OPENING:
            return phrases[spaced:]
        if not spot.ends_word:
            return []
        return phrases if last == '"' else phrases[:spaced]

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


def _initial(phrases: Sequence[str]) -> frozenset[int]:
    """The numbers of phrases that differ from another one only by their first capital."""
    known = set(phrases)
    return frozenset(
        number
        for number, phrase in enumerate(phrases)
        if phrase[0].isupper() and phrase[0].lower() + phrase[1:] in known
    )


def _plain(phrase: str) -> str:
    """A phrase as it is looked up."""
    return " ".join(phrase.split()).casefold()
