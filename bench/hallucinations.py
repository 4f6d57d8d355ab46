"""Hallucinations of an engine, de-en: does the desk, without a model, doubt them most.

Data: a folder with `*.jsonl` (src, mt, and five labels given by people). A row is wrong when any of
the five is set. No log-probabilities of the engine that wrote these translations come with the data
and no model of the pair is at hand, so `length` stands beside it: how far the length is from what
is usual, the plainest sign that needs no model. `fpr90` is the share of sound rows flagged when 90
of 100 wrong ones are. Text is from parliament and travel pages.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bench.ranking import auc, false_alarm_rate
from dragoman.desk import check_pairs
from dragoman.desk.check import UnitView
from dragoman.desk.lengths import length_deviation

LABELS = ("repetitions", "named-entities", "omission", "strong-unsupport", "full-unsupport")


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Rows looked at, and the area under the curve in all and by label."""
    rows = [
        json.loads(line)
        for path in sorted(data[0].glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    doubts = [doubt_of(row["src"], row["mt"]) for row in rows]
    lengths = [length_of(row["src"], row["mt"]) for row in rows]
    wrong = [any(row[label] == "1" for label in LABELS) for row in rows]
    figures: dict[str, float] = {
        "auc": auc(doubts, wrong),
        "fpr90": false_alarm_rate(doubts, wrong),
        "length.auc": auc(lengths, wrong),
        "wrong": sum(wrong),
        "rows": len(rows),
    }
    for label in LABELS:
        mine = [row[label] == "1" for row in rows]
        kept = [place for place, one in enumerate(mine) if one or not wrong[place]]
        figures[f"{label}.auc"] = auc([doubts[one] for one in kept], [mine[one] for one in kept])
        figures[f"{label}.rows"] = sum(mine)
    return len(rows), figures


def doubt_of(source: str, target: str) -> float:
    """The desk's doubt about one pair, by rules alone."""
    return check_pairs([(source, target)], "de", "en", document=False).units[0].doubt


def length_of(source: str, target: str) -> float:
    """How far the length of a translation is from what is usual for its original."""
    unit = UnitView(
        index=0, segment="", source=source, target=target, source_language="de",
        target_language="en",
    )  # fmt: skip
    return abs(length_deviation(unit))
