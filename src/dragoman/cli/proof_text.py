"""Findings as text: the place, both sides, and carets under the words in doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.text import Text

from dragoman.cli.shell import out
from dragoman.language.codes import direction
from dragoman.newsroom.bitexts import PlacedText
from dragoman.newsroom.proofs import ProofLine, Tally
from dragoman.records import Finding

NO_PROOF = "No finding does not mean no error: see docs/checks.md for how much each check sees."
SEVERITIES = ("critical", "major", "minor", "neutral")

_STYLES = {"critical": "bold red", "major": "red", "minor": "yellow", "neutral": "dim"}
_WIDE = 160  # columns where no terminal says how many there are
_NARROWEST = 20
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Letters that steer a terminal or turn its text round; `\\t` and `\\n` are turned into blanks."""


def print_proof(lines: Iterable[ProofLine], tally: Tally) -> None:
    """Every finding as its line is read, and the count at the end."""
    width = out.width if out.is_terminal else _WIDE
    for line in lines:
        for finding in line.findings:
            for shown in finding_lines(line, finding, width):
                out.print(shown)
    for said in closing_lines(tally):
        out.print(Text(said))


def closing_lines(tally: Tally) -> list[str]:
    """What was passed over and not looked for, and how many findings there are."""
    said = [f"{', '.join(names)}: not looked for, because these checks do not know {pair}"
            for pair, names in tally.unchecked.items() if names]  # fmt: skip
    if tally.passed_over:
        reasons = ", ".join(f"{number} {why}" for why, number in tally.passed_over.items())
        said.append(f"passed over: {reasons}")
    if tally.muted:
        said.append(f"muted: {_counted(tally.muted, 'finding')}")
    return [*said, f"{summary(tally)} {NO_PROOF}"]


def summary(tally: Tally) -> str:
    """ "3 findings in 14 sentences: 1 major, 2 minor."."""
    by_severity = ", ".join(
        f"{tally.severities[word]} {word}" for word in SEVERITIES if tally.severities[word]
    )
    counted = f"{_counted(tally.findings, 'finding')} in {_counted(tally.sentences, 'sentence')}"
    return f"{counted}{f': {by_severity}' if by_severity else ''}."


def finding_lines(line: ProofLine, finding: Finding, width: int) -> list[Text]:
    """One finding in the space of `width` columns: where and what, both sides, carets."""
    style = _STYLES[finding.severity.value]
    said = [
        Text.assemble(
            f"{place_of(line, finding)}  {finding.check}  ",
            (finding.severity.value, style),
            f"  {visible(finding.message)}",
        )
    ]
    if line.index is None:
        return said
    tags = line.languages if line.source is not None else ("", line.languages[1])
    margin = max(map(len, tags)) + 4
    room = max(width - margin - 1, _NARROWEST)
    span = finding.target_span
    if line.source is not None:
        other = finding.source_span or _answering(line, span)
        mark = finding.source_span if span is None else None
        said += _side(line.source, tags[0], margin, room, other, mark, "", style)
    said += _side(line.target, tags[1], margin, room, span, span, finding.expected, style)
    return said


def place_of(line: ProofLine, finding: Finding) -> str:
    """`PATH:LINE:COLUMN`, the path alone for the whole; a named unit adds its name."""
    if line.index is None:
        return visible(line.target.path)
    start, end = finding.target_span or (0, 0)
    region = line.target.region(start, end)
    name = f" ({line.name})" if line.name else ""
    return visible(f"{line.target.path}:{region.line}:{region.column}{name}")


def visible(text: str) -> str:
    """`text`, letter by letter, with nothing in it that steers a terminal."""
    return _UNSEEN.sub("\ufffd", text.replace("\t", " ").replace("\n", " "))


def _answering(line: ProofLine, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """About where in a long original the words stand that a span of the target answers to."""
    if span is None or line.source is None or not line.target.text:
        return None
    at = min(span[0] * len(line.source.text) // len(line.target.text), len(line.source.text))
    return at, at


def _side(
    side: PlacedText,
    tag: str,
    margin: int,
    room: int,
    around: tuple[int, int] | None,
    span: tuple[int, int] | None,
    expected: str,
    style: str,
) -> list[Text]:
    """One side on one line, and under it carets, or where lines run from right to left, words."""
    text = visible(side.text)
    shown, start = fitted(text, around or (0, 0), room)
    said = [Text((f"  {tag}".ljust(margin) + shown).rstrip())]
    if span is None:
        return said
    end = min(start + max(span[1] - span[0], 0), len(shown))
    hint = f' try "{_short(visible(expected), room)}"' if expected else ""
    if direction(tag) == "rtl":
        said.append(Text.assemble(" " * margin, (f'"{shown[start:end]}"', style), hint))
        return said
    before = cell_len(shown[:start])
    carets = max(cell_len(shown[:end]) - before, 1)
    said.append(Text.assemble(" " * (margin + before), ("^" * carets, style), hint))
    return said


def fitted(text: str, span: tuple[int, int], room: int) -> tuple[str, int]:
    """`text` cut around a span to `room` columns, and where the span then begins in it."""
    # A text of very many letters is cut even if they take no room, and need not be measured.
    if len(text) <= 4 * room and cell_len(text) <= room:
        return text, span[0]
    start, end = span
    left, right = start, start
    spare = room - 2  # for the two marks that something was cut
    while right < end and spare >= (wide := cell_len(text[right])):
        right, spare = right + 1, spare - wide
    grew = True
    while grew:
        grew = False
        # The words after a mistake explain it as often as those before: both sides grow alike.
        if left > 0 and spare >= (wide := cell_len(text[left - 1])):
            left, spare, grew = left - 1, spare - wide, True
        if right < len(text) and spare >= (wide := cell_len(text[right])):
            right, spare, grew = right + 1, spare - wide, True
    if left and (blank := text.find(" ", left - 1, start)) >= 0:
        left = blank + 1
    if right < len(text) and (blank := text.rfind(" ", max(end, start), right + 1)) >= 0:
        right = blank
    head, tail = "…" if left else "", "…" if right < len(text) else ""
    return f"{head}{text[left:right]}{tail}", start - left + len(head)


def _short(text: str, room: int) -> str:
    return fitted(text, (0, 0), room)[0]


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
