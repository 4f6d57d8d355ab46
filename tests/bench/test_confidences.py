"""Confidences are counted as the bench says: right and wrong findings at a rate of errors."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench import confidences
from bench.confidence_counts import Counts, count, is_odd
from bench.reading_ahead import ReadAhead
from bench.seeded_rows import Row
from dragoman.desk.confidence import read_steps
from dragoman.records import Finding, Severity

EVEN = next(f"d{i}" for i in range(99) if not is_odd(f"d{i}"))
ODD = next(f"d{i}" for i in range(99) if is_odd(f"d{i}"))
RIGHT = ("Morreram 12 pessoas em Faro.", "A total of 12 people died in Faro.")
ERRORS = confidences.ERRORS_PER_WORD * confidences.WORDS_PER_SENTENCE / 3


def a_finding(confidence: float, target_span: tuple[int, int] | None, unit: int = 0) -> Finding:
    return Finding(
        check="numbers", category="accuracy", severity=Severity.MAJOR, message="", unit=unit,
        confidence=confidence, target_span=target_span,
    )  # fmt: skip


def a_row() -> Row:
    return Row(
        source=RIGHT[0], good=RIGHT[1], bad=RIGHT[1].replace("12", "17"), kind="number", sub="",
        span=(11, 13), before="12", after="17", document="d", sentence=3, needs_document=False,
    )  # fmt: skip


def counts(right: int, astray: int, alarms: int, *, rows: int = 100, clean: int = 1000) -> Counts:
    made = Counts()
    for place in range(rows):
        place_found = (11, 13) if place < right else (0, 1)
        made.take_row(a_row(), [a_finding(0.9, place_found)] if place < right + astray else [])
    made.take_clean([a_finding(0.9, None)] * alarms, clean)
    return made


def test_a_confidence_is_right_findings_among_all_at_the_rate_of_errors() -> None:
    made = counts(right=80, astray=10, alarms=2)
    right, wrong = confidences.rates(made)["numbers", 0.9]
    assert right == pytest.approx(ERRORS * 0.8)
    assert wrong == pytest.approx(ERRORS * 0.1 + 0.002)
    (step,) = confidences.fit(made)["numbers"]
    assert step.weight == pytest.approx(0.9)
    assert step.confidence == pytest.approx(right / (right + wrong), abs=0.01)
    assert (step.right, step.alarms) == (80, 2)


def test_more_false_alarms_are_less_confidence_and_none_is_not_certainty() -> None:
    told = [confidences.fit(counts(80, 0, alarms))["numbers"][0].confidence
            for alarms in (0, 5, 50)]  # fmt: skip
    assert told == sorted(told, reverse=True)
    assert told[0] < 1
    assert told[2] < 0.7


def test_a_kind_hardly_seen_leans_on_its_check() -> None:
    made = counts(80, 0, 0)
    made.take_clean([a_finding(0.5, None)], 0)
    low, high = confidences.fit(made)["numbers"]
    assert 0.3 < low.confidence < high.confidence


def test_a_finding_is_right_in_its_place_and_each_kind_counts_once() -> None:
    made = Counts()
    made.take_row(a_row(), [a_finding(0.9, (11, 13)), a_finding(0.9, (0, 2))])
    made.take_row(a_row(), [a_finding(0.9, (11, 13), unit=2), a_finding(0.5, None, unit=3)])
    assert made.right == {(("numbers", 0.9), "number"): 1, (("numbers", 0.5), "number"): 1}
    assert made.astray == {(("numbers", 0.9), "number"): 1}


@pytest.mark.parametrize(
    ("values", "rising"),
    [
        ([0.1, 0.5, 0.9], [0.1, 0.5, 0.9]),
        ([0.4, 0.2, 0.9], [0.3, 0.3, 0.9]),
        ([0.9, 0.6, 0.3], [0.6, 0.6, 0.6]),
    ],
)
def test_a_greater_weight_never_means_less(values: list[float], rising: list[float]) -> None:
    assert confidences.rising([(value, 1.0) for value in values]) == pytest.approx(rising)


def test_the_gap_is_what_was_told_beside_what_was_seen() -> None:
    made = counts(80, 0, 20)
    right, wrong = confidences.rates(made)["numbers", 0.9]
    seen = right / (right + wrong)
    figures = confidences.reliability(made, {"numbers": ((0.9, 0.75),)})
    assert figures["gap"] == pytest.approx(abs(0.75 - seen))
    assert figures["band.7.seen"] == pytest.approx(seen)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        {"src": RIGHT[0], "good": RIGHT[1], "bad": RIGHT[1].replace("12", "17"), "cls": "number",
         "span": [11, 13], "before": "12", "after": "17", "doc": name, "sent": 0}
        for name in (EVEN, EVEN, ODD)
    ]  # fmt: skip
    texts = [{"doc": name, "text": {"por": [RIGHT[0]], "eng": [RIGHT[1]]}} for name in (EVEN, ODD)]
    for name, lines in (("por-eng", rows), ("ntrex", texts)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return tmp_path


def test_even_and_odd_documents_are_counted_apart(folder: Path) -> None:
    even, odd = (count([folder], ReadAhead(), odd=side) for side in (False, True))
    assert (even.rows["number"], odd.rows["number"]) == (2, 1)
    assert even.clean == odd.clean == 2  # por-eng and eng-por
    assert {kind[0] for kind, _ in even.right} == {"numbers"}
    assert even.alarms.total() == 0


def test_the_command_writes_what_the_desk_can_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "confidences.toml"
    monkeypatch.setattr(confidences, "TABLE", table)
    monkeypatch.setattr(confidences, "local_interpreter", lambda: None)
    monkeypatch.setattr(sys, "argv", ["confidences", "--data", str(folder)])
    assert confidences.main() == 0
    text = table.read_text(encoding="utf-8")
    assert "2 clean sentences" in text
    (step,) = read_steps(text)["numbers"]
    assert 0 < step[1] < 1
