"""What one side of a pair says and the other does not: the signs of it, weighed together.

Signs are stretches of words without a counterpart, on the side in question and on the other (free
wording leaves words over on both), clauses between marks, members of a list, commas that are
fewer, and length. By the models' attention where they read along, else by anchors.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.desk.anchors import anchored
from dragoman.desk.attention import Lack, attended, heaviest
from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.coverage import Run
from dragoman.desk.lengths import deviation
from dragoman.language.words import word_list

_CUT = re.compile(r"(?<!\d)[,:](?=\s|$)|(?<=\d)[,:](?!\d)|[;()—–]| - |(?<=[\"”“»'’]),")
_MEMBER = 5  # words that a member of a list has at most
_CLAUSE_OF_RUN = 0.6  # of what the heaviest stretch lacks: then the clause or member is meant
_AROUND = 4  # words to both sides of a member, where its neighbours' counterparts must be
_MOST_LETTERS, _MOST_WORDS = 1_500, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What speaks for words of one side being without counterpart, and the likeliest stretch.

    `member`, `run`, `clause`: the heaviest member of a list, stretch and clause (missing attention,
    or log odds by anchors); `other_run`, `other_clause`: those of the other side. `commas`: how
    many commas the other side has less (0 to 2). `length`: spreads by which it is too short;
    `gain`: spreads by which length would fit better without the clause.
    """

    member: float
    commas: float
    run: float
    other_run: float
    clause: float
    other_clause: float
    length: float
    gain: float
    stretch: Run

    def weighed(self, weights: Sequence[float]) -> float:
        """The log odds by these weights: one for each sign in order, and the bias."""
        signs = (
            self.member, self.commas, self.run, self.other_run, self.clause, self.other_clause,
            self.length, self.gain, 1.0,
        )  # fmt: skip
        return sum(sign * weight for sign, weight in zip(signs, weights, strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Words between two marks: where they stand in the text, and what they lack."""

    start: int
    end: int
    first: int
    behind: int
    weight: float


def signs_of(document: DocumentView, unit: UnitView, side: str, *, read: bool) -> Signs | None:
    """The signs of words of `side` ("source", "target") without counterpart.

    By attention where `read`, else by anchors. None where nobody can tell: no models, an empty
    side, a sentence of over 1,500 letters or 200 words.
    """
    if max(len(unit.source), len(unit.target)) > _MOST_LETTERS:
        return None
    other = "target" if side == "source" else "source"
    if read:
        here, there = attended(document, unit, side), attended(document, unit, other)
    else:
        here, there = by_anchors(unit, side), by_anchors(unit, other)
    if not here or not there or max(len(here), len(there)) > _MOST_WORDS:
        return None
    return _weigh(unit, side, here, there)


def by_anchors(unit: UnitView, side: str) -> list[Lack]:
    """What speaks against each word of a side having its counterpart."""
    text, language, other, others = _sides(unit, side)
    return anchored(text, other, language, others)


def _sides(unit: UnitView, side: str) -> tuple[str, str, str, str]:
    source, target = (unit.source, unit.source_language), (unit.target, unit.target_language)
    return (*source, *target) if side == "source" else (*target, *source)


def _weigh(unit: UnitView, side: str, here: Sequence[Lack], there: Sequence[Lack]) -> Signs:
    text, _, other, _ = _sides(unit, side)
    pieces, others = cut_pieces(text, here), cut_pieces(other, there)
    run = heaviest(here)
    clause = max(pieces, key=lambda piece: piece.weight) if len(pieces) > 1 else None
    cut = clause.end - clause.start if clause is not None and clause.weight > 0 else 0
    before, after = _off(unit, side, 0), _off(unit, side, cut)
    fewer = text.count(",") - other.count(",")
    member = _member(unit, side, pieces) if fewer > 0 else None
    clause_weight = max(clause.weight, 0.0) if clause is not None else 0.0
    return Signs(
        member=member.weight if member is not None else 0.0,
        commas=max(0, min(fewer, 2)),
        run=run.weight,
        other_run=heaviest(there).weight,
        clause=clause_weight,
        other_clause=max([piece.weight for piece in others] + [0.0]) if len(others) > 1 else 0.0,
        length=before,
        gain=abs(before) - abs(after),
        stretch=_stretch(run, clause, member, here),
    )


def _off(unit: UnitView, side: str, cut: int) -> float:
    """Spreads by which the other side is too short, with `cut` letters of this side away."""
    lost = (cut, 0) if side == "source" else (0, cut)
    sign = -1 if side == "source" else 1
    return sign * deviation(unit, *lost)


def cut_pieces(text: str, lacks: Sequence[Lack]) -> list[_Piece]:
    """The clauses of a text, between commas or other marks; those without words are left out."""
    cuts = [0, *(match.start() for match in _CUT.finditer(text)), len(text)]
    found = []
    for start, end in itertools.pairwise(cuts):
        inside = [place for place, (word, _) in enumerate(lacks) if start <= word.start < end]
        if inside:
            weight = sum(lacks[place][1] for place in inside)
            found.append(
                _Piece(
                    start=start, end=end, first=inside[0], behind=inside[-1] + 1, weight=weight
                )
            )  # fmt: skip
    return found


def _member(unit: UnitView, side: str, pieces: Sequence[_Piece]) -> Run | None:
    """The heaviest member of a list that has no anchor, while its neighbours have theirs."""
    lacks = by_anchors(unit, side)
    text, language, _, _ = _sides(unit, side)
    joining = word_list(language, "joining")
    best: Run | None = None
    for piece, following in itertools.pairwise([*pieces, None]):
        if piece is None or piece.start == 0 or text[piece.start] != ",":
            continue
        places = range(piece.first, piece.behind)
        ends = [place for place in places if lacks[place][0].text.lower() in joining]
        if not ends and (following is None or text[piece.end : piece.end + 1] != ","):
            continue
        behind = ends[0] if ends else piece.behind
        found = _unanchored(lacks, piece.first, behind)
        if found is not None and found.weight > (best.weight if best else 0.0):
            best = found
    return best


def _unanchored(lacks: Sequence[Lack], first: int, behind: int) -> Run | None:
    """The words from `first` on as a lost member of a list, if they can be one."""
    inside, before = lacks[first:behind], lacks[max(0, first - _AROUND) : first]
    after = lacks[behind : behind + _AROUND]
    if not 0 < len(inside) <= _MEMBER or any(lack < 0 for _, lack in inside):
        return None
    if not all(any(lack < 0 for _, lack in part) for part in (before, after)):
        return None
    weight = sum(lack for _, lack in inside)
    return Run(start=inside[0][0].start, end=inside[-1][0].end, weight=weight)


def _stretch(run: Run, clause: _Piece | None, member: Run | None, lacks: Sequence[Lack]) -> Run:
    """The likeliest stretch: a clause where the words that lack most fill one, else these words."""
    if member is not None and member.weight > _CLAUSE_OF_RUN * run.weight:
        return member
    if clause is None or clause.weight < _CLAUSE_OF_RUN * run.weight:
        return run
    first, last = lacks[clause.first][0], lacks[clause.behind - 1][0]
    return Run(start=first.start, end=last.end, weight=clause.weight)


def log_odds_to_weight(odds: float, threshold: float) -> float:
    """0.5 at the threshold, towards 0.95 above it: what a finding weighs before calibration."""
    return round(0.5 + 0.45 * (1 - math.exp(-(odds - threshold) / 2.5)), 3)
