"""One doubt for each sentence, and one for each of its words, from two models' readings.

The weights are made by `python -m bench.doubt_weights`, a file a direction; pairs without a file
are not scored, nor is the engine's own text: what a model thinks of its own words is no evidence.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.doubt.evidence import COLUMNS, SideEvidence, read_evidence
from dragoman.desk.doubt.trees import Floats, Forest
from dragoman.desk.doubt.units import COLUMNS as UNIT_COLUMNS
from dragoman.desk.doubt.units import unit_row
from dragoman.language.words import plain_language
from dragoman.records import EngineResult

MOST_WORDS = 120  # of either side: news has none so long, and models lose their way
# Slips are far more frequent in what the weights learned from than errors are in news: two in three
# sentences there, here one in twenty, the share of CED's Portuguese and English rows.
MOVED = math.log(1 / 19) - math.log(2 / 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordDoubt:
    """A word (code points of its side) and the log-odds that it is wrong, or was left out."""

    start: int
    end: int
    odds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDoubt:
    """What is doubted of a sentence pair.

    `odds` are those against the sentence, at one wrong sentence in twenty. Target words were put
    there wrongly, source words were left out. `numbers` are the row that `odds` come from, see
    `units.COLUMNS`.
    """

    odds: float
    numbers: tuple[float, ...]
    target: tuple[WordDoubt, ...]
    source: tuple[WordDoubt, ...]

    @property
    def doubt(self) -> float:
        """The probability that the sentence is wrong, 0 to 1."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.odds))))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weights:
    target: Forest
    source: Forest
    unit: Forest


@cache
def _weights(source_language: str, target_language: str) -> _Weights | None:
    name = f"weights.{plain_language(source_language)}-{plain_language(target_language)}.json"
    path = resources.files("dragoman.desk.doubt").joinpath(name)
    if not path.is_file():
        return None
    table = json.loads(path.read_text(encoding="utf-8"))
    return _Weights(
        target=Forest.from_table(table["target"], COLUMNS),
        source=Forest.from_table(table["source"], COLUMNS),
        unit=Forest.from_table(table["unit"], UNIT_COLUMNS),
    )


def doubts_pair(source_language: str, target_language: str) -> bool:
    """True when there are weights for a pair of languages."""
    return _weights(source_language, target_language) is not None


def pair_doubt(document: DocumentView, unit: UnitView) -> PairDoubt | None:
    """The doubt about a unit; None ("unscored") where nobody can say.

    So it is without models or weights of the pair, on the engine's own text, on units that were
    not translated (or are silenced for another reason), and on those of fewer than two words or
    more than 120 on one side.
    """
    languages = unit.source_language, unit.target_language
    if not doubts_pair(*languages) or unit.index in document.silenced:
        return None
    if not all(1 < len(text.split()) <= MOST_WORDS for text in (unit.source, unit.target)):
        return None
    readings = document.alignments.readings(unit.index)
    if readings is None:
        return None
    return _doubt_of((unit.source, unit.target), readings, languages)


@lru_cache(maxsize=512)
def _doubt_of(
    texts: tuple[str, str], readings: tuple[EngineResult, EngineResult], languages: tuple[str, str]
) -> PairDoubt | None:
    """Weighed once, however often the check, the report and repairs elsewhere ask for it."""
    weights = _weights(*languages)
    assert weights is not None  # noqa: S101 - looked at by the caller
    evidence = read_evidence(*texts, *readings, languages)
    if evidence is None:
        return None
    target = weights.target.log_odds(evidence.target.rows)
    source = weights.source.log_odds(evidence.source.rows)
    row = unit_row(target, source, *readings, (len(texts[0]), len(texts[1])))
    return PairDoubt(
        odds=float(weights.unit.log_odds(row[None, :])[0]) + MOVED,
        numbers=tuple(row.tolist()),
        target=_words(evidence.target, target),
        source=_words(evidence.source, source),
    )


def _words(side: SideEvidence, odds: Floats) -> tuple[WordDoubt, ...]:
    return tuple(
        WordDoubt(start=start, end=end, odds=float(value))
        for (start, end), value in zip(side.spans, odds, strict=True)
    )
