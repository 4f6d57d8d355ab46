"""The desk as a linter: translations read for proof, pair by pair, whoever made them."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from dragoman.desk import BUILT_IN_CHECKS, check_pairs, unchecked
from dragoman.errors import UsageError
from dragoman.newsroom.bitexts import Bitext, Mutes, Pair, PlacedText, language_notes
from dragoman.newsroom.bitexts.mutes import EVERY
from dragoman.newsroom.documents import finding_json, signature
from dragoman.records import Finding, Interpreter

STRETCH = 500
"""Sentences of one text that are compared at once. Longer texts are read in stretches of this many,
so that memory does not grow with them; whom one stretch has met, the next does not know."""

LOOSE_STRETCH = 100
"""Loose pairs that are compared at once: enough for the models, which read in batches."""

NOT_COMPARED = "length"
"""The name of findings on sentences that are too long to be compared."""

CHECK_NAMES = (*(check.name for check in BUILT_IN_CHECKS), NOT_COMPARED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLine:
    """One sentence with what was found in it; its findings' spans refer to its own texts.

    `index` counts all sentences from 0; None is the text as a whole, which has no texts here.
    A text alone has no `source`.
    """

    index: int | None
    target: PlacedText
    source: PlacedText | None = None
    languages: tuple[str, str] = ("", "")
    name: str = ""
    doubt: float = 0.0
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True, kw_only=True)
class Choice:
    """What a user wants to hear about: names of checks (None: all), and mutes."""

    checks: frozenset[str] | None = None
    mutes: Mutes = field(default_factory=Mutes)


@dataclass(slots=True, kw_only=True)
class Tally:
    """What a proof came to, counted while its lines are read."""

    sentences: int = 0
    muted: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    unchecked: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def findings(self) -> int:
        """How many findings there are in all."""
        return self.severities.total()


def choose_checks(
    select: Sequence[str], ignore: Sequence[str], known: Sequence[str]
) -> frozenset[str] | None:
    """The checks wanted, None for all; both lists may hold several names with commas between.

    Raises `UsageError` for a name that is not among `known`.
    """
    chosen, left_out = _names(select), _names(ignore)
    for option, names in (("--select", chosen), ("--ignore", left_out)):
        for name in names:
            refuse_unknown(name, option, known)
    if not select and not ignore:
        return None
    wanted = frozenset(chosen if select else known) - frozenset(left_out)
    if not wanted:
        raise UsageError("--select and --ignore leave no check: name another one to select")
    return wanted


def refuse_unknown(name: str, where: str, known: Sequence[str]) -> None:
    """Raise `UsageError` for a check's name that is not known, with the nearest that is."""
    if name in known:
        return
    near = difflib.get_close_matches(name, known, n=1)
    guess = f"; did you mean {near[0]}?" if near else ""
    raise UsageError(f"{where} {name}: no such check{guess} Known: {', '.join(known)}")


def proof_of_pairs(
    bitext: Bitext, tally: Tally, *, choice: Choice, interpreter: Interpreter | None
) -> Iterator[ProofLine]:
    """The pairs with what the desk finds in them, in order, read as they are asked for.

    `tally` is complete when the last line was read. Raises `UsageError` for a file that cannot be
    read on, and where the languages look swapped.
    """
    tally.passed_over = bitext.passed_over
    for pairs in _stretches(bitext.pairs):
        direction = (pairs[0].source_language, pairs[0].target_language)
        arrow = "->".join(direction)
        if arrow not in tally.unchecked:
            tally.notes += [f"{bitext.name}: {note}" for note in language_notes(pairs)]
            tally.unchecked[arrow] = _not_for(direction, choice)
        yield from _proof_of_stretch(pairs, direction, tally, choice, interpreter)
    if not tally.sentences:
        tally.notes.append(f"{bitext.name}: there is nothing in it that could be compared")


def _proof_of_stretch(
    pairs: Sequence[Pair],
    direction: tuple[str, str],
    tally: Tally,
    choice: Choice,
    interpreter: Interpreter | None,
) -> Iterator[ProofLine]:
    """One stretch through the desk."""
    report = check_pairs(
        [pair.texts for pair in pairs],
        *direction,
        document=bool(pairs[0].document),
        interpreter=interpreter,
        checks=choice.checks,
        is_muted=_muting(pairs, choice),
    )
    tally.muted += report.muted
    by_unit: dict[int | None, list[Finding]] = {}
    for finding in report.findings:
        tally.severities[finding.severity.value] += 1
        by_unit.setdefault(finding.unit, []).append(finding)
    for place, pair in enumerate(pairs):
        yield ProofLine(
            index=tally.sentences,
            source=pair.source,
            target=pair.target,
            languages=direction,
            name=pair.name,
            doubt=report.units[place].doubt,
            findings=tuple(
                replace(finding, unit=tally.sentences) for finding in by_unit.get(place, ())
            ),
        )
        tally.sentences += 1
    if None in by_unit:
        whole = PlacedText(text="", path=pairs[0].target.path)
        findings = tuple(by_unit[None])
        yield ProofLine(index=None, target=whole, languages=direction, findings=findings)


def _muting(pairs: Sequence[Pair], choice: Choice) -> Callable[[Finding], bool]:
    """Whether a finding on these pairs is muted: in its sentence, or on its line."""
    muted = [_muted_at(pair.target, pair.name, choice) | pair.ignored for pair in pairs]

    def is_muted(finding: Finding) -> bool:
        if finding.unit is None:
            return False
        target = pairs[finding.unit].target
        there = muted[finding.unit] | _muted_at(target, "", choice, finding.target_span)
        return finding.check in there or EVERY in there

    return is_muted


def _stretches(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Pairs of one direction and one text that follow one another, a bounded number at once."""
    for _, together in groupby(
        pairs, key=lambda pair: (pair.source_language, pair.target_language, pair.document)
    ):
        stretch: list[Pair] = []
        for pair in together:
            stretch.append(pair)
            if len(stretch) == (STRETCH if pair.document else LOOSE_STRETCH):
                yield stretch
                stretch = []
        if stretch:
            yield stretch


def _not_for(direction: tuple[str, str], choice: Choice) -> tuple[str, ...]:
    """Wanted checks that do not exist for a direction."""
    names = unchecked(*direction)
    return tuple(name for name in names if choice.checks is None or name in choice.checks)


def _muted_at(
    text: PlacedText, name: str, choice: Choice, span: tuple[int, int] | None = None
) -> frozenset[str]:
    """The checks that are muted where a text, or a span of it, begins."""
    start = span[0] if span else 0
    return frozenset(choice.mutes.of(text.path, text.region(start, start).line, name))


def proof_json(lines: Iterable[ProofLine]) -> dict[str, Any]:
    """The JSON form of a checked translation."""
    units, findings = [], []
    for line in lines:
        if line.index is not None:
            units.append({"doubt": line.doubt})
        findings += [finding_json(finding) for finding in line.findings]
    return {"signature": signature(), "units": units, "findings": findings}


def _names(given: Sequence[str]) -> tuple[str, ...]:
    """Names out of options that may hold several, with commas between."""
    return tuple(name.strip() for one in given for name in one.split(",") if name.strip())
