"""The bench of second opinions counts what it says, without an engine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench import second_opinion
from bench.second_opinion import Graded
from dragoman.records import EngineResult


def graded(place: int, is_serious: bool, other: str, kinds: tuple[str, ...] = ()) -> Graded:
    """A graded sentence; the student is as unsure of one as of the other."""
    return Graded(
        document=f"d{place}",
        source="O banco caiu.",
        result=EngineResult(id="1", text="The bench fell.", log_probabilities=(-1.0, -0.5)),
        is_serious=is_serious,
        other=other,
        kinds=kinds,
    )


def test_the_share_of_words_that_part_counts_neither_forms_nor_small_words() -> None:
    share = second_opinion.parted_share
    assert share("The bench fell.", "A bank fell.", "en") == pytest.approx(0.5)
    assert share("The benches fell.", "That bench fell.", "en") == 0.0
    assert share("The bench fell.", "", "en") == 1.0
    assert share("", "A bank fell.", "en") == 0.0


def test_figures_tell_which_findings_stand_on_serious_errors() -> None:
    rows = [
        *(graded(place, True, "The bank rose.", ("word",)) for place in range(12)),
        *(graded(place, False, "The bench fell.") for place in range(12, 36)),
        graded(36, False, "The bench fell.", ("number",)),
    ]
    figures = second_opinion._own(rows, "en")
    assert (figures["graded"], figures["serious"]) == (37, 12)
    assert (figures["word.told"], figures["word.serious"]) == (12, 12)
    assert (figures["any.told"], figures["any.serious"]) == (13, 12)
    assert (figures["number.told"], figures["number.serious_low"]) == (1, 0.0)
    assert figures["parted.auc"] == 1.0
    assert figures["surprise.auc"] == 0.5
    assert figures["both_gain"] > 0.3
    assert figures["parted.auc_low"] <= figures["parted.auc"] <= figures["parted.auc_high"]
