"""A check's weight is told as the probability that was counted for it."""

from __future__ import annotations

import pytest

from dragoman.desk import BUILT_IN_CHECKS, check_pairs
from dragoman.desk.confidence import confidence, counted, read_steps, with_confidence
from dragoman.desk.reading import read_pairs, run_checks
from dragoman.records import Finding, Severity

STEPS = ((0.4, 0.2), (0.6, 0.3), (0.9, 0.8))
WRONG_FIGURE = [("Morreram 12 pessoas em Faro.", "A total of 17 people died in Faro.")]


def a_finding(weight: float) -> Finding:
    return Finding(
        check="numbers", category="accuracy", severity=Severity.MAJOR, message="", confidence=weight
    )


@pytest.mark.parametrize(
    ("weight", "told"),
    [(0.4, 0.2), (0.6, 0.3), (0.9, 0.8), (0.5, 0.25), (0.75, 0.55), (0.1, 0.2), (1.0, 0.8)],
)
def test_a_weight_is_worth_its_step_or_what_lies_between(weight: float, told: float) -> None:
    assert confidence(STEPS, weight) == pytest.approx(told)


def test_what_was_not_counted_keeps_its_weight() -> None:
    assert confidence((), 0.7) == 0.7
    assert with_confidence(a_finding(0.7), {"dates": STEPS}).confidence == 0.7


def test_the_weight_of_the_check_is_kept_beside_the_confidence() -> None:
    told = with_confidence(a_finding(0.9), {"numbers": STEPS})
    assert (told.confidence, told.weight, told.evidence) == (0.8, 0.9, 0.9)
    assert a_finding(0.9).evidence == 0.9


def test_a_table_is_read_in_rising_order() -> None:
    assert read_steps('[dates]\n"0.9" = 0.8\n"0.5" = 0.1\n') == {"dates": ((0.5, 0.1), (0.9, 0.8))}


def test_a_broken_table_is_told() -> None:
    with pytest.raises(ValueError, match="table"):
        read_steps("[dates\n")


def test_the_table_of_the_desk_is_one_of_its_checks_and_of_probabilities() -> None:
    table = counted()
    assert {"numbers", "names", "quotes", "omission"} <= set(table)
    assert set(table) <= {check.name for check in BUILT_IN_CHECKS} | {"length"}
    for steps in table.values():
        assert all(0 < weight <= 1 and 0 <= worth <= 1 for weight, worth in steps)
        assert [worth for _, worth in steps] == sorted(worth for _, worth in steps)


def test_findings_leave_the_desk_with_their_confidence() -> None:
    (raw,) = run_checks(read_pairs(WRONG_FIGURE, "pt", "en", document=False), BUILT_IN_CHECKS,
                        confidences={})  # fmt: skip
    (told,) = check_pairs(WRONG_FIGURE, "pt", "en", document=False).findings
    assert told.evidence == raw.confidence
    assert told.confidence == confidence(counted()["numbers"], raw.confidence)
