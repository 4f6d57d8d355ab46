"""False alarms of the desk on human translations: the shipped checks, all together.

Data: a folder with `ntrex.jsonl` (documents in many languages). Every finding on a human
translation counts as a false alarm, also where the translation is in fact wrong. The references
were translated from English, so every direction into English is translationese.

Documents whose name has an even hash (CRC-32) may be looked at while thresholds are set; the
figures without a prefix come from the odd ones only, `even.` gives the others beside them. The
models of this machine read along where they have the pair.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.reading_ahead import TAGS, local_interpreter
from dragoman.desk import check_pairs
from dragoman.records import Interpreter

PAIRS = (
    ("por", "eng"), ("eng", "por-BR"), ("eng", "por"), ("spa", "eng"), ("eng", "spa"),
    ("deu", "eng"), ("fra", "eng"), ("mkd", "eng"), ("srp-Latn", "eng"),
)  # fmt: skip
SERIOUS = ("major", "critical")

Text = dict[str, list[str]]


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Sentences compared, and false alarms for each 100 of them, in all and for each pair."""
    interpreter = local_interpreter()
    figures: dict[str, float] = {}
    sentences = 0
    for prefix, documents in zip(("", "even."), split(data[0] / "ntrex.jsonl"), strict=True):
        total = Counter[str]()
        for pair in PAIRS:
            counted = count(documents, *pair, interpreter)
            total.update(counted)
            figures |= _rates(f"{prefix}{'-'.join(pair)}.", counted)
        figures |= _rates(prefix, total)
        for name, alarms in sorted(total.items()):
            if name.startswith("check "):
                check = name.removeprefix("check ")
                figures[f"{prefix}{check}.per_100"] = 100 * alarms / max(1, total["sentences"])
        sentences += total["sentences"]
    return sentences, figures


def split(path: Path) -> tuple[list[Text], list[Text]]:
    """The documents of odd and of even hash."""
    odd: list[Text] = []
    even: list[Text] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        (odd if zlib.crc32(row["doc"].encode()) % 2 else even).append(row["text"])
    return odd, even


def count(
    documents: Sequence[Text], source: str, target: str, interpreter: Interpreter | None
) -> Counter[str]:
    """Sentences, documents, and findings by severity and check, of one pair."""
    counted = Counter[str]()
    for text in documents:
        if source not in text or target not in text:
            continue
        pairs = list(zip(text[source], text[target], strict=True))
        report = check_pairs(
            pairs, TAGS[source], TAGS[target], document=True, interpreter=interpreter
        )
        counted["documents"] += 1
        counted["sentences"] += len(pairs)
        counted["alarms"] += len(report.findings)
        counted["flagged"] += len({finding.unit for finding in report.findings})
        for finding in report.findings:
            counted["serious"] += finding.severity.value in SERIOUS
            counted[f"check {finding.check}"] += 1
    return counted


def _rates(prefix: str, counted: Counter[str]) -> dict[str, float]:
    if not counted["documents"]:
        return {}
    sentences, documents = counted["sentences"], counted["documents"]
    return {
        f"{prefix}false_alarms_per_100": 100 * counted["alarms"] / sentences,
        f"{prefix}flagged_per_100": 100 * counted["flagged"] / sentences,
        f"{prefix}serious_per_document": counted["serious"] / documents,
        f"{prefix}false_alarms": counted["alarms"],
        f"{prefix}sentences": sentences,
    }
