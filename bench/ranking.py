"""How well a doubt ranks wrong sentences before sound ones: area under the curve, MCC at K."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence


def auc(doubts: Sequence[float], wrong: Sequence[bool]) -> float:
    """The share of (wrong, sound) pairs in which the wrong one is doubted more; ties count half."""
    order = sorted(range(len(doubts)), key=lambda place: doubts[place])
    ranks = [0.0] * len(doubts)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and doubts[order[end]] == doubts[order[start]]:
            end += 1
        for place in order[start:end]:
            ranks[place] = (start + end + 1) / 2
        start = end
    count = sum(wrong)
    others = len(wrong) - count
    if not count or not others:
        return math.nan
    told = sum(rank for rank, is_wrong in zip(ranks, wrong, strict=True) if is_wrong)
    return (told - count * (count + 1) / 2) / (count * others)


def mcc_at_k(doubts: Sequence[float], wrong: Sequence[bool]) -> float:
    """Matthews' correlation with the K most doubted flagged, K being the number of wrong ones.

    Of equal doubts those that come later in the data are flagged last.
    """
    count, everything = sum(wrong), len(wrong)
    if not 0 < count < everything:
        return math.nan
    order = sorted(range(everything), key=lambda place: (-doubts[place], place))
    caught = sum(wrong[place] for place in order[:count])
    missed = count - caught
    quiet = everything - count - missed
    return (caught * quiet - missed * missed) / (count * (everything - count))


def resampled_mcc(
    doubts: Sequence[float], wrong: Sequence[bool], share: float, draws: int = 50
) -> float:
    """The mean of `mcc_at_k` over draws of sound rows that make `share` of the rows wrong ones.

    Draws are the same every time.
    """
    chance = random.Random(20221)
    bad = [place for place, is_wrong in enumerate(wrong) if is_wrong]
    sound = [place for place, is_wrong in enumerate(wrong) if not is_wrong]
    size = min(len(sound), round(len(bad) * (1 - share) / share))
    total = 0.0
    for _ in range(draws):
        kept = bad + chance.sample(sound, size)
        chance.shuffle(kept)
        total += mcc_at_k([doubts[one] for one in kept], [wrong[one] for one in kept])
    return total / draws


def false_alarm_rate(doubts: Sequence[float], wrong: Sequence[bool], recall: float = 0.9) -> float:
    """The share of sound rows doubted at least as much as the threshold that catches `recall`."""
    caught = sorted((one for one, bad in zip(doubts, wrong, strict=True) if bad), reverse=True)
    if not caught:
        return math.nan
    threshold = caught[min(len(caught) - 1, math.ceil(recall * len(caught)) - 1)]
    sound = [one for one, bad in zip(doubts, wrong, strict=True) if not bad]
    return sum(one >= threshold for one in sound) / max(1, len(sound))
