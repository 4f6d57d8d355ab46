"""What POSIX sh does not know, as patterns over a script's lines."""

from __future__ import annotations

import re

BASHISMS = {
    "[[ ]]": r"\[\[ ",
    "function keyword": r"^\s*function\s",
    "local": r"^\s*(local|declare|typeset)\s",
    "source": r"^\s*source\s",
    "here string": r"<<<",
    "&> redirection": r"&>",
    "|& pipe": r"\|&",
    "== in test": r"\[ [^\]]*==",
    "array": r"^\s*\w+=\(|\$\{\w+\[",
    "arithmetic command": r"(^|[;&|]|\bif|\bwhile)\s*\(\(",
    "let": r"^\s*let\s",
    "substitution by pattern": r"\$\{\w+/",
    "substring": r"\$\{\w+:\d",
    "case change": r"\$\{\w+(\^|,)",
    "brace range": r"\{\d+\.\.\d+\}",
    "dollar quote": r"(^|[\s=])\$'",
    "echo with options": r"\becho\s+-[ne]",
    "read with options": r"\bread\s+-[^r\s]",
    "process substitution": r"[<>]\(",
    "RANDOM": r"\$\{?RANDOM\b",
    "pipefail": r"\bpipefail\b",
    "directory stack": r"\b(pushd|popd)\b",
    "which": r"(^\s*|[;&|(]\s*)which\s",
}


def bashisms(script: str) -> list[str]:
    """Lines of a script, comments aside, that another shell than bash may not understand."""
    found = []
    for number, line in enumerate(script.splitlines(), start=1):
        if line.lstrip().startswith("#"):
            continue
        found += [
            f"{number}: {name}: {line.strip()}"
            for name, pattern in BASHISMS.items()
            if re.search(pattern, line)
        ]
    return found
