"""How a translated document is printed: its text, and what the desk says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.cli.shell import plain


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
