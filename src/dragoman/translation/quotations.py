"""Quotation marks that an engine lost, doubled or misplaced, set around the aligned words again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.language.quotes import QuoteMark, find_marks
from dragoman.language.typography import Edit
from dragoman.records import AlignedSpan
from dragoman.translation.counterparts import counterparts
from dragoman.translation.placing import Evidence

_FIRM = 0.5
"""Weight of alignment from which a word counts in full for standing in or out of a quotation."""

_UNKNOWN = -0.05
"""What a word that answers to nothing adds: runs are closed over it, not lengthened by it."""

_MARK_STANDS = 1.2
"""What the engine's own mark at an end of a run is worth, in words: it is mostly right."""

_NEAREST = 0.1
"""What the word nearest to where a quotation would stand is worth more, if no word answers it."""

_MOST_MARKS, _MOST_WORDS = 60, 300
"""Of one sentence; beyond, it is none, and its marks are left as they are."""

_STOPS = frozenset(".!?…")


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two marks of a quotation; None where it began or ends in another sentence."""

    opening: QuoteMark | None
    closing: QuoteMark | None

    @property
    def double(self) -> bool:
        mark = self.opening or self.closing
        return mark is not None and mark.double

    def inside(self, length: int) -> tuple[int, int]:
        """Where the quoted words stand in a text of that length."""
        start = self.opening.start + 1 if self.opening else 0
        return start, self.closing.start if self.closing else length

    @property
    def marks(self) -> list[tuple[int, str]]:
        """(place, role) of its marks."""
        opening = [(self.opening.start, "open")] if self.opening else []
        return opening + ([(self.closing.start, "close")] if self.closing else [])


def _pairs(text: str) -> list[_Pair]:
    """The quotations of a text, those around others first. Lone single marks are apostrophes."""
    opened: list[QuoteMark] = []
    pairs: list[_Pair] = []
    marks = find_marks(text)
    for mark in marks if len(marks) <= _MOST_MARKS else ():
        mates = [place for place, one in enumerate(opened) if one.double == mark.double]
        if mark.role == "open" or (mark.role == "either" and not mates):
            opened.append(mark)
        elif mates:
            pairs.append(_Pair(opened[mates[-1]], mark))
            del opened[mates[-1]]
        elif mark.double:
            pairs.append(_Pair(None, mark))
    pairs += [_Pair(mark, None) for mark in opened if mark.double]
    length = len(text)
    return sorted(pairs, key=lambda one: (one.inside(length)[0], -one.inside(length)[1]))


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Where the quotations of a text that open and close in it stand, marks included."""
    return [
        (pair.opening.start, pair.closing.start + 1)
        for pair in _pairs(text)
        if pair.opening and pair.closing
    ]


def marks_agree(source: str, target: str) -> bool:
    """True when both texts open and close as many quotations, in the same order.

    The kind of mark does not count: 'so' may become "so".
    """
    return _roles(source) == _roles(target)


def _roles(text: str) -> list[str]:
    return [role for _, role in sorted(mark for pair in _pairs(text) for mark in pair.marks)]


def loose_marks(text: str) -> list[Edit]:
    """Edits that take out the inner space of straight marks with space (or nothing) around them."""
    edits: list[Edit] = []
    opened = False
    for at, char in enumerate(text):
        if char != '"':
            continue
        before, after = text[at - 1] if at else " ", text[at + 1 : at + 2] or " "
        if before == after == " " and 0 < at < len(text) - 1:
            edits.append((at - 1, at, "") if opened else (at + 1, at + 2, ""))
        elif before == after == " " and len(text) > 1:
            edits.append((at + 1, at + 2, "") if at == 0 else (at - 1, at, ""))
        opened = not opened
    return edits


def mend_marks(
    source: str, target: str, spans: Sequence[AlignedSpan], language: str = ""
) -> list[Edit]:
    """Edits that set straight marks in `target` around what `source` has quoted.

    `language` is that of `target`; `spans` align the two texts; without them words are matched by
    likeness and position. A mark of the engine's that stands where one is wanted stays; others go.
    """
    evidence = Evidence(source, target, counterparts(source, target, spans))
    if not 0 < len(evidence.words) <= _MOST_WORDS:
        return []
    setting = _Setting(evidence, commas_inside=language.startswith("en"))
    opening: list[Edit] = []
    closing: list[Edit] = []
    done: list[tuple[_Pair, tuple[int, int]]] = []
    for pair in _pairs(source):
        run = setting.best_run(pair, done)
        if run is None:
            continue
        done.append((pair, run))
        opening += setting.mark_before(pair, run[0])
        closing += setting.mark_after(pair, run[1])
    edits = [*closing[::-1], *opening]  # at one place inner quotations close first, open last
    kept = {start for start, end, _ in edits if end > start}
    edits += [
        (mark.start, mark.start + 1, "") for mark in setting.standing if mark.start not in kept
    ]
    edits.sort(key=lambda edit: edit[:2])
    return [edit for edit in edits if edit[2] != target[edit[0] : edit[1]]]


