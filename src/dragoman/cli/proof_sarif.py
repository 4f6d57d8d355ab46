"""Findings as SARIF 2.1.0, for code hosts and editors."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from dragoman import __version__
from dragoman.cli.proof_text import NO_PROOF
from dragoman.newsroom.bitexts import PlacedText
from dragoman.newsroom.proofs import NOT_COMPARED, ProofLine, Tally
from dragoman.records import Finding

_LEVELS = {"critical": "error", "major": "error", "minor": "warning", "neutral": "note"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_DESK = "MQM"


def sarif(lines: Iterable[ProofLine], tally: Tally, checks: Sequence[Any]) -> dict[str, Any]:
    """The findings as one run; `checks` are the checks or audits that were at work.

    Columns count code points. Paths that are not absolute are relative to where the tool ran.
    """
    rules = [*map(_rule, checks), _too_long_rule()]
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    results = [_result(line, finding, places) for line in lines for finding in line.findings]
    driver = {
        "name": "dragoman",
        "semanticVersion": __version__,
        "shortDescription": {"text": "Compares translations of news with their originals."},
        "fullDescription": {"text": NO_PROOF},
        "rules": rules,
    }
    told = [{"level": "note", "message": {"text": note}} for note in tally.notes]
    told += [
        {"level": "note", "message": {"text": f"{pair}: {', '.join(names)} were not looked for."}}
        for pair, names in tally.unchecked.items()
        if names
    ]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": told}],
        "results": results,
        "taxonomies": [_taxonomy(rules)],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: Any) -> dict[str, Any]:
    """A check's own documentation as a rule."""
    words = inspect.getdoc(type(check)) or check.name
    first, _, rest = words.partition("\n\n")
    languages = sorted(check.languages)
    return _as_rule(check.name, check.category, " ".join(first.split()), rest.strip(), languages)


def _too_long_rule() -> dict[str, Any]:
    said = "Names sentences that are too long to be compared."
    return _as_rule(NOT_COMPARED, "custom/not-checked", said, "", [])


def _as_rule(
    name: str, category: str, first: str, rest: str, languages: list[str]
) -> dict[str, Any]:
    whole = f"{first} {' '.join(rest.split())}".strip()
    return {
        "id": name,
        "shortDescription": {"text": first},
        "fullDescription": {"text": whole},
        "help": {
            "text": f"{whole} {NO_PROOF}",
            "markdown": f"{first}\n\n{rest}\n\nCategory `{category}`. {NO_PROOF}",
        },
        "defaultConfiguration": {"level": "warning"},
        "properties": {
            "category": category,
            "languages": languages or ["any"],
            "tags": ["translation", category],
        },
        "relationships": [
            {
                "target": {"id": category, "toolComponent": {"name": _DESK, "index": 0}},
                "kinds": ["superset"],
            }
        ],
    }


def _taxonomy(rules: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The categories that the rules name; those under `custom/` are ours."""
    categories = dict.fromkeys(rule["properties"]["category"] for rule in rules)
    return {
        "name": _DESK,
        "shortDescription": {"text": "Multidimensional Quality Metrics, error categories"},
        "informationUri": "https://themqm.org/",
        "taxa": [{"id": category, "name": category.split("/")[-1]} for category in categories],
    }


def _result(line: ProofLine, finding: Finding, places: dict[str, int]) -> dict[str, Any]:
    """One finding."""
    at = _location(line.target, finding.target_span, has_place=line.index is not None)
    if line.name:
        at["logicalLocations"] = [{"fullyQualifiedName": line.name}]
    result: dict[str, Any] = {
        "ruleId": finding.check,
        "level": _LEVELS[finding.severity.value],
        "message": {"text": finding.message},
        "locations": [at],
        "partialFingerprints": {"sentenceAndFinding/v1": _fingerprint(line, finding)},
        "properties": {
            "category": finding.category,
            "severity": finding.severity.value,
            "confidence": finding.confidence,
            "expected": finding.expected,
            "found": finding.found,
        },
    }
    if finding.check in places:
        result["ruleIndex"] = places[finding.check]
    if line.source is not None:
        original = _location(line.source, finding.source_span, has_place=True)
        result["relatedLocations"] = [
            {"id": 1, "message": {"text": f"the original: {line.source.text}"}, **original}
        ]
    return result


def _location(text: PlacedText, span: tuple[int, int] | None, *, has_place: bool) -> dict[str, Any]:
    """Where a text, or a span of it, stands; without a place, its file."""
    path = PurePath(text.path)
    artifact = {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}
    place: dict[str, Any] = {"artifactLocation": artifact}
    if has_place:
        start, end = span or (0, len(text.text))
        region = text.region(start, end)
        place["region"] = {
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
            "snippet": {"text": text.text[start:end]},
        }
    return {"physicalLocation": place}


def _fingerprint(line: ProofLine, finding: Finding) -> str:
    """The same for the same finding in the same sentence, wherever its line has moved."""
    source = line.source.text if line.source else ""
    parts = (finding.check, source, line.target.text, finding.found, finding.expected)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
