"""How many seeded errors the desk sees, by class, with the false alarms on the clean sentences.

Data: a folder of `SOURCE-TARGET.jsonl`, one seeded error a line (`src`, `good`, `bad`, `cls`,
`sub`), each a pair for itself. Recall counts a line as seen when the bad sentence raises a finding
that the good one does not, whichever check raises it. Errors that only a document shows
(`doclevel`) are left out. The word lists were made while reading this folder: in-sample.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dragoman.desk import PairsReport, check_pairs

TAGS = {"eng": "en", "por": "pt", "spa": "es", "deu": "de", "fra": "fr", "mkd": "mk"}


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Seeded errors looked at, and recall for each direction and class."""
    figures: dict[str, float] = {}
    looked_at = 0
    for path in sorted(data[0].glob("*.jsonl")):
        source, _, target = path.stem.partition("-")
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if not row.get("doclevel")]
        direction = path.stem
        figures |= _recall(rows, direction, TAGS.get(source, source), TAGS.get(target, target))
        looked_at += len(rows)
    return looked_at, figures


def _recall(
    rows: list[dict[str, str]], direction: str, source: str, target: str
) -> dict[str, float]:
    """The figures of one direction."""
    seen, all_of = Counter[str](), Counter[str]()
    clean: dict[tuple[str, str], PairsReport] = {}
    for row in rows:
        pair = (row["src"], row["good"])
        if pair not in clean:
            clean[pair] = check_pairs([pair], source, target, document=False)
        known = {(one.check, one.found, one.expected) for one in clean[pair].findings}
        report = check_pairs([(row["src"], row["bad"])], source, target, document=False)
        new = [one for one in report.findings if (one.check, one.found, one.expected) not in known]
        for name in {row["cls"], f"{row['cls']}.{row['sub']}" if row.get("sub") else row["cls"]}:
            all_of[name] += 1
            seen[name] += bool(new)
    figures = {f"{direction}.{name}.recall": seen[name] / all_of[name] for name in sorted(all_of)}
    alarms = sum(len(report.findings) for report in clean.values())
    figures[f"{direction}.false_alarms_per_100"] = 100 * alarms / max(1, len(clean))
    return figures
