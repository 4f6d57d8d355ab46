"""How findings and translations are printed: as text with both sides, and as SARIF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from dragoman.cli.shell import out, plain

_STYLES = {"critical": "bold red", "major": "red", "minor": "yellow", "neutral": "dim"}
_LEVELS = {"critical": "error", "major": "error", "minor": "warning", "neutral": "note"}
NO_PROOF = "No finding does not mean no error: see docs/checks.md for how much each check sees."


def print_reading(report: Mapping[str, Any], name: str) -> None:
    """A checked translation as text, its doubts after it."""
    block = None
    lines: list[str] = []
    for unit in report["units"]:
        kind = unit["segment"].rsplit("s", 1)[0]
        if kind != block:
            lines.append(unit["target"])
            block = kind
        else:
            lines[-1] += f" {unit['target']}"
    for line in lines:
        plain(f"{line}\n")
    findings = [finding for unit in report["units"] for finding in unit["findings"]]
    marked = sum(bool(unit["findings"]) for unit in report["units"])
    plain(
        f"-- Machine translation ({report['engine']}). No person has read it. A program compared "
        f"it with the original and marked {marked} of its {len(report['units'])} sentences; "
        f"unmarked ones can be wrong too. Verdict: {report['verdict']}."
    )
    for reason in report["reasons"]:
        plain(f"   {reason}")
    for finding in findings:
        mended = finding["repair"]
        end = f" (changed by program: {mended['after']})" if mended else ""
        plain(
            f"   {name}#{finding['segment']}  {finding['check']}  {finding['severity']}  "
            f"{finding['message']}{end}"
        )


def print_findings(
    report: Mapping[str, Any],
    name: str,
    targets: Sequence[str],
    sources: Sequence[str] | None,
    *,
    text: str = "",
) -> None:
    """Findings as text: place, check, severity, message, both sides, and what was expected."""
    for finding in report["findings"]:
        line, column = _place(finding, text)
        out.print(
            Text.assemble(
                f"{name}:{line}:{column}  {finding['check']}  ",
                (finding["severity"], _STYLES[finding["severity"]]),
                f"  {finding['message']}",
            )
        )
        if sources is not None and finding["unit"] is not None:
            plain(f"    source  {sources[finding['unit']]}")
        if line:
            _print_marked(targets[line - 1], column, finding, "    target  " if sources else "    ")
    counted = Counter(finding["severity"] for finding in report["findings"])
    words = ", ".join(f"{counted[word]} {word}" for word in _STYLES if counted[word])
    units = f" in {len(report['units'])} sentences" if "units" in report else ""
    plain(f"{len(report['findings'])} findings{units}{f': {words}' if words else ''}. {NO_PROOF}")


def _place(finding: Mapping[str, Any], text: str) -> tuple[int, int]:
    """Line and column, from 1; (0, 0) for a finding about the whole."""
    span = finding["target_span"]
    if text:
        if not span:
            return 0, 0
        before = text[: span[0]].splitlines(keepends=True)
        ends = bool(before) and before[-1].endswith(("\n", "\r"))
        line = len(before) + (1 if ends or not before else 0)
        return line, span[0] - (0 if not before else len("".join(before[: line - 1]))) + 1
    if finding["unit"] is None:
        return 0, 0
    return finding["unit"] + 1, (span[0] if span else 0) + 1


def _print_marked(target: str, column: int, finding: Mapping[str, Any], margin: str) -> None:
    """The line, with carets under the words in doubt and what was expected."""
    plain(f"{margin}{target}")
    span = finding["target_span"]
    if span and len(target) < 200:
        width = max(1, min(span[1] - span[0], len(target) - column + 1))
        expected = f" try “{finding['expected']}”" if finding["expected"] else ""
        plain(f"{' ' * (len(margin) + column - 1)}{'^' * width}{expected}")
    elif finding["expected"]:
        plain(f"{' ' * len(margin)}expected “{finding['expected']}”")


def sarif(report: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The report as SARIF 2.1.0, one result for each finding, one line for each pair."""
    rules = sorted({finding["check"] for finding in report["findings"]})
    return {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "dragoman",
                        "semanticVersion": report["signature"].split("|")[0].partition(":")[2],
                        "rules": [{"id": rule} for rule in rules],
                    }
                },
                "results": [_result(finding, name) for finding in report["findings"]],
            }
        ],
    }


def _result(finding: Mapping[str, Any], name: str) -> dict[str, Any]:
    """One SARIF result."""
    region: dict[str, Any] = {}
    if finding["unit"] is not None:
        region["startLine"] = finding["unit"] + 1
    if finding["target_span"] and finding["unit"] is not None:
        region |= {
            "startColumn": finding["target_span"][0] + 1,
            "endColumn": finding["target_span"][1] + 1,
        }
    place: dict[str, Any] = {"artifactLocation": {"uri": name}}
    if region:
        place["region"] = region
    return {
        "ruleId": finding["check"],
        "level": _LEVELS[finding["severity"]],
        "message": {"text": finding["message"]},
        "locations": [{"physicalLocation": place}],
        "properties": {"category": finding["category"], "confidence": finding["confidence"]},
    }
