"""Sheets for readers of errors: what stands on them, what is kept, how grades are put together."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from pathlib import Path

import pytest

from bench import error_labels
from bench.endtoend import DIRECTIONS, _rate, table_of
from bench.error_labels import Reading
from dragoman.errors import UsageError


def _readings(count: int) -> list[Reading]:
    return [
        Reading(
            id=f"pt-en:d{place}:0",
            before="",
            original=f"Frase {place}.",
            translation=f"Sentence {place}{end}",
        )
        for place in range(count)
        for end in (".", "!")
    ]


def _fill(path: Path, label: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), delimiter="\t")
        writer.writeheader()
        writer.writerows({**row, "label": label} for row in rows)


def test_two_translations_of_a_sentence_stand_on_two_sheets_in_mixed_order(tmp_path: Path) -> None:
    paths = error_labels.write_sheets(tmp_path / "sheet", _readings(40), known=())
    assert [path.name for path in paths] == ["sheet-1.tsv", "sheet-2.tsv"]
    first = paths[0].read_text(encoding="utf-8").splitlines()[1:]
    assert len({line.split("\t")[2] for line in first}) == len(first) == 40
    plain = sum(line.endswith(".") for line in first)
    assert 5 < plain < 35, "a sheet must not hold one system only"


def test_a_filled_sheet_is_kept_without_its_texts_and_not_asked_again(tmp_path: Path) -> None:
    readings = _readings(3)
    votes, ids = error_labels.read_labels(tmp_path / "none.jsonl")
    for path in error_labels.write_sheets(tmp_path / "sheet", readings, known=()):
        _fill(path, "major")
        count, more = error_labels.read_sheet(path, "r1", votes)
        ids |= more
        assert count == 3
    error_labels.write_labels(tmp_path / "labels.jsonl", votes, ids)
    kept = (tmp_path / "labels.jsonl").read_text(encoding="utf-8")
    assert "Frase" not in kept
    assert "Sentence" not in kept
    again, _ = error_labels.read_labels(tmp_path / "labels.jsonl")
    assert again == votes
    assert error_labels.write_sheets(tmp_path / "sheet", readings, known=again) == []


def test_a_wrong_label_is_named_with_file_line_and_remedy(tmp_path: Path) -> None:
    (path,) = error_labels.write_sheets(tmp_path / "sheet", _readings(1)[:1], known=())
    _fill(path, "awful")
    with pytest.raises(UsageError, match=r"sheet-1\.tsv:2: label 'awful': write none, minor"):
        error_labels.read_sheet(path, "r1", {})


@pytest.mark.parametrize(
    ("grades", "worst"),
    [
        (("major", "critical", "minor"), "major"),
        (("none", "none", "critical"), "none"),
        (("none", "critical"), "none"),
        (("major",), "major"),
    ],
)
def test_the_grade_is_the_median_of_the_readers(grades: tuple[str, ...], worst: str) -> None:
    assert error_labels.majority({f"r{n}": grade for n, grade in enumerate(grades)}) == worst


def test_readers_who_differ_only_in_mild_grades_agree() -> None:
    assert error_labels.agreement([{"r1": "none", "r2": "minor"}]) == 1
    assert error_labels.agreement([{"r1": "major", "r2": "minor", "r3": "critical"}]) == 1 / 3


def test_a_rate_is_given_for_1000_words_with_its_interval() -> None:
    rows = [(f"d{place}", 100, place % 2 == 0) for place in range(20)]
    rate, low, high = _rate(rows)
    assert rate == 5
    assert low < 5 < high
    assert _rate([("d", 100, False)]) == (0, 0, 0)


def test_the_table_of_the_page_holds_every_direction_and_gravity() -> None:
    ends = {"per_1000_words": 2.0, "low": 1.0, "high": 3.0}
    kinds = ("critical", "serious", "critical_engine", "serious_engine")
    figures = {
        f"{kind}_{end}_{name}": value
        for name, *_ in DIRECTIONS
        for kind in (*kinds, "unflagged_critical", "unflagged_serious")
        for end, value in ends.items()
    }
    for name, *_ in DIRECTIONS:
        figures |= {f"readers_{name}": 3, f"read_{name}": 300, f"read_words_{name}": 7000}
    rows = tomllib.loads(table_of(figures, date(2026, 11, 1)))["rate"]
    assert [(row["source"], row["target"], row["gravity"]) for row in rows] == [
        ("pt", "en", "critical"),
        ("pt", "en", "serious"),
        ("en", "pt", "critical"),
        ("en", "pt", "serious"),
    ]
    assert rows[0]["unmarked"] == [2.0, 1.0, 3.0]
    assert rows[0]["measured_on"] == date(2026, 11, 1)
