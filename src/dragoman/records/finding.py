"""What the desk found, what it mended and what it decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dragoman.records.translation import Translation

Span = tuple[int, int]


class Severity(StrEnum):
    """MQM severities; weights 0, 1, 5, 25."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        """MQM's penalty of one such error."""
        return {"neutral": 0, "minor": 1, "major": 5, "critical": 25}[self.value]


class SeenOn(StrEnum):
    """Which text a finding's target span refers to."""

    ENGINE = "engine"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A possible error. Never a proof that the rest is right.

    `unit` is the index of the unit (None: the article as a whole), `segment` its id. Spans are
    code-point offsets into the unit's source and into the text named by `on` (for an audit: into
    the file). `category` is an MQM path, ours under `custom/`. `confidence` is the probability,
    0-1, that such a finding is right, as counted on data; `weight` what its check gave it, on a
    scale of its own (None: not counted, the confidence is what the check gave).
    """

    check: str
    category: str
    severity: Severity
    message: str
    unit: int | None = None
    segment: str = ""
    source_span: Span | None = None
    target_span: Span | None = None
    expected: str = ""
    found: str = ""
    confidence: float = 1.0
    on: SeenOn = SeenOn.ENGINE
    weight: float | None = None

    @property
    def evidence(self) -> float:
        """The check's own weight, 0-1: repairs go by it, so that new counts change none of them."""
        return self.confidence if self.weight is None else self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """A change that the desk made to one unit, and the finding it answers."""

    name: str
    unit: int
    segment: str
    before: str
    after: str
    finding: Finding
    made_by: str


class Verdict(StrEnum):
    """What becomes of a translation."""

    RUN = "run"
    RUN_FLAGGED = "run-flagged"
    HOLD = "hold"
    SPIKE = "spike"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A verdict and the sentences that give its reasons (empty for a plain `run`)."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCopy:
    """What leaves the desk: the mended translation and everything that was seen on the way.

    `findings` are those still open on the published text; `answered` were on the engine's text
    and are settled by `repairs`. `unchecked` names checks that do not exist for this pair.
    """

    translation: Translation
    findings: tuple[Finding, ...]
    answered: tuple[Finding, ...]
    repairs: tuple[Repair, ...]
    judgement: Judgement
    unchecked: tuple[str, ...] = ()
    made_by: str = ""
