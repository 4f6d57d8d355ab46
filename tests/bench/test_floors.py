"""Nothing that the desk could do is lost unnoticed: the samples of `bench/floors.json` hold."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench import floors
from bench.reading_ahead import ReadAhead
from dragoman.desk import BUILT_IN_CHECKS, pairs

HELD = floors.read_floors()
SOUND = "A total of 12 people died in Faro."


@pytest.mark.parametrize("name", floors.SAMPLES)
def test_no_figure_of_the_desk_has_fallen(name: str, shared_data: Path) -> None:
    sample = floors.SAMPLES[name]
    if floors.digests(sample, shared_data) != HELD[name]["data"]:
        pytest.skip(f"the data of {name!r} is absent or another than the floors were measured on")
    assert floors.fallen(HELD[name]["limits"], sample.measure(shared_data)) == []


def test_every_sample_has_its_floors_and_every_floor_its_sample() -> None:
    assert set(HELD) == set(floors.SAMPLES)
    for name, row in HELD.items():
        assert set(row["data"]) == set(floors.SAMPLES[name].files)
        assert row["limits"]
        assert all(limit == floors.limit_of(key, row["measured"][key])
                   for key, limit in row["limits"].items())  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "limit"),
    [
        ("number.recall", 0.95, 0.93),
        ("number.recall", 0.01, 0.0),
        ("por-eng.false_alarms_per_100", 2.5, 2.8),
        ("por-eng.serious_per_document", 0.1, 0.2),
        ("people.harm", 0.0, 0.0),
        ("people.wrong_share", 1 / 34, 0.0294),
    ],
)
def test_limits_leave_a_little_slack_on_the_right_side(
    name: str, value: float, limit: float
) -> None:
    assert floors.limit_of(name, value) == limit
    assert floors.fallen({name: limit}, {name: value}) == []


def test_figures_that_fall_rise_or_vanish_are_told() -> None:
    limits = {"number.recall": 0.9, "people.harm": 0.0, "gone.recall": 0.5}
    lines = floors.fallen(limits, {"number.recall": 0.89, "people.harm": 1.0})
    assert [line.split(":")[0] for line in lines] == list(limits)


@pytest.fixture
def own_rows(tmp_path: Path) -> Path:
    rows = [
        {"src": "Morreram 12 pessoas em Faro.", "good": SOUND, "bad": SOUND.replace("12", figure),
         "cls": "number", "span": [11, 13], "before": "12", "after": figure}
        for figure in ("17", "19", "48")
    ]  # fmt: skip
    path = tmp_path / "mt" / "seeded" / "por-eng.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return tmp_path


def test_a_check_that_was_taken_away_is_noticed(
    own_rows: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = floors.SAMPLES["seeded por-eng"]
    figures = sample.measure(own_rows)
    whole = {"number.recall": 1.0, "number.located": 1.0, "number.repair": 1.0}
    assert figures == whole | {"harm": 0}
    limits = {name: floors.limit_of(name, value) for name, value in figures.items()}
    assert floors.fallen(limits, figures) == []
    fewer = tuple(check for check in BUILT_IN_CHECKS if check.name != "numbers")
    monkeypatch.setattr(pairs, "BUILT_IN_CHECKS", fewer)
    lines = floors.fallen(limits, sample.measure(own_rows))
    assert {line.split(":")[0] for line in lines} == set(whole)


def test_the_command_rewrites_the_file_and_shows_what_moved(
    own_rows: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"seeded por-eng": {"measured": {"number.recall": 0.5}}}), "utf-8")
    monkeypatch.setattr(floors, "FILE", path)
    monkeypatch.setattr(floors, "models", ReadAhead)  # none: rules alone once more
    monkeypatch.setattr(sys, "argv", ["floors", "--data", str(own_rows)])
    assert floors.main() == 0
    shown = capsys.readouterr().out
    assert "seeded por-eng  number.recall: 0.5 -> 1.0" in shown
    assert "clean: left as it was, its data is absent" in shown
    held = floors.read_floors(path)
    assert held["seeded por-eng"]["limits"]["number.recall"] == 0.98
    assert held["seeded por-eng with models"]["limits"]["harm"] == 0
    assert set(held["seeded por-eng"]["data"]) == {"mt/seeded/por-eng.jsonl"}
