"""What the benches of doubts are made of: ranking figures, slips, trees, and fitted weights."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from bench import ced, hallucinations
from bench.boosting import grow
from bench.fitting import cross_fitted
from bench.ranking import auc, false_alarm_rate, mcc_at_k, resampled_mcc
from bench.slips import KINDS, SlipMaker

WRONG = [True, False, True, False, False, False]


@pytest.mark.parametrize(
    ("doubts", "area", "correlation"),
    [
        ([0.9, 0.1, 0.8, 0.2, 0.3, 0.0], 1.0, 1.0),
        ([0.1, 0.9, 0.2, 0.8, 0.7, 0.6], 0.0, -0.5),
        ([0.5] * 6, 0.5, 0.25),
        ([0.9, 0.8, 0.1, 0.2, 0.3, 0.0], 5 / 8, 0.25),
    ],
)
def test_ranking_figures_are_those_of_the_book(
    doubts: list[float], area: float, correlation: float
) -> None:
    assert auc(doubts, WRONG) == pytest.approx(area)
    assert mcc_at_k(doubts, WRONG) == pytest.approx(correlation)


def test_without_wrong_or_sound_rows_there_is_no_figure() -> None:
    assert math.isnan(auc([0.1, 0.2], [True, True]))
    assert math.isnan(mcc_at_k([0.1, 0.2], [False, False]))


def test_draws_have_the_share_that_was_asked_for_and_are_the_same_again() -> None:
    wrong = [place < 20 for place in range(1000)]
    doubts = [0.5 if bad else 0.9 if place < 60 else 0.1 for place, bad in enumerate(wrong)]
    assert mcc_at_k(doubts, wrong) < 0  # forty sound rows come first of all
    first = resampled_mcc(doubts, wrong, 0.25)  # two or three of them are drawn
    assert 0.75 < first < 0.95
    assert first == resampled_mcc(doubts, wrong, 0.25)


def test_the_false_alarm_rate_is_that_of_the_threshold_which_catches_enough() -> None:
    doubts, wrong = [0.9, 0.8, 0.1, 0.85, 0.2, 0.05], [True, True, True, False, False, False]
    assert false_alarm_rate(doubts, wrong, 0.6) == pytest.approx(1 / 3)
    assert false_alarm_rate(doubts, wrong, 1.0) == pytest.approx(2 / 3)


TEXTS = [
    "The council said on Monday that the new bridge over the Lagoa river will not open before May.",
    "After the storm, which lasted two days, many families in Porto Velho left their houses.",
    "The firm sold 340 buses to the city, more than it had promised in the spring of 2019.",
    "Ana Prado, a nurse from Évora, told reporters that the old hospital is closed at night.",
]


def test_a_slip_says_exactly_what_stands_where() -> None:
    maker = SlipMaker(TEXTS, "en")
    kinds = set()
    for text in TEXTS * 60:
        slip = maker.make(text)
        assert slip is not None
        assert slip.text != text
        put = slip.text[slip.start : slip.end]
        assert text == slip.text[: slip.start] + slip.before + slip.text[slip.end :]
        assert put != slip.before
        assert text[slice(*slip.cut)] == slip.before
        kinds.add(slip.kind)
    assert kinds == set(KINDS)


def test_slips_are_the_same_every_time() -> None:
    first, second = SlipMaker(TEXTS, "en"), SlipMaker(TEXTS, "en")
    assert [first.make(text) for text in TEXTS] == [second.make(text) for text in TEXTS]


def test_too_short_a_text_has_no_slip() -> None:
    assert SlipMaker(TEXTS, "en").make("Rain again today.") is None


def test_trees_learn_what_no_single_column_tells() -> None:
    chance = np.random.default_rng(3)
    rows = chance.normal(size=(3000, 4)).astype(np.float32)
    wrong = (rows[:, 0] > 0) != (rows[:, 2] > 0.3)
    forest = grow(rows[:2000], wrong[:2000], tuple("abcd"), trees=60, depth=3, share=1.0)
    told = forest.log_odds(rows[2000:])
    assert auc(told.tolist(), wrong[2000:].tolist()) > 0.95
    again = grow(rows[:2000], wrong[:2000], tuple("abcd"), trees=60, depth=3, share=1.0)
    assert np.array_equal(told, again.log_odds(rows[2000:]))


def test_rows_of_one_source_are_never_judged_by_weights_that_saw_them() -> None:
    chance = np.random.default_rng(5)
    keys = [f"source {place // 2}" for place in range(400)]
    rows = np.repeat(np.eye(200), 2, axis=0)  # a column for each source: only leaks could help
    wrong = [bool(one) for one in np.repeat(chance.random(200) < 0.5, 2)]
    assert auc(cross_fitted(rows, wrong, keys), wrong) < 0.6
    told = np.array(wrong, float)[:, None] + chance.normal(size=(400, 1))
    assert auc(cross_fitted(told, wrong, keys), wrong) > 0.7


def test_files_are_read_as_they_come(tmp_path: Path) -> None:
    rows = ["OK\tA ponte reabriu.\tThe bridge reopened.", "BAD\tDois barcos.\tTwo ships.", "odd"]
    path = tmp_path / "pt-en.other.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert ced.read_rows(path) == [
        (False, "A ponte reabriu.", "The bridge reopened."),
        (True, "Dois barcos.", "Two ships."),
    ]


def test_a_looping_translation_is_doubted_more_than_a_sound_one(tmp_path: Path) -> None:
    sound = '"src": "Der Zug kam um drei Uhr an.", "mt": "The train arrived at three o\'clock."'
    loop = f'"src": "Der Zug kam an.", "mt": "{"the train of " * 12}"'
    labels = dict.fromkeys(hallucinations.LABELS, "0")
    lines = []
    for text, flag in ((sound, "0"), (loop, "1")):
        marks = ", ".join(f'"{name}": "{value}"' for name, value in labels.items())
        lines.append("{" + text + ", " + marks.replace(
            '"repetitions": "0"', f'"repetitions": "{flag}"') + "}")  # fmt: skip
    (tmp_path / "rows.jsonl").write_text("\n".join(lines), encoding="utf-8")
    count, figures = hallucinations.measure([tmp_path])
    assert count == 2
    assert figures["auc"] == 1.0
    assert figures["repetitions.auc"] == 1.0
