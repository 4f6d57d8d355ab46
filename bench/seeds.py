"""The audits on texts as found on the web, and on clean ones.

Data: a folder with `expected.tsv` (file, kind, words, what is expected) and the texts it names, and
one with `ntrex.jsonl`, whose English originals are clean. A required row is found when a finding of
its check overlaps its words, or, for `article:FIELD`, when what was lifted out holds them. False
alarms are the findings on 20 clean documents, each a text without a page. Rows with a question
mark after their kind are wanted, not required: `wanted_found`.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.errors import WorldError

DOCUMENTS = 20


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Rows and clean documents looked at, and the figures."""
    figures: dict[str, float] = {}
    looked_at = 0
    for folder in data:
        if (folder / "expected.tsv").exists():
            looked_at += _expected(folder, figures)
        if (folder / "ntrex.jsonl").exists():
            looked_at += _clean(folder / "ntrex.jsonl", figures)
    return looked_at, figures


def _expected(folder: Path, figures: dict[str, float]) -> int:
    with (folder / "expected.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    reports = {name: _audit(folder / name) for name in sorted({row["file"] for row in rows})}
    required = found = wanted = wanted_found = 0
    for row in rows:
        text = (folder / row["file"]).read_text(encoding="utf-8")
        seen = _is_found(row, text, reports[row["file"]])
        if row["kind"].endswith("?"):
            wanted, wanted_found = wanted + 1, wanted_found + seen
        else:
            required, found = required + 1, found + seen
    figures |= {
        "required_found": found, "required": required,
        "wanted_found": wanted_found, "wanted": wanted,
    }  # fmt: skip
    return len(rows)


def _audit(path: Path) -> dict[str, Any]:
    """What `dragoman audit` prints as JSON."""
    ran = CliRunner().invoke(app, ["audit", str(path), "--language", "en", "--format", "json"])
    if ran.exit_code not in (0, 1):
        raise WorldError(f"{path.name}: audit ended with {ran.exit_code}: {ran.output[-300:]}")
    report: dict[str, Any] = json.loads(ran.stdout)
    return report


def _is_found(row: dict[str, str], text: str, report: dict[str, Any]) -> bool:
    kind, words = row["kind"].removesuffix("?"), row["text"]
    check, _, field = kind.partition(":")
    if field:
        held = json.dumps(report["article"], ensure_ascii=False)
        return _bare(words.split(" (")[0]) in _bare(held)
    at = text.find(words) if words else -1
    return any(
        one["check"] == check and (at < 0 or _overlaps(one["target_span"], at, at + len(words)))
        for one in report["findings"]
    )


def _bare(text: str) -> str:
    """Letters and figures only: a byline is lifted out without its marks."""
    return "".join(letter for letter in text.removeprefix("Author: ") if letter.isalnum())


def _overlaps(span: list[int] | None, start: int, end: int) -> bool:
    return span is not None and span[0] < end and start < span[1]


def _clean(path: Path, figures: dict[str, float]) -> int:
    """Findings on clean documents; what they say of a page that is not there is no alarm."""
    documents = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    alarms = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(documents[:DOCUMENTS]):
            page = Path(folder) / f"{number}.txt"
            page.write_text("\n\n".join(text["eng"]), encoding="utf-8")
            alarms += sum(one["check"] != "attribution" for one in _audit(page)["findings"])
    count = len(documents[:DOCUMENTS])
    figures["false_alarms_per_document"] = alarms / max(1, count)
    return count
