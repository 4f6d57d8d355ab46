"""The mending of a translation: repair, check again, keep the original's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.desk.check import DocumentView
from dragoman.desk.listing import BUILT_IN_CHECKS, BUILT_IN_REPAIRS
from dragoman.desk.policy import DeskPolicy
from dragoman.desk.reading import read_translation, run_checks
from dragoman.desk.remembered import RememberedReadings
from dragoman.desk.repair import Attempt, RepairRule
from dragoman.records import (
    Article,
    Finding,
    Interpreter,
    Origin,
    Repair,
    SeenOn,
    Severity,
    Translation,
    TranslationUnit,
)

DESK_SIGNATURE = "desk:3"
"""Raised by hand whenever findings or repairs change."""
_ROUNDS = 4  # repairs tried one after the other on one sentence
_SCORED = frozenset(("numbers", "dates", "names"))
"""Repairs by rule that the models also must bear. Not signs and marks, which they spell badly, and
not units: beside a converted figure the models would have the original's."""
_MARGIN = -10.0  # nats, both ways: right repairs of seeded errors gain, or lose 2 at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A translation after all repairs: what was found first, what was done, what is still open."""

    translation: Translation
    first: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    repairs: tuple[Repair, ...]


def mend(
    translation: Translation,
    article: Article | None = None,
    *,
    policy: DeskPolicy | None = None,
    interpreter: Interpreter | None = None,
    is_document: bool = True,
) -> Mended:
    """Check, repair, check again and keep the original's words where nothing else is left.

    `is_document` is false for loose sentences that have nothing to do with one another.
    """
    reader = RememberedReadings(interpreter) if interpreter is not None else None
    desk = _Desk(article, reader, is_document)
    first = desk.check(translation, SeenOn.ENGINE)
    changed, repairs, found = _mend(desk, translation, first)
    kept, more, found = _keep_originals(desk, changed, found, policy or DeskPolicy())
    return Mended(
        translation=kept,
        first=first,
        findings=tuple(replace(finding, on=SeenOn.PUBLISHED) for finding in found),
        repairs=(*repairs, *more),
    )


@dataclass(frozen=True, slots=True)
class _Desk:
    """The article on the desk, and who helps to read it."""

    article: Article | None
    interpreter: Interpreter | None
    is_document: bool

    def read(self, translation: Translation, on: SeenOn) -> DocumentView:
        view = read_translation(translation, self.article, on=on, interpreter=self.interpreter)
        view.is_document = self.is_document
        return view

    def check(self, translation: Translation, on: SeenOn) -> tuple[Finding, ...]:
        return run_checks(self.read(translation, on), BUILT_IN_CHECKS)


def _mend(
    desk: _Desk, translation: Translation, findings: tuple[Finding, ...]
) -> tuple[Translation, list[Repair], tuple[Finding, ...]]:
    """Try the repairs of every finding; a change stays only if all checks then see less."""
    done: list[Repair] = []
    tried: set[tuple[str, int | None, str, str]] = set()
    for _ in range(_ROUNDS * max(len(translation.units), 1)):
        attempt = _next_attempt(desk, translation, findings, tried)
        if attempt is None:
            break
        changed = _with_target(translation, attempt.unit, attempt.after, Origin.REPAIR)
        after = _check_again(desk, changed, findings, attempt.unit)
        if _is_better(findings, after, attempt.finding):
            done.append(_record(translation, attempt))
            translation, findings = changed, after
    return translation, done, desk.check(translation, SeenOn.PUBLISHED) if done else findings


def _check_again(
    desk: _Desk, translation: Translation, findings: tuple[Finding, ...], place: int
) -> tuple[Finding, ...]:
    """All checks on the changed sentence; what was found on the others stands as it was."""
    view = desk.read(translation, SeenOn.PUBLISHED)
    view.silenced |= {unit.index for unit in view.units if unit.index != place}
    others = tuple(finding for finding in findings if finding.unit != place)
    return others + run_checks(view, BUILT_IN_CHECKS)


