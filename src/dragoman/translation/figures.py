"""Figures and sums of money of a translation, held against its original and set right.

Small models drop digits of long numbers ("643.884" as "64,884"), leave the separators of the other
language, and lose or exchange currency signs. What the original says in digits is known for
certain; where in the translation it belongs is told by the alignment and by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import isclose

from dragoman.language.money import Amount, find_amounts, name_currency
from dragoman.language.number_words import number_table
from dragoman.language.numbers import NumberMention, find_numbers
from dragoman.language.typography import Edit
from dragoman.records import AlignedSpan

_LEAST_DIGITS = 3
"""Shorter whole numbers come through, and where they change they were often converted (3 p.m.)."""

_LIKENESS = 0.55
"""Of two runs of digits, so that one may be a misspelling of the other; half the digits agree."""

_SURELY_LIKE = 0.7
"""Likeness from which two figures answer to each other whatever the alignment says."""

_ALIGNED = 0.3
"""Weight of alignment from which two figures are taken for each other's counterparts."""

_MOST_NUMBERS = 100
"""Of one sentence; where there are more it is a table, and comparing takes the square of them."""

_LINK = re.compile(r"^ ?(?:(?:de|of|d'|di) )?")  # between a sum and its sign
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")  # 10.30, as the British press writes hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is to be done about a translation's figures.

    `edits` put the original's digits where they were misspelled; `mended` are the figures so set,
    as they read now; `lost` are the digits of the original that nothing in the translation answers.
    """

    edits: tuple[Edit, ...] = ()
    mended: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def compare_figures(
    source: str, target: str, spans: Sequence[AlignedSpan], languages: tuple[str, str]
) -> Figures:
    """Compare the numbers in digits of two texts; `languages` are those of source and target.

    `spans` align the two texts (empty: nothing is known). Numbers written as words on either side
    count as found; those of one or two digits are left alone.
    """
    before = [one for one in find_numbers(source, languages[0]) if one.form == "digits"]
    if not 0 < len(before) <= _MOST_NUMBERS:
        return Figures()
    after = list(find_numbers(target, languages[1]))
    edits: list[Edit] = []
    missing = []
    for mention in before:
        match = next((one for one in after if isclose(one.value, mention.value)), None)
        if match is not None:
            after.remove(match)
            edits += _in_foreign_separators(mention, match, (source, target), languages)
        elif _stands_free(mention, source):
            missing.append(mention)
    left = _clusters(target, [one for one in after if one.form == "digits"])
    if len(missing) == len(left) == 1:
        spans = ()  # nothing else can be meant
    lost: list[str] = []
    for mention in missing:
        figure = source[mention.start : mention.figure_end]
        if _is_copied_on_purpose(mention, source, target):
            continue
        likest = max(left, key=lambda one: _kinship(mention, figure, one, spans), default=None)
        if likest is not None and _kinship(mention, figure, likest, spans) > 0:
            left.remove(likest)
            edits.append((likest.start, likest.end, localised(figure, languages)))
        elif _is_long(figure) or mention.magnitude > 1 or mention.percent:
            lost.append(figure)
    return Figures(
        edits=tuple(sorted(edits)),
        mended=tuple(edit[2] for edit in sorted(edits)),
        lost=tuple(lost),
    )


def _in_foreign_separators(
    mention: NumberMention, match: NumberMention, texts: tuple[str, str], languages: tuple[str, str]
) -> list[Edit]:
    """The edit for a figure that was copied as the source's language writes it."""
    figure = texts[0][mention.start : mention.figure_end]
    written = localised(figure, languages)
    if written == figure or texts[1][match.start : match.figure_end] != figure:
        return []
    if _is_copied_on_purpose(mention, *texts):
        return []
    return [(match.start, match.figure_end, written)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cluster:
    """Digits of a translation that answer to nothing yet; two torn halves of a number are one."""

    start: int
    end: int
    digits: str
    magnitude: float
    values: frozenset[float]


def _clusters(target: str, mentions: Sequence[NumberMention]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    for one in mentions:
        start, magnitude = one.start, one.magnitude
        if clusters and target[clusters[-1].end : start] in ("", " ", ".", ","):
            start = clusters.pop().start
        clusters.append(
            _Cluster(
                start=start,
                end=one.figure_end,
                digits=_bare(target[start : one.figure_end]),
                magnitude=magnitude,
                values=one.values,
            )
        )
    return clusters


def _kinship(
    mention: NumberMention, figure: str, cluster: _Cluster, spans: Sequence[AlignedSpan]
) -> float:
    """How surely a misspelled figure is this one of the original; 0: not at all."""
    digits = _bare(figure)
    same = digits == cluster.digits
    if mention.magnitude != cluster.magnitude or not (_is_long(figure) or same):
        return 0.0
    likeness = SequenceMatcher(None, digits, cluster.digits, autojunk=False).ratio()
    if likeness < _LIKENESS:
        return 0.0
    weight = sum(
        span.p
        for span in spans
        if span.source_start < mention.figure_end
        and span.source_end > mention.start
        and span.target_start < cluster.end
        and span.target_end > cluster.start
    )
    if spans and weight < _ALIGNED and likeness < _SURELY_LIKE:
        return 0.0
    return likeness + weight


def _bare(figure: str) -> str:
    return "".join(char for char in figure if char.isdigit())


def _is_long(figure: str) -> bool:
    """True for three digits or more, or digits with a separator."""
    return len(_bare(figure)) >= _LEAST_DIGITS or not figure.isdigit()


def _stands_free(mention: NumberMention, source: str) -> bool:
    """True when a figure is no part of a decade ("1980s"), a date ("9/11") or a name ("F-35")."""
    before, after = source[: mention.start][-2:], source[mention.figure_end :][:2]
    glued = after[:1].isalpha() and mention.magnitude == 1
    dated = after[:1] == "/" or (after[:1] == "-" and after[1:].isdigit())
    return not (glued or dated or (before[-1:] in ("/", "-", "–") and before[:1].isalnum()))


def _is_copied_on_purpose(mention: NumberMention, source: str, target: str) -> bool:
    """True for a decimal that stands in both texts alike and may be a time or a version.

    "10.30" may be an hour of the British press, "iOS 12.1" is a name; neither is a quantity.
    """
    figure = source[mention.start : mention.figure_end]
    if figure not in target or mention.percent or mention.magnitude > 1:
        return False
    if mention.value == int(mention.value):
        return False
    before = source[: mention.start].rstrip(" ")
    word = re.search(r"[^\W\d_][\w-]*$", before)
    named = word is not None and any(char.isupper() for char in word.group()) and word.start() > 0
    return named or (_CLOCK.fullmatch(figure) is not None and before[-1:] not in tuple("$€£¥₹"))


def localised(figure: str, languages: tuple[str, str]) -> str:
    """Digits with the separators of the second language: "1,250.5" as "1.250,5".

    Every digit stays. What is no number of one decimal sign and groups of three stays as it is.
    """
    points = [number_table(language).decimal for language in languages]
    if points[0] == points[1]:
        return figure
    decimal = points[0]
    group = "," if decimal == "." else "."
    whole, _, tail = figure.partition(decimal)
    parts = whole.split(group)
    grouped = len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
    if (not grouped and len(parts) > 1) or (not tail.isdigit() and tail) or decimal in tail:
        return figure
    other = "." if points[1] == "," else ","
    return other.join(parts) + (points[1] + tail if tail else "")


def compare_amounts(source: str, target: str, languages: tuple[str, str]) -> tuple[Edit, ...]:
    """Edits that give sums of money their currency back, where the original has it as a sign.

    A sum whose value stands in the translation without a currency gets the original's sign; one
    in another currency gets its own. Words of the original ("pounds") are left to the engine.
    """
    wanted = [one for one in find_amounts(source, languages[0]) if not one.text.isalpha()]
    if not wanted:
        return ()
    found = list(find_amounts(target, languages[1]))
    edits: list[Edit] = []
    others: list[Amount] = []
    for amount in wanted:
        same = [one for one in found if isclose(one.number.value, amount.number.value)]
        if any(one.currency == amount.currency for one in same):
            found.remove(next(one for one in same if one.currency == amount.currency))
        else:
            others.append(amount)
    for amount in others:
        same = [one for one in found if isclose(one.number.value, amount.number.value)]
        if same:
            found.remove(same[0])
            edits.append((same[0].start, same[0].end, _in_the_place_of(same[0], amount, languages)))
        else:
            edits += _with_sign(amount, target, languages[1])
    return tuple(sorted(edits))


def _in_the_place_of(wrong: Amount, amount: Amount, languages: tuple[str, str]) -> str:
    """The right currency as a word where the wrong one is a word, else as the original's sign."""
    word = name_currency(amount.currency, languages[1], sign=False)
    return word if wrong.text.islower() and word else amount.text


def _with_sign(amount: Amount, target: str, language: str) -> list[Edit]:
    """The edit that puts the sign before the sum's digits, if they stand there without one."""
    for number in find_numbers(target, language):
        if number.form != "digits" or not isclose(number.value, amount.number.value):
            continue
        behind = _LINK.sub("", target[number.end :])
        if target[: number.start].rstrip().endswith(amount.text) or behind.startswith(amount.text):
            return []
        gap = " " if amount.text[-1:].isalpha() or len(amount.text) > 1 else ""
        return [(number.start, number.start, amount.text + gap)]
    return []