class _Setting:
    """Where marks stand in a translation and where they might."""

    def __init__(self, evidence: Evidence, *, commas_inside: bool) -> None:
        self._commas_inside = commas_inside
        self._evidence = evidence
        self._target = evidence.target
        self._words = evidence.words
        singles = any(not pair.double for pair in _pairs(evidence.source))
        self.standing = [one for one in find_marks(self._target) if one.double or singles]
        self._taken: set[int] = set()
        places = range(len(self._words))
        self._before = [self._mark_between(place - 1, place, "open") for place in places]
        self._after = [self._mark_between(place, place + 1, "close") for place in places]

    def _mark_between(self, left: int, right: int, role: str) -> QuoteMark | None:
        """The mark of a role that stands between two neighbouring words."""
        start = self._words[left][1] if left >= 0 else 0
        end = self._words[right][0] if right < len(self._words) else len(self._target)
        found = [one for one in self.standing if start <= one.start < end]
        fit = [one for one in found if one.role == role] or [
            one for one in found if one.role == "either"
        ]
        return fit[-1 if role == "open" else 0] if fit else None

    def best_run(
        self, pair: _Pair, done: Sequence[tuple[_Pair, tuple[int, int]]]
    ) -> tuple[int, int] | None:
        """The first and last word of a quotation: the run that answers best to it."""
        length = len(self._evidence.source)
        start, end = pair.inside(length)
        values = [self._value(index, start, end) for index in range(len(self._words))]
        best: tuple[float, tuple[int, int]] | None = None
        near = self._evidence.nearest(start, end, [(0, len(self._target))])
        values[self._words.index(near) if near else 0] += _NEAREST
        for first in range(len(values)) if pair.opening else (0,):
            total = 0.0
            for last in range(first, len(values)):
                total += values[last]
                if pair.closing is None and last + 1 < len(values):
                    continue
                score = total + self._stand(first, last, pair, values)
                if best is not None and score <= best[0]:
                    continue
                if all(_apart(pair, (first, last), *other, length) for other in done):
                    best = (score, (first, last))
        return best[1] if best else None

    def _value(self, index: int, start: int, end: int) -> float:
        """How much a word answers to what is quoted (to 1) or to what is not (to -1)."""
        mass = self._evidence.share(index, 0, len(self._evidence.source))
        if mass <= 0:
            return _UNKNOWN
        share = self._evidence.share(index, start, end)
        return (2 * share / mass - 1) * min(1.0, mass / _FIRM)

    def _stand(self, first: int, last: int, pair: _Pair, values: Sequence[float]) -> float:
        """What the engine's own marks at the ends of a run speak for it, unless they are another
        quotation's: the word beside them clearly answers to something else."""
        ends = [(self._before[first], first)] if pair.opening else []
        ends += [(self._after[last], last)] if pair.closing else []
        return sum(
            _MARK_STANDS
            for mark, word in ends
            if mark and mark.start not in self._taken and values[word] > -_FIRM
        )

    def mark_before(self, pair: _Pair, first: int) -> list[Edit]:
        """The opening mark before a word: the one that stands there, or a new one."""
        if pair.opening is None:
            return []
        return [self._mark(pair, self._before[first], self._words[first][0])]

    def mark_after(self, pair: _Pair, last: int) -> list[Edit]:
        """The closing mark behind a word: the one that stands there, or a new one."""
        if pair.closing is None:
            return []
        return [self._mark(pair, self._after[last], self._close_at(pair.closing, last))]

    def _mark(self, pair: _Pair, standing: QuoteMark | None, at: int) -> Edit:
        sign = '"' if pair.double else "'"
        if standing is None or standing.start in self._taken:
            return at, at, sign
        self._taken.add(standing.start)
        return standing.start, standing.start + 1, sign

    def _close_at(self, mark: QuoteMark, last: int) -> int:
        """Where a closing mark goes: behind a stop if the original has one inside, else before."""
        at = self._words[last][1]
        while self._target[at : at + 1] in ("%", "º", "ª", ")", "'"):
            at += 1
        source = self._evidence.source
        around = {source[mark.start - 1 : mark.start], source[mark.start + 1 : mark.start + 2]}
        if self._target[at : at + 1] == ",":
            return at + 1 if self._commas_inside and "," in around else at
        stopped = source[mark.start - 1 : mark.start] in _STOPS
        while stopped and self._target[at : at + 1] in _STOPS:
            at += 1
        return at


def _apart(
    pair: _Pair, run: tuple[int, int], other: _Pair, taken: tuple[int, int], length: int
) -> bool:
    """True when two quotations lie to each other as they do in the original."""
    start, end = pair.inside(length)
    first, last = other.inside(length)
    if first <= start and end <= last:  # within the other
        return taken[0] <= run[0] and run[1] <= taken[1]
    return run[1] < taken[0] or taken[1] < run[0]
