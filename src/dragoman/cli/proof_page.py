"""Findings as one page that needs nothing else: both sides, marked, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from dragoman.cli.proof_text import NO_PROOF, SEVERITIES, closing_lines, place_of, summary
from dragoman.cli.shell import write
from dragoman.language.codes import direction
from dragoman.newsroom.proofs import ProofLine, Tally
from dragoman.records import Finding, Span

MOST_CLEAN = 2000
"""Sentences without a finding that a page shows; what comes behind them is left out."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text, under the worst severity and the numbers of the findings on it."""

    text: str
    severity: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A finding with its number on the page and its place in the file."""

    number: int
    place: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One sentence of the page; `source` is empty for a text alone."""

    line: ProofLine
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    findings: tuple[Numbered, ...]

    @property
    def worst(self) -> str:
        """The worst severity of its findings, "" where there are none."""
        found = {one.finding.severity.value for one in self.findings}
        return next((word for word in SEVERITIES if word in found), "")


@dataclass(slots=True)
class _Rows:
    """Rows as lines come, bounded where nothing was found."""

    rows: list[Row] = field(default_factory=list)
    left_out: int = 0
    _clean: int = 0
    _number: int = 0

    def take(self, line: ProofLine) -> None:
        if not line.findings:
            self._clean += 1
            if self._clean > MOST_CLEAN:
                self.left_out += 1
                return
        findings = []
        for finding in line.findings:
            self._number += 1
            place = place_of(line, finding)
            findings.append(Numbered(number=self._number, place=place, finding=finding))
        self.rows.append(
            Row(
                line=line,
                source=_marked(line.source.text, findings, "source") if line.source else (),
                target=_marked(line.target.text, findings, "target"),
                findings=tuple(findings),
            )
        )


def print_page(lines: Iterable[ProofLine], tally: Tally, name: str) -> None:
    """The page on standard output."""
    rows = _Rows()
    for line in lines:
        rows.take(line)
    *remarks, _ = closing_lines(tally)
    stream = (
        _environment()
        .get_template("proof.html")
        .generate(
            name=name,
            rows=rows.rows,
            left_out=rows.left_out,
            summary=summary(tally),
            remarks=[*tally.notes, *remarks],
            no_proof=NO_PROOF,
        )
    )
    for part in stream:
        write(part)


def _marked(text: str, findings: Sequence[Numbered], side: str) -> tuple[Piece, ...]:
    """A text cut wherever a finding on it begins or ends."""
    spans: list[tuple[Span, Numbered]] = []
    for one in findings:
        span = one.finding.source_span if side == "source" else one.finding.target_span
        if span is not None and span[0] < span[1]:
            spans.append((span, one))
    edges = sorted({0, len(text), *(edge for span, _ in spans for edge in span)})
    pieces = []
    for start, end in pairwise(edges):
        on_it = [one for span, one in spans if span[0] <= start and end <= span[1]]
        words = {one.finding.severity.value for one in on_it}
        ending = tuple(one.number for span, one in spans if span[1] == end and one in on_it)
        worst = next((word for word in SEVERITIES if word in words), "")
        pieces.append(Piece(text[start:end], worst, ending))
    return tuple(pieces)


def _clean(value: Any) -> Any:
    """`value` without characters that no page may hold; mark-up stays mark-up."""
    if isinstance(value, str) and _FORBIDDEN.search(value):
        return type(value)(_FORBIDDEN.sub("\ufffd", value))
    return value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Autoescape for everything, an unknown name is an error."""
    made = Environment(
        loader=PackageLoader("dragoman.cli", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
        auto_reload=False,
    )
    made.globals.update(direction=direction)
    return made
