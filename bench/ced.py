"""Critical errors in human translations (WMT22 CED): does the desk doubt the wrong ones most.

Data: a folder with `PAIR.*.tsv` (OK or BAD, source, translation). `untrained` is the doubt as it is
shipped: no weight in it was fitted on these rows. `fitted` adds a logistic regression on the same
evidence, scored ten-fold across sources; these weights are not shipped. `mcc` is Matthews'
correlation with as many rows flagged as are wrong; it depends on the share of wrong rows, so
`mcc_14` gives it at the share of the published test (14.2 %), as the mean of draws of sound rows.
`alarms_per_100` are findings on 100 sound rows, `found` the share of wrong rows with a finding.
Anchors on the published test: COMET-QE, untrained, AUC .923 and MCC .721. Models are at hand for
pt-en only; the other direction is judged by rules alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.fitting import cross_fitted
from bench.ranking import auc, mcc_at_k, resampled_mcc
from bench.reading_ahead import ReadAhead, local_interpreter
from dragoman.desk import BUILT_IN_CHECKS, PairsReport, check_pairs
from dragoman.desk.doubt.doubts import pair_doubt
from dragoman.desk.doubt.units import COLUMNS
from dragoman.desk.reading import read_pairs
from dragoman.records import Interpreter

PUBLISHED_SHARE = 0.142
_AT_ONCE = 256  # pairs read ahead


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Rows looked at, and the figures of every file."""
    figures: dict[str, float] = {}
    looked_at = 0
    for path in sorted(data[0].glob("*-*.*.tsv")):
        rows = read_rows(path)
        looked_at += len(rows)
        figures |= {
            f"{path.stem}.{name}": value for name, value in figures_of(rows, path.stem).items()
        }
    return looked_at, figures


def read_rows(path: Path) -> list[tuple[bool, str, str]]:
    """(wrong, source, translation) of every row."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0] == "BAD", row[1], row[2]) for row in rows if len(row) == 3]


def figures_of(rows: Sequence[tuple[bool, str, str]], name: str) -> dict[str, float]:
    """Figures of one file, whose name begins with the pair of languages."""
    source, target = name.split(".")[0].split("-")
    reader = ReadAhead(local_interpreter())
    wrong, doubts, evidence = [], list[float](), list[list[float]]()
    found = alarms = scored = 0
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        reader.prime([(one, two) for _, one, two in part], source, target)
        for bad, one, two in part:
            report = check_pairs([(one, two)], source, target, document=False, interpreter=reader)
            wrong.append(bad)
            doubts.append(report.units[0].doubt)
            evidence.append(evidence_of(report, (one, two), (source, target), reader))
            found += bad and bool(report.findings)
            alarms += 0 if bad else len(report.findings)
            scored += report.units[0].is_scored
    fitted = cross_fitted(np.array(evidence), wrong, [one for _, one, _ in rows])
    figures = {f"untrained.{key}": value for key, value in ranked(doubts, wrong).items()}
    figures |= {f"fitted.{key}": value for key, value in ranked(fitted, wrong).items()}
    bad_rows = sum(wrong)
    return figures | {
        "rows": len(rows), "bad": bad_rows, "scored": scored, "found": found / max(1, bad_rows),
        "alarms_per_100": 100 * alarms / max(1, len(rows) - bad_rows),
    }  # fmt: skip


def evidence_of(
    report: PairsReport, pair: tuple[str, str], languages: tuple[str, str], reader: Interpreter
) -> list[float]:
    """What the fitted weights are given of one pair: the shipped doubt, findings, the models."""
    view = read_pairs([pair], *languages, document=False, interpreter=reader)
    models = pair_doubt(view, view.units[0])
    by_check = {check.name: 0.0 for check in BUILT_IN_CHECKS}
    for finding in report.findings:
        if finding.check in by_check:
            by_check[finding.check] += finding.confidence
    doubt = min(max(report.units[0].doubt, 1e-4), 1 - 1e-4)
    numbers = models.numbers if models is not None else (0.0,) * len(COLUMNS)
    odds = models.odds if models is not None else 0.0
    return [math.log(doubt / (1 - doubt)), odds, *numbers, *by_check.values()]


def ranked(doubts: Sequence[float], wrong: Sequence[bool]) -> dict[str, float]:
    """Area under the curve and Matthews' correlation at the number of wrong rows."""
    return {
        "auc": auc(doubts, wrong),
        "mcc": mcc_at_k(doubts, wrong),
        "mcc_14": resampled_mcc(doubts, wrong, PUBLISHED_SHARE),
    }
