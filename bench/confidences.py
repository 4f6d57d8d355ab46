"""How often a finding is right: the desk's confidences, counted on data and put to the test.

Data: the folder of seeded errors (`SOURCE-TARGET.jsonl`) and the folder with `ntrex.jsonl`, each as
a `--data`. `python -m bench confidences` counts on documents of even hash (CRC-32), reports on odd
ones and changes nothing; `python -m bench.confidences` writes the table that the desk reads.

A check weighs each finding; findings of one check and weight (to the tenth) are a kind. A kind is
right as often as it stands in the place of a seeded error, times how often machines make such
errors; it is wrong as often as it is raised on human translations, or beside the seeded error:
confidence = right / (right + wrong), both for each sentence. Kinds with few findings lean on their
check as a whole, and that on the weight set by hand; a greater weight never means less.

What is found on human translations is wrong until read: of the weekdays and months, nine of nine on
even documents were the translator's slip ("sábado" for "Sunday"), and count as neither.

The base rate: three readers found 14.6 critical and major errors in 1,000 words of the default
engine's news (mean of both directions), of which two thirds to three quarters were senses, which no
seeded class stands for. A third of them, in equal parts for want of better, is the rate of the
classes: with 20.8 words a sentence .10 errors a sentence in all. An engine that errs more makes the
findings righter than told here, one that errs less makes them less so.

`gap` is the mean distance of the confidence told from the share seen, over the findings of the odd
documents as they would fall in machine text (`by_hand.gap`: of the weights themselves;
`shipped.gap`: of the table that the desk has now). `band.N` are the findings told a confidence from
N tenths up.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from bench.confidence_counts import Counts, Kind, count
from bench.reading_ahead import ReadAhead, local_interpreter
from dragoman.desk import confidence

ERRORS_PER_WORD = 14.6 / 1000  # critical and major, by majority of three readers
WORDS_PER_SENTENCE = 20.8  # of NTREX, English
OF_SEEDED_CLASSES = 1 / 3
SLIPS_OF_PEOPLE: frozenset[Kind] = frozenset((("dates", 1.0),))  # read: all were right
LEANING = 1  # finding in the clean sentences that a kind's prior counts for
MOST = 0.99  # counts of hundreds show no more
TABLE = Path(__file__).resolve().parents[1] / "src" / "dragoman" / "desk" / confidence.FILE
HEAD = """\
# How often a finding is right, by the weight that its check gave it.
# Written by `python -m bench.confidences`; see that file for how. Behind each line: seeded errors
# so found, and findings on {clean} clean sentences.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of finding: its mean weight, its confidence and what that was counted on."""

    weight: float
    confidence: float
    right: int
    alarms: int


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Findings counted on odd documents, and how well the confidences told hold there."""
    interpreter = ReadAhead(local_interpreter())
    even, odd = (count(data, interpreter, odd=side) for side in (False, True))
    fitted = steps_of(fit(even))
    figures: dict[str, float] = {"clean": odd.clean, "rows": odd.rows.total()}
    figures |= reliability(odd, fitted)
    figures["by_hand.gap"] = reliability(odd, {})["gap"]
    figures["shipped.gap"] = reliability(odd, confidence.counted())["gap"]
    for (check, tenth), (right, wrong) in sorted(rates(odd).items()):
        told = _told(fitted, odd, (check, tenth))
        figures |= {f"{check}.{tenth}.told": told, f"{check}.{tenth}.seen": right / (right + wrong)}
    return odd.alarms.total() + odd.right.total() + odd.astray.total(), figures


def rates(counts: Counts) -> dict[Kind, tuple[float, float]]:
    """Right and wrong findings of each kind for each sentence of machine text."""
    errors = ERRORS_PER_WORD * WORDS_PER_SENTENCE * OF_SEEDED_CLASSES / max(1, len(counts.rows))
    right: dict[Kind, float] = defaultdict(float)
    wrong: dict[Kind, float] = defaultdict(float)
    for seen, total in ((counts.right, right), (counts.astray, wrong)):
        for (kind, name), findings in seen.items():
            total[kind] += errors * findings / counts.rows[name]
    for kind, alarms in counts.alarms.items():
        if kind in SLIPS_OF_PEOPLE:
            continue
        wrong[kind] += alarms / max(1, counts.clean)
    return {kind: (right[kind], wrong[kind]) for kind in {*right, *wrong}}


def fit(counts: Counts) -> dict[str, list[Step]]:
    """The steps of each check, by rising weight."""
    by_check: dict[str, dict[float, tuple[float, float]]] = defaultdict(dict)
    for (check, tenth), rate in rates(counts).items():
        by_check[check][tenth] = rate
    lean = LEANING / max(1, counts.clean)
    fitted = {}
    for check, kinds in sorted(by_check.items()):
        weights = {tenth: fmean(counts.weighed[check, tenth]) for tenth in sorted(kinds)}
        right, wrong = (sum(rate[side] for rate in kinds.values()) for side in (0, 1))
        whole = (right + lean * fmean(weights.values())) / (right + wrong + lean)
        told = [
            ((kinds[tenth][0] + lean * whole) / (sum(kinds[tenth]) + lean), sum(kinds[tenth]))
            for tenth in weights
        ]
        fitted[check] = [
            Step(
                weight, min(MOST, worth), _count(counts, check, tenth), counts.alarms[check, tenth]
            )
            for (tenth, weight), worth in zip(weights.items(), rising(told), strict=True)
        ]
    return fitted


def _count(counts: Counts, check: str, tenth: float) -> int:
    return sum(found for (kind, _), found in counts.right.items() if kind == (check, tenth))


def rising(told: Sequence[tuple[float, float]]) -> list[float]:
    """Values with their weights, made to rise by pooling neighbours that fall."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in told:
        pools.append((value, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, first, n), (two, second, m) = pools[-2:]
            both = first + second or 1.0
            pools[-2:] = [((one * first + two * second) / both, both, n + m)]
    return [value for value, _, size in pools for _ in range(size)]


def steps_of(fitted: Mapping[str, Sequence[Step]]) -> dict[str, confidence.Steps]:
    """Fitted steps as the desk reads them."""
    return {
        check: tuple((round(step.weight, 3), round(step.confidence, 3)) for step in steps)
        for check, steps in fitted.items()
    }


def _told(table: Mapping[str, confidence.Steps], counts: Counts, kind: Kind) -> float:
    steps = table.get(kind[0], ())
    return fmean(confidence.confidence(steps, weight) for weight in counts.weighed[kind])


def reliability(counts: Counts, table: Mapping[str, confidence.Steps]) -> dict[str, float]:
    """What is told by bands of a tenth, beside what was seen, and the mean gap of the bands."""
    bands: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for kind, (right, wrong) in rates(counts).items():
        told = _told(table, counts, kind)
        bands[min(9, int(10 * told))].append((told, right, wrong))
    figures: dict[str, float] = {}
    total = gap = 0.0
    for band, kinds in sorted(bands.items()):
        weight = sum(right + wrong for _, right, wrong in kinds)
        told = sum(one * (right + wrong) for one, right, wrong in kinds) / weight
        seen = sum(right for _, right, _ in kinds) / weight
        figures |= {f"band.{band}.told": told, f"band.{band}.seen": seen}
        figures[f"band.{band}.per_100"] = 100 * weight
        total, gap = total + weight, gap + weight * abs(told - seen)
    return {"gap": gap / total if total else 0.0} | figures


def written(fitted: Mapping[str, Sequence[Step]], clean: int) -> str:
    """The table as it stands in the package."""
    lines = [HEAD.format(clean=clean)]
    for check, steps in fitted.items():
        lines.append(f"[{check}]\n")
        lines += [
            f'"{step.weight:.3f}" = {step.confidence:.3f}  # {step.right} and {step.alarms}\n'
            for step in steps
        ]
        lines.append("\n")
    return "".join(lines).rstrip() + "\n"


def main() -> int:
    """Count, and write the table; 3 when there is no such folder."""
    parser = argparse.ArgumentParser(prog="python -m bench.confidences", description=__doc__)
    parser.add_argument("--data", action="append", type=Path, required=True)
    folders: list[Path] = parser.parse_args().data
    for folder in folders:
        if not folder.is_dir():
            sys.stderr.write(f"{folder} is not a folder: name those of seeded errors and ntrex\n")
            return 3
    even = count(folders, ReadAhead(local_interpreter()), odd=False)
    TABLE.write_text(written(fit(even), even.clean), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
