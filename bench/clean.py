"""False alarms of the desk on human translations: the shipped checks, all together.

Data: a folder with `ntrex.jsonl` (documents in many languages). The references were translated from
English, so every direction into English is translationese. The word lists of the checks were made
while reading this folder: figures on it are in-sample.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from dragoman.desk import check_pairs

PAIRS = (
    ("por", "eng"),
    ("eng", "por-BR"),
    ("spa", "eng"),
    ("eng", "spa"),
    ("deu", "eng"),
    ("fra", "eng"),
)
TAGS = {"eng": "en", "por": "pt", "por-BR": "pt", "spa": "es", "deu": "de", "fra": "fr"}
SERIOUS = ("major", "critical")


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Sentences compared, and false alarms for each 100 of them, in all and for each pair."""
    lines = (data[0] / "ntrex.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(line)["text"] for line in lines]
    figures: dict[str, float] = {}
    sentences = alarms = serious = 0
    for source, target in PAIRS:
        here, counted = 0, Counter[str]()
        for text in documents:
            pairs = list(zip(text[source], text[target], strict=True))
            here += len(pairs)
            report = check_pairs(pairs, TAGS[source], TAGS[target], document=True)
            counted.update(finding.severity.value for finding in report.findings)
        name = f"{TAGS[source]}-{TAGS[target]}"
        grave = sum(counted[word] for word in SERIOUS)
        figures[f"{name}.false_alarms_per_100"] = 100 * counted.total() / here
        figures[f"{name}.serious_per_document"] = grave / len(documents)
        sentences, alarms, serious = sentences + here, alarms + counted.total(), serious + grave
    figures["false_alarms_per_100"] = 100 * alarms / sentences
    figures["serious_per_document"] = serious / (len(documents) * len(PAIRS))
    figures["false_alarms"] = alarms
    return sentences, figures