def _next_attempt(
    desk: _Desk,
    translation: Translation,
    findings: tuple[Finding, ...],
    tried: set[tuple[str, int | None, str, str]],
) -> Attempt | None:
    """The next change that has not been tried yet, in reading order."""
    view = None
    for finding in findings:
        if finding.unit is None:
            continue
        repairs = [repair for repair in BUILT_IN_REPAIRS if finding.check in repair.answers]
        for repair in repairs:
            view = view or desk.read(translation, SeenOn.PUBLISHED)
            before = translation.units[finding.unit].target
            key = (repair.name, finding.unit, before, f"{finding.target_span}{finding.expected}")
            if key in tried:
                continue
            tried.add(key)
            after = repair.mend(view.units[finding.unit], finding, view)
            if after is None or after == before or not _is_bearable(repair, finding, after, view):
                continue
            return Attempt(name=repair.name, unit=finding.unit, after=after, finding=finding)
    return None


def _is_bearable(repair: RepairRule, finding: Finding, after: str, document: DocumentView) -> bool:
    """The models, where there are any, do not find the mended sentence far less likely."""
    if repair.name not in _SCORED or finding.unit is None:
        return True
    gains = document.alignments.gains(finding.unit, [after])
    return not gains or gains[0] >= _MARGIN


def _is_better(before: Sequence[Finding], after: Sequence[Finding], answered: Finding) -> bool:
    """Fewer findings, none new (of a kind and place not seen before), and this one gone."""
    if len(after) >= len(before):
        return False
    known = {(finding.check, finding.unit) for finding in before}
    if any((finding.check, finding.unit) not in known for finding in after):
        return False
    counts = {(f.check, f.unit): 0 for f in before}
    for finding in before:
        counts[(finding.check, finding.unit)] += 1
    for finding in after:
        counts[(finding.check, finding.unit)] -= 1
    return (
        all(count >= 0 for count in counts.values()) and counts[(answered.check, answered.unit)] > 0
    )


def _with_target(translation: Translation, place: int, target: str, origin: Origin) -> Translation:
    units = list(translation.units)
    units[place] = replace(units[place], target=target, origin=origin)
    return replace(translation, units=tuple(units))


def _record(translation: Translation, attempt: Attempt) -> Repair:
    unit = translation.units[attempt.unit]
    return Repair(
        name=attempt.name,
        unit=attempt.unit,
        segment=unit.segment,
        before=unit.target,
        after=attempt.after,
        finding=attempt.finding,
        made_by=DESK_SIGNATURE,
    )


def _is_machine_made(unit: TranslationUnit) -> bool:
    """False for a person's words, fixed here or taken from a person's memory."""
    if unit.origin is Origin.TM:
        return unit.memory in ("", "engine")
    return unit.origin is not Origin.PERSON


def _keep_originals(
    desk: _Desk,
    translation: Translation,
    findings: tuple[Finding, ...],
    policy: DeskPolicy,
) -> tuple[Translation, list[Repair], tuple[Finding, ...]]:
    """Where a critical finding stays, the original's words stand in place of the sentence.

    Only sentences that a machine made are put back: what a person wrote is flagged.
    """
    worst: dict[int, Finding] = {}
    for finding in findings:
        if (
            finding.unit is not None
            and finding.severity is Severity.CRITICAL
            and finding.confidence >= policy.keep_confidence
            and _is_machine_made(translation.units[finding.unit])
        ):
            worst.setdefault(finding.unit, finding)
    repairs = []
    for place, finding in worst.items():
        source = translation.units[place].source
        repairs.append(
            _record(
                translation,
                Attempt(name="keep-original", unit=place, after=source, finding=finding),
            )
        )
        translation = _with_target(translation, place, source, Origin.SOURCE)
    if repairs:
        findings = desk.check(translation, SeenOn.PUBLISHED)
    return translation, repairs, findings
